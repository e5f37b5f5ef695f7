"""Which names the room answers to, and from which pages."""

from __future__ import annotations

import pytest

from bot.adapters.room.hosts import Hosts
from bot.loopback import is_loopback


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "localhost", "::1", "[::1]"])
def test_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", ""])
def test_not_loopback(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost:8080", "LOCALHOST:9000", "[::1]:8080", "localhost"])
def test_on_loopback_its_own_names_are_known(host: str) -> None:
    assert Hosts("127.0.0.1").knows(host)


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8080", "localhost.evil.example", "192.168.1.5:8080", "", "127.0.0.1.evil", "["],
)
def test_on_loopback_no_other_name_is_known(host: str) -> None:
    assert not Hosts("127.0.0.1").knows(host)


def test_on_every_address_bare_addresses_are_known_but_names_are_not() -> None:
    hosts = Hosts("0.0.0.0")
    assert hosts.knows("192.168.1.5:8080")
    assert hosts.knows("[fe80::1]:8080")
    assert not hosts.knows("rebound.evil.example:8080")


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://127.0.0.1:8080", "127.0.0.1:8080"),
        ("https://hotseat.example", "hotseat.example"),
        ("http://hotseat.example", "hotseat.example:80"),
        ("http://[::1]:8080", "[::1]:8080"),
    ],
)
def test_our_own_page_is_the_same_origin(origin: str, host: str) -> None:
    assert Hosts.same(origin, host)


@pytest.mark.parametrize(
    "origin", ["null", "", "http://localhost:3000", "http://127.0.0.1:8081", "http://evil.example", "file://", "ftp://127.0.0.1:8080"]
)  # fmt: skip
def test_any_other_page_is_not(origin: str) -> None:
    assert not Hosts.same(origin, "127.0.0.1:8080")
