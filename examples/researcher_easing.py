"""A researcher's question: how much does the return after rate cuts depend on the anchor?

Run it with `python examples/researcher_easing.py`, on other data with `... SOURCE`.
"""

from __future__ import annotations

import sys

import pandas as pd

import backtests


def main(source: str = "reference") -> None:
    """Print mean returns by anchor and horizon against random dates, and plot the paths."""
    rows = []
    for anchor in ("first", "last", "pause"):
        for months in (6, 12):
            study = backtests.easing_study(
                anchor=anchor, months=months, data=source, resamples=1_000
            )
            summary = study.numbers["summary"]
            rows.append(
                {
                    "anchor": anchor,
                    "months": months,
                    "events": summary["n"],
                    "mean": summary["mean"],
                    "median": summary["median"],
                    "random dates": summary["placebo_mean"],
                    "p": summary["p_value"],
                }
            )
    print(pd.DataFrame(rows).round(3).to_string(index=False))

    last = backtests.easing_study(anchor="last", data=source, resamples=1_000)
    best = last.frame.loc[last.frame["total_return"].idxmax()]
    print(
        f"\nThe best cycle is {best['name']} ({best['last_cut']:%Y-%m-%d}): "
        f"{best['total_return']:.0%} in twelve months."
    )
    last.figure.savefig("easing_paths.png")


if __name__ == "__main__":
    main(*sys.argv[1:])
