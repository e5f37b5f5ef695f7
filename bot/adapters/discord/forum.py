"""A forum's posts: each is made once, though it can carry no nonce, and found again by the tag on its buttons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
from discord.http import Route, handle_message_parameters

from bot.adapters.discord.components import tags

_READ = 50
"""Messages of a post looked through for the one that has its buttons."""


class AnswerLostError(aiohttp.ClientError):
    """Discord failed while it made a post, and may have made it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A post of ours that is there, or the beginning of one."""

    thread: int
    message: int | None
    """The message with the buttons; None if the post was cut short before it."""
    texts: frozenset[str]


async def put_up(
    client: discord.Client, forum: discord.ForumChannel, name: str, text: str, given: Mapping[str, Any], kept: int
) -> tuple[int, int]:
    """Make a post that is kept so many minutes; give its thread and message. Raise what the library raises.

    The library repeats what was answered with a server's error, or met by a connection that was reset. Of a message its
    nonce makes both the same; a post has none, so it is asked for once, and looked for before it is asked for again.
    """
    post = {
        "name": name,
        "auto_archive_duration": kept,
        "applied_tags": [str(tag.id) for tag in _tag_asked_for(forum)],
    }
    with handle_message_parameters(
        content=text,
        flags=discord.MessageFlags(suppress_embeds=True),
        previous_allowed_mentions=client.allowed_mentions,
        channel_payload=post,
        **given,
    ) as made:
        body = {"files": made.files, "form": made.multipart} if made.files else {"json": made.payload}
        answer = await client.http.request(
            Route("POST", "/channels/{channel_id}/threads", channel_id=forum.id),
            params={"use_nested_fields": 1},
            raise_for_status=_answered,
            trace_request_ctx=_Once(),
            **body,
        )
    return int(answer["id"]), int(answer["message"]["id"])


async def _answered(response: aiohttp.ClientResponse) -> None:
    if response.status >= 500:
        raise AnswerLostError(str(response.status))


class _Once:
    """Goes with a request that is sent once, whatever the library makes of what became of it."""

    def __init__(self) -> None:
        self.sent = False


def once() -> aiohttp.TraceConfig:
    """Give the trace that lets such a request go once."""

    async def begin(session: aiohttp.ClientSession, context: SimpleNamespace, params: object) -> None:
        del session, params
        asked = context.trace_request_ctx
        if isinstance(asked, _Once):
            if asked.sent:
                raise AnswerLostError("the connection was reset")
            asked.sent = True

    traced = aiohttp.TraceConfig()
    traced.on_request_start.append(begin)
    return traced


async def find(forum: discord.ForumChannel, us: int, tag: str, begins: str) -> Found | None:
    """Look for our post with that tag; else for one that begins with that text and has no buttons yet."""
    begun = None
    for thread in await forum.guild.active_threads():  # not from memory: it may be a moment old
        if thread.parent_id != forum.id or thread.owner_id != us:
            continue
        said = [m async for m in thread.history(limit=_READ, oldest_first=True) if m.author.id == us]
        texts = frozenset(message.content for message in said)
        for message in said:
            if tag in tags(message):
                return Found(thread.id, message.id, texts)
        if said and said[0].content == begins and not any(map(tags, said)):
            begun = Found(thread.id, None, texts)
    return begun


def _tag_asked_for(forum: discord.ForumChannel) -> list[discord.ForumTag]:
    """Give the first tag that anyone may set, in a forum that takes no post without one."""
    free = [tag for tag in forum.available_tags if not tag.moderated]
    return free[:1] if forum.flags.require_tag else []
