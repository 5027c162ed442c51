"""Sentences of an article with exact character offsets.

A text comes as lines. Wrapped lines of a paragraph are joined; a heading, a list item and a table
row stand alone; a line that holds a figure alone is joined with the words next to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from backtests.claims.reading.text.shorthand import written_out

if TYPE_CHECKING:
    import pysbd

# Look-alikes of one character each, so that offsets stay what they are.
PLAIN = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "—": "–",
        "−": "-",
        "‐": "-",
        "‑": "-",
        "\t": " ",
        "\n": " ",
        "\r": " ",
        "\f": " ",
        "\v": " ",
        "\xa0": " ",
        "\u2009": " ",
        "\u202f": " ",
        "*": " ",
        "`": " ",
        "~": " ",
        "≈": " ",
        "▲": "+",
        "↑": "+",
        "▼": "-",
        "↓": "-",
        "|": " ",
    }
)
# Words that a dash or a suspended hyphen ("two- and ten-year") stands before: no half of a word.
APART = r"(?:and|or|to|but|nor|the|an?|its?|which|who|that|in|on|at|for|with|as|is|was)"
# A word that a wrapped line has broken after its hyphen: "two-" and "year" on the next line.
BROKEN = rf"(?<=\w[-‐‑])\s+(?=[a-z])(?!{APART}\b)|(?<=\b(?:mid|pre|non)[-‐‑])\s+(?=[A-Z])"
# Marks of a footnote or a trade name, the space after an arrow and within a word: no rule sees it.
UNSEEN = re.compile(
    BROKEN + r"|[¹²³⁰⁴-⁹†‡®™℠]+|(?<=[\w%.,;)\"'”’])(?:\[\d{1,2}\])+|(?<=[▲▼↑↓]) +(?=[$€£]?\d)"
)
# A dash just before a figure is its sign: "S&P 500 –0.1%".
MINUS = re.compile(r"(?<![^\s(:/])–(?=[$€£]?\d[\d.,]*(?:%| ?bps?\b| per ?cent\b| basis points?\b))")
# A long dash without spaces, as American papers print it: "fell 2%—its worst day".
UNSPACED = re.compile(r"(?<=[\w%.)\"'”’])—(?=[A-Za-z\"'“‘])")
# A narrow space between the thousands of a figure: "5 434".
GROUPED = re.compile(r"(?<=\d)[\u2009\u202f\xa0](?=\d{3}(?!\d))")
# The code of the dollar before a figure is its sign: "USD185", "US$185".
DOLLARS = re.compile(r"(?<![A-Za-z])(?:USD ?|US(?=\$))(?=\$?\d)")
LONGEST_PIECE = 600
WRAPPED = 60
WIDEST = 140  # letters of the longest line of a text that an editor has wrapped
RULE_LINE = re.compile(r"\s*[-=_*#~|:+ ]*\s*")
MARKER = re.compile(
    r"\s*(?:#{1,6}\s+|>\s+|(?:[-*•–·▪]|\(?\d{1,2}[.)]|\(?[a-z]\)|(?:[QA]|Question|Answer)[:.])\s+)"
)
FIGURE_ALONE = re.compile(r"\s*[-+−$€£~≈]?\s*\d[\d.,]*\s*(?:%|bp|bps|k|pts?|points|x)?\s*")
# Two lines that open with prices are two rows of a list.
OPENS_WITH_PRICE = re.compile(r"\s*[$€£]?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w%])")
# A figure with its caption on one line: "93% Probability of a rate cut".
CARD = re.compile(
    r"\s*[-+−$€£~≈]?\d[\d.,]*(?:%| (?:percentage )?points?| bps?| basis points)? [A-Z]"
)
# The row of a table with bars between its cells.
PIPED = re.compile(r"\s*\|(?:[^|\n]*\|){2}|(?:[^|\n]+\|){2}")
ENDS = re.compile(r"""[.!?;]["'”’)\]*]*\s*$""")
# The row of a list of outcomes: "Bull case 3,300 25%".
ROW = re.compile(
    r"\s*(?:bull|bear|base|higher|lower|sideways|upside|downside|neutral|best|worst)\b[^.]*\d", re.I
)
# The row of a table of figures: "Dow 42,544.22 46,190.61 1.56%".
FIGURES_ROW = re.compile(
    r".*?(?:\s(?:[-+−–(]|[$€£])*\d[\d.,]*(?:[-–]\d[\d.,]*%"
    r"|[%)])*(?: ?(?:bps?|pts?|points))?){2,}\s*"
)
# The heading row of a table: "Horizon Mean Median % positive".
HEADING_ROW = re.compile(
    (
        r"(?:(?:cases?|scenarios?|outcomes?|horizon|period|window|index|market|asset|month|quarter"
        r"|year|probability|odds|weights?|mean|median|average|avg\.?|returns?|changes?|levels?"
        r"|targets?|upside|downside|forecasts?|now|current|spot|today|hit|win|rate|positive|higher"
        r"|price|value|implied|total|of|time|%|\d{1,2} ?(?:m|months?|y|years?))[\s|/,%()]*){2,}"
    ),
    re.I,
)
SHORT = 60
LONGEST_ROW = 200
# The end of a sentence before a capital: a word in small letters or a figure, and a full stop.
INNER_STOP = re.compile(r"(?P<word>\b[a-z]{2,}|\d|%)[.!?](?= [A-Z])")
OUTER_STOP = re.compile(r"(?P<word>\b[A-Za-z]+|\d|%|\))[.!?][\"'”’)]*\s+(?=[A-Z\"'“‘(])")
ABBREVIATED = frozenset(
    "vs est approx vol no mr mrs ms dr st inc corp co ltd jr sr gen sen rep prof"
    " jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
# The full stop of an hour whose zone or day follows: "At 12:00 p.m. ET", "by 2 p.m. Tuesday".
HOUR = re.compile(
    r"(?<=[ap]\.m)\.(?=\s(?:[ECMP][DS]?T|GMT|UTC|BST|Eastern|New York|London"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri)day)\b)"
)
# Heading rows of a table whose full stops are those of short forms: "Close Week chg. 5Y (ann.)".
_SHORT = (
    r"(?:chg|ann|pct|avg|perf|yrs?|mos?|mths?|wks?|prev|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov"
    r"|dec|p\.a)\."
)
_PERIOD = r"(?:[ymqw]td|day|week|month|quarter|year|close|\d{1,2}[- ]?(?:[dwmqy]|wk|mo|yr))"
SHORT_FORMS = re.compile(
    rf"(?=.*\b{_PERIOD}\b)(?=.*\b{_SHORT})(?:[^.!?]|\.(?=\d)|\b{_SHORT})*", re.IGNORECASE
)
LEAST_WORDS = 5
INNER_END = re.compile(r"""[.!?…]["'”’)\]]*\s+\S""")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in two forms, and where each character of the first stands in the article.

    Attributes
    ----------
    text
        White space single, quotation marks and dashes in their plain forms, shorthand written out:
        what rules match.
    shown
        White space single, characters as they are.
    offsets
        Place in the article of each character of `text`, in order.
    paragraph
        Number of the paragraph, list item, heading or row.
    heading
        Whether it is a line of its own that no full stop ends.
    """

    text: str
    shown: str
    offsets: tuple[int, ...]
    paragraph: int
    heading: bool

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the article of a part of the sentence."""
        return self.offsets[start], self.offsets[end - 1] + 1


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text in order."""
    for number, (start, end) in enumerate(paragraphs(text)):
        row = end - start <= LONGEST_ROW and SHORT_FORMS.fullmatch(text, start, end) is not None
        heading = row or not ENDS.search(text[max(start, end - 20) : end])
        for first, last in [(start, end)] if row else split(text, start, end):
            sentence = _sentence(text, first, last, number, heading)
            if sentence is not None:
                yield sentence


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each paragraph, list item, heading or row.

    A figure that stands alone belongs to the short lines before and after it.
    """
    kept: list[tuple[int, int]] = []
    joins = False
    for start, end in _parts(text):
        piece = text[start:end]
        alone = FIGURE_ALONE.fullmatch(piece) is not None
        short = len(piece) <= SHORT and not ENDS.search(piece)
        rows = OPENS_WITH_PRICE.match(piece) and kept and _opens_with_price(text, kept[-1])
        if kept and not rows and ((alone and _is_short(text, kept[-1])) or (joins and short)):
            kept[-1] = (kept[-1][0], end)
        else:
            kept.append((start, end))
        joins = alone
        if len(kept) > 1:
            yield kept.pop(0)
    yield from kept


def _opens_with_price(text: str, part: tuple[int, int]) -> bool:
    return OPENS_WITH_PRICE.match(text, part[0], part[1]) is not None


def _is_short(text: str, part: tuple[int, int]) -> bool:
    piece = text[part[0] : part[1]]
    return len(piece) <= SHORT and not ENDS.search(piece)


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each run of lines that belong together."""
    begun: tuple[int, int] | None = None
    before = ""
    wrapped = max(map(len, text.splitlines()), default=0) <= WIDEST
    for start, end, marked in _lines(text):
        line = text[start:end]
        if not line.strip() or RULE_LINE.fullmatch(line):
            if begun:
                yield begun
            begun = None
        elif begun and not marked and _joined(before, line, wrapped=wrapped):
            begun = (begun[0], end)
        else:
            if begun:
                yield begun
            begun = (start, end)
        before = line
    if begun:
        yield begun


def _lines(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield start and end of each line without its marker, and whether it has one."""
    start = 0
    for raw in text.splitlines(keepends=True):
        end = start + len(raw)
        marker = None if FIGURE_ALONE.fullmatch(raw) else MARKER.match(raw)
        yield start + (marker.end() if marker else 0), end, marker is not None
        start = end


def _joined(before: str, line: str, *, wrapped: bool) -> bool:
    """Return whether a line goes on with the one before it.

    In a text that no editor has wrapped, a line that ends with a full stop is an item of a list.
    """
    if HEADING_ROW.fullmatch(line.strip()) or PIPED.match(line) or PIPED.match(before):
        return False
    if FIGURES_ROW.fullmatch(before) or (
        FIGURES_ROW.fullmatch(line) and not before.rstrip().endswith((",", "and"))
    ):
        return False
    if ROW.match(line) or (ROW.match(before) and line.lstrip()[:1].isupper()):
        return False
    if FIGURE_ALONE.fullmatch(before) or FIGURE_ALONE.fullmatch(line):
        return True
    if line.lstrip()[:1].islower():
        return True
    if CARD.match(line) and not before.rstrip().endswith((",", "-", "–", ".")):
        return False
    if not wrapped and ENDS.search(before):
        return False
    return len(before.rstrip()) >= WRAPPED and len(line) < 400 and len(before) < 400


def split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield start and end of each sentence of a paragraph."""
    while start < end:
        stop = _cut(text, start, end)
        piece = text[start:stop]
        if INNER_END.search(piece):
            at, plain = 0, HOUR.sub(",", piece.translate(PLAIN))
            for part in _segmenter().segment(plain):
                found = plain.find(part.strip(), at)
                if found < 0:
                    continue
                at = found + len(part.strip())
                for first, last in _quoted(plain[found:at]):
                    yield start + found + first, start + found + last
            if piece[at:].strip():
                yield start + at, stop
        else:
            yield start, stop
        start = stop


def _quoted(piece: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the sentences of a piece; those within quotation marks are several."""
    at = 0
    if '"' in piece:
        for m in INNER_STOP.finditer(piece):
            inside = piece.count('"', 0, m.start()) % 2 == 1
            long = len(piece[at : m.end()].split()) >= LEAST_WORDS
            if inside and long and _is_stop(m["word"]):
                yield at, m.end()
                at = m.end() + 1
    yield at, len(piece)


def _cut(text: str, start: int, end: int) -> int:
    """Return where a long paragraph is cut: at the last full stop in reach, or the last space."""
    if end - start <= LONGEST_PIECE:
        return end
    reach = text[start : start + LONGEST_PIECE]
    stops = [m.end() for m in OUTER_STOP.finditer(reach, LONGEST_PIECE // 4) if _is_stop(m["word"])]
    if stops:
        return start + stops[-1]
    for mark in ("\n", " "):
        at = reach.rfind(mark, LONGEST_PIECE // 4)
        if at > 0:
            return start + at + len(mark)
    return start + LONGEST_PIECE


def _is_stop(word: str) -> bool:
    """Whether a full stop after a word ends a sentence, and no abbreviation."""
    return word.lower() not in ABBREVIATED and not (len(word) == 1 and word.isupper())


@cache
def _segmenter() -> pysbd.Segmenter:
    import pysbd

    return pysbd.Segmenter(language="en", clean=False)


def _as_sign(m: re.Match[str]) -> str:
    """Return as many characters, of which the last is the sign unless the sign follows."""
    return " " * len(m[0]) if "USD" not in m[0] else " " * (len(m[0]) - 1) + "$"


def _sentence(text: str, start: int, end: int, paragraph: int, heading: bool) -> Sentence | None:
    """Return the sentence in a stretch of the article; nothing when it is blank."""
    plain = MINUS.sub("-", GROUPED.sub(",", text[start:end]).translate(PLAIN))
    plain = DOLLARS.sub(_as_sign, plain)
    unseen = {i for m in UNSEEN.finditer(text, start, end) for i in range(m.start(), m.end())}
    kept: list[int] = []
    blank = True
    for i, character in enumerate(plain):
        if start + i in unseen:
            continue
        space = character.isspace()
        if not (space and blank):
            kept.append(i)
        blank = space
    while kept and plain[kept[-1]].isspace():
        kept.pop()
    if not kept:
        return None
    as_printed = (c for i, c in enumerate(text[start:end], start) if i not in unseen)
    shown = " ".join("".join(as_printed).split())
    unspaced = {m.start() - start for m in UNSPACED.finditer(text, start, end)}
    words, stood = "", []
    for i in kept:
        piece = " – " if i in unspaced else " " if plain[i].isspace() else plain[i]
        words += piece
        stood += [start + i] * len(piece)
    written, places = written_out(words, stood)
    return Sentence(written, shown, places, paragraph, heading)
