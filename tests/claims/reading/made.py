"""Sentences made from a small grammar of their own, with what they state known beforehand.

Each structure is a way in which markets, times and figures of one sentence hang together; markets,
times, verbs and sizes are filled in from lists. The labels follow from the lists alone.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

# Wednesday.
TODAY = date(2025, 6, 11)

Read: TypeAlias = tuple[str, tuple[str, ...], tuple[float, ...], str, str, date | None, date | None]

MARKETS = {
    "the Russell 2000": "RUT",
    "small caps": "RUT",
    "the S&P 500": "SPX",
    "the Dow": "DJI",
    "the Nasdaq Composite": "IXIC",
    "the Nasdaq 100": "NDX",
    "mid caps": "MID",
    "regional banks": "KRE",
    "gold": "GOLD",
    "bitcoin": "BTC",
    "IWM": "IWM",
    "QQQ": "QQQ",
    "XLI": "XLI",
}
PLURAL = {"small caps", "mid caps", "regional banks"}
# A move over each starts on the first day and ends on the second.
PAST = {
    "on Tuesday": (date(2025, 6, 9), date(2025, 6, 10)),
    "on Monday": (date(2025, 6, 6), date(2025, 6, 9)),
    "last week": (date(2025, 5, 30), date(2025, 6, 6)),
    "in May": (date(2025, 4, 30), date(2025, 5, 31)),
    "in the first quarter": (date(2024, 12, 31), date(2025, 3, 31)),
    "in 2024": (date(2023, 12, 31), date(2024, 12, 31)),
    "over the past three months": (date(2025, 3, 11), TODAY),
    "since the end of March": (date(2025, 3, 31), TODAY),
    "so far this year": (date(2024, 12, 31), TODAY),
}
DAYS = {
    "Tuesday": (date(2025, 6, 9), date(2025, 6, 10)),
    "Monday": (date(2025, 6, 6), date(2025, 6, 9)),
    "Friday": (date(2025, 6, 5), date(2025, 6, 6)),
}
# A forecast starts today, or before the period it names.
AHEAD = {
    "by the end of the year": (TODAY, date(2025, 12, 31)),
    "over the next six months": (TODAY, date(2025, 12, 11)),
    "in 2026": (date(2025, 12, 31), date(2026, 12, 31)),
    "within three months": (TODAY, date(2025, 9, 11)),
}
UP = ("rose", "gained", "climbed", "advanced", "jumped")
DOWN = ("fell", "lost", "slid", "dropped", "slipped")
NOUNS = {
    "gain": "up",
    "rise": "up",
    "advance": "up",
    "fall": "down",
    "drop": "down",
    "loss": "down",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A sentence and what it states."""

    structure: str
    text: str
    states: tuple[Read, ...]


class Words:
    """Draws from the lists, without a market, a time or a size twice in a sentence."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self._markets = list(MARKETS)
        self.random.shuffle(self._markets)
        self._days = list(DAYS)
        self.random.shuffle(self._days)
        self._percents = self.random.sample(range(3, 99), 8)

    def market(self) -> tuple[str, str]:
        """A market no other name of which was drawn."""
        name = self._markets.pop()
        self._markets = [n for n in self._markets if MARKETS[n] != MARKETS[name]]
        return name, MARKETS[name]

    def percent(self) -> tuple[str, float]:
        """A size such as 4.3%."""
        tenths = self._percents.pop()
        return f"{tenths / 10:g}%", tenths / 1000

    def past(self) -> tuple[str, date, date]:
        """A past time."""
        words = self.random.choice(list(PAST))
        return words, *PAST[words]

    def ahead(self) -> tuple[str, date, date]:
        """A time to come."""
        words = self.random.choice(list(AHEAD))
        return words, *AHEAD[words]

    def day(self) -> tuple[str, date, date]:
        """A weekday just past."""
        words = self._days.pop()
        return words, *DAYS[words]

    def verb(self) -> tuple[str, str]:
        """A verb of a move, and its direction."""
        verb = self.random.choice(UP + DOWN)
        return verb, "up" if verb in UP else "down"

    def infinitive(self) -> tuple[str, str]:
        """The same in the infinitive."""
        return self.random.choice(
            (("rise", "up"), ("fall", "down"), ("gain", "up"), ("lose", "down"))
        )

    def noun(self) -> tuple[str, str]:
        """A noun of a move, and its direction."""
        return self.random.choice(list(NOUNS.items()))

    def level(self) -> tuple[str, float]:
        """A price."""
        value = self.random.randrange(1_100, 9_900, 10)
        return f"{value:,}", float(value)


def _return(symbol: str, size: float, way: str, first: date | None, last: date | None) -> Read:
    return "return", (symbol,), (size,), "fraction", way, first, last


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _plain(w: Words) -> tuple[str, list[Read]]:
    (n, s), (v, d), (p, x), (t, a, b) = w.market(), w.verb(), w.percent(), w.past()
    return f"{n} {v} {p} {t}.", [_return(s, x, d, a, b)]


def _time_first(w: Words) -> tuple[str, list[Read]]:
    (n, s), (v, d), (p, x), (t, a, b) = w.market(), w.verb(), w.percent(), w.past()
    return f"{t}, {n} {v} {p}.", [_return(s, x, d, a, b)]


def _contrast(w: Words) -> tuple[str, list[Read]]:
    (n, s), (v, d), (p, x), (t, a, b) = w.market(), w.verb(), w.percent(), w.past()
    (m, r), (u, e), (q, y) = w.market(), w.verb(), w.percent()
    link = w.random.choice((", while ", ", whereas ", " but ", "; ", " and "))
    return f"{n} {v} {p} {t}{link}{m} {u} {q}.", [_return(s, x, d, a, b), _return(r, y, e, a, b)]


def _gapped(w: Words) -> tuple[str, list[Read]]:
    (n, s), (v, d), (p, x), (t, a, b) = w.market(), w.verb(), w.percent(), w.past()
    (m, r), (q, y), (o, z), (k, c) = w.market(), w.percent(), w.market(), w.percent()
    text = f"{n} {v} {p} {t}, {m} {q} and {o} {k}."
    return text, [_return(s, x, d, a, b), _return(r, y, d, a, b), _return(z, c, d, a, b)]


def _respectively(w: Words) -> tuple[str, list[Read]]:
    (n, s), (v, d), (p, x), (t, a, b) = w.market(), w.verb(), w.percent(), w.past()
    (m, r), (q, y) = w.market(), w.percent()
    end = w.random.choice((", respectively", ""))
    text = (
        f"{n} and {m} {v} {p} and {q}{end} {t}."
        if not end
        else f"{n} and {m} {v} {p} and {q} {t}{end}."
    )
    return text, [_return(s, x, d, a, b), _return(r, y, d, a, b)]


def _days_in_order(w: Words) -> tuple[str, list[Read]]:
    (n, s), (v, d), (p, x), (q, y) = w.market(), w.verb(), w.percent(), w.percent()
    (t, a, b), (u, e, f) = w.day(), w.day()
    text = f"{n} {v} {p} and {q} on {t} and {u}."
    return text, [_return(s, x, d, a, b), _return(s, y, d, e, f)]


def _nominal(w: Words) -> tuple[str, list[Read]]:
    (n, s), (k, d), (p, x), (t, a, b) = w.market(), w.noun(), w.percent(), w.past()
    return f"a {k} of {p} for {n} {t} caught many by surprise.", [_return(s, x, d, a, b)]


def _possessive_day(w: Words) -> tuple[str, list[Read]]:
    (n, s), (k, d), (p, x), (t, a, b) = w.market(), w.noun(), w.percent(), w.day()
    return f"{t}'s {p} {k} in {n} was no surprise.", [_return(s, x, d, a, b)]


def _two_days(w: Words) -> tuple[str, list[Read]]:
    (n, s), (p, x), (q, y) = w.market(), w.percent(), w.percent()
    (t, a, b), (u, e, f) = w.day(), w.day()
    text = f"{n} rose {p} on {t} after a {q} fall on {u}."
    return text, [_return(s, x, "up", a, b), _return(s, y, "down", e, f)]


def _relative(w: Words) -> tuple[str, list[Read]]:
    (n, s), (v, d), (p, x), (k, e), (q, y) = (
        w.market(),
        w.verb(),
        w.percent(),
        w.verb(),
        w.percent(),
    )
    (t, a, b), (u, f, g) = w.day(), w.day()
    text = f"{n}, which {v} {p} on {t}, {k} {q} on {u}."
    return text, [_return(s, x, d, a, b), _return(s, y, e, f, g)]


def _interposed(w: Words) -> tuple[str, list[Read]]:
    """A clause with a market of its own between another market and its verb."""
    (n, s), (p, x), (t, a, b) = w.market(), w.percent(), w.past()
    between = w.random.choice(
        (
            "as the ECB eased",
            "after the DAX had a poor start",
            "despite a calm week for the FTSE 100",
        )
    )
    verb, way = w.random.choice((("gained", "up"), ("lost", "down"), ("rose", "up")))
    return f"{n}, {between}, {verb} {p} {t}.", [_return(s, x, way, a, b)]


def _bracketed(w: Words) -> tuple[str, list[Read]]:
    (n, s), (p, x), (t, a, b), (m, r), (q, y) = (
        w.market(), w.percent(), w.past(), w.market(), w.percent(),
    )  # fmt: skip
    text = f"{t}, {n} (up {p}) and {m} (down {q}) went their own ways."
    return text, [_return(s, x, "up", a, b), _return(r, y, "down", a, b)]


def _taken_off(w: Words) -> tuple[str, list[Read]]:
    (n, s), (p, x), (t, a, b), (m, r), (q, y) = (
        w.market(), w.percent(), w.day(), w.market(), w.percent(),
    )  # fmt: skip
    text = f"{t}'s selling took {p} off {n} and {q} off {m}."
    return text, [_return(s, x, "down", a, b), _return(r, y, "down", a, b)]


def _twice(w: Words) -> tuple[str, list[Read]]:
    (n, s), (v, d), (p, x), (t, a, b), (m, r) = (
        w.market(),
        w.verb(),
        w.percent(),
        w.past(),
        w.market(),
    )
    word, times = w.random.choice((("twice", 2.0), ("half", 0.5)))
    text = f"{n} {v} {p} {t}, and {m} {word} as much."
    return text, [_return(s, x, d, a, b), _return(r, x * times, d, a, b)]


def _unmoved(w: Words) -> tuple[str, list[Read]]:
    (n, s), (v, d), (p, x), (t, a, b), (m, r) = (
        w.market(),
        w.verb(),
        w.percent(),
        w.day(),
        w.market(),
    )
    was = "were" if m in PLURAL else "was"
    text = f"{n} {v} {p} on {t} and {m} {was} unchanged."
    return text, [_return(s, x, d, a, b), _return(r, 0.0, "", a, b)]


def _to_a_level(w: Words) -> tuple[str, list[Read]]:
    (v, d), (p, x), (t, a, b), (k, y) = w.verb(), w.percent(), w.day(), w.level()
    n, s = w.random.choice((("the Russell 2000", "RUT"), ("the S&P 500", "SPX")))
    text = f"{n} {v} {p} to {k} on {t}."
    return text, [_return(s, x, d, a, b), ("level", (s,), (y,), "points", "", b, b)]


def _expected(w: Words) -> tuple[str, list[Read]]:
    (n, s), (p, x), (t, a, b) = w.market(), w.percent(), w.ahead()
    verb, way = w.random.choice(
        (("rise", "up"), ("fall", "down"), ("gain", "up"), ("lose", "down"))
    )
    lead = w.random.choice(("We expect {n} to {v} {p} {t}.", "{n} will {v} {p} {t}, we think."))
    text = lead.format(n=n, v=verb, p=p, t=t)
    return text, [("forecast", (s,), (x,), "fraction", way, a, b)]


def _two_targets(w: Words) -> tuple[str, list[Read]]:
    (k, x), (q, y) = w.level(), w.level()
    text = (
        f"Her targets for the end of the year are {k} for the Russell 2000 and {q} for the S&P 500."
    )
    to = date(2025, 12, 31)
    return text, [
        ("target", ("RUT",), (x,), "points", "", TODAY, to),
        ("target", ("SPX",), (y,), "points", "", TODAY, to),
    ]


def _not_reached(w: Words) -> tuple[str, list[Read]]:
    (k, x), (t, a, b) = (
        w.level(),
        w.random.choice([(t, *AHEAD[t]) for t in AHEAD if t != "in 2026"]),
    )
    lead = w.random.choice(
        (
            "We do not see the Russell 2000 above {k} {t}.",
            "The Russell 2000 is unlikely to reach {k} {t}.",
            "We cannot see the Russell 2000 going above {k} {t}.",
        )
    )
    return lead.format(k=k, t=t), [("forecast", ("RUT",), (x,), "points", "down", a, b)]


def _yearly(w: Words) -> tuple[str, list[Read]]:
    (n, s), (p, x), (m, r), (q, y) = w.market(), w.percent(), w.market(), w.percent()
    text = f"Since 1990 {n} has returned {p} a year, {m} {q}."
    a = date(1989, 12, 31)
    return text, [
        ("average", (s,), (x,), "fraction", "up", a, TODAY),
        ("average", (r,), (y,), "fraction", "up", a, TODAY),
    ]


def _lead_in_points(w: Words) -> tuple[str, list[Read]]:
    (n, s), (m, r), (t, a, b) = w.market(), w.market(), w.past()
    points = w.random.randrange(2, 20)
    text, way = w.random.choice(
        (
            (f"{n} beat {m} by {points} percentage points {t}.", "up"),
            (f"{n} trailed {m} by {points} percentage points {t}.", "down"),
            (f"{n} finished {points} percentage points ahead of {m} {t}.", "up"),
        )
    )
    return text, [("comparison", (s, r), (points / 100,), "fraction", way, a, b)]


def _record_since(w: Words) -> tuple[str, list[Read]]:
    (k, x), (t, _, b) = w.level(), w.day()
    year = w.random.randrange(2008, 2024)
    text = f"The Russell 2000's close of {k} on {t} was its highest since {year}."
    return text, [("record", ("RUT",), (x,), "points", "up", date(year, 12, 31), b)]


def _two_clauses_of_days(w: Words) -> tuple[str, list[Read]]:
    (n, s), (p, x), (q, y) = w.market(), w.percent(), w.percent()
    (t, a, b), (u, e, f) = w.day(), w.day()
    text = f"On {t} {n} rose {p}, on {u} {n} fell {q}."
    return text, [_return(s, x, "up", a, b), _return(s, y, "down", e, f)]


def _followed(w: Words) -> tuple[str, list[Read]]:
    (n, s), (p, x), (q, y) = w.market(), w.percent(), w.percent()
    (t, a, b), (u, e, f) = w.day(), w.day()
    text = f"{t}'s {p} gain in {n} was followed by a {q} loss on {u}."
    return text, [_return(s, x, "up", a, b), _return(s, y, "down", e, f)]


def _twice_that_of(w: Words) -> tuple[str, list[Read]]:
    (n, s), (k, d), (p, x), (t, a, b), (m, r) = (
        w.market(),
        w.noun(),
        w.percent(),
        w.day(),
        w.market(),
    )
    text = f"the {p} {k} in {n} on {t} was twice that of {m}."
    return text, [_return(s, x, d, a, b), _return(r, x / 2, d, a, b)]


def _below_record(w: Words) -> tuple[str, list[Read]]:
    (n, s), (p, x), (m, r), (q, y) = w.market(), w.percent(), w.market(), w.percent()
    are = "are" if n in PLURAL else "is"
    text = f"{n} {are} {p} below the record set last November, {m} {q} below a high of last May."
    return text, [_return(s, x, "down", None, TODAY), _return(r, y, "down", None, TODAY)]


def _yield(w: Words) -> tuple[str, list[Read]]:
    (t, a, b), basis, level = w.day(), w.random.randrange(2, 15), w.random.randrange(320, 510)
    verb, way = w.random.choice((("rose", "up"), ("fell", "down"), ("climbed", "up")))
    text = f"The ten-year yield {verb} {basis} basis points to {level / 100:.2f}% on {t}."
    return text, [
        ("rate", ("DGS10",), (float(basis),), "bp", way, a, b),
        ("rate", ("DGS10",), (float(level),), "bp", "", b, b),
    ]


def _fear(w: Words) -> tuple[str, list[Read]]:
    (t, a, b), (p, x), level = w.day(), w.percent(), w.random.randrange(1210, 3990)
    text = f"The VIX jumped {p} to {level / 100:.2f} on {t}."
    return text, [
        ("volatility", ("VIX",), (x,), "fraction", "up", a, b),
        ("volatility", ("VIX",), (level / 100,), "points", "", b, b),
    ]


def _even_chances(w: Words) -> tuple[str, list[Read]]:
    (k, _), share = w.level(), w.random.randrange(5, 95)
    way, side = w.random.choice((("up", "above"), ("down", "below")))
    text = f"The chance of the S&P 500 ending the year {side} {k} is {share}%."
    to = date(2025, 12, 31)
    return text, [("scenario", ("SPX",), (share / 100,), "fraction", way, TODAY, to)]


def _counted_years(w: Words) -> tuple[str, list[Read]]:
    (n, s), years = w.market(), w.random.randrange(10, 40)
    times = w.random.randrange(4, years)
    have = "have" if n in PLURAL else "has"
    text = f"{n} {have} risen in June in {times} of the past {years} years."
    value = (float(times), float(years))
    return text, [("frequency", (s,), value, "count", "up", None, None)]


def _after_a_cut(w: Words) -> tuple[str, list[Read]]:
    (n, s), (p, x), (m, r), (q, y) = w.market(), w.percent(), w.market(), w.percent()
    text = f"In the six months after a first cut {n} gained {p} on average, {m} {q}."
    return text, [
        ("average", (s,), (x,), "fraction", "up", None, None),
        ("average", (r,), (y,), "fraction", "up", None, None),
    ]


def _corridor(w: Words) -> tuple[str, list[Read]]:
    low = w.random.randrange(1_500, 2_000, 10)
    high = low + w.random.randrange(100, 500, 10)
    text = f"We see the Russell 2000 between {low:,} and {high:,} until the end of the year."
    value = (float(low), float(high))
    return text, [("range", ("RUT",), value, "points", "", TODAY, date(2025, 12, 31))]


def _sold(w: Words) -> tuple[str, list[Read]]:
    level = w.random.randrange(150, 260)
    text, way = w.random.choice(
        (
            (f"Sell IWM on a close below ${level}.", "down"),
            (f"Buy IWM on a dip to ${level}.", "up"),
            (f"We would sell IWM if it closed below ${level}.", "down"),
        )
    )
    return text, [("rule", ("IWM",), (float(level),), "points", way, None, None)]


def _fact(w: Words) -> tuple[str, list[Read]]:
    (p, _), (t, _, _) = w.percent(), w.past()
    topic = w.random.choice(("Earnings", "Sales", "Profits", "The debts"))
    text = f"{topic} of small caps grew {p} {t}."
    return text, [("untestable", ("RUT",), (), "", "", None, None)]


def _quoted(w: Words) -> tuple[str, list[Read]]:
    (n, s), (p, x), (t, a, b) = w.market(), w.percent(), w.ahead()
    verb, way = w.random.choice(
        (("rise", "up"), ("fall", "down"), ("gain", "up"), ("lose", "down"))
    )
    text = f'"I expect {n} to {verb} {p} {t}," said the strategist.'
    return text, [("forecast", (s,), (x,), "fraction", way, a, b)]


def _if_broken(w: Words) -> tuple[str, list[Read]]:
    level = w.random.randrange(1_900, 2_300, 10)
    below = level - w.random.randrange(60, 300, 10)
    word = w.random.choice(("If", "Should", "Once"))
    verb = {"If": "closes", "Should": "close", "Once": "closes"}[word]
    text = f"{word} the Russell 2000 {verb} below {level:,}, it could fall to {below:,}."
    return text, [("target", ("RUT",), (float(below),), "points", "down", None, None)]


def _part_of_a_year(w: Words) -> tuple[str, list[Read]]:
    (n, s), (v, d), (p, x) = w.market(), w.verb(), w.percent()
    year = w.random.choice(("2018", "2020", "late 2021", "the spring of 2022"))
    span = w.random.choice(("in five weeks", "within two months", "in ten days"))
    return f"In {year} {n} {v} {p} {span}.", [_return(s, x, d, None, None)]


def _trailed(w: Words) -> tuple[str, list[Read]]:
    (n, s), (m, r), (p, x), (q, y) = w.market(), w.market(), w.percent(), w.percent()
    small, large = sorted(((p, x), (q, y)), key=lambda drawn: drawn[1])
    (t, a, b), own = w.past(), "'" if n in PLURAL else "'s"
    noun = w.random.choice(("gain", "rise", "return"))
    text = f"{n}{own} {small[0]} {noun} {t} trailed the {large[0]} of {m}."
    return text, [
        _return(s, small[1], "up", a, b),
        _return(r, large[1], "up", a, b),
        ("comparison", (s, r), (), "", "down", a, b),
    ]


def _cases_of_a_pair(w: Words) -> tuple[str, list[Read]]:
    (n, s), (m, r), of = w.market(), w.market(), w.random.randrange(4, 13)
    times = w.random.randrange(1, of)
    verb, way = w.random.choice((("beat", "up"), ("lagged", "down"), ("outperformed", "up")))
    text = f"In {times} of the last {of} easing cycles, {n} {verb} {m}."
    value = (float(times), float(of))
    return text, [("frequency", (s, r), value, "count", way, None, None)]


def _other_size(w: Words) -> tuple[str, list[Read]]:
    (t, a, b), points = w.ahead(), w.random.randrange(2, 9)
    verb, way = w.random.choice((("outperform", "up"), ("underperform", "down"), ("lag", "down")))
    size = w.random.choice((f"{points} points", f"{points} percentage points"))
    text = f"We expect small caps to {verb} by {size} {t}."
    return text, [("comparison", ("RUT", "SPX"), (points / 100,), "fraction", way, a, b)]


def _priced_at(w: Words) -> tuple[str, list[Read]]:
    share, (step, way) = (
        w.random.randrange(4, 96),
        w.random.choice((("cut", "down"), ("hike", "up"))),
    )
    text = f"A July {step} is priced at {share}%."
    dates = date(2025, 6, 30), date(2025, 7, 31)
    return text, [("scenario", ("FFT",), (share / 100,), "fraction", way, *dates)]


def _not_yet(w: Words) -> tuple[str, list[Read]]:
    (k, _), side = w.level(), w.random.choice(("above", "below"))
    verb = w.random.choice(("takes", "needs", "would take"))
    return f"The Russell 2000 {verb} a close {side} {k} to confirm the move.", []


STRUCTURES: dict[str, Callable[[Words], tuple[str, list[Read]]]] = {
    function.__name__.removeprefix("_"): function
    for function in (
        _plain, _time_first, _contrast, _gapped, _respectively, _days_in_order, _nominal,
        _possessive_day, _two_days, _relative, _interposed, _bracketed, _taken_off, _twice,
        _unmoved, _to_a_level, _expected, _two_targets, _not_reached, _yearly, _lead_in_points,
        _record_since, _two_clauses_of_days, _followed, _twice_that_of, _below_record, _yield,
        _fear, _even_chances, _counted_years, _after_a_cut, _corridor, _sold, _fact, _quoted,
        _if_broken, _part_of_a_year, _trailed, _cases_of_a_pair, _other_size, _priced_at, _not_yet,
    )
}  # fmt: skip


def made(structure: str, count: int) -> Iterator[Made]:
    """Sentences of a structure, the same ones each time."""
    for seed in range(count):
        text, states = STRUCTURES[structure](Words(seed))
        yield Made(structure, _capital(text), tuple(states))
