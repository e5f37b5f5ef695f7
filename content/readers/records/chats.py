"""Talks with a machine, as they are kept to train one: turns of a user, each with the answer that follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from content.readers.records.values import text_of

_NAMES = ("messages", "conversations", "conversation", "dialogue", "dialog", "turns")
_SPEAKER = ("role", "from", "speaker", "author")
_SAID = ("content", "value", "text", "message")
_ASKS = frozenset({"user", "human", "interviewer", "question", "prompter"})
_TELLS = frozenset({"assistant", "gpt", "model", "bot", "ai", "candidate", "answer"})


def turns(value: Mapping[str, object]) -> list[tuple[str, object]]:
    """Pair what is asked with what is answered; empty if a mapping holds no talk."""
    talk = next((value[name] for name in _NAMES if isinstance(value.get(name), list)), None)
    return list(_pairs(talk)) if isinstance(talk, list) and all(isinstance(turn, dict) for turn in talk) else []


def _pairs(talk: list[dict[str, object]]) -> Iterator[tuple[str, str]]:
    asked = ""
    for turn in talk:
        speaker = next((text_of(turn[name]).lower() for name in _SPEAKER if name in turn), "")
        said = next((text_of(turn[name]) for name in _SAID if name in turn), "")
        if speaker in _ASKS:
            asked = said
        elif speaker in _TELLS and asked and said:
            yield asked, said
            asked = ""
