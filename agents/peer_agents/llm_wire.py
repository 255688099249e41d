"""One call to a model through litellm, and what went wrong with it as data. Knows no episode, never retries.

litellm takes seconds to import and is loaded at the first call. No exception of its own leaves this
module: an error text may quote the key, and the frames of a traceback hold it, so a failure is described,
redacted and returned.
"""

from __future__ import annotations

import importlib
import os
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from math import isfinite
from typing import Any, Literal

from peer_agents.keys import Secret, redact, secrets_among

StopReason = Literal["model_error", "timeout", "infrastructure"]

_LONGEST_READ = 20_000  # characters of an error text: a provider may answer with a whole web page
_LONGEST_REASON = 400
_QUOTA = "insufficient_quota"  # OpenAI's code, sent with status 429, for an account that has run out of money
_WRONG_ROUTE = (401, 403, 404)
_loading = threading.Lock()


@dataclass(frozen=True, slots=True)
class Failure:
    """An attempt that brought no answer.

    Attributes:
        stop_reason: "timeout"; "model_error" when the provider refused this request; "infrastructure" when
            it was not reached, was not allowed in, or did not work.
        reason: one line for a person, without any key.
        retryable: whether the same request may succeed later.
        retry_after_s: seconds the server asked to wait, if it did.
    """

    stop_reason: StopReason
    reason: str
    retryable: bool
    retry_after_s: float | None = None


def load_litellm() -> Any:
    """The litellm module, told to stay offline until it is asked to call a model."""
    with _loading:
        # Without these, the import fetches a price list and reads a .env file from the working directory.
        os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")
        os.environ.setdefault("LITELLM_MODE", "PRODUCTION")
        litellm: Any = importlib.import_module("litellm")
        litellm.suppress_debug_info = True
        return litellm


def provider_of(litellm: Any, model: str) -> str | None:
    """The provider that a model's name belongs to, or None where litellm knows none."""
    try:
        return str(litellm.get_llm_provider(model=model)[1])
    except litellm.exceptions.BadRequestError:
        return None


def call(litellm: Any, request: Mapping[str, Any], private: Secret[dict[str, Any]]) -> Any:
    """Make one attempt.

    Args:
        litellm: the loaded module.
        request: arguments of `litellm.completion` that anybody may see.
        private: the other arguments: the key, the server's address, headers.

    Returns:
        litellm's response, or a `Failure`.
    """
    openai = importlib.import_module("openai")
    try:
        return litellm.completion(
            **request,
            **private.reveal(),
            max_retries=0,  # providers differ in whether they honour it; the loop is ours
            drop_params=True,
            _skip_mcp_handler=True,  # else some releases want a package that a base install does not have
        )
    except openai.OpenAIError as error:  # the base of everything that litellm raises on purpose
        return _describe(litellm, error, secrets_among(private.reveal()))
    except (ImportError, ValueError, TypeError, LookupError, AttributeError, RuntimeError, OSError) as error:
        # litellm's own slips. They may come with any message and any local variable, so they go the same way.
        return Failure("infrastructure", _reason(error, secrets_among(private.reveal())), retryable=False)


def _describe(litellm: Any, error: Exception, secrets: Sequence[Secret[str]]) -> Failure:
    kinds = litellm.exceptions
    reason = _reason(error, secrets)
    wait_s = _retry_after_s(error)
    status = getattr(error, "status_code", None)
    status = status if isinstance(status, int) else 0
    if isinstance(error, kinds.Timeout):
        return Failure("timeout", reason, retryable=True, retry_after_s=wait_s)
    if isinstance(error, kinds.RateLimitError) or status == 429:
        return Failure("infrastructure", reason, retryable=_QUOTA not in str(error), retry_after_s=wait_s)
    if isinstance(error, kinds.APIConnectionError) or status >= 500:
        return Failure("infrastructure", reason, retryable=True, retry_after_s=wait_s)
    if status in _WRONG_ROUTE:
        return Failure("infrastructure", reason, retryable=False)
    return Failure("model_error", reason, retryable=False)


def _reason(error: Exception, secrets: Sequence[Secret[str]]) -> str:
    text = redact(str(error)[:_LONGEST_READ], secrets)
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    shown = line if len(line) <= _LONGEST_REASON else line[: _LONGEST_REASON - 3] + "..."
    status = getattr(error, "status_code", None)
    return f"{type(error).__name__}{f' ({status})' if status else ''}: {shown}"


def _retry_after_s(error: Exception) -> float | None:
    # litellm rebuilds the error's response, without headers (seen in 1.105); this attribute has them.
    rebuilt = getattr(getattr(error, "response", None), "headers", None)
    for source in (getattr(error, "litellm_response_headers", None), rebuilt):
        headers = {str(name).lower(): str(value) for name, value in dict(source or {}).items()}
        for name, seconds in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
            if name in headers:
                return _seconds(headers[name], seconds)
    return None


def _seconds(value: str, unit: float) -> float | None:
    try:
        number = float(value) * unit
    except ValueError:
        try:
            number = parsedate_to_datetime(value).timestamp() - time.time()
        except ValueError:
            return None
    return max(number, 0.0) if isfinite(number) else None
