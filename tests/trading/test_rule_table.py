"""The table of all trading rules: nobody is forgotten, and figures that paper can check."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from backtests.claims import run
from backtests.claims.registry import claims_by_strategy, load_claims
from backtests.claims.run import Result
from backtests.cli import app
from backtests.engine.cohorts import fund_days
from backtests.evidence.performance import Figures, RuleRow, differences, figures_of_returns
from backtests.report import rendering
from backtests.report.json.run import rule_json
from backtests.report.rule_table import accounts_of, page_rows, span_of
from backtests.runtime.choices import UsageError
from backtests.trading import cohort_ladders, events, portfolios, rule_table, strategies
from data_feeds.series.market import Market
from strategies.engine.account import COST

RULE = Figures(0.10, -0.30, 0.60, -0.05, 0.50)
OTHER = Figures(0.08, -0.50, 0.40, -0.09, 1.00)
ROW = RuleRow(
    "sleeve",
    "Hold a sleeve.",
    "slide-17",
    "small caps alone",
    pd.Timestamp("2001-01-02"),
    pd.Timestamp("2002-01-02"),
    RULE,
    OTHER,
    verdict="supported",
)
CLAIM_OF = claims_by_strategy(load_claims())
REFUSED = RuleRow("new", "A new rule.", None, reason="no series XYZ")


@pytest.fixture(scope="module")
def rows(snapshot_market: Market) -> dict[str, RuleRow]:
    """Every strategy on the snapshot."""
    return {
        name: rule_table.rule_row(name, snapshot_market, claim=CLAIM_OF.get(name))
        for name in strategies.strategy_names()
    }


def test_every_strategy_has_its_figures(rows: dict[str, RuleRow]) -> None:
    """None of the list is without figures, a span or words where data allow it."""
    for name, row in rows.items():
        assert not row.reason, name
        assert row.rule is not None
        assert None not in (row.rule.cagr, row.rule.sharpe, row.rule.cvar_95)
        assert bool(row.against) == (row.benchmark is not None)
        assert row.words.endswith(".")
        assert 0 < (row.rule.exposure or 0) <= 1 + 1e-9


def test_no_rule_is_compared_with_itself(rows: dict[str, RuleRow]) -> None:
    """Holding one fund is its own mean weights; a restored mix is compared with its first weights.

    Every other rule has a benchmark, and an account that differs from it.
    """
    assert [name for name, row in rows.items() if row.benchmark is None] == ["buy-and-hold"]
    assert accounts_of(rows["buy-and-hold"]) == [("rule", rows["buy-and-hold"].rule)]
    assert rows["constant-mix"].against == portfolios.HELD
    for name, row in rows.items():
        assert (row.accounts is None) == (name == "buy-and-hold")
        if row.accounts is not None:
            rule, benchmark = row.accounts
            assert np.abs(rule / rule.iloc[0] - benchmark / benchmark.iloc[0]).max() > 0.001, name


def test_claims_name_their_strategies() -> None:
    """Every strategy but the two benchmarks belongs to a claim, which names it."""
    assert CLAIM_OF["averaging-down"] == "slide-14"
    assert CLAIM_OF["breakout-measured-move"] == "brk-02"
    assert set(CLAIM_OF) | {"buy-and-hold", "constant-mix"} == set(strategies.strategy_names())


def test_a_rule_that_cannot_run_says_why(reference_market: Market) -> None:
    """A source lacks the fund; the series is named, and nothing is made up."""
    kept = {k: load for k, load in reference_market.loaders.items() if not k.startswith("IWM")}
    bare = replace(reference_market, loaders=kept, used={})
    row = rule_table.rule_row("staged-entry", bare, claim="slide-22")
    assert row.rule is None
    assert row.benchmark is None
    assert row.reason.startswith("no series IWM")


def test_a_rule_of_funds_ends_where_its_series_do(snapshot_market: Market) -> None:
    """The spread that the rule reads ends first, and both accounts with it."""
    spread = snapshot_market.series("BAMLH0A0HYM2").loc[:"2024-01-25"]
    spread.attrs = dict(snapshot_market.series("BAMLH0A0HYM2").attrs)
    loaders = {**snapshot_market.loaders, "BAMLH0A0HYM2": lambda: spread}
    market = replace(snapshot_market, loaders=loaders, used={})
    row = rule_table.rule_row("selective-hedge", market, claim=None)
    assert (row.first, row.last) == (pd.Timestamp("2000-05-26"), pd.Timestamp("2024-01-25"))
    assert row.note == "BAMLH0A0HYM2 ends there"
    assert row.rule is not None
    assert row.benchmark is not None
    assert row.rule.exposure == pytest.approx(row.benchmark.exposure, abs=1e-3)


def test_sharpe_ratios_are_over_what_cash_earned(rows: dict[str, RuleRow]) -> None:
    """The sleeve to 2026: .42 over bills, of which the row says what they earned."""
    row = rows["sleeve"]
    assert row.rule is not None
    assert row.rule.sharpe == pytest.approx(0.42, abs=0.005)
    assert row.cash_return is not None
    assert [span.source for span in row.cash_return.spans] == ["DGS3MO"]
    assert span_of(row).endswith("; cash earned 1.96% a year (DGS3MO)")
    assert all(each.cash_return is not None for each in rows.values())


def test_what_trades_events_is_held_against_as_much_of_the_fund(rows: dict[str, RuleRow]) -> None:
    """The benchmark is as exposed as the rule on average."""
    row = rows["post-easing"]
    assert row.against == rule_table.AS_MUCH
    assert row.rule is not None
    assert row.benchmark is not None
    assert row.rule.exposure == pytest.approx(row.benchmark.exposure, abs=1e-3)


def test_an_account_is_measured_from_its_returns() -> None:
    """+10% and -20% in two days: a fall of 20% from 1.1, and a fifth of the money invested."""
    days = pd.bdate_range("2024-01-02", periods=3)
    found = figures_of_returns(np.array([0.10, -0.20]), days, exposure=0.2, interest=np.zeros(3))
    assert found.max_drawdown == pytest.approx(-0.20)
    assert found.exposure == 0.2
    assert found.cagr == pytest.approx(0.88 ** (252 / 2) - 1)


def test_cohorts_under_way_count_alike() -> None:
    """Two cohorts a day apart: alone, together, alone; a day without any returns nothing."""
    path = np.array([[1.0, 2.0], [2.0, 2.0], [2.0, 3.0]])
    assert cohort_ladders.mean_by_day(path, np.array([5, 6])).tolist() == [1.0, 0.0, 0.5]
    assert cohort_ladders.mean_by_day(path, np.array([5, 8])).tolist() == [1.0, 0.0, 0.0, 0.0, 0.5]


@pytest.mark.parametrize("name", sorted(cohort_ladders.LADDERS))
def test_a_ladder_climbs_as_its_cohort_is_traded(name: str, snapshot_market: Market) -> None:
    """Wealth of one cohort by day is the account that backtrader keeps, exposure included."""
    module = strategies.find_strategy(name)
    series = {each: snapshot_market.series(each) for each in module.SERIES}
    fund = fund_days(*(series[each] for each in ("IWM", "IWM_ADJ", "CASH_RATE")))
    ladder = cohort_ladders.LADDERS[name](fund, series)
    at = int(np.flatnonzero(fund.days[ladder.starts] == pd.Timestamp("2008-01-02"))[0])
    parameters = strategies.bind_parameters(module, ["start=2008-01-02"])
    done = events.trade(
        module, snapshot_market, parameters=parameters, traded=None, cash=1.0, cost=COST
    )
    worthless = replace(fund, closes=np.zeros_like(fund.closes))
    steps = range(1, ladder.window + 1)
    wealth = np.array([ladder.rule(fund, step)[at] for step in steps])
    idle = np.array([ladder.rule(worthless, step)[at] for step in steps])
    np.testing.assert_allclose(wealth, done.equity.to_numpy()[1:], rtol=1e-9)
    invested = (1 - idle / wealth).sum() / (ladder.window + 1)
    assert invested == pytest.approx(done.metrics["exposure"], rel=1e-9)


def test_verdicts_come_from_the_run(snapshot_market: Market, daily_run: Result) -> None:
    """The rule gets that of its claim, cells of the grid beside it; a rule of no claim a dash."""
    by_id = {finding.claim_id: finding for finding in daily_run.findings}
    verdict = by_id["slide-16"].ruling.verdict
    rows = run.trade_rules(["constant-mix", "monthly-entry"], daily_run.claims, snapshot_market)
    found = run.with_rules(daily_run, rows)
    assert [row.verdict for row in found.rules] == ["–", verdict, verdict, verdict]
    best, middle = found.rules[2:]
    assert best.words.startswith("Best of ")
    assert best.rule is not None
    assert best.benchmark is not None
    assert best.rule.exposure == pytest.approx(best.benchmark.exposure)
    assert (
        differences(best.rule, best.benchmark).sharpe
        > differences(  # type: ignore[operator]
            middle.rule,
            middle.benchmark,  # type: ignore[arg-type]
        ).sharpe
    )


def test_a_run_of_some_claims_has_the_rules_of_these() -> None:
    """All rules where no claim is named."""
    assert strategies.rules_of(["slide-16", "slide-01"], claim_of=CLAIM_OF) == ["monthly-entry"]
    assert strategies.rules_of([], claim_of=CLAIM_OF) == strategies.strategy_names()


def page_of(rows: list[RuleRow], claims: list[str]) -> str:
    """The section of the page on trading rules."""
    template = rendering.environment().get_template("rules.html.j2")
    return template.render(rules=page_rows(rows, claims))


def test_the_page_shows_rule_benchmark_difference_and_verdict() -> None:
    """A claim on the page is linked, another one named; a rule that did not run says why."""
    page = page_of([ROW, REFUSED], ["slide-17"])
    text = re.sub(r"<[^>]+>", " ", page)
    for words in (
        "Performance of the trading rules",
        "10.0%",
        "8.0%",
        "+2.0%",
        "+20.0%",
        "small caps alone",
        "supported",
        "not run: no series XYZ",
    ):
        assert words in text
    better = [
        " ".join(one.split()) for one in re.findall(r"([+-][\d.]+%?\s+(?:better|worse))", text)
    ]
    assert better[0] == "+2.0% better"
    assert '<a href="#slide-17">' in page
    assert "<a href" not in page_of([ROW], [])
    assert not page_of([], []).strip()


def test_the_results_hold_the_difference() -> None:
    """Rule less benchmark by figure, null where there is none."""
    assert rule_json(ROW)["difference"] == differences(RULE, OTHER)
    assert differences(RULE, OTHER).max_drawdown == pytest.approx(0.20)
    assert rule_json(REFUSED)["difference"] is None


def test_the_command_prints_all_rules_in_80_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table for a person, the same rows as JSON; the shipped figures lack some series."""

    def without_claims(claims: object, market: Market, **_: object) -> Result:
        return Result((), (), market.label, market.as_of, {}, 100)

    monkeypatch.setattr("backtests.claims.run.run_claims", without_claims)
    common = ["backtest", "--all", "--data", "reference"]
    printed = CliRunner().invoke(app.app, common, catch_exceptions=False).stdout
    table, _, _ = printed.partition("data: ")
    assert max(map(len, table.splitlines())) <= 80
    found = json.loads(CliRunner().invoke(app.app, [*common, "--json"]).stdout)
    assert [row["name"] for row in found["rules"]] == strategies.strategy_names()
    for row in found["rules"]:
        assert row["name"] in printed
        assert (row["rule"] is None) == bool(row["reason"])


def test_nothing_else_is_asked_beside_all_rules() -> None:
    """One line that says what is allowed."""
    with pytest.raises(UsageError, match="expected only --data, --as-of or --json"):
        CliRunner().invoke(app.app, ["backtest", "--all", "--compare"], catch_exceptions=False)
