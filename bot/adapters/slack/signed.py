"""What comes in over HTTP: signed by Slack, before anything in it is read, and what its header says it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import parse_qsl

from slack_sdk.signature import SignatureVerifier

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


def is_signed(verifier: SignatureVerifier, body: bytes, headers: Mapping[str, str]) -> bool:
    """Say whether Slack signed a body within the last five minutes."""
    try:
        return verifier.is_valid_request(body, headers)
    except (ArithmeticError, TypeError, ValueError):  # no such time, no text, a signature that is not ASCII
        return False


def is_ssl_check(body: bytes, content_type: str) -> bool:
    """Say whether Slack only looks at our certificate; it need not have signed that."""
    return content_type == FORM and b"ssl_check=1" in body.split(b"&")


def is_what_it_says(body: bytes, content_type: str, charset: str) -> bool:
    """Say whether a body is what its header says, and of the shape bolt takes for granted."""
    try:
        text = body.decode(charset)
        if content_type == JSON:
            return isinstance(json.loads(text), dict)
        if content_type != FORM or text.startswith("{"):  # bolt would read it as JSON
            return False
        payload = dict(parse_qsl(text, keep_blank_values=True)).get("payload")
        return payload is None or isinstance(json.loads(payload), dict)
    except (ValueError, LookupError, RecursionError):  # no JSON, no such charset, nested beyond all reason
        return False
