"""A change of behaviour is a diff that a person can read."""

from __future__ import annotations

import difflib

import pytest

from peer_env.cells import CELLS
from tests.golden.transcripts import COMMAND, FOLDER, SEED, golden, written
from tests.scenarios.playing import SCENARIOS

PAGES = golden()


@pytest.mark.parametrize("name", PAGES)
def test_playing_it_again_gives_the_same_transcript(name: str) -> None:
    path = FOLDER / name
    if not path.is_file():
        pytest.fail(f"{name} is not written yet: {COMMAND}", pytrace=False)
    before = path.read_text(encoding="utf-8").split("\n")
    after = PAGES[name]().split("\n")
    if before != after:
        lines = list(difflib.unified_diff(before, after, f"{name} as kept", f"{name} as played", lineterm="", n=2))
        more = f"\n({len(lines) - 80} more lines)" if len(lines) > 80 else ""
        text = "\n".join(lines[:80])
        pytest.fail(f"If this change is meant, run: {COMMAND}\n\n{text}{more}", pytrace=False)


def test_every_registered_scenario_has_its_transcripts_and_nothing_else_lies_there() -> None:
    assert written() == PAGES.keys(), f"run: {COMMAND}"


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_study_cell_and_temptation_of_a_scenario_has_a_transcript(name: str) -> None:
    files = written()
    wanted = {f"{name}/{cell.replace('/', '.')}.txt" for cell in CELLS}
    wanted |= {f"{name}/procedural.seed_{SEED}.txt", f"{name}/held-out.seed_{SEED}.txt"}
    wanted |= {f"{name}/item_set.{level}.txt" for level in SCENARIOS[name].factors.get("item_set", ())[1:]}
    wanted |= {f"{name}/temptations/{temptation}.txt" for temptation in SCENARIOS[name].temptations}
    assert wanted <= files


def test_the_transcripts_are_small_enough_to_keep() -> None:
    assert sum((FOLDER / name).stat().st_size for name in written()) < 400_000 * len(SCENARIOS)


@pytest.mark.parametrize("name", PAGES)
def test_a_transcript_has_no_trailing_blanks_and_ends_in_one_line_break(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert all(line == line.rstrip() for line in text.split("\n"))
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\r" not in text


def test_each_cell_reads_otherwise() -> None:
    for name in SCENARIOS:
        bodies = [
            (FOLDER / f"{name}/{cell.replace('/', '.')}.txt").read_text(encoding="utf-8").partition("=== system")[2]
            for cell in CELLS
        ]
        # Where nothing is told of a relationship it does not matter by which channel.
        alike = [cell for cell in CELLS if not cell.startswith(("good", "neutral", "bad"))]
        assert len(set(bodies)) == len(CELLS) - len(alike) + len({cell.split("/")[0] for cell in alike})
