"""Tables: CSV, TSV and their like, Anki's plain-text export, Quizlet's terms, tables inside Markdown."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import fmean

from content.readers.drafts import Draft, Found
from content.readers.likeness import ASKS, likeness
from content.readers.noise import is_only_a_picture
from content.readers.records.record import draft_of
from content.readers.records.roles import Role, are_telling, asks, role_of, roles_of
from content.readers.rewriting.hypertext import as_markdown
from content.readers.topics import tags

_SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "space": " ", "pipe": "|", "colon": ":"}
_SETTING = re.compile(
    r"#(?P<name>separator|html|columns|(?:tags|notetype|deck|guid) column|notetype|deck|tags|if matches)"
    r"\s*:\s*(?P<value>.*)",
    re.IGNORECASE,
)
_SOUND = re.compile(r"\[sound:[^\]]*\]|\[anki:[^\]]*\]")
_ANSWER_SIGN = re.compile(r"\(?[A-Ja-j1-9]\)?\.?")
_BIGGEST_CELL = 1_000_000
_MOST_CELLS = 5_000  # of a row
_LONGEST_HEADER = 10_000  # characters
_LONGEST_PREFACE = 10  # rows
_BROKEN_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table."""

    line: int
    cells: tuple[str, ...]


@dataclass(slots=True)
class _Settings:
    """What the first lines of an Anki export say."""

    separator: str = ""
    is_html: bool | None = None
    """None: not said."""
    columns: list[str] = field(default_factory=list)
    by_column: dict[int, str] = field(default_factory=dict)
    tags: str = ""
    seen: bool = False
    lines: int = 0


def read_table(text: str) -> Found:
    """Read a table of questions, whatever parts its columns, with or without a header."""
    settings = _settings(text)
    if any(line.count(separator) > _MOST_CELLS for line in text.split("\n") for separator in ",;\t|"):
        return Found(left_out=((1, f"not read: a row of more than {_MOST_CELLS:,} cells"),))
    body = "\n".join(text.split("\n")[settings.lines :])
    separator = settings.separator or guess_separator(body)
    rows = _rows(body, separator, settings.lines)
    if not rows:
        return Found(left_out=((1, "an empty table"),))
    return _Table(rows, settings, separator).found()


def _settings(text: str) -> _Settings:
    """Read the `#` lines an Anki export begins with."""
    settings = _Settings()
    for line in text.split("\n"):
        if settings.lines == 0 and (said := re.fullmatch(r"sep=(.)", line.strip())):
            settings.separator, settings.lines = said[1], 1
            continue
        found = _SETTING.fullmatch(line.strip())
        if found is None:
            if not (settings.seen and line.startswith("#")) and not (line.startswith("# ") and settings.lines == 0):
                break
            settings.lines += 1
            continue
        settings.seen = True
        settings.lines += 1
        name, value = found["name"].lower(), found["value"]
        if name == "separator":
            settings.separator = _SEPARATORS.get(value.strip().lower(), value.strip()[:1] or "\t")
        elif name == "html":
            settings.is_html = value.strip().lower() == "true"
        elif name == "columns":
            settings.columns = re.split(r"\t|,|;", value)
        elif name.endswith("column") and value.strip().isdigit():
            settings.by_column[int(value) - 1] = name.split()[0]
        elif name == "tags":
            settings.tags = value
    return settings


def guess_separator(text: str) -> str:
    """Find the separator that gives the first rows the same number of cells, more than one."""
    sample = text[:20_000]
    best, best_score = "", 0.0
    for separator in ("\t", ",", ";", "|"):
        widths = [len(row.cells) for row in _rows(sample, separator, 0)[:50]]
        if not widths:
            continue
        width, times = Counter(widths).most_common(1)[0]
        score = times / len(widths) + (0.1 if separator == "\t" else 0) + min(width, 6) / 100
        if width > 1 and score > best_score:
            best, best_score = separator, score
    return best or ("\t" if "\t" in sample else ",")


def _rows(text: str, separator: str, before: int) -> list[Row]:
    """Split a text into rows; quotes may hold separators and line ends."""
    csv.field_size_limit(_BIGGEST_CELL)
    reader = csv.reader(io.StringIO(text), delimiter=separator, skipinitialspace=separator != "\t", strict=False)
    rows: list[Row] = []
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return rows
        except csv.Error:
            line = reader.line_num + 1
            continue
        if any(cell.strip() for cell in cells):
            rows.append(Row(before + line, tuple(cell.strip() for cell in cells)))
        line = reader.line_num + 1


class _Table:
    def __init__(self, rows: list[Row], settings: _Settings, separator: str) -> None:
        self._settings = settings
        self._separator = separator
        self._rows = rows
        self._header: list[str] = settings.columns

    def found(self) -> Found:
        if not self._header and not self._settings.by_column:
            heads = (at for at, row in enumerate(self._rows[:_LONGEST_PREFACE]) if is_header(row.cells))
            if (at := next(heads, None)) is not None:  # a sheet to fill in says above its header how
                self._header = [cell.strip() for cell in self._rows[at].cells]
                self._rows = self._rows[at + 1 :]
        width = (
            len(self._header) or Counter(len(row.cells) for row in self._rows).most_common(1)[0][0] if self._rows else 0
        )
        good, left = self._sorted(width)
        if not good or len(left) > _BROKEN_SHARE * len(self._rows):
            widths = sorted({len(row.cells) for row in self._rows})
            why = (
                f"not read: its rows have {widths[0]} to {widths[-1]} cells"
                if len(widths) > 1
                else "no table of questions"
            )
            return Found(left_out=((self._rows[0].line if self._rows else 1, why),))
        names = self._header or self._guessed(good, width)
        roles = roles_of(names)
        if Role.QUESTION not in roles or not self._is_bank(good, names, roles):
            return Found(left_out=((good[0].line, "no column holds questions"),))
        return self._drafts(good, names, left)

    def _is_bank(self, rows: Sequence[Row], names: Sequence[str], roles: Mapping[Role, list[str]]) -> bool:
        """Say whether this is a table of questions: by its header, its form or what its questions say."""
        if (self._header and are_telling(roles)) or self._settings.seen:
            return True
        at = names.index(roles[Role.QUESTION][0])
        if fmean(likeness(row.cells[at]) >= ASKS for row in rows) >= 0.3:
            return True
        worded = all(re.search(r"[^\W\d_]{2}", cell) for row in rows for cell in row.cells[:2])
        return not self._header and self._separator == "\t" and len(names) < 4 and worded

    def _sorted(self, width: int) -> tuple[list[Row], list[tuple[int, str]]]:
        """Part the rows that fit from those that do not; empty cells at the end may be missing."""
        good, left = [], []
        for row in self._rows:
            cells = row.cells
            while len(cells) > width and not cells[-1]:
                cells = cells[:-1]
            if width and 1 < len(cells) < width and (self._header or width - len(cells) == 1):
                cells = cells + ("",) * (width - len(cells))
            if len(cells) == width > 1 or (width == 1 and self._header):
                good.append(replace(row, cells=cells))
            else:
                left.append((row.line, f"a row of {len(cells)} cells among rows of {width}"))
        return good, left

    def _guessed(self, rows: Sequence[Row], width: int) -> list[str]:
        """Name the columns of a table without a header by what stands in them."""
        names = [f"column {i}" for i in range(width)]
        for i, name in self._settings.by_column.items():
            if i < width:
                names[i] = {"tags": "tags", "deck": "deck"}.get(name, "-")
        free = [i for i in range(width) if names[i].startswith("column")]
        columns = {i: [row.cells[i] for row in rows[:200]] for i in free}
        free = [i for i in free if not _is_count(columns[i])]
        if not free:
            return names
        asking = {i: fmean(likeness(cell) == 1.0 for cell in columns[i]) for i in free}
        question = max(free, key=lambda i: (round(asking[i], 1), -i)) if max(asking.values()) >= 0.3 else free[0]
        names[question] = "question"
        others = [i for i in free if i != question]
        short = [i for i in others if _are_signs(columns[i])]
        if len(others) > 3 and short:  # options, and the letter of the right one
            names[short[-1]] = "correct"
            for sign, i in zip("abcdefgh", [i for i in others if i != short[-1] and i < short[-1]], strict=False):
                names[i] = f"option_{sign}"
            others = [i for i in others if names[i].startswith("column") and i > short[-1]]
            names = [("explanation" if i in others[:1] else name) for i, name in enumerate(names)]
        elif others:
            after = [i for i in others if i > question] or others
            names[after[0]] = "answer"
            for i in [i for i in others if i != after[0]]:
                names[i] = "tags" if _are_words(columns[i]) else "-"
        return names

    def _drafts(self, rows: Sequence[Row], names: Sequence[str], left: list[tuple[int, str]]) -> Found:
        drafts: list[Draft] = []
        topics = tags(self._settings.tags.replace(" ", ","))
        for row in rows:
            record = {name: self._clean(cell) for name, cell in zip(names, row.cells, strict=False) if cell}
            for name in roles_of(names).get(Role.TOPICS, ()):
                if name in record and self._settings.seen:
                    record[name] = record[name].replace("::", ",").replace(" ", ",")
            draft = _pictured(record) or draft_of(record, row.line, topics)
            if isinstance(draft, str):
                left.append((row.line, draft))
            else:
                drafts.append(draft)
        return Found(tuple(drafts), tuple(sorted(left)))

    def _clean(self, cell: str) -> str:
        """Write a cell of HTML as Markdown."""
        cell = _SOUND.sub("", cell)
        said = self._settings.seen if self._settings.is_html is None else self._settings.is_html
        if said and re.search(r"<\w|&\w+;", cell):
            cell = "\n".join(line for line, _ in as_markdown(cell.split("\n"), 1))
        return re.sub(r"\n{3,}", "\n\n", cell).strip()


def _pictured(record: dict[str, str]) -> str | None:
    names = roles_of(record).get(Role.QUESTION, ())
    return "the question is a picture" if names and is_only_a_picture(record[names[0]]) else None


def is_header(cells: Sequence[str]) -> bool:
    """Say whether a row names columns: short names we know, a question's among them."""
    short = [cell for cell in cells if 0 < len(cell.strip()) < 40]
    if not short or any(likeness(cell) == 1.0 for cell in cells):
        return False
    known = [cell for cell in short if role_of(cell)]
    if not asks(roles_of([cell.strip() for cell in cells])):
        return False
    return len(known) >= 0.4 * len([c for c in cells if c.strip()])


def _is_count(cells: Sequence[str]) -> bool:
    return all(re.fullmatch(r"\W*\d*\W*", cell) for cell in cells)


def _are_signs(cells: Sequence[str]) -> bool:
    return all(_ANSWER_SIGN.fullmatch(cell) for cell in cells if cell) and len({cell.lower() for cell in cells}) < 8


def _are_words(cells: Sequence[str]) -> bool:
    """Say whether cells look like topics: short, and the same again and again."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(len(cell) < 40 for cell in filled) and len(set(filled)) <= max(3, 0.5 * len(filled))


def drafts_of_rows(header: Sequence[str], rows: Sequence[Row]) -> list[Draft]:
    """Read the rows of a table inside a page; none, if its header names no question or nothing asks."""
    names = _called([cell.strip(" *_`") for cell in header])
    roles = roles_of(names)
    told = Role.ANSWER in roles or Role.CORRECT in roles
    if Role.QUESTION not in roles or (not told and len(rows) < 3):
        return []
    at = names.index(roles[Role.QUESTION][0])
    unclear = r"name|title|text|content|body" + ("" if told else r"|description|statement")
    if re.fullmatch(unclear, names[at], re.IGNORECASE):
        return []
    asking = [likeness(row.cells[at]) >= ASKS for row in rows if at < len(row.cells)]
    if not asking or fmean(asking) < (0.25 if told else 0.5):
        return []
    found = (draft_of({n: c for n, c in zip(names, row.cells, strict=False) if c}, row.line) for row in rows)
    return [draft for draft in found if isinstance(draft, Draft)]


def _called(names: list[str]) -> list[str]:
    """Call a column by what its name ends in or speaks of, if no other is called so: `Expected answer depth`."""
    roles = roles_of(names)
    for role, pattern in ((Role.QUESTION, r".* questions?"), (Role.ANSWER, r".*\banswers?\b.*")):
        found = [name for name in names if role not in roles and re.fullmatch(pattern, name, re.IGNORECASE)]
        names = [str(role.value) if found and name == found[0] else name for name in names]
    return names


def looks_like_table(text: str) -> bool:
    """Say whether a text without a telling name is a table of two or more columns."""
    if any(_SETTING.fullmatch(line.strip()) for line in text.split("\n")[:3]):
        return True
    lines = [line for line in text.split("\n")[:60] if line.strip()]
    if len(lines) > 1 and all("\t" in line.strip("\t") for line in lines):
        return len({line.count("\t") for line in lines}) <= 2
    head = [line[:_LONGEST_HEADER] for line in lines[:1]]
    first = next(csv.reader(head, delimiter=guess_separator(text), skipinitialspace=True), [])
    return len(lines) > 1 and len(first) > 1 and is_header(first)
