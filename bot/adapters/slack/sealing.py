"""Tokens, sealed: the database holds none that works without the key in the settings."""

from __future__ import annotations

import base64
import binascii
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12


class SealError(Exception):
    """A key that is none, or a token it does not open."""


def new_key() -> str:
    """Make a key for the settings."""
    return base64.urlsafe_b64encode(os.urandom(KEY_BYTES)).decode()


class Seal:
    """AES-256 in Galois/Counter Mode; a sealed token opens for the workspace it was sealed for, and no other."""

    def __init__(self, key: str) -> None:
        """Take the key, as `new_key` makes it.

        Raises:
            SealError: it is none.
        """
        try:
            raw = base64.urlsafe_b64decode(key.encode("ascii"))
        except (binascii.Error, ValueError):
            raw = b""
        if len(raw) != KEY_BYTES:
            msg = "slack.token_key (HOTSEAT_SLACK__TOKEN_KEY) is no key. Make one with: hotseat slack key"
            raise SealError(msg)
        self._cipher = AESGCM(raw)

    def close(self, token: str, team: str) -> str:
        """Seal a workspace's token."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._cipher.encrypt(nonce, token.encode(), team.encode())
        return base64.urlsafe_b64encode(nonce + sealed).decode()

    def open(self, sealed: str, team: str) -> str:
        """Open a workspace's sealed token.

        Raises:
            SealError: the key is another than it was sealed with, or it was sealed for another workspace.
        """
        try:
            raw = base64.urlsafe_b64decode(sealed.encode("ascii"))
            return self._cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], team.encode()).decode()
        except (InvalidTag, binascii.Error, ValueError):
            msg = f"the token of workspace {team} does not open with slack.token_key. Install Hotseat there again."
            raise SealError(msg) from None
