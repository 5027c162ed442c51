"""Print the kinds of docs/reference/reading.md, each with an example as the grammar reads it.

python docs/scripts/make_reading_kinds.py
"""

from __future__ import annotations

from datetime import date

from backtests.claims.reading.grammar import read_text
from backtests.claims.reading.statement import Statement

PUBLISHED = date(2025, 6, 18)  # a Wednesday
HEADER = "| kind | what | example | read as |\n|---|---|---|---|"
# Kind, what it is, and a sentence that states one.
KINDS = (
    (
        "untestable",
        "a fact on earnings, valuation, debts, flows, surveys or the economy; it carries no figure",
        "Small-cap earnings fell 8% in the first quarter.",
    ),
    (
        "rule",
        "advice that could be traded: a trigger, size, stop, date or weight; `invalidation` "
        "cancels a view",
        "Sell IWM on a close below $200.",
    ),
    (
        "scenario",
        "the probability of an outcome; its level is a target of its own",
        "Futures put the odds of a cut in September at 62%.",
    ),
    (
        "record",
        "a high, low, first, best or worst since; a count of records; a streak, with its length",
        "Gold hit a record $3,500 on 22 April.",
    ),
    (
        "frequency",
        "k of n, a share of times, a count of events or days",
        "Small caps have beaten large caps in three of the last ten years.",
    ),
    (
        "seasonal",
        "a mean or tendency of a part of the calendar",
        "The Russell 2000 has gained 1.6% on average in July since 1979.",
    ),
    (
        "average",
        "a mean, median or typical past move; a yearly rate over a past period",
        "A year after the first cut, the S&P 500 was up 11% on average.",
    ),
    (
        "rate",
        "the Fed's rate, yields, spreads, past or expected",
        "The 10-year yield fell six basis points to 4.39% on Tuesday.",
    ),
    ("volatility", "the VIX and realised volatility", "The VIX closed at 21.6 on Tuesday."),
    (
        "comparison",
        "one market against another; `up`: the first did better",
        "Small caps lag large caps by 7 points this year.",
    ),
    ("return", "a past move, or the distance from a record", "The Dow lost 0.7% on Tuesday."),
    (
        "level",
        "a price that stood, held or broke; an average crossed",
        "The Russell 2000 broke below its 200-day average in February.",
    ),
    (
        "target",
        "a price to be reached, or the distance to it",
        "Our year-end target for the S&P 500 is 6,300.",
    ),
    (
        "range",
        "a forecast with two ends",
        "We see the S&P 500 between 5,800 and 6,400 until the end of the year.",
    ),
    (
        "forecast",
        "a rise or fall to come, with or without a figure",
        "Small caps should gain 10% over the next twelve months.",
    ),
)


def read_as(one: Statement) -> str:
    """Return a statement in one line: market, direction, value, days, condition."""
    value = ", ".join(f"{v:,.6g}" for v in one.value)
    days = [str(day) if day else "?" for day in (one.from_, one.to)] if one.from_ or one.to else []
    parts = ("/".join(one.subject), one.direction, f"{value} {one.unit}".strip(), " to ".join(days))
    shown = ", ".join(part for part in parts if part)
    return f"{shown}; {one.condition}" if one.condition else shown


def row(kind: str, what: str, sentence: str) -> str:
    """Return a row of the table; every statement of the example is of its kind or beside it."""
    found = [one for one in read_text(sentence, date=PUBLISHED) if one.kind == kind]
    if not found:
        raise ValueError(f"{sentence!r}: no {kind} is read")
    return f"| `{kind}` | {what} | {sentence} | {'<br>'.join(map(read_as, found))} |"


def table() -> str:
    """Return the table."""
    return "\n".join([HEADER, *(row(*one) for one in KINDS)])


if __name__ == "__main__":
    print(table())
