"""Which charts and figures a report shows is said by the studies, not by their names."""

from __future__ import annotations

from backtests.claims.registry import load_claims
from backtests.claims.run import Result
from backtests.evidence.checks import NotTestableCheck
from backtests.evidence.estimates import Estimate
from backtests.report import sparklines
from backtests.report.charts import TOPICS, draw_charts
from backtests.report.words import usual
from backtests.runtime.serialization import plain
from backtests.runtime.wording import plural
from backtests.studies import find_study, study_names
from data_feeds.series.market import Market


def test_every_topic_of_a_study_has_a_chart() -> None:
    """`CHARTS` of a study names known topics, and each topic has a study."""
    named = {topic for name in study_names() for topic in getattr(find_study(name), "CHARTS", ())}
    assert named == set(TOPICS)


def test_a_claim_has_the_topics_of_its_study() -> None:
    """Claims on declines are shown with the chart of declines."""
    charts = {claim.study: claim.charts for claim in load_claims()}
    assert charts["decline_mix"] == ("declines",)
    assert charts["not_testable"] == ()


def test_the_role_of_an_estimate_is_not_written_to_json() -> None:
    """A report chooses the base rate by its role; the JSON fields stay as they are."""
    rate = Estimate("any name", 0.5, role="base rate")
    assert usual(NotTestableCheck("no data"), [Estimate("first", 0.1), rate]) is rate
    row = plain(rate)
    assert isinstance(row, dict)
    assert "role" not in row
    assert row["name"] == "any name"


def test_counts_agree_with_their_noun() -> None:
    """One hit, two hits, no hits; an irregular plural is given."""
    assert [plural(n, "hit") for n in (0, 1, 2)] == ["0 hits", "1 hit", "2 hits"]
    assert plural(1, "series", "series") == "1 series"


def test_a_claim_without_data_draws_no_figure(
    reference_run: Result, reference_market: Market
) -> None:
    """No sparkline and no chart where the test did not run; others have one or the other."""
    charts = draw_charts(reference_run, reference_market)
    pairs = list(zip(reference_run.claims, reference_run.findings, strict=True))
    without = [(c, f) for c, f in pairs if f.ruling.verdict == "no data"]
    assert without
    assert all(sparklines.draw(c, f, reference_market) == "" for c, f in without)
    assert not any(charts.by_claim.get(c.id) for c, _ in without)
    assert any(sparklines.draw(c, f, reference_market) for c, f in pairs)
