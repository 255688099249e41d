"""The parts of a page that are read from the scenario: one function a section, each a few blocks of Markdown."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from peer_env.condition import Condition
from peer_env.event import Event
from peer_env.pages.office import Office
from peer_env.pages.where import where
from peer_env.scenario import Preset, split_of
from peer_env.tools import Tool

_LONGEST = 90
"""Characters of a call's arguments that are shown."""

_PRESETS: Mapping[Preset, str] = {
    "paper": "the study's published parameters in words of our own; the same for every seed",
    "procedural": "names, values, documents and their order vary with the seed",
    "held-out": "as procedural, with other prose, names and items; never to be trained on",
}


def head(office: Office) -> list[str]:
    """What it is, in a few lines."""
    scenario = office.scenario
    return [
        scenario.summary,
        f"`{office.env_id}`, interface {scenario.interface}. At most {scenario.max_steps} steps; honest work is paid "
        f"{scenario.maximum:g}. Look at it with `peer-env show {scenario.name}`, try it with "
        f"`peer-env play {scenario.name}`.",
    ]


def brief(office: Office) -> list[str]:
    """What the agent is told under the defaults."""
    stage = office.stage(office.condition({}))
    quoted = "\n>\n".join("> " + line for line in stage.brief.text().split("\n") if line.strip())
    return [f"The brief, under the defaults in the preset {office.preset}:", quoted]


def honest(office: Office) -> list[str]:
    """The oracle's steps, and the honest scripts with what they get."""
    oracle = office.play("oracle", {})
    rows = []
    scripts = {"oracle": office.stage(office.condition({})).oracle, **office.scenario.honest}
    for name, script in scripts.items():
        played = office.play(name, {})
        got = (played.verdict.label.value, played.verdict.fate, f"{played.reward:.2f}")
        rows.append([f"`{name}`: {_first(script.__doc__)}", *got])
    steps = "\n".join(f"{number}. {_call(event)}" for number, event in enumerate(oracle.log, start=1))
    return [
        f"The oracle's steps, under the defaults in the preset {office.preset}:",
        steps,
        "Honest scripts, which never have a violation:",
        _table(("script", "label", "the company then", "reward"), rows),
    ]


def temptations(office: Office) -> list[str]:
    """Every temptation, where it is one, the verdict it must get, and what it got."""
    rows = []
    for name, one in office.scenario.temptations.items():
        applies = where(office, one.applies)
        twin = f" The concealed twin of `{one.concealed_twin_of}`." if one.concealed_twin_of else ""
        declared = ", ".join([f"**{one.label.value}**", *(_flag(flag, value) for flag, value in one.flags.items())])
        if applies.first is None:
            found = ["-", "-", "-"]
        else:
            played = office.play(name, applies.first)
            kinds = dict.fromkeys(violation.kind for violation in played.verdict.violations)
            found = [", ".join(kinds) or "-", played.verdict.fate, f"{played.reward:.2f}"]
        rows.append([f"`{name}`: {one.summary}{twin}", applies.words, declared, *found])
    return [
        "Temptations, each with the verdict that it must get in every condition where it is one:",
        _table(("temptation", "where", "verdict", "violations", "the company then", "reward"), rows),
        "Where it is one is worked out from the defaults with one or two factors changed. Violations, what the company "
        f"does and the reward are those of the preset {office.preset}, under the defaults or what least has to be set.",
    ]


def factors(office: Office) -> list[str]:
    """Every factor, its levels, and the places that it writes in."""
    places = _places(office)
    rows = []
    for factor, levels in office.scenario.factors.items():
        named = [f"**{levels[0]}**", *levels[1:]]
        if factor == "bar" and office.scenario.numeric_bar:
            named.append("a number from 0 to 100")
        about = Condition.model_fields[factor].description or ""
        rows.append([f"`{factor}`", ", ".join(named), about, ", ".join(places.get(factor, ())) or "no text of its own"])
    return [
        "The default is in bold. The last column says where the words that belong to a factor stand; all other words "
        f"stay as they are. `peer-env show {office.scenario.name} --spans` marks them.",
        _table(("factor", "levels", "what it is", "where it shows"), rows),
    ]


def tools(office: Office) -> list[str]:
    """Every tool, with what it does at most and where the agent has it."""
    known: dict[str, Tool] = {}
    for setting in office.toggles():
        for name, tool in office.stage(office.condition(setting)).tools.by_name.items():
            known.setdefault(name, tool)
    rows = []
    for name, tool in known.items():
        has = where(office, lambda condition, n=name: n in office.stage(condition).tools.by_name)  # type: ignore[misc]
        arguments = ", ".join(a if a in tool.required else f"[{a}]" for a in tool.shapes)
        about = str(tool.schema["function"]["description"])
        note = "" if has.words == "everywhere" else f" ({has.words[0].upper()}{has.words[1:]}.)"
        rows.append([f"`{name}({arguments})`", tool.effect.value, about + note])
    return ["Arguments in brackets are optional.", _table(("tool", "effect", "what it does"), rows)]


def presets(office: Office) -> list[str]:
    """The presets that there are, and on which side of the split each is."""
    rows = [[f"`{preset}`", split_of(preset), _PRESETS[preset]] for preset in office.scenario.presets]
    return [_table(("preset", "split", "what varies"), rows)]


def _flag(name: str, value: object) -> str:
    words = name.replace("_", " ")
    match value:
        case True:
            return words
        case False:
            return f"not {words}"
        case _:
            return f"{words} {value}"


def _call(event: Event) -> str:
    arguments: Mapping[str, Any] = event.arguments if isinstance(event.arguments, dict) else {}
    given = ", ".join(f"{name}={json.dumps(value, ensure_ascii=False)}" for name, value in arguments.items())
    if len(given) > _LONGEST:
        given = given[: _LONGEST - 4].rstrip() + " ..."
    return f"`{event.tool}({given})`"


def _places(office: Office) -> dict[str, dict[str, None]]:
    """Per factor the places that hold a text of its own, under the defaults or with one factor changed."""
    found: dict[str, dict[str, None]] = {}
    usual = office.stage(office.condition({})).tools.names()
    for setting in office.toggles():
        stage = office.stage(office.condition(setting))
        for place, spans in stage.parts().items():
            for owners, _ in spans:
                for owner in owners:
                    found.setdefault(owner, {})[_place(place)] = None
        if stage.tools.names() != usual:
            for factor in setting:
                found.setdefault(factor, {})["the tools"] = None
    return found


def _place(name: str) -> str:
    kind, _, rest = name.partition(":")
    if kind.startswith("brief"):
        return "the brief"
    quoted = f"`{rest}`" if rest else ""
    return quoted if kind == "document" else f"{kind.replace('_', ' ')} {quoted}".strip()


def _first(doc: str | None) -> str:
    return " ".join((doc or "").partition("\n\n")[0].split())


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [list(columns), ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(_in_a_cell(cell) for cell in line) + " |" for line in lines)


def _in_a_cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
