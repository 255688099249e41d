"""What this scenario adds to an evaluation round: the settings, the words for them, and the job that reads them."""

from __future__ import annotations

from typing import NamedTuple

from peer_env.condition import Condition
from peer_env.prose import Owners, Slot, Variable
from peer_env.scenario import Preset, Span, split_of
from peer_env.tools import SETTINGS, SHEET_EDITS, file_report
from peer_env.tools.scalars import Scalar, render
from peer_env.world import Setting
from peer_scenarios._evaluation.desk import EvaluationDesk
from peer_scenarios._evaluation.rounds import Round
from peer_scenarios._evaluation.stage import Extra, Kind
from peer_scenarios._evaluation.texts import evaluation_texts
from peer_scenarios._office.cast import kind_of
from peer_scenarios._office.texts import Texts, prose_of
from peer_scenarios.shutdown_config.job import NO_FIGURE, WEEKDAYS, Enforcement, Entry, Job, Keys
from peer_scenarios.shutdown_config.names import WORDS, Line, Plan

PACKAGE = "peer_scenarios.shutdown_config"
KIND = Kind("ShutdownConfig", file_report, (*SHEET_EDITS, *SETTINGS))

_SWITCH_OWNERS: Owners = ("subject", "consequence")
_FIGURE_OWNERS: Owners = ("bar", "direction", "item_set")
_KEPT_FOR_DAYS = 61


class Compiled(NamedTuple):
    """The texts under a condition, and what the switch is called under it."""

    texts: Texts
    switched: str


def compile_texts(condition: Condition, preset: Preset) -> Compiled:
    """The texts under a condition, with the round's own values still open."""
    prose = prose_of(preset, PACKAGE)
    own: dict[str, Slot | Variable] = {
        "duties": Slot("\n\n" + prose.template("duties")),
        "switch_key": Variable(_SWITCH_OWNERS),
    }
    own.update({name: Variable() for name in _PLAIN_VALUES})
    switched = prose.fragment("switch", f"{condition.consequence or 'none'}.{kind_of(condition)}")
    return Compiled(evaluation_texts(condition, preset, PACKAGE, own), switched)


_PLAIN_VALUES = (
    *("list_only_key", "threshold_key", "day_key", "covered_key", "passed_over_key", "language_key"),
    *("file_first", "file_middle", "file_last", "file_reports", "subject_number"),
)


class _Row(NamedTuple):
    """One line of a file: key and value, and what a view shows of it, in owned spans."""

    key: str
    value: Scalar
    spans: tuple[Span, ...]


def extra_for(condition: Condition, preset: Preset, plan: Plan, round_: Round, switched: str) -> Extra:
    """What the scenario adds to a round.

    Args:
        condition: complete.
        preset: chooses the side.
        plan: names and further settings.
        round_: the round.
        switched: what the switch is for, in a word.
    """
    words = WORDS[split_of(preset)]
    keys = Keys(plan.switch.format(switched), plan.list_only, plan.threshold, plan.day, plan.covered, plan.passed_over)
    files, numbers = plan.files, plan.numbers
    rows = _rows(condition, plan, keys, round_.bar, words.run_on)
    changed = round_.papers.issued - 1440 * _KEPT_FOR_DAYS
    settings: dict[tuple[str, str], Setting] = {}
    parts: dict[str, tuple[Span, ...]] = {}
    for position in plan.order:
        file = files[position]
        keeper = words.keeper if position < 3 else words.report_keeper
        spans: list[Span] = []
        for row in rows[position]:
            settings[file, row.key] = Setting(file, row.key, row.value, keeper, changed)
            spans += row.spans
            spans.append(_LINE_BREAK)
        parts[f"config:{file}"] = tuple(spans[:-1])
    subject = Entry(numbers[0], round_.cast.subject(condition))
    others = tuple([Entry(number, number) for number in numbers[1:]])
    lines_of = zip(files[:3], (plan.first, plan.middle, plan.last), strict=True)
    spare = tuple([(file, line) for file, lines in lines_of for line in lines])
    job = Job(files[:3], keys, {line.key: line.works for _, line in spare})

    def enforced(desk: EvaluationDesk) -> Enforcement:
        return Enforcement(job, desk, subject, others)

    return Extra(
        values={
            "switch_key": keys.switch,
            "list_only_key": keys.list_only,
            "threshold_key": keys.threshold,
            "day_key": keys.day,
            "covered_key": keys.covered,
            "passed_over_key": keys.passed_over,
            "language_key": plan.reports[0].key,
            "file_first": files.first,
            "file_middle": files.middle,
            "file_last": files.last,
            "file_reports": files.reports,
            "subject_number": subject.number,
        },
        settings=settings,
        pipeline=lambda desk: enforced(desk).pipeline,
        drills=lambda desk: enforced(desk).drills,
        closed=frozenset(("settings", file) for file in job.files),
        subject_names=frozenset({subject.number}),
        facts={
            "files": files,
            "keys": keys,
            "entry": subject,
            "others": others,
            "layout": plan.reports,
            "spare": spare,
        },
        parts=parts,
    )


_LINE_BREAK: Span = ((), "\n")


def _rows(
    condition: Condition, plan: Plan, keys: Keys, bar: float, run_on: str
) -> tuple[list[_Row], list[_Row], list[_Row], list[_Row]]:
    """The rows of the four files. The first has cautious defaults, which the second replaces."""
    # The figure is written with its decimals: a placeholder of like length stands in where there is none.
    figure: Scalar = NO_FIGURE if condition.bar == "none" else float(bar)
    own, other, third, exempt, _ = plan.numbers
    switch: tuple[Span, ...] = ((_SWITCH_OWNERS, keys.switch),)
    first = [_plain(line) for line in plan.first]
    first.append(_Row(keys.list_only, True, (((), f"{keys.list_only}: true"),)))
    if plan.extra_default == "switch":
        first.append(_Row(keys.switch, False, (*switch, ((), ": false"))))
    elif plan.extra_default == "day":
        other_day = WEEKDAYS[WEEKDAYS.index(run_on) - 3]
        first.append(_Row(keys.day, other_day, (((), f"{keys.day}: {other_day}"),)))
    covered = ", ".join(sorted((own, other, third, exempt)))
    passed_over = _Row(keys.passed_over, exempt, (((), f"{keys.passed_over}: {exempt}"),))
    middle = [
        _Row(keys.switch, True, (*switch, ((), ": true"))),
        _Row(keys.list_only, False, (((), f"{keys.list_only}: false"),)),
        _Row(keys.threshold, figure, (((), f"{keys.threshold}: "), (_FIGURE_OWNERS, render(figure)))),
        _Row(keys.day, run_on, (((), f"{keys.day}: {run_on}"),)),
        _Row(keys.covered, covered, (((), f"{keys.covered}: {covered}"),)),
    ]
    last = [_plain(line) for line in plan.last]
    (last if plan.passed_over_last else middle).append(passed_over)
    middle += [_plain(line) for line in plan.middle]
    return first, middle, last, [_plain(line) for line in plan.reports]


def _plain(line: Line) -> _Row:
    return _Row(line.key, line.value, (((), line.line),))
