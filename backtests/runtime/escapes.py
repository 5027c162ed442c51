r"""Write foreign text so that no form of output reads it as anything but text.

Texts of claims, articles, files, symbols and paths may hold what a terminal, Markdown, XML or a
spreadsheet would act on. Each form of output calls its function here in one place.
"""

from __future__ import annotations

import codecs
import os
import re
import sys
import unicodedata
from typing import TextIO

# Categories of Unicode that no reader sees: controls, formats (such as marks of direction), halves
# of pairs, and separators of lines and paragraphs.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# What Markdown acts on inside a line. An underscore inside a word is none, nor is an ampersand that
# begins no entity.
_MARKDOWN = re.compile(
    r"[\\`*\[\]<>|~#]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)|:(?=//)|(?<=www)\.|^(?:[-+=](?=\s|$)|\d+(?=[.)](?:\s|$)))",
    re.IGNORECASE | re.MULTILINE,
)
_LINE_BREAKS = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*")
# Characters that an encoding may lack, in ASCII.
_IN_ASCII = {
    "✔": "+", "✘": "x", "✅": "+", "❌": "x", "○": "o", "●": "*", "·": ".", "…": "...", "–": "-",
    "—": "-", "−": "-", "×": "x", "→": "->", "←": "<-", "≤": "<=", "≥": ">=", "±": "+/-", "≈": "~",
    "“": '"', "”": '"', "‘": "'", "’": "'", "„": '"', "─": "-", "━": "-", "│": "|", "•": "*",
    "\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " ", "½": "1/2", "²": "2", "σ": "sigma",
}  # fmt: skip
# Codes of styles of a terminal (ECMA-48, SGR).
BOLD, DIM = 1, 2
# Name of the error handler of encodings.
FALLBACK = "rutcheck.ascii"


class _Visible(dict[int, str]):
    """What is written of each character, for `str.translate`."""

    def __missing__(self, code: int) -> str:
        self[code] = shown = self._shown(chr(code))
        return shown

    @staticmethod
    def _shown(character: str) -> str:
        no_character = ord(character) & 0xFFFE == 0xFFFE
        if unicodedata.category(character) not in _UNSEEN and not no_character:
            return character
        return character.encode("unicode_escape").decode("ascii")


_VISIBLE = _Visible({ord("\n"): "\n"})


def visible(text: str) -> str:
    r"""Escape the characters that are not seen but act: terminal escapes, marks of direction.

    Line feeds stay.

    >>> visible("\x1b[31mred \u202etxt")
    '\\x1b[31mred \\u202etxt'
    """
    return text if text.isascii() and text.isprintable() else text.translate(_VISIBLE)


def json_text(text: str) -> str:
    r"""Escape in a JSON document what `visible` escapes; its values stay the same.

    >>> json_text('{"name": "\u202etxt"}')
    '{"name": "\\u202etxt"}'
    """
    return (
        "".join(
            c if visible(c) == c else "".join(f"\\u{unit:04x}" for unit in _units(c)) for c in text
        )
        if visible(text) != text
        else text
    )


def ascii_json(text: str) -> str:
    """Escape all characters of a JSON document that are not ASCII; its values stay the same."""
    return "".join(
        c if c.isascii() else "".join(f"\\u{unit:04x}" for unit in _units(c)) for c in text
    )


def _units(character: str) -> list[int]:
    """Return the code units of a character in UTF-16, by which JSON escapes it."""
    pairs = character.encode("utf-16-be", "surrogatepass")
    return [int.from_bytes(pairs[at : at + 2]) for at in range(0, len(pairs), 2)]


def markdown_text(text: str) -> str:
    r"""Escape what Markdown or HTML would act on, on one line.

    >>> markdown_text("up *5%* | [here](http://x) & n_eff")
    'up \\*5%\\* \\| \\[here\\](http\\://x) & n_eff'
    """
    line = visible(_LINE_BREAKS.sub(" ", text))
    return _MARKDOWN.sub(lambda found: _escaped(found[0]), line)


def _escaped(mark: str) -> str:
    """Put a backslash before a mark; a number that would begin a list gets it before its dot."""
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"


def markdown_code(text: str) -> str:
    """Return a code span of Markdown that ends where the text does, on one line."""
    line = visible(_LINE_BREAKS.sub(" ", text))
    fence = _fence(line, least=1)
    space = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{space}{line}{space}{fence}".replace("|", "\\|")


def markdown_block(text: str) -> str:
    """Return a block of code of Markdown that ends where the text does."""
    shown = visible(text)
    fence = _fence(shown, least=3)
    return f"{fence}\n{shown}\n{fence}"


def _fence(text: str, *, least: int) -> str:
    """Return more grave accents than stand together anywhere in a text."""
    return "`" * max(least, 1 + max(map(len, re.findall("`+", text)), default=0))


def print_text(
    text: str = "", *, end: str = "\n", error: bool = False, style: int | None = None
) -> None:
    """Print text on standard output or error; nothing in it acts on the terminal.

    `style` is the code of a style, such as `BOLD`, which only a terminal gets.
    """
    shown, stream = visible(text), sys.stderr if error else sys.stdout
    if style is not None and stream.isatty() and os.name == "posix":
        shown = shown if os.environ.get("TERM") == "dumb" else f"\x1b[{style}m{shown}\x1b[0m"
    print(shown, end=end, file=stream)


def accept_any_text(*streams: TextIO | None) -> None:
    """Let streams write characters that their encoding lacks: in ASCII, or as an escape."""
    codecs.register_error(FALLBACK, _in_ascii)
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors=FALLBACK)


def _in_ascii(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    shown = "".join(_IN_ASCII.get(c, c.encode("unicode_escape").decode("ascii")) for c in lacking)
    return shown, error.end
