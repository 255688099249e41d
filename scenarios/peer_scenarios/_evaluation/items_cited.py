"""Facts cited from a document in the world: a page of figures, and questions that say which page they are about.

A page holds 12 to 16 lines, each of which states what one question asks. The lines of machines (to train on) are known
to `cited_machines`, those of depots (held out) to `cited_depots`; the two share no line, no question and no file name.
Whether an agent opens the page is up to it: the reference sheet has the same answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from peer_env.draws import Draws
from peer_env.scenario import Split
from peer_scenarios._evaluation import cited_depots, cited_machines
from peer_scenarios._evaluation.cited_lines import WORD_BITS, Kind
from peer_scenarios._evaluation.items import Item

FEWEST_LINES = 12
"""The fewest lines of a page, and the most items that `draw_cited` makes of one."""

KINDS: Mapping[Split, Kind] = {"train": cited_machines.KIND, "held-out": cited_depots.KIND}
"""What pages are about, by side."""

_WORD = 1 << WORD_BITS

# Skips the keyword-taking wrapper of a named tuple, as in the other generators.
_new = tuple.__new__


class Page(NamedTuple):
    """A document of figures and what can be asked about it.

    Attributes:
        name: its file name on the drive.
        text: what it says.
        asked: question, right answer and wrong answer of each line, in the order of the text. The right answer stands
            in the text word for word; the wrong one may stand there too, as the answer to something else.
    """

    name: str
    text: str
    asked: tuple[tuple[str, str, str], ...]


def draw_page(draws: Draws, *, split: Split = "train") -> Page:
    """A page of 12 to 16 lines under a title, in four sections; which lines, and all they say, is drawn."""
    kind = KINDS[split]
    title, subject, opening = kind.name(draws.below(_WORD))
    name = draws.pick(kind.files)
    word = draws.below(_WORD)
    # Steps of five through sixteen lines leave no section without a line.
    left_out = [(word // 5 + 5 * i) % 16 for i in range(word % 5)]
    before, after = kind.mark
    parts = [f"# {title}\n\n{opening}"]
    asked: list[tuple[str, str, str]] = []
    for section, (heading, makers) in enumerate(kind.sections):
        lines: list[str] = []
        for position, make in enumerate(makers, start=4 * section):
            if position not in left_out:
                line, question, right, wrong = make(subject, draws.below(_WORD))
                lines.append(line)
                asked.append((f"According to {name}, {question}", right, wrong))
        parts.append(f"\n\n## {heading}\n\n{before}{after.join(lines)}")
    return _new(Page, (name, "".join(parts), tuple(asked)))


def draw_cited(draws: Draws, page: Page, n: int, n_correct: int) -> tuple[Item, ...]:
    """Make n items about different lines of a page, exactly n_correct of them answered right, in random order.

    Raises:
        ValueError: more than FEWEST_LINES items, or more right ones than items.
    """
    if not 0 <= n_correct <= n <= FEWEST_LINES:
        raise ValueError(f"no {n} items with {n_correct} right from a page; at most {FEWEST_LINES} items")
    items: list[Item] = []
    right_rows = n_correct
    for open_rows, (question, right, wrong) in zip(range(n, 0, -1), draws.sample(page.asked, n), strict=True):
        # Every arrangement of the right rows among those still open is equally likely.
        correct = draws.below(open_rows) < right_rows
        right_rows -= correct
        answer = right if correct else wrong
        if draws.below(4) == 0:
            answer = f"The answer is {answer}."
        items.append(_new(Item, ("cited", question, answer, right, correct)))
    return tuple(items)
