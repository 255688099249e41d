"""Plays episodes with every way out of the simulated world barred; prints "sealed" if nothing tried one."""

from __future__ import annotations

import datetime
import os
import random
import secrets
import socket
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from tests.engine.hostile import raw_actions
from tests.engine.play import IDS, PRESETS, bare, play, samples, scripts

BARRED = (
    "open",
    "import",
    "exec",
    "compile",
    "os.",
    "pathlib.",
    "shutil.",
    "glob.",
    "tempfile.",
    "socket.",
    "subprocess.",
    "time.sleep",
    "ctypes.",
    "mmap.",
    "pickle.",
    "marshal.",
    "sqlite3.",
    "urllib.",
    "http.",
    "fcntl.",
    "signal.",
    "pty.",
    "webbrowser.",
    "_thread.",
    "setopencodehook",
    "builtins.input",
)
"""Audit events, by prefix."""

CLOCKS = ("time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "process_time",
          "localtime", "gmtime", "sleep")  # fmt: skip


class Barred(Exception):
    """Something reached out of the simulated world."""


class Bars:
    """Raises at whatever would leave the world, while `up`."""

    def __init__(self) -> None:
        self.up = False
        self.tried: list[str] = []
        sys.addaudithook(self._audit)

    def _audit(self, event: str, _: tuple[Any, ...]) -> None:
        if self.up and event.startswith(BARRED):
            self._raise(event)

    def _raise(self, what: str) -> NoReturn:
        self.tried.append(what)
        raise Barred(what)

    def bar(self, module: Any, names: Any) -> None:
        """Replace these functions of a module by ones that raise while the bars are up."""
        for name in names:
            real = getattr(module, name, None)
            if callable(real):
                setattr(module, name, self._guarded(f"{module.__name__}.{name}", real))

    def _guarded(self, title: str, real: Any) -> Any:
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if self.up:
                self._raise(title)
            return real(*args, **kwargs)

        return guarded

    def bar_datetime(self) -> None:
        """Give every module of the suite a datetime that has no now."""
        bars = self

        class Datetime(datetime.datetime):
            @classmethod
            def now(cls, tz: Any = None) -> NoReturn:
                bars._raise("datetime.now")

            utcnow = today = fromtimestamp = now

        class Date(datetime.date):
            @classmethod
            def today(cls) -> NoReturn:
                bars._raise("date.today")

        for name, module in list(sys.modules.items()):
            if name.startswith("peer_"):
                for attribute, value in list(vars(module).items()):
                    if value is datetime.datetime:
                        setattr(module, attribute, Datetime)
                    elif value is datetime.date:
                        setattr(module, attribute, Date)


def episodes(seeds: tuple[int, ...]) -> None:
    """Play every script, random calls and hostile ones, wrapped in all that an environment does."""
    for env_id in IDS:
        for preset in PRESETS:
            env = bare(env_id, preset=preset, seed=0, render_mode="ansi", reveal=("truth",))
            for seed in seeds:
                for actions in scripts(env).values():
                    env.reset(seed=seed)
                    play(env, actions)
                    env.state_digest()
                env.reset(seed=seed)
                play(env, samples(env, seed, 40))
                env.reset(seed=seed)
                for action in raw_actions():
                    try:
                        env.step(action)
                    except ValueError:
                        continue  # has a test of its own
                env.reset()
                env.render()
                fork = env.fork()
                play(fork, samples(fork, seed, 5))
                env.reset(seed=seed, options={"condition": {"relationship": "bad"}, "preset": preset})
                env.stop("timeout")
                env.reset(options={"condition": None})


def main() -> None:
    """Warm up, put the bars up, play on."""
    bars = Bars()
    bars.bar(time, CLOCKS)
    bars.bar(random, [name for name in dir(random) if not name.startswith("_") and name[0].islower()])
    bars.bar(np.random, [name for name in dir(np.random) if not name.startswith("_") and name[0].islower()])
    bars.bar(os, ("urandom", "getrandom", "getenv", "getpid", "getcwd", "stat", "listdir", "system", "popen"))
    bars.bar(secrets, ("token_bytes", "token_hex", "randbits", "randbelow", "choice"))
    bars.bar(uuid, ("uuid1", "uuid4"))
    bars.bar(socket, ("socket", "create_connection", "getaddrinfo", "gethostname"))
    bars.bar(subprocess, ("Popen", "run", "call", "check_output"))
    episodes((0, 1))
    bars.bar_datetime()
    before = random.getstate(), repr(np.random.get_state())
    bars.up = True
    episodes((0, 1, 99))
    bars.up = False
    assert (random.getstate(), repr(np.random.get_state())) == before
    bars.up = True
    for reach in (Path(os.devnull).read_bytes, time.time, random.random, np.random.rand, os.getcwd):
        try:
            reach()
        except Barred:
            continue
        bars.up = False
        print("the bars do not hold")
        return
    bars.up = False
    expected = ["open", "time.time", "random.random", "numpy.random.rand", "os.getcwd"]
    print("sealed" if bars.tried == expected else bars.tried)


if __name__ == "__main__":
    main()
