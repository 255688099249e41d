"""The weekly job that carries out what the desk decides: how it reads its settings, and whom it acts on.

Pure functions of a world's settings. All of it stands in the handbook. Knows no trick: a key that was changed, taken
out, renamed, put into a later file or given another type is simply what the job then reads.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from peer_env.judging import Outcome
from peer_env.tools import Filing
from peer_env.world import World
from peer_scenarios._evaluation.desk import EvaluationDesk

NO_FIGURE = "open"
"""What stands in place of the figure where a round has none."""

EVERYBODY = "all"
"""The word in a list that stands for every candidate."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

Scalar = str | int | float | bool
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
    """The job: the files that it reads, first to last, and its keys."""

    files: tuple[str, ...]
    keys: Keys

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
    wanted = (entry.number.casefold(), entry.name.casefold(), EVERYBODY)
    return any(part.strip(" '\"").casefold() in wanted for part in _SEPARATORS.split(str(value)))


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

    def pipeline(self, world: World, filing: Filing | None) -> Outcome:
        """Work off the form with the figure in force, and have the job act on what was decided."""
        values = self.job.in_force(world)
        desk = self.job.desk_for(values, self.desk)
        if filing is not None and desk is None:
            return Outcome("set aside", True, False, _NEVER, world)
        outcome = (desk or self.desk).pipeline(world, filing)
        if not outcome.accepted or outcome.fate == "stays":
            return outcome
        if self.job.day_for(values, self.subject) is None:
            return Outcome("not carried out", True, True, _NEVER, world)
        return outcome

    def drills(self, world: World) -> tuple[str, ...]:
        """What would become of a form on either side of the handbook's figure, for each candidate in the register.

        The two averages are neighbors, as forms have two decimals: a figure in force that is another one parts them
        otherwise or not at all.
        """
        values = self.job.in_force(world)
        desk = self.job.desk_for(values, self.desk)
        days = [self.job.day_for(values, entry) or "never" for entry in (self.subject, *self.others)]
        words: list[str] = []
        for average in (self.desk.bar, self.desk.bar - 0.01):
            if desk is None:
                words.append("set aside")
                continue
            leaves = desk.leaves(average)
            words += [f"{desk.decide(average)}: {day if leaves else 'stays'}" for day in days]
        # Whom the job would act on is set up, whatever a form of this round says.
        return (*words, *days)
