"""The main job: registry, verdicts on real data, results that say what they rest on."""

from __future__ import annotations

import inspect
import json
import re
import shlex
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from backtests.claims.examination import ClaimTask
from backtests.claims.registry import Claim, UnknownClaim, find_claim, load_claims, parse_claims
from backtests.claims.run import Result, run_claims, tally
from backtests.claims.schema import RegistryError
from backtests.engine.forward_returns import returns_from_every_day
from backtests.evidence.checks import ExpectationCheck, MissingCheck, NotTestableCheck, decide
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.estimates import Evidence
from backtests.evidence.forecast_checks import ForecastCheck, ScenarioCheck, TouchCheck
from backtests.inference import monte_carlo
from backtests.inference.random_dates import draw_dates
from backtests.report.charts import draw_charts
from backtests.report.html import write_report
from backtests.report.json import run
from backtests.report.words import options_of
from backtests.runtime import serialization
from backtests.studies.easing import cycle_returns
from backtests.studies.measures.event_study import EventStudy
from data_feeds.files import reference
from data_feeds.series.market import Market
from tests.proofs import number

CLAIMS = load_claims()
# The rows of METHODS section 1, mixed rows split into parts; x: its lists of untestable statements.
EXPECTED_IDS = {
    *(f"slide-{i:02d}" for i in range(1, 27) if i not in (3, 6)),
    "slide-03a",
    "slide-03b",
    "slide-06a",
    "slide-06b",
    *(f"slide-x{i}" for i in range(1, 9)),
    *(f"mom-{i:02d}" for i in range(1, 20) if i not in (2, 4)),
    "mom-02a",
    "mom-02b",
    "mom-02c",
    "mom-04a",
    "mom-04b",
    "mom-04c",
    "mom-04d",
    *(f"mom-x{i}" for i in range(1, 8)),
    *(f"brk-{i:02d}" for i in range(1, 15)),
    *(f"brk-x{i}" for i in range(1, 8)),
    *(f"srg-{i:02d}" for i in range(1, 12)),
    "srg-06b",
    *(f"srg-x{i}" for i in range(1, 10)),
}


def row(result: Result, claim_id: str) -> dict[str, object]:
    """A claim's row of results.json."""
    content = json.loads(serialization.to_text(run.run_json(result)))
    found: dict[str, object] = next(c for c in content["claims"] if c["id"] == claim_id)
    return found


def value(result: Result, claim_id: str, name: str) -> float:
    """An estimate of a claim by the start of its name."""
    finding = next(f for f in result.findings if f.claim_id == claim_id)
    found = next(e.value for e in finding.evidence.estimates if e.name.startswith(name))
    assert found is not None
    return found


def test_every_claim_of_the_registry_is_there_once() -> None:
    """The ids, against a list kept here."""
    assert sorted(c.id for c in CLAIMS) == sorted(EXPECTED_IDS)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_every_claim_fits_its_study(claim: Claim) -> None:
    """Series and parameters bind to the study's signature; the texts are there."""
    extra = {"others": {}} if claim.optional else {}
    given = dict.fromkeys(claim.data) | extra | dict(claim.parameters)
    inspect.signature(claim.examine).bind(None, **given)
    assert all((claim.statement, claim.test, claim.supports, claim.refutes, claim.section))


def test_a_near_miss_is_suggested() -> None:
    """brk-3 is brk-03."""
    with pytest.raises(UnknownClaim, match="did you mean brk-03"):
        find_claim(CLAIMS, "brk-3")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = ", "x.toml"),
        ("[article]\nkey='a'\n[[claim]]", "x.toml, line 1: no title"),
        ("", "x.toml, line 1: no .article. table"),
    ],
)
def test_a_broken_claims_file_is_named(text: str, message: str) -> None:
    """RegistryError with the file and what is missing."""
    with pytest.raises(RegistryError, match=message):
        parse_claims(text, name="x.toml")


def test_every_verdict_follows_from_its_check(daily_run: Result) -> None:
    """The ruling is the table applied to the check, for both lines."""
    for finding in daily_run.findings:
        assert finding.ruling == decide(finding.evidence.check)
        if finding.evidence.base_rate is not None:
            assert finding.base_rate == decide(finding.evidence.base_rate)
    shared = sum(claim.same_test_as is not None for claim in CLAIMS)
    assert shared == 2
    assert sum(tally(daily_run.findings).values()) == len(CLAIMS) - shared


def test_no_effect_is_supported_before_its_gate_has_run(
    daily_run: Result, reference_run: Result
) -> None:
    """Only a gate that was run and passed, with its numbers beside it, lets an effect through."""
    for result in (daily_run, reference_run):
        for finding in result.findings:
            checks = (
                (finding.evidence.check, finding.ruling),
                (finding.evidence.base_rate, finding.base_rate),
            )
            for check, ruling in checks:
                if isinstance(check, EffectCheck) and ruling is not None:
                    assert (check.gate is None) == (check.robustness is None)
                    if check.gate is not True:
                        assert ruling.verdict in ("inconclusive", "refuted")
                        assert check.gate_note


def test_the_surge_came_true(daily_run: Result) -> None:
    """srg-01: base 2,397.06, end 2,903.94, +21.1%; the other base misses 2,905.84."""
    found = row(daily_run, "srg-01")
    assert found["verdict"] == "supported"
    assert "2,903.94, +21.1%" in str(found["reason"])
    estimates = json.dumps(found["estimates"])
    assert "base 2,397.06, needs 2,876.47" in estimates
    assert "base 2,421.53, needs 2,905.84" in estimates
    assert value(daily_run, "srg-01", "return from the close of 2025-09-11") < 0.20


def test_the_target_is_pending_with_its_highest_high(daily_run: Result) -> None:
    """brk-03: 3,250 not touched by the data's end, pending until 2027-01-15."""
    found = row(daily_run, "brk-03")
    assert found["verdict"] == "pending"
    assert found["reason"] == "3,250 open until 2027-01-15, highest so far 3,069.71"
    assert found["base_rate"] is not None


def test_the_average_after_the_last_cut_is_reproduced(snapshot_market: Market) -> None:
    """Issue and METHODS 2.2: by cycle, mean price return 36.30%, total returns near 38.8, 36.0."""
    price, total = snapshot_market.series("RUT_CLOSE"), snapshot_market.series("RUT_TR")
    policy = snapshot_market.series("FFT")
    means = {}
    for base in ("on", "before"):
        rows = cycle_returns.cycle_returns(
            policy,
            price,
            total,
            anchor="last",
            months=12,
            base=base,  # type: ignore[arg-type]
            as_of=snapshot_market.as_of,
        )
        done = [r for r in rows if not r.provisional]
        means[base] = sum(r.total_return for r in done) / len(done)
        if base == "on":
            prices = [100 * r.price_return for r in done]
            assert [r.name for r in rows] == [f"C{i}" for i in range(1, 10)]
            assert [r.provisional for r in rows] == [False] * 8 + [True]
    expected = [21.99, 21.12, 29.98, 17.14, 17.37, 32.60, 26.58, 123.59]
    assert prices == pytest.approx(expected, abs=0.005)
    assert sum(prices) / 8 == pytest.approx(36.30, abs=0.05)
    assert means["on"] == pytest.approx(0.388, abs=0.01)
    assert means["before"] == pytest.approx(0.360, abs=0.01)


def test_random_dates_match_the_reference(snapshot_market: Market) -> None:
    """METHODS 3.4: placebo mean 11.5%, sd 6.4, any date 11.4%."""
    _, returns = returns_from_every_day(
        snapshot_market.series("RUT_TR"), months=12, since=cycle_returns.SINCE
    )
    eight = np.arange(8) * cycle_returns.SPACING_DAYS
    study = EventStudy.of(returns, eight, window=365)
    draw = partial(draw_dates, monte_carlo.generator("x"), draws=5000)
    effect = study.effect(draw)
    assert effect.baseline == pytest.approx(0.115, abs=0.005)
    assert effect.null_sd == pytest.approx(0.064, abs=0.004)
    assert study.any_day.mean() == pytest.approx(0.114, abs=0.003)


def test_breakout_returns_match_the_reference(daily_run: Result) -> None:
    """METHODS brk-02: mean 5.8% against 9.9% from any day, on one signal fewer."""
    assert value(daily_run, "brk-02", "mean return 12 months") == pytest.approx(0.058, abs=0.003)


def test_climatology_and_base_rates_match_the_reference(daily_run: Result) -> None:
    """METHODS 2.6: .513, .343, .144; srg-01: 26%."""
    for name, share in (("up", 0.513), ("sideways", 0.343), ("down", 0.144)):
        found = value(
            daily_run, "slide-12", f"share of all dates that ended {name} (12 months, ±10%)"
        )
        assert found == pytest.approx(share, abs=0.005)
    assert value(daily_run, "srg-01", "share of all dates") == pytest.approx(0.26, abs=0.005)


def test_a_subset_is_judged_like_the_whole(reference_run: Result) -> None:
    """Holm's family is tested in full even if one claim was asked for."""
    alone = run_claims(CLAIMS, reference.load(), only=["srg-03"])
    found = row(alone, "srg-03")
    assert found == row(reference_run, "srg-03")
    assert found["decision"]["p_adjusted"] > found["decision"]["p"]


def test_evidence_that_is_given_is_not_looked_for_again(reference_market: Market) -> None:
    """Members of the family of a wanted claim are tested, or their evidence is given."""
    tested: list[str] = []

    def noted(
        work: Callable[[ClaimTask], Evidence], tasks: Sequence[ClaimTask]
    ) -> Iterator[Evidence]:
        tested.extend(task.claim.id for task in tasks)
        return iter([Evidence(MissingCheck("not tested")) for _ in tasks])

    of_one = partial(run_claims, CLAIMS, reference_market, only=["mom-04b"], repeat=1, run=noted)
    beside = of_one().beside
    assert "mom-04b" in tested
    assert set(tested) - {"mom-04b"} == set(beside)
    assert len(beside) > 5
    tested.clear()
    assert of_one(beside=beside).beside == beside
    assert tested == ["mom-04b"]


def test_results_say_what_they_rest_on(reference_run: Result) -> None:
    """Source, span, rows, fingerprint and frequency of every series used."""
    content = json.loads(serialization.to_text(run.run_json(reference_run)))
    assert content["schema"] == 1
    assert "reference figures" in content["source"]
    assert content["data"]["RUT"]["frequency"] == "weekly"
    for info in content["data"].values():
        assert {"source", "first", "last", "rows", "sha256"} <= set(info)
    assert "NaN" not in serialization.to_text(run.run_json(reference_run))


EARLY_DAYS = ["1990-01-05", "2015-06-30", "1988-01-08", "2008-06-30", "2026-01-05"]


@pytest.mark.parametrize("day", EARLY_DAYS[: number(5, 1)])
def test_a_run_as_of_an_early_day_uses_nothing_later(day: str) -> None:
    """Forecasts that resolve later are pending or untested: nothing is decided in advance."""
    market = reference.load(as_of=pd.Timestamp(day))
    result = run_claims(CLAIMS, market, resamples=200)
    for claim, finding in zip(result.claims, result.findings, strict=True):
        check = finding.evidence.check
        if claim.type not in ("T", "P", "S"):
            continue
        if isinstance(check, MissingCheck | NotTestableCheck):
            assert finding.ruling.verdict in ("no data", "not testable")
        elif isinstance(check, ExpectationCheck):
            assert check.came_true is None or check.outcome.resolves <= market.as_of
        else:
            assert isinstance(check, ForecastCheck | TouchCheck | ScenarioCheck)
            assert (finding.ruling.verdict == "pending") == (check.resolves > market.as_of)
    assert max(info.last for info in result.data.values()) <= day


def test_a_missing_series_leaves_its_claims_untested(reference_market: Market) -> None:
    """The reason names the series and how to get it; other claims are judged."""
    loaders = {k: v for k, v in reference_market.loaders.items() if k != "SPX"}
    market = Market("a source", loaders, "add it to the folder", reference_market.as_of)
    result = run_claims(CLAIMS, market, only=["srg-01", "srg-02"], resamples=200)
    verdicts = {f.claim_id: f.ruling for f in result.findings}
    assert verdicts["srg-01"].verdict == "supported"
    assert verdicts["srg-02"].reason == (
        "not tested: no series SPX (S&P 500: Yahoo ^GSPC, file gspc_daily.csv) in the source "
        "(a source); add it to the folder"
    )


def test_the_report_stands_alone(
    reference_run: Result, reference_market: Market, tmp_path: Path
) -> None:
    """Every claim and verdict, no outside resource, under 5 MB, the same bytes again."""
    page = write_report(reference_run, reference_market, tmp_path / "a", ["html"], "reference")[0]
    text = page.read_text(encoding="utf-8")
    body = text.split("<script>", maxsplit=1)[0]
    for claim, finding in zip(reference_run.claims, reference_run.findings, strict=True):
        assert f'id="{claim.id}"' in body
        assert finding.ruling.verdict in body
    assert "These verdicts rest on weekly figures and month-end closes" in body
    unpacked = re.sub(r'href="data:[^"]*"', "", body).replace("<meta http-equiv=", "<meta ")
    # The licence of the charts asks for this link; nothing is loaded from there.
    credit = 'href="https://www.tradingview.com/"'
    assert unpacked.count(credit) == 1
    unpacked = unpacked.replace(credit, "")
    for wrong in ("None ", ">None<", "NaN", " nan", "src=", "http"):
        assert wrong not in unpacked.replace("None of", ""), wrong
    assert 'href="data:,"' in body
    assert "rutcheck run brk-02 --data reference --as-of 2026-10-02" in body
    assert page.stat().st_size < 5_000_000
    again = write_report(reference_run, reference_market, tmp_path / "b", ["html"], "reference")[0]
    assert again.read_bytes() == page.read_bytes()


def test_pictures_and_the_short_form_are_written_where_asked_for(
    reference_run: Result, reference_market: Market, tmp_path: Path
) -> None:
    """Markdown with a row a claim and SVG with words; each form alone, the same bytes again."""
    paths = write_report(
        reference_run, reference_market, tmp_path / "a", ["md", "svg"], "reference"
    )
    names = [path.name for path in paths]
    assert names[:3] == ["report.md", "breakouts-recent.svg", "breakouts.svg"]
    assert {"waiting.svg", "easing.svg", "definitions-mom-04b.svg"} < set(names)
    text = paths[0].read_text(encoding="utf-8")
    for claim, finding in zip(reference_run.claims, reference_run.findings, strict=True):
        labels = "".join(f" `{label}`" for label in finding.labels)
        assert (f"({claim.id}){labels} |" in text) == (
            not isinstance(finding.evidence.check, NotTestableCheck)
        )
    rows = [line for line in text.splitlines() if line.startswith("|")]
    widths = [len(re.findall(r"(?<!\\)\|", line)) for line in rows]
    # Five columns of the tally (head, rule, four articles, all), then six of the verdicts.
    assert widths[:7] == [6] * 7
    assert set(widths[7:]) == {7}
    assert text.endswith(
        "rutcheck run --data reference --as-of 2026-10-02 --resamples 10000\n```\n"
    )
    drawn = paths[1].read_text(encoding="utf-8")
    assert drawn.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert "<title>Since October 2022" in drawn
    again = write_report(
        reference_run, reference_market, tmp_path / "b", ["md", "svg"], "reference"
    )
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in paths]


def test_the_command_that_repeats_a_run_works_from_any_folder(
    reference_market: Market, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A relative folder becomes its whole path, quoted where it has a space; a name stays."""
    found = run_claims(CLAIMS, reference_market, only=["slide-x1"], resamples=200)
    (tmp_path / "my data").mkdir()
    monkeypatch.chdir(tmp_path)
    whole = options_of(found, "my data")
    assert shlex.split(whole)[:2] == ["--data", str((tmp_path / "my data").resolve())]
    monkeypatch.chdir(tmp_path / "my data")
    assert options_of(found, "../my data") == whole
    assert options_of(found, "reference").startswith("--data reference ")


def test_a_target_has_a_chart_of_how_often_such_targets_worked(
    reference_run: Result, reference_market: Market
) -> None:
    """Beside the level that is awaited: past hit rates, with their intervals."""
    at = [claim.id for claim in reference_run.claims].index("brk-03")
    result = replace(
        reference_run,
        claims=reference_run.claims[at : at + 1],
        findings=reference_run.findings[at : at + 1],
    )
    plots = {plot.key: plot for plot in draw_charts(result, reference_market).by_claim["brk-03"]}
    panel = plots["numbers-past-brk-03"].panels[0]
    assert all(name.startswith("past breakouts") for name in panel.rows)
    assert {"95% interval", "found"} <= {mark.name for mark in panel.marks}


def test_a_report_of_one_claim_on_early_data_is_written(tmp_path: Path) -> None:
    """As of 1990 there are few breakouts and one or two cycles."""
    market = reference.load(as_of=pd.Timestamp("1990-01-05"))
    result = run_claims(CLAIMS, market, only=["brk-05"], resamples=200)
    page = write_report(result, market, tmp_path)[0]
    assert "brk-05" in page.read_text(encoding="utf-8")


def test_results_are_laid_out_in_short_lines_and_read_back() -> None:
    """Rows on one line each, NaN as null, the same content."""
    content = {"a": 1, "rows": [{"x": 1.5, "y": float("nan")}, {"x": []}], "none": {}, "b": [[1]]}
    text = serialization.to_text(content)
    assert json.loads(text) == {
        "a": 1,
        "rows": [{"x": 1.5, "y": None}, {"x": []}],
        "none": {},
        "b": [[1]],
    }
    assert '    {"x": 1.5, "y": null},\n    {"x": []}\n' in text
    assert text.endswith("}\n")
