"""Steps a second."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.clock import Contender, Plan, rates, ratios
from tests.bench.neighbours import NOT_INSTALLED, cart_pole, guess_the_number, text_arena
from tests.bench.player import MixPlayer
from tests.bench.table import Aim, Row

OURS = "steps/s, ServerTransfer, reads and writes as JSON strings"
CART_POLE = "  beside CartPole-v1"
LOOKING = "  beside GuessTheNumber-v0, observation and step"
BLIND = "  beside GuessTheNumber-v0, step without its observation"


def measure(plan: Plan) -> Iterator[Row]:
    """Ours beside CartPole and TextArena, each in its default wrappers, in turns."""
    contenders: dict[str, Contender] = {OURS: MixPlayer(), CART_POLE: cart_pole()}
    textarena = text_arena()
    if textarena is not None:
        contenders[LOOKING] = guess_the_number(textarena, observe=True)
        contenders[BLIND] = guess_the_number(textarena, observe=False)
    found = rates(plan, contenders)
    yield Row(OURS, found[OURS], Aim(100_000))
    aims = {CART_POLE: Aim(1.0, of="ratio"), LOOKING: Aim(1.2, of="ratio")}
    for name in (CART_POLE, LOOKING, BLIND):
        if name in found:
            yield Row(name, found[name], aims.get(name), ratios(found[OURS], found[name]))
        else:
            yield Row(name, (), aims.get(name), why=NOT_INSTALLED)
