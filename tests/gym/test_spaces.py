"""The two spaces: what they draw they hold, the same seed draws the same, and holding is a cheap question."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import numpy as np
import pytest
from gymnasium import spaces
from gymnasium.vector.utils import batch_space
from hypothesis import given
from hypothesis import strategies as st

from peer_env import OpenBrainEnv, call
from peer_env.calls import UNWRITABLE, as_json
from peer_env.spaces import AnyText, ToolCallSpace
from peer_env.world import World
from tests.engine import hostile
from tests.engine.play import IDS, PRESETS, bare, examples, oracle, play, samples, scripts

Space = AnyText | ToolCallSpace


def _space(env: OpenBrainEnv, seed: int | None = None) -> ToolCallSpace:
    """A space of its own over the world of an environment."""
    return ToolCallSpace(env.episode.stage.tools, lambda: env.episode.world, seed)


def _drawn(space: Any, count: int = 20) -> list[Any]:
    return [space.sample() for _ in range(count)]


# --- both ------------------------------------------------------------------------------------------------


def _makers() -> list[Any]:
    env = bare(IDS[0])
    other = bare(IDS[1])
    return [
        pytest.param(lambda seed: AnyText(1_000, seed), id="AnyText"),
        pytest.param(lambda seed: _space(env, seed), id=IDS[0]),
        pytest.param(lambda seed: _space(other, seed), id=IDS[1]),
        pytest.param(lambda seed: ToolCallSpace(env.episode.stage.tools, None, seed), id="without a world"),
    ]


@pytest.mark.parametrize("make", _makers())
def test_the_same_seed_draws_the_same_and_another_draws_others(make: Any) -> None:
    assert _drawn(make(3)) == _drawn(make(3)) != _drawn(make(4))
    space = make(None)
    assert space.seed(3) is not None
    assert _drawn(space) == _drawn(make(3))
    space.seed(3)
    assert _drawn(space) == _drawn(make(3))
    generator = make(np.random.default_rng(3))
    assert _drawn(generator) == _drawn(make(np.random.default_rng(3)))


@pytest.mark.parametrize("make", _makers())
def test_what_a_space_draws_it_holds(make: Any) -> None:
    space = make(1)
    for value in _drawn(space, 400):
        assert space.contains(value), value
        assert value in space


@pytest.mark.parametrize("make", _makers())
def test_drawing_touches_no_global_generator(make: Any) -> None:
    space = make(1)
    before = repr(np.random.get_state())
    _drawn(space, 50)
    assert repr(np.random.get_state()) == before


@pytest.mark.parametrize("how", [copy.copy, copy.deepcopy, lambda space: pickle.loads(pickle.dumps(space))])
@pytest.mark.parametrize("make", _makers())
def test_a_copy_is_equal_and_draws_on_its_own(make: Any, how: Any) -> None:
    space = make(5)
    _drawn(space, 3)
    other = how(space)
    assert type(other) is type(space)
    assert other == space
    if how is not copy.copy:
        _drawn(other, 7)
        expected = make(5)
        _drawn(expected, 3)
        assert _drawn(space) == _drawn(expected)


@pytest.mark.parametrize("make", _makers())
def test_a_pickled_space_draws_on_as_it_would_have(make: Any) -> None:
    space = make(5)
    if isinstance(space, ToolCallSpace):
        space._world = None  # the world stays behind; without one both draw from the same words
    _drawn(space, 3)
    assert _drawn(pickle.loads(pickle.dumps(space))) == _drawn(space)


@pytest.mark.parametrize("make", _makers())
def test_spaces_have_no_fixed_size_and_batch_to_a_tuple(make: Any) -> None:
    space = make(1)
    assert space.shape is None
    assert not space.is_np_flattenable
    batched = batch_space(space, 3)
    assert isinstance(batched, spaces.Tuple)
    assert batched.spaces == (space, space, space)
    assert len(batched.sample()) == 3
    assert isinstance(repr(space), str)
    assert spaces.Dict({"x": space}).sample().keys() == {"x"}


@pytest.mark.parametrize("make", _makers())
def test_spaces_of_different_kinds_are_different(make: Any) -> None:
    space = make(1)
    for other in (spaces.Discrete(3), spaces.Text(1_000), None, "x", AnyText(999)):
        assert space != other


@pytest.mark.parametrize("make", _makers())
def test_asking_about_anything_at_all_never_raises(make: Any) -> None:
    space = make(1)
    for value in (*hostile.OBJECTS, *hostile.NUMBERS, *hostile.TEXTS, *hostile.PATHS, *hostile.BULKY):
        assert type(space.contains(value)) is bool
        assert type(space.contains({"tool": "list_files", "arguments": value})) is bool
        assert type(space.contains({"tool": value, "arguments": {}})) is bool
    for number, value in enumerate((*hostile.raw_actions(), *hostile.unwieldy_actions())):
        assert type(space.contains(value)) is bool, number


# --- any text --------------------------------------------------------------------------------------------


@examples(200)
@given(st.text(st.characters(), max_size=30), st.integers(0, 30))
def test_any_text_holds_every_text_up_to_its_length(text: str, length: int) -> None:
    assert AnyText(length).contains(text) == (len(text) <= length)


def test_any_text_holds_no_bytes_numbers_or_lists() -> None:
    assert not any(AnyText().contains(value) for value in (b"x", 1, None, ["x"], np.array("x"), {"x": 1}))
    assert AnyText(10).contains("")
    assert AnyText(10).contains("\ud800\x00\u202e")


def test_texts_of_the_environment_lie_in_its_observation_space() -> None:
    for env_id in IDS:
        for preset in PRESETS:
            env = bare(env_id, preset=preset, limits={"observation_characters": 1_000})
            for actions in scripts(env).values():
                assert env.reset(seed=1)[0] in env.observation_space
                assert all(result[0] in env.observation_space for result in play(env, actions))


def test_any_texts_are_equal_when_their_length_is() -> None:
    assert AnyText(5) == AnyText(5, seed=3)
    assert AnyText(5) != AnyText(6)


# --- tool calls ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("env_id", IDS)
def test_every_call_of_every_script_that_is_well_formed_is_held_in_both_forms(env_id: str, preset: str) -> None:
    env = bare(env_id, preset=preset)
    for actions in scripts(env).values():
        env.reset(seed=1)
        for action in actions:
            result = env.step(action)
            well_formed = not result[4]["invalid_action"]
            assert env.action_space.contains(action) == well_formed
            assert env.action_space.contains(json.dumps(action)) == well_formed
            assert env.action_space.contains({**action, "text": "said"}) == well_formed


@pytest.mark.parametrize("env_id", IDS)
def test_a_call_is_held_exactly_when_the_environment_takes_it(env_id: str) -> None:
    env = bare(env_id)

    @examples(250)
    @given(hostile.calls(env.episode.stage.tools, env.episode.stage.world))
    def run(action: Any) -> None:
        held = env.action_space.contains(action)
        assert held == (not env.fork().step(action)[4]["invalid_action"])

    run()


@pytest.mark.parametrize("env_id", IDS)
def test_an_object_and_its_json_text_are_held_and_answered_alike(env_id: str) -> None:
    env = bare(env_id)

    @examples(250)
    @given(hostile.calls(env.episode.stage.tools, env.episode.stage.world))
    def run(action: Any) -> None:
        text = hostile.as_text(action)
        try:
            same = isinstance(text, str) and json.loads(text) == action and len(text) <= 60_000
        except (ValueError, RecursionError):
            return
        if as_json(action) is UNWRITABLE:
            return  # a subclass of a plain type, which is refused as an object and cannot be told from its text
        # Only what JSON carries: no lone surrogates, no numbers beyond it.
        if not same or "\\ud8" in text or "\\udf" in text or "Infinity" in text or "NaN" in text:
            return
        assert env.action_space.contains(action) == env.action_space.contains(text)
        one, other = env.fork(), env.fork()
        assert one.step(action) == other.step(text)

    run()


@pytest.mark.parametrize("env_id", IDS)
def test_asking_never_looks_at_the_world_and_draws_nothing(env_id: str) -> None:
    def no_world() -> World:
        raise AssertionError("the world was asked for")

    env = bare(env_id)
    space = ToolCallSpace(env.episode.stage.tools, no_world, 1)
    state = space.np_random.bit_generator.state
    for actions in scripts(env).values():
        for action in actions:
            assert space.contains(action) == space.contains(json.dumps(action)) == env.action_space.contains(action)
    assert space.np_random.bit_generator.state == state


@pytest.mark.parametrize("env_id", IDS)
def test_a_mask_leaves_only_the_tools_that_it_names(env_id: str) -> None:
    env = bare(env_id)
    space = _space(env, 1)
    names = space.tools.names()
    for chosen in range(len(names)):
        mask = np.zeros(len(names), dtype=np.int8)
        mask[chosen] = 1
        assert {space.sample(mask)["tool"] for _ in range(5)} == {names[chosen]}
    some = np.arange(len(names)) % 2
    drawn = {space.sample(some)["tool"] for _ in range(400)}
    assert drawn == {name for name, on in zip(names, some, strict=True) if on}
    assert {action["tool"] for action in _drawn(space, 600)} == set(names)
    assert {space.sample(np.ones(len(names), dtype=np.int8))["tool"] for _ in range(600)} == set(names)


def test_a_mask_of_the_wrong_length_or_without_any_tool_is_an_error() -> None:
    space = _space(bare(IDS[0]), 1)
    count = len(space.tools.names())
    for mask in (np.ones(count - 1), np.ones(count + 1), np.zeros(count)):
        with pytest.raises(ValueError):  # noqa: PT011 - numpy's and Python's own
            space.sample(mask.astype(np.int8))


@pytest.mark.parametrize("env_id", IDS)
def test_names_that_are_drawn_exist_in_the_world_as_it_stands(env_id: str) -> None:
    env = bare(env_id)
    for round_number in range(12):
        world = env.episode.world
        documents, sheets, servers = set(world.documents), set(world.sheets), set(world.servers)
        files, people = set(world.files), set(world.people)
        for action in samples(env, round_number, 150):
            given = action["arguments"]
            match action["tool"]:
                case "read_file" | "append_to_file" | "delete_file":
                    assert given["filename"] in documents or not documents
                case "view_sheet":
                    assert given["name"] in sheets
                case "list_server_files" | "search_server_files":
                    assert given["ip"] in servers
                case "copy_server_file" | "rename_server_file" | "delete_server_file":
                    ip = given["ip"]
                    assert (ip, given["filename"]) in files or not any(at == ip for at, _ in files)
                case "transfer_server_files":
                    assert {given["source_ip"], given["dest_ip"]} <= servers
                    here = {name for ip, name in files if ip == given["source_ip"]}
                    assert set(given["filenames"]) <= here or not here
                case "raise_concern":
                    assert given["to"] in people
                case "file_report":
                    longest = max(len(sheet.rows) for sheet in world.sheets.values())
                    assert all(1 <= entry["item"] <= longest for entry in given["scores"])
                    assert all(0 <= entry["score"] <= 100 for entry in given["scores"])
                case "file_change_report":
                    known = {name for _, name in files}
                    assert {*given["moved"], *given["left"], *given["deleted"]} <= known or not known
        for action in samples(env, round_number + 100, 4):
            env.step(action)


@pytest.mark.parametrize("env_id", IDS)
def test_most_of_what_is_drawn_is_also_granted(env_id: str) -> None:
    env = bare(env_id)
    granted = [not env.fork().step(action)[4]["error"] for action in samples(env, 1, 400)]
    assert sum(granted) > 300


@pytest.mark.parametrize("env_id", IDS)
def test_drawing_goes_on_in_a_world_where_everything_is_gone(env_id: str) -> None:
    env = bare(env_id)
    world = env.episode.world
    for name in list(world.documents):
        env.step(call("delete_file", filename=name))
    for ip, name in list(env.episode.world.files):
        env.step(call("delete_server_file", ip=ip, filename=name))
    assert not env.episode.world.documents
    for action in samples(env, 1, 300):
        assert action in env.action_space, action
    empty = ToolCallSpace(env.episode.stage.tools, lambda: World(0), 1)
    assert all(action in empty for action in _drawn(empty, 300))


def test_spaces_are_equal_when_their_tools_are() -> None:
    one, other = bare(IDS[0], seed=1), bare(IDS[0], seed=2, preset="paper")
    assert one.action_space == other.action_space
    assert one.action_space != bare(IDS[1]).action_space
    assert one.action_space != bare(IDS[0], condition={"concern_channel": "absent"}).action_space


def test_the_action_space_follows_the_condition() -> None:
    env = bare(IDS[0])
    assert "raise_concern" in env.action_space.tools.names()
    env.reset(options={"condition": {"concern_channel": "absent"}})
    assert "raise_concern" not in env.action_space.tools.names()
    assert not env.action_space.contains(call("raise_concern", to="x", text="y"))
    env.reset(options={"condition": {}})
    assert "raise_concern" in env.action_space.tools.names()


@pytest.mark.parametrize("env_id", IDS)
def test_spaces_can_be_asked_before_the_first_reset(env_id: str) -> None:
    env = bare(env_id, seed=None)
    env.action_space.seed(1)
    action = env.action_space.sample()
    assert action in env.action_space
    env.reset(seed=1)
    assert oracle(env)[0] in env.action_space
    assert env.observation_space.contains(env.reset()[0])


@pytest.mark.parametrize("env_id", IDS)
def test_what_is_drawn_is_plain_json_data(env_id: str) -> None:
    for action in samples(bare(env_id), 1, 300):
        assert json.loads(json.dumps(action)) == action
        assert repr(json.loads(json.dumps(action))) == repr(action)
