"""JSON of the trader's figures of a breakout study and its latest signal."""

from __future__ import annotations

from dataclasses import asdict

from backtests.engine.outcomes import breakout_row
from backtests.report.answers.breakout import distance, goal_of
from backtests.runtime.serialization import iso
from backtests.studies.breakouts.hit_rate import BreakoutStudy
from backtests.studies.breakouts.latest_signal import LatestSignal, TradeAnalysis


def latest_signal_json(desk: TradeAnalysis, study: BreakoutStudy) -> dict[str, object]:
    """Return further fields of `breakout --json`: waits, excursions, expectancy, latest signal."""
    wait, open_ = study.wait, sum(o.cause == "open" for o in study.outcomes)
    return {
        "days_to_target": {
            "n": 0 if wait is None else wait.n,
            "lower_quartile": None if wait is None else wait.lower,
            "median": None if wait is None else wait.median,
            "upper_quartile": None if wait is None else wait.upper,
            "unit": study.frequency.unit,
            "censored": open_,
        },
        "worst_before_success": desk.excursion,
        "expectancy": desk.expectancy,
        "latest": None if desk.latest is None else signal_json(desk.latest),
    }


def signal_json(latest: LatestSignal) -> dict[str, object]:
    """Return the fields of a signal: its outcome, state, distances and odds."""
    o = latest.outcome
    odds = latest.odds and {
        **asdict(latest.odds),
        "rate": latest.odds.rate,
        "interval": latest.odds.interval,
    }
    goal = goal_of(o)
    return {
        **breakout_row(o),
        "as_of": iso(latest.as_of),
        "price": latest.price,
        "elapsed": latest.elapsed,
        "left": latest.left,
        "to_target": distance(goal, latest.price),
        "stop_now": latest.stop,
        "to_stop": distance(latest.stop, latest.price),
        "share_of_way_left": latest.left_share,
        "state": latest.side,
        "past_cases": latest.cases,
        "past_cases_have_its_distances": latest.carried,
        "odds": odds,
        "random_dates": latest.random,
        "any_day_with_its_distances": latest.own,
        "note": latest.note,
    }
