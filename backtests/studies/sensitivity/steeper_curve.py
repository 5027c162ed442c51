"""Check whether financials gained while the yield curve steepened, and the beta of banks."""

from __future__ import annotations

import numpy as np
import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import FactCheck
from backtests.inference.samples import InsufficientData
from backtests.studies.measures.spans import common_end, stated_span, uncovered
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import Day, in_order
from data_feeds.series.bars import Frequency, frequency_of

# METHODS 5.11: maximum number of days that a rate is carried forward.
LASTS_DAYS = 5
# Claim slide-03a, the project's other weekly regression: lags of the HAC covariance.
HAC_LAGS = 8
LEAST_WEEKS = 26
METHOD = Method(
    "Whether from {start} to {end} {ten_year} less {two_year} rose and {financials} and "
    "{banks} gained, and the slope of weekly returns of {banks} less {market} on it is "
    "above zero over the whole record",
    by_fact("all are so", "one is not"),
    "the slope in the stated span",
)
RULES = (in_order("start", "end"),)


def examine(
    context: Context,
    *,
    ten_year: pd.DataFrame,
    two_year: pd.DataFrame,
    financials: pd.DataFrame,
    banks: pd.DataFrame,
    market: pd.DataFrame,
    start: Day,
    end: Day,
) -> Evidence:
    """Check the rise of the slope, the gains of both funds and the beta of banks (claim mom-08).

    The beta is that of weekly returns of banks less the market on weekly changes of the slope over
    the whole record; the beta of the stated span is secondary.
    """
    del context
    slope = (ten_year["value"] - two_year["value"]).dropna()
    then, now = (_slope_on(slope, day) for day in (start, end))
    spans = {
        "financials": stated_span(financials, start, end),
        "regional banks": stated_span(banks, start, end),
    }
    reached = {name: span for name, span in spans.items() if span is not None}
    if len(reached) < len(spans) or then is None or now is None:
        return Evidence(uncovered(start, end))
    (first_day, before), (last_day, after) = then, now
    gains = tuple(
        Estimate(f"return of {name}", span.change, note=str(span)) for name, span in reached.items()
    )
    note = f"10-year less 2-year yield, {before:.2f} points on {first_day:%Y-%m-%d}, "
    note += f"{after:.2f} on {last_day:%Y-%m-%d}"
    change = Estimate("change of the slope", (after - before) / 100, note=note)
    if any(frequency_of(frame) is Frequency.MONTHLY for frame in (banks, market)):
        reason = "not tested: weekly changes need daily closes"
        return Evidence(MissingCheck(reason), (change, *gains))
    weeks = _weekly(slope, banks, market)
    whole = _beta("beta of banks less the market on the slope, whole record", weeks)
    year = _beta("beta in the stated span", weeks.loc[start:end])
    if whole.value is None:
        raise InsufficientData(f"fewer than {LEAST_WEEKS} weeks of the slope and of banks")
    return Evidence(
        FactCheck(
            directions=(
                (f"the slope rose from {before:.2f} to {after:.2f} points", after > before),
                *(
                    (f"{name} gained ({s.change:+.1%})", s.change > 0)
                    for name, s in reached.items()
                ),
                (
                    f"banks beat the market in weeks of steepening (beta {whole.value:.3f})",
                    whole.value > 0,
                ),
            )
        ),
        (change, *gains, whole, year),
    )


def _slope_on(slope: pd.Series, date: pd.Timestamp) -> tuple[pd.Timestamp, float] | None:
    known = slope.loc[date - pd.Timedelta(days=LASTS_DAYS) : date]
    return None if known.empty else (pd.Timestamp(known.index[-1]), float(known.iloc[-1]))


def _weekly(slope: pd.Series, banks: pd.DataFrame, market: pd.DataFrame) -> pd.DataFrame:
    """Return weekly changes of the slope (points) and log returns of banks less the market."""
    cut = common_end({"banks": banks, "market": market})
    excess = np.log(cut["banks"]["close"]) - np.log(cut["market"]["close"])
    both = pd.concat({"slope": slope, "excess": excess}, axis=1, join="inner").dropna()
    weeks: pd.DataFrame = both.resample("W-FRI").last().diff().dropna()
    return weeks


def _beta(name: str, weeks: pd.DataFrame) -> Estimate:
    if len(weeks) < LEAST_WEEKS:
        return Estimate(name, None, n=len(weeks), note=f"fewer than {LEAST_WEEKS} weeks")
    # Imported here: it is slow to load.
    from statsmodels.regression.linear_model import OLS

    fit = OLS(weeks["excess"], weeks[["slope"]].assign(const=1.0)).fit(
        cov_type="HAC", cov_kwds={"maxlags": HAC_LAGS}
    )
    low, high = fit.conf_int().loc["slope"]
    return Estimate(
        name,
        float(fit.params["slope"]),
        "score",
        interval=(float(low), float(high)),
        n=len(weeks),
        note="log return a point of slope; HAC interval",
    )
