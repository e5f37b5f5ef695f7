"""Killed at any moment: what was acknowledged is there, nothing is posted twice, and the points add up."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from bot.app import Hotseat
from bot.practice.awards import recount
from content.judge import engine_named
from tests.crash.worker import PEOPLE, FileChat, FileClock, SlowChatAdapter, opened
from tests.scenarios.stage import library

KILLS = 20
DEEDS = ("says", "edits", "fills", "reveals", "waits")
"""What is under way when a kill comes, in turn; `waits` closes rounds."""
ROOT = Path(__file__).parents[2]


def run_until_killed(folder: Path, seed: int, lines: int, deed: str) -> list[dict[str, Any]]:
    """Run the worker; after a number of lines kill it as soon as a deed has begun; give what it had told."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.crash.worker", str(folder), str(seed)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None
    assert worker.stderr is not None
    heard: list[str] = []
    while len(heard) < lines or heard[-1] != f'{{"begins": "{deed}"}}\n':
        line = worker.stdout.readline()
        if not line:
            raise AssertionError(f"the worker ended by itself:\n{worker.stderr.read()}")
        heard.append(line)
    worker.send_signal(signal.SIGKILL)
    rest, _ = worker.communicate()
    # What it could still print before the signal arrived was acknowledged too; half a line was not.
    heard.extend(line for line in rest.splitlines(keepends=True) if line.endswith("\n"))
    return [json.loads(line) for line in heard if line.startswith("{")]


def under_way(replies: list[dict[str, Any]]) -> list[str]:
    """Name what had begun when the kill came, and had not ended."""
    begun = Counter(reply["begins"] for reply in replies if "begins" in reply)
    return list((begun - Counter(reply["ends"] for reply in replies if "ends" in reply)).elements())


async def settle(folder: Path) -> None:
    """Start the bot once more and let it do what is due and owed."""
    clock = FileClock(folder / "clock")
    with opened(folder) as store:
        hotseat = Hotseat(store, library(), engine_named("lexical"), clock, random=Random(1))
        await hotseat.start([SlowChatAdapter(FileChat(folder / "chat.jsonl"), clock)])
        await hotseat.in_flight.idle()
        await hotseat.stop()


async def test_nothing_is_lost_and_nothing_comes_twice(tmp_path: Path) -> None:
    random = Random(20261123)
    replies: list[dict[str, Any]] = []
    cut_short: Counter[str] = Counter()
    for kill in range(KILLS):
        deed = DEEDS[kill % len(DEEDS)]
        heard = await asyncio.to_thread(run_until_killed, tmp_path, kill, random.randint(6, 120), deed)
        cut_short.update(under_way(heard))
        replies += heard
    await settle(tmp_path)
    answered = {reply["event"]: reply["text"] for reply in replies if "answered" in reply}
    revealed = [(reply["revealed"], reply["round"]) for reply in replies if "revealed" in reply]
    assert len(answered) > KILLS
    assert any(event.startswith("said:") and not event.endswith(":") for event in answered), "no edit was answered"
    assert revealed
    assert any("closed" in reply for reply in replies)
    # The kills came in the middle of things, and not always of the same.
    assert sum(cut_short.values()) >= KILLS, cut_short
    assert len(cut_short) >= len(DEEDS) // 2, cut_short
    with opened(tmp_path) as store:
        stored = {
            event: store.read(partial(lambda e, tx: tx.answers.of_event("orchard", e), event)).result()
            for event in answered
        }
        shown = store.read(
            lambda tx: {(r.member, r.round) for who in PEOPLE for r in tx.answers.reveals_of("orchard", who)}
        ).result()
        before = store.read(lambda tx: tx.standings.dump()).result()
        store.write(recount).result()
        recounted = store.read(lambda tx: tx.standings.dump()).result()
    # Messages that join an answer are part of its text.
    assert [event for event, text in answered.items() if (r := stored[event]) is None or text not in r.text] == []
    assert [event for event, r in stored.items() if r is None or r.judged_at is None] == []
    assert {who for who, _ in revealed} <= {who for who, _ in shown}
    posts = Counter(post.key for post in FileChat(tmp_path / "chat.jsonl").posts if post.key)
    assert posts
    assert [key for key, times in posts.items() if times > 1] == []
    assert before
    assert before == recounted
