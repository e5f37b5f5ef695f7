"""Say whether this process is alone on a database, by an operating system's lock on a file beside it.

The lock ends with the process, however that ends. Whoever comes first holds it alone, and lets others in with `share`;
they hold it too and know that they are not alone.
"""

from __future__ import annotations

import fcntl
import os
import time
from types import TracebackType
from typing import Self

from storage.address import database_file, make_room_for
from storage.errors import StoreBusyError, StoreUnwritableError

_STEP = 0.05
"""Seconds between two tries."""


class DatabaseLock:
    """A hold on a database that other processes can see."""

    def __init__(self, url: str, *, wait: float = 10) -> None:
        """Take hold of a database, alone if nobody else does.

        Args:
            url: the database's; one in memory is nobody else's.
            wait: seconds to wait for one who holds it alone, while it starts, upgrades or restores.

        Raises:
            StoreBusyError: somebody still held it alone after that.
            StoreUnwritableError: there can be no file beside the database.
        """
        self.alone = True
        self._held: int | None = None
        file = database_file(url)
        if file is None:
            return
        make_room_for(file)
        path = file.with_name(f"{file.name}.lock")
        try:
            self._held = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            msg = f"{path} cannot be written ({error.strerror}). See who owns its folder."
            raise StoreUnwritableError(msg) from error
        if not self._try(fcntl.LOCK_EX):
            self.alone = False
            self._join(wait)

    def _join(self, wait: float) -> None:
        end = time.monotonic() + wait
        while not self._try(fcntl.LOCK_SH):
            if time.monotonic() >= end:
                self.release()
                msg = "Another process starts on this database, upgrades or restores it. Try again when it is done."
                raise StoreBusyError(msg)
            time.sleep(_STEP)

    def _try(self, how: int) -> bool:
        if self._held is None:
            return True
        try:
            fcntl.flock(self._held, how | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def share(self) -> None:
        """Let other processes in; call it once what only a lone process may do is done."""
        self._try(fcntl.LOCK_SH)

    def release(self) -> None:
        """Let go; the file stays, since another process may hold it."""
        if self._held is not None:
            os.close(self._held)
            self._held = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.release()
