"""The desk: takes a request through its transactions, and an answer from received to judged to scored.

Adapters bring what their platform tells them; the use cases in `practice` decide; this only runs them, each whole
inside one transaction on the store's own thread, and judges outside any.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import TypeVar

import structlog

from bot.model_judge import ModelJudge
from bot.practice import answers, appeals, asking, leaderboard, rounds, spaces, verdicts
from bot.practice.contract import NOTHING, Adapter, Context, Outcome, Remark, Unjudged
from bot.practice.handling import handle, reads_only, understood
from bot.practice.messages import notice, say
from bot.practice.notes import FAULT
from bot.practice.requests import Request
from bot.waiting import InFlight
from content.judge import Engine, Note, Verdict, judge
from content.library import Library
from storage import Tx
from storage.errors import StoreError
from storage.store import Store

log = structlog.get_logger(__name__)

T = TypeVar("T")
Clock = Callable[[], datetime]
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LONGEST_WAIT = 30
"""Seconds a reply waits for the question it seems to answer."""
VERDICTS_AT_ONCE = 16
"""What is received goes before what is judged: a platform waits three seconds for it to be acknowledged."""
_EVENTS_KEPT = timedelta(days=7)
"""Platforms deliver an event again within hours."""
IN_HAND = timedelta(seconds=10)
"""So long an answer is left to whoever took it in: they judge it after answering the platform, and show the verdict."""
GRACE = timedelta(days=30)


def new_id() -> str:
    """Make an id of 16 letters and digits: milliseconds first, so that later ids sort later, then chance."""
    number = (time.time_ns() // 1_000_000 << 35) | Random().getrandbits(35)
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in range(75, -1, -5))


class Desk:
    """Where every platform's requests are carried out."""

    def __init__(
        self,
        store: Store,
        library: Library,
        engine: Engine,
        clock: Clock,
        *,
        in_flight: InFlight,
        random: Random | None = None,
        grace: timedelta = GRACE,
        model: ModelJudge | None = None,
    ) -> None:
        """Take what a use case may know, and `in_flight`, which tells the senders that something is owed.

        `grace`: how long the data of a space is kept that removed the bot. With a `model`, it is asked about each
        answer too, after the engine.
        """
        self._store = store
        self._library = library
        self._engine = engine
        self._model = model
        self._clock = clock
        self._random = random or Random()
        self._in_flight = in_flight
        self._grace = grace
        # One thread: judging is pure Python, and a second would only take the loop's turns.
        self._judges = ThreadPoolExecutor(1, thread_name_prefix="hotseat-judge")
        self._turns = asyncio.Semaphore(VERDICTS_AT_ONCE)
        self._judging: set[Unjudged] = set()
        self._beats = False
        self._deaf: set[str] = set()
        """Platforms that are not heard just now."""

    @property
    def library(self) -> Library:
        """The questions that can be asked."""
        return self._library

    def context(self) -> Context:
        """Give what a use case may know now."""
        return Context(now=self._clock(), new_id=new_id, random=self._random, library=self._library)

    async def ask(self, request: Request) -> Outcome:
        """Carry out a request; when this returns, it is stored, and the platform may be answered."""
        read = understood(request, self._library)
        if isinstance(read, Outcome):
            return read
        try:
            outcome = await self._carry_out(read)
            while outcome.waits_for is not None:
                # Watch first, then look again: it may have been settled while we were looking.
                settled = self._in_flight.watch(outcome.waits_for)
                outcome = await self._carry_out(read)
                if outcome.waits_for is not None:
                    async with asyncio.timeout(LONGEST_WAIT):
                        await settled.wait()
                    outcome = await self._carry_out(read)
        except TimeoutError:
            log.warning("nothing came of a delivery", request=type(read).__name__)
            return _NOT_STORED
        except StoreError as error:
            log.exception("request not stored", request=type(read).__name__, reason=str(error))
            return _NOT_STORED
        _tell(outcome.remarks)
        return outcome

    async def _carry_out(self, request: Request) -> Outcome:
        ctx = self.context()
        work = partial(handle, ctx=ctx, request=request)
        if reads_only(request):
            return await self._store.look(work)
        outcome, owing = await self._store.commit(lambda tx: (work(tx), tx.deliveries.grew))
        if owing:
            self._in_flight.owed()
        return outcome

    async def judge(self, unjudged: Unjudged) -> Outcome:
        """Judge what was stored; the reply is the verdict."""
        self._judging.add(unjudged)
        try:
            async with self._turns:
                given = await self._store.look(lambda tx: verdicts.judgeable(tx, unjudged))
                if given is None:
                    return NOTHING
                loop = asyncio.get_running_loop()
                verdict, copied = await loop.run_in_executor(self._judges, self._judged, given)
                if self._model is None or copied:
                    return await self._record(unjudged, verdict, copied=copied)
            # A model takes its time, and nobody else's turn.
            verdict = await self._model.judge(given.question, given.text, verdict)
            return await self._record(unjudged, verdict, copied=False)
        except StoreError as error:
            # The answer is stored; the heartbeat finds it unjudged and tries again.
            log.exception("verdict not stored", round=unjudged.round, reason=str(error))
            return Outcome(reply=notice(say("verdict.waiting")))
        finally:
            self._judging.discard(unjudged)

    async def _record(self, unjudged: Unjudged, verdict: Verdict, *, copied: bool) -> Outcome:
        ctx = self.context()
        return await self._store.commit(lambda tx: verdicts.record(tx, ctx, unjudged, verdict, copied=copied))

    def _judged(self, given: verdicts.Judgeable) -> tuple[Verdict, bool]:
        """Judge on the judge's thread; a fault of ours is a verdict that says so, or its round could never close."""
        try:
            return judge(given.question, given.text, self._engine), verdicts.is_copy(given)
        except Exception:
            log.exception("judging failed", question=given.question.id)
            fault = Note(FAULT)
            return Verdict(
                0, (), (fault,), confidence=0.0, engine=self._engine.name, version=self._engine.version
            ), False

    async def asks(self, space: str, place: str, thread: str) -> bool:
        """Say whether a thread of a place is a question's."""
        return await self._store.look(lambda tx: tx.rounds.by_thread(space, place, thread)) is not None

    async def heard(self, space: str, place: str, message: str) -> bool:
        """Say whether anything is kept of a message."""
        return await self._store.look(lambda tx: tx.answers.message(space, place, message)) is not None

    def settled(self, key: str) -> Awaitable[object]:
        """Give what to wait for until a delivery that is being sent is known to be there, or to have failed."""
        return self._in_flight.watch(key).wait()

    async def due(self) -> None:
        """Do what is due: judge what waits, close what is over, ask what is to be asked, in slices."""
        await self._judge_waiting()
        ctx = self.context()
        closed = asked = 1
        while closed:
            closed, remarks = await self._write(lambda tx: rounds.close_due(tx, ctx, deaf=tuple(self._deaf)))
            _tell(remarks)
            self._in_flight.owed()
        while asked:
            asked, remarks = await self._write(lambda tx: asking.ask_due(tx, ctx))
            _tell(remarks)
            self._in_flight.owed()
        await self._write(lambda tx: leaderboard.post_weekly(tx, ctx))
        await self._write(lambda tx: appeals.tell_managers(tx, ctx))
        await self._write(lambda tx: tx.answers.forget_events(ctx.now - _EVENTS_KEPT))
        await self._write(lambda tx: tx.forgotten.clear(ctx.now))
        while await self._write(lambda tx: spaces.forget_left(tx, ctx, self._grace)):
            log.info("data of a space that left is removed")
        self._in_flight.owed()

    async def _judge_waiting(self) -> None:
        """Judge answers that a crash or a fault left unjudged; any of them may be an earlier process's at first."""
        until = self._clock() - IN_HAND if self._beats else self._clock()
        self._beats = True
        revisions = await self._store.look(lambda tx: tx.answers.unjudged(until, 200))
        waiting = [Unjudged(revision.round, revision.member, revision.number) for revision in revisions]
        # All at once: a slow model would otherwise hold up what is due by its timeout for each of them.
        judging = (self.judge(one) for one in waiting if one not in self._judging)
        for failed in await asyncio.gather(*judging, return_exceptions=True):
            if isinstance(failed, Exception):  # a fault of ours: what else is due does not wait for it
                log.error("an answer cannot be judged", exc_info=failed)

    def deaf(self, platform: str) -> None:
        """Take note that a platform is not heard; its rounds are closed once it is: what was said before counts."""
        self._deaf.add(platform)

    def hears(self, platform: str) -> None:
        """Take note that a platform is heard again, and told what was said meanwhile."""
        self._deaf.discard(platform)

    async def catch_up(self, adapters: Sequence[Adapter]) -> None:
        """Read, on every platform, what was said in the threads of open rounds while nobody listened."""
        _tell(await self._write(lambda tx: asking.plan_again(tx, self.context())))
        for adapter in adapters:
            threads = await self._store.look(partial(answers.open_threads, platform=adapter.platform))
            for missed in await adapter.missed(threads):
                outcome = await self.ask(missed)
                if outcome.unjudged is not None:
                    await self.judge(outcome.unjudged)
            self.hears(adapter.platform)

    async def _write(self, work: Callable[[Tx], T]) -> T:
        return await self._store.commit(work)

    def close(self) -> None:
        """Let the judge's thread end."""
        self._judges.shutdown()


_NOT_STORED = Outcome(reply=notice(say("refused.store")), stored=False)


def _tell(remarks: Sequence[Remark]) -> None:
    for remark in remarks:
        log.info(remark.event, **dict(remark.fields))
