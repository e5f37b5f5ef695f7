"""What a few words, a snippet and small talk are worth: what they name or show, no more and no less."""

from __future__ import annotations

import pytest

from content.judge import Engine, judge
from content.judge.asked import asked
from content.judge.naming import named
from content.judge.reading import read
from content.judge.snippet import is_code
from content.judge.written_out import written_out
from content.model import Question

POINTS = (
    "Producers append records to a log on disk. Records stay for the retention time. Many consumers read them "
    "independently. Order holds only within a partition."
)
TALK = (
    "I like this question. In my last project we used it, and honestly I was a big fan, though my boss was not. "
    "My colleague wrote a blog post on our cluster, and people liked it."
)


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("retention, partition", {1, 3}),
        ("independent consumers; brokers, retention", {0, 1, 2}),
        ("partition", set()),
        ("retention, unicorns", set()),
        ("retention, no partition", set()),
        ("the log is written to disk and order holds in a partition", set()),
    ],
)
def test_a_few_words_name_the_points_they_are_of(text: str, points: set[int], kafka: Question) -> None:
    ready = asked(kafka)
    assert named(ready, read(ready, text)) == points


def test_points_that_are_only_named_are_partly_covered(kafka: Question, engine: Engine) -> None:
    verdict = judge(kafka, "retention, partition", engine)
    assert verdict.missed == (0, 2)
    assert 15 <= verdict.score <= 65


def test_small_talk_takes_nothing_from_what_is_said(kafka: Question, engine: Engine) -> None:
    verdict = judge(kafka, f"{TALK} {POINTS} {TALK}", engine)
    assert verdict.missed == ()
    assert verdict.score >= 85


def test_small_talk_adds_nothing_to_what_is_said(kafka: Question, engine: Engine) -> None:
    verdict = judge(kafka, f"{TALK} Order holds only within a partition, I remember that.", engine)
    assert verdict.covered == (3,)
    assert verdict.score <= 30


def test_all_points_in_full_earn_all(kafka: Question, engine: Engine) -> None:
    assert judge(kafka, kafka.answer or "", engine).score >= 99


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("row_key = make_key(device_id, ts)", True),
        ("for row in table.read_rows(start_key):", True),
        ("if (left != right) { return left; }", True),
        ("each row keeps valid_from and valid_to, and the newest of them has no end", False),
        ("O(n) in the worst case, O(log n) mostly", False),
        ("pod = container(s) on one node, job = run to completion", False),
    ],
)
def test_code_is_told_from_prose(line: str, code: bool) -> None:
    assert is_code(line) is code


def test_abbreviations_are_written_out_where_they_stood() -> None:
    text = "IaC for k8s LBs, the rest within 15 min"
    out = written_out(text)
    assert out.text == "infrastructure as code for kubernetes load balancers, the rest within 15 min"
    places = {word: out.text.index(word) for word in ("code", "balancers", "rest")}
    before = {word: text[slice(*out.before(at, at + len(word)))] for word, at in places.items()}
    assert before == {"code": "IaC", "balancers": "LBs", "rest": "rest"}
