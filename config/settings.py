"""The operator's settings: one frozen object.

The line under each setting says what is right for it; it completes "… must be" when something else was given.
"""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import quote, urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

PREFIX = "HOTSEAT_"
NESTING = "__"


def _url(*schemes: str) -> BeforeValidator:
    def check(value: Any) -> Any:  # noqa: ANN401 - whatever was written
        if isinstance(value, str) and (urlsplit(value).scheme not in schemes or not urlsplit(value).hostname):
            msg = f"is no URL that starts with {' or '.join(f'{scheme}://' for scheme in schemes)}"
            raise ValueError(msg)
        return value

    return BeforeValidator(check)


def _lower(value: Any) -> Any:  # noqa: ANN401 - whatever was written
    return value.lower() if isinstance(value, str) else value


def _listed(value: Any) -> Any:  # noqa: ANN401 - whatever was written
    """Take a list as the environment writes one: with commas."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


Web = Annotated[str, _url("http", "https")]
Socket = Annotated[str, _url("ws", "wss")]
Token = Annotated[SecretStr, Field(min_length=1)]


class Section(BaseModel):
    """A part of the settings, `[name]` in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Room(Section):
    """The chat page in the browser."""

    enabled: bool | None = None
    """true or false; left out, the room opens when neither Slack nor Discord is configured"""
    host: str = Field(default="127.0.0.1", min_length=1, pattern=r"^\S+$")
    """the address to listen on: 127.0.0.1 for this machine alone, 0.0.0.0 for every network it is in"""
    port: int = Field(default=8080, ge=0, le=65535)
    """a port from 1 to 65535, or 0 for any that is free"""
    passphrase: SecretStr | None = Field(default=None, min_length=8)
    """8 characters or more, asked of everyone who opens the room; needed unless it listens on this machine alone"""


def is_loopback(host: str) -> bool:
    """Say whether an address is reached from its own machine alone."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


Secret = Annotated[SecretStr | None, Field(min_length=1, validate_default=True)]
"""A secret that some ways to run need, and others don't."""


class Slack(Section):
    """Slack: one workspace over Socket Mode, or several over HTTP."""

    mode: Literal["socket", "http"] = "socket"
    """socket (for one workspace; needs no public URL) or http (for several)"""
    bot_token: Secret = None
    """the bot token of your Slack app, which starts with xoxb-"""
    app_token: Secret = None
    """the app-level token of your Slack app, which starts with xapp-"""
    signing_secret: Secret = None
    """the signing secret of your Slack app, which tells Slack's requests from anybody's"""
    client_id: str | None = Field(default=None, min_length=1, validate_default=True)
    """the client id of your Slack app"""
    client_secret: Secret = None
    """the client secret of your Slack app"""
    token_key: Secret = None
    """the key workspaces' tokens are encrypted with in the database, from `hotseat slack key`"""
    public_url: Annotated[str | None, _url("http", "https")] = Field(default=None, validate_default=True)
    """the URL at which Slack reaches this Hotseat, https://"""
    listen_host: str = Field(default="127.0.0.1", min_length=1, pattern=r"^\S+$")
    """the address to listen on for Slack's requests"""
    listen_port: int = Field(default=3000, ge=0, le=65535)
    """a port from 1 to 65535 to listen on for Slack's requests, or 0 for any that is free"""
    connections: int = Field(default=2, ge=1, le=10)
    """how many connections Socket Mode keeps, from 1 to 10; with two, one listens while the other is replaced"""
    command_prefix: str = Field(default="", max_length=20, pattern=r"^[a-z0-9_-]*$")
    """small letters, digits, - or _ that stand before every command, like hs- for /hs-quiz; empty for none"""
    api_url: Web = "https://slack.com/api/"
    """the URL of Slack's Web API; change it only to test against a stand-in"""

    @field_validator("bot_token", "app_token")
    @classmethod
    def _not_swapped(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        other = {"bot_token": "xapp-", "app_token": "xoxb-"}[str(info.field_name)]
        if value is not None and value.get_secret_value().startswith(other):
            msg = f"starts with {other}: it is the other of the two tokens"
            raise ValueError(msg)
        return value

    @field_validator(
        "bot_token", "app_token", "signing_secret", "client_id", "client_secret", "token_key", "public_url"
    )
    @classmethod
    def _there_where_needed(cls, value: Any, info: ValidationInfo) -> Any:  # noqa: ANN401 - a secret, or a text
        if value is None and info.field_name in _NEEDED.get(info.data.get("mode", ""), ()):
            msg = "is missing"
            raise ValueError(msg)
        return value


_NEEDED = {
    "socket": ("bot_token", "app_token"),
    "http": ("signing_secret", "client_id", "client_secret", "token_key", "public_url"),
}
"""What each of Slack's modes needs."""


class Discord(Section):
    """Discord."""

    token: Token
    """the bot token of your Discord application"""
    api_url: Web | None = None
    """the URL of Discord's API; set it only to test against a stand-in"""
    gateway_url: Socket | None = None
    """the URL of Discord's gateway, ws:// or wss://; set it only to test against a stand-in"""
    sharded: bool = False
    """true or false: whether to open as many connections as Discord advises; it asks for that from 2,500 servers on"""
    message_content: bool = True
    """true or false: whether to ask for the MESSAGE CONTENT intent; without it answers come through the form alone"""


class ModelJudge(Section):
    """A model that is asked about each answer too, after the engine."""

    url: Web
    """the URL of an OpenAI-compatible endpoint up to /v1, like http://127.0.0.1:11434/v1"""
    model: str = Field(min_length=1)
    """the name of the model, as the endpoint knows it"""
    api_key: SecretStr | None = None
    """the endpoint's key; left out, none is sent"""
    timeout: float = Field(default=10.0, gt=0, le=120)
    """how many seconds an answer waits for the model: more than 0, at most 120"""
    requests_a_day: int = Field(default=500, ge=1)
    """how many answers a day the model is asked about, from 1; after that, the engine judges alone"""
    tokens_a_day: int = Field(default=1_000_000, ge=1)
    """how many tokens a day the model may take, from 1; after that, the engine judges alone"""


class Judge(Section):
    """How answers are judged."""

    engine: Literal["lexical", "semantic"] = "lexical"
    """lexical (by words, needs nothing more) or semantic (by meaning, needs its model installed)"""
    model: ModelJudge | None = None
    """a section with the settings url, model, api_key, timeout, requests_a_day and tokens_a_day"""


class Log(Section):
    """What is written to the terminal."""

    level: Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(_lower)] = "info"
    """debug, info, warning or error: the least that is written"""
    format: Literal["console", "json"] = "console"
    """console (for people) or json (one object a line)"""


class Settings(BaseSettings):
    """Everything the operator decides; what a team decides is set in chat."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        env_prefix=PREFIX,
        env_nested_delimiter=NESTING,
        # A variable that is passed on empty, as container files do, means what it would mean if it were left out.
        env_ignore_empty=True,
        # Lists are split here, so that a wrong one is one mistake among the others.
        enable_decoding=False,
    )

    data_dir: Path = Path("data")
    """the folder for the database and its backups; it is made if it is missing"""
    database_url: str = Field(default="", validate_default=True)
    """a URL like sqlite:///path/to/hotseat.db; left out, it is hotseat.db in data_dir"""
    banks: Annotated[tuple[Path, ...], BeforeValidator(_listed)] = ()
    """folders of your own question banks, beside those that come along; in the environment with commas between"""
    grace_days: int = Field(default=30, ge=0, le=3650)
    """days the data of a server or workspace is kept after it removed Hotseat: 0 to 3650"""
    judge: Judge = Judge()
    """a section with the setting engine and the section model"""
    log: Log = Log()
    """a section with the settings level and format"""
    room: Room = Room()
    """a section with the settings enabled, host, port and passphrase"""
    slack: Slack | None = None
    """a section with the settings mode, bot_token, app_token and more"""
    discord: Discord | None = None
    """a section with the settings token, api_url, gateway_url, sharded and message_content"""

    @property
    def room_opens(self) -> bool:
        """Whether the room is to be opened: by its own word, or because nothing else is configured."""
        if self.room.enabled is None:
            return self.slack is None and self.discord is None
        return self.room.enabled

    @field_validator("database_url")
    @classmethod
    def _in_the_data_directory(cls, value: str, info: ValidationInfo) -> str:
        if not value:
            return f"sqlite:///{quote(str(info.data.get('data_dir', '')), safe='/ ')}/hotseat.db"
        if not value.startswith("sqlite:///") or value in {"sqlite:///", "sqlite:///:memory:"}:
            msg = "names no SQLite file"
            raise ValueError(msg)
        return value

    @field_validator("banks")
    @classmethod
    def _are_there(cls, value: tuple[Path, ...]) -> tuple[Path, ...]:
        missing = [str(folder) for folder in value if not folder.is_dir()]
        if missing:
            msg = f"names no folder: {', '.join(missing)}"
            raise ValueError(msg)
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the base class names it
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the base class names it
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the base class names it
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment win over the file, which is handed to the constructor."""
        return env_settings, init_settings
