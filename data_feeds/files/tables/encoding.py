"""Decode the bytes of a text file."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from data_feeds.files.tables.layouts import role_of
from data_feeds.series.bars import BarsError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", ""),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32 text"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32 text"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16 text"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16 text"),
)
# Encodings of which ASCII is a part, so that figures and separators do not depend on the choice.
_LEGACY = ("cp1252", "cp1250", "cp1251", "shift_jis", "gb18030", "big5", "euc_kr")
# Bytes from which an encoding without a mark is inferred.
_SAMPLE = 1 << 14
# Share of null bytes at even or odd positions of ASCII text in UTF-16.
_NULLS = 0.4


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a file; `note` names its encoding, empty for UTF-8."""

    text: str
    note: str = ""


def decode(content: bytes) -> Decoded:
    """Decode UTF-8, UTF-16 or UTF-32, or an older encoding recognised by charset-normalizer.

    Of the encodings that charset-normalizer finds possible, the one with the most known column
    names is taken. Raises BarsError if the content is not text.
    """
    for mark, encoding, note in _MARKS:
        if content.startswith(mark):
            return Decoded(_strict(content, encoding), note)
    if b"\x00" in content:
        return Decoded(_strict(content, _wide(content)), "UTF-16 text")
    try:
        return Decoded(content.decode("utf-8"))
    except UnicodeDecodeError:
        encoding = _legacy(content)
        return Decoded(_strict(content, encoding), f"{encoding} text")


def _strict(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise BarsError("the file is not text in its encoding; expected a CSV in UTF-8") from None
    if "\x00" in text:
        raise BarsError("the file is not text; expected a CSV in UTF-8")
    return text


def _wide(content: bytes) -> str:
    """Return the byte order of UTF-16 text without a mark, by the place of its null bytes."""
    sample = content[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    least = _NULLS * len(sample) / 2
    if odd > least and not even:
        return "utf-16-le"
    if even > least and not odd:
        return "utf-16-be"
    raise BarsError("the file is not text; expected a CSV in UTF-8")


def _legacy(content: bytes) -> str:
    """Return the encoding of text that is not Unicode."""
    from charset_normalizer import from_bytes

    special = b"\n".join(line for line in content.splitlines() if not line.isascii())[:_SAMPLE]
    possible = [match.encoding for match in from_bytes(special, cp_isolation=[*_LEGACY])]
    head = content[:_SAMPLE]
    fits = [name for name in ("cp1252", *possible) if _decodes(content, name)]
    if not fits:
        raise BarsError("the file is not text in a known encoding; expected a CSV in UTF-8")
    return max(dict.fromkeys(fits), key=lambda name: _known_names(head, name))


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _known_names(head: bytes, encoding: str) -> int:
    """Count the known column names in the first lines of a file."""
    lines = head.decode(encoding, errors="replace").splitlines()[:20]
    cells = {cell for line in lines for cell in re.split(r"[,;\t|]", line)}
    return sum(role_of(cell) is not None for cell in cells)
