"""A baseline on disk: its text line by line, and what is said of a file that is none."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from backtests.baselines import baseline as files
from backtests.baselines.baseline import Baseline, BaselineError, Settings
from backtests.runtime.fingerprints import SeriesPrint, Year

KEY = ("claim a", "estimate größte")
MADE = Baseline(
    settings=Settings("reference", "2026-10-02", 100, 5, ("srg-01",), easing=("last",)),
    figures={
        "claim a": {
            "verdict": {"verdict": "supported"},
            "estimate größte": {"value": 1 / 3, "n": 9, "p": 0.04, "worst": "C2", "mde": math.inf},
            "event 2003-06-25": {"name": "größte", "return": 0.5},
        },
        "easing last": {},
    },
    tolerances={(*KEY, "p"): 0.0123456, (*KEY, "worst"): math.inf},
    rests_on={"claim a": ("RUT", "SPX")},
    series={
        "RUT": SeriesPrint(
            "ab12",
            24,
            "2008-01-02",
            "2009-01-02",
            {
                "2008": Year(22, 253, 1234.5, 2 / 3, "0123abcd", "89abcdef"),
                "2009": Year(2, None, None, None, "4567cdef"),
            },
        )
    },
    versions={"numpy": "2.0", "pandas": "2.2"},
    code={"signals/stops.py": "012345678901"},
)
TEXT = """{
 "schema": 1,
 "settings": {
  "source": "reference",
  "as_of": "2026-10-02",
  "resamples": 100,
  "repeats": 5,
  "claims": ["srg-01"],
  "strategies": [],
  "breakouts": [],
  "easing": ["last"],
  "prices": true
 },
 "versions": {
  "numpy": "2.0",
  "pandas": "2.2"
 },
 "figures": {
  "claim a": {
   "verdict": {
    "verdict": "supported"
   },
   "estimate größte": {
    "value": 0.333333333333,
    "n": 9,
    "p": [0.04, 0.0123],
    "worst": ["C2", null],
    "mde": null
   },
   "event 2003-06-25": {"name": "größte", "return": 0.5}
  },
  "easing last": {}
 },
 "rests_on": {
  "claim a": ["RUT", "SPX"]
 },
 "series": {
  "RUT": {
   "sha256": "ab12",
   "rows": 24,
   "first": "2008-01-02",
   "last": "2009-01-02",
   "years": {
    "2008": [22, 253, 1234.5, 0.666666666667, "0123abcd", "89abcdef"],
    "2009": [2, null, null, null, "4567cdef", null]
   }
  }
 },
 "code": {
  "signals/stops.py": "012345678901"
 }
}
"""


def test_the_text_has_a_line_for_each_figure_event_year_and_version() -> None:
    """Twelve digits of a figure, three of a tolerance; null for one that is not compared."""
    assert files.to_text(MADE) == TEXT


def test_a_baseline_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Up to the digits that are written; the folder is made."""
    path = tmp_path / "kept" / "baseline.json"
    files.write(MADE, path)
    found = files.read(path)
    assert files.to_text(found) == TEXT
    assert found.figures["claim a"]["estimate größte"] == {
        "value": 0.333333333333,
        "n": 9,
        "p": 0.04,
        "worst": "C2",
        "mde": None,
    }
    assert found.tolerances == {(*KEY, "p"): 0.0123, (*KEY, "worst"): math.inf}
    assert (found.settings, found.rests_on) == (MADE.settings, MADE.rests_on)
    assert (found.versions, found.code) == (MADE.versions, MADE.code)
    years = found.series["RUT"].years
    assert years["2009"] == MADE.series["RUT"].years["2009"]
    assert (years["2008"].days, years["2008"].values) == (253, "89abcdef")


@pytest.mark.parametrize(
    ("value", "written"),
    [(1 / 3, 0.333333333333), (2e-20 / 3, 6.66666666667e-21), (math.nan, None), (-math.inf, None)],
)
def test_figures_are_rounded_to_twelve_digits(value: float, written: float | None) -> None:
    """Of which JSON has no infinite ones."""
    assert files.round_figure(value) == written


@pytest.mark.parametrize("value", [True, 10**14 + 1, "text", None])
def test_what_is_no_fraction_is_written_as_it_is(value: files.Scalar) -> None:
    """Counts have all of their digits."""
    assert files.round_figure(value) is value


def test_an_older_baseline_lacks_the_digest_of_values(tmp_path: Path) -> None:
    """The sums of a year are five then."""
    path = tmp_path / "baseline.json"
    path.write_text(TEXT.replace(', "89abcdef"]', "]"))
    assert files.read(path).series["RUT"].years["2008"] == Year(
        22, 253, 1234.5, 0.666666666667, "0123abcd"
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "not a baseline; expected JSON"),
        ("[" * 100_000, "not a baseline; expected JSON"),
        ('{"schema": 1, "a\\ud800": 2}', "not a baseline; expected JSON"),
        ("[]", "not a baseline; expected an object with a schema"),
        ("{}", "not a baseline; expected an object with a schema"),
        ('{"schema": 0}', "schema 0; expected 1: write it again with rutcheck regress update"),
        ('{"schema": 2}', "schema 2; expected 1: write it again with rutcheck regress update"),
        ('{"schema": 1}', "not a baseline; no 'figures'"),
    ],
)
def test_a_file_that_is_no_baseline_is_said_to_be_none(
    content: str, words: str, tmp_path: Path
) -> None:
    """With what is expected."""
    path = tmp_path / "baseline.json"
    path.write_text(content)
    with pytest.raises(BaselineError, match=re.escape(f"{path}: {words}")) as error:
        files.read(path)
    assert "\n" not in str(error.value)


def test_a_file_that_is_missing_is_written_by_update(tmp_path: Path) -> None:
    """One that is there but cannot be read is not."""
    path = tmp_path / "baseline.json"
    with pytest.raises(BaselineError, match=r"; rutcheck regress update .* writes it$"):
        files.read(path)
    path.mkdir()
    with pytest.raises(BaselineError, match=r"^((?!writes it).)*$"):
        files.read(path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """A file stands in its place."""
    (tmp_path / "kept").write_text("")
    path = tmp_path / "kept" / "baseline.json"
    with pytest.raises(BaselineError, match=re.escape(f"{path}: cannot be written (")):
        files.write(MADE, path)


Change = Callable[[dict[str, Any]], object]


def _set(*keys: str, to: object) -> Change:
    """Return a change of one value of a file."""

    def change(content: dict[str, Any]) -> None:
        for key in keys[:-1]:
            content = content[key]
        content[keys[-1]] = to

    return change


def _row(name: str, to: object) -> Change:
    return _set("figures", "claim a", "verdict", name, to=to)


def _year(name: str, to: object) -> Change:
    return _set("series", "RUT", "years", name, to=to)


def _settings(name: str, to: object) -> Change:
    return _set("settings", name, to=to)


YEAR = [22, 253, 1.5, 2.5, "0123abcd", "89abcdef"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_row("verdict", [1]), "found [1]; expected a figure and its tolerance"),
        (_row("verdict", [1, 2, 3]), "found [1, 2, 3]; expected a figure and its tolerance"),
        (_row("p", [0.5, "x"]), "a figure may move by 'x'; expected a number of at least 0"),
        (_row("p", [0.5, True]), "a figure may move by True; expected a number of at least 0"),
        (_row("p", [0.5, -0.1]), "a figure may move by -0.1; expected a number of at least 0"),
        (_row("p", {"is": 1}), "found {'is': 1}; expected a number or a text"),
        (_row("p", [[1], 0.1]), "found [1]; expected a number or a text"),
        (_set("figures", to=[]), "figures is []; expected an object"),
        (_set("rests_on", "claim a", to=5), "claim a is 5; expected a list of texts"),
        (_set("rests_on", "claim a", to=["RUT", 5]), "expected a list of texts"),
        (_set("versions", "numpy", to=2), "numpy is 2; expected a text"),
        (_set("series", "RUT", "rows", to="x"), "rows is 'x'; expected a whole number"),
        (_set("series", "RUT", to=5), "RUT is 5; expected an object"),
        (_set("series", "RUT", "years", to=5), "years is 5; expected an object"),
        (_year("0", YEAR), "a series has the year '0'; expected 1 to 9999"),
        (_year("10000", YEAR), "a series has the year '10000'; expected 1 to 9999"),
        (_year("MM", YEAR), "a series has the year 'MM'; expected 1 to 9999"),
        (_year("2008", 5), "a year is 5; expected a list of 6"),
        (_year("2008", YEAR[:4]), "a year is [22, 253, 1.5, 2.5]; expected a list of 6"),
        (_year("2008", [*YEAR, 7]), "'89abcdef', 7]; expected a list of 6"),
        (_year("2008", ["x", *YEAR[1:]]), "rows is 'x'; expected a whole number"),
        (_year("2008", [*YEAR[:2], "x", *YEAR[3:]]), "total is 'x'; expected a number"),
        (_settings("resamples", "x"), "resamples is 'x'; expected a whole number"),
        (_settings("resamples", 0), "resamples is 0; expected at least 1"),
        (_settings("repeats", -1), "repeats is -1; expected at least 0"),
        (_settings("claims", [5]), "claims is [5]; expected a list of texts"),
        (
            _settings("source", "x"),
            "source is 'x'; expected reference, auto, yahoo, snapshot folder",
        ),
        (_settings("as_of", "2026-13-01"), "as_of is '2026-13-01'; expected YYYY-MM-DD"),
        (_settings("easing", ["first", "x"]), "easing has 'x'; expected first, last, pause"),
        (_settings("prices", 1), "prices is 1; expected true or false"),
        (_settings("more", 1), "settings have 'more'; expected source, as_of, resamples"),
        (lambda content: content["settings"].pop("source"), "no 'source'"),
        (lambda content: content.pop("code"), "no 'code'"),
    ],
)
def test_a_value_that_no_baseline_has_is_named(change: Change, words: str, tmp_path: Path) -> None:
    """What was found, and what is expected, on one line of limited length."""
    path, content = tmp_path / "baseline.json", json.loads(TEXT)
    change(content)
    path.write_text(json.dumps(content))
    with pytest.raises(BaselineError, match=re.escape(words)) as error:
        files.read(path)
    assert str(error.value).startswith(f"{path}: not a baseline; ")


@pytest.mark.parametrize(
    "change",
    [
        _row("p", [0.5, 0]),
        _row("p", [0.5, None]),
        _row("p", None),
        _year("1", YEAR),
        _year("9999", YEAR),
        _settings("repeats", 0),
        _settings("resamples", 1),
        _settings("claims", None),
        _settings("easing", ["first", "last", "pause"]),
        _settings("source", "snapshot folder"),
    ],
)
def test_values_at_the_ends_of_their_ranges_are_read(change: Change, tmp_path: Path) -> None:
    """And written as they were."""
    path, content = tmp_path / "baseline.json", json.loads(TEXT)
    change(content)
    path.write_text(json.dumps(content))
    assert json.loads(files.to_text(files.read(path))) == content


def test_figures_of_a_test_have_no_draws_and_no_day() -> None:
    """Their source is not a market."""
    made = Settings(files.TEST_SOURCE, "", 0, -1)
    assert (made.resamples, made.repeats) == (0, -1)
    for source in ("reference", "yahoo"):
        with pytest.raises(ValueError, match="resamples is 0"):
            Settings(source, "2026-10-02", 0, 0)


def test_a_folder_has_no_path_in_a_baseline() -> None:
    """Other sources have their names."""
    names = [files.source_kind(name) for name in ("reference", "auto", "yahoo", "/tmp/data")]
    assert names == ["reference", "auto", "yahoo", "snapshot folder"]
