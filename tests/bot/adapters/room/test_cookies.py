"""Who a browser is cannot be made up."""

from __future__ import annotations

import pytest

from bot.adapters.room.cookies import Cookies, Pass

COOKIES = Cookies("a secret")


def _set(cookies: Cookies, given: Pass) -> str:
    """Give the cookie header a browser would send back."""
    return cookies.write(given, secure=False).partition(";")[0]


def test_what_was_written_is_read() -> None:
    assert COOKIES.read(_set(COOKIES, Pass("ana", "mark"))) == Pass("ana", "mark")
    assert COOKIES.read(f"other=1; {_set(COOKIES, Pass('ana'))}; more=2") == Pass("ana")


def test_nobody_else_can_write_one() -> None:
    name, _, value = _set(COOKIES, Pass("ana")).partition("=")
    body, _, mark = value.partition(".")
    _, _, managers = _set(Cookies("another secret"), Pass("manager")).partition("=")
    for forged in (managers, f"{body}.", body, f"{body}x.{mark}", f"x.{mark}", "", ".", f"{body}.{mark}0"):
        assert COOKIES.read(f"{name}={forged}") is None


@pytest.mark.parametrize("header", ["", "=", ";;;", "a", "\x00=1", 'hotseat="', "ü=ü"])
def test_a_broken_header_is_no_cookie(header: str) -> None:
    assert COOKIES.read(header) is None


def test_two_rooms_on_one_machine_keep_their_cookies_apart() -> None:
    assert COOKIES.name != Cookies("another secret").name


def test_scripts_and_other_sites_do_not_get_it() -> None:
    attributes = COOKIES.write(Pass("ana"), secure=True).split("; ")[1:]
    assert {"HttpOnly", "SameSite=Lax", "Secure", "Path=/"} <= set(attributes)


def test_a_new_passphrase_lets_nobody_in_with_the_old() -> None:
    assert COOKIES.passphrase_mark("one") != COOKIES.passphrase_mark("two")
