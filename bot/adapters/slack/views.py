"""Forms and cards as modals; what a submitted one holds is read back here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.adapters.slack.blocks import MOST_IN_VIEW, Json, card_blocks, plain
from bot.adapters.slack.naming import Names
from bot.practice.calendar import WEEKDAYS
from bot.practice.messages import Card, ChoiceField, Field, Form, TextField, TickField, say
from bot.practice.times import weekdays

TITLE = 24
LABEL = 2000
OPTION_TEXT = 75
PLACEHOLDER = 150
INPUT_TEXT = 3000
"""Characters Slack lets a person type in one box."""
CARD = "card"
"""The callback id of a modal that only shows something."""
CHANNEL = "channel"
"""The block in which a form asks for a channel."""
MENUS = ("topics", "days", "time", "zone")
"""Kinds of values that are chosen here, not typed."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a modal was opened: what it does, it does there."""

    place: str
    direct: bool = False
    thread: str = ""

    def written(self) -> str:
        """Write it into a view."""
        return json.dumps({"place": self.place, "direct": self.direct, "thread": self.thread})

    @staticmethod
    def read(view: Mapping[str, Any]) -> Standing:
        """Read it from a view; one we did not write stands nowhere."""
        try:
            held = json.loads(view.get("private_metadata") or "{}")
            return Standing(str(held["place"]), bool(held.get("direct")), str(held.get("thread", "")))
        except (ValueError, TypeError, KeyError):
            return Standing("")


def card_view(card: Card, standing: Standing, names: Names) -> Json:
    """Show a card in a modal."""
    title = names.text(card.title) if card.title is not None else ""
    fits = 0 < len(title) <= TITLE
    blocks = card_blocks(card, names, titled=not fits)[:MOST_IN_VIEW]
    return _modal(title if fits else names.text(say("app.name")), blocks, standing, CARD, names)


def form_view(form: Form, standing: Standing, names: Names) -> Json:
    """Show a form in a modal; one that sets something of a channel lets it be chosen."""
    blocks = card_blocks(Card(blocks=form.blocks), names)
    if form.of_place:
        blocks.append(_channel_input(standing, names))
    blocks += [_input(field, names) for field in form.fields]
    view = _modal(names.text(form.title), blocks[:MOST_IN_VIEW], standing, form.action, names)
    return {**view, "submit": plain(names.text(form.submit), TITLE)}


def _modal(title: str, blocks: list[Json], standing: Standing, callback: str, names: Names) -> Json:
    return {
        "type": "modal",
        "callback_id": callback,
        "private_metadata": standing.written(),
        "title": plain(title, TITLE),
        "close": plain(names.text(say("button.dismiss")), TITLE),
        "blocks": blocks,
    }


def _channel_input(standing: Standing, names: Names) -> Json:
    here = {} if standing.direct or not standing.place else {"initial_conversation": standing.place}
    return {
        "type": "input",
        "block_id": CHANNEL,
        "label": plain(names.text(say("field.channel")), LABEL),
        "element": {
            "type": "conversations_select",
            "action_id": CHANNEL,
            "filter": {"include": ["public", "private"], "exclude_bot_users": True},
            **here,
        },
    }


def _input(field: Field, names: Names) -> Json:
    optional = isinstance(field, TickField) or (isinstance(field, TextField) and not field.required)
    chosen = isinstance(field, TextField) and field.kind in MENUS
    made: Json = {
        "type": "input",
        "block_id": field.name,
        "label": plain(names.text(say(f"menu.{field.name}") if chosen else field.label), LABEL),
        "optional": optional,
        "element": _element(field, names),
    }
    if isinstance(field, TextField) and len(field.value) > INPUT_TEXT:
        made["hint"] = plain(names.text(say("form.longer", most=INPUT_TEXT)), LABEL)
    return made


def _element(field: Field, names: Names) -> Json:
    if isinstance(field, TickField):
        option = _option("yes", names.text(field.label))
        element: Json = {"type": "checkboxes", "action_id": field.name, "options": [option]}
        return {**element, "initial_options": [option]} if field.value else element
    if isinstance(field, ChoiceField):
        options = [_option(value, names.text(label)) for value, label in field.options]
        chosen = [option for option in options if option["value"] == field.value]
        element = {"type": "static_select", "action_id": field.name, "options": options}
        return {**element, "initial_option": chosen[0]} if chosen else element
    if field.kind in MENUS:
        return _menu(field, names)
    element = {
        "type": "plain_text_input",
        "action_id": field.name,
        "multiline": field.multiline,
        "max_length": min(field.max_length, INPUT_TEXT),
    }
    return {**element, "initial_value": field.value} if 0 < len(field.value) <= INPUT_TEXT else element


def _menu(field: TextField, names: Names) -> Json:
    values = [value for value in field.value.split(",") if value]
    if field.kind == "time":
        timepicker: Json = {"type": "timepicker", "action_id": field.name}
        return {**timepicker, "initial_time": field.value} if field.value else timepicker
    if field.kind == "days":
        options = {day: _option(day, names.text(say(f"weekday.{day}"))) for day in WEEKDAYS}
        element: Json = {"type": "multi_static_select", "action_id": field.name, "options": list(options.values())}
        chosen = [options[day] for day in weekdays(field.value) or ()]
    else:
        kind = "multi_external_select" if field.kind == "topics" else "external_select"
        search = plain(names.text(say("menu.search")), PLACEHOLDER)
        element = {"type": kind, "action_id": field.name, "min_query_length": 0, "placeholder": search}
        chosen = [_option(value, value) for value in values]
    if not chosen:
        return element
    return element | ({"initial_option": chosen[0]} if field.kind == "zone" else {"initial_options": chosen})


def _option(value: str, text: str) -> Json:
    return {"text": plain(text, OPTION_TEXT), "value": value}


def suggestions(values: tuple[str, ...]) -> Json:
    """Answer what a menu asks while somebody types; Slack takes 100 options at most."""
    return {"options": [_option(value, value) for value in values[:100]]}


# --- what was filled in ---------------------------------------------------------------------------------------------


def filled(view: Mapping[str, Any]) -> dict[str, Any]:
    """Read a submitted form's values, by field; a tick is a bool, several choices are joined by commas."""
    values: dict[str, Any] = {}
    for elements in view.get("state", {}).get("values", {}).values():
        for name, state in elements.items():
            values[name] = _value(state)
    return values


def _value(state: Mapping[str, Any]) -> str | bool:
    match state.get("type"):
        case "checkboxes":
            return bool(state.get("selected_options"))
        case "static_select" | "external_select":
            return str((state.get("selected_option") or {}).get("value") or "")
        case "multi_external_select" | "multi_static_select":
            return ",".join(str(option.get("value")) for option in state.get("selected_options") or ())
        case "conversations_select":
            return str(state.get("selected_conversation") or "")
        case "timepicker":
            return str(state.get("selected_time") or "")
        case _:
            return str(state.get("value") or "")
