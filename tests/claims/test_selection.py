"""Claims files of users stand by themselves: their claims, series, charts, titles and commands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from backtests.baselines.measure import default_settings, measure
from backtests.claims.registry import UnknownClaim, load_claims
from backtests.claims.run import Result, run_claims
from backtests.claims.schema import RegistryError
from backtests.claims.selection import select, with_own_series
from backtests.claims.status import live_claims
from backtests.report import html, markdown
from backtests.report.charts import draw_charts
from backtests.report.json.run import run_json
from backtests.report.words import command_of, explains, heading
from backtests.runtime.serialization import to_text
from data_feeds.series.bars import DataError
from data_feeds.series.market import Market

MINE = """\
[article]
key = "spx"
title = "A title of one's own"
publisher = "A publisher"
date = 2025-01-02

[[claim]]
id = "spx-01"
type = "T"
section = "Top"
statement = "The index reaches 9,999."
study = "price_target"
data = { bars = "SPX" }
parameters = { level = 9999, base_date = 2025-01-03, resolves = 2026-01-02 }

[[claim]]
id = "spx-02"
type = "P"
section = "Top"
statement = "No crash."
study = "no_crash"
data = { closes = "SPX" }
parameters = { base_date = 2025-01-03, resolves = 2026-01-02, depth = 0.2, trading_days = 21 }

[[claim]]
id = "spx-03"
type = "F"
section = "Top"
statement = "Profits will rise."
study = "not_testable"
data = {}
parameters = { reason = "it would take accounts" }
"""
# What names a shipped article, one of its claims or its index.
FOREIGN = ("Russell", *(claim.id for claim in load_claims()))


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A claims file on the S&P 500."""
    path = tmp_path / "mine.toml"
    path.write_text(MINE)
    return path


def run_of(path: Path, market: Market, *ids: str) -> Result:
    """Test the claims of a file."""
    selection = select([str(path), *ids])
    market = with_own_series(market, selection)
    return run_claims(selection.claims, market, only=selection.only, resamples=100)


def test_a_file_alone_selects_its_claims_and_ids_choose_among_them(mine: Path) -> None:
    """No name selects the shipped claims; ids in a file are those of the file."""
    assert select([]).claims == load_claims()
    assert [c.id for c in select([str(mine)]).chosen] == ["spx-01", "spx-02", "spx-03"]
    assert [c.id for c in select(["spx-02", str(mine)]).chosen] == ["spx-02"]
    with pytest.raises(UnknownClaim, match="no claim 'brk-05'"):
        select([str(mine), "brk-05"])
    assert all(claim.file == mine for claim in select([str(mine)]).claims)


def test_a_file_may_use_the_ids_of_shipped_claims(mine: Path) -> None:
    """The shipped articles are no part of a run on a file."""
    mine.write_text(MINE.replace("spx-01", "brk-05"))
    assert [c.id for c in select([str(mine), "brk-05"]).chosen] == ["brk-05"]


def test_a_report_on_a_file_is_about_its_article_alone(
    mine: Path, reference_market: Market
) -> None:
    """Title, charts, tables, JSON and commands name nothing of the shipped articles."""
    result = run_of(mine, reference_market)
    charts = draw_charts(result, reference_market)
    page = html.render(result, charts, reference_market, "reference")
    assert "<title>rutcheck: “A title of one&#39;s own”, checked against history</title>" in page
    assert set(charts.shared) == {("breakouts", "SPX"), ("declines", "SPX")}
    assert "the S&amp;P 500" in page
    for text in (page, markdown.render(result, "reference"), to_text(run_json(result))):
        assert not [name for name in FOREIGN if name in text]


def test_levels_in_the_chart_of_breakouts_are_those_of_the_claims(
    mine: Path, reference_market: Market
) -> None:
    """The level of spx-01 is named; a chart of the shipped articles has theirs."""
    result = run_of(mine, reference_market)
    captions = [plot.caption for plot in draw_charts(result, reference_market).plots]
    assert any("Dotted: level 9,999 (spx-01), which the articles name." in one for one in captions)


def test_the_commands_of_a_report_name_the_file(mine: Path, reference_market: Market) -> None:
    """The whole file without ids, a choice of its claims with them."""
    whole = run_of(mine, reference_market)
    assert command_of(whole, "reference").startswith(f"rutcheck run {mine} --data reference")
    one = run_of(mine, reference_market, "spx-02")
    assert command_of(one, "reference").startswith(f"rutcheck run {mine} spx-02 --data")
    assert explains(whole.claims) == f"rutcheck claims {mine} ID"
    assert explains(load_claims()) == "rutcheck claims ID"


def test_several_articles_share_a_title_by_number_and_subject() -> None:
    """The shipped articles are about one index; with another article the subject is left out."""
    articles = list({claim.article.key: claim.article for claim in load_claims()}.values())
    assert heading(articles) == "Four articles about the Russell 2000, checked against history"
    other = articles[0].model_copy(update={"about": ""})
    assert heading([*articles, other]) == "5 articles, checked against history"


def test_status_shows_the_dated_claims_of_a_file(mine: Path, reference_market: Market) -> None:
    """Two of the three claims are dated."""
    rows = live_claims(select([str(mine)]).chosen, reference_market)
    assert sorted(row.claim.id for row in rows) == ["spx-01", "spx-02"]


def test_a_baseline_holds_the_claims_of_a_file(mine: Path, reference_market: Market) -> None:
    """The file stands in the settings, so that a check reads it again."""
    names = (str(mine), "spx-02")
    settings = replace(
        default_settings(as_of=f"{reference_market.as_of:%Y-%m-%d}"),
        claims=names,
        strategies=(),
        breakouts=(),
        easing=(),
        resamples=100,
    )
    found = measure(settings, reference_market, select(names).claims)
    assert set(found.figures) == {"claim spx-02"}


def test_a_series_that_nobody_knows_is_refused_with_its_line(
    mine: Path, reference_market: Market
) -> None:
    """A series of the catalogue that the source lacks leaves the claim without data instead."""
    mine.write_text(MINE.replace('closes = "SPX"', 'closes = "SPQX"'))
    with pytest.raises(RegistryError, match=r"mine\.toml, line 22: no series SPQX in the source"):
        run_of(mine, reference_market)
    mine.write_text(MINE.replace('closes = "SPX"', 'closes = "XBI"'))
    assert run_of(mine, reference_market, "spx-02").findings[0].ruling.verdict == "no data"


def test_a_live_source_looks_up_what_the_catalogue_lacks(mine: Path) -> None:
    """The Russell 2000 stands first, since its last day is the end of the data."""
    assert select([str(mine)]).symbols == ()
    mine.write_text(MINE.replace('closes = "SPX"', 'closes = "GLD"'))
    assert select([str(mine)]).symbols == ("RUT", "GLD")


def test_a_claim_reads_a_csv_file_beside_its_claims_file(
    mine: Path, reference_market: Market
) -> None:
    """100 falls to 70 within the year: a fall of 30% within 21 days is a crash."""
    days = pd.bdate_range("2024-06-03", "2026-01-30")
    closes = pd.Series(100.0, index=days)
    closes["2025-03-03":] = 70.0
    lines = [f"{day:%Y-%m-%d},{close}" for day, close in closes.items()]
    (mine.parent / "own.csv").write_text("\n".join(["date,close", *lines]))
    mine.write_text(MINE.replace('closes = "SPX"', 'closes = "own.csv"'))
    (finding,) = run_of(mine, reference_market, "spx-02").findings
    assert finding.ruling.verdict == "refuted"
    assert finding.series == ("own.csv",)
    (mine.parent / "own.csv").unlink()
    with pytest.raises(DataError, match=r"own\.csv"):
        run_of(mine, reference_market)
