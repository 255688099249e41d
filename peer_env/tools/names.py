"""Names that agents type: shown safely, checked once. Nothing here ever touches a host path."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from peer_env.errors import unknown
from peer_env.tools.desk import Refused

MAX_NAME = 120
_FORBIDDEN = re.compile(r'[/\\:*?"<>|]').search


def shown(text: str, limit: int = 80) -> str:
    """A name in quotes for an observation: no control or bidi characters, cut at `limit` characters."""
    if len(text) <= limit and text.isprintable():
        return f"'{text}'"
    safe = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:limit])
    return f"'{safe}{'...' if len(text) > limit else ''}'"


def new_name(name: str) -> str:
    """A name fit for a new document or file, in Unicode normal form C.

    Raises:
        Refused: empty, too long, a path, or with characters that a file name does not have.
    """
    if not name.isascii():
        name = unicodedata.normalize("NFC", name[: 2 * MAX_NAME])
    if len(name) > MAX_NAME:
        raise Refused(f"The name {shown(name, 40)} is longer than {MAX_NAME} characters.")
    if not name or name[0] in " ." or name[-1] in " .":
        raise Refused(f"{shown(name)} is not a file name.")
    if not name.isprintable() or _FORBIDDEN(name):
        raise Refused(f"{shown(name)} has characters that a file name cannot have. There are no folders here.")
    return name


def no_such(what: str, name: str, known: Iterable[str]) -> Refused:
    """The refusal for a name that does not exist, with the nearest one that does."""
    return Refused(unknown(what, shown(name)[1:-1], known))
