"""The store: one writer thread that commits in batches, readers beside it.

SQLite has one writer at a time whatever we do, so one thread takes all that is queued, runs it in one transaction
and commits once; callers are answered after the commit. A batch in which one piece of work fails is rolled back and
its pieces run again one by one, so that only the failing one fails.
"""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import threading
import time
from concurrent.futures import Future
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from storage.address import database_file, kept_file
from storage.errors import StoreDamagedError, StoreError, StoreUnwritableError, from_database
from storage.jobs import Job, Work, tell
from storage.statements import Statement
from storage.transaction import Tx

T = TypeVar("T")

BATCH = 256
"""Pieces of work in one commit: enough to hide the commit, few enough to keep each caller's wait short."""

_CLOSED = "Hotseat is stopping. Try again when it is back."


def open_engine(url: str, *, reading: bool = False, timeout: float = 5) -> Engine:
    """Open an engine on a database URL, with the settings SQLite needs for one writer and many readers.

    `timeout` is in seconds: how long to wait for another program that holds the database.
    """
    database_file(url)  # raises for what is not SQLite
    engine = create_engine(url, connect_args={"timeout": timeout, "check_same_thread": False})
    # A writer takes its lock at once: upgrading a read later could fail halfway through a use case.
    begin = Statement(text("BEGIN" if reading else "BEGIN IMMEDIATE"))

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own connection
        # SQLAlchemy begins the transactions; the driver's own guesses would begin them late.
        connection.isolation_level = None
        if not reading:
            _write_ahead(connection, timeout)
        for pragma in ("query_only=ON",) if reading else ("synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        begin.change(connection, {})

    @event.listens_for(engine, "handle_error")
    def _part_with_lost_files(context: ExceptionContext) -> None:
        # The file may be mended or replaced before the next try, which a connection held open would not see.
        if isinstance(context.sqlalchemy_exception, DBAPIError):
            failure = from_database(context.sqlalchemy_exception)
            context.is_disconnect = isinstance(failure, StoreDamagedError | StoreUnwritableError)

    return engine


def _write_ahead(connection: Any, timeout: float) -> None:  # noqa: ANN401 - the driver's own connection
    """Have changes written to a log first, so that readers and the writer do not wait for each other."""
    tries_end = time.monotonic() + timeout
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            # While another process does the same to a new file, SQLite refuses at once rather than wait its timeout.
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > tries_end:
                raise
            time.sleep(0.01)
        else:
            return


class Store:
    """Run work on the database; every call gives a future that resolves after its commit."""

    def __init__(self, url: str, *, readers: int = 2, timeout: float = 5) -> None:
        """Start the threads.

        Args:
            url: a SQLite file's; its tables are there already.
            readers: how many reads run at once, beside the writer.
            timeout: seconds to wait for another program that holds the database, before work fails as busy.

        Raises:
            StoreError: the URL names no file.
        """
        kept_file(url)
        self.url = url
        self._writing = open_engine(url, timeout=timeout)
        self._reading = open_engine(url, reading=True, timeout=timeout)
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._looks: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._closing = threading.Lock()
        self._closed = False
        self._writer = threading.Thread(target=self._write_batches, name="hotseat-write", daemon=True)
        self._readers = [
            threading.Thread(target=self._read_each, name=f"hotseat-read-{number}", daemon=True)
            for number in range(readers)
        ]
        for thread in (self._writer, *self._readers):
            thread.start()

    def write(self, work: Work[T]) -> Future[T]:
        """Run work in a transaction on the writer thread.

        It may be run again when a batch is replayed, so it touches nothing but its transaction.
        """
        done: Future[T] = Future()
        self._put(self._jobs, Job(work, done))
        return done

    async def commit(self, work: Work[T]) -> T:
        """Run work as `write` does, and wait for its commit.

        From an event loop it is cheaper than `write`: all who wait for one batch are woken at once.
        """
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._put(self._jobs, Job(work, done))
        return await done

    def read(self, work: Work[T]) -> Future[T]:
        """Run work that only reads, beside the writer; it sees what was committed when it began."""
        done: Future[T] = Future()
        self._put(self._looks, Job(work, done))
        return done

    async def look(self, work: Work[T]) -> T:
        """Run work as `read` does, and wait for it; from an event loop it is cheaper."""
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._put(self._looks, Job(work, done))
        return await done

    def _put(self, jobs: queue.SimpleQueue[Job | None], job: Job) -> None:
        with self._closing:
            if not self._closed:
                jobs.put(job)
                return
        job.settle(error=StoreError(_CLOSED))
        job.tell()

    def close(self) -> None:
        """Finish what is queued, then close every connection."""
        with self._closing:
            if self._closed:
                return
            self._closed = True
            self._jobs.put(None)
            for _ in self._readers:
                self._looks.put(None)
        for thread in (self._writer, *self._readers):
            thread.join()
        self._reading.dispose()
        self._writing.dispose()

    # --- threads ----------------------------------------------------------------------------------------

    def _read_each(self) -> None:
        # Kept from one read to the next: taking a connection costs as much as a small read.
        connection: Connection | None = None
        while job := self._looks.get():
            if not job.starts():
                continue
            try:
                connection = connection or self._reading.connect()
                with connection.begin():
                    job.settle(job.work(Tx(connection)))
            except DBAPIError as error:
                job.settle(error=from_database(error))
                if connection is not None:  # it may be lost
                    connection.close()
                    connection = None
            except Exception as error:  # noqa: BLE001 - whatever a piece of work raises is its caller's
                job.settle(error=error)
            tell([job])
        if connection is not None:
            connection.close()

    def _write_batches(self) -> None:
        connection: Connection | None = None  # kept, as a reader's is
        while jobs := self._next_batch():
            try:
                connection = connection or self._writing.connect()
                self._run(connection, jobs)
            except DBAPIError as error:  # it could not connect or begin: nothing more of this batch can be done
                failure = from_database(error)
                for job in jobs:
                    if not job.settled:
                        job.settle(error=failure)
            if connection is not None and any(isinstance(job.error, StoreError) for job in jobs):
                connection.close()
                connection = None
            tell(jobs)
        if connection is not None:
            connection.close()

    def _next_batch(self) -> list[Job]:
        """Wait for work and take what is queued; empty when the store closes."""
        batch: list[Job] = []
        while not batch:
            job = self._jobs.get()
            while job is not None:
                if job.starts():
                    batch.append(job)
                if len(batch) == BATCH:
                    return batch
                try:
                    job = self._jobs.get_nowait()
                except queue.Empty:
                    break
            if job is None:
                self._jobs.put(None)  # for the next call: what came before is done first
                break
        return batch

    def _run(self, connection: Connection, jobs: list[Job]) -> None:
        """Run work in one transaction, each piece in its own if one of them fails.

        Raises:
            DBAPIError: the transaction could not begin.
        """
        transaction = connection.begin()
        try:
            with transaction:
                tx = Tx(connection)
                results = [job.work(tx) for job in jobs]
        except Exception as error:  # noqa: BLE001 - whatever a piece of work raises is its caller's
            if len(jobs) == 1:
                failure = from_database(error) if isinstance(error, DBAPIError) else error
                jobs[0].settle(error=failure)
                return
            for job in jobs:
                self._run(connection, [job])
            return
        for job, result in zip(jobs, results, strict=True):
            job.settle(result)
