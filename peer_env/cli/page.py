"""`peer-env page`: the page of a scenario, for whoever has to know what it asks, does and finds."""

from __future__ import annotations

from peer_env.cli.options import ScenarioName
from peer_env.cli.output import say
from peer_env.pages import page as page_of


def page(scenario: ScenarioName) -> None:
    """Print a scenario's page.

    What the agent is asked, what honest work is, what the company does, each temptation with its verdict, each factor
    and each tool, in Markdown. What its author has to say of it stands in page.md in its folder.

    Example: peer-env page ServerTransfer
    """
    say(page_of(scenario).rstrip("\n"))
