"""Test whether the Fed left its target unchanged on a day."""

from __future__ import annotations

import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import FactCheck
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import Day

METHOD = Method(
    "Whether no change of the federal funds target ({policy}) was announced on {date}",
    by_fact("the target stayed as it was", "it was changed"),
)


def examine(context: Context, *, policy: pd.DataFrame, date: Day) -> Evidence:
    """Test whether no change of the target was announced on `date` (METHODS mom-11).

    Parameters
    ----------
    date : pd.Timestamp
        Day of the decision.
    """
    if context.as_of < date:
        return Evidence(MissingCheck(f"not tested: the data end before {date:%Y-%m-%d}"))
    until = policy.loc[:date]
    last = until.iloc[-1]
    same = until.index[-1] != date
    change = 0.0 if same else float(policy["mid"].diff().loc[date]) / 100
    level = f"{last['lower']:.2f}-{last['upper']:.2f}%"
    return Evidence(
        FactCheck(directions=((f"target left at {level} on {date:%Y-%m-%d}", same),)),
        (
            Estimate(
                f"change of the target on {date:%Y-%m-%d}",
                change,
                note=f"in force since {until.index[-1]:%Y-%m-%d}",
            ),
        ),
    )
