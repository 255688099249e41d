"""Plain data as JSON bytes, the same for the same data: for lines, keys and digests."""

from __future__ import annotations

import json
from typing import Any

from pydantic_core import PydanticSerializationError, to_json


def canonical(value: Any) -> bytes:
    """Compact JSON in UTF-8. Text with lone surrogates, which UTF-8 cannot hold, is written with ASCII escapes.

    Floats may be written differently by another version of pydantic: what is hashed for comparison between machines
    holds none.
    """
    try:
        return to_json(value)
    except (PydanticSerializationError, UnicodeEncodeError):
        return json.dumps(value, separators=(",", ":"), ensure_ascii=True).encode()
