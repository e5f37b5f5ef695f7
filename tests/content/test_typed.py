"""What people typed, cleaned."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.text import Literal, clean

TRICKY = (
    "ab1 #\n\t\r\v\x00\x1b\x7f\x85\xad\u0301\u0300\u034f\u061c\u0628\u06cc\u0915\u094d\u180e\u200b\u200c\u200d"
    "\u200e\u2028\u202e\u2060\u2066\u20e3\u2329\u2764\u3164\ufe0e\ufe0f\ufeff\ufff9\U0001f1e9\U0001f3fb\U0001f3f4"
    "\U0001f468\U0001f469\U000e0067\U000e0062\U000e007f\U000e0100\ud800\U000feff0"
)
TYPED = st.text(alphabet=st.one_of(st.sampled_from(TRICKY), st.characters()), max_size=40)
INVISIBLE = set("\x00\x1b\x7f\xad\u034f\u180e\u200b\u200e\u202e\u2060\u2066\u3164\ufeff\ufff9\U000e0100\ud800")


@pytest.mark.parametrize(
    "kept",
    [
        "plain text,\n\twith lines",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",  # a family
        "\U0001f469\U0001f3fd\u200d\U0001f52c",  # a scientist with a skin tone
        "\U0001f3f3\ufe0f\u200d\U0001f308",  # the rainbow flag
        "\u2764\ufe0f\u200d\U0001f525",  # a burning heart
        "1\ufe0f\u20e3",  # a keycap
        "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",  # the flag of Scotland
        "\U0001f1e9\U0001f1ea",  # a flag of two letters
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian, with the joiner its spelling needs
        "\u0915\u094d\u200d\u0937",  # Devanagari
        "\ufffd",
    ],
)
def test_what_people_write_stays(kept: str) -> None:
    assert clean(kept) == kept


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a\r\nb\rc\u2028d\x85e\x0bf", "a\nb\nc\nd\ne\nf"),
        ("e\u0301", "\u00e9"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("a\u2066b\u2069\u200fc", "abc"),
        ("pass\u200bword\ufeff\u00ad", "password"),
        ("ka\u200dfka", "kafka"),
        ("x\ufe0fy", "xy"),
        ("\u200d\U0001f600\u200d", "\U0001f600"),
        ("hi\U000e0068\U000e0069", "hi"),
        ("\x1b[31mred\x07", "[31mred"),
        ("\ud83d", ""),
        ("\u3164", ""),
    ],
)
def test_what_cannot_be_seen_goes(typed: str, shown: str) -> None:
    assert clean(typed) == shown


@settings(deadline=None)
@given(TYPED)
def test_cleaning_leaves_nothing_unseen_and_can_be_done_twice(typed: str) -> None:
    cleaned = clean(typed)
    assert not INVISIBLE & set(cleaned)
    assert all(sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs") for sign in cleaned)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert clean(cleaned) == cleaned
    cleaned.encode()


@settings(deadline=None)
@given(TYPED)
def test_words_a_person_typed_are_clean_from_the_start(typed: str) -> None:
    assert Literal(typed).text == clean(typed)
