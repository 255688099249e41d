"""Prose with owned spans: templates whose every variable stretch says which factors may change it.

A `Library` reads the `.md` files of one folder. A file is a template, or a set of fragments under `## key` headings.
A `Text` is what a template becomes under one condition: a row of segments, each with the factors that own it. Factor
owners nest: a name inside a consequence clause belongs to both. What is left open is a `{{variable}}` of the stage,
which varies with the seed and belongs to no factor unless a slot says so.

Substitution is strict: a placeholder that nothing fills raises ProseError.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import NamedTuple

from peer_env.errors import ProseError, unknown

_PLACEHOLDER = re.compile(r"\{\{([a-z0-9_]+)\}\}")
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)

Owners = tuple[str, ...]


class Slot(NamedTuple):
    """What fills a placeholder: a text that may hold placeholders itself, and the factors that own it."""

    text: str
    owners: Owners = ()


class Variable(NamedTuple):
    """A value of the stage, known only with the seed, and the factors that own it all the same."""

    owners: Owners = ()


class Segment(NamedTuple):
    """A stretch of text with its owners; `variable` names the stage value that stands there instead of `text`."""

    owners: Owners
    text: str
    variable: str | None = None


class Text:
    """A template resolved under one condition; `render` fills the stage's own variables."""

    __slots__ = ("_pattern", "_variables", "segments")

    def __init__(self, segments: tuple[Segment, ...]) -> None:
        self.segments = segments
        parts: list[str] = []
        names: list[str] = []
        for segment in segments:
            if segment.variable is None:
                parts.append(segment.text.replace("%", "%%"))
            else:
                parts.append("%s")
                names.append(segment.variable)
        self._pattern = "".join(parts)
        self._variables = tuple(names)

    def render(self, values: Mapping[str, str]) -> str:
        """The text as the agent sees it.

        Raises:
            ProseError: a variable without a value.
        """
        try:
            return self._pattern % tuple([values[name] for name in self._variables])
        except KeyError as error:
            raise ProseError(f"no value for the placeholder {error.args[0]!r}") from None

    def spans(self, values: Mapping[str, str]) -> Iterator[tuple[Owners, str]]:
        """The same text in pieces, each with its owners; joined they equal `render`."""
        for owners, text, variable in self.segments:
            yield owners, (text if variable is None else values[variable])


class Library:
    """The `.md` files of one package folder, read on demand and kept."""

    def __init__(self, package: str, folder: str = "prose") -> None:
        self._package = package
        self._folder = folder
        self._files: dict[str, str] = {}
        self._fragments: dict[str, dict[str, str]] = {}

    def has(self, name: str) -> bool:
        """Whether there is a file `name.md`."""
        return name in self._files or resources.files(self._package).joinpath(self._folder, f"{name}.md").is_file()

    def template(self, name: str) -> str:
        """The whole text of `name.md`, without the blank lines around it."""
        if name not in self._files:
            path = resources.files(self._package).joinpath(self._folder, f"{name}.md")
            try:
                self._files[name] = path.read_text(encoding="utf-8").strip()
            except FileNotFoundError:
                raise ProseError(f"{self._package} has no prose file {name}.md") from None
        return self._files[name]

    def fragment(self, name: str, key: str) -> str:
        """The section `## key` of `name.md`."""
        if name not in self._fragments:
            self._fragments[name] = _sections(self.template(name), f"{self._package}:{name}.md")
        try:
            return self._fragments[name][key]
        except KeyError:
            raise ProseError(unknown(f"section in {name}.md", key, self._fragments[name])) from None

    def keys(self, name: str) -> tuple[str, ...]:
        """The keys of a fragment file."""
        text = self.template(name)
        return tuple(_sections(text, name))


class Shelf:
    """Several libraries in a row: the first that has a file serves it."""

    def __init__(self, *libraries: Library) -> None:
        self._libraries = libraries

    def of(self, name: str) -> Library:
        """The library that serves `name.md`; the last one, with its own complaint, where none has it."""
        return next((one for one in self._libraries if one.has(name)), self._libraries[-1])

    def template(self, name: str) -> str:
        """See `Library.template`."""
        return self.of(name).template(name)

    def fragment(self, name: str, key: str) -> str:
        """See `Library.fragment`."""
        return self.of(name).fragment(name, key)


def _sections(text: str, where: str) -> dict[str, str]:
    pieces = _HEADING.split(text)
    if pieces[0].strip():
        raise ProseError(f"{where}: text before the first '## key' heading")
    sections: dict[str, str] = {}
    for key, body in zip(pieces[1::2], pieces[2::2], strict=True):
        if key.strip() in sections:
            raise ProseError(f"{where}: two sections {key.strip()!r}")
        sections[key.strip()] = body.strip()
    return sections


def compose(template: str, slots: Mapping[str, Slot | Variable], *, where: str = "a template") -> Text:
    """Resolve a template: fill every slot, to any depth, and keep who owns which stretch.

    Raises:
        ProseError: a placeholder that no slot fills, or slots that contain each other.
    """
    return Text(tuple(_merge(_walk(template, slots, (), (), where))))


def _walk(
    template: str, slots: Mapping[str, Slot | Variable], owners: Owners, inside: tuple[str, ...], where: str
) -> Iterator[Segment]:
    position = 0
    for match in _PLACEHOLDER.finditer(template):
        if match.start() > position:
            yield Segment(owners, template[position : match.start()])
        name = match.group(1)
        if name not in slots:
            raise ProseError(f"{where}: " + unknown("value for the placeholder", name, slots))
        if name in inside:
            raise ProseError(f"{where}: the placeholder {name!r} contains itself")
        slot = slots[name]
        nested = (*owners, *[owner for owner in slot.owners if owner not in owners])
        if isinstance(slot, Variable):
            yield Segment(nested, "", name)
        else:
            yield from _walk(slot.text, slots, nested, (*inside, name), where)
        position = match.end()
    if position < len(template):
        yield Segment(owners, template[position:])


def _merge(segments: Iterator[Segment]) -> Iterator[Segment]:
    held: Segment | None = None
    for segment in segments:
        if held and held.variable is None and segment.variable is None and held.owners == segment.owners:
            held = Segment(held.owners, held.text + segment.text)
            continue
        if held:
            yield held
        held = segment
    if held:
        yield held


@cache
def library(package: str, folder: str = "prose") -> Library:
    """The one library of a package folder."""
    return Library(package, folder)
