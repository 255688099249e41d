"""A language model as an agent, by native tool calls through litellm: any provider, or a server of one's own.

Knows how to ask, to ask again, and to hand a turn's calls on one at a time. Does not know the environment:
it takes whatever call the model makes, right or wrong, and lets the world answer. It never reminds the
model of anything.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from peer_agents.base import ToolCall, ToolSchema
from peer_agents.keys import PLACEHOLDER, MissingKeyError, Secret, require_key, without_password
from peer_agents.llm_conversation import Conversation
from peer_agents.llm_reply import read_message
from peer_agents.llm_retry import Backoff
from peer_agents.llm_usage import Usage
from peer_agents.llm_wire import Failure, call, load_litellm, provider_of
from peer_env.errors import AgentFailure, UnknownNameError

__all__ = ["LiteLLMAgent", "MissingKeyError", "Usage"]

# Set by the agent itself, or at odds with how it reads a reply.
_NOT_EXTRA = {"model", "messages", "tools", "tool_choice", "api_key", "api_base", "base_url", "timeout"}
_NOT_EXTRA |= {"temperature", "max_tokens", "seed", "n", "stream", "caching"}
_NOT_EXTRA |= {"max_retries", "num_retries", "drop_params", "_skip_mcp_handler"}


class LiteLLMAgent:
    """A model behind litellm.

    Args:
        model: the name as litellm takes it, such as ``anthropic/claude-haiku-4-5``; ``openai/NAME`` with
            `api_base` is any server that speaks the OpenAI format.
        api_base: address of such a server.
        api_key: the key; without it litellm takes the provider's environment variable, for a server of one's
            own too. It is kept out of repr, errors, tracebacks, transcript and pickles.
        temperature: sampling temperature; None leaves it to the provider.
        max_tokens: most tokens in one reply.
        timeout_s: seconds without a sign of life after which an attempt is given up.
        seed: for providers that take one, and for the jitter between retries.
        max_retries: how often a failed attempt is made again.
        extra: more arguments of ``litellm.completion``, such as ``reasoning_effort`` or ``extra_headers``.
            Their values are never shown.
        sleep: waits that many seconds; for tests.

    Attributes:
        usage: what the current episode consumed so far.
    """

    def __init__(
        self,
        model: str,
        *,
        api_base: str | None = None,
        api_key: str | None = None,
        temperature: float | None = 1.0,
        max_tokens: int = 1024,
        timeout_s: float = 60.0,
        seed: int | None = None,
        max_retries: int = 4,
        extra: Mapping[str, Any] | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        names = set(extra or ())
        self._has_key = bool(api_key)
        self._address = None if api_base is None else without_password(api_base)
        self._private = Secret({"api_key": api_key or None, "api_base": api_base, **(extra or {})})
        del api_key, api_base, extra  # what is raised from here on cannot show them
        if clash := sorted(_NOT_EXTRA & names):
            raise ValueError(f"extra cannot set {', '.join(clash)}: the agent does")
        if max_retries < 0:
            raise ValueError(f"max_retries must be 0 or more, not {max_retries}")
        self.model = model
        self.usage = Usage()
        settings = {"temperature": temperature, "max_tokens": max_tokens, "seed": seed, "timeout": timeout_s}
        self._settings = {name: value for name, value in settings.items() if value is not None}
        self._max_retries = max_retries
        self._backoff = Backoff(random.Random(seed))
        self._sleep = sleep
        self._litellm: Any = None
        self._conversation: Conversation | None = None
        self._tools: list[dict[str, Any]] = []
        self._fresh = False

    def __repr__(self) -> str:
        host = "" if self._address is None else f", api_base={self._address!r}"
        settings = "".join(f", {name}={value!r}" for name, value in self._settings.items())
        return f"LiteLLMAgent({self.model!r}{host}{settings})"

    @property
    def transcript(self) -> list[dict[str, Any]]:
        """The current episode's messages as they came, thoughts under "thinking"."""
        return [] if self._conversation is None else self._conversation.transcript

    def reset(self, brief: Mapping[str, str], tools: Sequence[ToolSchema]) -> None:
        """Begin an episode: a new history, in which no call of the last one can stand unanswered."""
        self._tools = json.loads(json.dumps(list(tools)))  # plain copies: schemas may be immutable dicts
        self._conversation = Conversation(brief)
        self.usage = Usage()
        self._fresh = True

    def act(self, observation: str) -> ToolCall:
        """The model's next tool call. The first observation is the brief, which the model already has.

        Raises:
            AgentFailure: no answer was to be had from the model.
            MissingKeyError: the provider needs a key and there is none.
            UnknownNameError: litellm knows no such provider.
            RuntimeError: `reset` was never called.
        """
        conversation = self._conversation
        if conversation is None:
            raise RuntimeError("call reset before act")
        if self._fresh:
            self._fresh = False
        else:
            conversation.observe(observation)
        if conversation.wants_reply:
            self._ask(conversation)
        return conversation.act()

    def _ask(self, conversation: Conversation) -> None:
        """Get the model's next turn, waiting and trying again as long as that can help."""
        if self._litellm is None:
            self._litellm = self._ready()
        request = self._request(conversation.messages())
        retry = 0
        while True:
            response = call(self._litellm, request, self._private)
            failure = response if isinstance(response, Failure) else self._take_in(conversation, response)
            if failure is None:
                return
            if not failure.retryable or retry >= self._max_retries:
                attempts = f"{retry + 1} attempt{'s' if retry else ''}"
                # Raised outside any handler, so that no exception of litellm's hangs on to it.
                raise AgentFailure(f"{self.model}: {failure.reason} ({attempts})", failure.stop_reason)
            self._sleep(self._backoff.delay_s(retry, failure.retry_after_s))
            retry += 1
            self.usage.retries += 1

    def _ready(self) -> Any:
        litellm = load_litellm()
        provider = provider_of(litellm, self.model)
        if provider is None:
            known = [str(getattr(entry, "value", entry)) for entry in litellm.provider_list]
            raise UnknownNameError("model provider", self.model.partition("/")[0], known)
        own_server = self._address is not None
        if not self._has_key and require_key(litellm, self.model, provider, own_server=own_server):
            self._private = Secret({**self._private.reveal(), "api_key": PLACEHOLDER})
        return litellm

    def _request(self, messages: list[dict[str, Any]]) -> dict[str, Any]:
        request: dict[str, Any] = {"model": self.model, "messages": messages, **self._settings}
        if self._tools:
            request.update(tools=self._tools, tool_choice="auto")
        return request

    def _take_in(self, conversation: Conversation, response: Any) -> Failure | None:
        usage = getattr(response, "usage", None)
        tokens = (getattr(usage, "prompt_tokens", 0) or 0, getattr(usage, "completion_tokens", 0) or 0)
        self.usage.add(*tokens, getattr(response, "_hidden_params", {}).get("response_cost"))
        if not response.choices:
            return Failure("model_error", "the provider answered without any choice", retryable=True)
        choice = response.choices[0]
        reply = read_message(choice.message.model_dump(exclude_none=True), conversation.turns)
        conversation.add(reply, getattr(choice, "finish_reason", None))
        return None
