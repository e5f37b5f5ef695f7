"""What people do in Slack: type, edit, delete, press, fill in, and read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import Any

from tests.emulators.slack.reading import shown
from tests.emulators.slack.rules import view_faults
from tests.emulators.slack.slack import Slack
from tests.emulators.slack.world import Channel, Json, Message, User, View, Workspace


@dataclass(frozen=True, slots=True)
class Button:
    """A button somebody can see."""

    element: Json
    block: Json
    message: Message | None
    view: View | None


class People:
    """The members of one workspace, acting."""

    def __init__(self, slack: Slack, workspace: Workspace) -> None:
        self.slack = slack
        self.w = workspace

    @property
    def daily(self) -> Channel:
        """Give the channel `daily`."""
        return next(c for c in self.w.channels.values() if c.name == "daily")

    # --- typing -------------------------------------------------------------------------------------------------

    async def says(
        self, user: User, text: str, channel: Channel, thread: str | None = None, *, subtype: str = "", **more: Any
    ) -> Message:
        """Type a message."""
        message = Message(channel.id, self.slack.ids.ts(), user.id, escape(text, quote=False), thread=thread, **more)
        message.broadcast = subtype == "thread_broadcast"
        self.w.messages.append(message)
        await self.hears(message, subtype=subtype)
        return message

    async def hears(self, message: Message, *, subtype: str = "", event_id: str = "") -> str:
        """Deliver the event of a message; give its id."""
        event = self.event_of(message) | ({"subtype": subtype} if subtype else {})
        return await self.slack.event(self.w, event, event_id=event_id)

    def event_of(self, message: Message) -> Json:
        """Write the event of a message."""
        channel = self.w.channels[message.channel]
        kind = "im" if channel.direct else "group" if channel.private else "channel"
        made = self.slack.message_json(self.w, message)
        return made | {"channel": channel.id, "channel_type": kind, "event_ts": message.ts}

    async def edits(self, message: Message, text: str) -> None:
        """Edit a message."""
        before = self.slack.message_json(self.w, message)
        message.text, message.edited = escape(text, quote=False), self.slack.ids.ts()
        event = {
            "type": "message",
            "subtype": "message_changed",
            "hidden": True,
            "channel": message.channel,
            "channel_type": self.event_of(message)["channel_type"],
            "ts": message.edited,
            "event_ts": message.edited,
            "message": self.slack.message_json(self.w, message),
            "previous_message": before,
        }
        await self.slack.event(self.w, event)

    async def deletes(self, message: Message) -> None:
        """Delete a message."""
        before = self.slack.message_json(self.w, message)
        message.deleted = True
        ts = self.slack.ids.ts()
        event = {
            "type": "message",
            "subtype": "message_deleted",
            "hidden": True,
            "channel": message.channel,
            "channel_type": self.event_of(message)["channel_type"],
            "deleted_ts": message.ts,
            "ts": ts,
            "event_ts": ts,
            "previous_message": before,
        }
        await self.slack.event(self.w, event)

    async def commands(self, user: User, text: str, channel: Channel) -> Json:
        """Type a slash command; what it is answered is an ephemeral message."""
        command, _, rest = text.partition(" ")
        payload = {
            "token": "verification",
            "team_id": self.w.team,
            "team_domain": "example",
            "channel_id": channel.id,
            "channel_name": channel.name,
            "user_id": user.id,
            "user_name": user.name,
            "command": command,
            "text": self._escaped(rest),
            "api_app_id": "A1",
            "is_enterprise_install": "false",
            "response_url": self.slack.responses.give(self.w, channel.id, user.id),
            "trigger_id": self.slack.triggers.give(user.id),
        }
        answer = await self.slack.deliver("slash_commands", payload)
        if answer.get("text") or answer.get("blocks"):
            self.w.messages.append(
                Message(
                    channel.id,
                    self.slack.ids.ts(),
                    self.w.bot_user,
                    str(answer.get("text", "")),
                    blocks=answer.get("blocks") or [],
                    viewer=user.id,
                    bot_id=self.w.bot_id,
                )
            )
        return answer

    def _escaped(self, text: str) -> str:
        """Write what was typed after a command as Slack sends it where the manifest says `should_escape`."""

        def picked(found: re.Match[str]) -> str:
            name = found[1]
            if name in self.w.groups:
                return f"<!subteam^{self.w.groups[name]}|@{name}>"
            user = next((user for user in self.w.users.values() if user.name == name), None)
            return f"<@{user.id}|{name}>" if user is not None else found[0]

        return re.sub(r"@(\w+)", picked, escape(text, quote=False))

    # --- pressing -----------------------------------------------------------------------------------------------

    def buttons(self, user: User) -> list[Button]:
        """Give the buttons somebody can see, those in front first, then the newest."""
        found: list[Button] = []
        for view in (self.w.modals.get(user.id), self.w.homes.get(user.id)):
            found += _of_blocks(view.view["blocks"], None, view) if view is not None else []
        for message in reversed(self.w.messages):
            if self._sees(user, message):
                found += _of_blocks(message.blocks, message, None)
        return found

    def _sees(self, user: User, message: Message) -> bool:
        inside = user.id in self.w.channels[message.channel].members
        return not message.deleted and message.viewer in {"", user.id} and (inside or message.viewer == user.id)

    async def presses(self, user: User, label: str) -> None:
        """Press the first button of a label."""
        button = next((b for b in self.buttons(user) if b.element["text"]["text"] == label), None)
        assert button is not None, f"{user.name} sees no button {label!r}; they see:\n{self.reads(user)}"
        await self.slack.interact(self.press_payload(user, button))

    def press_payload(self, user: User, button: Button) -> Json:
        """Write what Slack sends when a button is pressed."""
        action = {**button.element, "block_id": button.block.get("block_id", "b1"), "action_ts": self.slack.ids.ts()}
        payload: Json = {
            "type": "block_actions",
            "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": self.w.team},
            "api_app_id": "A1",
            "token": "verification",
            "trigger_id": self.slack.triggers.give(user.id),
            "team": {"id": self.w.team, "domain": "example"},
            "enterprise": None,
            "is_enterprise_install": False,
            "actions": [action],
        }
        if button.view is not None:
            kind = self.slack.view_json(self.w, button.view)
            return payload | {"container": {"type": "view", "view_id": button.view.id}, "view": kind}
        message = button.message
        assert message is not None
        container = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": message.channel,
            "is_ephemeral": bool(message.viewer),
        }
        if message.thread:
            container["thread_ts"] = message.thread
        channel = self.w.channels[message.channel]
        # Of an ephemeral message Slack tells no more than where it is.
        shown = {} if message.viewer else {"message": self.slack.message_json(self.w, message)}
        return payload | {
            "container": container,
            "channel": {"id": channel.id, "name": channel.name},
            **shown,
            "response_url": self.slack.responses.give(self.w, channel.id, user.id, message.thread),
        }

    async def uses_shortcut(self, user: User, callback: str, message: Message) -> None:
        """Choose one of the app's shortcuts on a message."""
        channel = self.w.channels[message.channel]
        await self.slack.interact(
            {
                "type": "message_action",
                "callback_id": callback,
                "trigger_id": self.slack.triggers.give(user.id),
                "message_ts": message.ts,
                "response_url": self.slack.responses.give(self.w, channel.id, user.id, message.thread),
                "message": self.slack.message_json(self.w, message),
                "channel": {"id": channel.id, "name": channel.name},
                "user": {"id": user.id, "name": user.name},
                "team": {"id": self.w.team, "domain": "example"},
                "token": "verification",
                "api_app_id": "A1",
            }
        )

    async def opens_home(self, user: User) -> None:
        """Open the app's Home."""
        self.w.direct(user.id)
        event = {
            "type": "app_home_opened",
            "user": user.id,
            "channel": f"D{user.id}",
            "tab": "home",
            "event_ts": self.slack.ids.ts(),
        }
        await self.slack.event(self.w, event)

    # --- forms --------------------------------------------------------------------------------------------------

    async def fills(self, user: User, values: dict[str, str | bool]) -> Json:
        """Fill in the form in front of somebody and send it; what is not named keeps its value."""
        payload = self.sent_payload(user, values)
        modal = self.w.modals[user.id]
        answer = await self.slack.interact(payload)
        match answer.get("response_action"):
            case "update":
                assert not view_faults(answer["view"]), view_faults(answer["view"])
                modal.view, modal.hash = answer["view"], self.slack.ids.next("h")
                modal.errors = {}
            case "errors":
                names = {b["block_id"] for b in modal.view["blocks"] if b["type"] == "input"}
                assert answer["errors"].keys() <= names, f"errors of no input: {answer['errors']}"
                modal.errors = answer["errors"]
            case _:
                del self.w.modals[user.id]
        return answer

    def sent_payload(self, user: User, values: dict[str, str | bool]) -> Json:
        """Write what Slack sends when the form in front of somebody is sent."""
        modal = self.w.modals.get(user.id)
        assert modal is not None and "submit" in modal.view, f"{user.name} has no form in front of them"
        state: Json = {}
        for block in modal.view["blocks"]:
            if block["type"] == "input":
                state[block["block_id"]] = _state(block, values)
        return {
            "type": "view_submission",
            "team": {"id": self.w.team, "domain": "example"},
            "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": self.w.team},
            "api_app_id": "A1",
            "token": "verification",
            "trigger_id": self.slack.triggers.give(user.id),
            "view": self.slack.view_json(self.w, modal, state=state),
            "response_urls": [],
            "is_enterprise_install": False,
            "enterprise": None,
        }

    # --- reading ------------------------------------------------------------------------------------------------

    def _name_of(self, place: str) -> str:
        if place in self.w.channels:
            return self.w.channels[place].name
        if place in self.w.users:
            return self.w.users[place].name
        return next((handle for handle, group in self.w.groups.items() if group == place), place)

    def reads(self, user: User) -> str:
        """Give all that somebody can see: channels, threads, what is theirs alone, the modal in front of them."""
        lines = [self._message(m) for m in self.w.messages if self._sees(user, m)]
        for view in (self.w.homes.get(user.id), self.w.modals.get(user.id)):
            if view is not None:
                lines += [view.view.get("title", {}).get("text", ""), shown(view.view["blocks"], self._name_of)]
                lines += list(view.errors.values())
        return "\n".join(lines)

    def _message(self, message: Message) -> str:
        section = {"type": "section", "text": {"type": "mrkdwn", "text": message.text}}
        files = "".join(f"\n[{f['name']}]\n{f.get('content', '')}" for f in message.files)
        return shown(message.blocks or [section], self._name_of) + files


def _of_blocks(blocks: list[Json], message: Message | None, view: View | None) -> list[Button]:
    return [
        Button(element, block, message, view)
        for block in blocks
        if block["type"] == "actions"
        for element in block["elements"]
    ]


def _state(block: Json, values: dict[str, str | bool]) -> Json:
    element = block["element"]
    name, kind = element["action_id"], element["type"]
    given = values.get(name)
    state: Json = {"type": kind}
    if kind == "plain_text_input":
        state["value"] = element.get("initial_value") if given is None else given
    elif kind == "checkboxes":
        ticked = bool(element.get("initial_options")) if given is None else bool(given)
        state["selected_options"] = element["options"] if ticked else []
    elif kind in {"multi_external_select", "multi_static_select"}:
        chosen = [{"value": v} for v in str(given).split(",")] if given is not None else None
        state["selected_options"] = element.get("initial_options", []) if chosen is None else chosen
    elif kind == "timepicker":
        state["selected_time"] = element.get("initial_time") if given is None else given
    elif kind == "conversations_select":
        state["selected_conversation"] = element.get("initial_conversation") if given is None else given
    else:
        state["selected_option"] = element.get("initial_option") if given is None else {"value": given}
    return {name: state}
