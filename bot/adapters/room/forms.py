"""A form in a dialog: it stays open, with what was typed, until what is sent is taken."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from nicegui.events import GenericEventArguments

from bot.adapters.room import rendering
from bot.adapters.room.elements import Box, Dialog, Rich, button, element, words
from bot.practice import sentences
from bot.practice.messages import ChoiceField, Field, Form, Sentence, TextField, TickField, say

Values = Mapping[str, Any]
Send = Callable[[Values], Awaitable["Wrong | None"]]
"""Takes what was filled in; gives what is wrong with it, or None."""

# What a form's fields hold, by name; a box that is not ticked is there too, as false.
_COLLECT = """(event) => {
    const values = {};
    for (const field of event.target.elements)
        if (field.name) values[field.name] = field.type === "checkbox" ? field.checked : field.value;
    emit(values);
}"""


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why what was filled in is not taken."""

    why: Sentence
    field: str = ""
    """Which field it is about; empty for none in particular."""


class FormDialog:
    """A form in front of the reader."""

    def __init__(
        self, form: Form, send: Send, *, sent: Callable[[], Awaitable[None]], closed: Callable[[], None] = lambda: None
    ) -> None:
        """Show it; `sent` follows once it was taken, `closed` if the reader leaves without sending."""
        self._form = form
        self._send = send
        self._sent = sent
        self._closed = closed
        self._sending = False
        self._boxes: list[Box] = []
        title = sentences.text(form.title)
        self._dialog = Dialog(title).classes("dialog").on("left", self._left)
        with self._dialog, element("form", novalidate=True) as self._body:
            words("h2", title)
            self._wrong = words("p", "", "wrong", role="alert")
            Rich([node for block in form.blocks for node in rendering.block(block)]).classes("rich")
            for field in form.fields:
                self._field(field)
            with element("div", "row"):
                words("button", sentences.text(form.submit), "primary", type="submit")
                button(sentences.text(say("room.cancel")), self._dialog.close)
        self._body.on("submit.prevent", self._submit, js_handler=_COLLECT)

    def _field(self, field: Field) -> None:
        label = sentences.text(field.label)
        match field:
            case TickField():
                with element("label", "tick"):
                    element("input", type="checkbox", name=field.name, checked=field.value)
                    words("span", label)
            case ChoiceField():
                with element("label", "field"):
                    words("span", label)
                    with element("select", name=field.name):
                        for value, shown in field.options:
                            words("option", sentences.text(shown), value=value, selected=value == field.value)
            case TextField():
                with element("div", "field"):
                    words("span", label, aria_hidden="true")
                    self._text_field(field, label)

    def _text_field(self, field: TextField, label: str) -> None:
        if not field.multiline:
            box = element("input", type="text", name=field.name, aria_label=label, autocomplete="off")
            # An attribute, not a property: that would be set anew, over what was typed, whenever the form changes.
            box.props["^value"] = field.value
            return
        kept = f"form:{self._form.action}:{field.name}"
        typed = Box(label, name=field.name, value=field.value, draft=kept, lines=6)
        self._boxes.append(typed)

    async def _submit(self, event: GenericEventArguments) -> None:
        """Send what was filled in, unless it is on its way already."""
        if self._sending:
            return
        self._sending = True
        try:
            wrong = self._check(event.args) or await self._send(event.args)
        finally:
            self._sending = False
        if wrong is not None:
            self._wrong.put(sentences.text(wrong.why))
            self._dialog.point(wrong.field)
            return
        for box in self._boxes:
            box.forget()
        self._closed = lambda: None
        self._dialog.close()
        await self._sent()

    def _check(self, values: Values) -> Wrong | None:
        for field in self._form.fields:
            typed = values.get(field.name)
            if not isinstance(field, TextField) or not isinstance(typed, str):
                continue
            if field.required and not typed.strip():
                return Wrong(say("wrong.empty", field=field.label), field.name)
            if len(typed) > field.max_length:
                return Wrong(say("answer.too_long", length=len(typed), most=field.max_length), field.name)
        return None

    def _left(self) -> None:
        self._closed()
        self._dialog.delete()
