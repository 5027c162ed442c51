"""Method texts: what a study asks and what decides, made from the parameters of a claim."""

from __future__ import annotations

import inspect
import json
import re
import typing
from collections.abc import Iterator, Mapping

import pandas as pd
import pytest

from backtests.claims.examples import load_examples
from backtests.claims.registry import Claim, load_claims
from backtests.claims.run import Result, run_claims
from backtests.claims.validation import check_claims
from backtests.evidence.checks import ExpectationCheck, MissingCheck
from backtests.evidence.effect_check import EffectCheck
from backtests.report.json import run
from backtests.report.terminal.claims import print_claim
from backtests.runtime import serialization
from backtests.studies import find_study, study_names
from backtests.studies.method import Method, by_effect, fields, format_value, in_points
from backtests.studies.parameters import Day, Level, Rise
from data_feeds.series.market import Market

CLAIMS = load_claims()
EXAMPLES = load_examples()


def whole(claim: Claim) -> str:
    """All texts of a claim's method."""
    return f"{claim.method.test} {claim.method.supports} {claim.method.refutes}"


def plain_values(value: object) -> Iterator[str]:
    """Numbers, dates and names inside a parameter, as a reader would look for them."""
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from plain_values(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from plain_values(inner)
    elif isinstance(value, pd.Timestamp):
        yield f"{value:%Y-%m-%d}"
    elif isinstance(value, str):
        yield value
    elif isinstance(value, int | float):
        yield f"{abs(value):,.10g}"


# Values that stand in the text as a word of their meaning, not as they are written.
WORDS = {
    "first": "first cut",
    "last": "last cut",
    "pause": "pause",
    "inconclusive": "no part does",
    "refutes": "a part does not",
}


@pytest.mark.parametrize("claim", (*CLAIMS, *EXAMPLES), ids=lambda claim: claim.id)
def test_the_method_names_every_parameter_and_series(claim: Claim) -> None:
    """Fractions may be given in percent, tolerances in points, and shares with two decimals."""
    text = whole(claim).replace(",", "")
    for name, value in claim.parameters.items():
        for found in plain_values(value):
            number = found.replace(",", "")
            known = {number, WORDS.get(found, number)}
            if re.fullmatch(r"[\d.]+", number):
                known |= {f"{100 * float(number):.6g}", f"{round(100 * float(number), 2):g}"}
            stands = any(re.search(rf"(?<![\w.]){re.escape(one)}(?!\w)", text) for one in known)
            assert stands, f"{claim.id}: {name} = {found} not in: {text}"
    for series in claim.data.values():
        assert series in text, f"{claim.id}: {series} not in: {text}"


@pytest.mark.parametrize("study", study_names())
def test_the_text_of_a_study_names_its_arguments(study: str) -> None:
    """All of them but the optional series, which not every study has, and nothing else."""
    module = find_study(study)
    method: Method = module.METHOD
    arguments = {
        p.name
        for p in inspect.signature(module.examine).parameters.values()
        if p.kind is p.KEYWORD_ONLY
    }
    templates = (method.asks, method.beside, method.decision.supports, method.decision.refutes)
    named = {name for text in templates for name in fields(text)}
    assert arguments - {"others"} <= named <= arguments


def test_the_check_of_a_study_is_the_one_that_its_method_names(reference_run: Result) -> None:
    """And an effect is compared with the least that the text names."""
    for claim, finding in zip(reference_run.claims, reference_run.findings, strict=True):
        check = finding.evidence.check
        if isinstance(check, ExpectationCheck):
            check = check.outcome
        if isinstance(check, MissingCheck):
            continue
        decision = find_study(claim.study).METHOD.decision
        assert isinstance(check, decision.check), claim.id
        if isinstance(check, EffectCheck):
            if check.least == 0:
                assert "above zero" in decision.supports, claim.id
            elif "a year" not in decision.supports:
                rounded = f"{100 * check.least:.3g} points"
                sizes = {in_points(check.least), rounded, f"{check.least:.2f}"}
                assert any(f"at least {one}" in decision.supports for one in sizes), claim.id


OWN = """\
[article]
key = "own"
title = "A title"
publisher = "A publisher"
date = 2026-01-15

[[claim]]
id = "own-01"
type = "P"
section = "Top"
statement = "The Russell 2000 loses a tenth in a year."
study = "level_forecast"
data = { bars = "RUT" }
parameters = { base_date = 2026-01-15, months = 12, rise = -0.1 }
"""


def test_a_claim_without_words_of_its_own_has_the_method_of_its_study() -> None:
    """A fall is named as one; what was not given is not mentioned."""
    (claim,) = check_claims(OWN, name="own.toml")
    assert claim.method.test == (
        "Whether the close of RUT 12 months after 2026-01-15 is at least 10% below its close of "
        "that day. Beside it: the first close at the level, and the share of all dates with -10% "
        "or less in 12 months."
    )
    assert (claim.method.supports, claim.method.refutes) == ("it is so on that day", "it is not")
    assert claim.own_words == {}


def test_typed_words_are_kept_apart_from_the_method() -> None:
    """What a file says of its test changes nothing about the test."""
    typed = OWN.replace('study = "', 'test = "The moon is full."\nstudy = "')
    (claim,), (plain,) = check_claims(typed, name="own.toml"), check_claims(OWN, name="own.toml")
    assert claim.method == plain.method
    assert claim.own_words == {"test": "The moon is full."}


def test_parts_in_brackets_need_their_values() -> None:
    """Also in the conditions of an effect."""
    method = Method(
        "{bars} to {level}[ from {base}]", by_effect("2 points", also="by {rise:change}")
    )
    types: dict[str, object] = {"level": Level, "base": Day, "rise": Rise}
    given = {"bars": "RUT", "level": 3250.0, "base": pd.Timestamp("2026-01-15"), "rise": 0.15}
    texts = method.texts(types, given)
    assert texts.test == "RUT to 3,250 from 2026-01-15."
    assert "at least 2 points, by at least 15% above, p after Holm" in texts.supports
    without = method.texts(types, {**given, "base": None, "rise": None})
    assert without.test == "RUT to 3,250."
    assert "at least 2 points, p after Holm" in without.supports


def test_values_are_formatted_by_their_type() -> None:
    """A list is joined, a table is named, a fraction is a percentage only by its type."""
    annotation = typing.get_type_hints(find_study("day_move").examine, include_extras=True)
    assert format_value(annotation["claimed"], {"a": 0.012, "b": -0.5}) == "a 1.2%, b -50%"
    assert format_value(list[Level], [0.5, 2000.0, 3.0]) == "0.5, 2,000 and 3"


def test_results_and_terminal_show_the_method_and_the_own_words_apart(
    reference_market: Market, capsys: pytest.CaptureFixture[str]
) -> None:
    """The method in its fields, what the file says in others."""
    claim = next(claim for claim in CLAIMS if claim.id == "srg-01")
    result = run_claims(CLAIMS, reference_market, only=[claim.id], resamples=100)
    content = json.loads(serialization.to_text(run.run_json(result)))
    (row,) = content["claims"]
    assert row["method"]["test"] == claim.method.test
    assert row["own_words"] == {
        "test": claim.test,
        "supports": claim.supports,
        "refutes": claim.refutes,
    }
    print_claim(claim, result)
    shown = " ".join(capsys.readouterr().out.split())
    assert shown.index("Whether the close of RUT") < shown.index("in the file's words")
