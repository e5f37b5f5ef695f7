"""Addresses lead to spots and back; no address leads into somebody else's conversation."""

from __future__ import annotations

import pytest

from bot.adapters.room import addresses
from bot.adapters.room.shown import Spot

CHANNELS = ("daily", "aws", "c++ & more")


@pytest.mark.parametrize(
    ("path", "spot"),
    [
        ("/", Spot("daily")),
        ("/c/aws", Spot("aws")),
        ("/c/aws/", Spot("aws")),
        ("/c/aws/12", Spot("aws", 12)),
        ("/c/me", Spot("dm-ana")),
        ("/c/me/7", Spot("dm-ana", 7)),
        ("/c/c%2B%2B%20%26%20more", Spot("c++ & more")),
    ],
)
def test_an_address_leads_to_its_spot_and_back(path: str, spot: Spot) -> None:
    assert addresses.read(path, CHANNELS, "ana") == spot
    assert addresses.read(addresses.write(spot, "ana"), CHANNELS, "ana") == spot


@pytest.mark.parametrize(
    "path",
    ["/c", "/d/aws", "/c/cellar", "/c/dm-ana", "/c/dm-raj", "/c/aws/x", "/c/aws/-1", "/c/aws/1/2", "/c/../aws"],
)
def test_no_other_address_leads_anywhere(path: str) -> None:
    assert addresses.read(path, CHANNELS, "ana") is None


@pytest.mark.parametrize("path", [f"/c/aws/{'9' * 30}", "/c/aws/1.5", "/c/aws/²", "/c/", "/c//1"])
def test_an_address_that_leads_nowhere_is_none(path: str) -> None:
    assert addresses.read(path, CHANNELS, "ana") is None
