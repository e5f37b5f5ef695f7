"""A Discord server on simcord: the real discord.py client, and people who do only what Discord's client lets them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import discord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.env import Env
from simcord.results import InteractionResult, ResponseMessage

from bot.adapters.discord.adapter import Connection, DiscordAdapter
from bot.adapters.discord.standing import server_space
from bot.app import Hotseat
from bot.practice import parameters as p
from bot.practice import times as t
from bot.practice.commands import Command, find
from bot.practice.contract import Desk
from bot.practice.requests import Asker, OpenSpace
from content.judge import engine_named
from content.library import Library
from storage.schema import upgrade
from storage.store import Store
from tests.scenarios.discord_client import controls, shown
from tests.scenarios.stage import MORNING, SteadyRandom, library

PEOPLE = ("boss", "ana", "raj", "li")


class OnSimcord(DiscordAdapter):
    """The adapter, connected to a server in memory instead of the network."""

    def __init__(self, desk: Desk, stage: DiscordStage) -> None:
        self._stage = stage
        super().__init__(desk, Connection(token="simcord"))

    async def connect(self) -> None:
        await self._stage.plug_in(self.client)

    async def close(self) -> None:
        """The stage takes the client away."""


class DiscordStage:
    """A server with one channel, `daily`; `boss` may manage the server."""

    missing: frozenset[str] = frozenset({"typed commands", "direct conversations in the space"})

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder / 'hotseat.db'}"
        self.library = library()
        self.env: Env | None = None
        self.people: dict[str, MemberActor] = {}
        self.replies: dict[str, list[ResponseMessage]] = {}
        self.modals: dict[str, tuple[Any, InteractionResult]] = {}
        """The form in front of each person, and who they are where it was opened."""
        self.messages: dict[str, discord.Message] = {}

    # --- the server ---------------------------------------------------------------------------------------

    def now(self) -> datetime:
        assert self.env is not None
        return self.env.now()

    async def plug_in(self, client: discord.Client) -> None:
        """Connect a client: the first makes the world, later ones find it."""
        if self.env is not None:
            await self.env.restart_bot(client)
            return
        self.env = Env(client)
        self.env.backend.clock.advance((MORNING - self.env.now()).total_seconds())
        owner = self.env.create_user("owner")
        guild = self.env.create_guild("Orchard", owner=owner)
        self.channel = guild.create_text_channel("daily")
        managers = guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
        for name in PEOPLE:
            user = self.env.create_user(name, global_name=name.title())
            self.people[name] = guild.add_member(user, roles=[managers] if name == "boss" else [])
        self.guild = guild
        await self._set_up()
        await self.env.start()

    async def _set_up(self) -> None:
        """Let the boss set up the daily question; the first is asked at once, as where a schedule begins."""
        boss = Asker(
            space=server_space(self.guild.id),
            place=str(self.channel.id),
            member=str(self.people["boss"].id),
            name="Boss",
            event="set up",
        )
        opening = OpenSpace(boss, platform="discord", name="Orchard", zone="UTC", daily_place="daily")
        await self.hotseat.desk.ask(opening)

    async def start(self) -> None:
        """Start the bot on the data that is there."""
        upgrade(self.url)
        self.store = Store(self.url)
        self.hotseat = Hotseat(self.store, self.library, engine_named("lexical"), self.now, random=SteadyRandom())
        self.adapter = OnSimcord(self.hotseat.desk, self)
        await self.hotseat.start([self.adapter])
        self._let_everyone_command()
        await self._settles()

    def _let_everyone_command(self) -> None:
        """Let everyone see the managers' commands, as a server's admin can: what they may do is the bot's to say."""
        assert self.env is not None
        everyone = {"id": str(self.guild.id), "type": 1, "permission": True}
        for command in self.env.backend.commands.get(None, {}).values():
            self.env.backend.set_command_permissions(self.guild.id, int(command["id"]), [everyone])

    async def stop(self) -> None:
        """Stop the bot; the server goes on."""
        await self._halt()
        assert self.env is not None
        await self.env.shutdown()
        self.env.raise_errors()

    async def _halt(self) -> None:
        await self.hotseat.stop()
        self.store.close()

    async def _settles(self) -> None:
        """Wait until nothing is owed that is due."""
        assert self.env is not None
        await self.env.settle()
        self.hotseat.in_flight.owed()
        await self.hotseat.in_flight.idle()
        await self.env.settle()

    def _thread(self) -> ChannelHandle:
        return max(self.channel.threads, key=lambda thread: thread.id)

    # --- what people do -----------------------------------------------------------------------------------

    async def says(self, who: str, text: str, *, where: str = "thread") -> str:
        person = self.people[who]
        if where == "direct":
            message = await person.send_dm(text)
        else:
            channel = self._thread() if where == "thread" else self.channel
            message = await person.send(channel, text)
        await self._settles()
        self.messages[str(message.id)] = message
        if where == "thread":
            await self._looks(who, message)
        return str(message.id)

    async def _looks(self, who: str, message: discord.Message) -> None:
        """Ask what a message was taken for, by the command on it: in a thread nothing private is shown unasked."""
        thread = next(thread for thread in self.channel.threads if thread.id == message.channel.id)
        chosen = await self.people[who].context_menu(thread, "My verdict", message)
        await self._takes(who, chosen)

    async def edits(self, who: str, message: str, text: str) -> None:
        assert self.env is not None
        await self.env.advance_time(1)  # nobody edits twice in one instant
        await self.people[who].edit(self.messages[message], text)
        await self._settles()
        await self._looks(who, self.messages[message])

    async def deletes(self, who: str, message: str) -> None:
        await self.people[who].delete(self.messages[message])
        await self._settles()

    async def presses(self, who: str, label: str) -> None:
        message, button = self._find_button(who, label)
        hand = self._hand(who, _channel_of(message))
        await self._takes(who, await hand.click(message, custom_id=button["custom_id"]), hand)

    def _hand(self, who: str, channel: int) -> Any:
        """Give who acts there: a member of the server, or the person alone."""
        person = self.people[who]
        return person.user if channel == person.user.dm_channel.id else person

    def _find_button(self, who: str, label: str) -> tuple[Any, dict[str, Any]]:
        """Find the newest button of a label: in what was said to this person alone, then on posts."""
        for reply in reversed(self.replies.get(who, [])):
            for control in controls(reply.components):
                if control.get("label") == label:
                    return reply, control
        for message in reversed(self._posts(who)):
            for row in message.components:
                for control in getattr(row, "children", ()):
                    if getattr(control, "label", None) == label:
                        return message, {"custom_id": control.custom_id}
        raise AssertionError(f"{who} sees no button {label!r}; they see:\n{self._visible(who)}")

    async def fills(self, who: str, **fields: str | bool) -> None:
        hand, result = self.modals.pop(who)
        assert result.modal is not None
        values = {c["custom_id"]: _preset(c) for c in controls(result.modal["components"]) if c.get("custom_id")}
        sent = await hand.submit_modal(result, values | {n: v for n, v in fields.items() if n in values})
        await self._takes(who, sent)

    async def commands(self, who: str, text: str, *, where: str = "channel") -> None:
        name, options = _filled_in(text.removeprefix("/"), self.library)
        person = self.people[who]
        direct = where == "direct"
        called = person.user.slash(name, **options) if direct else person.slash(self.channel, name, **options)
        await self._takes(who, await called)

    async def _takes(self, who: str, result: InteractionResult, hand: Any = None) -> None:
        """Take in what an interaction showed."""
        assert result.acknowledged, "Discord says the application did not respond"
        if result.modal is not None:
            self.modals[who] = (hand or self.people[who], result)
        mine = self.replies.setdefault(who, [])
        for message in (result.response, *result.followups):
            if message is not None and message.ephemeral and message.id not in {m.id for m in mine}:
                mine.append(message)
        await self._settles()

    # --- what people see ----------------------------------------------------------------------------------

    def _posts(self, who: str) -> list[discord.Message]:
        person = self.people[who]
        places = [self.channel, *self.channel.threads, person.user.dm_channel]
        found = [message for place in places for message in place.history()]
        return sorted((m for m in found if not m.flags.ephemeral), key=lambda m: m.id)

    def _visible(self, who: str) -> str:
        posts = [
            "\n".join((message.content, *_labels(message), *(a.filename for a in message.attachments)))
            for message in self._posts(who)
        ]
        forms = [str(self.modals[who][1].modal)] if who in self.modals else []
        private = ["\n".join((m.content, *(a.filename for a in m.attachments))) for m in self.replies.get(who, [])]
        return shown("\n".join([*posts, *private, *forms]), self._name)

    def _name(self, channel: int) -> str | None:
        assert self.env is not None
        return self.env.backend.get_channel(channel).name

    async def sees(self, who: str, *texts: str) -> None:
        seen = " ".join(self._visible(who).split())
        for text in texts:
            assert text in seen, f"{who} does not see {text!r}, but:\n{self._visible(who)}"

    async def sees_no(self, who: str, *texts: str) -> None:
        seen = " ".join(self._visible(who).split())
        for text in texts:
            assert text not in seen, f"{who} sees {text!r}:\n{self._visible(who)}"

    # --- what happens -------------------------------------------------------------------------------------

    async def passes(self, hours: float) -> None:
        assert self.env is not None
        await self.env.advance_time(hours * 3600)
        await self.hotseat.desk.due()
        await self._settles()

    async def restarts(self) -> None:
        await self._halt()
        self.replies.clear()
        await self.start()


def _channel_of(message: Any) -> int:
    return int(message.channel_id if isinstance(message, ResponseMessage) else message.channel.id)


def _labels(message: discord.Message) -> list[str]:
    return [f"({c.label})" for row in message.components for c in getattr(row, "children", ()) if hasattr(c, "label")]


def _preset(control: dict[str, Any]) -> Any:
    """Give what a field holds when the form opens."""
    if control.get("options") is not None:
        return [option["value"] for option in control["options"] if option.get("default")]
    default = control.get("default", False)
    return default if isinstance(default, bool) and control["type"] == 23 else control.get("value") or ""


def _filled_in(text: str, questions: Library) -> tuple[str, dict[str, Any]]:
    """Fill a command in as a person does who has this line in mind: each word goes into its own option."""
    words = text.split()
    command = find(" ".join(words[:2])) or find(words[0])
    assert command is not None, f"Discord offers no /{text}"
    rest = words[len(command.name.split()) :]
    if command.own:
        assert rest in ([], ["help"]), f"Discord cannot call the group /{text}"
        return (f"{command.name} help" if rest else command.own[0].name), {}
    if rest == ["help"]:
        return "help", {"command": command.name}
    return command.name, _options(command, rest, questions)


def _options(command: Command, words: list[str], questions: Library) -> dict[str, Any]:
    left = list(command.typed)
    options: dict[str, Any] = {}
    for word in words:
        taken = next((q for q in left if q.read(word, questions) is not None), None)
        taken = taken or next(q for q in left if q.looks_like(word) or q.open_ended)
        left.remove(taken)
        if not taken.ignored:
            options[taken.name] = _value(taken, word, questions)
    return options


def _value(parameter: p.Parameter, word: str, questions: Library) -> object:
    """Switch a switch, choose among few values as they are listed, type all else."""
    match parameter:
        case p.Flag():
            return True
        case p.OneOf() | p.Level() | t.Weekday():
            return parameter.read(word, questions) or word
    return word
