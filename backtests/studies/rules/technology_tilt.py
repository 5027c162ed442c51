"""Does leaning into technology and small caps beat the S&P 500 (METHODS srg-10)?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from backtests.evidence.checks import EffectCheck, ForecastCheck
from backtests.evidence.estimates import Context, Estimate, Evidence, Outlook
from backtests.evidence.gate import evidence_by_year
from backtests.evidence.outlook import odds_ahead
from backtests.studies.measures.spans import common_end, forecast_spans
from backtests.studies.rules import portfolio_gain as accounts
from backtests.studies.rules.rule_months import MeanMonths, RuleMonths
from strategies import technology_and_small_caps
from strategies.engine.broker import COST
from strategies.engine.portfolio import Prices
from strategies.engine.portfolio_paths import Account

RULE, MARKET = "technology and small caps", "S&P 500"
# The call is for twelve months; months and quarters are what such mixes also do.
OFTEN = ("yearly", "monthly", "quarterly")
# Every run counts the rules that are tried here (METHODS 3.6).
TRIES_RULES = True
HAS_OUTLOOK = True


def examine(
    context: Context,
    *,
    adjusted: pd.DataFrame,
    technology: pd.DataFrame,
    large: pd.DataFrame,
    base_date: pd.Timestamp,
    published: pd.Timestamp,
    months: int,
) -> Evidence:
    """Ahead over the twelve months of the call, and on average over the whole record.

    Pending until the twelve months are over. Always invested, so that no bill rate is needed.
    """
    resolves = base_date + pd.DateOffset(months=months)
    frames = common_end({"XLK": technology, "IWM": adjusted, "SPY": large})
    called, beside = (_lead(frames, base, months) for base in (base_date, published))
    leads = tuple(
        lead.estimate(name)
        for name, lead in (
            ("lead over SPY in the 12 months of the call", called),
            ("lead over SPY in the 12 months from the note", beside),
        )
        if lead
    )
    words = f"half XLK and half IWM ahead of SPY from {base_date:%Y-%m-%d}"
    pending = Evidence(ForecastCheck(resolves, context.as_of, None, words), leads)
    if context.as_of < resolves:
        return replace(pending, outlook=partial(_outlook, frames, base_date, resolves, words))
    if not context.resamples:
        return pending
    held = accounts.record({}, {"XLK": technology, "IWM": adjusted, "SPY": large}, bills=None)
    rules = [_rule(held, often) for often in OFTEN]
    samples = accounts.definitions(context, MeanMonths, rules)
    years = len(set(samples[0].periods.year))
    final = called is not None and called.final
    gain = samples[0].gain(draws=context.resamples)

    def tell(label: str, rows: RuleMonths) -> Estimate:
        found = rows.gain(draws=context.resamples)
        return Estimate(
            label,
            found.value,
            interval=found.interval,
            n=len(rows.periods),
            n_eff=len(set(rows.periods.year)),
            baseline=0.0,
            p=found.p,
            note="monthly returns after 5 basis points a side",
        )

    check = EffectCheck(
        effect=gain.value,
        least=accounts.LEAST_MEAN,
        upper=gain.upper,
        p=gain.p,
        p_opposite=gain.p_opposite,
        n_eff=years,
        detectable=accounts.detectable(gain),
        conditions=(
            (
                f"ahead of SPY over the 12 months from {base_date:%Y-%m-%d}"
                + ("" if final else ", whose end the data do not reach"),
                called is not None and final and called.value > 0,
            ),
        ),
    )
    return accounts.with_trials(
        evidence_by_year(
            check,
            samples,
            tell,
            estimates=(
                tell("gain in the mean return a year over SPY", samples[0]),
                *leads,
                *accounts.account_estimates(rules[0][2](held.prices, COST)),
            ),
            notes=(held.note,),
        ),
        samples,
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
    """Lead of half and half, not restored, over a span; `final` once the data reach its end."""

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


def _rule(
    held: accounts.Record, often: str
) -> tuple[accounts.Choices, accounts.Record, accounts.Accounts]:
    plan = technology_and_small_caps.plan(rebalance=often)

    def follow(prices: Prices, cost: float) -> dict[str, Account]:
        return {
            RULE: accounts.plan_account(plan, prices, held, cost=cost),
            MARKET: accounts.mix_account({"SPY": 1.0}, prices, "never", cost=cost),
        }

    return {"restored": often}, held, follow
