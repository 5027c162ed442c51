"""Conditions of statements as the events, calendar parts and horizons of the generic studies."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from backtests.claims.placement.series import SERIES

SESSIONS = {"day": 1, "session": 1, "week": 5, "month": 21, "quarter": 63, "year": 252}
MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
WEEKDAYS = {"monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5}

Parameters = Mapping[str, object]
Rows = tuple[tuple[str, Callable[[re.Match[str]], Parameters]], ...]


@dataclass(frozen=True, slots=True)
class Event:
    """An event with its parameters, the series it is found in if not the subject, and a horizon."""

    parameters: Parameters
    trigger: str = ""
    horizon: int | None = None
    months: int | None = None
    median: bool = False


_N = r"(?P<n>\d+)"
# Steps of the Fed in words, in basis points.
STEPS = {"quarter": 25, "half": 50, "three-quarter": 75}
_BP = r"(?: ?bp|[ -]basis[ -]points?)"
_SIZE = r"(?P<size>\d+(?:\.\d+)?)(?: ?%| percent)"
_RANK = r"(?P<rank>first|opening|last|final)"
_LEAST = r"(?:at least |more than )?"


def _of_cycle(m: re.Match[str]) -> Parameters:
    """Return the first or last cut or hike of a cycle."""
    rank = "last" if m["rank"].lower() in ("last", "final") else "first"
    return {"event": f"{rank} {m['move']}"}


_EVENTS: Rows = (
    (
        rf"{_N}[ -](?:straight |consecutive )?record (?:closes?|highs?)(?: in a row)?",
        lambda m: {"event": "record streak", "times": int(m["n"])},
    ),
    (r"(?:record|all-time) (?:high|close)|new high|record", lambda m: {"event": "record high"}),
    (r"(?:record|all-time) low|new low", lambda m: {"event": "record low"}),
    (
        rf"{_N}[ -]week (?P<side>high|low)",
        lambda m: {"event": m["side"], "days": 252 if m["n"] == "52" else 5 * int(m["n"])},
    ),
    (rf"{_N}[ -]day (?P<side>high|low)", lambda m: {"event": m["side"], "days": int(m["n"])}),
    (
        rf"{_N}[ -](?:day|session)s? (?:up|rise|gain|winning streak|rally)(?: in a row)?",
        lambda m: {"event": "up streak", "times": int(m["n"])},
    ),
    (
        rf"{_N}[ -](?:day|session)s? (?:down|fall|loss|losing streak)(?: in a row)?",
        lambda m: {"event": "down streak", "times": int(m["n"])},
    ),
    (
        rf"(?:above|over|crossing) (?:the |its )?{_N}[ -]day (?:average|mean|moving)",
        lambda m: {"event": "above mean", "days": int(m["n"])},
    ),
    (
        rf"below (?:the |its )?{_N}[ -]day (?:average|mean|moving)",
        lambda m: {"event": "below mean", "days": int(m["n"])},
    ),
    (
        rf"{_RANK} (?:(?:the|fed|interest|rate|such)[ -])*(?P<move>cut|hike)",
        _of_cycle,
    ),
    (
        rf"(?P<move>cut|hike)s? (?:of )?(?:at least )?{_N}{_BP}|(?P<k>\d+){_BP} (?P<same>cut|hike)",
        lambda m: {"event": m["move"] or m["same"], "basis_points": int(m["n"] or m["k"])},
    ),
    (
        r"\b(?P<size>half|quarter|three-quarter)[- ](?:of a )?(?:percentage[- ])?point "
        r"(?:rate )?(?P<move>cut|hike)",
        lambda m: {"event": m["move"], "basis_points": STEPS[m["size"]]},
    ),
    (r"\b(?:rate )?(?P<move>cut|hike)s?\b", lambda m: {"event": m["move"]}),
    (r"\brate (?:increase|rise)s?\b", lambda _: {"event": "hike"}),
    (r"\brate reductions?\b", lambda _: {"event": "cut"}),
    (
        r"(?P<which>golden|death)[- ]cross(?:es)?",
        lambda m: {"event": f"{m['which'].lower()} cross"},
    ),
    (
        r"(?P<which>presidential|midterm|mid-term)? ?elections?",
        lambda m: {"event": f"{m['which'] or ''} election".replace("mid-", "mid").strip()},
    ),
    (r"month starts?|first day of (?:a|the) month", lambda m: {"event": "month start"}),
    (
        rf"(?:days?|session) (?:down |(?:of |below )?-){_SIZE}",
        lambda m: {"event": "fall", "size": float(m["size"]) / 100},
    ),
    (
        rf"{_SIZE} (?:daily |(?:one|single)-day )?(?:fall|drop|decline|loss|plunge)",
        lambda m: {"event": "fall", "size": float(m["size"]) / 100},
    ),
    (
        rf"{_SIZE} (?:daily |(?:one|single)-day )?(?:rise|gain|rally|jump|advance)",
        lambda m: {"event": "rise", "size": float(m["size"]) / 100},
    ),
    (
        rf"(?:fall|drop|decline|loss) (?:of )?{_LEAST}{_SIZE}",
        lambda m: {"event": "fall", "size": float(m["size"]) / 100},
    ),
    (
        rf"(?:days?|session|rise|gain|rally|jump) (?:up |of |above )?{_LEAST}\+?{_SIZE}",
        lambda m: {"event": "rise", "size": float(m["size"]) / 100},
    ),
)
_LEVEL = re.compile(
    r"(?P<symbol>[A-Z0-9]+) (?:(?:first|clos|mov|ris|fall|trad)\w* ){0,2}"
    r"(?P<side>above|below|over|under) (?P<level>[\d,.]+)(?P<bp> ?bp)?"
)
_HORIZON = re.compile(
    r"(?P<n>\d+(?:\.\d+)?)[ -](?P<unit>day|session|week|month|quarter|year)s?"
    r"(?! (?:average|high|low))"
)
# A move of a day is none "in a month".
_IN_A_PERIOD = re.compile(
    r"\b(?:in|over|within|during) (?:an?|one|the) (?:week|month|quarter|year)\b"
)
# Words that add nothing to an event or a part of the calendar; any other word makes it another one.
FILLERS = re.compile(
    r"(?:an?|after|all|any|at|be|calendar|clos(?:e|es|ing)|during|each|easing|every|fed|full|in"
    r"|interest|its|last|mean|median|months?|new|of|on|over|past|rates?|s|since|such|the|trading"
    r"|typical|average|cycles?|years?)"
)
FED_EVENTS = ("cut", "hike", "first cut", "last cut", "first hike", "last hike")


def event_of(condition: str) -> Event | None:
    """Return the event of a condition such as `after last cut, 12 months`; None if it has none."""
    what, _, rest = condition.partition(",")
    found = _HORIZON.search(rest)
    beyond = rest if found is None else rest[: found.start()] + rest[found.end() :]
    if not what.startswith("after ") or not _is_filler(beyond) or _IN_A_PERIOD.search(what):
        return None
    horizon, months = _horizon(found)
    median = "median" in rest
    level = _LEVEL.search(what)
    if level is not None and level["symbol"] in SERIES:
        side = "above" if level["side"] in ("above", "over") else "below"
        stated = float(level["level"].replace(",", "")) / (100 if level["bp"] else 1)
        parameters: Parameters = {"event": f"{side} level", "level": stated}
        return Event(parameters, SERIES[level["symbol"]].bars, horizon, months, median)
    for pattern, make in _EVENTS:
        match = _whole(pattern, what)
        if match is not None:
            made = make(match)
            trigger = "FFT" if made["event"] in FED_EVENTS else ""
            return Event(made, trigger, horizon, months, median)
    return None


# Where a sentence names the event that a sample follows, and words that make it another event.
_CLAUSE = re.compile(r"\b(?:after|following|follows?)\s+(?P<rest>[^.;:]*)", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\s*(?!of (?:an?|the|each|every|any|its) (?:[a-z-]+ ){0,2}cycles?\b)"
    r"(?:of|in|at|without|that|which|than|and|or(?! more)|during|under|when|while|if|\d)",
    re.IGNORECASE,
)
# The sample of "nine of the last ten Septembers".
_COUNTED = re.compile(
    r"\b(?:past|last|previous) (?:\w+) (?P<part>[a-z]+)\b"
    r"|\b(?:in|on) [\w-]+ (?:out )?of (?:the )?[\w-]+ (?P<all>years|months|weeks|days)\b",
    re.IGNORECASE,
)

_SIZES = re.compile(r"\d ?%|\b(?:percent|points?|or more|at least)\b", re.IGNORECASE)


def event_in(sentence: str) -> str:
    """Return the event after which a sentence counts, as the start of a condition; else nothing.

    >>> event_in("A year after the Fed's first cut shares were higher.")
    'after first cut'
    >>> event_in("A year after the first cut of 2024 shares were higher.")
    ''
    """
    patterns = (_LEVEL.pattern, *(pattern for pattern, _ in _EVENTS))
    for clause in _CLAUSE.finditer(sentence):
        rest = clause["rest"]
        for pattern in patterns:
            match = re.search(pattern, rest, 0 if pattern == _LEVEL.pattern else re.IGNORECASE)
            if match is None or not _is_filler(rest[: match.start()]):
                continue
            if not _GOES_ON.match(rest[match.end() :]):
                return f"after {match[0]}"
    return ""


def counted_in(sentence: str) -> str:
    """Return the days, months or years that a sentence counts; empty if it counts none.

    Those with moves of some size are other days.

    >>> counted_in("It rose in nine of the last ten Septembers.")
    'Septembers'
    >>> counted_in("Since 2009 it has risen in 11 of 15 years.")
    'years'
    """
    found = None if _SIZES.search(sentence) else _COUNTED.search(sentence)
    return (found["part"] or found["all"]) if found is not None else ""


def _whole(pattern: str, text: str) -> re.Match[str] | None:
    """Return the match of a pattern if nothing but fillers is left of the text."""
    match = re.search(pattern, text, re.IGNORECASE)
    if match is None:
        return None
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    return match if _is_filler(rest) else None


def _is_filler(text: str) -> bool:
    return all(map(FILLERS.fullmatch, re.findall(r"\w+", text.lower())))


def _horizon(found: re.Match[str] | None) -> tuple[int | None, int | None]:
    """Return a horizon in trading days, and in months if it is one of months or years."""
    if found is None:
        return None, None
    number, unit = float(found["n"]), found["unit"]
    months = {"month": 1, "quarter": 3, "year": 12}.get(unit)
    whole = None if months is None else round(number * months)
    return max(1, round(number * SESSIONS[unit])), whole


_MONTH = "|".join(MONTHS)
_PARTS: Rows = (
    (
        rf"(?P<first>{_MONTH}) (?:to|through|until|-) (?P<last>{_MONTH})",
        lambda m: {"part": "months", "months": _run(m["first"], m["last"])},
    ),
    (
        rf"\b(?P<month>{_MONTH})s?\b(?: effect)?",
        lambda m: {"part": "months", "months": [MONTHS[m["month"].lower()]]},
    ),
    (r"(?:first|1st) quarter|\bq1\b", lambda m: {"part": "months", "months": [1, 2, 3]}),
    (r"(?:second|2nd) quarter|\bq2\b", lambda m: {"part": "months", "months": [4, 5, 6]}),
    (r"(?:third|3rd) quarter|\bq3\b", lambda m: {"part": "months", "months": [7, 8, 9]}),
    (
        r"(?:fourth|4th|final|last) quarter|\bq4\b",
        lambda m: {"part": "months", "months": [10, 11, 12]},
    ),
    (
        r"santa(?: claus)?(?: rally)?|turn of the year",
        lambda m: {"part": "turn of the year", "last_days": 5, "first_days": 2},
    ),
    (
        r"turn of the month",
        lambda m: {"part": "turn of the month", "last_days": 1, "first_days": 3},
    ),
    (
        rf"\b(?P<day>{'|'.join(WEEKDAYS)})s?\b",
        lambda m: {"part": "weekday", "weekday": WEEKDAYS[m["day"].lower()]},
    ),
    (r"week (?P<n>\d+)\b", lambda m: {"part": "week", "week": int(m["n"])}),
    (r"midterms?(?: election)?", lambda m: {"part": "term years", "term_year": 2}),
    (r"pre-?(?:presidential )?election", lambda m: {"part": "term years", "term_year": 3}),
    (r"post-?election", lambda m: {"part": "term years", "term_year": 1}),
    (r"(?:presidential )?elections?", lambda m: {"part": "term years", "term_year": 0}),
    (r"\byears?\b|annual", lambda m: {"part": "years"}),
    (r"\bquarters?\b", lambda m: {"part": "quarters"}),
    (r"\bmonths?\b", lambda m: {"part": "each month"}),
    (r"\bweeks?\b", lambda m: {"part": "each week"}),
    (r"\b(?:days?|sessions?)\b", lambda m: {"part": "days"}),
)


def _run(first: str, last: str) -> list[int]:
    """Return the run of months from one to another, over the turn of the year if need be."""
    start, end = MONTHS[first.lower()], MONTHS[last.lower()]
    return [(start - 1 + n) % 12 + 1 for n in range((end - start) % 12 + 1)]


def part_of(condition: str) -> Parameters | None:
    """Return the part of the calendar that a condition names; None if it names none."""
    for pattern, make in _PARTS:
        match = _whole(pattern, condition)
        if match is not None:
            return make(match)
    return None
