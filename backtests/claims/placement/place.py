"""Place statements: a table from kind, unit, condition and subjects to the row of a study.

`place` gives one statement a claim row or the reason why it has none; `place_all` does so for all
statements of an article, puts the odds of one scenario table into one claim, and gives equal
statements one row.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeAlias

import pandas as pd

from backtests.claims.placement import ahead, history, means, past, rates, records, swings
from backtests.claims.placement.as_of import as_of_the_report, is_of_now, other_close
from backtests.claims.placement.contradictions import TWO_FIGURES, contradicted
from backtests.claims.placement.denials import denied
from backtests.claims.placement.doubts import doubt
from backtests.claims.placement.draft import Draft, Wanted, WhyNot
from backtests.claims.placement.figures import TOTAL_RETURNS, day_words, value_words
from backtests.claims.placement.series import SERIES
from backtests.claims.reading.statement import UNKNOWN, Statement
from backtests.claims.registry import Claim
from backtests.claims.schema import Article, ClaimRow
from backtests.claims.validation import fault_of
from backtests.studies import study_names
from data_feeds.series.catalogue import is_known
from signals.scenario import BUCKETS

Build: TypeAlias = Callable[[Wanted], Draft | WhyNot]
ODDS_ROUNDING = 0.011
BEYOND_PRICES = WhyNot(
    "no such data: it takes more than prices, rates and spreads, such as accounts, valuations, "
    "flows or the economy"
)
# Another crude than that of the series; both may stand in one text.
BRENT = re.compile(r"^(?!.*\b(?:WTI|Texas|U\.?S\.?)\b).*\bBrent\b", re.DOTALL)
NO_MARKET = WhyNot("the text does not name the market")
NO_RULE = WhyNot("no such study: of advice as worded here")
ALONE = WhyNot("odds of one outcome by themselves: a claim takes those of up, sideways and down")


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim row, and where its statement stands in the text of the article."""

    claim: ClaimRow
    start: int
    end: int

    @property
    def test(self) -> str:
        """What the test of the claim depends on; rows of one test are one claim."""
        row = self.claim
        return repr([row.type, row.study, row.data, row.optional, row.parameters])


@dataclass(frozen=True, slots=True)
class _Odds:
    """The odds of a scenario table, and its subject."""

    subject: tuple[str, ...]
    shares: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table: which statements it is for, and what makes the row of their claim.

    `when` is past, ahead or either, with days or without; empty fields and an empty condition
    pattern fit anything. `only` asks for more.
    """

    kind: str
    build: Build
    units: tuple[str, ...] = ()
    condition: str = ""
    subjects: int = 1
    when: str = "either"
    symbols: tuple[str, ...] = ()
    only: Callable[[Wanted], bool] = lambda wanted: True

    def fits(self, wanted: Wanted) -> bool:
        """Whether the statement is of this row."""
        statement = wanted.statement
        return (
            self.kind == statement.kind
            and (not self.units or statement.unit in self.units)
            and re.search(self.condition, statement.condition) is not None
            and self.subjects == len(wanted.listed)
            and (self.when != "past" or wanted.past)
            and (self.when != "ahead" or wanted.ahead)
            and (not self.symbols or wanted.one.symbol in self.symbols)
            and self.only(wanted)
        )


def _kept(why: WhyNot) -> Build:
    return lambda wanted: why


VIX = ("VIX",)
NONE = ("",)
# The first row that fits decides.
TABLE: tuple[Rule, ...] = (
    Rule("untestable", _kept(BEYOND_PRICES)),
    Rule("untestable", _kept(BEYOND_PRICES), subjects=2),
    Rule("rule", _kept(NO_RULE)),
    Rule("rule", _kept(NO_RULE), subjects=2),
    Rule("scenario", _kept(ALONE)),
    Rule("scenario", _kept(ALONE), subjects=2),
    Rule("return", _kept(past.OF_FUTURES), condition="^futures$"),
    Rule("level", _kept(past.OF_FUTURES), condition="^futures$"),
    Rule("record", _kept(past.OF_FUTURES), condition="^futures$"),
    Rule("return", _kept(past.WITHIN_A_DAY), condition="^intraday$"),
    Rule("rate", _kept(past.WITHIN_A_DAY), condition="^intraday$"),
    Rule("volatility", _kept(past.WITHIN_A_DAY), condition="^intraday$"),
    Rule("return", swings.of_episode, only=swings.is_of_episode),
    Rule("comparison", swings.of_episode, only=swings.is_of_episode, subjects=2),
    Rule("return", swings.between_extremes, only=swings.is_between_extremes),
    Rule("return", swings.from_extreme, only=swings.is_from_extreme),
    Rule("return", swings.record_distance, units=("fraction", ""), condition="from record"),
    Rule("return", past.move_between, units=("points",)),
    Rule("return", past.stated_return),
    Rule("level", means.average_crossed, condition=r"\baverage(?: crossed)?$"),
    Rule("level", swings.of_a_period, units=("points",), condition="of the period$"),
    Rule("level", past.level, units=("points", "")),
    Rule("record", records.record),
    Rule("record", records.of_a_ratio, subjects=2),
    Rule("comparison", history.history, condition="^after ", subjects=2),
    Rule("comparison", ahead.race, subjects=2, when="ahead", units=("fraction", "")),
    Rule("comparison", past.comparison, subjects=2, units=("fraction", "")),
    Rule("target", ahead.target_level, units=("points",)),
    Rule("target", ahead.target_move, units=("fraction",)),
    Rule("range", ahead.range_of_levels, units=("points",)),
    Rule("range", ahead.range_of_returns, units=("fraction",)),
    Rule("forecast", ahead.forecast_return, units=("fraction",)),
    Rule("forecast", ahead.forecast_level, units=("points",)),
    Rule("forecast", ahead.forecast_sign, units=NONE),
    Rule("average", means.of_rate, units=("bp",)),
    Rule("average", means.of_rate, units=("bp",), subjects=2),
    Rule("average", history.history),
    Rule("average", history.history, subjects=2),
    Rule("frequency", history.history),
    Rule("frequency", history.history, subjects=2),
    Rule("seasonal", history.history),
    Rule("seasonal", history.history, subjects=2),
    Rule("rate", means.of_rate, units=("bp",), condition="^average$"),
    Rule("rate", means.of_rate, units=("bp",), condition="^average$", subjects=2),
    Rule("rate", rates.rate),
    Rule("rate", rates.rate, subjects=2),
    Rule("volatility", means.of_volatility, symbols=VIX, condition="^average$"),
    Rule(
        "volatility",
        past.points_moved,
        units=("points",),
        symbols=VIX,
        condition="^change$",
        only=lambda wanted: len(wanted.value) == 1,
    ),
    Rule("volatility", _kept(means.NO_CHANGE), symbols=VIX, condition="^change$"),
    Rule("volatility", means.volatility_level, units=("points",), symbols=VIX, when="past"),
    Rule("volatility", past.stated_return, units=("fraction",), symbols=VIX, when="past"),
    Rule("volatility", means.realised_volatility, units=("fraction",), when="past"),
    Rule("volatility", ahead.volatility_race, subjects=2, when="ahead"),
    Rule("volatility", means.more_volatile, subjects=2),
    Rule("volatility", ahead.range_of_levels, units=("points",), symbols=VIX, condition="range"),
    Rule("volatility", ahead.target_level, units=("points",), symbols=VIX, when="ahead"),
    Rule("volatility", ahead.forecast_sign, units=NONE, symbols=VIX, when="ahead"),
)
# Of rates only these kinds have rows.
RATE_KINDS = ("rate", "record", "untestable", "rule", "scenario")
KIND_WORDS = {"rule": "advice", "untestable": "statement", "seasonal": "seasonal return"}


def place(
    statement: Statement,
    *,
    date: datetime.date,
    key: str = "read",
    number: int = 1,
    studies: Collection[str] | None = None,
    also: datetime.date | None = None,
    total_said: bool = False,
) -> Placed | WhyNot:
    """Return the claim row of a statement, or why it has none.

    Parameters
    ----------
    date
        Day of the article.
    key, number
        Make the id of the claim.
    studies
        Names of the studies that may be used; all by default.
    also
        Another day that the last day of the statement may be.
    total_said
        Whether the article says somewhere that its returns are with dividends.
    """
    wanted = _wanted(statement, date)
    if isinstance(wanted, WhyNot):
        return wanted
    wanted = replace(wanted, also=also, total_said=total_said)
    draft = _draft(wanted)
    return draft if isinstance(draft, WhyNot) else _placed(wanted, draft, key, number, studies)


def place_all(
    statements: Sequence[Statement],
    *,
    date: datetime.date,
    key: str = "read",
    studies: Collection[str] | None = None,
    text: str = "",
) -> tuple[Placed | WhyNot, ...]:
    """Return for each statement its claim row, or why it has none.

    The odds of up, sideways and down of one subject share a row, and so do equal statements; ids
    count the rows. `text` is that of the article, which may say that its returns are total.
    """
    total_said = re.search(TOTAL_RETURNS, text, re.IGNORECASE) is not None
    found: list[Placed | WhyNot] = []
    rows: dict[str, Placed] = {}
    odds = _odds_tables(statements)
    reported = as_of_the_report(statements, date)
    before = other_close(statements, date) if reported == list(statements) else None
    statements = reported
    unsure = contradicted(statements)
    for at, statement in enumerate(statements):
        number = len(rows) + 1
        if at in odds:
            one = _place_odds(statement, odds[at], date, key, number, studies)
        elif at in unsure:
            one = TWO_FIGURES
        else:
            also = before if before and is_of_now(statement, date) else None
            one = place(
                statement,
                date=date,
                key=key,
                number=number,
                studies=studies,
                also=also,
                total_said=total_said,
            )
        if isinstance(one, Placed):
            one = rows.setdefault(one.test, one)
        found.append(one)
    return tuple(found)


def _wanted(statement: Statement, date: datetime.date) -> Wanted | WhyNot:
    """Return the statement with the series of its subjects, or why there are none."""
    if statement.kind == "untestable":
        return BEYOND_PRICES
    if UNKNOWN in statement.subject or not statement.subject:
        return NO_MARKET
    if len(set(statement.subject)) < len(statement.subject):
        return WhyNot("the market that it is compared with is not known")
    missing = [s for s in statement.subject if s not in SERIES or not is_known(SERIES[s].bars)]
    if missing:
        names = ", ".join(SERIES[s].words if s in SERIES else s for s in missing)
        return WhyNot(f"no such data: of {names}")
    if "OIL" in statement.subject and BRENT.search(statement.text):
        return WhyNot("no such data: of Brent crude")
    listed = tuple(SERIES[symbol] for symbol in statement.subject)
    if any(one.rate for one in listed) and statement.kind not in RATE_KINDS:
        if means.is_of_rate(statement, listed):
            return Wanted(statement, date, listed)
        if statement.kind in ("average", "frequency", "seasonal"):
            return WhyNot("no such study: of averages and frequencies of a rate")
        return WhyNot(f"no such study: of a {statement.kind} of a rate")
    return Wanted(statement, date, listed)


def _draft(wanted: Wanted) -> Draft | WhyNot:
    if (found := denied(wanted)) is not None:
        return found
    if why := doubt(wanted):
        return why
    rule = next((rule for rule in TABLE if rule.fits(wanted)), None)
    if rule is not None:
        return rule.build(wanted)
    statement = wanted.statement
    if not statement.value:
        return WhyNot("it has no number")
    if statement.to is None:
        return past.NO_DAYS
    return WhyNot(f"no such study: of a {statement.kind} in {statement.unit}")


@cache
def _every_study() -> frozenset[str]:
    return frozenset(study_names())


def _placed(
    wanted: Wanted,
    draft: Draft,
    key: str,
    number: int,
    studies: Collection[str] | None,
) -> Placed | WhyNot:
    """Return the row of a draft if its study exists and takes it."""
    if draft.study not in (_every_study() if studies is None else studies):
        return WhyNot(f"no such study: {draft.study}")
    statement = wanted.statement
    row = ClaimRow.model_validate(
        {
            "id": f"{key}-{number:02d}",
            "type": draft.type,
            "section": f"characters {statement.start} to {statement.end}",
            "statement": in_words(wanted),
            "study": draft.study,
            "data": dict(draft.data),
            "optional": dict(draft.optional),
            "parameters": dict(draft.parameters),
            "labels": draft.labels,
            "caveats": draft.caveats,
            "expectation": draft.expectation or None,
        }
    )
    fault = fault_of(_claim(row, wanted.date))
    if fault:
        return WhyNot(f"{draft.study} does not take it: {fault}")
    return Placed(row, statement.start, statement.end)


def _claim(row: ClaimRow, date: datetime.date) -> Claim:
    """Return the claim of a row, as its file would give it."""
    article = Article.model_construct(key="", title="", publisher="", date=pd.Timestamp(date))
    return Claim.model_construct(**dict(row), article=article)


def in_words(wanted: Wanted) -> str:
    """Return the statement in plain words, made from its fields alone."""
    statement = wanted.statement
    names = " and ".join(one.words for one in wanted.listed)
    kind = KIND_WORDS.get(statement.kind, statement.kind)
    parts = [
        f"{names[0].upper()}{names[1:]}: {kind}",
        statement.direction,
        value_words(statement.value, statement.unit),
        f"({statement.condition})" if statement.condition else "",
    ]
    return " ".join(part for part in parts if part) + day_words(statement.from_, statement.to) + "."


def _odds_tables(statements: Sequence[Statement]) -> dict[int, _Odds]:
    """Return the odds of up, sideways and down at the place of each scenario of a whole table.

    A table is three scenarios in a row, of the three outcomes, that sum to 1; at least two of them
    have its subject, since the words of a row may name another market in passing.
    """
    scenarios = [
        (at, outcome, one.value[0])
        for at, one in enumerate(statements)
        if one.kind == "scenario" and one.unit == "fraction" and len(one.value) == 1
        if (outcome := ahead.outcome_of(one)) is not None
    ]
    found: dict[int, _Odds] = {}
    first = 0
    while first + 3 <= len(scenarios):
        three = scenarios[first : first + 3]
        shares = {outcome: value for _, outcome, value in three}
        subject, times = Counter(statements[at].subject for at, _, _ in three).most_common(1)[0]
        whole = set(shares) == set(BUCKETS) and abs(sum(shares.values()) - 1) <= ODDS_ROUNDING
        if whole and times > 1:
            found |= {at: _Odds(subject, shares) for at, _, _ in three}
            first += 3
        else:
            first += 1
    return found


def _place_odds(
    statement: Statement,
    odds: _Odds,
    date: datetime.date,
    key: str,
    number: int,
    studies: Collection[str] | None,
) -> Placed | WhyNot:
    wanted = _wanted(replace(statement, subject=odds.subject), date)
    if isinstance(wanted, WhyNot):
        return wanted
    draft = ahead.scenario_odds(wanted, tuple(odds.shares.items()))
    if isinstance(draft, WhyNot):
        return draft
    placed = _placed(wanted, draft, key, number, studies)
    if isinstance(placed, WhyNot):
        return placed
    shares = ", ".join(f"{name} {value:.0%}" for name, value in odds.shares.items())
    words = f"{wanted.one.words[0].upper()}{wanted.one.words[1:]}: odds of {shares}."
    return replace(placed, claim=placed.claim.model_copy(update={"statement": words}))
