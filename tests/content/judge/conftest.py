"""Both engines, and questions to ask them about."""

from __future__ import annotations

import pytest

from content.judge import Engine, EngineMissingError, engine_named
from content.judge.engines import NAMES
from content.model import KeyPoint, Question


@pytest.fixture(params=NAMES)
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine that is installed."""
    try:
        return engine_named(request.param)
    except EngineMissingError as missing:
        pytest.skip(str(missing))


@pytest.fixture
def kafka() -> Question:
    """A question about a log that several people read."""
    return Question(
        id="kafka",
        bank="b",
        prompt="What is Apache Kafka, and does it keep messages?",
        answer="Kafka is an append-only log. Producers append records to topics, and brokers write them to disk. "
        "Records stay for the retention time, whether they were read or not, so they can be replayed. Many "
        "consumers read the same records independently, each with its own offset. Order holds only within a partition.",
        points=(
            KeyPoint("The core idea", "Producers append records to a log that brokers write to disk"),
            KeyPoint("Time", "Records stay for the retention time, whether read or not"),
            KeyPoint("Readers", "Many consumers read the same records independently"),
            KeyPoint("Sequence", "Order holds only within a partition"),
        ),
    )


@pytest.fixture
def warehouse() -> Question:
    """A question whose words have many synonyms."""
    return Question(
        id="warehouse",
        bank="b",
        prompt="How does a warehouse get and keep its data?",
        answer="Change data capture reads the transaction log of the source. The files land in object storage. The "
        "data warehouse stores them by column. A type 2 slowly changing dimension keeps a row for each version.",
        points=(
            KeyPoint("Source", "Change data capture reads the transaction log of the source"),
            KeyPoint("Landing", "Files land in object storage"),
            KeyPoint("Layout", "The data warehouse stores data in columnar format"),
            KeyPoint("History", "A type 2 slowly changing dimension keeps a row for each version"),
        ),
    )


@pytest.fixture
def locking() -> Question:
    """A question that sets two things against each other."""
    return Question(
        id="locking",
        bank="b",
        prompt="What is the difference between optimistic and pessimistic locking?",
        answer="Pessimistic locking locks the row before it is changed, and others wait. Optimistic locking takes no "
        "lock and compares a version number when writing. Optimistic locking suits rare conflicts.",
        points=(
            KeyPoint("First", "Pessimistic locking locks the row before a change, so others wait"),
            KeyPoint("Second", "Optimistic locking compares a version number when writing"),
            KeyPoint("Choice", "Optimistic locking suits rare conflicts"),
        ),
    )
