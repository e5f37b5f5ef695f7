"""The store: one writer thread that commits in batches, readers beside it.

SQLite has one writer at a time whatever we do, so one thread takes all that is queued, runs it in one transaction
and commits once; callers are answered after the commit. A batch in which one piece of work fails is rolled back and
its pieces run again one by one, so that only the failing one fails.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError

from storage.errors import StoreError, from_database
from storage.transaction import Tx

T = TypeVar("T")
Work = Callable[[Tx], T]

BATCH = 256
"""Pieces of work in one commit: enough to hide the commit, few enough to keep each caller's wait short."""


@dataclass(slots=True)
class _Job:
    work: Work[Any]
    done: Future[Any]


def open_engine(url: str, *, reading: bool = False) -> Engine:
    """Open an engine on a database URL, with the settings SQLite needs for one writer and many readers."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        msg = f"the database {parsed.render_as_string(hide_password=True)!r} is not SQLite; use sqlite:///path/to/hotseat.db"
        raise StoreError(msg)
    engine = create_engine(parsed, connect_args={"timeout": 5, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own connection
        # SQLAlchemy begins the transactions; the driver's own guesses would begin them late.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
        if reading:
            connection.execute("PRAGMA query_only=ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer takes its lock at once: upgrading a read later could fail halfway through a use case.
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


class Store:
    """Run work on the database; every call gives a future that resolves after its commit."""

    def __init__(self, url: str, *, readers: int = 2) -> None:
        self.url = url
        self._writing = open_engine(url)
        self._reading = open_engine(url, reading=True)
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._readers = ThreadPoolExecutor(readers, thread_name_prefix="hotseat-read")
        self._local = threading.local()
        self._connections: list[Connection] = []
        self._closed = False
        self._writer = threading.Thread(target=self._write_batches, name="hotseat-write", daemon=True)
        self._writer.start()

    def write(self, work: Work[T]) -> Future[T]:
        """Run work in a transaction on the writer thread.

        It may be run again when a batch is replayed, so it touches nothing but its transaction.
        """
        done: Future[T] = Future()
        if self._closed:
            done.set_exception(StoreError("the store is closed"))
            return done
        self._jobs.put(_Job(work, done))
        return done

    def read(self, work: Work[T]) -> Future[T]:
        """Run work that only reads, beside the writer; it sees what was committed when it began."""
        return self._readers.submit(self._read, work)

    def close(self) -> None:
        """Finish what is queued, then close every connection."""
        if self._closed:
            return
        self._closed = True
        self._jobs.put(None)
        self._writer.join()
        self._readers.shutdown()
        for connection in self._connections:
            connection.close()
        self._reading.dispose()
        self._writing.dispose()

    # --- threads ----------------------------------------------------------------------------------------

    def _read(self, work: Work[T]) -> T:
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._reading.connect()
            self._local.tx = Tx(connection)
            self._connections.append(connection)
        try:
            with connection.begin():
                return work(self._local.tx)
        except DatabaseError as error:
            raise from_database(error) from error

    def _write_batches(self) -> None:
        connection: Connection | None = None
        while jobs := self._next_batch():
            try:
                connection = connection or self._writing.connect()
                self._run(connection, jobs)
            except DatabaseError as error:  # could not even connect: nothing was done, everyone hears why
                for job in jobs:
                    job.done.set_exception(from_database(error))
        if connection is not None:
            connection.close()

    def _next_batch(self) -> list[_Job]:
        """Wait for work and take what is queued; empty when the store closes."""
        first = self._jobs.get()
        if first is None:
            return []
        batch = [first]
        while len(batch) < BATCH:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job is None:
                self._jobs.put(None)
                break
            batch.append(job)
        return [job for job in batch if job.done.set_running_or_notify_cancel()] or self._next_batch()

    def _run(self, connection: Connection, jobs: list[_Job]) -> None:
        tx = Tx(connection)
        try:
            with connection.begin():
                results = [job.work(tx) for job in jobs]
        except Exception as error:  # noqa: BLE001 - whatever a piece of work raises is its caller's
            if len(jobs) == 1:
                jobs[0].done.set_exception(from_database(error) if isinstance(error, DatabaseError) else error)
                return
            for job in jobs:
                self._run(connection, [job])
            return
        for job, result in zip(jobs, results, strict=True):
            job.done.set_result(result)
