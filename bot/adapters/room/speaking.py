"""What the reader of a page says and asks: it goes to the talk, and what comes back goes where they stand."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

import structlog

from bot.adapters.room.elements import Box
from bot.adapters.room.forms import FormDialog, Values, Wrong
from bot.adapters.room.shown import Spot
from bot.adapters.room.talk import Talk
from bot.practice.access import RefusedError
from bot.practice.actions import action, pressed
from bot.practice.contract import Outcome
from bot.practice.messages import Card, ChoiceField, Form, TextField, Where, say
from bot.practice.requests import Asker, Asking, SubmitDaily, Typed
from storage.errors import StoreError
from storage.records import Post

log = structlog.get_logger(__name__)

_CHANNEL = "channel"


def _channel_field(channels: Sequence[str], chosen: str) -> ChoiceField:
    """Ask for which channel a schedule is."""
    options = tuple((place, say("room.place", place=Where(place, place))) for place in channels)
    return ChoiceField(name=_CHANNEL, label=say("field.channel"), options=options, value=chosen)


class Speaker:
    """A member at one page, who speaks."""

    def __init__(
        self,
        talk: Talk,
        member: str,
        *,
        ground: AbstractContextManager[object],
        named: Callable[[str], None],
        heard: Callable[[Spot], None],
    ) -> None:
        """Take who speaks, the `ground` their dialogs stand on, and whom to tell of a name or of a spot to look at."""
        self.name = ""
        self.asked: asyncio.Future[None] | None = None
        """Done once the reader gave a name, or would not."""
        self._talk = talk
        self._member = member
        self._ground = ground
        self._named = named
        self._heard = heard

    async def recall(self) -> None:
        """Look up the name this member goes by now."""
        self.name = await self._talk.name(self._member)
        self._named(self.name)

    async def guarded(self, spot: Spot, work: Coroutine[Any, Any, object]) -> bool:
        """Do something; whoever asked for it hears what went wrong. Say whether it went well."""
        try:
            await work
        except RefusedError as refusal:
            self._talk.whisper(self._member, spot, refusal.card)
        except StoreError as error:
            log.exception("room request not stored", reason=str(error))
            self._talk.refuse(self._member, spot, say("refused.store"))
        except Exception:  # the page goes on; the person hears that this did not
            log.exception("room request failed")
            self._talk.refuse(self._member, spot, say("room.failed"))
        else:
            return True
        return False

    async def send(self, spot: Spot, box: Box, text: str, number: str) -> None:
        """Take what was typed into a message box: a command, or a message."""
        if text.startswith("/"):
            outcome = await self._ask(spot, lambda who: Typed(who, text.removeprefix("/")), f"typed:{number}")
            # What was wrong stays in the box, to be put right.
            (box.refused if outcome is None or outcome.refused else box.stored)(number)
            await self._answer(spot, outcome)
        elif await self._has_name():
            await self._say(spot, box, text, number)
        else:
            box.refused(number)

    async def _say(self, spot: Spot, box: Box, text: str, number: str) -> None:
        posts: list[Post] = []

        async def keep() -> None:
            posts.append(await self._talk.put_up(self._member, spot, text, number))

        if not await self.guarded(spot, keep()):
            box.refused(number)
            return
        box.stored(number)
        self._heard(spot)
        await self.guarded(spot, self._talk.hand_over(posts[0]))

    async def press(self, spot: Spot, action: str) -> None:
        """Press a button."""
        await self._answer(spot, await self._ask(spot, lambda who: pressed(who, action)))

    async def edit(self, spot: Spot, post: int, text: str) -> bool:
        """Change what was said; False if it could not be."""
        return await self.guarded(spot, self._talk.edit(self._member, post, text))

    async def delete(self, spot: Spot, post: int) -> None:
        """Take away what was said."""
        await self.guarded(spot, self._talk.delete(self._member, post))

    # --- requests and what comes of them ----------------------------------------------------------------------

    async def _ask(self, spot: Spot, make: Callable[[Asker], Asking | None], event: str = "") -> Outcome | None:
        """Bring a request to the desk; None if nothing came of it, and the person knows why."""
        outcomes: list[Outcome] = []
        event = event or f"pressed:{secrets.token_hex(8)}"

        async def ask() -> None:
            request = make(await self._talk.asker(self._member, spot, event))
            if request is not None and self._talk.needs_name(request):
                if not await self._has_name():
                    return
                request = make(await self._talk.asker(self._member, spot, event))
            if request is not None:
                outcomes.append(await self._talk.request(request))

        await self.guarded(spot, ask())
        return outcomes[0] if outcomes else None

    async def _answer(self, spot: Spot, outcome: Outcome | None) -> None:
        """Show what came of a request: a private reply, or a form; then the verdict."""
        if outcome is None:
            return
        if isinstance(outcome.reply, Form):
            self._show_form(spot, outcome.reply)
        self._talk.reply(self._member, spot, outcome)
        await self.guarded(spot, self._talk.judge(self._member, spot, outcome))
        self._heard(spot)

    def _show_form(self, spot: Spot, form: Form) -> None:
        outcomes: list[Outcome] = []

        async def send(values: Values) -> Wrong | None:
            there = spot
            if _CHANNEL in values:
                there = Spot(str(values[_CHANNEL]))
                if there.place not in self._talk.channels():
                    return Wrong(say("room.no_channel"), _CHANNEL)
            given = {name: value for name, value in values.items() if name != _CHANNEL}
            outcome = await self._ask(there, lambda who: pressed(who, form.action, given))
            if outcome is None:
                return Wrong(say("room.not_sent"))
            if not outcome.stored:
                return Wrong(say("refused.store"))
            if outcome.refused and isinstance(outcome.reply, Card):
                return Wrong(outcome.reply.fallback, outcome.field)
            outcomes.append(outcome)
            return None

        async def sent() -> None:
            await self._answer(spot, outcomes[0])

        channels = self._talk.channels()
        if form.action == action(SubmitDaily) and spot.place in channels:
            form = replace(form, fields=(_channel_field(channels, spot.place), *form.fields))
        with self._ground:
            FormDialog(form, send, sent=sent)

    # --- names ------------------------------------------------------------------------------------------------

    async def _has_name(self) -> bool:
        """Ask for a name if there is none yet; False if the reader would not give one."""
        if not self.name:
            waiting = self.asked is not None and not self.asked.done()
            await asyncio.shield(self.asked if self.asked is not None and waiting else self._ask_name())
        return bool(self.name)

    def rename(self) -> None:
        """Ask for another name."""
        self._ask_name()

    def _ask_name(self) -> asyncio.Future[None]:
        asked = self.asked = asyncio.get_running_loop().create_future()

        async def take(values: Values) -> Wrong | None:
            try:
                self.name = await self._talk.take_name(self._member, str(values.get("name", "")))
            except RefusedError as refusal:
                return Wrong(refusal.card.fallback, "name")
            except StoreError as error:
                log.exception("name not stored", reason=str(error))
                return Wrong(say("refused.store"))
            self._named(self.name)
            return None

        async def taken() -> None:
            self.leave()

        field = TextField(name="name", label=say("room.name_label"), value=self.name, max_length=200, multiline=False)
        form = Form(
            action="name",
            title=say("room.name_title"),
            blocks=(say("room.name_about"),),
            fields=(field,),
            submit=say("room.name_submit"),
        )
        with self._ground:
            FormDialog(form, take, sent=taken, closed=self.leave)
        return asked

    def leave(self) -> None:
        """Wait for no name any more: it was given, or will not be."""
        if self.asked is not None and not self.asked.done():
            self.asked.set_result(None)
