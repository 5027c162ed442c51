"""Write docs/validation/weekly-daily.md: each claim on weekly and on daily data.

python docs/scripts/make_weekly_table.py WEEKLY/results.json DAILY/results.json
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from backtests.report.formats import show

OUT = Path(__file__).parents[1] / "validation" / "weekly-daily.md"
HEADER = ("claim", "weekly", "figure", "daily", "figure", "why they differ")
OPPOSITE = {"supported", "refuted"}
HIGH_YIELD = "BAMLH0A0HYM2"
# Why the verdict differs, by claim.
VERDICTS: Mapping[str, str] = {
    "brk-05": "the record broken in the week, 2,551.46, fits both sizes; the record day, 2,590.61, "
    "does not",
    "mom-06": "one reading is a day of December, which ends of weeks do not have",
    "slide-03b": "the Baa spread, divided by 0.6, in place of the high-yield spread",
    "slide-19": "no month has all three states with the Baa spread in place of the high-yield one",
    "srg-04": "the claim is about one day; its daily closes are needed",
}
TEXT = """# Weekly and daily data

The shipped figures are weekly, a folder or a provider has days. This page compares the verdict and
the first figure of every testable claim on both; the weekly data end on {weekly_end}, the daily
ones on {daily_end}. `make weekly` writes it, with `RUTCHECK_DATA` naming a folder of days.

How weeks stand for days is in [METHODS 0](../methods/index.md#0-conventions): twelve months
are 52 weeks, 21 trading days 4, 63 days 13, and a crash is a weekly close 20% below the highest of
the five before. Rules trade at the next week's open. A spread of a week is known the week after.

{summary}

{table}
"""


def figure(claim: Mapping[str, Any]) -> str:
    """Return the first estimate of a claim, formatted; a dash without one."""
    first = next((e for e in claim["estimates"] if e["value"] is not None), None)
    return "–" if first is None else show(first["value"], first["unit"])


def reason(weekly: Mapping[str, Any], daily: Mapping[str, Any], *, stands_in: bool) -> str:
    """Return why two results of a claim differ; empty if they do not.

    Raises KeyError for a verdict that differs without a stated reason.
    """
    if weekly["verdict"] != daily["verdict"]:
        return VERDICTS[weekly["id"]]
    if figure(weekly) == figure(daily):
        return ""
    if stands_in and HIGH_YIELD in weekly["series"]:
        return "ends of weeks; the Baa spread in place of the high-yield spread"
    if weekly["verdict"] == "pending":
        return "the data end on another day"
    return "ends of weeks in place of days"


def page(reference: Mapping[str, Any], folder: Mapping[str, Any]) -> str:
    """Return the page from two results.

    Raises ValueError if a claim is supported on one and refuted on the other.
    """
    by_id = {claim["id"]: claim for claim in folder["claims"]}
    stands_in = any("stands in" in notice for notice in reference["notices"])
    rows = [HEADER, ("---",) * len(HEADER)]
    same = 0
    lacking = []
    for weekly in reference["claims"]:
        daily = by_id[weekly["id"]]
        if weekly["verdict"] == "not testable":
            continue
        verdicts = {weekly["verdict"], daily["verdict"]}
        if verdicts == OPPOSITE:
            raise ValueError(f"{weekly['id']} is supported on one and refuted on the other")
        same += len(verdicts) == 1
        if weekly["verdict"] == "no data":
            lacking.append(weekly["id"])
        rows.append(
            (
                weekly["id"],
                weekly["verdict"],
                figure(weekly),
                daily["verdict"],
                figure(daily),
                reason(weekly, daily, stands_in=stands_in),
            )
        )
    count = len(rows) - 2
    summary = (
        f"Of {count} claims, {same} have the same verdict on both; none is supported on one and "
        f"refuted on the other. Without data by week: {', '.join(lacking) or 'none'}."
    )
    return TEXT.format(
        weekly_end=reference["as_of"],
        daily_end=folder["as_of"],
        summary=summary,
        table="\n".join(f"| {' | '.join(cells)} |" for cells in rows),
    )


if __name__ == "__main__":
    results = (json.loads(Path(path).read_text(encoding="utf-8")) for path in sys.argv[1:3])
    OUT.write_text(page(*results), encoding="utf-8")
