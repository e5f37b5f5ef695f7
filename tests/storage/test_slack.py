"""Slack's installs under way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

import storage.slack
from storage.store import Store

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


def begin(store: Store, state: str, at: datetime) -> None:
    store.write(lambda tx: tx.slack.issue_state(state, at + timedelta(minutes=10), at)).result()


def finish(store: Store, state: str, at: datetime) -> bool:
    return store.write(lambda tx: tx.slack.use_state(state, at)).result()


def test_a_state_is_good_once_and_for_its_time(store: Store) -> None:
    for state in ("first", "second"):
        begin(store, state, NOW)
    assert finish(store, "first", NOW)
    assert not finish(store, "first", NOW)
    assert not finish(store, "second", NOW + timedelta(minutes=10))
    assert not finish(store, "never", NOW)


def test_whoever_begins_without_end_fills_no_table(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage.slack, "MOST_STATES", 3)
    for minute in range(5):
        begin(store, f"begun {minute}", NOW + timedelta(minutes=minute))
    now = NOW + timedelta(minutes=5)
    assert [finish(store, f"begun {minute}", now) for minute in range(5)] == [False, False, True, True, True]
