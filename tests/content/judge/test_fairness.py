"""What must not cost points: synonyms, abbreviations, spelling, lower case, lists, code, few words or many."""

from __future__ import annotations

import pytest

from content.judge import Engine, judge
from content.model import KeyPoint, Question


@pytest.mark.parametrize(
    ("short", "spelled"),
    [
        ("cdc reads the log of the source", "change data capture reads the log of the source"),
        ("the files land in s3", "the files land in object storage"),
        ("parquet files land in blob storage", "parquet files land in object storage"),
        ("the dwh stores data column-oriented", "the data warehouse stores data in columnar format"),
        ("scd2 keeps a row for each version", "type 2 slowly changing dimension keeps a row for each version"),
    ],
)
def test_synonyms_and_abbreviations_of_the_field_count(
    short: str, spelled: str, warehouse: Question, engine: Engine
) -> None:
    one, other = judge(warehouse, short, engine), judge(warehouse, spelled, engine)
    assert one.missed == other.missed
    assert len(one.missed) == len(warehouse.points) - 1


FULL = (
    "Producers append records to a log on disk. Records stay for the retention time. Many consumers read them "
    "independently. Order holds only within a partition."
)


@pytest.mark.parametrize(
    "text",
    [
        FULL.lower(),
        FULL.replace(". ", "\n- "),
        (
            "1. append only log on disk, written by producers 2. records stay until retention ends, read or not "
            "3. consumers read independently 4. order only within a partition"
        ),
        (
            "prodcuers append recrods to a log on disk, records stay for the retention time, many consumers read them "
            "independantly, order only holds within a partiton"
        ),
        (
            "append-only log on disk; records kept for retention time, read or not; many independent consumers; "
            "order per partition only"
        ),
        (
            f"{FULL} At my last company we had a cluster of nine brokers for the clicks of the shop, and I was on call "
            "for it. The nice thing was that a team could start with the oldest record and rebuild its tables."
        ),
    ],
)
def test_one_answer_in_many_forms_is_worth_about_the_same(text: str, kafka: Question, engine: Engine) -> None:
    verdict = judge(kafka, text, engine)
    assert verdict.score >= 75
    assert verdict.missed == ()


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("normalised", "normalized"),
        ("behaviour", "behavior"),
        ("optimise", "optimize"),
        ("serialisation", "serialization"),
    ],
)
def test_british_and_american_spelling_are_one(british: str, american: str, engine: Engine) -> None:
    def about(word: str) -> Question:
        points = (KeyPoint("", f"It depends on the {word} of the tables"), KeyPoint("", "Nothing is locked for long"))
        return Question(id=word, bank="b", prompt="Why is it fast?", points=points)

    alike = judge(about(american), f"that depends on the {american} of your tables", engine)
    other = judge(about(british), f"that depends on the {american} of your tables", engine)
    assert alike.missed == other.missed == (1,)
    assert abs(alike.score - other.score) <= 8


def test_a_snippet_of_code_answers(engine: Engine) -> None:
    question = Question(
        id="top",
        bank="b",
        prompt="How do you get the latest order of each customer in SQL?",
        answer="Number the rows with ROW_NUMBER over a partition by customer, ordered by date descending, in a "
        "subquery. The outer query keeps row number 1.",
        points=(
            KeyPoint("", "ROW_NUMBER over a partition by customer ordered by date descending"),
            KeyPoint("", "The outer query keeps the rows with row number 1"),
        ),
    )
    code = (
        "```sql\nselect * from (\n  select o.*, row_number() over (partition by customer_id\n"
        "    order by order_date desc) as rn\n  from orders o\n) t where rn = 1\n```"
    )
    assert 0 in judge(question, code, engine).covered


def test_four_words_earn_their_point(kafka: Question, engine: Engine) -> None:
    assert judge(kafka, "order per partition only", engine).covered == (3,)
