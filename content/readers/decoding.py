"""Bytes as text: which encoding, whether it is text at all, and texts that were decoded wrongly before."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"PK\x03\x04", "a zip archive: unpack it first"), (b"7z\xbc\xaf", "an archive"), (b"Rar!", "an archive"),
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"), (b"SQLite format 3", "a database"), (b"%PDF", "a PDF"),
    (b"\x7fELF", "a program"), (b"MZ\x90", "a program"),
)  # fmt: skip
_CONTROL = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27})
_RUN = re.compile(r"[^\x00-\x7f]+")
_WRONGLY = ("mac_roman", "cp1252", "latin-1")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and what had to be done to read it."""

    text: str
    note: str = ""
    """Empty where it was plain UTF-8."""


class NotTextError(Exception):
    """The bytes are no text; the message says what they are."""


def decode(data: bytes) -> Decoded:
    r"""Decode a file; line ends become `\\n`.

    Raises:
        NotTextError: it is a picture, an archive, a program or something else that is no text.
    """
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise NotTextError(name)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    if b"\0" in data[:4096]:
        if wide := _wide(data):
            return _decoded(data, wide)
        raise NotTextError("a binary file")
    sample = data[:65536]
    if sample and len(sample.translate(None, _CONTROL)) < 0.97 * len(sample):
        raise NotTextError("a binary file")
    try:
        return Decoded(_lines(_repaired(data.decode("utf-8"))))
    except UnicodeDecodeError as error:
        return _not_utf8(data, error)


def _decoded(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(_lines(data.decode(encoding)))
    except UnicodeDecodeError:
        return Decoded(
            _lines(data.decode(encoding, errors="replace")),
            f"broken {encoding.upper()}; what could not be read is marked \ufffd",
        )


def _wide(data: bytes) -> str | None:
    """Recognise UTF-16 without its mark: every second byte of ASCII text is zero."""
    sample = data[:4096]
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    if odd > 0.4 * len(sample) and not even:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * len(sample) and not odd else None


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> Decoded:
    line = data.count(b"\n", 0, error.start) + 1
    try:
        return Decoded(_lines(data.decode("cp1252")), f"not UTF-8 (line {line}); read as Windows-1252")
    except UnicodeDecodeError:
        return Decoded(_lines(data.decode("latin-1")), f"not UTF-8 (line {line}); read as Latin-1")


def _repaired(text: str) -> str:
    """Undo a wrong decoding: UTF-8 that was once read as Mac Roman or Windows-1252 and saved again."""
    runs = _RUN.findall(text[:200_000])
    if not runs:
        return text
    for encoding in _WRONGLY:
        mended = sum(_mended(run, encoding) != run for run in runs)
        if mended > 0.8 * len(runs):
            return _RUN.sub(lambda run: _mended(run[0], encoding), text)  # noqa: B023 - used at once
    return text


def _mended(run: str, encoding: str) -> str:
    try:
        return run.encode(encoding).decode("utf-8")
    except UnicodeError:
        return run


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\ufeff", "")
