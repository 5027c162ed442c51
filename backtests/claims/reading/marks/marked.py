"""A sentence with its names, times and amounts replaced by marks, so that rules stay short."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, TypeAlias, TypeVar

from backtests.claims.reading.marks import days, numerals
from backtests.claims.reading.marks.instruments import Name, names
from backtests.claims.reading.marks.markets.equities import FUND_OF
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.marks.numbers import Amount, amounts
from backtests.claims.reading.marks.patterns.streaks import AVERAGE, STREAK, STREAK_HINT
from backtests.claims.reading.marks.times import times
from backtests.claims.reading.marks.zones import like_years, zones
from backtests.claims.reading.text.sentences import Sentence

LETTERS = {
    "index": "n",
    "fund": "n",
    "sector": "n",
    "commodity": "n",
    "several": "n",
    "fed": "f",
    "yield": "y",
    "spread": "s",
    "volatility": "v",
    "reference": "r",
    "other": "o",
    "market": "m",
    "percent": "%",
    "pp": "p",
    "bp": "b",
    "point": "i",
    "bare": "#",
    "share": "h",
    "ratio": "x",
    "of": "k",
    "odds": "d",
}
PAIR = 2  # of gains or losses back to back
# A name that only describes the next one: "the small-cap Russell 2000".
QUALIFIER = re.compile(
    r"(?:us |u\.s\. |american )?(?:small|large|mid|big)(?:er)?[ -]cap|blue[ -]chips?|tech-heavy"
)
# What stands between a name and a symbol for it: "the Nasdaq 100 Index ($IUXX) (QQQ)".
TO_SYMBOL = re.compile(r"(?: \(\$[A-Z]{2,6}\))* \(?(?:[A-Z\d]{2,8} ?: ?)*[$.^]?")
# "The Dow (DJIA)", "gold (GC00)", "the S&P 500 Index ($SPX) (SPY)".
IN_BRACKETS = re.compile(
    r"(?: \((?:[A-Z\d]{2,8} ?: ?)*[.$^]?[A-Z]{2,6}\d{0,2}(?:\.\d)?\))+(?![\w])"
)
TRADED = frozenset({"index", "fund", "sector", "commodity", "volatility"})
MASK = "\x00"
# Words that refer back and stay words in marks: they open no clause of their own.
KEPT = frozenset({"its", "their", "itself"})
# "One in five years ends lower" gives a share of the years and no span.
ONES = r"(?:trading days|days|weeks|months|quarters|years|decades)"
DID = (
    r"(?:has|have|had|is|are|was|were|ends?|ended|clos(?:es?|ed)|finish(?:es|ed)?|sees?|saw|brings?"
    r"|brought|ris(?:es?)|rose|falls?|fell|los(?:es?|t)|gains?|gained|beats?|turn(?:s|ed))\b"
)
COUNTS = re.compile(
    (
        rf"\b(?:each|every one|all|none|any|most|{numerals.CARDINAL}"
        rf"|(?!(?:19|20)\d\d\b)\d+)(?:(?: \w+)?(?: out)? of"
        r"| (?:positive|negative|winning|losing|up|down) \w+ (?:out )?of"
        r"| trading (?:days|sessions) out of"
        rf"| (?:day|week|month|quarter|year)s? in"
        rf"| in(?= (?:{numerals.CARDINAL}|\d+) {ONES} {DID}))(?: (?:the|its|their|those|these|all"
        rf"|every))?(?: (?:last|past|previous|prior|latest|most recent"
        rf"|preceding))? (?:{numerals.CARDINAL}|(?!(?:19|20)\d\d\b)\d+)\b(?![,.]\d|%"
        rf"| (?:months?|quarters?) to)"
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Streak:
    """A run of days, weeks or months of one sign."""

    start: int
    end: int
    length: int
    unit: str
    words: str


@dataclass(frozen=True, slots=True)
class Average:
    """A moving average named in the sentence."""

    start: int
    end: int
    words: str


Mention: TypeAlias = Name | Time | Amount | Streak | Average
M = TypeVar("M", Name, Time, Amount, Streak, Average)


@dataclass(frozen=True, slots=True)
class Placed(Generic[M]):
    """A mention, and where its mark starts and ends."""

    start: int
    end: int
    mention: M


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence in marks.

    Attributes
    ----------
    marks
        The sentence in lower case with each mention replaced by a mark such as ``‹n0›``; the
        number in it is the place in `mentions`.
    mentions
        Names, times, amounts, streaks and moving averages in order.
    places
        Where each mention's mark starts and ends in `marks`.
    starts
        For each character of `marks`, its place in the sentence.
    """

    sentence: Sentence
    marks: str
    mentions: tuple[Mention, ...]
    places: tuple[tuple[int, int], ...]
    starts: tuple[int, ...]

    def of(self, kind: type[M]) -> list[Placed[M]]:
        """Return the mentions of a type with the places of their marks."""
        return [
            Placed(start, end, m)
            for (start, end), m in zip(self.places, self.mentions, strict=True)
            if isinstance(m, kind)
        ]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the sentence of a stretch of marks."""
        return self.starts[start], self.starts[end - 1] + 1 if end > start else self.starts[start]


def mark(sentence: Sentence, on: date) -> Marked:
    """Return the sentence in marks; names are found first, then streaks, times and amounts."""
    masked = sentence.text
    named = _without_repeats(masked, names(masked))
    masked = _mask(masked, named)
    averages = [Average(m.start(), m.end(), m[0].lower()) for m in AVERAGE.finditer(masked)]
    masked = _mask(masked, averages)
    streaks = _streaks(masked)
    masked = _mask(masked, streaks)
    counts = [(m.start(), m.end()) for m in COUNTS.finditer(masked)]
    counts += [*((z.start, z.end) for z in zones(masked)), *like_years(masked)]
    timed = times(_hidden(masked, counts), on)
    masked = _mask(masked, timed)
    timed = [_after_names(sentence.text, t, named) for t in timed]
    counted = amounts(masked, sentence.text)
    timed, counted = _without_inner(timed, counted, on)
    counted = [a for a in counted if a.change != "none" or not _of_a_rate(named, a)]
    named = [n for n in named if not any(a.start <= n.start < a.end for a in counted)]
    mentions: list[Mention] = [*named, *averages, *streaks, *timed, *counted]
    mentions.sort(key=lambda m: m.start)
    return _marks(sentence, mentions)


def _after_names(text: str, time: Time, named: list[Name]) -> Time:
    """Return a time whose mark starts after the market in its words: "from its low on 8 April"."""
    inside = [n.end for n in named if time.start <= n.start and n.end <= time.end]
    if not inside:
        return time
    start = max(inside)
    return replace(time, start=start + len(text[start:]) - len(text[start:].lstrip(" ")))


def _without_repeats(text: str, named: list[Name]) -> list[Name]:
    """Leave out a symbol in brackets after the name of the same market."""
    kept: list[Name] = []
    for name in named:
        repeats = bool(
            kept
            and kept[-1].symbols == name.symbols
            and text[kept[-1].end : name.start] == " ("
            and text[name.end : name.end + 1] == ")"
        )
        repeats = repeats or bool(
            kept
            and TO_SYMBOL.fullmatch(text, kept[-1].end, name.start)
            and re.fullmatch(r"\^?[A-Z]{2,5}", text[name.start : name.end])
            and (kept[-1].symbols == name.symbols or name.symbols == FUND_OF.get(kept[-1].symbols))
            and not re.fullmatch(r"\^?[A-Z]{2,5}", text[kept[-1].start : kept[-1].end])
        )
        if repeats and text[kept[-1].end : name.start] == " ":
            kept[-1] = replace(kept[-1], end=name.end)
        start = name.start
        if kept and text[kept[-1].end : name.start] == " " and QUALIFIER.fullmatch(kept[-1].word):
            start = kept.pop().start
        if not repeats:
            kept.append(replace(name, start=start))
    return [_with_symbols(text, name, kept) for name in kept if not _only_says(text, name, kept)]


def _with_symbols(text: str, name: Name, named: list[Name]) -> Name:
    """Return a name with the symbols in brackets after it, unless they are another market's."""
    m = IN_BRACKETS.match(text, name.end)
    if m is None or name.group not in TRADED or any(name.end <= n.start < m.end() for n in named):
        return name
    return replace(name, end=m.end())


def _only_says(text: str, name: Name, named: list[Name]) -> bool:
    """Whether a name in brackets only says what sort of index the one before is."""
    before = next((n for n in named if n.end == name.start - len(" (")), None)
    bracketed = before is not None and text[before.end : name.start] == " ("
    return bracketed and text[name.end : name.end + 1] == ")" and before.group == "other"  # type: ignore[union-attr]


def _of_a_rate(named: list[Name], amount: Amount) -> bool:
    """Whether what is unchanged is the Fed's rate or a yield."""
    before = [n.group for n in named if n.end <= amount.start]
    return before[-1:] in (["fed"], ["yield"], ["spread"])


def _mask(text: str, mentions: list[Name] | list[Average] | list[Streak] | list[Time]) -> str:
    for m in mentions:
        text = text[: m.start] + MASK * (m.end - m.start) + text[m.end :]
    return text


def _hidden(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + "\x01" * (end - start) + text[end:]
    return text


def _day_before(first: date, last: date) -> date:
    """Return the first day of a move, taken a week earlier where it is a weekday after the last."""
    late = 0 < (first - last).days < 7
    return days.add_days(first, -7) if late else first


def _without_inner(
    timed: list[Time], counted: list[Amount], on: date
) -> tuple[list[Time], list[Amount]]:
    """Join the two times of a move "from A in May to B in June" into one.

    A move "from A in May to B" has no second time: its days stay with the amount.
    """
    kept, dated = list(timed), []
    for amount in counted:
        dated.append(amount)
        inner = [t for t in timed if amount.start <= t.start < amount.end]
        after = [t for t in timed if amount.end <= t.start <= amount.end + 4]
        for t in inner:
            kept.remove(t)
        if inner and amount.measure == "of":
            period = (days.add_days(inner[0].first, -1), inner[0].last)
            dated[-1] = replace(amount, days=period)
        elif inner:
            last = after[0] if after and after[0] in kept else None
            end = on if last is None or last.role == "now" else last.last
            begun = _day_before(inner[0].last, end)
            joined = replace(
                last or inner[0],
                role="in",
                grain="day",
                first=begun,
                last=end,
                next_first=begun,
                next_last=end,
                named=True,
                words="",
            )
            if last:
                kept[kept.index(last)] = joined
            elif inner[0].role == "in" or (inner[0].role == "by" and inner[0].last < on):
                dated[-1] = replace(amount, days=(joined.first, joined.last))
    return kept, dated


def _streaks(text: str) -> list[Streak]:
    found: list[Streak] = []
    if not STREAK_HINT.search(text):
        return found
    for pattern in STREAK:
        for m in pattern.finditer(text):
            if any(m.start() < s.end and s.start < m.end() for s in found):
                continue
            groups = m.groupdict()
            rank, num = groups.get("rank"), groups.get("num")
            length = numerals.ordinal(rank) if rank else int(numerals.cardinal(num or "0"))
            length = length or PAIR * m[0].lower().startswith("back-to-back")
            unit = (groups.get("unit") or "").lower().removeprefix("trading ")
            if length:
                found.append(
                    Streak(m.start(), m.end(), length, _unit(m[0].lower(), unit), m[0].lower())
                )
    return sorted(found, key=lambda s: s.start)


def _unit(words: str, unit: str) -> str:
    if unit:
        return "day" if unit == "session" else unit
    named = {
        "weekly": "week",
        "monthly": "month",
        "quarterly": "quarter",
        "annual": "year",
        "yearly": "year",
    }
    return next(
        (u for word, u in named.items() if word in words), "record" if "record" in words else "day"
    )


def _letter(m: Mention) -> str:
    if isinstance(m, Name):
        return LETTERS[m.group]
    if isinstance(m, Amount):
        return LETTERS[m.measure]
    return {Time: "w", Streak: "q", Average: "a"}[type(m)]


def _marks(sentence: Sentence, mentions: list[Mention]) -> Marked:
    pieces: list[str] = []
    starts: list[int] = []
    places: list[tuple[int, int]] = []
    at = length = 0
    for number, m in enumerate(mentions):
        pieces.append(sentence.text[at : m.start].lower())
        starts.extend(range(at, m.start))
        length += m.start - at
        kept = isinstance(m, Name) and m.word in KEPT
        token = m.word if kept else f"‹{_letter(m)}{number}›"  # type: ignore[union-attr]
        pieces.append(token)
        if kept:
            starts.extend(range(m.start, m.end))
        else:
            starts.extend([m.start] * (len(token) - 1) + [m.end - 1])
        places.append((length, length + len(token)))
        length += len(token)
        at = m.end
    pieces.append(sentence.text[at:].lower())
    starts.extend(range(at, len(sentence.text)))
    return Marked(sentence, "".join(pieces), tuple(mentions), tuple(places), tuple(starts))


def is_of_another_index(name: Placed[Name], marked: Marked) -> bool:
    """Whether a fund in brackets does not track the index before: "Nasdaq Composite (QQQ)"."""
    before = [n for n in marked.of(Name) if n.end == name.start - len(" (")]
    return (
        name.mention.group == "fund"
        and bool(before)
        and before[0].mention.group == "index"
        and marked.marks[before[0].end : name.start] == " ("
        and FUND_OF.get(before[0].mention.symbols) != name.mention.symbols
    )
