"""The room as a platform: what it keeps, finds again and tells after a silence; no browser is needed for that."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.adapters.room.adapter import Room
from bot.adapters.room.listening import RoomStartError, bind
from bot.adapters.room.shown import Spot, opens_thread
from bot.adapters.room.talk import LONGEST_POST
from bot.app import Hotseat
from bot.practice.access import RefusedError
from bot.practice.contract import MessageRef, OpenThread, Parcel, Reason, SendFailedError
from bot.practice.messages import Card, Form, TextField, say
from bot.practice.requests import Asker, Deleted, ForgetMe, OpenSpace, Said
from content.judge import engine_named
from content.typed import Literal
from storage.schema import upgrade
from storage.store import Store
from tests.scenarios.stage import Clock, SteadyRandom, library

TRUNKS = "Wrap the young trunks in jute against the frost."


class Bot:
    """The bot with its room, whose page nobody opens; it can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder / 'hotseat.db'}"
        self.clock = Clock()
        upgrade(self.url)
        self.start()

    def start(self) -> None:
        self.store = Store(self.url)
        self.hotseat = Hotseat(self.store, library(), engine_named("lexical"), self.clock, random=SteadyRandom())
        self.room = Room(self.hotseat.desk, self.store, library(), self.clock, port=0)
        self.talk = self.room.talk

    async def open_space(self) -> None:
        who = Asker(space="room", place="daily", member="manager", name="", event="open")
        await self.hotseat.desk.ask(OpenSpace(who, platform="room", name="The room", zone="UTC", daily_place="daily"))

    def stop(self) -> None:
        self.hotseat.desk.close()
        self.store.close()

    async def post(self, key: str = "k1", **fields: object) -> MessageRef:
        given = {"space": "room", "place": "daily", "message": Card(title=say("posted")), **fields}
        return await self.room.send(Parcel(key=key, **given))  # type: ignore[arg-type] # fields of a parcel

    async def posts(self, place: str = "daily", viewer: str = "") -> list[int]:
        return [shown.post.id for shown in (await self.talk.channel(place, viewer)).posts]


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    """Give a bot that is started, but not connected."""
    found = Bot(tmp_path)
    yield found
    found.stop()


# --- what the bot says --------------------------------------------------------------------------------------------


async def test_a_delivery_is_posted_once_for_its_key(bot: Bot) -> None:
    first = await bot.post(opens_thread=True)
    assert await bot.post(opens_thread=True) == first
    assert first == MessageRef("daily", first.message, first.message)
    assert await bot.posts() == [int(first.message)]
    parcel = Parcel(key="k1", space="room", place="daily", message=Card(), opens_thread=True)
    assert await bot.room.find(parcel) == first
    assert await bot.room.find(Parcel(key="k2", space="room", place="daily", message=Card())) is None


async def test_a_reply_goes_into_its_thread_and_is_counted(bot: Bot) -> None:
    question = await bot.post(opens_thread=True)
    reply = await bot.post("k2", thread=question.thread)
    assert reply == MessageRef("daily", reply.message, question.thread)
    [shown] = (await bot.talk.channel("daily", "")).posts
    assert shown.replies == 1


async def test_a_post_is_changed_in_its_place_and_keeps_its_thread(bot: Bot) -> None:
    ref = await bot.post(opens_thread=True)
    assert await bot.post("k2", message=Card(title=say("round.closed")), edits=ref) == ref
    [shown] = (await bot.talk.channel("daily", "")).posts
    assert '"Closed."' in shown.post.card
    assert opens_thread(shown.post)


async def test_what_is_for_one_member_is_in_their_own_place_and_nobody_else_reads_it(bot: Bot) -> None:
    ref = await bot.post(member="ana", place="daily")
    assert ref.place == "dm-ana"
    assert await bot.posts("dm-ana", "ana") == [int(ref.message)]
    assert await bot.posts("dm-ana", "raj") == []
    assert (await bot.talk.thread(Spot("dm-ana", int(ref.message)), "raj")).posts == ()


async def test_a_quiz_in_a_direct_conversation_is_for_its_member_alone(bot: Bot) -> None:
    await bot.post(place="dm-ana", opens_thread=True)
    assert await bot.posts("dm-ana", "raj") == []


@pytest.mark.parametrize("place", ["cellar", "", "topic"])
async def test_a_channel_that_is_not_there_is_gone(bot: Bot, place: str) -> None:
    with pytest.raises(SendFailedError) as failure:
        await bot.post(place=place)
    assert failure.value.reason is Reason.GONE


async def test_changing_a_post_that_is_not_there_fails_for_good(bot: Bot) -> None:
    with pytest.raises(SendFailedError) as failure:
        await bot.post(edits=MessageRef("daily", "99"))
    assert failure.value.reason is Reason.GONE


async def test_a_form_is_never_posted(bot: Bot) -> None:
    form = Form(
        action="a", title=say("posted"), fields=(TextField(name="a", label=say("posted")),), submit=say("posted")
    )
    with pytest.raises(SendFailedError):
        await bot.post(message=form)


# --- what members say ---------------------------------------------------------------------------------------------


async def test_what_a_browser_sends_twice_is_kept_once(bot: Bot) -> None:
    first = await bot.talk.put_up("ana", Spot("daily"), "hello", "n1")
    assert (await bot.talk.put_up("ana", Spot("daily"), "hello", "n1")).id == first.id
    assert await bot.posts() == [first.id]


async def test_another_ones_number_is_refused(bot: Bot) -> None:
    await bot.talk.put_up("ana", Spot("daily"), "hello", "n1")
    with pytest.raises(RefusedError):
        await bot.talk.put_up("raj", Spot("daily"), "hello", "n1")


@pytest.mark.parametrize("text", ["", "  \n ", "\u202e\u200b", "\x00"])
async def test_nothing_is_refused(bot: Bot, text: str) -> None:
    with pytest.raises(RefusedError, match=r"answer\.empty"):
        await bot.talk.put_up("ana", Spot("daily"), text, "n1")


async def test_too_much_is_refused_and_nothing_of_it_kept(bot: Bot) -> None:
    with pytest.raises(RefusedError, match=r"answer\.too_long"):
        await bot.talk.put_up("ana", Spot("daily"), "x" * 100_000, "n1")
    await bot.talk.put_up("ana", Spot("daily"), "x" * LONGEST_POST, "n2")
    assert len(await bot.posts()) == 1


async def test_control_characters_and_turned_writing_are_taken_out(bot: Bot) -> None:
    post = await bot.talk.put_up("ana", Spot("daily"), "safe\u202egnp.exe\x07\r\nok", "n1")
    assert post.text == "safegnp.exe\nok"


async def test_only_ones_own_can_be_changed_and_deleted(bot: Bot) -> None:
    post = await bot.talk.put_up("ana", Spot("daily"), "hello", "n1")
    card = await bot.post()
    for theirs in (post.id, int(card.message), 999):
        with pytest.raises(RefusedError):
            await bot.talk.edit("raj", theirs, "mine")
        with pytest.raises(RefusedError):
            await bot.talk.delete("raj", theirs)
    await bot.talk.delete("ana", post.id)
    with pytest.raises(RefusedError):
        await bot.talk.edit("ana", post.id, "again")
    assert await bot.posts() == [int(card.message)]


# --- names --------------------------------------------------------------------------------------------------------


async def test_a_name_belongs_to_who_took_it_first(bot: Bot) -> None:
    assert await bot.talk.take_name("one", "  Ana \u202e Maria ") == "Ana Maria"
    for taken in ("Ana Maria", "ana maria", "ANAMARIA", "Ａｎａ Ｍａｒｉａ"):
        with pytest.raises(RefusedError, match=r"room\.name_taken"):
            await bot.talk.take_name("two", taken)
    assert await bot.talk.take_name("one", "ANA maria") == "ANA maria"
    assert await bot.talk.take_name("two", "Ana") == "Ana"
    assert await bot.talk.name("two") == "Ana"


@pytest.mark.parametrize("name", ["Hotseat", "hotseat", "Ｈotseat", "HOT SEAT"])
async def test_nobody_goes_by_the_bots_name(bot: Bot, name: str) -> None:
    with pytest.raises(RefusedError, match=r"room\.name_taken"):
        await bot.talk.take_name("one", name)


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "x" * 41])
async def test_a_name_is_there_and_not_long(bot: Bot, name: str) -> None:
    with pytest.raises(RefusedError):
        await bot.talk.take_name("one", name)


async def test_the_manager_has_no_name_until_they_take_one(bot: Bot) -> None:
    await bot.open_space()
    assert await bot.talk.name("manager") == ""


# --- after a silence ----------------------------------------------------------------------------------------------


async def _thread(bot: Bot, since: datetime, place: str = "daily") -> OpenThread:
    ref = await bot.post(place=place, opens_thread=True)
    return OpenThread("room", place, "round", ref.message, ref.thread or "", since)


async def test_what_was_said_edited_and_deleted_in_a_thread_is_told(bot: Bot) -> None:
    await bot.talk.take_name("ana", "Ana")
    thread = await _thread(bot, bot.clock.now)
    spot = Spot("daily", int(thread.thread or 0))
    said = await bot.talk.put_up("ana", spot, "one", "n1")
    edited = await bot.talk.put_up("ana", spot, "two", "n2")
    gone = await bot.talk.put_up("ana", spot, "three", "n3")
    await bot.talk.put_up("ana", Spot("daily"), "elsewhere", "n4")
    bot.clock.now += timedelta(minutes=1)
    await bot.talk.edit("ana", edited.id, "two, better")
    await bot.talk.delete("ana", gone.id)
    one, two, three = await bot.room.missed([thread])
    assert isinstance(one, Said)
    assert (one.text, one.message, one.thread, one.revision) == ("one", str(said.id), thread.thread, "")
    assert (one.who.member, one.who.name, one.who.event) == ("ana", "Ana", f"said:{said.id}:0")
    assert isinstance(two, Said)
    assert (two.text, two.sent_at) == ("two, better", bot.clock.now)
    assert two.revision > one.revision
    assert isinstance(three, Deleted)
    assert three.message == str(gone.id)


async def test_directly_what_followed_the_last_question_is_told(bot: Bot) -> None:
    spot = Spot("dm-ana")
    await bot.talk.put_up("ana", spot, "before it", "n1")
    bot.clock.now += timedelta(minutes=1)
    ref = await bot.post(place="dm-ana")
    await bot.talk.put_up("ana", spot, "to it", "n2")
    [missed] = await bot.room.missed([OpenThread("room", "dm-ana", "round", ref.message, None, bot.clock.now)])
    assert isinstance(missed, Said)
    assert (missed.text, missed.thread, missed.who.direct) == ("to it", None, True)


async def test_what_was_kept_before_a_kill_is_judged_at_the_next_start(bot: Bot) -> None:
    await bot.open_space()
    await bot.hotseat.start([bot.room])
    await bot.hotseat.in_flight.idle()
    await bot.talk.take_name("ana", "Ana")
    page = await bot.talk.channel("daily", "")
    question = next(shown.post.id for shown in page.posts if opens_thread(shown.post))
    await bot.talk.put_up("ana", Spot("daily", question), TRUNKS, "n1")  # and the kill comes before the desk heard it
    await bot.hotseat.stop()
    bot.store.close()
    bot.start()
    await bot.hotseat.start([bot.room])
    [answer] = await bot.talk.read(lambda tx: tx.answers.of_member("room", "ana"))
    assert answer[0].score
    await bot.hotseat.stop()


async def test_who_is_forgotten_leaves_nothing_in_the_room(bot: Bot) -> None:
    await bot.open_space()
    await bot.talk.take_name("ana", "Ana")
    await bot.talk.put_up("ana", Spot("daily"), "what I said", "n1")
    await bot.talk.put_up("ana", Spot("dm-ana"), "what I said alone", "n2")
    await bot.post("board", message=Card(blocks=(say("posted.by", name=Literal("Ana")),)))
    await bot.post("alone", member="ana")
    asker = await bot.talk.asker("ana", Spot("daily"), "forget")
    await bot.talk.request(ForgetMe(asker))
    assert await bot.talk.name("ana") == ""
    assert await bot.posts("dm-ana", "ana") == []
    [board] = (await bot.talk.channel("daily", "")).posts
    assert "Ana" not in board.post.card
    assert (await bot.talk.thread(Spot("daily", 1), "")).posts == ()


# --- opening ------------------------------------------------------------------------------------------------------


async def test_other_machines_are_let_in_only_with_a_passphrase(bot: Bot) -> None:
    for host in ("0.0.0.0", "192.168.1.5", "::"):
        with pytest.raises(RoomStartError, match="asks for a passphrase"):
            Room(bot.hotseat.desk, bot.store, library(), bot.clock, host=host)
    Room(bot.hotseat.desk, bot.store, library(), bot.clock, host="0.0.0.0", passphrase="open sesame")


def test_a_port_in_use_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(RoomStartError, match="is taken"):
        bind("127.0.0.1", taken.getsockname()[1])


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid"])
def test_an_address_of_another_machine_is_said(host: str) -> None:
    with pytest.raises(RoomStartError, match=r"Set room\.host"):
        bind(host, 0)
