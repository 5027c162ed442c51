"""Will the 2-year yield and the Fed's target both be lower by a date?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from backtests.evidence.checks import ForecastCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.outlook import Outlook, rate_of_days

# METHODS 5.11: a rate may stand for up to five days after it was published.
LASTS_DAYS = 5


def examine(
    context: Context,
    *,
    two_year: pd.DataFrame,
    policy: pd.DataFrame,
    base_date: pd.Timestamp,
    resolves: pd.Timestamp,
) -> Evidence:
    """Both below their level of the base day support, both at or above it refute (brk-07)."""
    target = _daily(policy["mid"], context.as_of)
    rates = {"2-year yield": two_year["value"], "federal funds target": target}
    changes = {}
    estimates = []
    for name, values in rates.items():
        base, final = (_rate_on(values, date) for date in (base_date, resolves))
        changes[name] = None if base is None or final is None else final - base
        estimates.append(_so_far(name, values.loc[:resolves], base, base_date))
    known = [change for change in changes.values() if change is not None]
    done = len(known) == len(changes)
    lower = [change < 0 for change in known]
    found = ", ".join(f"{n} {c:+.2f} points" for n, c in changes.items() if c is not None)
    return Evidence(
        ForecastCheck(
            resolves=resolves,
            as_of=context.as_of,
            condition=all(lower) if done else None,
            statement="both rates lower than on the base day" + (f" ({found})" if done else ""),
            mixed=done and any(lower) and not all(lower),
        ),
        (*estimates, _base_rate(two_year["value"], target)),
    )


def standing(
    context: Context,
    *,
    two_year: pd.DataFrame,
    policy: pd.DataFrame,
    base_date: pd.Timestamp,
    resolves: pd.Timestamp,
) -> Outlook | None:
    """Say how far both rates are from their level of the base day, and how often both fell so."""
    check = examine(
        context, two_year=two_year, policy=policy, base_date=base_date, resolves=resolves
    ).check
    target = _daily(policy["mid"], context.as_of)
    rates = {"2-year yield": two_year["value"], "federal funds target": target}
    base = {name: _rate_on(values, base_date) for name, values in rates.items()}
    last = {name: float(values.iloc[-1]) for name, values in rates.items()}
    limits = [level - last[name] for name, level in base.items() if level is not None]
    if len(limits) < len(rates):
        return None
    return Outlook(
        check=check,
        resolves=resolves,
        last=min(pd.Timestamp(values.index[-1]) for values in rates.values()),
        settles=" and ".join(f"the {name} below {level:g}%" for name, level in base.items())
        + f" on {resolves:%Y-%m-%d}",
        now=", ".join(f"{name} {last[name]:g}% ({_day(values)})" for name, values in rates.items()),
        distance=None,
        odds=(_odds(rates, limits, as_of=context.as_of, resolves=resolves),),
    )


def _odds(
    rates: Mapping[str, pd.Series],
    limits: Sequence[float],
    *,
    as_of: pd.Timestamp,
    resolves: pd.Timestamp,
) -> Estimate:
    """Share of days on which every rate had fallen by more than its limit over its own span.

    A rate's span runs from its own last day to the day of the claim. Without a value within the
    time that one may stand there are no odds: what happened since is not known.
    """
    old = [
        f"no data of the {name} after {_day(values)}"
        for name, values in rates.items()
        if (as_of - values.index[-1]).days > LASTS_DAYS
    ]
    if old:
        return Estimate("it", None, note="; ".join(old) + ", so none")
    days = [max(1, (resolves - values.index[-1]).days) for values in rates.values()]
    changes = _changes(list(rates.values()), days=days)
    met = (changes < list(limits)).all(axis=1).to_numpy(dtype=bool)
    return rate_of_days("it", met, window_days=max(days))


def _changes(rates: Sequence[pd.Series], *, days: Sequence[int]) -> pd.DataFrame:
    """Change of each rate up to every calendar day that all have, over its own number of days."""
    levels = [_daily(values, values.index[-1]) for values in rates]
    changes = [values - values.shift(span) for values, span in zip(levels, days, strict=True)]
    return pd.concat(changes, axis=1, join="inner").dropna()


def _daily(levels: pd.Series, as_of: pd.Timestamp) -> pd.Series:
    """A level that holds from each announcement until the next, by calendar day."""
    days = pd.date_range(levels.index[0], max(as_of, levels.index[-1]), freq="D")
    return levels.reindex(days, method="ffill")


def _rate_on(values: pd.Series, date: pd.Timestamp) -> float | None:
    """Value of a day, or the last of the five days before it; None where there is none."""
    known = values.loc[date - pd.Timedelta(days=LASTS_DAYS) : date]
    return None if known.empty else float(known.iloc[-1])


def _so_far(name: str, values: pd.Series, base: float | None, base_date: pd.Timestamp) -> Estimate:
    label = f"change of the {name} since {base_date:%Y-%m-%d}, in points"
    if base is None:
        return Estimate(label, None, "points", note="no value of the base date")
    if values.index[-1] <= base_date:
        return Estimate(label, None, "points", note=f"no data after {_day(values)}; {base:g}% then")
    last = float(values.iloc[-1])
    change = last - base
    note = f"{change:+.2f} points: {base:g}% to {last:g}% on {_day(values)}"
    return Estimate(label, change, "points", note=note)


def _day(values: pd.Series) -> str:
    return f"{values.index[-1]:%Y-%m-%d}"


def _base_rate(two_year: pd.Series, target: pd.Series) -> Estimate:
    """Share of days after which both were lower a year later."""
    changes = _changes([two_year, target], days=[365, 365])
    return rate_of_days(
        "share of all dates after which both were lower 12 months later",
        (changes < 0).all(axis=1).to_numpy(dtype=bool),
        window_days=365,
        role="base rate",
    )
