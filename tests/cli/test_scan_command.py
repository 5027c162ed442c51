"""`rutcheck scan` as it is typed: outputs, exit codes, watch lists, and what is refused."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pandas as pd
import pytest

import backtests
from backtests.cli.app import main
from backtests.runtime.csv_text import csv_text

SHIPPED = ("--data", "reference", "--resamples", "100", "--jobs", "1")


class Rutcheck:
    """Runs a command; returns exit code, standard output and standard error."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch, self.capsys = monkeypatch, capsys

    def __call__(self, *arguments: str, text: str = "") -> tuple[int, str, str]:
        """Run the command with a text on standard input."""
        self.monkeypatch.setattr("sys.argv", ["rutcheck", *arguments])
        self.monkeypatch.setattr("sys.stdin", io.StringIO(text))
        with pytest.raises(SystemExit) as end:
            main()
        printed = self.capsys.readouterr()
        return int(end.value.code or 0), printed.out, printed.err


@pytest.fixture
def rutcheck(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Rutcheck:
    """The command line within this process, in an empty folder, offline."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RUTCHECK_OFFLINE", "1")
    monkeypatch.setenv("RUTCHECK_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("RUTCHECK_DATA", raising=False)
    return Rutcheck(monkeypatch, capsys)


def test_the_same_signals_are_printed_as_table_json_and_csv(rutcheck: Rutcheck) -> None:
    """One row each, with the numbers of Python's frame."""
    arguments = ("scan", "--universe", "indexes", "--within", "30", *SHIPPED)
    code, text, _ = rutcheck(*arguments, "--details")
    document = json.loads(rutcheck(*arguments, "--json")[1])
    table = pd.read_csv(io.StringIO(rutcheck(*arguments, "--csv", "-")[1]))
    frame = backtests.scan(universe="indexes", within=30, data="reference", resamples=100).frame
    assert code == 0
    assert len(document["signals"]) == len(table) == len(frame) >= 4
    assert csv_text(frame) == rutcheck(*arguments, "--csv", "-")[1]
    for row, cells in zip(document["signals"], table.itertuples(), strict=True):
        assert (row["symbol"], row["signal_date"], row["age"]) == (
            cells.symbol,
            cells.signal_date,
            cells.age,
        )
        assert (row["target"], row["stop_now"]) == (cells.target, cells.stop)
        assert row["to_target"]["fraction"] == pytest.approx(cells.to_target)
        assert row["history"]["hit_rate"] == pytest.approx(cells.hit_rate)
        line = next(one for one in text.splitlines() if row["signal_date"] in one)
        assert f"{row['target']:,.2f}" in text
        assert f"{row['history']['hits']}/{row['history']['resolved']}" in text
        assert line.split()[0] in text


@pytest.mark.parametrize("options", [(), ("--within", "30"), ("--target", "30%", "--stop", "8%")])
def test_every_figure_of_the_first_lines_is_one_of_the_document(
    rutcheck: Rutcheck, options: tuple[str, ...]
) -> None:
    """Counts, levels, distances, rates, intervals and p, at the precision that is printed."""
    arguments = ("scan", "RUT", "SPX", *SHIPPED, *options)
    first = rutcheck(*arguments)[1].split("\n\n")[0]
    answer = json.loads(rutcheck(*arguments, "--json")[1])["answer"]
    lines = answer.pop("lines")
    assert " ".join(first.split()) == " ".join(line.replace(":", "", 1) for line in lines)
    known = set(formatted(answer)) | {"95", str(5), "30"}
    text = re.sub(r"\d{4}-\d{2}-\d{2}", "", first)
    for figure in re.findall(r"(?<![\w.])[-+]?\d[\d,]*(?:\.\d+)?", text):
        assert figure.lstrip("+") in known, figure


def formatted(value: object) -> list[str]:
    """Every number of a document as text, at the precisions of the first lines."""
    if isinstance(value, dict):
        return [text for item in value.values() for text in formatted(item)]
    if isinstance(value, list):
        return [text for item in value for text in formatted(item)]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return []
    return [f"{value:,}", f"{value:,.2f}", f"{100 * value:.1f}", f"{value:.3f}"]


def test_fail_if_none_exits_with_1_only_without_a_new_signal(rutcheck: Rutcheck) -> None:
    """The shipped index had a signal 24 weeks before the end of its data."""
    for within, code in (("23", 1), ("24", 0)):
        arguments = ("scan", "RUT", "--within", within, *SHIPPED)
        done = rutcheck(*arguments, "--fail-if-none")
        assert (done[0], done[2]) == (code, "")
        assert rutcheck(*arguments)[0] == 0
        assert done[1] == rutcheck(*arguments)[1]


def test_a_watch_list_on_standard_input_names_its_bad_lines(rutcheck: Rutcheck) -> None:
    """The good ones are scanned, and exit code 0."""
    code, out, _ = rutcheck(
        "scan", "--universe", "-", *SHIPPED, text="RUT\n# no\nA B\nrut\nZZZ # ?\n"
    )
    assert code == 0
    assert "not read: standard input:3: 'A B' is no symbol" in " ".join(out.split())
    assert "not read: standard input:5: no series ZZZ" in " ".join(out.split())
    assert "! standard input:4: rut: the series of RUT, named before; scanned once" in out


def test_a_scan_without_a_signal_says_so(rutcheck: Rutcheck) -> None:
    """No table; the series are named, and the document and the table are empty."""
    Path("x.csv").write_text(
        "date,close\n"
        + "".join(f"{d:%Y-%m-%d},50\n" for d in pd.bdate_range("2024-01-01", periods=60))
    )
    code, out, _ = rutcheck("scan", "x.csv", *SHIPPED)
    assert code == 0
    assert "0 new in the last 5 bars, 0 older still open, on 1 series to 2024-03-22" in out
    assert "no signal: x.csv" in out
    assert json.loads(rutcheck("scan", "x.csv", *SHIPPED, "--json")[1])["signals"] == []
    assert rutcheck("scan", "x.csv", *SHIPPED, "--csv", "-")[1].count("\n") == 1


def test_files_are_read_as_their_options_say(rutcheck: Rutcheck) -> None:
    """Ambiguous dates are refused for one file, and read with --date-format in any process."""
    days = pd.bdate_range("2024-01-01", periods=11)
    Path("x.csv").write_text(
        "date;close\n" + "".join(f"{d:%d/%m/%Y};50,5\n" for d in days if d.day <= 12)
    )
    code, out, err = rutcheck("scan", "x.csv", *SHIPPED)
    assert (code, out) == (3, "")
    assert "none of 1 series can be read; x.csv" in err
    code, out, _ = rutcheck("scan", "x.csv", *SHIPPED, "--date-format", "dmy")
    assert code == 0
    assert "to 2024-01-12" in out


def test_a_name_that_a_spreadsheet_takes_for_a_formula_is_text(rutcheck: Rutcheck) -> None:
    """The file "=1+1.csv" has an apostrophe before its name in the table."""
    closes = [80.0, 100.0, *[90.0] * 30, 101.0]
    days = pd.bdate_range("2024-01-01", periods=len(closes))
    Path("=1+1.csv").write_text(
        "date,close\n" + "".join(f"{d:%Y-%m-%d},{c}\n" for d, c in zip(days, closes, strict=True))
    )
    code, _, _ = rutcheck("scan", "=1+1.csv", *SHIPPED, "--csv", "out.csv")
    assert code == 0
    header, row = Path("out.csv").read_text().splitlines()
    assert header.startswith("symbol,series,signal_date,age,")
    assert row.startswith("'=1+1.csv,'=1+1,")
    assert ",next close," in row


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ((), 2, "nothing to scan; expected a symbol, a file or a universe"),
        (("-",), 2, "expected --universe - for a list on standard input"),
        (("RUT", "--csv", "-", "--json"), 2, "--csv - and --json both print"),
        (("RUT", "--csv", "no/x.csv"), 2, "expected a file in a folder that exists"),
        (("RUT", "--csv", "."), 2, "expected a file in a folder that exists"),
        (("RUT", "--target", "moon"), 2, "moon"),
        (("RUT", "--stop", "moon"), 2, "moon"),
        (("RUT", "--lookback", "5"), 2, "5"),
        (("RUT", "--as-of", "tomorrow"), 2, "expected YYYY-MM-DD"),
        (("ZZZ",), 3, "none of 1 series can be read; no series ZZZ"),
        (("RUT", "--data", "nowhere"), 3, "no data source 'nowhere'"),
        (("--universe", "nope"), 3, "no universe 'nope'; expected indexes, etfs"),
        (("--universe", "-"), 3, "standard input: no symbol; expected one a line"),
    ],
)
def test_what_is_refused_is_one_line_and_nothing_is_written(
    rutcheck: Rutcheck, tmp_path: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    """2 for usage, 3 for data."""
    done = rutcheck("scan", *SHIPPED, *arguments)
    assert done[:2] == (code, "")
    assert message in done[2]
    assert done[2].count("\n") == 1
    assert list(tmp_path.iterdir()) == []
