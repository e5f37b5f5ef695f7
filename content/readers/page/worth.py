"""Whether a structure of a page carries questions at all, and how much its vote weighs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from content.readers.page.candidates import Candidate
from content.readers.page.layout import Block

_TELLS = 0.8  # the likeness of what tells to do something: `Explain …`
_SAYS_SO = re.compile(r"\b(?:questions|answers)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Measure:
    """What a structure is measured against: the page it stands on."""

    blocks: Sequence[Block]
    headings: Mapping[str, int]
    """Of each rank of headings, how many the page has."""
    above: Mapping[int, str]
    """Of each heading, what the larger one it stands below says."""
    first: int
    """Index of the first heading; -1 without one."""
    is_bank: bool
    """Whether it says that it holds questions."""
    is_list: bool
    """Whether it says that it holds nothing else."""

    def is_good(self, group: Sequence[Candidate]) -> bool:
        """Say whether a structure carries questions at all."""
        size, asking = len(group), sum(c.asked.asks for c in group)
        carrier = group[0].carrier
        if sum(c.asked.marked for c in group) >= 0.5 * size:
            return carrier != "line" or size > 1 or asking > 0
        if (size > 1 or group[0].is_heading) and sum(c.folded for c in group) >= 0.5 * size:
            return True
        if carrier == "sentence":
            return sum(c.asked.likeness == 1.0 for c in group) > 2
        if carrier == "quote":
            return asking > 2 and asking >= 0.6 * size
        if carrier[0] == "u":
            return asking > 2 and asking >= 0.5 * size
        if self._counts(group) or (carrier == "numbered" and self.heads_lists(group)):
            return True
        if not self.is_bank and asking == 1 and self.headings[carrier] > 2:  # `Why another tool?` in a manual
            return False
        if not self.is_bank and self._only_sounds(group, asking):
            return False
        enough = 1 if group[0].is_heading or carrier == "summary" else 2
        least = 0.3 if self.is_bank and asking > 2 else 0.4
        if carrier in ("bold", "numbered"):
            least += 0.1
        return asking >= enough and asking >= least * size

    def _counts(self, group: Sequence[Candidate]) -> bool:
        """Say whether headings, summaries or bold lines are counted where the page says that questions follow."""
        says = self.is_bank or all(_SAYS_SO.search(self.above.get(c.at, "")) for c in group)
        counted = share_numbered(group) >= 0.7 and len(group) > 2
        return counted and ((says and group[0].carrier[0] in "hs") or (self.is_list and group[0].carrier == "bold"))

    def _only_sounds(self, group: Sequence[Candidate], asking: int) -> bool:
        """Say whether a group without a question mark only begins like questions: `How to build`, `is slow, or`."""
        if any("?" in c.asked.text or "？" in c.asked.text or c.at == self.first for c in group):
            return False
        if group[0].is_heading:
            return asking < 3 and self.headings[group[0].carrier] > asking
        return group[0].carrier.startswith("item") and 2 * sum(c.asked.likeness == _TELLS for c in group) < asking

    def heads_lists(self, group: Sequence[Candidate]) -> bool:
        """Say whether numbered paragraphs stand above lists of options, most of them."""
        below = [self.blocks[c.at + 1].kind == "item" for c in group if c.at + 1 < len(self.blocks)]
        return self.is_bank and len(group) > 2 and 5 * sum(below) >= 4 * len(group)


def share_numbered(group: Sequence[Candidate]) -> float:
    """Say how many of a group are counted, 0 to 1."""
    return sum(bool(c.asked.number) for c in group) / len(group) if group else 0.0


def worth(group: Sequence[Candidate]) -> int:
    """Weigh a structure: how often it asks; loose items and sentences weigh half."""
    asking = sum(c.asked.asks or c.asked.marked for c in group)
    return asking if group[0].carrier.startswith(("item", "sentence", "quote")) else 2 * asking
