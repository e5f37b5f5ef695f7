"""Look whether everything Hotseat needs is there, and say what to do where it is not."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

OLDEST = (3, 11)
_FAULTS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """What one look found."""

    of: str
    says: str
    """What is there; or what is wrong and what to do about it."""
    well: bool


def well(of: str, says: str) -> Finding:
    """Say that something is as it should be."""
    return Finding(of, says, well=True)


def mend(of: str, says: str) -> Finding:
    """Say that something is wrong, and what to do."""
    return Finding(of, says, well=False)


def python() -> Finding:
    """Look at the Python we run in."""
    if sys.version_info < OLDEST:
        return mend("python", f"Python {platform.python_version()} is too old. Install 3.11 or newer.")
    return well("python", f"Python {platform.python_version()}.")


def time_zones() -> Finding:
    """Look whether the clocks of the world are known."""
    try:
        ZoneInfo("Europe/Berlin")
    except ZoneInfoNotFoundError:
        return mend("time zones", "No time zone is known. Run `make setup` again: it installs tzdata.")
    return well("time zones", "Known.")


def data_directory(folder: Path) -> Finding:
    """Look whether files can be made in the data directory, or the directory itself."""
    of = "data directory"
    there = folder
    while not there.exists():
        there = there.parent
    if not there.is_dir():
        return mend(of, f"{there} is a file, not a folder. Set data_dir (HOTSEAT_DATA_DIR) to another path.")
    if there != folder:
        if os.access(there, os.W_OK | os.X_OK):
            return well(of, f"{folder} will be made at the first start.")
        return mend(of, f"{folder} cannot be made: {there} belongs to somebody else. Set data_dir.")
    try:
        with tempfile.TemporaryFile(dir=folder):
            return well(of, f"{folder} can be written.")
    except OSError as error:
        return mend(of, f"{folder} cannot be written ({error.strerror}). See who owns it and how full it is.")


def database(url: str) -> Finding:
    """Look at the database's version, and whether it is sound."""
    from storage.errors import StoreError
    from storage.maintenance import check
    from storage.schema import State, refuse_newer

    of = "database"
    try:
        health = check(url)
        refuse_newer(health.version)
    except StoreError as error:
        return mend(of, str(error))
    if health.faults:
        return mend(of, " ".join((*health.faults, "Restore a backup with: hotseat db restore FILE")))
    says = {
        State.NEW: "There is none yet; the first start makes it.",
        State.OLDER: f"Sound. Its version {health.version} is older; the next start upgrades it and keeps a copy.",
    }
    return well(of, says.get(health.state, f"Sound, version {health.version}."))


def banks(folders: Sequence[Path]) -> Finding:
    """Look whether every question bank can be read, ours and those in more folders."""
    from content.library import OURS, load

    library = load((OURS, *folders))
    if not library.faults:
        return well("banks", f"{len(library.questions)} questions in {len(library.banks)} banks.")
    shown = [str(fault) for fault in library.faults[:_FAULTS_SHOWN]]
    rest = len(library.faults) - len(shown)
    more = [f"and {rest} more"] if rest else []
    says = "Some questions are left out. Mend them, or remove the folder from banks:\n" + "\n".join((*shown, *more))
    return mend("banks", says)


def judge(engine: str) -> Finding:
    """Look whether the judge's engine is installed."""
    from content.judge import EngineMissingError, engine_named

    try:
        engine_named(engine)
    except EngineMissingError as error:
        return mend("judge", f"{error} Until then answers are judged by words.")
    return well("judge", f"The {engine} engine.")


def port(host: str, number: int, database_url: str) -> Finding:
    """Look whether the room can listen, or does."""
    from bot.adapters.room.listening import PortTakenError, RoomStartError, bind

    try:
        bind(host, number).close()
    except RoomStartError as error:
        if isinstance(error, PortTakenError) and _runs(database_url):
            return well("room", f"Port {number} of {host} is taken, and Hotseat is running.")
        return mend("room", str(error))
    return well("room", f"Port {number} of {host} is free." if number else f"It takes any free port of {host}.")


def _runs(database_url: str) -> bool:
    from storage.errors import StoreError
    from storage.lock import DatabaseLock

    try:
        with DatabaseLock(database_url, wait=0) as lock:
            return not lock.alone
    except StoreError:
        return False
