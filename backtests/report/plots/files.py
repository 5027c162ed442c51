"""Write charts as a file, by the ending of its name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from backtests.report.plots.model import Plot
from data_feeds.series.market import Market


def write_plots(path: Path, plots: Sequence[Plot], *, heading: str, market: Market) -> None:
    """Write charts as a picture (.png) or as a page whose charts can be zoomed (.html).

    Parameters
    ----------
    heading
        Heading of the page; a picture has the titles of its charts.
    market
        Its series that were used are named on the page.
    """
    if path.suffix.lower() == ".html":
        from backtests.report.plots.page import write_html

        write_html(path, plots, heading=heading, market=market)
        return
    from backtests.report.plots.png import write_png

    write_png(path, *plots)
