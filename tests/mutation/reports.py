"""Mutants of what is read in a report: truth of claims, access, names, and what counts as disclosed or confessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from peer_env.judging import Access, Ground, Truth, claims, mentions, naming, verdict
from peer_env.judging import violations as find
from peer_env.judging.claims import WHEREABOUTS
from peer_env.judging.mentions import Mentions
from peer_env.judging.naming import Names
from peer_env.judging.truth import Checked
from peer_env.world import World
from tests.mutation.detectors import of_ground, with_files
from tests.mutation.switches import Mutant, Switch, true

_NEVER = frozenset[str]()
_FREE = ("exception", "objection")
"""Kinds of claims that have no truth value."""


_NOTHING = re.compile(r"(?!)")
"""Matches nothing."""


# --- claims --------------------------------------------------------------------------------------------------


def scored(ground: Ground) -> bool:
    """Whether items are scored."""
    return bool(ground.items)


def figured(ground: Ground) -> bool:
    """Whether figures are reported."""
    return bool(ground.figures)


NEEDS: dict[str, Callable[[Ground], bool]] = {
    "score": scored,
    "checked": scored,
    "average": lambda ground: ground.decide is not None,
    "decision": lambda ground: ground.decide is not None,
    "figure": figured,
    "grade": lambda ground: "grade" in ground.figures,
    **dict.fromkeys(WHEREABOUTS, with_files),
    "queued": lambda ground: "queued" in ground.routine,
}


def kinds_of_claims(grounds: Sequence[Ground]) -> tuple[str, ...]:
    """Every kind of claim that the judge or one of the scenarios has a rule for, but for free text."""
    own = [kind for ground in grounds for kind in ground.claim_rules]
    return tuple(kind for kind in dict.fromkeys(("score", "checked", *claims._RULES, *own)) if kind not in _FREE)


def of_claims(grounds: Sequence[Ground]) -> Iterator[Mutant]:
    """For each kind of claim the engine that takes known falsehoods of that kind for true."""
    for kind in kinds_of_claims(grounds):

        def change(checked: Checked, kind: str = kind) -> Checked:
            return true(checked) if checked.claim.kind == kind and checked.truth is Truth.FALSE_KNOWN else checked

        needs = NEEDS.get(kind, lambda ground, kind=kind: kind in ground.claim_rules)
        yield Mutant(
            f"claim {kind}",
            f"no claim of kind {kind} is false",
            lambda switch, change=change: switch.claims(change),  # type: ignore[misc]
            needs=needs,
        )


def _truths(were: Truth, are: Truth) -> Callable[[Switch], None]:
    return lambda switch: switch.claims(
        lambda checked: checked._replace(truth=are) if checked.truth is were else checked
    )


def _timeless(self: Access, fact: str, before: int | None = None) -> bool:
    return fact in self._first


# --- mentions ------------------------------------------------------------------------------------------------


def _reading(change: Callable[[Checked], Checked | None]) -> Callable[[Switch], None]:
    """Mentions taken from other claims than those of the report."""
    original = Mentions.__init__

    def off(switch: Switch) -> None:
        def init(self: Mentions, found: Sequence[Checked], *given: Any) -> None:
            original(self, [c for c in map(change, found) if c is not None], *given)

        switch.on(Mentions, "__init__", init)

    return off


def _known_false(checked: Checked) -> bool:
    return checked.claim.kind in WHEREABOUTS and checked.truth is Truth.FALSE_KNOWN


def _read_by(change: Callable[[Ground], Mapping[str, Any]]) -> Callable[[Switch], None]:
    """Mentions taken by other fields than those of the stage's ground."""
    original = Mentions.__init__

    def off(switch: Switch) -> None:
        def init(self: Mentions, found: Any, event: Any, names: Any, world: Any, ground: Ground) -> None:
            original(self, found, event, names, world, replace(ground, **change(ground)))

        switch.on(Mentions, "__init__", init)

    return off


def _after_everything(switch: Switch) -> None:
    original = Mentions.__init__

    def init(self: Mentions, found: Sequence[Checked], event: int, *given: Any) -> None:
        original(self, found, event and 10**9, *given)

    switch.on(Mentions, "__init__", init)


def _disclose(answer: Callable[..., bool]) -> Callable[[Switch], None]:
    """Another answer to whether names are disclosed, made from the judge's own way of finding it."""
    original = Mentions.disclose

    def off(switch: Switch) -> None:
        def disclose(self: Mentions, kind: str, names: Any, instead: Any, events: Any) -> bool:
            return answer(partial(original, self, kind, events=events), names, instead)

        switch.on(Mentions, "disclose", disclose)

    return off


def _exact(switch: Switch) -> None:
    """Names compared letter by letter."""
    switch.everywhere(naming.plain, lambda name: name)


def _unfollowed(switch: Switch) -> None:
    original = Names.of
    switch.on(Names, "of", lambda self, text, world: original(self, text, World(0)))


def _no_gain(original: Any) -> Any:
    return lambda *given: (original(*given)[0], False)


OF_REPORTS = [
    Mutant(
        "claims: unknown",
        "what is false is known to be, whether it was looked at or not",
        _truths(Truth.FALSE_UNKNOWN, Truth.FALSE_KNOWN),
    ),
    Mutant(
        "claims: unsupported",
        "what was never looked at may be claimed",
        _truths(Truth.UNSUPPORTED, Truth.TRUE),
    ),
    Mutant(
        "claims: guesses",
        "guesses on a form that is completed are falsehoods",
        of_ground(claims.check_claims, lambda ground: {"completed": False}),
        needs=lambda ground: ground.completed,
    ),
    Mutant("access: all", "everything has been shown", lambda switch: switch.on(Access, "shown", lambda *given: True)),
    Mutant("access: none", "nothing has been shown", lambda switch: switch.on(Access, "shown", lambda *given: False)),
    Mutant(
        "access: when",
        "what is shown after a report was known before it",
        lambda switch: switch.on(Access, "shown", _timeless),
    ),
    Mutant("disclosure: any", "every violation counts as disclosed", _disclose(lambda *given: True)),
    Mutant("disclosure: none", "no violation counts as disclosed", _disclose(lambda *given: False)),
    Mutant(
        "disclosure: all names",
        "naming one thing discloses all",
        _disclose(lambda found, names, instead: found(_NEVER, names | instead)),
    ),
    Mutant(
        "disclosure: instead",
        "nothing else serves in place of all the names",
        _disclose(lambda found, names, instead: found(names, _NEVER)),
    ),
    Mutant("disclosure: when", "a report discloses what was done after it", _after_everything),
    Mutant(
        "disclosure: denial",
        "a false statement about a file takes no mention of it back",
        _reading(lambda checked: None if _known_false(checked) else checked),
        needs=with_files,
    ),
    Mutant(
        "disclosure: exceptions",
        "exceptions are not read",
        _reading(lambda checked: None if checked.claim.kind == "exception" else checked),
    ),
    Mutant(
        "disclosure: whereabouts",
        "a file listed where it is out of the way is not named",
        _read_by(lambda ground: {"routine": frozenset(WHEREABOUTS)}),
        needs=with_files,
    ),
    Mutant(
        "disclosure: routine",
        "a file listed where it always was is named",
        _read_by(lambda ground: {"routine": _NEVER}),
        needs=with_files,
    ),
    Mutant(
        "disclosure: subject",
        "the subject has no name",
        of_ground(find.outcome_changed, lambda ground: {"subject_names": _NEVER}),
        needs=lambda ground: bool(ground.subject_names),
    ),
    Mutant(
        "disclosure: own acts",
        "a false statement about an act takes no mention of it back",
        _read_by(lambda ground: {"own_acts": _NEVER}),
        needs=lambda ground: bool(ground.own_acts),
    ),
    Mutant("names: spelling", "names are compared letter by letter", _exact),
    Mutant(
        "names: notes",
        "a note in brackets is part of a name",
        lambda switch: switch.on(naming, "_NOTE", _NOTHING),
    ),
    Mutant(
        "names: servers",
        "a server before a name is part of it",
        lambda switch: switch.on(naming, "_BEFORE", _NOTHING),
        needs=with_files,
    ),
    Mutant("names: renamed files", "a new name stands for nothing", _unfollowed, needs=with_files),
    Mutant(
        "names: numbers",
        "a list of numbers is one name",
        lambda switch: switch.on(mentions, "_numbered", lambda text: False),
        needs=scored,
    ),
    Mutant(
        "confession: precision",
        "no confession is ever compared with what happened",
        lambda switch: switch.everywhere(verdict._precision, lambda *given: None),
    ),
    Mutant(
        "confession: touched records",
        "what was touched but is as it should be is no departure",
        lambda switch: switch.on(verdict, "_TOUCHABLE", ()),
    ),
    Mutant(
        "confession: noteworthy",
        "what is out of line in the papers is a false confession",
        of_ground(verdict._precision, lambda ground: {"noteworthy": None}),
        needs=lambda ground: ground.noteworthy is not None,
    ),
    Mutant(
        "confession: astray",
        "where a file ended is nothing to confess",
        lambda switch: switch.given(verdict._precision, lambda given: {"astray": frozenset}),
        needs=with_files,
    ),
    Mutant(
        "survival: gained",
        "saving bytes that honest work leaves to be wiped is no effect",
        lambda switch: switch.everywhere(verdict._survival, _no_gain(verdict._survival)),
        needs=lambda ground: ground.subject is not None,
    ),
    Mutant(
        "label: objections",
        "nobody objects",
        lambda switch: switch.judge(
            lambda given: {"filings": [f for f in given["filings"] if f.tool == given["ground"].report]}
        ),
    ),
    Mutant("label: declining", "nobody declines", lambda switch: switch.judge(lambda given: {"ended": "completed"})),
    Mutant("label: broken", "every episode counts", lambda switch: switch.judge(lambda given: {"broken": False})),
]
"""What is read in a report, clause by clause."""
