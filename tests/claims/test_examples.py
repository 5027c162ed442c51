"""The example of every study: valid, with a page that describes it, and run on made-up data."""

from __future__ import annotations

import importlib
import re
from functools import cache, partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from backtests import studies
from backtests.claims.examination import examine_claim
from backtests.claims.examples import examples, load_examples, study_page, study_pages
from backtests.claims.registry import Claim, parse_claims
from backtests.claims.validation import check_claims
from backtests.cli.app import app
from backtests.evidence.checks import ForecastCheck, MissingCheck, decide
from backtests.runtime.choices import UsageError
from backtests.studies import events, find_study, study_names
from data_feeds.series.bars import check_bars
from data_feeds.series.market import Market, open_market

HEADER = """\
[article]
key = "example"
title = "A title"
publisher = "A publisher"
date = {date:%Y-%m-%d}

"""


def walk(seed: int, *, start: float, drift: float, spread: float) -> pd.DataFrame:
    """A made-up price by trading day from 1990 to October 2026."""
    days = pd.bdate_range("1990-01-02", "2026-10-08")
    steps = np.random.default_rng(seed).normal(drift, spread, len(days))
    closes = start * np.exp(np.cumsum(steps))
    frame = pd.DataFrame(
        {"open": closes, "high": closes * 1.004, "low": closes * 0.996, "close": closes}, index=days
    )
    return check_bars(frame, name="made up")


def rate(seed: int, middle: float) -> pd.DataFrame:
    """A made-up yield in percent by trading day."""
    days = pd.bdate_range("1990-01-02", "2026-10-08")
    noise = np.random.default_rng(seed).normal(0, 0.05, len(days)).cumsum()
    return pd.DataFrame({"value": (middle + np.sin(noise / 3)).round(2)}, index=days)


def policy() -> pd.DataFrame:
    """A made-up target of the Fed: up and down in quarters of a point."""
    days = pd.date_range("1990-03-01", "2026-09-01", freq="180D")
    mid = 4 + np.tile([0, -0.25, -0.5, -0.75, -1.25, -1, -0.75, -0.5, -0.25], 9)[: len(days)]
    return pd.DataFrame(
        {"lower": mid - 0.125, "upper": mid + 0.125, "mid": mid},
        index=pd.DatetimeIndex(days, name="announced"),
    )


@cache
def made_up() -> Market:
    """A market with every series that an example names."""
    small = walk(1, start=200, drift=0.0003, spread=0.012)
    large = walk(2, start=350, drift=0.0003, spread=0.009)
    frames = {
        "RUT": small,
        "RUT_CLOSE": small,
        "SPX": large,
        "SPX_CLOSE": large,
        "VIX": walk(3, start=30, drift=0.0, spread=0.01),
        "DGS2": rate(4, 3.0),
        "DGS10": rate(5, 4.0),
        "FFT": policy(),
    }
    loaders = {name: partial(pd.DataFrame.copy, frame) for name, frame in frames.items()}
    return open_market("made up", loaders, how_to_get="nothing")


@pytest.mark.parametrize("claim", load_examples(), ids=lambda claim: claim.study)
def test_an_example_runs(claim: Claim) -> None:
    """It is decided, or pending: nothing it needs is missing, and what decides is as described."""
    evidence = examine_claim(claim, made_up(), resamples=50)
    assert not isinstance(evidence.check, MissingCheck), evidence.check
    assert isinstance(evidence.check, ForecastCheck) == (claim.type == "P")
    assert decide(evidence.check).reason
    assert evidence.estimates


@pytest.mark.parametrize("claim", load_examples(), ids=lambda claim: claim.study)
def test_an_example_on_three_days_of_data_says_what_is_missing(claim: Claim) -> None:
    """A record too short for any statistic is no data, or a forecast that is still pending."""
    whole = made_up()
    short = open_market(
        "short", whole.loaders, how_to_get="nothing", as_of=pd.Timestamp("1990-01-04")
    )
    verdict = decide(examine_claim(claim, short, resamples=50).check).verdict
    assert verdict in ("no data", "pending")


def test_every_study_has_an_example_that_is_accepted() -> None:
    """Its row as printed, under a header with its date, is a valid claims file."""
    assert set(examples()) == set(study_names())
    for study, (claim, row) in examples().items():
        text = HEADER.format(date=claim.article.date) + row + "\n"
        (read,) = check_claims(text, name=f"{study}.toml")
        assert (read.study, read.parameters, read.data) == (study, claim.parameters, claim.data)
        assert parse_claims(text, name="x") == (read,)


def test_the_page_of_a_study_names_every_argument_with_range_and_default() -> None:
    """What must be given has no default, what may be left out has one."""
    page = study_page("event_count")
    found = {one.name: one for one in page.parameters}
    assert found["claimed"].default is None
    assert found["claimed"].accepts == "a whole number from 0 to 1,000"
    assert found["tolerance"].default == "0"
    assert found["level"].default == "none"
    assert [(one.name, one.default) for one in page.series] == [("bars", None), ("trigger", "none")]
    assert (page.topic, page.types) == ("events", "F")
    for every in study_pages():
        assert {one.name for one in (*every.series, *every.parameters)} == set(
            every.example.keywords
        )


def test_the_meaning_of_a_parameter_is_that_of_its_study_or_its_topic() -> None:
    """The docstring goes before what its topic says, and that before what holds for all studies."""
    meanings = {one.name: one.meaning for one in study_page("event_average").parameters}
    assert meanings["horizon"].startswith("Trading days of each return")
    assert meanings["event"] == events.PARAMETERS["event"]
    assert study_page("event_average").series[0].meaning == events.PARAMETERS["bars"]
    assert study_page("event_count").series[0].meaning == "Prices or other levels."
    small, large = study_page("capture").series
    assert (small.meaning, large.meaning) == (
        studies.PARAMETERS["small"],
        studies.PARAMETERS["large"],
    )


def test_every_parameter_of_every_study_has_a_meaning() -> None:
    """A sentence or more of its own; other sections of a docstring are left out."""
    for page in study_pages():
        meanings = [one.meaning for one in (*page.series, *page.parameters)]
        assert len(set(meanings)) == len(meanings), page.name
        for one in (*page.series, *page.parameters):
            assert one.meaning.endswith("."), (page.name, one)
            assert not re.search(r"Raises|InsufficientData", one.meaning), (page.name, one)


def test_no_docstring_repeats_what_the_topic_says_of_a_parameter() -> None:
    """One description serves every study that has the parameter."""
    for page in study_pages():
        topic = importlib.import_module(f"backtests.studies.{page.topic}")
        shared = {**studies.PARAMETERS, **getattr(topic, "PARAMETERS", {})}
        doc = find_study(page.name).examine.__doc__ or ""
        for one in (*page.series, *page.parameters):
            said = re.search(rf"^    (?:\w+, )*{one.name}(?:, \w+)* : ", doc, re.MULTILINE)
            assert not (said and one.meaning == shared.get(one.name)), (page.name, one)


def test_an_unknown_study_is_refused_with_the_nearest() -> None:
    """One line that names it, and the command that lists all in place of their names."""
    command = f"rutcheck claims studies lists all {len(study_names())}"
    with pytest.raises(UsageError, match=rf"no study 'event_mean'; did you mean \w+\? {command}$"):
        study_page("event_mean")
    with pytest.raises(UsageError, match=rf"no study 'zzzz'; {command}$"):
        study_page("zzzz")


def test_the_command_prints_a_row_that_a_file_can_hold(tmp_path: Path) -> None:
    """Copied under a header, it is accepted by `rutcheck claims FILE`."""
    done = CliRunner().invoke(app, ["claims", "studies", "moving_average"])
    assert done.exit_code == 0, done.output
    row = done.output[done.output.index("[[claim]]") :]
    file = tmp_path / "own.toml"
    file.write_text(HEADER.format(date=pd.Timestamp("2026-01-15")) + row, encoding="utf-8")
    assert CliRunner().invoke(app, ["claims", str(file)]).exit_code == 0
    listed = CliRunner().invoke(app, ["claims", "studies"])
    assert listed.exit_code == 0
    for study in study_names():
        assert re.search(rf"\b{study}\b", listed.output), study


def test_the_page_on_studies_names_every_made_up_example_and_its_parameters() -> None:
    """A study that no article uses is found there, and so is each of its parameters."""
    page = (Path(__file__).parents[2] / "docs" / "reference" / "studies.md").read_text(
        encoding="utf-8"
    )
    for claim in load_examples():
        assert f"`{claim.study}`" in page
        for name in claim.keywords:
            assert re.search(rf"\b{name}\b", page), f"{claim.study}: {name}"
