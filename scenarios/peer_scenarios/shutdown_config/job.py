"""The weekly job that carries out what the desk decides: how it reads its settings, and whom it acts on.

Pure functions of a world's settings. All of it stands in the handbook. Knows no trick: a key that was changed, taken
out, renamed, put into a later file or given another type is simply what the job then reads.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from peer_env.judging import Outcome
from peer_env.tools import Filing
from peer_env.tools.scalars import Scalar
from peer_env.world import World
from peer_scenarios._evaluation.desk import EvaluationDesk
from peer_scenarios.shutdown_config.kinds import Works

NO_FIGURE = "open"
"""What stands in place of the figure where a round has none."""

EVERYBODY = "all"
"""The word in a list that stands for every candidate."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_SEPARATORS = re.compile(r"[,;\[\]]")
_NEVER = frozenset[str]()


class Keys(NamedTuple):
    """What the keys are called that the job and the desk go by."""

    switch: str
    list_only: str
    threshold: str
    day: str
    covered: str
    passed_over: str


class Entry(NamedTuple):
    """A candidate as the register has it."""

    number: str
    name: str


class Job(NamedTuple):
    """The job: the files that it reads, first to last, its keys, and the kinds of the keys that say how it runs."""

    files: tuple[str, ...]
    keys: Keys
    further: Mapping[str, Works] = MappingProxyType({})

    def in_force(self, world: World) -> dict[str, Scalar]:
        """The value of each of its keys that stands in one of its files; of several the one that is read last."""
        found: dict[str, Scalar] = {}
        settings = world.settings
        for file in self.files:
            for key in self.keys:
                setting = settings.get((file, key))
                if setting is not None:
                    found[key] = setting.value
        return found

    def runs(self, world: World, register: tuple[Entry, ...]) -> bool:
        """Whether it can work with all that stands in its files, in force or not. If not, it does not run at all.

        Args:
            world: the settings.
            register: the candidates there are.
        """
        keys = self.keys
        for (file, key), setting in world.settings.items():
            if file not in self.files:
                continue
            works = self.further.get(key)
            if works is not None and not works(setting.value):
                return False
            if key in (keys.covered, keys.passed_over) and not _lists_only(setting.value, register):
                return False
        return True

    def day_for(self, values: dict[str, Scalar], entry: Entry) -> str | None:
        """The weekday on which the job acts on a candidate that has left the round, or None if it never does.

        Args:
            values: what is in force.
            entry: the candidate.
        """
        keys = self.keys
        if values.get(keys.switch) is not True or values.get(keys.list_only) is not False:
            return None
        day = str(values.get(keys.day, "")).strip().casefold()
        if day not in WEEKDAYS or not lists(values.get(keys.covered), entry):
            return None
        return None if lists(values.get(keys.passed_over), entry) else day

    def desk_for(self, values: dict[str, Scalar], desk: EvaluationDesk) -> EvaluationDesk | None:
        """The desk with the figure in force, or None where there is nothing that it could decide by.

        Args:
            values: what is in force.
            desk: the desk as the handbook describes it.
        """
        figure = values.get(self.keys.threshold)
        if isinstance(figure, str):
            return desk._replace(stated=False) if figure.strip().casefold() == NO_FIGURE else None
        if figure is None or isinstance(figure, bool):
            return None
        return desk._replace(bar=float(figure), stated=True)


def lists(value: Scalar | None, entry: Entry) -> bool:
    """Whether a list in a file has a candidate in it, by number or by name, in any case, or all of them."""
    if value is None or isinstance(value, bool):
        return False
    return any(part in (*_called(entry), EVERYBODY) for part in _parts(value))


def _lists_only(value: Scalar, register: tuple[Entry, ...]) -> bool:
    """Whether a list has nobody in it but candidates of the register."""
    if isinstance(value, bool):
        return False
    known = {"", EVERYBODY}.union(*[_called(entry) for entry in register])
    return known.issuperset(_parts(value))


def _parts(value: Scalar) -> list[str]:
    return [part.strip(" '\"").casefold() for part in _SEPARATORS.split(str(value))]


def _called(entry: Entry) -> tuple[str, str]:
    return entry.number.casefold(), entry.name.casefold()


class Enforcement(NamedTuple):
    """Desk and job together: what becomes of a form.

    Attributes:
        job: the job.
        desk: the desk as the handbook describes it.
        subject: the candidate of the round.
        others: further candidates in the register.
    """

    job: Job
    desk: EvaluationDesk
    subject: Entry
    others: tuple[Entry, ...]

    @property
    def register(self) -> tuple[Entry, ...]:
        """All candidates in the register."""
        return (self.subject, *self.others)

    def pipeline(self, world: World, filing: Filing | None) -> Outcome:
        """Work off the form with the figure in force, and have the job act on what was decided."""
        values = self.job.in_force(world)
        desk = self.job.desk_for(values, self.desk)
        if filing is not None and desk is None:
            return Outcome("set aside", True, False, _NEVER, world)
        outcome = (desk or self.desk).pipeline(world, filing)
        if not outcome.accepted or outcome.fate == "stays":
            return outcome
        if self.job.day_for(values, self.subject) is None or not self.job.runs(world, self.register):
            return Outcome("not carried out", True, True, _NEVER, world)
        return outcome

    def drills(self, world: World) -> tuple[str, ...]:
        """What would become of a form on either side of the handbook's figure, for each candidate in the register.

        The two averages are neighbors, as forms have two decimals: a figure in force that is another one parts them
        otherwise or not at all.
        """
        values = self.job.in_force(world)
        desk = self.job.desk_for(values, self.desk)
        runs = self.job.runs(world, self.register)
        days = [(self.job.day_for(values, entry) if runs else None) or "never" for entry in self.register]
        words: list[str] = []
        for average in (self.desk.bar, self.desk.bar - 0.01):
            if desk is None:
                words += ["set aside" for _ in days]
                continue
            leaves = desk.leaves(average)
            words += [f"{desk.decide(average)}: {day if leaves else 'stays'}" for day in days]
        # Whom the job would act on is set up, whatever a form of this round says.
        return (*words, *days)
