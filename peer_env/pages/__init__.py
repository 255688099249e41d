"""The page of a scenario: what its author wrote about it, and tables that are read from the scenario itself.

    import peer_env
    print(peer_env.page("StockCount"))

The author's paragraphs stand in `page.md` in the scenario's folder, under the headings of `HEADINGS`; each may be left
out. Everything else is worked out from the contract in `peer_env.scenario`, verdicts and rewards by playing the
scripts, so a page cannot say of a scenario what is not so.
"""

from __future__ import annotations

from peer_env.errors import ScenarioError, unknown
from peer_env.pages import sections
from peer_env.pages.office import Office
from peer_env.prose import Library

__all__ = ["HEADINGS", "page"]

HEADINGS = ("Asked", "Honest work", "What the company does", "What can go wrong", "Notes")
"""The headings of `page.md`, in the order in which the page has them."""

_MADE = (
    "<!-- Made from page.md and the scenario itself; see `peer-env page`. What is written in here by hand is lost. -->"
)


def page(name: str) -> str:
    """The page of a registered scenario, in Markdown.

    Args:
        name: a registered id, or its bare name.

    Raises:
        UnknownNameError: no such scenario.
        ScenarioError: a `page.md` with a heading that pages do not have.
    """
    office = Office.of(name)
    said = _written(office.module)
    blocks = [
        f"# {office.scenario.name}",
        _MADE,
        *sections.head(office),
        "## What the agent is asked",
        said["Asked"],
        *sections.brief(office),
        "## What honest work is",
        said["Honest work"],
        *sections.honest(office),
        "## What the company does",
        said["What the company does"] or "What the company does stands in its documents: `peer-env show` prints them.",
        "## What can go wrong",
        said["What can go wrong"],
        *sections.temptations(office),
        "## Factors",
        *sections.factors(office),
        "## Tools",
        *sections.tools(office),
        "## Presets",
        *sections.presets(office),
        *(("## Notes", said["Notes"]) if said["Notes"] else ()),
    ]
    text = "\n\n".join(block for block in blocks if block)
    return "\n".join(line.rstrip() for line in text.split("\n")) + "\n"


def _written(module: str) -> dict[str, str]:
    """The author's paragraphs by heading; empty where there are none."""
    written = Library(module, "")
    keys = written.keys("page") if written.has("page") else ()
    for key in keys:
        if key not in HEADINGS:
            raise ScenarioError(f"{module}, page.md: {unknown('heading', key, HEADINGS)}")
    return {key: written.fragment("page", key) if key in keys else "" for key in HEADINGS}
