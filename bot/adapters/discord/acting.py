"""What is pressed, typed and sent becomes requests; what comes of them is the reply."""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import discord

from bot.adapters.discord.commands import PRACTICE
from bot.adapters.discord.components import of_place
from bot.adapters.discord.hearing import Ears, said
from bot.adapters.discord.leaving import finished
from bot.adapters.discord.permissions import barred, channel_here, may_not_ping
from bot.adapters.discord.replying import reply, tell
from bot.adapters.discord.standing import Spot, asker_of_interaction, server_of
from bot.practice.actions import pressed
from bot.practice.contract import Desk, Outcome
from bot.practice.messages import Card, Where, notice, say
from bot.practice.requests import (
    Asker,
    AskNow,
    Called,
    OpenQuiz,
    PostBoard,
    PostStats,
    PostTopics,
    Request,
    ShowHelp,
    UseMessage,
    VerdictOf,
)

_REMEMBERED = 10_000
"""Interactions whose ids are kept: a gateway that resumes tells the last ones again."""
POSTING = frozenset({"daily set", "daily now", "daily resume"})
"""Commands after which we post in a channel, so that what we need there is asked for at once."""
_MENTION = re.compile(r"(?P<sign>[+-])\s*<@!?(?P<member>\d+)>\s*")
_POSTED = "post-"
"""How the actions begin that post what was shown."""


class Acting:
    """Carries out what people press, type and send."""

    def __init__(self, desk: Desk, ears: Ears, under_way: set[asyncio.Task[Any]]) -> None:
        """Take the desk, who knows where people stand, and what is under way."""
        self._desk = desk
        self._ears = ears
        self.under_way = under_way
        self._seen: OrderedDict[int, None] = OrderedDict()

    @finished
    async def stray(self, interaction: discord.Interaction) -> None:
        """Answer a press on something that is no button of ours."""
        if self._first_time(interaction):
            await tell(interaction, notice(say("refused.unknown")))

    @finished
    async def carry_out(
        self, interaction: discord.Interaction, action: str, place: str | None, values: Mapping[str, str] | None
    ) -> None:
        """Carry out a button's action or a form's, in another place than it is pressed in if it names one."""
        if not self._first_time(interaction):
            return
        where = await self._ears.spot_of(interaction)
        who = asker_of_interaction(interaction, where)
        request = pressed(who if place is None else replace(who, place=place), action, values)
        gone = place is not None and channel_here(interaction, place) is None
        if request is None or gone:
            await tell(interaction, notice(say("refused.unknown")))
            return
        if isinstance(request, OpenQuiz) and where.alone:
            request = replace(request, private=True)
        posts = isinstance(request, OpenQuiz | PostBoard | PostStats | PostTopics | AskNow)
        if posts and not getattr(request, "private", False) and (refusal := barred(interaction, where, place)):
            await tell(interaction, notice(refusal))
            return
        work = self._ask(interaction, request, where, place)
        await reply(interaction, work, verb=action.partition(":")[0], silent=True)

    @finished
    async def called(self, interaction: discord.Interaction, command: str, given: Mapping[str, str]) -> None:
        """Carry out a command."""
        if not self._first_time(interaction):
            return
        where = await self._ears.spot_of(interaction)
        if where.alone and command == "quiz":
            given = {**given, "private": "yes"}  # we can't write there, only answer
        who = asker_of_interaction(interaction, where)
        chosen = given.get("channel")
        if chosen:
            who = replace(who, place=chosen)
            given = {name: value for name, value in given.items() if name != "channel"}
        posts = command in POSTING or (command == "quiz" and "private" not in given)
        refusal = barred(interaction, where, chosen, hangs=command in POSTING) if posts else None
        if refusal is None and "ping" in given:
            refusal = may_not_ping(interaction, who.place, int(given["ping"]))
        if refusal is not None:
            await tell(interaction, notice(refusal))
            return
        if interaction.guild is not None and (named := _MENTION.fullmatch(given.get("manager", ""))):
            await reply(interaction, self._of_manager(interaction, interaction.guild, who, named, where))
            return
        request: Request = Called(who, command, tuple(given.items()))
        if command == "help" and not given and server_of(where.space) is None:
            request = ShowHelp(who, only=tuple(PRACTICE))
        await reply(interaction, self._ask(interaction, request, where, chosen))

    async def _of_manager(
        self, interaction: discord.Interaction, guild: discord.Guild, who: Asker, named: re.Match[str], where: Spot
    ) -> Outcome:
        """Name a manager, or take one back, by mentioning them; they need not have written anything."""
        await self._ears.meet(guild, int(named["member"]))
        given = (("manager", f"{named['sign']}{named['member']}"),)
        return await self._ask(interaction, Called(who, "settings manager", given), where)

    @finished
    async def outdated(self, interaction: discord.Interaction) -> None:
        """Answer a command whose options have changed since: half of what was meant is not carried out."""
        if self._first_time(interaction):
            await tell(interaction, notice(say("refused.outdated")))

    @finished
    async def message_chosen(self, interaction: discord.Interaction, message: discord.Message, what: str) -> None:
        """Carry out a command on a message; the message comes with it, also where we cannot read threads."""
        if not self._first_time(interaction):
            return
        await reply(interaction, self._of_message(interaction, message, what))

    async def _of_message(self, interaction: discord.Interaction, message: discord.Message, what: str) -> Outcome:
        where = await self._ears.spot_of(interaction)
        who = asker_of_interaction(interaction, where)
        if what == "verdict":
            return await self._desk.ask(VerdictOf(who, str(message.id), where.thread))
        if message.author.id == interaction.user.id:
            told = await self._desk.ask(said(message, where, self._ears.us))
            if told.unjudged is not None:
                return await self._desk.judge(told.unjudged)
        return await self._ask(interaction, UseMessage(who, str(message.id)), where)

    async def _ask(
        self, interaction: discord.Interaction, request: Request, where: Spot, place: str | None = None
    ) -> Outcome:
        """Ask the desk; an answer is judged at once, and the verdict is the reply. `place`: another it is about."""
        if request.who.space.startswith("discord-dm-"):
            await self._ears.open_direct(request.who.space, interaction.user)
        outcome = await self._desk.ask(request)
        if outcome.unjudged is not None:
            outcome = await self._desk.judge(outcome.unjudged)
        if outcome.reply is None and isinstance(request, Called) and request.command == "quiz":
            up = say("quiz.direct") if where.direct else say("quiz.up", place=Where(where.place, ""))
            return replace(outcome, reply=notice(up))
        if place is not None:
            return replace(outcome, reply=of_place(outcome.reply, place))
        if where.alone and isinstance(outcome.reply, Card):
            kept = tuple(b for b in outcome.reply.buttons if not b.action.startswith(_POSTED))
            return replace(outcome, reply=replace(outcome.reply, buttons=kept))
        return outcome

    def _first_time(self, interaction: discord.Interaction) -> bool:
        """Say whether an interaction is new: a gateway that resumes may tell it again."""
        if interaction.id in self._seen:
            return False
        self._seen[interaction.id] = None
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return True
