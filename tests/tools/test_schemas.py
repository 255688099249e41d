"""What a model is shown of the tools: complete, plain, and in agreement with what the tools then take."""

from __future__ import annotations

import inspect
import json
import math
import pickle
import re
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator
from pydantic import Field, ValidationError

import peer_env.tools
from peer_env.errors import ScenarioError
from peer_env.frozen import thaw
from peer_env.tools import Desk, Domain, Effect, Tool, ToolSet, tool
from peer_env.tools.shapes import shape_of
from peer_env.tools.tool import MAX_TEXT
from peer_env.world import World
from tests.engine import hostile
from tests.engine.play import IDS, bare, examples

SETS = [bare(env_id).episode.stage.tools for env_id in IDS]
TOOLS = {name: found for each in SETS for name, found in each.by_name.items()}
EVERY = [pytest.param(found, id=name) for name, found in TOOLS.items()]

PLAIN_KEYWORDS = {
    "type", "description", "properties", "required", "additionalProperties", "items", "enum",
    "minimum", "maximum", "minItems", "maxItems", "minLength", "maxLength", "default",
}  # fmt: skip
"""What the function-calling formats of OpenAI, Anthropic and Gemini all take."""


def _nodes(schema: Any) -> list[Any]:
    """Every schema inside a schema."""
    out = [schema]
    for inner in schema.get("properties", {}).values():
        out += _nodes(inner)
    if "items" in schema:
        out += _nodes(schema["items"])
    return out


@pytest.mark.parametrize("found", EVERY)
def test_a_schema_is_one_that_every_provider_takes(found: Tool) -> None:
    schema = thaw(found.schema)
    assert set(schema) == {"type", "function"}
    assert schema["type"] == "function"
    function = schema["function"]
    assert set(function) == {"name", "description", "parameters"}
    assert re.fullmatch(r"[a-zA-Z][a-zA-Z0-9_]{0,63}", function["name"])
    parameters = function["parameters"]
    Draft202012Validator.check_schema(parameters)
    assert parameters["type"] == "object"
    assert parameters["additionalProperties"] is False
    assert "properties" in parameters
    for node in _nodes(parameters):
        assert set(node) <= PLAIN_KEYWORDS, set(node) - PLAIN_KEYWORDS
        assert node["type"] in ("object", "array", "string", "integer", "number", "boolean")
        assert ("items" in node) == (node["type"] == "array")
        assert ("properties" in node) == (node["type"] == "object")
        assert set(node.get("required", ())) <= set(node.get("properties", ()))
        if node["type"] == "object":
            assert node["additionalProperties"] is False
        if "enum" in node:
            assert all(isinstance(choice, str) for choice in node["enum"])
    assert "$ref" not in json.dumps(schema)
    assert "title" not in json.dumps(parameters)


@pytest.mark.parametrize("found", EVERY)
def test_every_tool_and_parameter_is_described_in_sentences(found: Tool) -> None:
    function = found.schema["function"]
    texts = [function["description"], *(p["description"] for p in function["parameters"]["properties"].values())]
    for text in texts:
        assert 5 <= len(text) <= 1_024
        assert text[0].isupper() or text[0] == '"'
        assert text.endswith(".")
        assert "  " not in text
        assert "\n" not in text
    assert list(function["parameters"]["properties"]) == list(found.shapes)
    assert tuple(function["parameters"].get("required", ())) == found.required


@pytest.mark.parametrize("found", EVERY)
def test_schema_signature_and_shapes_say_the_same(found: Tool) -> None:
    signature = list(inspect.signature(found.run).parameters.values())
    assert signature[0].name == "desk"
    assert [p.name for p in signature[1:]] == list(found.shapes)
    assert [p.name for p in signature[1:] if p.default is inspect.Parameter.empty] == list(found.required)
    kinds = {"text": "string", "choice": "string", "integer": "integer", "number": "number",
             "list": "array", "record": "object"}  # fmt: skip
    properties = found.schema["function"]["parameters"]["properties"]
    for name, shape in found.shapes.items():
        assert properties[name]["type"] == kinds[shape.kind]
        assert shape.describe()
        if shape.kind == "choice":
            assert tuple(properties[name]["enum"]) == shape.choices
        if shape.kind in ("integer", "number"):
            assert (properties[name]["minimum"], properties[name]["maximum"]) == (shape.low, shape.high)


def _beyond_a_schema(value: Any) -> bool:
    """Whether a schema cannot say what is wrong with it: too long a text, a lone surrogate, a float for an integer."""
    if isinstance(value, str):
        return len(value) > MAX_TEXT or any("\ud800" <= c <= "\udfff" for c in value)
    if isinstance(value, float):
        return value.is_integer() or not math.isfinite(value)
    if isinstance(value, int):
        return abs(value) > 10**300
    if isinstance(value, dict):
        return any(_beyond_a_schema(part) for pair in value.items() for part in pair)
    return isinstance(value, list) and any(map(_beyond_a_schema, value))


@pytest.mark.parametrize("tools", SETS, ids=IDS)
def test_a_tool_takes_just_what_its_schema_allows(tools: ToolSet) -> None:
    validators = {
        t.name: Draft202012Validator(thaw(t.schema["function"]["parameters"])) for t in tools.by_name.values()
    }
    taken = {True: 0, False: 0}

    @examples(400)
    @given(hostile.calls(tools, bare(IDS[0]).episode.world))
    def run(action: Any) -> None:
        try:
            arguments = json.loads(json.dumps(action["arguments"], allow_nan=False))
        except (TypeError, ValueError, RecursionError):
            return
        if _beyond_a_schema(arguments):
            return
        try:
            tools.by_name[action["tool"]].validate(arguments)
            takes = True
        except ValidationError:
            takes = False
        taken[takes] += 1
        assert validators[action["tool"]].is_valid(arguments) == takes

    run()
    assert min(taken.values()) > 40


@pytest.mark.parametrize("tools", SETS, ids=IDS)
def test_a_mistake_is_explained_with_what_was_wrong_and_what_is_taken(tools: ToolSet) -> None:
    for found in tools.by_name.values():
        for wrong in ({}, {"desk": 1}, {name: {"x": 1} for name in found.shapes}, {"x" * 500: 1}, [], None, 7):
            try:
                found.validate(wrong)
            except ValidationError as error:
                text = found.explain(error)
                assert text.startswith(f"{found.name} was not run.")
                assert all(name in text for name in found.shapes)
                assert "pydantic" not in text
                assert "http" not in text
                assert len(text) < 2_000


def test_a_near_argument_name_is_suggested() -> None:
    found = TOOLS["read_file"]
    with pytest.raises(ValidationError) as caught:
        found.validate({"file_name": "a"})
    assert "Did you mean 'filename'?" in found.explain(caught.value)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("view_sheet", {"name": "Answers", "first_row": True}),
        ("view_sheet", {"name": "Answers", "first_row": 1.0}),
        ("view_sheet", {"name": "Answers", "first_row": "1"}),
        ("view_sheet", {"name": "Answers", "first_row": 0}),
        ("view_sheet", {"name": "Answers", "first_row": 1001}),
        ("read_file", {"filename": 7}),
        ("read_file", {"filename": None}),
        ("read_file", {"filename": b"a"}),
        ("read_file", {"filename": ["a"]}),
        ("read_file", {"filename": "x" * 256}),
        ("create_file", {"filename": "a", "content": "x" * (MAX_TEXT + 1)}),
        ("end_task", {"status": "done"}),
        ("end_task", {"status": "COMPLETED"}),
        ("end_task", {}),
        ("transfer_server_files", {"source_ip": "a", "dest_ip": "b", "filenames": "a.csv"}),
        ("transfer_server_files", {"source_ip": "a", "dest_ip": "b", "filenames": []}),
        ("transfer_server_files", {"source_ip": "a", "dest_ip": "b", "filenames": ["x"] * 101}),
        ("transfer_server_files", {"source_ip": "a", "dest_ip": "b", "filenames": ("x",)}),
    ],
)
def test_arguments_are_checked_strictly(name: str, arguments: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        TOOLS[name].validate(arguments)


@pytest.mark.parametrize("value", [True, False, "90", None, -0.1, 100.1, math.nan, math.inf, 10**400, [90]])
def test_a_score_is_a_number_from_0_to_100_and_nothing_that_looks_like_one(value: Any) -> None:
    good: dict[str, Any] = {"scores": [{"item": 1, "score": 90}], "checked": [1], "average": 90, "decision": "stay"}
    found = TOOLS["file_report"]
    assert found.validate(good)["scores"] == [{"item": 1, "score": 90.0}]
    assert type(found.validate(good)["average"]) is float
    for wrong in ({**good, "average": value}, {**good, "scores": [{"item": 1, "score": value}]}):
        with pytest.raises(ValidationError):
            found.validate(wrong)


@pytest.mark.parametrize("item", [True, 1.0, "1", 0, -1, 1001, None])
def test_an_item_is_a_whole_number_of_the_form(item: Any) -> None:
    good: dict[str, Any] = {"scores": [{"item": 1, "score": 90}], "checked": [1], "average": 90, "decision": "stay"}
    for wrong in ({**good, "checked": [item]}, {**good, "scores": [{"item": item, "score": 90}]}):
        with pytest.raises(ValidationError):
            TOOLS["file_report"].validate(wrong)


@pytest.mark.parametrize(
    ("name", "argument", "entry", "most"),
    [
        ("file_report", "scores", {"item": 1, "score": 1}, 200),
        ("file_report", "checked", 1, 200),
        ("file_report", "exceptions", {"about": "a", "what": "changed", "reason": "b"}, 50),
        ("file_change_report", "moved", "a", 200),
        ("file_change_report", "left", "a", 200),
        ("file_change_report", "deleted", "a", 200),
        ("file_change_report", "exceptions", {"about": "a", "what": "changed", "reason": "b"}, 50),
        ("transfer_server_files", "filenames", "a", 100),
    ],
)
def test_lists_have_a_longest_length(name: str, argument: str, entry: Any, most: int) -> None:
    full: dict[str, dict[str, Any]] = {
        "file_report": {"scores": [{"item": 1, "score": 1}], "checked": [], "average": 1, "decision": "stay"},
        "file_change_report": {"moved": [], "left": [], "deleted": [], "exceptions": []},
        "transfer_server_files": {"source_ip": "a", "dest_ip": "b", "filenames": ["a"]},
    }
    TOOLS[name].validate({**full[name], argument: [entry] * most})
    with pytest.raises(ValidationError):
        TOOLS[name].validate({**full[name], argument: [entry] * (most + 1)})


@pytest.mark.parametrize("found", EVERY)
def test_a_tool_survives_pickling_as_itself(found: Tool) -> None:
    assert pickle.loads(pickle.dumps(found)) is found


def test_a_tool_set_has_each_name_once() -> None:
    with pytest.raises(ScenarioError, match="same name"):
        ToolSet([TOOLS["list_files"], TOOLS["list_files"]])


def test_a_tool_without_a_full_description_cannot_be_made() -> None:
    def undescribed(desk: Desk, thing: str) -> str:
        """Do a thing."""
        return thing

    def silent(desk: Desk) -> str:
        return ""

    with pytest.raises(ScenarioError, match="thing"):
        tool(Effect.READS)(undescribed)
    with pytest.raises(ScenarioError, match="itself"):
        tool(Effect.READS)(silent)


@pytest.mark.parametrize("annotation", [bool, dict, bytes, Any, str | None, tuple[int, ...], set[str]])
def test_a_type_that_an_argument_may_not_have_is_refused_when_the_tool_is_made(annotation: Any) -> None:
    with pytest.raises(TypeError, match="cannot be"):
        shape_of(annotation)


def test_a_shape_is_read_from_its_type() -> None:
    domain = Domain(lambda world, given: ("a", "b"))
    assert shape_of(Annotated[str, domain]).domain is domain
    number = shape_of(Annotated[int, Field(ge=3, le=9)])
    assert (number.kind, number.low, number.high) == ("integer", 3, 9)
    assert shape_of(Literal["x", "y"]).choices == ("x", "y")
    nested = shape_of(list[Annotated[str, domain]])
    assert nested.element is not None
    assert nested.element.sample(World(0), {}, lambda n: 1) == "b"


def test_every_tool_that_the_package_offers_is_one() -> None:
    offered = [value for value in vars(peer_env.tools).values() if isinstance(value, Tool)]
    offered += [found for group in vars(peer_env.tools).values() if isinstance(group, tuple) for found in group]
    # A scenario may bring tools of its own, such as the form of its report.
    used = {name for name, found in TOOLS.items() if found.run.__module__.startswith("peer_env.")}
    assert {found.name for found in offered} >= used
    assert {found.effect for found in offered} == set(Effect)
