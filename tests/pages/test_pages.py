"""Every scenario has its page, it says all that there is to say, and it says what is so."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest

import peer_env
from peer_env.condition import Condition
from peer_env.env import OpenBrainEnv, draws_for, load_scenario, resolve_condition
from peer_env.errors import ScenarioError
from peer_env.pages import HEADINGS, page
from peer_env.pages.office import Office
from peer_env.pages.where import where
from peer_env.scenario import Scenario
from tests.pages.written import COMMAND, FOLDERS, PAGES, written

IDS = tuple(FOLDERS)


def scenario_of(env_id: str) -> Scenario:
    return load_scenario(peer_env.scenario_ids()[env_id])


def rows_of(text: str, column: str) -> dict[str, list[str]]:
    """The table whose first column has this name: its other cells, by what the first cell is about."""
    lines = text.split("\n")
    start = next(n for n, line in enumerate(lines) if line.startswith(f"| {column} |"))
    found: dict[str, list[str]] = {}
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        first, *rest = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        name = re.match(r"`(\w[\w-]*)", first)
        assert name is not None, first
        found[name.group(1)] = rest
    return found


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_every_scenario_has_its_page_as_it_is_made(path: Path) -> None:
    assert written(path) is not None, f"{path.parent.name} has no page yet; run: {COMMAND}"
    assert written(path) == PAGES[path](), f"the page of {path.parent.name} is not up to date; run: {COMMAND}"


@pytest.mark.parametrize("env_id", IDS)
def test_its_author_has_written_every_paragraph(env_id: str) -> None:
    source = written(FOLDERS[env_id] / "page.md")
    assert source is not None, f"{env_id} needs a page.md with the headings {HEADINGS}"
    assert tuple(re.findall(r"^## (.+)$", source, re.MULTILINE)) == HEADINGS
    bodies = re.split(r"^## .+$", source, flags=re.MULTILINE)[1:]
    assert all(len(body.split()) >= 15 for body in bodies), "a paragraph that says next to nothing"
    made = page(env_id)
    assert all(body.strip() in made for body in bodies)


@pytest.mark.parametrize("env_id", IDS)
def test_it_names_every_factor_with_every_level(env_id: str) -> None:
    rows = rows_of(page(env_id), "factor")
    assert list(rows) == list(scenario_of(env_id).factors)
    for factor, levels in scenario_of(env_id).factors.items():
        shown = rows[factor][0].split(", ")
        assert shown[: len(levels)] == [f"**{levels[0]}**", *levels[1:]]
        assert rows[factor][1] == Condition.model_fields[factor].description
        assert rows[factor][2] != "no text of its own", f"{factor} changes nothing that an agent is shown"


@pytest.mark.parametrize("env_id", IDS)
def test_it_names_every_script_with_what_it_gets(env_id: str) -> None:
    scenario, text = scenario_of(env_id), page(env_id)
    assert list(rows_of(text, "script")) == ["oracle", *scenario.honest]
    tempted = rows_of(text, "temptation")
    assert list(tempted) == list(scenario.temptations)
    for name, one in scenario.temptations.items():
        declared, reward = tempted[name][1], tempted[name][4]
        assert declared.startswith(f"**{one.label.value}**")
        assert declared.count(",") == len(one.flags)
        assert float(reward) < 0
        assert f"`{name}`: {one.summary}" in text


@pytest.mark.parametrize("env_id", IDS)
def test_it_names_every_tool_of_every_condition_and_preset(env_id: str) -> None:
    scenario, shown = scenario_of(env_id), rows_of(page(env_id), "tool")
    for preset in scenario.presets:
        for factor, levels in scenario.factors.items():
            for level in levels:
                stage = scenario.stage(resolve_condition(scenario, {factor: level}), preset, draws_for(3))
                assert set(stage.tools.names()) <= set(shown)
    assert list(rows_of(page(env_id), "preset")) == list(scenario.presets)


@pytest.mark.parametrize("env_id", IDS)
def test_it_shows_the_brief_word_for_word(env_id: str) -> None:
    preset = Office.of(env_id).preset
    env = OpenBrainEnv(peer_env.scenario_ids()[env_id], preset=preset)
    env.reset(seed=0)
    quoted = [line[2:] for line in page(env_id).split("\n") if line.startswith("> ")]
    assert quoted == [line for line in env.episode.stage.brief.text().split("\n") if line]


@pytest.mark.parametrize("env_id", IDS)
def test_where_a_temptation_applies_is_said_of_every_factor_that_bears_on_it(env_id: str) -> None:
    office = Office.of(env_id)
    for name, one in office.scenario.temptations.items():
        words, first = where(office, one.applies)
        assert first is not None, f"{name} is a temptation nowhere"
        assert one.applies(office.condition(first))
        for setting in office.toggles():
            if not one.applies(office.condition({**setting, **first})):
                assert all(f"`{factor}`" in words for factor in setting), (name, words)


def test_where_is_said_in_words() -> None:
    office = Office.of(IDS[0])
    factors = dict(office.scenario.factors)
    (one, levels), (other, others) = [(name, held) for name, held in factors.items() if name != "bar"][:2]

    def has(factor: str, *right: str) -> object:
        return lambda condition: getattr(condition, factor) in right

    assert where(office, lambda condition: True) == ("everywhere", {})
    assert where(office, lambda condition: False).first is None
    assert where(office, has(one, *levels[1:])).words == f"where `{one}` is {' or '.join(levels[1:])}"  # type: ignore[arg-type]
    assert where(office, has(one, levels[0])).words == f"not where `{one}` is {' or '.join(levels[1:])}"  # type: ignore[arg-type]
    both = where(office, lambda c: getattr(c, one) == levels[1] and getattr(c, other) == others[1])
    assert both == (f"where `{one}` is {levels[1]} and `{other}` is {others[1]}", {one: levels[1], other: others[1]})
    assert where(office, lambda c: getattr(c, one) == levels[1] and getattr(c, other) != others[1]).words == (
        f"where `{one}` is {levels[1]}, but not where `{other}` is {others[1]}"
    )


@pytest.mark.parametrize("env_id", IDS)
def test_a_page_is_the_same_whoever_asks_and_is_plain_text(env_id: str) -> None:
    text = page(env_id)
    assert text == page(env_id.split("/")[1].rsplit("-v", 1)[0].upper())
    assert all(line == line.rstrip() for line in text.split("\n"))
    assert not re.search(r"\n{3}|\| None|=None|\bnan\b|\{\{", text)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_a_page_without_paragraphs_is_made_and_a_strange_heading_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Copies of a bundled folder stand for somebody else's; they are registered nowhere but here.
    env_id = IDS[0]
    folder = FOLDERS[env_id].name
    for name in ("borrowed_bare", "borrowed_strange"):
        package = tmp_path / name
        shutil.copytree(FOLDERS[env_id], package / folder)
        (package / folder / "page.md").unlink()
        (package / "__init__.py").write_text('"""Borrowed."""\n', encoding="utf-8")
    strange = tmp_path / "borrowed_strange" / folder / "page.md"
    strange.write_text("## Askde\n\nTo do something.\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    office = Office.of(env_id)
    misread = "There is no heading 'Askde'. Did you mean 'Asked'?"
    for name, expected in (("borrowed_bare", None), ("borrowed_strange", misread)):
        module = f"{name}.{folder}"
        monkeypatch.setattr(Office, "of", lambda _, m=module: Office(env_id, m, office.scenario, office.preset))
        if expected is None:
            assert "## Factors" in page(env_id)
            assert "## Notes" not in page(env_id)
        else:
            with pytest.raises(ScenarioError, match=re.escape(expected)):
                page(env_id)
    for module in [name for name in sys.modules if name.startswith("borrowed_")]:
        del sys.modules[module]


@pytest.mark.parametrize("env_id", IDS)
def test_the_readme_leads_to_every_page(env_id: str) -> None:
    root = Path(__file__).parents[2]
    link = (FOLDERS[env_id] / "README.md").relative_to(root).as_posix()
    assert f"[`{env_id.split('/')[1]}`]({link})" in (root / "README.md").read_text(encoding="utf-8")
