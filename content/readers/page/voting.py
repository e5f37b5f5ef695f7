"""Which structure of a page carries its questions: every candidate votes, the outermost good one wins."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from content.readers.labels import keeps_record, names_no_question, names_questions
from content.readers.noise import noise
from content.readers.page.asides import above, announced, asides, over_lists, parted
from content.readers.page.candidates import Candidate, is_label
from content.readers.page.contents import key
from content.readers.page.layout import Block
from content.readers.page.spans import Spans, has_body, hollow, spans
from content.readers.page.unasked import is_told, named
from content.readers.page.worth import Measure, share_numbered, worth


@dataclass(frozen=True, slots=True)
class Election:
    """Who was chosen on a page."""

    chosen: tuple[Candidate, ...]
    passed_over: tuple[Candidate, ...]
    """What looks like a question and stands outside of every chosen one."""
    sections: int
    """The lowest rank of headings that part questions from each other."""
    interrupted: frozenset[str]
    """Carriers whose items stand alone, so that what follows an item belongs to it."""


def elect(blocks: Sequence[Block], running: Sequence[Candidate], *, is_bank: bool, is_list: bool = False) -> Election:
    """Choose the candidates that are questions; `is_bank`: the page says it holds some, `is_list`: nothing else."""
    return _Vote(blocks, running, is_bank, is_list).result()


class _Vote:
    def __init__(self, blocks: Sequence[Block], running: Sequence[Candidate], is_bank: bool, is_list: bool) -> None:
        self._blocks = blocks
        self._is_bank = is_bank
        self._is_list = is_list
        self._first = next((at for at, block in enumerate(blocks) if block.kind == "heading"), -1)
        self._paragraphs = sum(block.kind == "paragraph" and not block.depth for block in blocks)
        repeated = Counter(key(c.asked.text) for c in running)
        aside = asides(blocks)
        self._hollow = hollow(blocks)
        self._over_lists = over_lists(blocks, running)
        self._parted = parted(running)
        asks = self._first < 0 or not keeps_record(blocks[self._first].text)
        self._running = [
            c
            for c in running
            if (asks or c.asked.marked)
            and not (c.at in aside and c.is_loose and not c.folded)
            and not self._is_name(c, repeated)
        ]
        self._groups: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in self._running:
            self._groups[candidate.carrier].append(candidate)
        self._announced = announced(blocks, self._running, is_bank=is_bank)
        self._lonely = self._lonely_carriers()
        headings = Counter(c.carrier for c in running if c.is_heading)
        self._measure = Measure(blocks, headings, above(blocks), self._first, is_bank, is_list)

    def _is_name(self, c: Candidate, repeated: Counter[str]) -> bool:
        """Say whether it names something and asks nothing: a part, a section, navigation."""
        if c.asked.marked and (c.asked.number or c.asked.text):
            return False
        if is_label(c) or noise(c.asked.raw) or (names_no_question(c.asked.text)):
            return True
        if c.is_heading and (
            c.at in self._over_lists
            or names_questions(c.asked.text)
            or (c.carrier in self._parted and c.asked.number and not c.asked.asks)
        ):
            return True
        if c.asked.number:
            return False
        return key(c.asked.raw) in self._hollow or (not c.asked.asks and repeated[key(c.asked.text)] > 2)

    def result(self) -> Election:
        chosen = self._headings()
        chosen += self._counted_aloud(chosen)
        chosen = self._others(chosen) or (named(self._blocks, list(self._groups.values())) if self._is_list else [])
        chosen.sort(key=lambda c: (c.start, c.at))
        sections = self._section_rank(chosen)
        held = self._spans(chosen)
        passed = tuple(c for c in self._running if c.asked.likeness == 1.0 and not held.hold(c))
        return Election(tuple(chosen), passed, sections, self._lonely)

    def _spans(self, chosen: Sequence[Candidate]) -> Spans:
        return spans(
            self._blocks,
            chosen,
            self._section_rank(chosen),
            len(self._blocks) and self._blocks[-1].end,
            self._lonely,
        )

    # the headings of the page

    def _headings(self) -> list[Candidate]:
        ranks = [carrier for carrier in sorted(self._groups) if self._groups[carrier][0].is_heading]
        good = [carrier for carrier in ranks if carrier[0] == "h" and self._measure.is_good(self._groups[carrier])]
        if not good:
            good = [carrier for carrier in ranks if carrier[0] == "u" and self._measure.is_good(self._groups[carrier])]
        if not good:
            return []
        main = max(good, key=lambda carrier: (worth(self._groups[carrier]), -int(carrier[1:])))
        if self._outvoted(main):
            good = [carrier for carrier in good if share_numbered(self._groups[carrier]) > 0.5]
        chosen: list[Candidate] = []
        for carrier in sorted(good):
            chosen += self._of_rank(carrier, main, chosen)
        return chosen

    def _outvoted(self, main: str) -> bool:
        """Say whether something inside the sections asks far more often than the headings do."""
        inside = max(
            (worth(g) for carrier, g in self._groups.items() if not g[0].is_heading and self._measure.is_good(g)),
            default=0,
        )
        group = self._groups[main]
        return inside > 4 * worth(group) or (len(group) == 1 and inside > 2 and group[0].at == self._first)

    def _of_rank(self, carrier: str, main: str, above: Sequence[Candidate]) -> list[Candidate]:
        group = self._groups[carrier]
        numbered = share_numbered([c for c in group if c.asked.asks or c.asked.number])
        asking = sum(c.asked.asks for c in group) / len(group)
        held = self._spans(above)
        deep = [c for c in group if held.hold(c)]
        deep_asking = sum(c.asked.asks for c in deep) / len(deep) if deep else 0.0
        chosen = []
        for c in group:
            if deep and c in deep and not self._asks_on_its_own(c, deep, deep_asking):
                continue
            if self._takes_part(c, numbered, asking, main=carrier == main):
                chosen.append(c)
        return chosen

    def _asks_on_its_own(self, c: Candidate, deep: Sequence[Candidate], asking: float) -> bool:
        """Say whether a heading below a question is a question too, and not a part of its answer."""
        if c.asked.marked or len(c.asked.number) > 1:
            return True
        if c.asked.number:
            return c.asked.asks
        return c.asked.asks and asking >= 0.7 and len(deep) > 3

    def _takes_part(self, c: Candidate, numbered: float, asking: float, *, main: bool) -> bool:
        if c.asked.marked or c.folded or (c.asked.project and self._is_bank):
            return True
        if c.asked.asks:
            if not main and not has_body(self._blocks, c.at):
                return False
            return not (numbered > 0.8 and not c.asked.number and c.asked.likeness < 0.8)
        if c.asked.number:
            return numbered >= 0.6 and has_body(self._blocks, c.at) and not c.asked.text.endswith(":")
        return (
            numbered < 0.4
            and asking >= (0.3 if self._is_list else 0.75)
            and main
            and has_body(self._blocks, c.at)
            and c.asked.likeness > 0.1
            and not c.asked.text.endswith(":")
        )

    def _counted_aloud(self, chosen: Sequence[Candidate]) -> list[Candidate]:
        """Take `Q1: …?` among headings of other kinds."""
        held = self._spans(chosen)
        asking = (c for c in self._running if c.is_heading and c.asked.marked and c.asked.number and c.asked.asks)
        return [c for c in asking if not held.hold(c) and has_body(self._blocks, c.at)]

    # everything below the headings

    def _others(self, chosen: list[Candidate]) -> list[Candidate]:
        groups = [g for g in self._groups.values() if not g[0].is_heading]
        groups.sort(key=worth, reverse=True)
        accepted = list(chosen)
        for group in groups:
            free = self._free(group, accepted)
            voters = [c for c in self._in_runs(free) if c.asked.text or c.asked.marked]
            if not voters or not self._measure.is_good(voters):
                continue
            if accepted and not self._may_join(voters, accepted):
                continue
            accepted += [c for c in voters if self._belongs(c, voters)]
        return accepted

    def _free(self, group: Sequence[Candidate], accepted: Sequence[Candidate]) -> list[Candidate]:
        """Keep those that do not stand in the body of a question."""
        if not accepted:
            return list(group)
        held = self._spans(accepted)
        lines = Counter(id(held.owners[c.at]) for c in group if c.carrier == "line")
        return [c for c in group if not held.hold(c) or self._asks_anew(c, held.owners[c.at], lines)]

    def _asks_anew(self, c: Candidate, owner: Candidate | None, lines: Mapping[int, int]) -> bool:
        """Say whether a marked line in the body of a question is one itself, and not the only one, right below it."""
        asks_for_it = (
            owner and owner.is_heading and c.at == owner.at + 1 and not c.asked.number and lines[id(owner)] == 1
        )
        return c.asked.marked and c.carrier == "line" and not asks_for_it

    def _in_runs(self, group: Sequence[Candidate]) -> list[Candidate]:
        """Keep the lists most of whose items ask; a list of one is judged with the others of its kind."""
        runs: dict[int, list[Candidate]] = defaultdict(list)
        for c in group:
            runs[c.run].append(c)
        kept = []
        mostly = sum(c.asked.asks or c.asked.marked for c in group) >= 0.7 * len(group)
        for run, members in runs.items():
            asking = sum(c.asked.asks or c.asked.marked for c in members)
            alike = mostly and asking and members[0].carrier.endswith("b")  # bold items are of one making
            announced = members[0].at in self._announced
            told = self._is_list and all(is_told(self._blocks, c) for c in members)
            if run == -1 or len(members) == 1 or alike or announced or told or asking >= 0.6 * len(members):
                kept += members
        return sorted(kept, key=lambda c: (c.start, c.at))

    def _may_join(self, voters: Sequence[Candidate], accepted: Sequence[Candidate]) -> bool:
        """Say whether a second structure holds questions too: it has marks or answers, or it is large."""
        if any(c.asked.marked for c in voters) or voters[0].carrier in ("summary", "h@item"):
            return True
        answered = sum(bool(c.rest) or c.close > c.body for c in voters)
        return (
            answered > 0.5 * len(voters)
            or 3 * len(voters) >= len(accepted)
            or not any(has_body(self._blocks, c.at) for c in accepted)
        )

    def _belongs(self, c: Candidate, voters: Sequence[Candidate]) -> bool:
        if c.carrier == "sentence" and not c.folded:
            return c.asked.likeness == 1.0 or len(voters) >= (0.55 if self._is_list else 0.7) * self._paragraphs
        if c.carrier == "bold" and not c.asked.number and c.asked.likeness < 1 and share_numbered(voters) >= 0.7:
            return False
        if c.asked.asks or c.asked.marked or c.folded or c.carrier in ("summary", "h@item"):
            return True
        if c.at in self._announced:
            return not c.asked.text.endswith(":")
        return (self._is_list and c.run != -1 and is_told(self._blocks, c)) or self._follows_suit(c, voters)

    def _follows_suit(self, c: Candidate, voters: Sequence[Candidate]) -> bool:
        """Say whether what does not ask stands among enough that does."""
        asking = sum(v.asked.asks for v in voters) / len(voters)
        if c.carrier == "bold":
            if c.asked.number and share_numbered(voters) >= 0.7 and len(voters) > 3:
                return True
            return asking > 0.9 and (not c.rest or bool(c.asked.number)) and len(voters) > 4
        if c.carrier.endswith("b") and asking >= 0.7 and len(voters) > 5:
            return bool(c.rest) or c.close > c.body
        if c.carrier == "numbered" and c.asked.number:
            return self._measure.heads_lists(voters)
        bare = self._is_list and not c.rest and c.close <= c.body
        return (
            asking >= 0.6
            and c.run != -1
            and (bool(c.asked.number) or asking > 0.8 or bare)
            and not c.asked.text.endswith(":")
        )

    def _section_rank(self, chosen: Sequence[Candidate]) -> int:
        """Find the lowest rank of heading below which questions begin anew."""
        starts = {c.at for c in chosen}
        votes: dict[int, list[bool]] = defaultdict(list)
        for at, block in enumerate(self._blocks):
            if block.kind == "heading" and block.depth == 0 and at not in starts:
                votes[block.rank].append(self._opens_section(at, starts))
        return max((rank for rank, cast in votes.items() if sum(cast) >= 0.5 * len(cast)), default=0)

    def _opens_section(self, at: int, starts: set[int]) -> bool:
        """Say whether a question or another heading follows a heading before anything solid does."""
        for following in range(at + 1, min(at + 40, len(self._blocks))):
            block = self._blocks[following]
            if following in starts:
                return True
            if block.kind in ("heading", "code", "table"):
                return block.kind == "heading" and block.rank > self._blocks[at].rank
        return False

    def _lonely_carriers(self) -> frozenset[str]:
        lonely = set()
        for carrier, group in self._groups.items():
            if carrier.startswith("item"):
                sizes = Counter(c.run for c in group)
                asking = {c.run for c in group if c.asked.asks}
                if asking and 2 * sum(sizes[run] == 1 for run in asking) >= len(asking):
                    lonely.add(carrier)
        return frozenset(lonely)
