"""Test whether a target in points and one in percent start from the same price."""

from __future__ import annotations

import pandas as pd

from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import FactCheck, Figure, Reading
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import Day, Level, Points, Rise, Rule, Tolerance

METHOD = Method(
    "Whether {points} to {points_level} and {percent:by} to {percent_level} start from one price",
    by_fact(
        "the two origins agree within {tolerance}, and from the record close of {bars} before "
        "the month of {base_date} no level is off by more than {tolerance:twice_percent}",
        "they differ by more than {tolerance:twice_percent}, and so do the levels",
    ),
)
RULES = (
    Rule(
        ("points", "points_level"),
        "a level in points that is above the points, so that the origin is above 0",
        lambda points, level: level > points,
    ),
)


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    points: Points,
    points_level: Level,
    percent: Rise,
    percent_level: Level,
    tolerance: Tolerance,
    base_date: Day,
) -> Evidence:
    """Compare the origins implied by both targets, within `tolerance`, a fraction (brk-05).

    The other reading measures both from the breakout, that is from the record close before the
    month of `base_date`, and compares the levels that follow with those stated (METHODS 4.1).

    Parameters
    ----------
    points : float
        Stated rise in points.
    percent : float
        Stated rise as a fraction.
    points_level : float
        Level that the rise in points is said to lead to.
    percent_level : float
        Level that the rise in percent is said to lead to.
    tolerance : float
        Largest difference of the two origins, a fraction.
    base_date : pd.Timestamp
        A day of the month in which the breakout was.
    """
    from_points = points_level - points
    from_percent = percent_level / (1 + percent)
    figure = Figure(
        "ratio of the two origins", 1.0, (from_percent / from_points,), tolerance, unit=""
    )
    month = base_date.replace(day=1)
    before = bars["close"].loc[: month - pd.Timedelta(days=1)]
    estimates = [
        Estimate("origin implied by the target in points", from_points, "points"),
        Estimate("origin implied by the target in percent", from_percent, "points"),
    ]
    readings: tuple[Reading, ...] = ()
    if not before.empty:
        record = float(before.max())
        levels = (
            (f"{points:,.0f} points above it", points_level, record + points),
            (f"{percent:.0%} above it", percent_level, record * (1 + percent)),
        )
        readings = (
            Reading(
                f"the record close that was broken, {record:,.2f},",
                tuple(
                    Figure(name, stated, (level,), tolerance * stated, unit="")
                    for name, stated, level in levels
                ),
            ),
        )
        low, high = (record / origin - 1 for origin in (from_percent, from_points))
        estimates.append(
            Estimate(
                "record close that was broken",
                record,
                "points",
                note=f"{low:.1%} to {high:.1%} above the implied origins",
            )
        )
        estimates += [
            Estimate(name, level, "points", claimed=stated) for name, stated, level in levels
        ]
    return Evidence(FactCheck(figures=(figure,), readings=readings), tuple(estimates))
