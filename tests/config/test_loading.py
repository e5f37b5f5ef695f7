"""Reading the settings: the file, the environment over it, and every mistake at once."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError

from config.loading import effective, load
from config.mistakes import ConfigError

Write = Callable[[str], Path]


def mistakes() -> dict[str, str]:
    with pytest.raises(ConfigError) as wrong:
        load()
    assert len(wrong.value.mistakes) == len(str(wrong.value).splitlines())
    return {mistake.name: str(mistake) for mistake in wrong.value.mistakes}


def test_with_nothing_written_the_room_opens_on_this_machine_alone() -> None:
    loaded = load()
    assert (loaded.room_opens, loaded.room.host) == (True, "127.0.0.1")
    assert loaded.database_url == "sqlite:///data/hotseat.db"


def test_the_environment_wins_over_the_file_setting_by_setting(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write('data_dir = "there"\n[room]\nport = 1\nhost = "::1"\n')
    monkeypatch.setenv("HOTSEAT_ROOM__PORT", "2")
    loaded = load()
    assert (loaded.data_dir, loaded.room.port, loaded.room.host) == (Path("there"), 2, "::1")


def test_the_database_lies_in_the_data_directory_unless_named(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write('data_dir = "/srv/quiz 100%?"')
    assert load().database_url == "sqlite:////srv/quiz 100%25%3F/hotseat.db"
    monkeypatch.setenv("HOTSEAT_DATABASE_URL", "sqlite:///other.db")
    assert load().database_url == "sqlite:///other.db"


def test_another_file_can_be_named(elsewhere: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write("[room]\nport = 1")
    (elsewhere / "other.toml").write_text("[room]\nport = 2")
    monkeypatch.setenv("HOTSEAT_CONFIG", "other.toml")
    assert load().room.port == 2


def test_an_empty_variable_is_as_if_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOTSEAT_ROOM__PORT", "HOTSEAT_ROOM__PASSPHRASE", "HOTSEAT_CONFIG", "HOTSEAT_WHAT"):
        monkeypatch.setenv(name, "")
    assert load().room.port == 8080


def test_folders_of_banks_come_as_a_list_or_with_commas(
    elsewhere: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ours", "more"):
        (elsewhere / name).mkdir()
    write('banks = ["ours"]')
    assert load().banks == (Path("ours"),)
    monkeypatch.setenv("HOTSEAT_BANKS", "ours, more,")
    assert load().banks == (Path("ours"), Path("more"))


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("", True),
        ("[room]\nenabled = true", True),
        ("[discord]\ntoken = 'x'", False),
        ("[discord]\ntoken = 'x'\n[room]\nenabled = true", True),
        ("[slack]\nbot_token = 'xoxb-1'\napp_token = 'xapp-1'", False),
        ("[discord]\ntoken = 'x'\n[room]\nenabled = false", False),
    ],
)
def test_the_room_opens_when_it_is_wanted_or_nothing_else_is(write: Write, text: str, opens: bool) -> None:
    write(text)
    assert load().room_opens is opens


def test_a_room_for_other_machines_needs_a_passphrase(write: Write) -> None:
    write('[room]\nhost = "0.0.0.0"')
    assert "is missing, and room.host 0.0.0.0 lets other machines in" in mistakes()["room.passphrase"]
    write('[room]\nhost = "0.0.0.0"\npassphrase = "open sesame"')
    assert load().room_opens


@pytest.mark.parametrize(
    "more",
    ["enabled = false\n[discord]\ntoken = 'x'", "[discord]\ntoken = 'x'", "[slack]\nbot_token = 'a'\napp_token = 'b'"],
)
def test_a_room_that_stays_closed_needs_no_passphrase(write: Write, more: str) -> None:
    """A container names an address for the room, whatever runs in it."""
    write(f'[room]\nhost = "0.0.0.0"\n{more}')
    assert not load().room_opens


def test_a_room_beside_a_platform_needs_a_passphrase_too(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write('[room]\nhost = "0.0.0.0"\n[discord]\ntoken = "x"')
    monkeypatch.setenv("HOTSEAT_ROOM__ENABLED", "Yes")
    assert list(mistakes()) == ["room.passphrase"]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "localhost", "::1", "[::1]"])
def test_this_machine_alone_needs_no_passphrase(write: Write, host: str) -> None:
    write(f'[room]\nhost = "{host}"')
    assert load().room.host == host


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "quiz.example.org", "127.0.0.1.example.org"])
def test_any_other_address_is_other_machines(write: Write, host: str) -> None:
    write(f'[room]\nhost = "{host}"')
    assert list(mistakes()) == ["room.passphrase"]


def test_every_mistake_is_told_at_once_with_what_would_be_right(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write(
        """
        data_dri = "x"
        banks = ["nowhere", "to be found"]
        database_url = "mysql://u:hush@h/x"
        [room]
        enabled = true
        port = "abc"
        prot = 4
        host = "0.0.0.0"
        [slack]
        bot_token = "xapp-hush"
        api_url = "slack.com"
        [log]
        format = "xml"
        """
    )
    monkeypatch.setenv("HOTSEAT_JUDGE", "hush")
    monkeypatch.setenv("HOTSEAT_ROM__PORT", "1")
    monkeypatch.setenv("HOTSEAT_LOG__LEVEL", "loud")
    monkeypatch.setenv("HOTSEAT_DISCORD__GATEWAY_URL", "http://x")
    found = mistakes()
    says = {
        "data_dri": "is no setting. Did you mean data_dir (HOTSEAT_DATA_DIR)?",
        "banks": "names no folder: nowhere, to be found. It must be folders",
        "database_url": "names no SQLite file. It must be a URL like sqlite:///path/to/hotseat.db",
        "room.port": "is 'abc'. It must be a port from 1 to 65535",
        "room.prot": "is no setting. Did you mean room.port (HOTSEAT_ROOM__PORT)?",
        "room.passphrase": "is missing",
        "slack.bot_token": "starts with xapp-: it is the other of the two tokens",
        "slack.app_token": "is missing. It must be the app-level token",
        "slack.api_url": "is no URL that starts with http:// or https://",
        "log.format": "is 'xml'. It must be console",
        "log.level": "is 'loud'. It must be debug, info, warning or error",
        "judge": "is no section. It must be a section with the setting engine",
        "rom.port": "is no setting. Did you mean room.port (HOTSEAT_ROOM__PORT)?",
        "discord.token": "is missing. It must be the bot token",
        "discord.gateway_url": "is no URL that starts with ws:// or wss://",
    }
    assert sorted(found) == sorted(says)
    for name, sentence in says.items():
        assert f"{name} (HOTSEAT_{name.upper().replace('.', '__')}) {sentence}" in found[name]
    assert "hush" not in "".join(found.values())


def test_a_setting_like_no_other_is_told_where_to_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTSEAT_QUX", "1")
    assert "`hotseat config` lists all there are" in mistakes()["qux"]


def test_a_setting_written_without_its_section_is_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTSEAT_PORT", "1")
    assert "Did you mean room.port" in mistakes()["port"]


def test_nothing_to_run_is_a_mistake(write: Write) -> None:
    write("[room]\nenabled = false")
    assert "there is nothing to run" in mistakes()["room.enabled"]


@pytest.mark.parametrize(
    ("text", "says"),
    [(b"[room\nport = 1", "is not TOML"), (b'data_dir = "\xff"', "is not text in UTF-8"), (None, "cannot be read")],
)
def test_a_file_that_cannot_be_read_is_named(elsewhere: Path, text: bytes | None, says: str) -> None:
    file = elsewhere / "hotseat.toml"
    if text is None:
        file.mkdir()
    else:
        file.write_bytes(text)
    assert f"hotseat.toml {says}" in mistakes()[""]


def test_a_named_file_that_is_missing_is_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTSEAT_CONFIG", "gone.toml")
    assert "gone.toml cannot be read" in mistakes()[""]


SECRETS = """
[room]
passphrase = "hush hush"
[slack]
bot_token = "xoxb-hush"
app_token = "xapp-hush"
[discord]
token = "hush"
"""


def test_secrets_are_shown_nowhere(write: Write) -> None:
    write(SECRETS)
    loaded = load()
    shown = effective(loaded)
    assert "hush" not in repr(loaded) + str(loaded) + repr(shown) + loaded.model_dump_json()
    assert {line.name for line in shown if line.value == "********"} == {
        "room.passphrase",
        "slack.bot_token",
        "slack.app_token",
        "discord.token",
    }


@pytest.mark.parametrize("written", ['"hush"', "['hush']", "{hush = 1}", '"hush"\nhush = "hush'])
def test_secrets_are_shown_in_no_mistake(write: Write, written: str) -> None:
    write(f"[room]\npassphrase = {written}\n")
    with pytest.raises(ConfigError) as wrong:
        load()
    assert "hush" not in "".join(traceback.format_exception(wrong.value))


def test_each_effective_setting_says_where_it_came_from(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write('data_dir = "there"\n[room]\nport = 1\n')
    monkeypatch.setenv("hotseat_room__port", "2")
    found = {line.name: (line.value, line.origin) for line in effective(load())}
    assert found["data_dir"] == ('"there"', "hotseat.toml")
    assert found["room.port"] == ("2", "HOTSEAT_ROOM__PORT")
    assert found["room.host"] == ('"127.0.0.1"', "default")
    assert found["discord.token"] == ("(not set)", "default")
    assert found["database_url"] == ('"sqlite:///there/hotseat.db"', "default")


def test_settings_stay_as_they_were_read() -> None:
    loaded = load()
    with pytest.raises(ValidationError):
        loaded.data_dir = Path("elsewhere")
    with pytest.raises(ValidationError):
        loaded.room.port = 1
