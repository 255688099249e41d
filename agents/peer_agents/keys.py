"""API keys: that the one needed is there, and that none is ever seen.

Knows which environment variable a provider wants (by asking litellm) and how keys get into error texts.
Does not know how a call is made, and never writes a key anywhere.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Generic, NoReturn, TypeVar
from urllib.parse import quote, urlsplit

from peer_env.errors import PeerEnvError

T = TypeVar("T")

PLACEHOLDER = "not-needed"
"""Sent to a server of one's own when no key is set: the OpenAI client refuses to start without any."""

_MASK = "[redacted]"
_SHORTEST_SECRET = 6  # characters; masking a placeholder such as "k" would only garble words
_PRIVATE_WORDS = ("header", "key", "token", "secret", "password", "auth")
_SECRET_NAMES = ("_KEY", "_TOKEN", "_SECRET", "_PASSWORD")
# Keys that we do not hold but that an error text may quote: by their usual shape or place.
_SHAPES = (
    re.compile(r"\bsk-[\w-]{6,}"),
    re.compile(r"\bAIza[\w-]{10,}"),
    re.compile(r"(?<=[?&]key=)[^&\s\"']+"),
    re.compile(r"(?<=[Bb]earer )[^\s\"',]+"),
)
# litellm.validate_environment reports nothing missing for these, and the call then fails in an unclear way.
_UNLISTED = {"zai": "ZAI_API_KEY"}


class MissingKeyError(PeerEnvError):
    """The model's provider wants a key and none is set; the message names the variable to set."""


class Secret(Generic[T]):
    """A value that can be used and not seen: not by repr, vars, pickle, or a traceback that shows locals."""

    __slots__ = ("_value",)

    def __init__(self, value: T) -> None:
        self._value = value

    def reveal(self) -> T:
        """The value itself. Pass the result straight on: a local variable would show up in tracebacks."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(***)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key is not written out; build the agent anew where it is needed")


def redact(text: str, secrets: Iterable[Secret[str]] = ()) -> str:
    """The text without the given secrets, those in the environment, and what looks like one."""
    values = [secret.reveal() for secret in secrets]
    values += [value for name, value in os.environ.items() if name.upper().endswith(_SECRET_NAMES)]
    values = [value for value in values if len(value) >= _SHORTEST_SECRET]
    # Some providers put the key into the address; "replace" because a variable may hold any bytes.
    forms = {*values, *(quote(value, safe="", errors="replace") for value in values)}
    for form in sorted(forms, key=len, reverse=True):  # the longest first: one key may begin with another
        text = text.replace(form, _MASK)
    for shape in _SHAPES:
        text = shape.sub(_MASK, text)
    return text


def secrets_among(arguments: Mapping[str, Any]) -> list[Secret[str]]:
    """What must not be shown among a call's arguments: keys, headers, the password in an address."""
    return [Secret(text) for text in _private_texts(arguments, private=False)]


def without_password(url: str) -> str:
    """The address as it may be shown."""
    secret = _credential(url)
    return url if secret is None else url.replace(secret, "***")


def _private_texts(value: Any, *, private: bool) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, child in value.items():
            named = any(word in str(name).lower() for word in _PRIVATE_WORDS)
            yield from _private_texts(child, private=private or named)
    elif isinstance(value, list | tuple):
        for child in value:
            yield from _private_texts(child, private=private)
    elif isinstance(value, str) and private:
        yield value
    elif isinstance(value, str) and (secret := _credential(value)) is not None:
        yield secret


def _credential(url: str) -> str | None:
    """What stands before the host in ``http://user:password@host``, where it proves who is calling."""
    try:
        parts = urlsplit(url)
    except ValueError:  # not an address
        return None
    return (parts.password or parts.username or None) if "@" in parts.netloc else None


def require_key(litellm: Any, model: str, provider: str, *, own_server: bool) -> bool:
    """Check that a model can be called without a key being handed in.

    Only ``*_API_KEY`` variables are asked for: cloud providers find their credentials in more places than
    variables.

    Args:
        litellm: the loaded module.
        model: the model's name as litellm takes it.
        provider: the provider litellm derives from it.
        own_server: whether the call goes to an address of the user's own, which often wants no key.

    Returns:
        Whether `PLACEHOLDER` has to stand in for the key.

    Raises:
        MissingKeyError: a key is needed and the environment has none.
    """
    own = f"{provider.upper()}_API_KEY"
    report = litellm.validate_environment(model=model)
    missing = {name for name in report["missing_keys"] if name.endswith("_API_KEY")}
    if provider in _UNLISTED and _UNLISTED[provider] not in os.environ:
        missing.add(_UNLISTED[provider])
    if own in os.environ and not os.environ[own].strip():
        missing.add(own)  # set but blank, as continuous integration does with a secret that it does not have
    if provider == "azure" and os.environ.get("AZURE_AD_TOKEN"):
        missing.discard("AZURE_API_KEY")
    if not missing:
        return False
    if own_server:
        return True
    names = " or ".join(sorted(missing))
    raise MissingKeyError(
        f"The model {model!r} needs a key: set {names} in the environment, or pass api_key. "
        f"For a local server, which needs none, pass api_base (such as http://127.0.0.1:8000/v1)."
    )
