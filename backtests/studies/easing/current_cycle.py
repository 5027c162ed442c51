"""Test whether the return of the current easing cycle reaches the claimed one, up or down."""

from __future__ import annotations

from functools import partial

import pandas as pd

from backtests.engine.forward_returns import base_position, end_position
from backtests.evidence.estimates import Context, Estimate, Evidence, Outlook
from backtests.evidence.forecast_checks import ForecastCheck
from backtests.evidence.outlook import at_or_beyond, odds_ahead
from backtests.studies.measures.any_date import rate_after_any_date
from backtests.studies.measures.spans import forecast_span
from backtests.studies.method import Method, by_forecast
from backtests.studies.parameters import Day, Months, Rise, Tolerance, ends_later

HAS_OUTLOOK = True
METHOD = Method(
    "Whether the total return ({total}) in the {months} from the cut of {last_cut} is "
    "{claimed:or_more}, with a tolerance of {tolerance:points}; void if a further cut ({policy}) "
    "comes before",
    by_forecast("it is so at the end", "it is not"),
    "how often it was so over as long from any date",
)
RULES = (ends_later("last_cut", "months"),)


def examine(
    context: Context,
    *,
    total: pd.DataFrame,
    policy: pd.DataFrame,
    last_cut: Day,
    months: Months,
    claimed: Rise,
    tolerance: Tolerance,
) -> Evidence:
    """Test the total return from the last cut; void if another cut follows before the resolution.

    The forecast is true if the total return is at least `claimed - tolerance`. Both are fractions.
    A negative `claimed` is a fall: true if the return is at most `claimed + tolerance` (METHODS
    4.2).

    Parameters
    ----------
    last_cut : pd.Timestamp
        Day of the last cut, from which the return is counted.
    claimed : float
        Stated return, a fraction; negative for a fall.
    """
    resolves = last_cut + pd.DateOffset(months=months)
    mid = policy.loc[policy.index <= context.as_of, "mid"]
    further = [d for d in mid.index[mid.diff() < 0] if last_cut < d <= resolves]
    void = f"a further cut came on {further[0]:%Y-%m-%d}" if further else None
    down = claimed < 0
    need = claimed + tolerance if down else claimed - tolerance
    wanted = f"{need:.0%} or {'less' if down else 'more'}"
    start = base_position(total, last_cut)
    condition, so_far = None, None
    if start < len(total):
        end = end_position(total, start, months=months)
        prices = total["close"].to_numpy()
        so_far = float(prices[-1 if end is None else end] / prices[start] - 1)
        condition = None if end is None else at_or_beyond(1 + so_far, 1 + need, down=down)
    check = ForecastCheck(
        resolves=resolves,
        as_of=context.as_of,
        condition=condition,
        statement=f"total return of {wanted} ({claimed:.0%} {'plus' if down else 'less'} "
        f"{tolerance:.0%})",
        void=void,
    )
    return Evidence(
        check,
        (
            Estimate(
                f"total return from the cut of {last_cut:%Y-%m-%d} so far",
                so_far,
                claimed=claimed,
                note=f"to {total.index[-1]:%Y-%m-%d}",
            ),
            rate_after_any_date(
                f"share of all dates with {wanted} in {months} months",
                {"index": total},
                lambda returns: at_or_beyond(1 + returns["index"], 1 + need, down=down),
                months=months,
            ),
        ),
        outlook=partial(_outlook, total, last_cut, resolves, 1 + need, wanted=wanted, down=down),
    )


def _outlook(
    total: pd.DataFrame,
    last_cut: pd.Timestamp,
    resolves: pd.Timestamp,
    growth: float,
    *,
    wanted: str,
    down: bool,
) -> Outlook | None:
    span = forecast_span(total, last_cut, resolves)
    if span is None:
        return None
    return Outlook(
        resolves=resolves,
        last=span.end,
        settles=f"a return with dividends of {wanted} from {last_cut:%Y-%m-%d} to "
        f"{resolves:%Y-%m-%d}; void if the Fed cuts before",
        now=f"{span.change:+.1%} with dividends",
        distance=growth / span.growth - 1,
        odds=(
            odds_ahead(
                "it",
                {"index": total},
                {"index": span.growth},
                until=resolves,
                met=lambda totals: at_or_beyond(totals["index"], growth, down=down),
            ),
        ),
    )
