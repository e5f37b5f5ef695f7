"""Buttons and forms: what a button does is all in its id, so it is understood for ever, also by a bot started anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol, TypeAlias, cast
from urllib.parse import parse_qsl, urlencode

import discord
from discord.ui import Button, Checkbox, DynamicItem, Item, Label, Modal, Select, TextDisplay, TextInput, View

from bot.adapters.discord import markup
from bot.adapters.discord.rendering import label, say
from bot.practice import messages as m

LONGEST_ID = 100
_FIELDS = 5
"""Components a form takes."""
_LABEL, _HELP, _TITLE, _ABOVE = 45, 100, 45, 3500
_STYLES = {
    m.Style.PRIMARY: discord.ButtonStyle.primary,
    m.Style.PLAIN: discord.ButtonStyle.secondary,
    m.Style.DANGER: discord.ButtonStyle.danger,
}

AnyView: TypeAlias = View
_Base: TypeAlias = DynamicItem[Button[AnyView]]


class Pressable(Protocol):
    """A client that takes pressed buttons."""

    async def pressed(self, interaction: discord.Interaction, action: str, place: str | None) -> None:
        """Carry out a button's action, in another place than it is pressed in if it names one."""


class ActionButton(
    _Base, template=r"(?P<action>[a-z][a-z-]*(?::[^~]*?)?)(?:@(?P<place>\d{1,20}))?(?:~(?P<tag>[0-9a-f]+))?"
):
    """A button that carries its action; what was said of another place names that.

    On what was owed it carries the delivery's tag too, by which it is found again.
    """

    def __init__(self, custom_id: str, action: str, place: str | None) -> None:
        """Take the whole id, the action in it, and the place it names."""
        super().__init__(Button(custom_id=custom_id))
        self.action = action
        self.place = place

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: Item[Any], match: re.Match[str], /
    ) -> ActionButton:
        """Make the button of an id that comes back."""
        del interaction, item
        return cls(match[0], match["action"], match["place"])

    async def callback(self, interaction: discord.Interaction) -> None:
        """Hand the action to the client."""
        await cast("Pressable", interaction.client).pressed(interaction, self.action, self.place)

    @classmethod
    def takes(cls, interaction: discord.Interaction) -> bool:
        """Say whether a pressed component is one of ours, on a message that has it."""
        custom_id = _custom_id(interaction)
        if interaction.message is None or cls.__discord_ui_compiled_template__.fullmatch(custom_id) is None:
            return False
        rows = interaction.message.components
        return any(custom_id == getattr(c, "custom_id", None) for row in rows for c in getattr(row, "children", ()))


def _custom_id(interaction: discord.Interaction) -> str:
    return str(cast("Mapping[str, Any]", interaction.data or {}).get("custom_id", ""))


class _Rows(View):
    """Buttons as Discord takes them: the library need not make an object of each, and keeps nothing of them."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        super().__init__(timeout=None)
        self._rows = rows
        self.stop()

    def to_components(self) -> list[dict[str, Any]]:
        """Give the rows."""
        return self._rows


def view(buttons: Sequence[m.Button], tag: str = "") -> View | None:
    """Make the view of some buttons, in rows of five; one with an id too long, as of a long topic, is left out."""
    end = f"~{tag}" if tag else ""
    buttons = [button for button in buttons if len(button.action + end) <= LONGEST_ID]
    if not buttons:
        return None
    made = [
        {
            "type": discord.ComponentType.button.value,
            "style": _STYLES[button.style].value,
            "label": label(button.label),
            "custom_id": button.action + end,
        }
        for button in buttons[:25]
    ]
    row = discord.ComponentType.action_row.value
    return _Rows([{"type": row, "components": made[i : i + 5]} for i in range(0, len(made), 5)])


def tags(message: discord.Message) -> set[str]:
    """Give the delivery tags a message carries."""
    ids = (getattr(c, "custom_id", None) or "" for row in message.components for c in getattr(row, "children", ()))
    return {custom_id.rpartition("~")[2] for custom_id in ids if "~" in custom_id}


def of_place(message: m.Message | None, place: str) -> m.Message | None:
    """Let a message's buttons, or what submitting it does, be about another place than it is shown in."""
    match message:
        case m.Card(buttons=buttons):
            return replace(message, buttons=tuple(replace(b, action=f"{b.action}@{place}") for b in buttons))
        case m.Form(action=action):
            return replace(message, action=f"{action}@{place}")
    return message


# --- forms ----------------------------------------------------------------------------------------------------------


def modal(form: m.Form) -> Modal:
    """Make a form's modal. What five components can't hold keeps its value, which travels in the modal's id."""
    above = "\n".join(part for block in form.blocks for part in _above(block))[:_ABOVE]
    shown = form.fields[: _FIELDS - bool(above)]
    kept = {field.name: str(field.value) for field in form.fields[len(shown) :]}
    custom_id = f"{form.action}?{urlencode(kept)}" if kept else form.action
    made = Modal(title=label(form.title, _TITLE), custom_id=custom_id[:LONGEST_ID])
    if above:
        made.add_item(TextDisplay(above))
    for field in shown:
        made.add_item(_field(field))
    return made


def _above(block: m.Block) -> Sequence[str]:
    match block:
        case m.Sentence():
            return [say(block)]
        case m.Markdown(text=text):
            return markup.blocks(text)
        case _:
            return []


def _field(field: m.Field) -> Item[Any]:
    whole = label(field.label, _HELP)
    made: Callable[[Item[Any]], Item[Any]] = lambda part: Label(  # noqa: E731 - three calls below say it shorter
        text=label(field.label, _LABEL), description=whole if len(whole) > _LABEL else None, component=part
    )
    match field:
        case m.TextField(multiline=multiline, value=value, max_length=most, required=required):
            style = discord.TextStyle.long if multiline else discord.TextStyle.short
            most = min(most, 4000)
            return made(
                TextInput(
                    custom_id=field.name,
                    style=style,
                    default=value[:most] or None,
                    max_length=most,
                    required=required,
                )
            )
        case m.TickField(value=value):
            return made(Checkbox(custom_id=field.name, default=value))
        case m.ChoiceField(options=options, value=value):
            listed = [
                discord.SelectOption(label=label(shown, 100), value=option, default=option == value)
                for option, shown in options
            ]
            return made(Select(custom_id=field.name, options=listed))


def submitted(interaction: discord.Interaction) -> tuple[str, str | None, dict[str, str]]:
    """Give a submitted form's action, the place it names and its values, read from what came back alone."""
    given, _, kept = _custom_id(interaction).partition("?")
    action, _, place = given.partition("@")
    data = cast("Mapping[str, Any]", interaction.data or {})
    values = dict(parse_qsl(kept, keep_blank_values=True))
    for row in data.get("components", ()):
        for field in (row.get("component"), *row.get("components", ())):
            if field and "custom_id" in field:
                values[field["custom_id"]] = _value(field)
    return action, place if place.isdecimal() else None, values


def _value(field: Mapping[str, Any]) -> str:
    """Give a field's value as text: ticked is `yes`."""
    if "values" in field:
        return ",".join(map(str, field["values"]))
    value = field.get("value")
    return ("yes" if value else "") if isinstance(value, bool) or value is None else str(value)
