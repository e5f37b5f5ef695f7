"""A form in a dialog: it stays open, with what was typed, until what is sent is taken."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from nicegui import ui
from nicegui.element import Element
from nicegui.events import GenericEventArguments

from bot.adapters.room import rendering
from bot.adapters.room.elements import Box, Rich, button, element, words
from bot.practice import sentences
from bot.practice.messages import ChoiceField, Field, Form, Sentence, TextField, TickField, say

Values = Mapping[str, Any]
Send = Callable[[Values], Awaitable[Sentence | None]]
"""Takes what was filled in; gives what is wrong with it, or None."""

# What a form's fields hold, by name; a box that is not ticked is there too, as false.
_COLLECT = """(event) => {
    const values = {};
    for (const field of event.target.elements)
        if (field.name) values[field.name] = field.type === "checkbox" ? field.checked : field.value;
    emit(values);
}"""


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
        self._dialog = ui.dialog(value=True)
        self._dialog.props["aria-label"] = title
        self._dialog.props["transition-duration"] = 0
        self._dialog.on("hide", self._hidden)
        with self._dialog, element("div", "dialog"), element("form", novalidate=True) as self._body:
            words("h2", title)
            self._wrong = words("p", "", "wrong", role="alert")
            Rich([node for block in form.blocks for node in rendering.block(block)]).classes("rich")
            for i, field in enumerate(form.fields):
                self._field(field, first=i == 0)
            with element("div", "row"):
                words("button", sentences.text(form.submit), "primary", type="submit")
                button(sentences.text(say("room.cancel")), self._dialog.close)
        self._body.on("submit.prevent", self._submit, js_handler=_COLLECT)

    def _field(self, field: Field, *, first: bool) -> None:
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
                    self._text_field(field, label, first=first)

    def _text_field(self, field: TextField, label: str, *, first: bool) -> None:
        if not field.multiline:
            box: Element = element("input", type="text", name=field.name, value=field.value, aria_label=label)
            if first:
                box.props["autofocus"] = True
            return
        kept = f"form:{self._form.action}:{field.name}"
        typed = Box(label, name=field.name, value=field.value, draft=kept, lines=6, cursor="always" if first else "")
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
            self._wrong.put(sentences.text(wrong))
            return
        for box in self._boxes:
            box.forget()
        self._closed = lambda: None
        self._dialog.close()
        await self._sent()

    def _check(self, values: Values) -> Sentence | None:
        for field in self._form.fields:
            typed = values.get(field.name)
            if not isinstance(field, TextField) or not isinstance(typed, str):
                continue
            if field.required and not typed.strip():
                return say("wrong.empty", field=field.label)
            if len(typed) > field.max_length:
                return say("answer.too_long", length=len(typed), most=field.max_length)
        return None

    def _hidden(self) -> None:
        self._closed()
        self._dialog.delete()
