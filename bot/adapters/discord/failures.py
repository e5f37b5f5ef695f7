"""What Discord's errors mean for a message that could not be sent."""

from __future__ import annotations

from collections.abc import Mapping

import aiohttp
import discord

from bot.adapters.discord.starting import REFUSED, UNREACHED, DiscordStartError, DiscordUnreachedError
from bot.practice.contract import Reason, SendFailedError

REASONS: Mapping[int, Reason] = {
    10003: Reason.GONE,  # Unknown channel: deleted, or a thread that was
    10004: Reason.GONE,  # Unknown guild
    10008: Reason.GONE,  # Unknown message: it was to be edited, and somebody deleted it
    10013: Reason.GONE,  # Unknown user
    20009: Reason.BLOCKED,  # They let nothing of that kind be sent to them
    20016: Reason.RATE_LIMITED,  # Slowmode
    20022: Reason.RATE_LIMITED,  # This announcement cannot be edited due to announcement rate limits
    20028: Reason.RATE_LIMITED,  # The write action on the channel hit its limit
    20029: Reason.RATE_LIMITED,  # The write action on the server hit its limit
    30033: Reason.ARCHIVED,  # The thread has as many participants as it takes
    30046: Reason.RATE_LIMITED,  # Too many edits of a message older than an hour
    40003: Reason.RATE_LIMITED,  # Direct conversations are opened too fast
    40004: Reason.UNAVAILABLE,  # Sending is switched off for a while
    40006: Reason.UNAVAILABLE,  # So is something else
    40058: Reason.FORBIDDEN,  # A message in a forum needs a thread
    40062: Reason.RATE_LIMITED,  # A service behind Discord's own is
    40066: Reason.FORBIDDEN,  # A forum that wants a tag has none that we may set
    40067: Reason.FORBIDDEN,  # A forum has begun to want a tag, and we do not know it yet
    40333: Reason.UNAVAILABLE,  # What stands before Discord turned us away
    50001: Reason.FORBIDDEN,  # Missing access: we cannot see the channel
    50005: Reason.GONE,  # The message to be edited is not ours
    50007: Reason.FORBIDDEN,  # They take no direct messages from us
    50008: Reason.FORBIDDEN,  # A channel without text
    50013: Reason.FORBIDDEN,  # Missing permissions
    50024: Reason.FORBIDDEN,  # That can't be done in a channel of this type
    50035: Reason.TOO_LONG,  # Invalid form body: what we rendered breaks a limit
    50083: Reason.ARCHIVED,  # The thread is archived
    50278: Reason.FORBIDDEN,  # They share no server with us
    110001: Reason.UNAVAILABLE,  # We are not there yet
    130000: Reason.UNAVAILABLE,  # Overloaded
    160005: Reason.ARCHIVED,  # The thread is locked
    160006: Reason.UNAVAILABLE,  # The channel has as many active threads as it takes
    160007: Reason.UNAVAILABLE,  # The same of announcement threads
    200000: Reason.BLOCKED,  # The server's AutoMod keeps it out
    200001: Reason.BLOCKED,  # The same of a post's title
    240000: Reason.BLOCKED,  # A filter for harmful links does
}
"""By Discord's own code; what is not named goes by its status."""

_WRONG_TOKEN = 4004
"""How the gateway closes a connection whose token it refuses."""
PASSING = frozenset({Reason.RATE_LIMITED, Reason.UNAVAILABLE, Reason.UNKNOWN_OUTCOME})
"""What may be otherwise in a moment."""
UNREACHABLE = (discord.HTTPException, discord.RateLimited, discord.GatewayNotFound, aiohttp.ClientError, OSError)
"""What the library raises when Discord does not do what it is asked, or cannot be asked."""
STRANGE = (LookupError, TypeError, ValueError)
"""What it raises when what it is given is not what Discord gives."""


def failure(error: Exception) -> SendFailedError:
    """Say what an error of the library means for a delivery."""
    match error:
        case discord.RateLimited(retry_after=seconds):
            return SendFailedError(Reason.RATE_LIMITED, "429", retry_after=seconds)
        case discord.HTTPException():
            return SendFailedError(_reason(error), f"{error.status} {error.code}", retry_after=_wait(error))
        case TimeoutError() | aiohttp.ClientError() | OSError():
            return SendFailedError(Reason.UNKNOWN_OUTCOME, type(error).__name__)
    raise error


def not_started(error: Exception) -> DiscordStartError:
    """Say why Discord cannot be served, whatever the library made of it."""
    closed = isinstance(error, discord.ConnectionClosed) and error.code == _WRONG_TOKEN
    if closed or isinstance(error, discord.LoginFailure):
        return DiscordStartError(REFUSED)
    known = isinstance(error, discord.DiscordException | aiohttp.ClientError | OSError)
    # The library trips over a gateway that never answered, and over what is no answer of Discord's.
    cause = error if known else error.__context__ or error
    return DiscordUnreachedError(UNREACHED.format(why=type(cause).__name__))


def _wait(error: discord.HTTPException) -> float | None:
    """Give how many seconds Discord, or what stands before it, asks us to wait."""
    asked = error.response.headers.get("Retry-After") if error.status == 429 else None
    return float(asked) if asked is not None and asked.replace(".", "", 1).isdecimal() else None


def _reason(error: discord.HTTPException) -> Reason:
    known = REASONS.get(error.code)
    if known is not None:
        return known
    if error.status >= 500:
        return Reason.UNKNOWN_OUTCOME  # it may have been taken before the answer was lost
    if error.status == 429:
        return Reason.RATE_LIMITED
    if error.status in (403, 404) and not error.code:
        return Reason.UNAVAILABLE  # it is not Discord that says so, but what stands before it, and of every place
    return {401: Reason.UNAVAILABLE, 403: Reason.FORBIDDEN, 404: Reason.GONE}.get(error.status, Reason.TOO_LONG)
