"""The log: one line an event, for people or for machines; it never holds what anyone typed, nor a token."""

from __future__ import annotations

import logging
import re
import sys

import structlog

_OURS = frozenset({"bot", "content", "storage"})
_TOKENS = re.compile(
    r"\b(?:xox[a-z]|xapp)-[\w-]+"  # Slack's
    r"|\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}"  # Discord's
    r"|(?<=/interactions/)\d+/[\w-]+|(?<=/webhooks/)\d+/[\w-]+"  # a reply's, good for fifteen minutes
    r"|(?<=ticket=)[\w%-]+"  # a socket's, good once
)


def configure(level: str, form: str) -> None:
    """Send our log and the libraries' to standard error.

    Args:
        level: debug, info, warning or error: the least that is written.
        form: `console` or `json`.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    last: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[*shared[:4], structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    remove = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    handler.setFormatter(_WithoutTokens(foreign_pre_chain=shared, processors=[remove, last]))
    handler.addFilter(_may_be_said)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for chatty in ("alembic", "apscheduler", "asyncio", "httpx", "uvicorn", "socketio", "engineio", "watchfiles"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, root.level))


class _WithoutTokens(structlog.stdlib.ProcessorFormatter):
    """Takes tokens out of what is written: a library puts addresses into its warnings."""

    def format(self, record: logging.LogRecord) -> str:
        return _TOKENS.sub("…", super().format(record))


def _may_be_said(record: logging.LogRecord) -> bool:
    """Say whether a record may be written: a library's debugging holds whole messages and requests."""
    return record.levelno > logging.DEBUG or record.name.partition(".")[0] in _OURS
