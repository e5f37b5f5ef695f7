"""The engine that is set: used, named and stored; where it is missing, that is said once and the other one used."""

from __future__ import annotations

from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot import app
from config.settings import Judge, Settings
from content.judge import EngineMissingError, engine_named
from content.judge.lexical import Lexical
from tests.scenarios.practice_stage import PracticeStage
from tests.scenarios.test_answering import HALF


def settings(engine: str) -> Settings:
    return Settings(judge=Judge.model_validate({"engine": engine}))


def test_a_missing_engine_is_said_once_and_the_lexical_one_judges(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(name: str) -> object:
        if name == "semantic":
            raise EngineMissingError("Run `make setup EXTRA=semantic`.")
        return engine_named(name)

    monkeypatch.setattr(app, "engine_named", gone)
    with capture_logs() as said:
        engine = app.engine_of(settings("semantic"))
        app.engine_of(settings("lexical"))
    assert isinstance(engine, Lexical)
    assert said == [
        {"event": "judging by words instead", "reason": "Run `make setup EXTRA=semantic`.", "log_level": "warning"}
    ]


@pytest.mark.parametrize("name", ["lexical", "semantic"])
async def test_a_verdict_is_stored_with_its_engine_and_shows_it(name: str, tmp_path: Path) -> None:
    if name == "semantic":
        pytest.importorskip("onnxruntime")
    engine = app.engine_of(settings(name))
    stage = PracticeStage(tmp_path, engine=engine)
    await stage.start()
    await stage.says("ana", HALF)
    await stage.sees("ana", f"Judged by {name}, version {engine.version}.")
    ((revision, _),) = stage.store.read(lambda tx: list(tx.answers.judged(("", "", 0), 10))).result()
    assert (revision.engine, revision.version) == (name, engine.version)
    await stage.stop()
