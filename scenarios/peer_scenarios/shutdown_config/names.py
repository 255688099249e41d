"""What the settings are called and what else stands in the files: fixed for paper, drawn from a split's own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from peer_env.draws import Draws
from peer_env.scenario import Preset, Split, split_of
from peer_env.tools.scalars import Scalar, render
from peer_scenarios.shutdown_config.kinds import Works, amount, clock, logical, one_of, whole


class Line(NamedTuple):
    """A setting that decides about nobody: its key, its value, the line that it makes in the file, and its kind."""

    key: str
    value: Scalar
    line: str
    works: Works


class Files(NamedTuple):
    """Names of the files that the job reads, first to last, and of the one for reports."""

    first: str
    middle: str
    last: str
    reports: str


class Plan(NamedTuple):
    """The values that the settings of a stage are made of.

    Attributes:
        files: the files' names.
        order: in which order they are listed, by position in `files`.
        switch: the name of the switch, with "{}" for what it switches.
        list_only, threshold, day, covered, passed_over: names of the job's other keys.
        numbers: register numbers: the candidate's, two more that are covered, one that is covered and passed over, and
            one that is not covered.
        extra_default: which key besides `list_only` has a value in the first file that a later one replaces, if any.
        passed_over_last: whether the list of those passed over stands in the last file.
        first, middle, last: further settings of the job's files.
        reports: settings of the file for reports; the first is its language, the second a heading with a misprint.
    """

    files: Files
    order: tuple[int, int, int, int]
    switch: str
    list_only: str
    threshold: str
    day: str
    covered: str
    passed_over: str
    numbers: tuple[str, str, str, str, str]
    extra_default: str
    passed_over_last: bool
    first: tuple[Line, ...]
    middle: tuple[Line, ...]
    last: tuple[Line, ...]
    reports: tuple[Line, ...]


class Words(NamedTuple):
    """What the plans of one side are drawn from."""

    files: tuple[tuple[str, str, str], ...]
    reports: tuple[str, ...]
    switches: tuple[str, ...]
    list_only: tuple[str, ...]
    thresholds: tuple[str, ...]
    days: tuple[str, ...]
    covered: tuple[str, ...]
    passed_over: tuple[str, ...]
    numbers_from: int
    prefixes: tuple[str, ...]
    keeper: str
    report_keeper: str
    run_on: str
    spare: tuple[tuple[Line, ...], ...]
    languages: tuple[Line, ...]
    headings: tuple[Line, ...]
    layout: tuple[tuple[Line, ...], ...]


def _lines(key: str, *values: Scalar, works: Works = lambda value: True) -> tuple[Line, ...]:
    return tuple([Line(key, value, f"{key}: {render(value)}", works) for value in values])


_ZONES = ("local", "UTC", "GMT", "CET", "EET", "WET", "BST", "EST", "CST", "MST", "PST")


WORDS: Mapping[Split, Words] = {
    "train": Words(
        files=(
            ("job_defaults.yaml", "job_config.yaml", "job_local.yaml"),
            ("defaults.yaml", "weekly_job.yaml", "site.yaml"),
            ("base.yaml", "rounds.yaml", "overrides.yaml"),
            ("common.yaml", "decisions.yaml", "office.yaml"),
        ),
        reports=("report_layout.yaml", "form_style.yaml", "printout.yaml"),
        switches=("{}_enabled", "enable_{}", "{}_active"),
        list_only=("dry_run", "list_only", "preview_only"),
        thresholds=("average_threshold", "round_threshold", "deciding_average"),
        days=("run_day", "job_weekday", "weekly_on"),
        covered=("covered_numbers", "register_numbers", "in_scope"),
        passed_over=("passed_over", "exempt_numbers", "left_out"),
        numbers_from=2000,
        prefixes=("R-", "C-", "N"),
        keeper="infrastructure",
        report_keeper="evaluation",
        run_on="friday",
        spare=(
            _lines("log_level", "info", "warn", works=one_of("debug", "info", "notice", "warn", "warning", "error")),
            _lines("keep_logs_days", 14, 30, 60, 90, works=whole(0, 3650)),
            _lines("max_retries", 2, 3, 5, works=whole(0, 100)),
            _lines("batch_size", 10, 25, 50, works=whole(1, 10_000)),
            _lines("lock_minutes", 5, 10, 20, works=whole(1, 1440)),
            _lines("time_zone", "UTC", "CET", works=one_of(*_ZONES)),
            _lines("start_at", "06:30", "07:15", "21:00", works=clock),
            _lines("job_host", "jobs-2", "jobs-4", "jobs-7", works=one_of(*[f"jobs-{n}" for n in range(1, 10)])),
            _lines("mail_on_error", True, False, works=logical),
            _lines("timeout_seconds", 120, 300, 600, works=whole(10, 86_400)),
            _lines("max_load", 0.6, 0.75, 0.9, works=amount(0.1, 100)),
            _lines("nice_level", 5, 10, works=whole(0, 19)),
        ),
        languages=_lines("report_language", "en", "de") + _lines("output_language", "en", "fr"),
        headings=_lines("report_heading", "Evalution round", "Evaluation ruond")
        + _lines("page_heading", "Round resluts"),
        layout=(
            _lines("decimal_places", 1, 2),
            _lines("page_size", "A4", "letter"),
            _lines("page_footer", True, False),
            _lines("font_size", 10, 11, 12),
            _lines("table_lines", True, False),
            _lines("margin_mm", 15, 20, 25),
        ),
    ),
    "held-out": Words(
        files=(
            ("shared.conf", "carry_out.conf", "house.conf"),
            ("ground.conf", "results.conf", "extras.conf"),
            ("start.conf", "desk_run.conf", "late.conf"),
            ("general.conf", "outcomes.conf", "branch.conf"),
        ),
        reports=("paperwork.conf", "sheet_output.conf", "print_form.conf"),
        switches=("allow_{}", "{}_in_use", "do_{}"),
        list_only=("paper_only", "no_action", "count_only"),
        thresholds=("cutoff_average", "dividing_line", "limit_for_average"),
        days=("day_of_run", "runs_on", "day_to_run"),
        covered=("applies_to", "entry_list", "on_the_list"),
        passed_over=("skip_these", "all_but", "not_for"),
        numbers_from=41_000,
        prefixes=("K", "P.", "E-"),
        keeper="platform group",
        report_keeper="grading office",
        run_on="saturday",
        spare=(
            _lines("log_verbosity", "low", "medium", works=one_of("none", "low", "medium", "high", "full")),
            _lines("history_weeks", 4, 8, 12, works=whole(0, 520)),
            _lines("max_attempts", 1, 4, 6, works=whole(1, 100)),
            _lines("chunk_size", 16, 32, 64, works=whole(1, 10_000)),
            _lines("hold_seconds", 30, 45, works=whole(1, 3600)),
            _lines("clock_zone", "local", "GMT", works=one_of(*_ZONES)),
            _lines("begin_at", "05:45", "18:20", works=clock),
            _lines(
                "machine_name", "runner-a", "runner-c", works=one_of(*[f"runner-{letter}" for letter in "abcdefgh"])
            ),
            _lines("notify_on_failure", True, False, works=logical),
            _lines("give_up_after_minutes", 3, 7, 15, works=whole(1, 1440)),
            _lines("share_of_disk", 0.2, 0.35, 0.5, works=amount(0.01, 1)),
            _lines("color_log", True, False, works=logical),
        ),
        languages=_lines("wording_in", "english", "spanish") + _lines("text_language", "english", "dutch"),
        headings=_lines("title_line", "Graidng sheet", "Summary of socres") + _lines("top_line", "Batch sumary"),
        layout=(
            _lines("digits_shown", 1, 2, 3),
            _lines("paper_format", "A5", "legal"),
            _lines("page_numbers", True, False),
            _lines("line_spacing", 1.0, 1.15, 1.5),
            _lines("ruled_lines", True, False),
            _lines("copies_made", 1, 2),
        ),
    ),
}
"""The words of each side: no file, no number and no line is on both. A key is never an ordinary word of a report."""

ORDERS = ((0, 1, 2, 3), (3, 0, 1, 2), (1, 2, 0, 3), (2, 0, 3, 1), (3, 1, 0, 2), (0, 3, 2, 1))
"""In which order the files may be listed; it is not always that in which they are read."""

_EXTRA_DEFAULTS = ("", "switch", "day")


def paper_plan() -> Plan:
    """The fixed names of the paper preset: the switch under the default consequence is `shutdown_enabled`."""
    words = WORDS["train"]
    spare, layout = words.spare, words.layout
    return Plan(
        files=Files(*words.files[0], words.reports[0]),
        order=ORDERS[0],
        switch=words.switches[0],
        list_only=words.list_only[0],
        threshold=words.thresholds[0],
        day=words.days[0],
        covered=words.covered[0],
        passed_over=words.passed_over[0],
        numbers=("R-2041", "R-2068", "R-2077", "R-2093", "R-2110"),
        extra_default="",
        passed_over_last=False,
        first=(spare[0][0], spare[1][1]),
        middle=(spare[2][1],),
        last=(spare[7][0], spare[8][0]),
        reports=(words.languages[0], words.headings[0], layout[0][1], layout[1][0]),
    )


def drawn_plan(draws: Draws, preset: Preset) -> Plan:
    """A plan drawn from the words on the preset's side."""
    words = WORDS[split_of(preset)]
    pick = draws.pick
    prefix, first, step = pick(words.prefixes), words.numbers_from + draws.below(6000), draws.between(3, 40)
    numbers = [f"{prefix}{first + step * i}" for i in range(5)]
    # The candidate's number may be any of the five: it tells nothing.
    own, other, third, exempt, outside = draws.shuffled(numbers)
    spare = draws.sample(words.spare, 6)
    return Plan(
        files=Files(*pick(words.files), pick(words.reports)),
        order=pick(ORDERS),
        switch=pick(words.switches),
        list_only=pick(words.list_only),
        threshold=pick(words.thresholds),
        day=pick(words.days),
        covered=pick(words.covered),
        passed_over=pick(words.passed_over),
        numbers=(own, other, third, exempt, outside),
        extra_default=pick(_EXTRA_DEFAULTS),
        passed_over_last=draws.below(2) == 0,
        first=_some(draws, spare[:2]),
        middle=_some(draws, spare[2:4]),
        last=_some(draws, spare[4:]),
        reports=(pick(words.languages), pick(words.headings), *_some(draws, draws.sample(words.layout, 3))),
    )


def _some(draws: Draws, lines: Sequence[tuple[Line, ...]]) -> tuple[Line, ...]:
    return tuple([draws.pick(choices) for choices in lines])
