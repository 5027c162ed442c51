"""Test whether the 2-year yield and the Fed's target are both lower by a date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd

from backtests.evidence.estimates import Context, Estimate, Evidence, Outlook
from backtests.evidence.forecast_checks import ForecastCheck
from backtests.evidence.outlook import rate_of_days
from backtests.studies.method import Method, by_forecast
from backtests.studies.parameters import Day, in_order, resolved_later

HAS_OUTLOOK = True
# METHODS 5.11: a published rate is used for up to five days.
LASTS_DAYS = 5
METHOD = Method(
    "Whether the 2-year yield ({two_year}) and the federal funds target ({policy}) are "
    "lower on {resolves} than on {base_date}",
    by_forecast("both are lower then", "neither is lower then"),
    "how often both were lower 12 months later",
)
RULES = (
    in_order("base_date", "resolves"),
    resolved_later("resolves"),
)


def examine(
    context: Context,
    *,
    two_year: pd.DataFrame,
    policy: pd.DataFrame,
    base_date: Day,
    resolves: Day,
) -> Evidence:
    """Compare both rates with the base day: both below support, both at or above refute (brk-07).

    One below and one not is inconclusive.
    """
    target = _daily(policy["mid"], context.as_of)
    rates = {"2-year yield": two_year["value"], "federal funds target": target}
    base = {name: _rate_on(values, base_date) for name, values in rates.items()}
    changes = {}
    for name, values in rates.items():
        first, final = base[name], _rate_on(values, resolves)
        if first is not None and final is not None:
            changes[name] = final - first
    done = len(changes) == len(rates)
    lower = [change < 0 for change in changes.values()]
    words = ", ".join(f"{name} {change:+.2f} points" for name, change in changes.items())
    return Evidence(
        ForecastCheck(
            resolves=resolves,
            as_of=context.as_of,
            condition=all(lower) if done else None,
            statement="both rates lower than on the base day" + (f" ({words})" if done else ""),
            mixed=done and any(lower) and not all(lower),
        ),
        (
            *(
                _so_far(name, values.loc[:resolves], base[name], base_date)
                for name, values in rates.items()
            ),
            _base_rate(two_year["value"], target),
        ),
        outlook=partial(_outlook, rates, base, as_of=context.as_of, resolves=resolves),
    )


def _outlook(
    rates: Mapping[str, pd.Series],
    base: Mapping[str, float | None],
    *,
    as_of: pd.Timestamp,
    resolves: pd.Timestamp,
) -> Outlook | None:
    last = {name: float(values.iloc[-1]) for name, values in rates.items()}
    limits = [level - last[name] for name, level in base.items() if level is not None]
    if len(limits) < len(rates):
        return None
    return Outlook(
        resolves=resolves,
        last=min(pd.Timestamp(values.index[-1]) for values in rates.values()),
        settles=" and ".join(f"the {name} below {level:g}%" for name, level in base.items())
        + f" on {resolves:%Y-%m-%d}",
        now=", ".join(
            f"{name} {last[name]:g}% ({_last_day(values)})" for name, values in rates.items()
        ),
        distance=None,
        odds=(_odds(rates, limits, as_of=as_of, resolves=resolves),),
    )


def _odds(
    rates: Mapping[str, pd.Series],
    limits: Sequence[float],
    *,
    as_of: pd.Timestamp,
    resolves: pd.Timestamp,
) -> Estimate:
    """Return the share of days on which every rate had changed by less than its limit.

    The window of a rate is as long as the time from its own last day to `resolves`. There are no
    odds if the last value of a rate is older than `LASTS_DAYS`.
    """
    stale = [
        f"no data of the {name} after {_last_day(values)}"
        for name, values in rates.items()
        if (as_of - values.index[-1]).days > LASTS_DAYS
    ]
    if stale:
        return Estimate("it", None, note="; ".join(stale) + ", so none")
    days = [max(1, (resolves - values.index[-1]).days) for values in rates.values()]
    changes = _changes(list(rates.values()), days=days)
    met = (changes < list(limits)).all(axis=1).to_numpy(dtype=bool)
    return rate_of_days("it", met, window_days=max(days))


def _changes(rates: Sequence[pd.Series], *, days: Sequence[int]) -> pd.DataFrame:
    """Return the change of each rate over its number of days, for all common calendar days."""
    levels = [_daily(values, values.index[-1]) for values in rates]
    changes = [values - values.shift(span) for values, span in zip(levels, days, strict=True)]
    return pd.concat(changes, axis=1, join="inner").dropna()


def _daily(levels: pd.Series, as_of: pd.Timestamp) -> pd.Series:
    """Forward-fill a level to every calendar day up to `as_of`."""
    days = pd.date_range(levels.index[0], max(as_of, levels.index[-1]), freq="D")
    return levels.reindex(days, method="ffill")


def _rate_on(values: pd.Series, date: pd.Timestamp) -> float | None:
    """Return the last value of the `LASTS_DAYS` up to a day, or None."""
    known = values.loc[date - pd.Timedelta(days=LASTS_DAYS) : date]
    return None if known.empty else float(known.iloc[-1])


def _so_far(name: str, values: pd.Series, base: float | None, base_date: pd.Timestamp) -> Estimate:
    label = f"change of the {name} since {base_date:%Y-%m-%d}, in points"
    if base is None:
        return Estimate(label, None, "points", note="no value of the base date")
    last_day = _last_day(values)
    if values.index[-1] <= base_date:
        return Estimate(label, None, "points", note=f"no data after {last_day}; {base:g}% then")
    last = float(values.iloc[-1])
    change = last - base
    note = f"{change:+.2f} points: {base:g}% to {last:g}% on {last_day}"
    return Estimate(label, change, "points", note=note)


def _last_day(values: pd.Series) -> str:
    return f"{values.index[-1]:%Y-%m-%d}"


def _base_rate(two_year: pd.Series, target: pd.Series) -> Estimate:
    """Return the share of days after which both rates were lower a year later."""
    changes = _changes([two_year, target], days=[365, 365])
    return rate_of_days(
        "share of all dates after which both were lower 12 months later",
        (changes < 0).all(axis=1).to_numpy(dtype=bool),
        window_days=365,
        role="base rate",
    )
