"""The banks we ship: every fault of every one of them, in one report."""

from __future__ import annotations

from pathlib import Path

from content.check import check
from content.library import OURS
from content.model import Bank
from content.readers.native.bank import read_bank
from content.readers.reading import Fault

ROOT = Path(__file__).parents[2]


def test_the_pages_that_count_our_questions_count_them_right() -> None:
    ours = [bank for file in OURS.glob("*.md") if (bank := read_bank(file.read_text("utf-8"), file.name)[0])]
    questions = sum(len(bank.questions) for bank in ours)
    readme, changes = ((ROOT / name).read_text("utf-8") for name in ("README.md", "CHANGELOG.md"))
    assert f"{questions} questions on" in readme
    assert f"in {len(ours)} [banks]" in readme
    assert f"{questions} questions in {len(ours)} banks" in changes


def test_our_banks_have_no_fault() -> None:
    banks: list[Bank] = []
    faults: list[Fault] = []
    for file in sorted(OURS.glob("*.md")):
        bank, found = read_bank(file.read_text("utf-8"), file.name)
        banks += [bank] if bank else []
        faults += found
    faults += check(banks, strict=True)
    assert "\n".join(map(str, faults)) == ""
