"""The summary of a report: counts in words, the claims named, the figure that decided each."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from backtests.claims.registry import load_claims
from backtests.claims.run import Result, run_claims
from backtests.evidence.checks import Check, EffectCheck, FactCheck, Figure, decide
from backtests.evidence.estimates import Estimate, Evidence, Finding
from backtests.report import markdown
from backtests.report.glossary import GLOSSARY, key_of_label
from backtests.report.summary import counts_of, deciding_figure, summarise, undecided
from data_feeds.series.market import Market

EFFECT = EffectCheck(
    0.05, 0.02, 0.1, 0.004, 0.99, 9, p_adjusted=0.012, p_opposite_adjusted=1.0, gate=True
)


def finding(check: Check, *estimates: Estimate) -> Finding:
    """A finding with a check and its estimates."""
    evidence = Evidence(check, estimates)
    return Finding("x-01", decide(check), evidence, None, pd.Timestamp("2026-01-02"), ())


def test_every_verdict_of_a_group_is_counted_once() -> None:
    """3 + 1 + 2 + 4 + 5 tested, 6 not; what none was is said of the two decisive verdicts."""
    counts = {
        "supported": 3,
        "refuted": 1,
        "inconclusive": 2,
        "pending": 4,
        "no data": 5,
        "not testable": 6,
    }
    assert counts_of(counts) == (  # type: ignore[arg-type]
        "3 supported, 1 refuted, 2 inconclusive, 4 pending, 5 without data (15 tested; 6 more "
        "cannot be tested with prices)"
    )
    assert counts_of({"inconclusive": 2}) == (
        "none supported, none refuted, 2 inconclusive (2 tested)"
    )


def test_claims_that_are_open_are_counted_with_what_that_means() -> None:
    """Over all groups; nothing where every claim is decided."""
    tallies = [{"inconclusive": 2, "supported": 1}, {"inconclusive": 1, "no data": 4}]
    assert undecided(tallies) == (  # type: ignore[arg-type]
        "3 inconclusive (history neither shows nor excludes the claim), 4 without data"
    )
    assert not undecided([{"supported": 1}])


def test_an_effect_is_shown_with_its_comparison_and_the_figure_of_the_article() -> None:
    """A mean of 37.7% beside 11.5% of random dates; p is that after Holm."""
    mean = Estimate("mean return", 0.377, baseline=0.115, claimed=0.36)
    assert deciding_figure(finding(EFFECT, mean)) == (
        "mean return: 37.7% vs 11.5% (random dates), article 36.0%; p\u00a00.012"
    )


def test_a_small_fraction_keeps_two_decimals() -> None:
    """0.37% is not rounded to 0.4%."""
    assert deciding_figure(finding(EFFECT, Estimate("fall", 0.0037))) == "fall: 0.37%; p\u00a00.012"


def test_an_effect_of_the_opposite_sign_is_stated_in_its_own_direction() -> None:
    """The p is that of the opposite direction."""
    against = replace(
        EFFECT,
        effect=-0.05,
        upper=-0.02,
        p_opposite_adjusted=0.0004,
        refutation_gate=True,
        in_reverse="small caps gained on large caps",
    )
    assert deciding_figure(finding(against, Estimate("fall", -0.05))) == (
        "small caps gained on large caps by 5.0 pp; p\u00a0below 0.001"
    )


def test_a_fact_is_shown_by_its_reason() -> None:
    """The figure found beside the one claimed."""
    check = FactCheck((Figure("average", 0.36, (0.343,), 0.03),))
    assert deciding_figure(finding(check)) == "average 34.30%, claimed 36.00% ± 3.00%"


@pytest.fixture(scope="module")
def result(reference_market: Market) -> Result:
    """Facts of two articles, and a forecast that cannot be tested."""
    ids = ("brk-01", "brk-05", "brk-x1", "mom-05")
    chosen = [claim for claim in load_claims() if claim.id in ids]
    return run_claims(chosen, reference_market, resamples=50)


def test_the_summary_names_the_decided_claims(result: Result) -> None:
    """In the order of the claims; groups without a claim are left out."""
    found = summarise(result)
    assert [one.claim.id for one in found.named["supported"]] == ["brk-01", "brk-05", "mom-05"]
    assert found.named["refuted"] == ()
    assert found.groups == (
        ("facts", "3 supported, none refuted (3 tested)"),
        ("dated forecasts", "none tested; 1 cannot be tested with prices"),
    )
    assert found.expectations == ""
    assert found.data.startswith("Data: shipped reference figures")
    assert "weekly prices to 2026-10-0" in found.data


def test_claims_with_one_test_are_one_entry(result: Result) -> None:
    """As they are counted once; the other is named beside the first."""
    findings = tuple(
        replace(one, same_test_as="brk-01") if one.claim_id == "mom-05" else one
        for one in result.findings
    )
    first, _ = summarise(replace(result, findings=findings)).named["supported"]
    assert [claim.id for claim in first.same] == ["mom-05"]


def test_markdown_has_the_summary_and_what_decided_each_claim(result: Result) -> None:
    """The same lines as the page, and one row a criterion."""
    text = markdown.render(result)
    assert "- **Facts:** 3 supported, none refuted (3 tested)." in text
    assert "**✔ Supported**" in text
    assert "**✘ Refuted**" not in text
    row = next(line for line in text.splitlines() if line.startswith("| brk-05 | supported |"))
    assert (
        row == "| brk-05 | supported | ratio of the two origins | 1 within 0.01 | 1.007 | ✔ yes |"
    )


def test_every_label_that_is_defined_leads_to_its_term() -> None:
    """Labels of the claims and of coarse prices; an unknown one has no link."""
    labels = {label for claim in load_claims() for label in claim.labels}
    for label in (*labels, "weekly", "monthly", "same test as mom-02b"):
        assert key_of_label(label) in GLOSSARY, label
    assert key_of_label("novel") == ""
