"""The signed cookie that says which browser this is: a member, and whether it knew the passphrase."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie

KEPT_FOR = 400 * 24 * 3600
"""Seconds; browsers keep none for longer, and each visit renews it."""


@dataclass(frozen=True, slots=True)
class Pass:
    """What a browser may show us."""

    member: str
    let_in: str = ""
    """The mark of the passphrase it gave; empty while it gave none."""


def new_member() -> str:
    """Make the id of a browser nobody has seen before."""
    return secrets.token_hex(8)


class Cookies:
    """Writes and reads the cookie; nobody else can, for want of the secret."""

    def __init__(self, secret: str) -> None:
        """Take the secret this room signs with; its cookie has a name of its own, since ports share cookies."""
        self._secret = secret.encode()
        self.name = f"hotseat-{self._mark('name')[:8]}"

    def _mark(self, text: str) -> str:
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()

    def passphrase_mark(self, passphrase: str) -> str:
        """Give what stands for a passphrase in a cookie: a new passphrase lets nobody in with the old."""
        return self._mark(f"passphrase:{passphrase}")

    def write(self, given: Pass, *, secure: bool) -> str:
        """Give the header's value that sets the cookie."""
        body = urlsafe_b64encode(json.dumps([given.member, given.let_in]).encode()).decode()
        value = f"{body}.{self._mark(body)}"
        tail = "; Secure" if secure else ""
        return f"{self.name}={value}; Path=/; Max-Age={KEPT_FOR}; HttpOnly; SameSite=Lax{tail}"

    def read(self, header: str) -> Pass | None:
        """Read the browser's cookie header; None without a cookie that we signed."""
        jar = SimpleCookie()
        try:
            jar.load(header)
        except CookieError:
            return None
        found = jar.get(self.name)
        body, _, mark = (found.value if found else "").partition(".")
        if not body or not hmac.compare_digest(mark.encode(), self._mark(body).encode()):
            return None
        member, let_in = json.loads(urlsafe_b64decode(body))
        return Pass(member, let_in)
