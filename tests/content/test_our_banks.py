"""The banks we ship: every fault of every one of them, in one report."""

from __future__ import annotations

from content.check import check
from content.library import OURS
from content.model import Bank
from content.readers.native.bank import read_bank
from content.readers.reading import Fault


def test_our_banks_have_no_fault() -> None:
    banks: list[Bank] = []
    faults: list[Fault] = []
    for file in sorted(OURS.glob("*.md")):
        bank, found = read_bank(file.read_text("utf-8"), file.name)
        banks += [bank] if bank else []
        faults += found
    faults += check(banks, strict=True)
    assert "\n".join(map(str, faults)) == ""
