"""What we lean on in discord.py and it does not document: a version that changes it is to be noticed here."""
# ruff: noqa: SLF001 - what is private is what this is about

from __future__ import annotations

from discord.http import HTTPClient

from tests.bot.adapters.discord.play import Play

WINDOW = "POST /channels/{channel_id}/threads:1"


async def test_a_clients_events_are_read_by_the_parsers_of_its_state(play: Play) -> None:
    """That ours are in their place is seen where one fails: `what_the_library_cannot_read_ends_no_connection`."""
    client = play.adapter.client
    parsers = client._connection.parsers
    assert parsers.keys() > {"READY", "RESUMED", "MESSAGE_CREATE", "MESSAGE_UPDATE", "INTERACTION_CREATE"}
    assert client.ws._discord_parsers is parsers, "the connection reads events by others"
    assert parsers["MESSAGE_CREATE"].__module__ == "bot.adapters.discord.guarding"
    assert parsers["READY"].__module__ == "discord.state"


async def test_only_our_own_client_uses_the_room_in_a_long_window(play: Play) -> None:
    """That each request asks for its window is seen where one goes: `a_long_window_that_has_room_puts_off_nothing`."""
    loop = play.adapter.client.loop
    for client, ours in ((play.adapter.client.http, True), (HTTPClient(loop, max_ratelimit_timeout=30.0), False)):
        for room in (4, 0):
            window = client.get_ratelimit(WINDOW)
            window.remaining, window.expires = room, loop.time() + 300.0
            assert client.get_ratelimit(WINDOW) is window
            assert (window.expires is None) == (ours and room > 0)
