"""The first lines of the commands: every figure is that of `--json`, at the printed precision."""

from __future__ import annotations

import json
import re
import runpy
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from backtests.cli.app import app
from backtests.evidence.effects import Effect
from backtests.evidence.gate import PastVerdict, judge_past
from backtests.evidence.robustness import LeftOut
from backtests.report.answers.answer import past_sentence
from backtests.report.terminal.style import hidden_rows

Json = dict[str, Any]
ROOT = Path(__file__).resolve().parents[2]
PRICES = runpy.run_path(str(ROOT / "docs" / "scripts" / "make_outputs.py"))["write_prices"]
FEW = ("--data", "reference", "--resamples", "100")

INTERVAL = r"(?:no interval|95% interval (?P<low>-?[\d.]+)% to (?P<high>-?[\d.]+)%)"
DATE = r"\d{4}-\d\d-\d\d"
SIGNALS = {
    "open": rf"\S+: (?P<noun>breakout|breakdown) of (?P<date>{DATE}), open (?P<bars>\d+) "
    r"[a-z ]+, (?P<left>\d+) left; entry (?P<entry>[\d,.]+)(?: \(at the close\))?, close "
    rf"(?P<close>[\d,.]+) \((?P<gain>[+-][\d.]+)%\) on (?P<as_of>{DATE})"
    r"(?:; (?P<others>\d+) earlier still open)?",
    "pending": rf"\S+: (?P<noun>breakout|breakdown) of (?P<date>{DATE}), the last bar: enters at "
    r"the next (?:open|close), (?P<left>\d+) [a-z]+ to go; close (?P<close>[\d,.]+) on "
    rf"(?P<as_of>{DATE})",
    "over": rf"\S+: none open; the last (?P<noun>breakout|breakdown), of (?P<date>{DATE}), "
    rf"(?:reached its target|was stopped|timed out) on (?P<exit>{DATE}) "
    r"\((?P<gain>[+-][\d.]+)% net\)",
    "void": rf"\S+: none open; the last (?P<noun>breakout|breakdown), of (?P<date>{DATE}), was "
    r"not traded: (?P<reason>.+)",
}
LEVEL = (
    r"(?:no {0}|{0} (?P<{0}>[\d,.]+) "
    r"\((?P<{0}_share>[+-][\d.]+)%, (?P<{0}_points>[+-][\d,.]+) points\))"
)
LEVELS = f"{LEVEL.format('target')}, {LEVEL.format('stop')}"
HIT_RATE = (
    r"(?P<hits>\d+) of (?P<n>\d+) reached the target before the stop: (?P<rate>[\d.]+)% "
    rf"\({INTERVAL}, n_eff (?P<n_eff>\d+)\)(?:; random dates (?P<random>[\d.]+)%)?"
)
EXPECTANCY = (
    rf"(?P<mean>[+-][\d.]+)% net per trade \({INTERVAL}, (?P<n>\d+) trades?\)"
    r"(?:, (?P<r>[+-][\d.]+) R(?: \((?P<r_low>[+-][\d.]+) to (?P<r_high>[+-][\d.]+)\))?)?"
    r"(?:; all days (?P<days>[+-][\d.]+)%)?"
)

CASES = {
    "open": ("RUT",),
    "percent": ("SPX", "--target", "30%", "--stop", "8%"),
    "over": ("IXIC", "--lookback", "52", "--target", "mm-c", "--stop", "trailing:10%"),
    "points": ("DJI", "--target", "750pts", "--stop", "failed", "--horizon", "126"),
    "no stop": ("RUT", "--target", "mm-d", "--stop", "none"),
    "no target": ("RUT", "--target", "none", "--stop", "10%"),
    "void": ("RUT", "--target", "level:100"),
    "pending": ("RUT", "--as-of", "2026-04-17"),
    "daily": ("daily.csv", "--target", "mm-b"),
    "closes": ("closes.csv", "--target", "10%", "--stop", "5%"),
    "monthly": ("monthly.csv", "--target", "20%"),
    "short": ("RUT", "--side", "short", "--lookback", "252", "--target", "20%"),
    "short, daily": ("daily.csv", "--side", "short", "--lookback", "126", "--stop", "6%"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the price files of docs/reference/answers.md."""
    found = tmp_path_factory.mktemp("prices")
    PRICES(found)
    return found


@pytest.fixture
def typed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """Run a command in the folder of price files, and return what it prints."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "400")

    def run(*arguments: str) -> str:
        app(args=list(arguments), standalone_mode=False)
        return capsys.readouterr().out

    return run


def lines_of(content: Json) -> dict[str, str]:
    """The lines of an answer, by label."""
    return dict(line.split(": ", 1) for line in content["answer"]["lines"])


def parsed(pattern: str, line: str) -> dict[str, str | None]:
    """The figures of a line, which has no other ones."""
    found = re.fullmatch(pattern, line)
    assert found is not None, line
    return found.groupdict()


def check(text: str | None, value: float | None, scale: float = 1.0) -> None:
    """Compare a printed figure with that of JSON, at the printed precision."""
    assert (text is None) == (value is None)
    if text is not None and value is not None:
        digits = len(text.partition(".")[2])
        printed = float(text.replace(",", ""))
        assert abs(printed - scale * value) <= 0.5 * 10**-digits + 1e-9, (text, scale * value)


def check_interval(found: dict[str, str | None], interval: Sequence[float] | None) -> None:
    """Compare both ends of a printed interval, in percent."""
    for name, end in zip(("low", "high"), interval or (None, None), strict=True):
        check(found[name], end, 100)


def state_of(latest: Json) -> str:
    """The form of the first line for a signal."""
    if latest["outcome"] == "open":
        return "pending" if latest["entry"] is None else "open"
    return "void" if latest["outcome"] == "void" else "over"


@pytest.mark.parametrize("case", CASES)
def test_every_figure_of_the_first_lines_is_in_the_json(
    case: str, typed: Callable[..., str]
) -> None:
    """Signal, levels, hit rate, expectancy and verdict, long and short, of series and files."""
    arguments = CASES[case]
    content: Json = json.loads(typed("breakout", *arguments, *FEW, "--json"))
    lines, latest, summary = lines_of(content), content["latest"], content["summary"]
    state = state_of(latest)
    assert case == state or case not in SIGNALS
    found = parsed(SIGNALS[state], lines["signal"])
    assert found["noun"] == ("breakdown" if "short" in arguments else "breakout")
    assert found["date"] == latest["signal_date"]
    if state == "over":
        assert found["exit"] == latest["exit_date"]
        check(found["gain"], latest["return"], 100)
    elif state == "void":
        assert found["reason"] == latest["void_reason"]
    else:
        check(found["close"], latest["price"])
        check(found["left"], latest["left"])
        assert found["as_of"] == latest["as_of"] == content["as_of"]
        levels = parsed(LEVELS, lines["levels"])
        check(levels["stop"], latest["stop_now"])
        for name in ("target", "stop"):
            away = latest[f"to_{name}"] or {"points": None, "fraction": None}
            check(levels[f"{name}_points"], away["points"])
            check(levels[f"{name}_share"], away["fraction"], 100)
    if state == "open":
        check(found["bars"], latest["elapsed"])
        check(found["entry"], latest["entry"])
        rise = latest["price"] / latest["entry"] - 1
        check(found["gain"], -rise if "short" in arguments else rise, 100)
        others = sum(event["outcome"] == "open" for event in content["events"]) - 1
        assert int(found["others"] or 0) == others
    check_past(lines, content, summary)


def check_past(lines: dict[str, str], content: Json, summary: Json) -> None:
    """Compare hit rate, expectancy and verdict with the JSON."""
    if content["parameters"]["target"] == "none" or not summary["resolved"]:
        assert not re.match(r"\d+ of", lines["hit rate"])
        assert content["answer"]["verdict"] == "not compared"
    else:
        found = parsed(HIT_RATE, lines["hit rate"])
        check(found["hits"], summary["hits"])
        check(found["n"], summary["resolved"])
        check(found["n_eff"], summary["n_eff"])
        check(found["rate"], summary["hit_rate"], 100)
        check(found["random"], summary["baseline"], 100)
        check_interval(found, summary["interval"])
    if content["expectancy"] is not None:
        gain, found = content["expectancy"], parsed(EXPECTANCY, lines["expectancy"])
        check(found["mean"], gain["mean"], 100)
        check(found["n"], gain["n"])
        check(found["r"], gain["multiple"])
        check(found["days"], gain["baseline"], 100)
        check_interval(found, gain["interval"])
        low, high = gain["multiple_interval"] or (None, None)
        check(found["r_low"], low)
        check(found["r_high"], high)
    assert lines["verdict"] == content["answer"]["sentence"]
    check_verdict(lines["verdict"], content["answer"]["verdict"], summary)


def check_verdict(sentence: str, word: str, summary: Json) -> None:
    """Recompute the word from p and n_eff (METHODS 4.7), and compare the figures."""
    p, n_eff = summary["p_value"], summary["n_eff"]
    if p is None:
        assert word == "not compared"
    elif n_eff < 5:
        assert (word, f"n_eff {n_eff}" in sentence) == ("too few", True)
    elif p <= 0.05:
        assert word in ("better", "fragile")
    else:
        assert word in ("no better", "worse")
    if word in ("better", "fragile", "no better"):
        printed = re.search(r"p = ([\d.]+)", sentence)
        assert printed is not None
        check(printed[1], p)
    if least := re.search(r"least detectable rate ([\d.]+)%", sentence):
        check(least[1], summary["minimum_detectable_rate"], 100)


@pytest.mark.parametrize("case", ["open", "over", "short, daily"])
def test_the_lines_of_the_json_are_printed_first(case: str, typed: Callable[..., str]) -> None:
    """The terminal has the same sentences beside their labels, then an empty line."""
    lines = lines_of(json.loads(typed("breakout", *CASES[case], *FEW, "--json")))
    printed = typed("breakout", *CASES[case], *FEW).splitlines()
    assert printed[: len(lines)] == [f"{label:<12}{text}" for label, text in lines.items()]
    assert printed[len(lines)] == ""


def test_ten_signals_are_printed_the_newest_first(typed: Callable[..., str]) -> None:
    """All 27 with --details, and the other nulls with them."""
    few, every = (typed("breakout", "RUT", *FEW, *more) for more in ((), ("--details",)))
    dates = [re.findall(rf"^ ({DATE})", printed, flags=re.M) for printed in (few, every)]
    assert [len(found) for found in dates] == [10, 27]
    assert dates[0] == dates[1][:10] == sorted(dates[0], reverse=True)
    assert "17 more breakouts: --details" in few
    assert "odds from here" in every
    assert "odds from here" not in few


def test_without_a_signal_the_answer_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: Callable[..., str]
) -> None:
    """A hundred falling days: one line on the span, and no verdict."""
    days = pd.bdate_range("2024-01-01", periods=100, name="date")
    pd.DataFrame({"close": [200.0 - day for day in range(100)]}, days).to_csv(tmp_path / "down.csv")
    monkeypatch.chdir(tmp_path)
    content = json.loads(typed("breakout", "down.csv", *FEW, "--json"))
    assert content["answer"]["signal"] is None
    assert content["answer"]["verdict"] == "not compared"
    assert lines_of(content)["signal"] == "down: no breakout in 100 bars, 2024-01-01 to 2024-05-17"


def test_the_figures_of_a_universe_are_in_the_json(typed: Callable[..., str]) -> None:
    """The pooled hit rate and return, and the number of series before and after Holm."""
    content = json.loads(typed("breakout", "--universe", "indexes", *FEW, "--json"))
    lines, pooled = lines_of(content), content["pooled"]
    counts = re.findall(r"on (\d+)", lines["series"])
    assert list(map(int, counts)) == [content["beating_after_holm"], content["beating"]]
    found = parsed(
        r"(?P<hits>\d+) of (?P<n>\d+) \((?P<rate>[\d.]+)%\) of all series reached the target "
        rf"before the stop \({INTERVAL}, n_eff (?P<n_eff>\d+)\); all days (?P<days>[\d.]+)%",
        lines["hit rate"],
    )
    for name, key, scale in (
        ("hits", "hits", 1),
        ("n", "n", 1),
        ("n_eff", "n_eff", 1),
        ("rate", "rate", 100),
        ("days", "baseline", 100),
    ):
        check(found[name], pooled[key], scale)
    check_interval(found, pooled["interval"])
    mean = re.match(r"([+-][\d.]+)% net per trade", lines["expectancy"])
    check(mean and mean[1], pooled["mean_return"], 100)
    p = re.search(r"p = ([\d.]+)", lines["verdict"])
    check(p and p[1], pooled["p"])


@pytest.mark.parametrize("anchor", ["first", "last", "pause"])
def test_the_figures_of_easing_are_in_the_json(anchor: str, typed: Callable[..., str]) -> None:
    """Mean and median with those of random dates and of all days."""
    content = json.loads(typed("easing", "--anchor", anchor, *FEW, "--json"))
    summary, lines = content["summary"], lines_of(content)
    found = parsed(
        r"mean total return (?P<mean>[+-][\d.]+)% in the 12 months after [a-z ]+ \(random dates "
        rf"(?P<random>[+-][\d.]+)%\), {INTERVAL}, (?P<n>\d+) [a-z]+, n_eff (?P<n_eff>\d+); median "
        r"(?P<median>[+-][\d.]+)% \(all days (?P<days>[+-][\d.]+)%\)",
        lines["return"],
    )
    check(found["mean"], summary["mean"], 100)
    check(found["random"], summary["placebo_mean"], 100)
    check(found["median"], summary["median"], 100)
    check(found["days"], content["answer"]["all_days_median"], 100)
    check(found["n"], summary["n"])
    check(found["n_eff"], summary["n_eff"])
    check_interval(found, summary["interval"])
    assert (content["answer"]["verdict"] in ("better", "fragile")) == (summary["p_value"] <= 0.05)


def test_status_names_the_claims_nearest_to_their_day(typed: Callable[..., str]) -> None:
    """In order of days, with the figures of the rows of `claims`."""
    content = json.loads(typed("status", "--data", "reference", "--json"))
    lines, rows = lines_of(content), {row["id"]: row for row in content["claims"]}
    pending = [row for row in rows.values() if row["verdict"] == "pending"]
    assert lines.pop("claims").startswith(f"{len(pending)} of {len(rows)} dated claims pending")
    assert list(lines) == [row["id"] for row in content["answer"]["nearest"]]
    left = [rows[name]["days_left"] for name in lines]
    assert left == sorted(row["days_left"] for row in pending)[: len(left)]
    for name, text in lines.items():
        days = re.match(r"(\d+) days? left", text)
        check(days and days[1], rows[name]["days_left"])
        away = re.search(r"to go ([+-][\d.]+)%", text)
        check(away and away[1], rows[name]["distance"], 100)


def test_the_figures_of_a_backtest_are_in_the_json(typed: Callable[..., str]) -> None:
    """Return, Sharpe ratio and drawdown with those of both benchmarks, then the trades."""
    content = json.loads(typed("backtest", "post-easing", "--data", "reference", "--json"))
    lines, metrics = lines_of(content), content["metrics"]
    accounts = (metrics, content["buy_and_hold"], content["equal_exposure"])
    for label, name, scale in (
        ("return", "cagr", 100),
        ("Sharpe", "sharpe", 1),
        ("max drawdown", "max_drawdown", 100),
    ):
        found = re.findall(r"[+-]?\d+\.\d+", lines[label])
        for text, account in zip(found, accounts, strict=True):
            check(text, account[name], scale)
    trades = re.match(
        r"(\d+) trades, hit rate ([\d.]+)%, expectancy ([+-][\d.]+)%, profit factor ([\d.]+), "
        r"exposure ([\d.]+)%",
        lines["trades"],
    )
    assert trades is not None
    names = ("trades", "hit_rate", "expectancy", "profit_factor", "exposure")
    for text, name, scale in zip(trades.groups(), names, (1, 100, 100, 1, 100), strict=True):
        check(text, metrics[name], scale)
    assert lines["account"].endswith(f"{metrics['final_value']:,.2f}")


def effect_of(p: float, p_opposite: float, excess: float) -> Effect:
    """An effect over random dates with these p-values."""
    return Effect(
        value=0.2 + excess,
        effect=excess,
        p=p,
        p_opposite=p_opposite,
        upper=0.5,
        n=20,
        n_eff=12,
        baseline=0.2,
    )


@pytest.mark.parametrize(
    ("p", "p_opposite", "excess", "without", "n_eff", "word"),
    [
        (0.05, 0.96, 0.10, 0.10, 5, "better"),
        (0.051, 0.96, 0.10, 0.10, 5, "no better"),
        (0.05, 0.96, 0.10, 0.11, 5, "fragile"),
        (0.05, 0.96, 0.09, 0.10, 5, "fragile"),
        (0.01, 0.99, 0.30, 0.02, 4, "too few"),
        (0.97, 0.04, -0.20, 0.98, 9, "worse"),
        (0.94, 0.06, -0.20, 0.98, 9, "no better"),
    ],
)
def test_the_verdict_of_history_follows_the_bounds(
    p: float, p_opposite: float, excess: float, without: float, n_eff: int, word: str
) -> None:
    """METHODS 4.7: five events, p of .05, 10 points, and .10 without any one event."""
    left_out = (LeftOut("2020-01-02", excess, without),)
    effect = effect_of(p, p_opposite, excess)
    assert judge_past(effect, left_out, n_eff=n_eff, least=0.10).word == word


def test_a_fragile_verdict_names_what_failed() -> None:
    """The event without which p is above .10, in the sentence."""
    left_out = (LeftOut("2020-01-02", 0.1, 0.14), LeftOut("2021-01-04", 0.2, 0.03))
    found = judge_past(effect_of(0.03, 0.98, 0.2), left_out, n_eff=12, least=0.1)
    assert past_sentence(found, events="signal", p=0.03) == (
        "better than random dates (p = 0.030), but fragile: without 2020-01-02 p is 0.14"
    )


def test_what_cannot_be_compared_gives_its_reason() -> None:
    """No effect: the note of the study."""
    assert judge_past(None, n_eff=0, least=0.1, note="no target") == PastVerdict(
        "not compared", ("no target",)
    )


def test_rows_that_are_hidden_are_counted() -> None:
    """In the right number; nothing if all are printed."""
    assert hidden_rows(11, "trade", details=False) == "1 more trade: --details"
    assert hidden_rows(10, "trade", details=False) == ""
    assert hidden_rows(99, "trade", details=True) == ""
