"""Baselines: what may move and by how much, what is reported, and the project's own numbers."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backtests.baselines import baseline as files
from backtests.baselines import check
from backtests.baselines import report as display
from backtests.baselines.baseline import Baseline, Settings
from backtests.baselines.causes import Differences, likely_causes
from backtests.baselines.compare import RELATIVE_TOLERANCE, Moved, compare
from backtests.baselines.items import PRICES
from backtests.baselines.measure import make_baseline, measure, without_prices
from backtests.baselines.tolerances import monte_carlo_tolerances, unstable_figures
from backtests.claims.registry import Claim, load_claims
from data_feeds.files import snapshot
from data_feeds.series.market import Market
from tests import commands
from tests.proofs import FULL, number

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = ROOT / "baselines" / "reference.json"
SNAPSHOT = ROOT / "baselines" / "snapshot.json"
KINDS = ("--claim", "--strategy", "--breakout", "--easing")
PRICE_COLUMNS = ["open", "high", "low", "close"]
HELD = {
    "claim a": {
        "verdict": {"verdict": "supported"},
        "estimate mean": {"value": 0.25, "n": 9, "p": 0.04},
        "event 2003-06-25": {"name": "C6"},
    },
    "strategy b": {"metrics": {"cagr": 0.0}},
}
SMALL = Settings("reference", "2026-10-02", 100, 5, ("srg-01",), (), (), ("last",))


def moved(item: str, name: str, value: files.Scalar) -> list[Moved]:
    """What is reported where one figure of the first claim is another."""
    items = {**HELD["claim a"], item: {**HELD["claim a"].get(item, {}), name: value}}
    return compare({**HELD, "claim a": items}, HELD, {("claim a", "estimate mean", "p"): 0.02})


@pytest.mark.parametrize(
    ("item", "name", "value", "kind", "note"),
    [
        ("verdict", "verdict", "refuted", "exact", False),
        ("estimate mean", "n", 10, "exact", False),
        ("event 2003-06-25", "name", "C7", "exact", False),
        ("estimate mean", "value", 0.25 * (1 + 3e-9), "figure", False),
        ("estimate mean", "p", 0.05, "chance", True),
        ("estimate mean", "p", 0.07, "chance", False),
        ("estimate mean", "value", None, "exact", False),
    ],
)
def test_each_kind_of_number_has_its_tolerance(
    item: str, name: str, value: files.Scalar, kind: str, note: bool
) -> None:
    """Exact, 1e-9 of itself, or its Monte Carlo error."""
    (found,) = moved(item, name, value)
    assert (found.kind, found.note, found.now) == (kind, note, value)


def test_rounding_is_no_movement() -> None:
    """Less than 1e-9 of a figure, and of one that is zero less than 1e-12."""
    assert moved("estimate mean", "value", 0.25 * (1 + RELATIVE_TOLERANCE / 2)) == []
    other = {**HELD, "strategy b": {"metrics": {"cagr": 1e-13}}}
    assert compare(other, HELD, {}) == []


def test_an_event_that_comes_or_goes_is_a_regression() -> None:
    """A new figure beside those held is not."""
    (new,) = moved("event 2008-10-08", "name", "C7")
    assert (new.now, new.note) == ("new", False)
    without = {k: v for k, v in HELD["claim a"].items() if not k.startswith("event")}
    (gone,) = compare({**HELD, "claim a": without}, HELD, {})
    assert (gone.now, gone.note) == ("gone", False)
    (more,) = moved("estimate mean", "mde", 0.1)
    assert (more.state, more.note) == ("new", True)


def test_the_most_important_comes_first() -> None:
    """The subject with a verdict before others, and in it the verdict, the event, the figure."""
    now = {
        "strategy b": {"metrics": {"cagr": 0.5}},
        "claim a": {
            "estimate mean": {"value": 0.3, "n": 9, "p": 0.04},
            "event 2003-06-26": {"name": "C6"},
            "verdict": {"verdict": "refuted"},
        },
    }
    found = [m.key[:2] for m in compare(now, HELD, {})]
    assert found[0] == ("claim a", "verdict")
    assert found[-2:] == [("claim a", "estimate mean"), ("strategy b", "metrics")]


def test_p_moves_by_its_binomial_error_and_another_figure_by_its_spread() -> None:
    """Half of a thousand draws: five times the root of .25 / 1000; no spread counts above five."""
    p = 501 / 1001
    of = {"claim a": {"estimate": {"p": p, "low": 1.0, "value": 2.0}}}
    others = [{"claim a": {"estimate": {"p": p, "low": low, "value": 2.0}}} for low in (0.0, 2.0)]
    found = monte_carlo_tolerances(of, others, resamples=1_000)
    assert found["claim a", "estimate", "p"] == pytest.approx(0.0791, abs=1e-4)
    # Student's t with 2 degrees of freedom would be 99.99 of the standard deviation, which is 1.
    assert found["claim a", "estimate", "low"] == 5.0
    assert ("claim a", "estimate", "value") not in found


def test_a_p_of_a_formula_has_no_error_of_draws() -> None:
    """1e-50 is not a count of draws, though it lies next to none; nor is its adjusted p."""
    of = {"claim a": {"estimate": {"p": 1e-50, "p_adjusted": 1e-48}}}
    assert monte_carlo_tolerances(of, [of, of], resamples=1_000) == {}


def test_with_many_repeats_the_interval_is_narrower_than_five_errors() -> None:
    """101 values, half of them 0 and half 2: t(100) at 1 - .00005 is 4.049, their spread 1.005."""
    of = {"claim a": {"estimate": {"low": 0.0}}}
    others = [{"claim a": {"estimate": {"low": 2.0 * (n % 2)}}} for n in range(100)]
    found = monte_carlo_tolerances(of, others, resamples=1_000)
    spread = (101 * 0.25 * 4 / 100) ** 0.5
    expected = 4.0533 * spread * (1 + 1 / 101) ** 0.5
    assert found["claim a", "estimate", "low"] == pytest.approx(expected, rel=5e-3)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    count=st.integers(1, 1_001),
    factor=st.integers(1, 60),
    draws=st.sampled_from((100, 1_000, 10_000)),
    repeats=st.lists(st.floats(0.01, 0.99), min_size=5, max_size=9),
)
def test_no_tolerance_is_wider_than_five_monte_carlo_errors(
    count: int, factor: int, draws: int, repeats: list[float]
) -> None:
    """A p of .687 within .89 would check nothing; the error of a p is known from its draws."""
    p = min(count, draws + 1) / (draws + 1)
    adjusted = min(1.0, factor * p)
    of = {"claim a": {"estimate": {"p": p, "p_adjusted": adjusted, "mean": 1.0}}}
    others = [{"claim a": {"estimate": {"p": x, "p_adjusted": x, "mean": 1 + x}}} for x in repeats]
    found = monte_carlo_tolerances(of, others, resamples=draws)
    inside = min(max(p, 1 / (draws + 1)), draws / (draws + 1))
    error = (inside * (1 - inside) / draws) ** 0.5
    assert found["claim a", "estimate", "p"] == pytest.approx(5 * error)
    widest = 5 * error * max(1.0, adjusted / p)
    assert found["claim a", "estimate", "p_adjusted"] <= widest * (1 + 1e-9)
    spread = float(np.std([1.0, *(1 + x for x in repeats)], ddof=1))
    assert found["claim a", "estimate", "mean"] <= 5 * spread * (1 + 1e-9)


def test_a_p_that_is_no_count_moves_by_no_more_than_a_half_would() -> None:
    """Of 1,000 draws five errors of a half are .079, whatever the repeats say."""
    of = {"claim a": {"estimate": {"p": 0.68705}}}
    others = [{"claim a": {"estimate": {"p": x}}} for x in (0.1, 0.9, 0.2, 0.8, 0.5)]
    found = monte_carlo_tolerances(of, others, resamples=1_000)
    assert found["claim a", "estimate", "p"] == pytest.approx(0.0791, abs=1e-4)


NOTHING = Differences({}, (), ())


def causes(found: list[Moved], differences: Differences, **rests_on: str) -> list[str]:
    """Names of the likely causes, the likeliest first."""
    was = Baseline(SMALL, HELD, rests_on={f"claim {k}": (v,) for k, v in rests_on.items()})
    return [cause.name for cause in likely_causes(found, differences, was)]


def test_every_cause_that_differs_is_named_and_ranked() -> None:
    """Data first where what moved rests on them, releases first where only chance moved."""
    figure = moved("estimate mean", "value", 0.3)
    chance = moved("estimate mean", "p", 0.07)
    every = Differences({"RUT": "x"}, ("a.py",), ("numpy 1 → 2",))
    assert causes(figure, every, a="RUT") == ["data", "code", "dependency"]
    assert causes(figure, every, a="SPX") == ["code", "dependency", "data"]
    assert causes(chance, replace(every, series={})) == ["dependency", "code"]
    assert causes(figure, NOTHING) == ["unknown"]
    assert causes([], every) == []
    assert causes(moved("estimate mean", "mde", 0.1), every) == []


def test_what_chance_decides_is_not_held() -> None:
    """A name that another seed changes may be another, or gone."""
    of = {"claim a": {"estimate": {"worst": "C2", "n": 9}}}
    bounds = unstable_figures(of, [{"claim a": {"estimate": {"worst": "C3", "n": 9}}}])
    assert compare({"claim a": {"estimate": {"n": 9}}}, of, bounds) == []
    assert list(bounds) == [("claim a", "estimate", "worst")]


@pytest.fixture(scope="module")
def held(reference_market: Market) -> Baseline:
    """One claim and the easing cycles on the shipped figures."""
    return make_baseline(SMALL, reference_market, load_claims())


@pytest.fixture(scope="module")
def report(held: Baseline, reference_market: Market) -> check.Report:
    """A check of a baseline in which three figures were edited."""
    figures = json.loads(json.dumps(held.figures))
    figures["claim srg-01"]["verdict"]["verdict"] = "refuted"
    figures["easing last"]["after the anchor"]["mean"] += 0.01
    figures["easing last"]["event 1990-01-01"] = {"name": "C0"}
    edited = replace(held, figures=figures, code={**held.code, "signals/stops.py": "0"})
    return check.check(edited, reference_market, load_claims(), path=Path("held.json"))


def test_a_failure_is_read_in_80_columns(report: check.Report) -> None:
    """What, how much, why, and from what to what."""
    lines = display.to_lines(report)
    assert max(map(len, lines)) <= 80
    text = "\n".join(lines)
    assert lines[0].startswith("REGRESSION: 3 of ")
    assert "Likely cause: the code: signals/stops.py" in text
    for row in ("refuted", "supported", "event 1990-01-01", "-0.01", "exact"):
        assert row in text


def test_the_other_forms_say_the_same(report: check.Report) -> None:
    """JUnit has a case for each subject, Markdown a row and JSON an object for each figure."""
    suite = ElementTree.fromstring(display.to_junit(report))
    failed = {case.get("name") for case in suite if case.find("failure") is not None}
    assert {case.get("name") for case in suite} == {"claim srg-01", "easing last"}
    assert failed == {"claim srg-01", "easing last"}
    markdown = display.to_markdown(report)
    assert markdown.count("\n| claim srg-01 |") == 1
    assert "**the code**: signals/stops.py" in markdown
    content = display.check_json(report)
    assert content["regression"]
    assert len(report.regressions) == 3


@pytest.fixture(scope="module")
def few() -> tuple[Claim, ...]:
    """A forecast, and two families of two whose p-values rest on random numbers."""
    ids = ("srg-01", "slide-04", "slide-24", "mom-04b", "slide-11")
    return tuple(claim for claim in load_claims() if claim.id in ids)


def test_another_number_of_processes_changes_nothing(
    reference_market: Market, few: tuple[Claim, ...]
) -> None:
    """Not even a figure that rests on random numbers, and there are such."""
    settings = replace(SMALL, claims=("srg-01", "slide-04"), easing=(), repeats=number(5, 2))
    made = make_baseline(settings, reference_market, few, jobs=1)
    assert len(made.tolerances) > 20
    found = check.check(made, reference_market, few, path=Path("x"), jobs=2)
    assert (found.moved, found.differences.empty) == ((), True)


def test_a_repeat_needs_no_test_of_the_claims_beside(
    reference_market: Market, few: tuple[Claim, ...]
) -> None:
    """Only adjusted p-values depend on the other members of a family, whose p may be given."""
    settings = replace(SMALL, claims=("mom-04b",), easing=(), repeats=0)
    whole = measure(settings, reference_market, few, repeat=1)
    assert whole.beside
    other = measure(settings, reference_market, few, repeat=2, beside=whole.beside)
    again = measure(settings, reference_market, few, repeat=1, beside=whole.beside)
    assert again.figures == whole.figures
    assert again.rests_on == whole.rests_on
    (subject,) = whole.figures
    changed = {
        (item, name)
        for item, fields in whole.figures[subject].items()
        for name, value in fields.items()
        if other.figures[subject][item][name] != value
    }
    assert {name for _, name in changed} >= {"p", "p_adjusted", "low", "high"}


@pytest.fixture
def by_chance(held: Baseline) -> Baseline:
    """The baseline with a figure that rests on random numbers moved within its error."""
    key = ("easing last", "after the anchor", "placebo mean")
    figures = json.loads(json.dumps(held.figures))
    figures[key[0]][key[1]][key[2]] += held.tolerances[key] / 2
    return replace(held, figures=figures)


def test_the_same_seeds_give_the_same_numbers(
    by_chance: Baseline, reference_market: Market
) -> None:
    """Where nothing differs, chance explains no movement, be it within the Monte Carlo error."""
    found = check.check(by_chance, reference_market, load_claims(), path=Path("x"))
    (one,) = found.regressions
    assert (one.key[2], one.kind, found.causes[0].name) == ("placebo mean", "figure", "unknown")


def test_another_release_moves_a_figure_within_its_error(
    by_chance: Baseline, reference_market: Market
) -> None:
    """A generator's stream may change with a release: that is a note."""
    older = replace(by_chance, versions={**by_chance.versions, "numpy": "1.0"})
    found = check.check(older, reference_market, load_claims(), path=Path("x"))
    assert [(m.kind, m.note) for m in found.moved] == [("chance", True)]


def test_an_update_prints_the_widest_tolerances() -> None:
    """The p and the other figure with most room, so that one that holds nothing is seen."""
    key = ("claim a", "estimate mean")
    of = {"claim a": {"estimate mean": {"p": 0.04, "p_adjusted": 0.5, "low": 0.5, "high": -2.0}}}
    within = {
        (*key, "p"): 0.03,
        (*key, "p_adjusted"): 0.45,
        (*key, "low"): 1.5,
        (*key, "high"): 1.0,
    }
    lines = display.tolerance_lines(Baseline(SMALL, of, within))
    assert max(map(len, lines)) <= 80
    assert " ".join(" ".join(lines).split()) == (
        "widest p: 0.5 ± 0.45 (claim a, estimate mean, p_adjusted) "
        "widest other figure: 0.5 ± 1.5 (claim a, estimate mean, low); half of them may move by "
        "1.8 times themselves or less"
    )
    assert display.tolerance_lines(Baseline(SMALL, of)) == []


def test_a_snapshot_is_held_without_its_prices(snapshot_market: Market) -> None:
    """Small, without a daily row, and unchanged in a second run."""
    settings = Settings(
        "snapshot folder",
        f"{snapshot_market.as_of:%Y-%m-%d}",
        100,
        2,
        ("srg-01",),
        ("post-easing", "sleeve"),
        ("RUT",),
        ("last",),
        prices=False,
    )
    made = make_baseline(settings, snapshot_market, load_claims())
    text = files.to_text(made)
    assert len(text) < 200_000
    closes = snapshot_market.series("RUT")["close"]
    assert sum(f"{close:.2f}" in text for close in closes.tail(250)) < 25
    assert not [
        field
        for subject, items in made.figures.items()
        for item, fields in items.items()
        if files.is_row(item)
        for field in fields
        if field in PRICES
    ]
    found = check.check(made, snapshot_market, load_claims(), path=Path("x"))
    assert (found.moved, dict(found.differences.series)) == ((), {})


def test_without_prices_dates_causes_and_returns_are_left() -> None:
    """A mean of as many prices as sums are kept of gives away none of them; one of a few does."""
    trade = {"entry_date": "2003-06-26", "entry": 45.2, "cause": "target", "size": 9.0, "bars": 3}
    of = {
        "breakout X": {
            "trades": {"n": 2, "mean entry": 45.0, "mean return": 0.1},
            "trade 2003-06-25": trade,
            "orders": {"n": 20, "mean price": 44.0},
            "hit rate": {"n": 2, "rate": 0.5},
        }
    }
    assert without_prices(of) == {
        "breakout X": {
            "trades": {"n": 2, "mean return": 0.1},
            "trade 2003-06-25": {"entry_date": "2003-06-26", "cause": "target", "bars": 3},
            "orders": {"n": 20, "mean price": 44.0},
            "hit rate": {"n": 2, "rate": 0.5},
        }
    }


def test_the_committed_snapshot_baseline_has_no_daily_prices(snapshot_market: Market) -> None:
    """Of every open, high, low and close of the index and its fund, the one that a claim states."""
    prices = {
        round(float(value), 6)
        for name in ("RUT", "IWM", "IWM_ADJ")
        for value in snapshot_market.series(name).filter(PRICE_COLUMNS).to_numpy().flat
    }
    found = [
        (subject, item)
        for subject, items in files.read(SNAPSHOT).figures.items()
        for item, fields in items.items()
        for value in fields.values()
        if isinstance(value, float) and value > 5 and round(value, 6) in prices
    ]
    assert found == [("claim srg-01", "estimate first close at or above the level")]


@pytest.mark.skipif(not FULL, reason="`make test-full` and CI check it")
def test_the_snapshot_holds_its_published_numbers(snapshot_folder: Path) -> None:
    """baselines/snapshot.json: claims, a breakout rule and a strategy on daily bars."""
    was = files.read(SNAPSHOT)
    assert not was.settings.prices
    market = snapshot.load(snapshot_folder, as_of=pd.Timestamp(was.settings.as_of))
    found = check.check(was, market, load_claims(), path=SNAPSHOT)
    assert found.regressions == (), "\n".join(display.to_lines(found))


@pytest.mark.skipif(not FULL, reason="`make test-full` and `make regress` check it")
def test_the_published_numbers_hold(reference_market: Market) -> None:
    """baselines/reference.json, all claims: `make baseline` writes it again where one was meant."""
    was = files.read(PUBLISHED)
    assert was.settings.as_of == f"{reference_market.as_of:%Y-%m-%d}"
    found = check.check(was, reference_market, load_claims(), path=PUBLISHED)
    assert found.regressions == (), "\n".join(display.to_lines(found))


def rutcheck(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    return commands.run(
        ["regress", *arguments],
        env={
            **{k: v for k, v in os.environ.items() if k != "RUTCHECK_DATA"},
            "RUTCHECK_OFFLINE": "1",
        },
    )


@pytest.mark.parametrize(
    ("content", "words", "code"),
    [
        (None, "no such file; rutcheck regress update", 3),
        ("{", "not a baseline; expected JSON", 3),
        ("[]", "not a baseline; expected an object with a schema", 3),
        ('{"schema": 99}', "schema 99; expected 1", 3),
        ('{"schema": 1}', "not a baseline; no 'figures'", 3),
    ],
)
def test_a_baseline_that_cannot_be_read_is_one_line(
    content: str | None, words: str, code: int, tmp_path: Path
) -> None:
    """On standard error, with what was expected."""
    path = tmp_path / "held.json"
    if content is not None:
        path.write_text(content)
    done = rutcheck("check", str(path))
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith("rutcheck: ")
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("resamples", "x", "resamples is 'x'; expected a whole number"),
        ("resamples", 0, "resamples is 0; expected at least 1"),
        ("claims", 5, "claims is 5; expected a list of texts"),
        ("claims", [5], "claims is [5]; expected a list of texts"),
        ("source", 3, "source is 3; expected a text"),
        ("source", "x", "source is 'x'; expected reference,"),
        ("as_of", None, "as_of is None; expected a text"),
        ("as_of", "soon", "as_of is 'soon'; expected YYYY-MM-DD"),
        ("easing", ["x"], "easing has 'x'; expected first,"),
        ("prices", 1, "prices is 1; expected true or false"),
        ("more", 1, "settings have 'more'; expected source,"),
    ],
)
def test_settings_edited_by_hand_are_checked(
    held: Baseline, tmp_path: Path, name: str, value: object, words: str
) -> None:
    """A type or range that update does not write is no baseline."""
    content = json.loads(files.to_text(held))
    content["settings"][name] = value
    refused(content, tmp_path, words)


@pytest.mark.parametrize(("at", "value"), [(0, "x"), (1, 1e400), (2, "x"), (3, True), (4, 5)])
def test_sums_edited_by_hand_are_checked(
    held: Baseline, tmp_path: Path, at: int, value: object
) -> None:
    """A year has whole rows, three sums and a digest."""
    content = json.loads(files.to_text(held))
    content["series"]["RUT"]["years"]["2008"][at] = value
    refused(content, tmp_path, "expected a ")


def refused(content: object, folder: Path, words: str) -> None:
    """Read a content as a file; it is refused with these words."""
    path = folder / "held.json"
    path.write_text(json.dumps(content))
    with pytest.raises(files.BaselineError, match=re.escape(words)):
        files.read(path)


def test_a_baseline_that_cannot_be_read_is_written_anew(tmp_path: Path) -> None:
    """The check says to run update; update says that the choice was not kept."""
    path = tmp_path / "held.json"
    path.write_text('{"schema": 99}')
    done = rutcheck(
        "update",
        str(path),
        "--repeats",
        "5",
        "--resamples",
        "100",
        "--claim",
        "none",
        "--strategy",
        "none",
        "--breakout",
        "none",
        "--easing",
        "first",
        "--jobs",
        "1",
        "--without-prices",
    )
    assert done.returncode == 0
    assert done.stderr.count("\n") == 1
    assert "cannot be read and is written anew; its choice of claims" in done.stderr
    found = files.read(path)
    assert (found.settings.claims, found.settings.easing) == ((), ("first",))
    assert list(found.figures) == ["easing first"]
    assert not found.settings.prices


@pytest.mark.parametrize(
    ("option", "words"),
    [
        (("--repeats", "4"), "--repeats 4; expected at least 5"),
        (("--easing", "lost"), "--easing 'lost'; did you mean last?"),
        (
            [word for name in KINDS for word in (name, "none")],
            "no claim, strategy, breakout or easing study is chosen",
        ),
    ],
)
def test_an_option_out_of_range_is_one_line(
    option: Sequence[str], words: str, tmp_path: Path
) -> None:
    """Before anything is run; nothing is written."""
    done = rutcheck("update", str(tmp_path / "held.json"), *option)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_check_ends_with_one_and_writes_its_forms(tmp_path: Path, held: Baseline) -> None:
    """Exit 1, a table, JUnit XML, and a summary that is appended."""
    figures = json.loads(json.dumps(held.figures))
    figures["claim srg-01"]["verdict"]["verdict"] = "refuted"
    files.write(replace(held, figures=figures), tmp_path / "held.json")
    (tmp_path / "page.md").write_text("# Job\n")
    done = rutcheck(
        "check",
        str(tmp_path / "held.json"),
        "--junit",
        str(tmp_path / "x.xml"),
        "--markdown",
        str(tmp_path / "page.md"),
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("REGRESSION: 1 of ")
    assert (tmp_path / "page.md").read_text().startswith("# Job\n### ❌ REGRESSION: 1 of ")
    assert ElementTree.parse(tmp_path / "x.xml").getroot().get("failures") == "1"


@pytest.mark.parametrize(
    ("lost", "words"),
    [
        (["easing last"], "no figure of easing last, which its settings name"),
        (["claim srg-01"], "no figure of any claim, which its settings name"),
        (["claim srg-01", "easing last"], "no figure of any claim"),
    ],
)
def test_a_baseline_that_lacks_what_it_names_does_not_pass(
    tmp_path: Path, held: Baseline, lost: list[str], words: str
) -> None:
    """Exit 3 in one line, whether the subject is gone or has no figure left."""
    gone = {name: items for name, items in held.figures.items() if name not in lost}
    for figures in (gone, {**gone, **{name: {} for name in lost}}):
        files.write(replace(held, figures=figures), tmp_path / "held.json")
        done = rutcheck("check", str(tmp_path / "held.json"))
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (3, "", 1)
        assert words in done.stderr
    settings = replace(held.settings, claims=(), easing=())
    files.write(replace(held, settings=settings, figures={}), tmp_path / "held.json")
    assert (
        "no figure at all; write it again" in rutcheck("check", str(tmp_path / "held.json")).stderr
    )


def test_an_update_keeps_what_was_chosen(tmp_path: Path, held: Baseline) -> None:
    """Written again without options, a baseline holds the same."""
    path = tmp_path / "held.json"
    files.write(held, path)
    done = rutcheck("update", str(path), "--repeats", "5", "--jobs", "1")
    assert (done.returncode, done.stderr) == (0, "")
    assert "widest other figure: " in done.stdout
    assert path.read_text() == files.to_text(held)
