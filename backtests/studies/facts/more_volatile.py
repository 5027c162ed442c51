"""Test whether one series was more volatile than another over stated days."""

from __future__ import annotations

import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import FactCheck
from backtests.studies.measures.spans import stated_spans, volatility
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import Day, in_order
from data_feeds.series.bars import common_frequency

LEAST_RETURNS = 12
METHOD = Method(
    "Annualised standard deviation of the log returns of {first} and of {second} from {start} to "
    "{end}",
    by_fact("the first is larger", "it is not"),
    "the same over the whole common record",
)
RULES = (in_order("start", "end"),)


def examine(
    context: Context,
    *,
    first: pd.DataFrame,
    second: pd.DataFrame,
    start: Day,
    end: Day,
) -> Evidence:
    """Compare the volatility of two series over their common bars (claim mom-19)."""
    del context
    spans = stated_spans({"first": first, "second": second}, ("first", "second"), start, end)
    if isinstance(spans, MissingCheck):
        return Evidence(spans)
    closes = pd.concat([first["close"], second["close"]], axis=1, join="inner").dropna()
    inside = closes.loc[start:end]
    if len(inside) <= LEAST_RETURNS:
        return Evidence(
            MissingCheck(f"not tested: fewer than {LEAST_RETURNS} common returns in the span")
        )
    frequency = common_frequency([first, second])
    ours, theirs = (volatility(column, frequency) for _, column in inside.items())
    whole = [volatility(column, frequency) for _, column in closes.items()]
    return Evidence(
        FactCheck(
            directions=((f"volatility {ours:.1%} a year, above {theirs:.1%}", ours > theirs),)
        ),
        (
            Estimate("volatility a year", ours, n=len(inside) - 1, note=str(spans["first"])),
            Estimate("volatility a year of the other series", theirs, n=len(inside) - 1),
            Estimate(
                "difference over the whole common record",
                whole[0] - whole[1],
                note=f"{whole[0]:.1%} and {whole[1]:.1%} from {closes.index[0]:%Y-%m-%d}",
            ),
        ),
    )
