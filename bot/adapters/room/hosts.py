"""Which names the room answers to: a page of another site must not reach it by a name of its own."""

from __future__ import annotations

import ipaddress

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def _split(host: str) -> tuple[str, str]:
    """Split a Host header into its name, without brackets, and its port."""
    if host.startswith("["):
        name, _, port = host[1:].partition("]")
        return name.lower(), port.removeprefix(":")
    name, _, port = host.partition(":")
    return name.lower().rstrip("."), port


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class Hosts:
    """Tells our own names from foreign ones."""

    def __init__(self, listens_on: str) -> None:
        """Take the address listened on."""
        self._listens_on = listens_on.strip("[]").lower()
        self._anywhere = self._listens_on in {"0.0.0.0", "::"}  # noqa: S104 - compared, not bound

    def knows(self, host: str) -> bool:
        """Say whether a Host header names us.

        Loopback names are ours with any port: one may be forwarded. So is any bare address where we listen on all of
        them: what a foreign page can turn towards us is a name.
        """
        name, _ = _split(host)
        if name in LOOPBACK or name == self._listens_on:
            return True
        return self._anywhere and _is_address(name)

    @staticmethod
    def same(origin: str, host: str) -> bool:
        """Say whether an Origin header names the host that was asked."""
        scheme, _, rest = origin.partition("://")
        if scheme not in {"http", "https"} or not rest:
            return False
        default = "80" if scheme == "http" else "443"
        asked_name, asked_port = _split(host)
        name, port = _split(rest)
        return (name, port or default) == (asked_name, asked_port or default)
