"""`peer-env page` prints what `peer_env.page` makes."""

from __future__ import annotations

import pytest

import peer_env as suite
from tests.cli.runner import inert, peer_env


@pytest.mark.parametrize("env_id", suite.scenario_ids())
def test_the_page_is_printed_as_it_is_made(env_id: str) -> None:
    ran = peer_env("page", env_id.split("/")[1])
    assert ran.code == 0
    assert ran.out == suite.page(env_id)
    assert inert(ran.out)


def test_a_wrong_name_gets_the_nearest() -> None:
    ran = peer_env("page", "ServerTransfers")
    assert ran.code == 2
    assert "Did you mean 'ServerTransfer'?" in ran.error
