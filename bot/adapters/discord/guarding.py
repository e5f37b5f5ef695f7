"""Where the library would give up more than it needs to: a connection for one event, a request for a long window."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

import discord
import structlog
from discord.http import HTTPClient, Ratelimit

log = structlog.get_logger(__name__)

_Parser = Callable[[Any], None]
_NEEDED = frozenset({"READY", "RESUMED"})
"""Without these there is no connection."""


def guarded(parsers: Mapping[str, _Parser], unread: Callable[[str, Mapping[str, Any]], None]) -> dict[str, _Parser]:
    """Give the library's parsers so that an event one cannot read costs that event alone, and `unread` is told."""

    def guard(event: str, parse: _Parser) -> _Parser:
        def read(data: Any) -> None:  # noqa: ANN401 - whatever Discord sent
            try:
                parse(data)
            except Exception as error:  # noqa: BLE001 - whatever the library raises
                log.warning("event not read", told=event, reason=repr(error))
                unread(event, data)

        return read

    return {event: parse if event in _NEEDED else guard(event, parse) for event, parse in parsers.items()}


def use_room(http: HTTPClient) -> None:
    """Let one client's requests go while their window has room, however long it is.

    The library refuses every request of a window longer than the longest wait, also with room in it: a second thread in
    a channel within five minutes, a second direct conversation within ten. It looks at when the window ends; each
    answer tells that anew.
    """
    window_of = http.get_ratelimit

    def get_ratelimit(key: str) -> Ratelimit:
        window = window_of(key)
        if window.remaining > 0 and not window.is_expired():
            window.expires = None
        return window

    http.get_ratelimit = get_ratelimit  # type: ignore[method-assign] # a client's own, so no other's is touched


def quieten() -> None:
    """Leave out the library's warning that it cannot speak, and the stack of a connection that failed."""
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    logging.getLogger("discord.client").addFilter(_in_a_line)


def _in_a_line(record: logging.LogRecord) -> bool:
    """Say of a connection that failed what it was; where in the library it was, nobody can use."""
    if record.exc_info and str(record.msg).startswith("Attempting a reconnect"):
        record.msg, record.levelno, record.levelname = f"{record.msg} (%s)", logging.WARNING, "WARNING"
        record.args = (*(record.args or ()), repr(record.exc_info[1]))
        record.exc_info = record.exc_text = None
    return True
