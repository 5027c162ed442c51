"""Compare half technology and half small caps with the S&P 500 (METHODS srg-10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from backtests.evidence.estimates import Context, Estimate, Evidence, Outlook
from backtests.evidence.forecast_checks import ForecastCheck
from backtests.evidence.gate import LEAST_YEARLY
from backtests.evidence.outlook import odds_ahead
from backtests.studies.measures.spans import common_end, forecast_spans
from backtests.studies.method import Method, by_effect, in_points
from backtests.studies.parameters import Day, Months, ends_later
from backtests.studies.rules import portfolio_gain
from backtests.studies.rules.portfolio_gain import Mix, PortfolioRule
from backtests.studies.rules.rule_months import MeanMonths
from strategies import technology_and_small_caps

RULE, MARKET = "technology and small caps", "S&P 500"
# The call is for twelve months; such mixes are also restored monthly and quarterly.
OFTEN = ("yearly", "monthly", "quarterly")
# Every run counts the rules that are tried here (METHODS 3.6).
TRIES_RULES = True
HAS_OUTLOOK = True
METHOD = Method(
    "Mean yearly return of half {technology} and half {adjusted} less that of {large} "
    "over the whole record; "
    "cash earns {bills}",
    by_effect(in_points(LEAST_YEARLY), also="ahead in the {months} from {base_date}"),
    "the {months} from {published}",
)
RULES = (ends_later("base_date", "months"),)


def examine(
    context: Context,
    *,
    adjusted: pd.DataFrame,
    technology: pd.DataFrame,
    large: pd.DataFrame,
    bills: pd.DataFrame,
    base_date: Day,
    published: Day,
    months: Months,
) -> Evidence:
    """Test the lead over the twelve months of the call, and the mean lead over the whole record.

    Pending until the twelve months are over. The rule is always invested; Sharpe ratios are over
    `bills`, the rate of cash.

    Parameters
    ----------
    technology : pd.DataFrame
        Adjusted closes of the technology fund.
    base_date : pd.Timestamp
        Day from which the call counts.
    published : pd.Timestamp
        Day of the note, from which the lead is reported too.
    months : int
        Calendar months of the call.
    """
    resolves = base_date + pd.DateOffset(months=months)
    frames = common_end({"XLK": technology, "IWM": adjusted, "SPY": large})
    called, from_note = (_lead(frames, base, months) for base in (base_date, published))
    leads = tuple(
        lead.estimate(name)
        for name, lead in (
            ("lead over SPY in the 12 months of the call", called),
            ("lead over SPY in the 12 months from the note", from_note),
        )
        if lead
    )
    words = f"half XLK and half IWM ahead of SPY from {base_date:%Y-%m-%d}"
    pending = Evidence(ForecastCheck(resolves, context.as_of, None, words), leads)
    if context.as_of < resolves:
        return replace(pending, outlook=partial(_outlook, frames, base_date, resolves, words))
    if not context.resamples:
        return pending
    record = portfolio_gain.record(
        {}, {"XLK": technology, "IWM": adjusted, "SPY": large}, bills=bills
    )
    rules = [_rule(record, often) for often in OFTEN]
    samples = portfolio_gain.definitions(context, MeanMonths, rules)
    final = called is not None and called.final
    reached = "" if final else ", whose end the data do not reach"
    return portfolio_gain.portfolio_evidence(
        context,
        samples,
        name="gain in the mean return a year over SPY",
        conditions=(
            (
                f"ahead of SPY over the 12 months from {base_date:%Y-%m-%d}{reached}",
                called is not None and final and called.value > 0,
            ),
        ),
        estimates=(*leads, *portfolio_gain.account_estimates(rules[0].accounts())),
        notes=(record.note,),
    )


def _outlook(
    frames: Mapping[str, pd.DataFrame], base_date: pd.Timestamp, resolves: pd.Timestamp, words: str
) -> Outlook | None:
    spans = forecast_spans(frames, base_date, resolves)
    if spans is None:
        return None
    growth = {name: span.growth for name, span in spans.items()}
    return Outlook(
        resolves=resolves,
        last=pd.Timestamp(frames["SPY"].index[-1]),
        settles=f"{words} to the close of {resolves:%Y-%m-%d}",
        now=", ".join(f"{name} {span.change:+.1%}" for name, span in spans.items()),
        distance=growth["SPY"] / ((growth["XLK"] + growth["IWM"]) / 2) - 1,
        odds=(
            odds_ahead(
                "it",
                frames,
                growth,
                until=resolves,
                met=lambda totals: (totals["XLK"] + totals["IWM"]) / 2 > totals["SPY"],
            ),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Called:
    """Lead of half and half, not restored, over a span.

    `final` says whether the data reach the end of the span.
    """

    value: float
    final: bool
    note: str

    def estimate(self, name: str) -> Estimate:
        return Estimate(name, self.value, note=self.note)


def _lead(frames: Mapping[str, pd.DataFrame], base: pd.Timestamp, months: int) -> _Called | None:
    """Return the mean return of XLK and IWM less that of SPY; None before the base day."""
    spans = forecast_spans(frames, base, base + pd.DateOffset(months=months))
    if spans is None:
        return None
    technology, small, market = (spans[name] for name in ("XLK", "IWM", "SPY"))
    ours = (technology.change + small.change) / 2
    return _Called(
        ours - market.change,
        technology.final and small.final and market.final,
        f"{ours:+.1%} (XLK {technology.change:+.1%}, IWM {small.change:+.1%}) and SPY "
        f"{market.change:+.1%}, {market}; costs are the same on both sides",
    )


def _rule(record: portfolio_gain.Record, often: str) -> PortfolioRule:
    return PortfolioRule(
        {"restored": often},
        record,
        RULE,
        technology_and_small_caps.plan(rebalance=often),
        lambda _: {MARKET: Mix({"SPY": 1.0}, "never")},
    )
