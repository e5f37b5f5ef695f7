"""What docs/banks.md tells a newcomer: its first bank is sound, and it explains every rule."""

from __future__ import annotations

import re
from pathlib import Path

from content import check as checking
from content import library
from content.check import check
from content.readers.native.bank import read_bank

DOCS = (Path(__file__).parents[3] / "docs" / "banks.md").read_text("utf-8")
RULES = (*Path(checking.__file__).parent.glob("*.py"), Path(library.__file__))
CODE = "".join(file.read_text("utf-8") for file in RULES)


def test_the_first_bank_has_no_fault() -> None:
    (text,) = re.findall(r"^````markdown\n(.*?)^````$", DOCS, re.DOTALL | re.MULTILINE)
    bank, faults = read_bank(text, "git.md")
    assert bank is not None
    assert [str(fault) for fault in (*faults, *check([bank], strict=True))] == []
    assert [question.id for question in bank.questions] == ["git-commit", "git-merge-conflict"]


def test_every_rule_is_explained_and_none_that_is_not_there() -> None:
    rules = {*re.findall(r'"([a-z]+(?:-[a-z]+)*): ', CODE), *re.findall(r'yield "([a-z-]+)", ', CODE)}
    table = DOCS[DOCS.index("| rule |") :].split("\n\n")[0]
    told = {rule for row in table.splitlines() for rule in re.findall(r"`([a-z-]+)`", row.split("|")[1])}
    assert told == rules
