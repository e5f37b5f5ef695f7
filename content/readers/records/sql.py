"""Dumps of databases: the rows a script inserts or copies into a table of questions. Nothing is run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from content.readers.drafts import Draft, Found
from content.readers.likeness import ASKS, likeness
from content.readers.records.record import draft_of
from content.readers.records.roles import Role, are_telling, asks, roles_of

_NAME = r"[`\"\[]?\w+[`\"\]]?"
_INSERT = re.compile(
    rf"^[ \t]*INSERT\s{{1,9}}(?:OR\s\w+\s|IGNORE\s)?INTO\s{{1,9}}(?:{_NAME}\.)?(?P<table>{_NAME})\s{{0,9}}"
    r"(?:\((?P<columns>[^()]*)\))?\s{0,9}VALUES\s*",
    re.IGNORECASE | re.MULTILINE,
)
_COPY = re.compile(
    rf"^COPY\s(?:{_NAME}\.)?(?P<table>{_NAME})\s{{0,9}}\((?P<columns>[^()]*)\)\s{{1,9}}FROM\s+stdin\b[^\n]*\n",
    re.IGNORECASE | re.MULTILINE,
)
_CREATE = re.compile(
    rf"^[ \t]*CREATE\s{{1,9}}TABLE\s{{1,9}}(?:IF\sNOT\sEXISTS\s)?(?:{_NAME}\.)?(?P<table>{_NAME})\s{{0,9}}"
    r"\((?P<columns>(?:[^;c]|c(?!reate\s))*);",
    re.IGNORECASE | re.MULTILINE,
)
_COLUMN = re.compile(
    rf"\s*(?!(?:PRIMARY|UNIQUE|KEY|CONSTRAINT|INDEX|FOREIGN|CHECK|FULLTEXT)\b)(?P<name>{_NAME})\s", re.IGNORECASE
)
_VALUE = re.compile(
    r"\s*(?:[NE]?'(?P<text>(?:[^'\\]|''|\\.)*)'|\"(?P<quoted>(?:[^\"\\]|\"\"|\\.)*)\"|(?P<bare>[^\s,()'\";]+))"
    r"\s*(?P<end>[,)])",
    re.DOTALL,
)
_BETWEEN = re.compile(r"\s*(?:,\s*)?\(")
_ESCAPED = re.compile(r"\\(.)|(?P<mark>['\"])(?P=mark)", re.DOTALL)
_SHOWN = {"n": "\n", "r": "", "t": "\t", "0": ""}

Row = tuple[int, list[str]]


def read_sql(text: str) -> Found:
    """Read the rows of every table whose columns make a question."""
    columns = {_bare(made["table"]): _columns(made["columns"].split("\n")) for made in _CREATE.finditer(text)}
    drafts: list[Draft] = []
    left: list[tuple[int, str]] = []
    line, at = 1, 0
    for begun in sorted((*_INSERT.finditer(text), *_COPY.finditer(text)), key=lambda found: found.start()):
        line += text.count("\n", at, begun.start())
        at = begun.start()
        table = _bare(begun["table"])
        names = [_bare(name) for name in (begun["columns"] or "").split(",") if name.strip()] or columns.get(table, [])
        if not asks(roles_of(names)):
            continue
        rows = _copied(text, begun.end(), line) if begun.re is _COPY else _inserted(text, begun, line)
        for number, values in rows:
            drafted = _draft(names, values, number)
            if isinstance(drafted, Draft):
                drafts.append(drafted)
            else:
                left.append((number, drafted))
    return Found(tuple(drafts), tuple(left))


def _draft(names: Sequence[str], values: Sequence[str], line: int) -> Draft | str:
    if len(names) != len(values):
        return f"a row of {len(values)} values among {len(names)} columns"
    record: Mapping[str, str] = {name: value for name, value in zip(names, values, strict=True) if value}
    roles = roles_of(record)
    asked = next((record[name] for name in roles.get(Role.QUESTION, ())), "")
    if not are_telling(roles_of(names)) and likeness(asked) < ASKS:
        return "a row that asks nothing"
    return draft_of(record, line)


def _bare(name: str) -> str:
    return name.strip().strip('`"[]').lower()


def _columns(lines: Sequence[str]) -> list[str]:
    found = (_COLUMN.match(line) for line in lines)
    return [_bare(column["name"]) for column in found if column]


def _inserted(text: str, begun: re.Match[str], line: int) -> Iterator[Row]:
    """Read `(1, 'What …', NULL), (2, …)`, each with the line it begins in."""
    counted, at = begun.start(), begun.end()
    while opened := _BETWEEN.match(text, at):
        line += text.count("\n", counted, opened.end())
        counted = at = opened.end()
        values: list[str] = []
        while value := _VALUE.match(text, at):
            at = value.end()
            said = value["text"] if value["text"] is not None else value["quoted"]
            values.append(_written(said) if said is not None else _plain(value["bare"]))
            if value["end"] == ")":
                break
        else:
            return
        yield line, values


def _copied(text: str, at: int, line: int) -> Iterator[Row]:
    """Read rows parted by tabs, up to the line that ends them."""
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line += 1
        row, at = text[at:end], end + 1
        if row.startswith(("\\.", "COPY ")):
            return
        yield line, ["" if value == "\\N" else _written(value) for value in row.split("\t")]


def _written(text: str) -> str:
    return _ESCAPED.sub(lambda found: _SHOWN.get(found[1], found[1]) if found[1] else found["mark"], text)


def _plain(value: str) -> str:
    return "" if value.upper() == "NULL" else value
