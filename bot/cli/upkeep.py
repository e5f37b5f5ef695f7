"""What the command line does with the store while no bot need run: recount, judge again, learn, look ahead."""

from __future__ import annotations

from random import Random

from bot.app import library_of, now
from bot.desk import new_id
from bot.practice import awards, daily, learning
from bot.practice.contract import Context
from bot.practice.learning import Learned
from bot.rejudge import Rejudged
from bot.rejudge import rejudge as judge_again
from config.settings import Settings
from content.judge import engine_named
from content.library import Library
from storage import Tx
from storage.store import Store


def recount(settings: Settings) -> int:
    """Rebuild all totals from the answers; give the number of totals that say something."""

    def work(tx: Tx) -> int:
        awards.recount(tx)
        return len(tx.standings.dump())

    store = Store(settings.database_url)
    try:
        return store.write(work).result()
    finally:
        store.close()


def rejudge(settings: Settings, engine: str | None, *, dry_run: bool) -> Rejudged:
    """Judge every stored answer again by an engine, or the one that is set.

    Raises:
        EngineMissingError: that engine is not installed.
    """
    named = engine_named(engine or settings.judge.engine)
    ctx = Context(now=now(), new_id=new_id, random=Random(), library=Library([]))
    store = Store(settings.database_url)
    try:
        return judge_again(store, named, ctx, dry_run=dry_run)
    finally:
        store.close()


def learned(settings: Settings) -> list[Learned]:
    """Give what accepted appeals can teach the banks."""
    library = library_of(settings)
    store = Store(settings.database_url)
    try:
        return store.read(lambda tx: learning.learned(tx, library)).result()
    finally:
        store.close()


def preview(settings: Settings) -> list[tuple[str, list[str]]]:
    """Give the next ten local times of every schedule, each under `space, place (time zone)`."""
    ctx = Context(now=now(), new_id=new_id, random=Random(), library=Library([]))

    def work(tx: Tx) -> list[tuple[str, list[str]]]:
        return [daily.times_of(tx, ctx, schedule, 10) for schedule in tx.schedules.all()]

    store = Store(settings.database_url)
    try:
        return store.read(work).result()
    finally:
        store.close()
