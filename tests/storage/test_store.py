"""Work on the store from many callers: in order, in batches, each failing alone."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from functools import partial

import pytest

from storage.errors import StoreError
from storage.store import Store
from storage.transaction import Tx

CALLERS = 64


class Gate:
    """Work that keeps the writer busy until it is opened, so that what comes after is one batch."""

    def __init__(self, store: Store) -> None:
        self._open = threading.Event()
        self._held = threading.Event()
        self.done = store.write(self._hold)
        assert self._held.wait(60)

    def _hold(self, tx: Tx) -> None:
        self._held.set()
        assert self._open.wait(60)

    def open(self) -> None:
        self._open.set()
        self.done.result(60)


def count_up(tx: Tx) -> int:
    """Read, then write: two of these at once would lose one."""
    now = int(tx.spaces.fact("count") or 0) + 1
    tx.spaces.put_fact("count", str(now))
    return now


def put(name: str) -> Callable[[Tx], None]:
    return lambda tx: tx.spaces.put_fact(name, name)


def get(name: str) -> Callable[[Tx], str | None]:
    return lambda tx: tx.spaces.fact(name)


def test_64_callers_at_once_lose_nothing(store: Store) -> None:
    def call(caller: int) -> list[str | None]:
        seen: list[str | None] = []
        for turn in range(5):
            name = f"{caller}/{turn}"
            store.write(count_up).result(60)
            store.write(put(name)).result(60)
            seen.append(store.read(get(name)).result(60))
        return seen

    with ThreadPoolExecutor(CALLERS) as callers:
        seen = list(callers.map(call, range(CALLERS)))
    assert seen == [[f"{caller}/{turn}" for turn in range(5)] for caller in range(CALLERS)], (
        "what was answered was not there yet"
    )
    assert store.read(get("count")).result(60) == str(CALLERS * 5)


def test_what_waits_is_run_in_order_in_one_transaction(store: Store) -> None:
    gate = Gate(store)
    transactions: list[Tx] = []

    def work(tx: Tx) -> int:
        transactions.append(tx)
        return count_up(tx)

    waiting = [store.write(work) for _ in range(100)]
    gate.open()
    assert [future.result(60) for future in waiting] == list(range(1, 101))
    assert all(tx is transactions[0] for tx in transactions)


def test_a_failing_piece_of_work_fails_alone(store: Store) -> None:
    gate = Gate(store)
    oops = ValueError("oops")

    def half(tx: Tx) -> None:
        tx.spaces.put_fact("half", "done")
        raise oops

    before = [store.write(count_up) for _ in range(3)]
    failing = store.write(half)
    after = [store.write(count_up) for _ in range(3)]
    gate.open()
    assert failing.exception(60) is oops
    assert [future.result(60) for future in (*before, *after)] == [1, 2, 3, 4, 5, 6]
    assert store.read(get("half")).result(60) is None
    assert store.read(get("count")).result(60) == "6"


def test_of_many_pieces_the_one_that_fails_is_taken_back_and_the_others_stay(store: Store) -> None:
    def put(tx: Tx, name: str, *, fails: bool = False) -> None:
        tx.spaces.put_fact(name, "there")
        if fails:
            raise LookupError(name)

    def work(tx: Tx) -> list[str]:
        return [tx.apart(partial(put, tx, name, fails=name == "second")) for name in ("first", "second", "third")]

    faults = store.write(work).result()
    assert [fault.partition(",")[0] for fault in faults] == ["", "LookupError in put", ""]
    facts = store.read(lambda tx: [tx.spaces.fact(name) for name in ("first", "second", "third")]).result()
    assert facts == ["there", None, "there"]


def test_what_the_database_refuses_of_one_piece_fails_all(store: Store) -> None:
    def work(tx: Tx) -> None:
        tx.spaces.put_fact("first", "there")
        tx.apart(lambda: tx.spaces.connection.exec_driver_sql("SELECT * FROM nowhere"))

    with pytest.raises(StoreError):
        store.write(work).result()
    assert store.read(lambda tx: tx.spaces.fact("first")).result() is None


def test_what_was_called_off_while_it_waited_is_not_run(store: Store) -> None:
    gate = Gate(store)
    called_off = store.write(put("off"))
    kept = store.write(put("kept"))
    assert called_off.cancel()
    gate.open()
    kept.result(60)
    with pytest.raises(CancelledError):
        called_off.result(60)
    assert store.read(lambda tx: (tx.spaces.fact("off"), tx.spaces.fact("kept"))).result(60) == (None, "kept")


def test_reads_wait_for_no_writer_and_see_only_what_is_committed(store: Store) -> None:
    gate = Gate(store)
    writing = store.write(count_up)
    assert store.read(get("count")).result(60) is None
    gate.open()
    writing.result(60)
    assert store.read(get("count")).result(60) == "1"


def test_a_read_cannot_write(store: Store) -> None:
    with pytest.raises(StoreError):
        store.read(count_up).result(60)
    assert store.write(count_up).result(60) == 1
    assert store.read(get("count")).result(60) == "1"


def test_closing_finishes_what_waits_and_refuses_what_comes_after(store: Store) -> None:
    gate = Gate(store)
    waiting = [store.write(count_up) for _ in range(300)]
    closing = threading.Thread(target=store.close)
    closing.start()
    gate.open()
    closing.join(60)
    assert [future.result(0) for future in waiting] == list(range(1, 301))
    refused: list[Future[object]] = [store.write(lambda tx: None), store.read(lambda tx: None)]
    for future in refused:
        with pytest.raises(StoreError, match="stopping"):
            future.result(0)
    store.close()


# --- from an event loop --------------------------------------------------------------------------------------


async def test_64_tasks_each_wait_for_their_commit(store: Store) -> None:
    async def call(caller: int) -> list[str | None]:
        seen: list[str | None] = []
        for turn in range(5):
            name = f"{caller}/{turn}"
            await store.commit(count_up)
            await store.commit(put(name))
            seen.append(await asyncio.wrap_future(store.read(get(name))))
        return seen

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(call(caller)) for caller in range(CALLERS)]
    assert [task.result() for task in tasks] == [[f"{c}/{turn}" for turn in range(5)] for c in range(CALLERS)]
    assert store.read(get("count")).result(60) == str(CALLERS * 5)


async def test_a_failing_task_fails_alone(store: Store) -> None:
    gate = Gate(store)
    oops = ValueError("oops")

    def half(tx: Tx) -> None:
        tx.spaces.put_fact("half", "done")
        raise oops

    tasks = [asyncio.create_task(store.commit(work)) for work in (count_up, half, count_up)]
    await asyncio.sleep(0)
    gate.open()
    assert await asyncio.gather(*tasks, return_exceptions=True) == [1, oops, 2]
    assert store.read(get("half")).result(60) is None


async def test_an_iteration_that_ends_in_the_work_is_an_error_and_no_silence(store: Store) -> None:
    with pytest.raises(RuntimeError, match="iteration"):
        await store.commit(lambda tx: next(iter(())))


async def test_a_task_called_off_while_it_waits_is_not_run(store: Store) -> None:
    gate = Gate(store)
    called_off = asyncio.create_task(store.commit(put("off")))
    kept = asyncio.create_task(store.commit(put("kept")))
    await asyncio.sleep(0)
    called_off.cancel()
    await asyncio.sleep(0)
    gate.open()
    await kept
    assert called_off.cancelled()
    assert store.read(lambda tx: (tx.spaces.fact("off"), tx.spaces.fact("kept"))).result(60) == (None, "kept")


async def test_a_task_called_off_while_it_is_run_disturbs_nobody(store: Store) -> None:
    running, go_on = threading.Event(), threading.Event()

    def work(tx: Tx) -> None:
        running.set()
        assert go_on.wait(60)

    called_off = asyncio.create_task(store.commit(work))
    await asyncio.to_thread(running.wait, 60)
    called_off.cancel()
    await asyncio.sleep(0)
    go_on.set()
    assert await store.commit(count_up) == 1


def test_what_a_closed_loop_left_behind_is_still_written(store: Store) -> None:
    gate = Gate(store)

    async def leave() -> None:
        waiting = store.commit(put("left"))
        waiting.send(None)
        waiting.close()

    asyncio.run(leave())
    gate.open()
    assert store.write(get("left")).result(60) == "left"


async def test_a_closed_store_refuses_tasks_too(store: Store) -> None:
    store.close()
    with pytest.raises(StoreError, match="stopping"):
        await store.commit(count_up)


@pytest.mark.parametrize("url", ["sqlite://", "postgresql://u:secret@h/x", "nonsense"])
def test_a_store_needs_a_file(url: str) -> None:
    with pytest.raises(StoreError) as refused:
        Store(url)
    assert "secret" not in str(refused.value)
