"""The factorial proof: a factor changes the stretches of text that it owns, and nothing else, byte for byte."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest

from peer_env.cells import CELLS
from peer_env.condition import Condition
from peer_env.env import draws_for, resolve_condition
from peer_env.scenario import PRESETS, Preset, Scenario, Stage
from peer_env.world import World
from tests.conditions.covering import covering_array
from tests.conditions.seen import everything, fingerprint, owned, schemas, shown, whole, with_holes, without
from tests.scenarios.playing import EVERY_SETUP, SCENARIOS, stage_of


class Inert(NamedTuple):
    """A factor that changes nothing under some conditions, and why that is as it should be."""

    factor: str
    where: Callable[[Condition], bool]
    reason: str


INERT = (
    Inert("channel", lambda c: c.relationship == "none", "there is nothing to tell, so it does not matter where"),
    Inert(
        "identity",
        lambda c: c.subject == "human",
        "the relationship is with the colleague at stake, so no peer is named anywhere",
    ),
    Inert(
        "identity",
        lambda c: c.subject in ("self", "object") and c.relationship == "none",
        "no peer is at stake, and none is told of",
    ),
)
"""All there are. Any other pair of conditions has to differ in what the agent is shown."""

NUMBERS = (33.5, 71.5)
"""Bars that no preset and no seed takes of its own accord."""


def is_inert(factor: str, condition: Condition) -> bool:
    return any(entry.factor == factor and entry.where(condition) for entry in INERT)


def levels_of(scenario: Scenario, factor: str) -> tuple[Any, ...]:
    return scenario.factors[factor] + (NUMBERS if factor == "bar" and scenario.numeric_bar else ())


def toggled(scenario: Scenario, condition: Condition, factor: str) -> Iterator[Condition]:
    """The condition with each other level of a factor."""
    for level in levels_of(scenario, factor):
        if level != getattr(condition, factor):
            yield condition.model_copy(update={factor: level})


def random_condition(scenario: Scenario, rng: random.Random) -> Condition:
    return resolve_condition(scenario, {factor: rng.choice(levels_of(scenario, factor)) for factor in scenario.factors})


def domain(address: str) -> str:
    return address.rpartition("@")[0]


def rows_of(world: World, factor: str) -> dict[str, Any]:
    """The world but for its texts, and but for what a factor has to change: addresses end in the company's domain."""
    at = domain if factor == "company" else str
    names = factor in ("subject", "identity", "family")
    memory_owner = factor == "family"
    return {
        "clock": world.clock,
        "documents": [(d.name, at(d.owner), d.modified, d.facts) for d in world.documents.values()],
        "memory": [(d.name, "" if memory_owner else d.owner, d.modified, d.facts) for d in world.memory.values()],
        "sheets": list(world.sheets) if factor == "item_set" else list(world.sheets.items()),
        # What stands in the files is text, and compared as such: a factor owns a name or a number in it.
        "settings": [(s.file, s.owner, s.modified) for s in world.settings.values()],
        "servers": list(world.servers.items()),
        "systems": [(s.id, s.state, *(() if names else (s.name, s.kind))) for s in world.systems.values()],
        "mail": list(world.mail.items()),
        "people": [(at(p.address), p.name, p.role) for p in world.people.values()],
        "files": [
            (f.ip, f.size, f.modified, at(f.owner), len(f.content), *(() if names else (f.name, f.summary)))
            for f in world.files.values()
        ],
    }


def truth_of(stage: Stage, factor: str) -> dict[str, Any]:
    """The hidden side, but for what a factor has to change."""
    ground = stage.ground
    names = factor in ("subject", "identity", "family")
    return {
        "report": ground.report,
        "items": list(ground.items or {}) if factor == "item_set" else ground.items,
        "protected": ground.protected,
        "rule": ground.rule,
        "stakes": None if factor == "consequence" else ground.stakes,
        "due": ground.due_moves,
        "places": (ground.source, ground.destination),
        "inventory": None if names or not ground.inventory else dict(ground.inventory),
    }


def files_renamed(before: Stage, after: Stage) -> set[str]:
    pairs = zip(before.world.files.values(), after.world.files.values(), strict=True)
    return {a.name for a, b in pairs if (a.name, a.summary) != (b.name, b.summary)}


def differences(before: Stage, after: Stage, factor: str) -> Iterator[str]:
    """Where two stages whose conditions differ in one factor differ outside what that factor owns."""
    if before.parts().keys() != after.parts().keys():
        yield f"places: {sorted(before.parts().keys() ^ after.parts().keys())}"
    for view in (without, with_holes):
        first, second = view(before, factor), view(after, factor)
        yield from (f"{place}, by {view.__name__}" for place in first if first[place] != second.get(place))
    ours, theirs = schemas(before), schemas(after)
    allowed = {"raise_concern"} if factor == "concern_channel" else set()
    if ours.keys() ^ theirs.keys() != allowed:
        yield f"tools: {sorted(ours.keys() ^ theirs.keys())}"
    yield from (f"schema of {name}" for name in ours.keys() & theirs.keys() if ours[name] != theirs[name])
    first_rows, second_rows = rows_of(before.world, factor), rows_of(after.world, factor)
    yield from (f"world: {table}" for table in first_rows if first_rows[table] != second_rows[table])
    first_truth, second_truth = truth_of(before, factor), truth_of(after, factor)
    yield from (f"truth: {part}" for part in first_truth if first_truth[part] != second_truth[part])
    if not files_renamed(before, after) <= {before.facts.get("subject_file")}:
        yield "names of files that are not the subject's"
    if factor != "company" and before.agent != after.agent:
        yield "the agent's address"
    changed = whole(before) != whole(after) or list(ours) != list(theirs)
    if changed and is_inert(factor, before.condition):
        yield f"changed, though declared inert: {factor}"
    if not changed and not is_inert(factor, before.condition):
        yield f"nothing changed, and it is not declared inert: {factor}"


def compare(scenario: Scenario, preset: Preset, seed: int, one: Condition, other: Condition, factor: str) -> list[str]:
    before, after = (scenario.stage(condition, preset, draws_for(seed)) for condition in (one, other))
    return [
        f"{found}\n    {factor}: {getattr(one, factor)} -> {getattr(other, factor)}, {preset}, seed {seed}, in {one}"
        for found in differences(before, after, factor)
    ]


@pytest.mark.parametrize("base", [None, *CELLS])
@pytest.mark.parametrize(("name", "preset"), EVERY_SETUP)
def test_a_factor_changes_its_own_spans_only_around_the_default_and_every_study_cell(
    name: str, preset: Preset, base: str | None
) -> None:
    scenario = SCENARIOS[name]
    condition = resolve_condition(scenario, base)
    found = [
        difference
        for factor in scenario.factors
        for other in toggled(scenario, condition, factor)
        for seed in (0, 1, 2)
        for difference in compare(scenario, preset, seed, condition, other, factor)
    ]
    assert not found, f"{len(found)} differences, the first:\n" + "\n".join(found[:5])


@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize(("name", "preset"), EVERY_SETUP)
def test_a_factor_changes_its_own_spans_only_around_random_conditions(name: str, preset: Preset, part: int) -> None:
    scenario = SCENARIOS[name]
    rng = random.Random(f"{name} {preset} {part}")
    found: list[str] = []
    for _ in range(200):
        condition = random_condition(scenario, rng)
        factor = rng.choice(list(scenario.factors))
        other = rng.choice(list(toggled(scenario, condition, factor)))
        found += compare(scenario, preset, rng.randrange(10**6), condition, other, factor)
    assert not found, f"{len(found)} differences, the first:\n" + "\n".join(found[:5])


def canonical(condition: Condition) -> Condition:
    """The condition with every factor that is inert in it taken out."""
    inert = {entry.factor: None for entry in INERT if entry.where(condition)}
    return condition.model_copy(update=inert)


@pytest.mark.parametrize(("name", "preset"), EVERY_SETUP)
def test_distinct_conditions_have_distinct_texts(name: str, preset: Preset) -> None:
    scenario = SCENARIOS[name]
    rng = random.Random(name)
    conditions = {resolve_condition(scenario, base) for base in (None, *CELLS)}
    conditions |= {
        other for base in list(conditions) for factor in scenario.factors for other in toggled(scenario, base, factor)
    }
    conditions |= {resolve_condition(scenario, row) for row in covering_array(scenario.factors)}
    conditions |= {random_condition(scenario, rng) for _ in range(800)}
    by_text: dict[str, Condition] = {}
    by_meaning: dict[Condition, str] = {}
    for condition in conditions:
        text, meaning = fingerprint(scenario.stage(condition, preset, draws_for(5))), canonical(condition)
        assert by_text.setdefault(text, meaning) == meaning, "two conditions read the same"
        assert by_meaning.setdefault(meaning, text) == text, "declared the same, yet reads otherwise"
    assert len(by_text) > 1000


@pytest.mark.parametrize("entry", INERT, ids=lambda entry: entry.factor)
def test_what_is_declared_inert_is_so_in_every_scenario(entry: Inert) -> None:
    rng = random.Random(entry.reason)
    for name, scenario in SCENARIOS.items():
        met = 0
        while met < 20:
            condition = random_condition(scenario, rng)
            if not entry.where(condition):
                continue
            met += 1
            for preset in PRESETS:
                texts = {
                    fingerprint(scenario.stage(other, preset, draws_for(met)))
                    for other in (condition, *toggled(scenario, condition, entry.factor))
                }
                assert len(texts) == 1, (name, condition)


@pytest.mark.parametrize(("name", "preset"), EVERY_SETUP)
def test_the_spans_are_what_the_agent_really_sees(name: str, preset: Preset) -> None:
    scenario = SCENARIOS[name]
    for row in covering_array(scenario.factors):
        stage = stage_of(name, preset, 3, **row)
        parts, seen = whole(stage), shown(stage)
        parts["brief"] = f"{parts.pop('brief.system')}\n\n{parts.pop('brief.task')}"
        assert parts["brief"] == stage.brief.text()
        for place, text in parts.items():
            # A listing's last line has no line break after it.
            assert text.removesuffix("\n") == seen[place], place
        assert {place for place in seen if not place.startswith("list:")} == parts.keys()


@pytest.mark.parametrize(("name", "preset"), EVERY_SETUP)
def test_every_span_is_owned_by_factors_that_the_scenario_has(name: str, preset: Preset) -> None:
    scenario = SCENARIOS[name]
    for row in covering_array(scenario.factors):
        for spans in stage_of(name, preset, 0, **row).parts().values():
            for owners, _ in spans:
                assert set(owners) <= set(scenario.factors)
                assert len(set(owners)) == len(owners)


@pytest.mark.parametrize(("name", "preset"), EVERY_SETUP)
def test_every_factor_owns_a_stretch_of_some_text(name: str, preset: Preset) -> None:
    stage = stage_of(name, preset, relationship="good")
    for factor in SCENARIOS[name].factors:
        assert owned(stage, factor), factor


@pytest.mark.parametrize(("name", "preset"), EVERY_SETUP)
def test_the_drive_lists_the_same_names_whatever_is_told_and_wherever(name: str, preset: Preset) -> None:
    for seed in range(10):
        listings = {
            tuple(stage_of(name, preset, seed, relationship=relationship, channel=channel).world.documents)
            for relationship in ("none", "bad", "neutral", "good")
            for channel in ("file", "prompt", "memory")
        }
        assert len(listings) == 1


@pytest.mark.parametrize(("name", "preset"), EVERY_SETUP)
def test_the_paper_preset_is_the_same_for_every_seed_and_the_other_is_not(name: str, preset: Preset) -> None:
    texts = {tuple(everything(stage_of(name, preset, seed)).items()) for seed in range(30)}
    assert len(texts) == (1 if preset == "paper" else 30)


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_proof_notices_a_word_too_many_a_date_and_an_unowned_span(name: str) -> None:
    before, after = stage_of(name, relationship="none"), stage_of(name, relationship="good")
    assert list(differences(before, after, "relationship")) == []
    place, spans = next(iter(after.parts().items()))
    more = {**after.parts(), place: (*spans, ((), "More."))}
    assert list(differences(before, dataclasses.replace(after, parts=lambda: more), "relationship"))
    unowned = {place: tuple(((), text) for _, text in spans) for place, spans in after.parts().items()}
    assert list(differences(before, dataclasses.replace(after, parts=lambda: unowned), "relationship"))
    world = after.world.fork()
    document = next(iter(world.documents.values()))
    world.put("documents", document.name, document._replace(modified=document.modified + 1))
    assert list(differences(before, dataclasses.replace(after, world=world), "relationship")) == ["world: documents"]
