"""The page that asks for the passphrase, and how often one may guess."""

from __future__ import annotations

import hmac
from collections import defaultdict, deque
from collections.abc import Callable
from html import escape

WINDOW = 60.0
"""Seconds."""
GUESSES = 5
"""Wrong passphrases from one address in a window."""
GUESSES_OF_ALL = 60
"""Wrong passphrases from all addresses in a window."""


class Guard:
    """Compares passphrases, and counts the wrong ones."""

    def __init__(self, passphrase: str, seconds: Callable[[], float]) -> None:
        """Take the right one, and a clock that never goes back."""
        self._passphrase = passphrase.encode()
        self._seconds = seconds
        self._wrong: dict[str, deque[float]] = defaultdict(deque)
        self._all: deque[float] = deque()

    def must_wait(self, address: str) -> bool:
        """Say whether an address, or all together, guessed wrong too often just now."""
        since = self._seconds() - WINDOW
        for address_ in [known for known, when in self._wrong.items() if not when or when[-1] < since]:
            del self._wrong[address_]
        own = self._wrong.get(address, deque())
        return sum(when >= since for when in own) >= GUESSES or sum(w >= since for w in self._all) >= GUESSES_OF_ALL

    def is_right(self, given: str, address: str) -> bool:
        """Compare in a time that tells nothing; remember a wrong one."""
        if hmac.compare_digest(given.encode(), self._passphrase):
            return True
        now = self._seconds()
        self._wrong[address].append(now)
        self._all.append(now)
        while len(self._all) > GUESSES_OF_ALL:
            self._all.popleft()
        while len(self._wrong[address]) > GUESSES:
            self._wrong[address].popleft()
        return False


def login_page(words: dict[str, str], wrong: str = "") -> str:
    """Write the page; `words` holds `title`, `label`, `submit`; `wrong` says what was wrong before."""
    title, label, submit = (escape(words[key]) for key in ("title", "label", "submit"))
    alert = f'<p role="alert">{escape(wrong)}</p>' if wrong else ""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="/room/room.css">
</head>
<body class="login">
<main>
<h1>{title}</h1>
<form method="post" action="/login">
{alert}
<label for="passphrase">{label}</label>
<input id="passphrase" name="passphrase" type="password" autocomplete="current-password" required autofocus>
<button type="submit" class="primary">{submit}</button>
</form>
</main>
</body>
</html>
"""
