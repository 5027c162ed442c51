"""Claims of one's own: one TOML entry a claim, refused with line and remedy where it is wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from backtests.claims import validation
from backtests.claims.registry import joined, load_claims
from backtests.claims.run import run_claims
from backtests.claims.schema import RegistryError
from backtests.claims.validation import check_claims, read_claims, write_template
from backtests.evidence.checks import NotTestableCheck, decide
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.fact_checks import CriteriaCheck, Criterion, FactCheck, Figure, Reading
from backtests.studies import study_names
from data_feeds.series.bars import DataError
from data_feeds.series.market import Market

MINE = """\
[article]
key = "own"
title = "A title"
publisher = "A publisher"
date = 2025-01-02

[[claim]]
id = "own-01"
type = "P"
section = "Top"
statement = "The Russell 2000 gains a fifth in a year."
test = "Close a year on at least 20% higher."
supports = "at least 20%"
refutes = "less"
study = "level_forecast"
data = { bars = "RUT" }
parameters = { base_date = 2024-01-05, alternative_base = 2024-01-12, months = 12, rise = 0.2 }

[[claim]]
id = "own-02"
type = "F"
section = "Top"
statement = "750 points and 45% start from one price."
test = "Both origins within 1%."
supports = "they agree"
refutes = "they differ by more than 2%"
study = "consistent_origin"
data = { bars = "RUT" }

[claim.parameters]
points = 750
points_level = 3250
percent = 0.45
percent_level = 3650
tolerance = 0.01
base_date = 2025-01-02
"""


def test_two_claims_in_a_file_get_two_verdicts(reference_market: Market, tmp_path: Path) -> None:
    """The second is ambiguous: 750 and 45% above the record of 2,442.74 are 3,193 and 3,542, off
    by 1.8% and 3.0%, but from 2,500 and 2,517 they agree.
    """  # noqa: D205
    path = tmp_path / "own.toml"
    path.write_text(MINE)
    result = run_claims(joined(read_claims(path), ()), reference_market, resamples=100)
    found = {f.claim_id: f.ruling.verdict for f in result.findings}
    assert found == {"own-01": "refuted", "own-02": "inconclusive"}


def test_the_form_to_start_from_is_itself_right(tmp_path: Path, reference_market: Market) -> None:
    """It is checked, and its claims are tested; a file that is there is left alone."""
    path = tmp_path / "form.toml"
    write_template(path)
    result = run_claims(joined(read_claims(path), ()), reference_market, resamples=100)
    assert [f.claim_id for f in result.findings] == ["mine-01", "mine-02"]
    assert all(f.ruling.verdict != "not testable" for f in result.findings)
    with pytest.raises(DataError, match="exists; name a new file"):
        write_template(path)


@pytest.mark.parametrize(
    ("found", "instead", "message"),
    [
        ('type = "P"', 'type = "Q"', "line 9: type 'Q'; expected B, C, F, P, R, S, T"),
        ('type = "P"', 'tpye = "P"', "line 9: unknown key 'tpye'; did you mean type"),
        (
            'study = "level_forecast"',
            'study = "level_forcast"',
            "line 15: no study 'level_forcast'; did you mean level_forecast",
        ),
        ("date = 2025-01-02", 'date = "soon"', "line 5: date is 'soon'; expected YYYY-MM-DD"),
        ("date = 2025-01-02", "date = 2025", "line 5: date is 2025; expected YYYY-MM-DD"),
        (
            'bars = "RUT" }\nparameters',
            'bar = "RUT" }\nparameters',
            "line 16: level_forecast has no series 'bar'; did you mean bars",
        ),
        ("rise = 0.2", "raise = 0.1", "line 17: level_forecast has no parameter 'raise'; did you"),
        ("rise = 0.2", 'rise = "10%"', "line 17: rise is '10%'; expected a fraction"),
        (
            "base_date = 2024-01-05",
            'base_date = "2024-01-05"',
            "line 17: base_date is '2024-01-05'; expected a date",
        ),
        (", rise = 0.2", "", "line 17: level_forecast needs rise in parameters"),
        ("tolerance = 0.01\n", "", "consistent_origin needs tolerance in parameters"),
        ("points = 750", "points = true", "line 31: points is True; expected a number"),
        ('statement = "750', "statement = 750 #", "line 23: statement is 750; expected a text"),
        ('id = "own-02"\n', "", "line 19: no id; expected data, id"),
        ('publisher = "A publisher"\n', "", "line 1: no publisher; expected"),
        ('key = "own"', 'key = "own', "line 2"),
        (
            'study = "consistent_origin"',
            'study = "consistent_origin"\nstrategy = "averaging-dwn"',
            "line 28: no strategy 'averaging-dwn'; did you mean averaging-down",
        ),
        (
            'bars = "RUT" }\n\n',
            "bars = 2000 }\n\n",
            "line 28: bars is 2000; expected a text in quotes",
        ),
        (
            'refutes = "less"',
            'refutes = "less"\nlabels = [1]',
            "line 15: labels is [1]; expected a list, each item a text in quotes",
        ),
        ("[article]", "[artikel]", "unknown table 'artikel'; did you mean article"),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_the_remedy(
    found: str, instead: str, message: str
) -> None:
    """A wrong key, type, date, rule, series or parameter: one line that says what is allowed."""
    assert MINE.count(found) >= 1
    with pytest.raises(RegistryError) as caught:
        check_claims(MINE.replace(found, instead, 1), name="own.toml")
    assert message in str(caught.value)
    assert str(caught.value).startswith("own.toml")
    assert "\n" not in str(caught.value)


def test_an_id_that_is_taken_is_refused() -> None:
    """Two claims of one name could not be distinguished."""
    own = check_claims(MINE.replace('"own-01"', '"srg-01"'), name="own.toml")
    with pytest.raises(RegistryError, match="claim srg-01 appears more than once"):
        joined(load_claims(), own)


def test_every_shipped_claim_binds_to_its_study() -> None:
    """Data and parameters of each row are keywords of the study it names, of the right type."""
    folder = Path(str(validation.__file__)).parent / "articles"
    paths = sorted(folder.glob("*.toml"))
    assert len(paths) == 4
    checked = [claim for path in paths for claim in read_claims(path)]
    assert [c.id for c in checked] == [c.id for c in load_claims()]
    assert {c.study for c in checked} <= set(study_names())


def test_a_reading_that_reverses_the_first_makes_a_claim_ambiguous() -> None:
    """METHODS 4: the text allows both, so neither decides."""
    wrong = Figure("return", 0.16, (0.12,), 0.005)
    right = Figure("return", 0.16, (0.1603,), 0.005)
    ruling = decide(FactCheck((wrong,), readings=(Reading("the year", (right,)),)))
    assert ruling.verdict == "inconclusive"
    assert ruling.reason.startswith("ambiguous: refuted as stated")
    same = decide(FactCheck((wrong,), readings=(Reading("the year", (wrong,)),)))
    assert same.verdict == "refuted"


def test_a_row_with_its_own_criteria() -> None:
    """All that support, or all that refute; in between it is inconclusive; NaN meets nothing."""
    low = Criterion("lower bound", 0.6, ">=", 0.5)
    share = Criterion("share", 0.7, ">=", 2 / 3)
    high = Criterion("upper bound", 0.8, "<", 2 / 3)
    assert decide(CriteriaCheck((share, low), (high,))).verdict == "supported"
    missed = Criterion("share", 0.6, ">=", 2 / 3)
    assert decide(CriteriaCheck((missed, low), (high,))).verdict == "inconclusive"
    under = Criterion("upper bound", 0.65, "<", 2 / 3)
    assert decide(CriteriaCheck((missed, low), (under,))).verdict == "refuted"
    assert not Criterion("share", float("nan"), ">=", 0.0).met


@pytest.mark.parametrize(
    ("value", "relation", "bound", "expected"),
    [
        (1.15, "<", 1.0, "capture 1.15, needed below 1"),
        (0.6, ">=", 2 / 3, "capture 0.6, needed at least 0.667"),
        (1.0, ">", 1.0, "capture 1, needed above 1"),
        (0.99996, ">", 1.0, "capture 0.99996, needed above 1"),
        (float("nan"), "<=", 0.5, "capture not known, needed at most 0.5"),
    ],
)
def test_a_missed_bound_is_reported_as_what_was_needed(
    value: float, relation: Literal[">=", ">", "<=", "<"], bound: float, expected: str
) -> None:
    """No inequality is stated that is false; a number that rounds to its bound has more digits."""
    missed = Criterion("capture", value, relation, bound, "number")
    met = Criterion("share", 0.7, ">=", 0.5)
    assert decide(CriteriaCheck((met, missed))).reason == expected
    assert decide(NotTestableCheck("needs earnings")).verdict == "not testable"


def test_the_referee_says_what_would_change_a_verdict() -> None:
    """From the same figures that the verdict table was given."""
    check = FactCheck((Figure("return", 0.36, (0.382,), 0.03),))
    assert str(decide(check)) == "supported: return 38.20%, claimed 36.00% ± 3.00%"
    (change,) = check.would_change()
    assert change == "return: off by 2.20%; up to 3.00% supports, beyond 6.00% refutes"


def test_a_table_within_a_list_is_checked_too() -> None:
    """Its keys and their types, by the layout that the study asks for."""
    row = """
[[claim]]
id = "own-03"
type = "F"
section = "Top"
statement = "It gained 16%."
test = "Within half a point."
supports = "within"
refutes = "off by more than a point"
study = "stated_returns"
data = {}
optional = { "Russell 2000" = "RUT_CLOSE" }

[claim.parameters]
start = 2025-06-30
end = 2025-09-30
stated = [{ series = "Russell 2000", claimed = 0.16, tolerance = 0.005 }]
"""
    assert len(check_claims(MINE + row, name="own.toml")) == 3
    for found, instead in (
        ("claimed = 0.16", "claim = 0.16"),
        ("0.005 }", '"half a point" }'),
        ("[{ series", "[3, { series"),
    ):
        with pytest.raises(RegistryError, match=r"stated is .* expected a list, each item a table"):
            check_claims(MINE + row.replace(found, instead), name="own.toml")


def test_the_referee_says_what_the_events_could_show_before_what_they_show() -> None:
    """METHODS 3.7: eight events apart and 17 points; nothing where no size is known."""
    check = EffectCheck(
        effect=0.2, least=0.02, upper=0.3, p=0.01, p_opposite=1.0, n_eff=8, detectable=0.17
    )
    assert check.could_show() == (
        "8 separate events show an effect of +17.0 pp four times in five, a smaller one less often"
    )
    assert replace(check, detectable=None).could_show() == ""
