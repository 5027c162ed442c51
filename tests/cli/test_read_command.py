"""`rutcheck read` as its users type it: table, JSON, draft, page, and one line for a refusal."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from backtests.claims.documents import content
from backtests.cli import app

NOTE = """A note on small caps

Published 10 March 2026

The Russell 2000 rose 1.3% on Monday and closed at 2,512.30. We expect it to reach 2,900 by the end
of the year. Gold is a fine metal.

Three cases for the S&P 500 at the end of 2026

Bull case: 7,900
Bear case: 5,800
"""


@dataclass(frozen=True)
class Printed:
    """What a command printed, and its exit code."""

    out: str
    err: str
    code: int


Rutcheck = Callable[..., Printed]


@pytest.fixture
def rutcheck(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Rutcheck:
    """Run a command in this process, offline and without the environment's source."""
    monkeypatch.setenv("RUTCHECK_OFFLINE", "1")
    monkeypatch.setenv("COLUMNS", "150")
    monkeypatch.delenv("RUTCHECK_DATA", raising=False)

    def run(*arguments: object) -> Printed:
        monkeypatch.setattr(sys, "argv", ["rutcheck", *map(str, arguments)])
        code: object = 0
        try:
            app.main()
        except SystemExit as ended:
            code = ended.code or 0
        printed = capsys.readouterr()
        assert isinstance(code, int)
        return Printed(printed.out, printed.err, code)

    return run


@pytest.fixture
def note(tmp_path: Path) -> Path:
    """The note in a file."""
    path = tmp_path / "note.txt"
    path.write_text(NOTE, encoding="utf-8")
    return path


def test_title_date_and_counts_come_first(rutcheck: Rutcheck, note: Path) -> None:
    """Then one row a statement, with its line in the file."""
    done = rutcheck("read", note)
    first = done.out.splitlines()
    assert first[0] == "A note on small caps"
    assert first[1] == "2026-03-10 (from text), note.txt"
    assert "statements:" in first[2]
    assert "2,512.3" in done.out
    assert (done.err, done.code) == ("", 0)


def test_json_has_the_fields_that_others_rely_on(rutcheck: Rutcheck, note: Path) -> None:
    """Offsets cut the text; it is that of the file, but for wrapped lines."""
    done = rutcheck("read", note, "--json")
    found = json.loads(done.out)
    assert list(found)[:3] == ["schema", "title", "date"]
    assert (found["schema"], found["title"], found["date"]) == (
        1,
        "A note on small caps",
        "2026-03-10",
    )
    for stated in found["statements"]:
        assert set(stated) == {
            "sentence", "text", "start", "end", "kind", "subject", "value", "unit", "direction",
            "from", "to", "condition", "testable", "claim", "why_not",
        }  # fmt: skip
        cut = slice(stated["start"], stated["end"])
        assert found["text"][cut] == stated["text"]
        assert NOTE[cut].split() == stated["text"].split()
        assert (stated["claim"] is None) == bool(stated["why_not"])
    levels = [s for s in found["statements"] if s["value"] == [2512.3]]
    assert [(s["kind"], s["subject"]) for s in levels] == [("level", ["RUT"])]


def test_a_date_of_the_user_replaces_that_of_the_text(rutcheck: Rutcheck, note: Path) -> None:
    """And the output says so."""
    found = json.loads(rutcheck("read", note, "--date", "2026-03-12", "--json").out)
    assert (found["date"], found["dated_by"]) == ("2026-03-12", "--date")
    assert found["notices"] == ["--date 2026-03-12 replaces 2026-03-10 (text)"]


def test_standard_input_is_read(rutcheck: Rutcheck, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a hyphen."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NOTE.encode())))
    assert json.loads(rutcheck("read", "-", "--json").out)["source"] == "standard input"


def test_without_a_date_one_line_names_the_option(rutcheck: Rutcheck, note: Path) -> None:
    """Exit code 2."""
    note.write_text(NOTE.replace("Published 10 March 2026", ""), encoding="utf-8")
    done = rutcheck("read", note)
    assert (done.out, done.code) == ("", 2)
    assert done.err.endswith("no publication date found; give it with --date YYYY-MM-DD\n")
    assert done.err.count("\n") == 1
    assert rutcheck("read", note, "--date", "10.3.2026").code == 2


HOSTILE = {
    "large.html": (b"<html>" + b"<p>Words</p>" * 900_000, "larger than 10 MB"),
    "scripts.html": (b"<html><body><script>" + b"a();" * 500 + b"</script></body></html>",
                     "only scripts"),
    "nested.html": (b"<table><tr><td>" * 20_000 + b"RUT fell 3%", "nested too deeply"),
    "empty.html": (b"<html><body></body></html>", "no article"),
    "empty.txt": (b"", "is empty"),
    "broken.pdf": (b"%PDF-1.7\nnothing", "broken PDF"),
    "other.txt": (("Der Index stieg am Dienstag um ein halbes Prozent und schloss fester. " * 9)
                  .encode(), "not in English"),
    "binary.txt": (b"\x7fELF\x02\x01\x00\x00", "binary file"),
    "letter.docx": (b"PK\x03\x04\x00", "Office document"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_holds_no_article_is_one_line(rutcheck: Rutcheck, tmp_path: Path, name: str) -> None:
    """It names the file; exit code 3, and nothing on standard output."""
    data, said = HOSTILE[name]
    path = tmp_path / name
    path.write_bytes(data)
    done = rutcheck("read", path, "--date", "2026-03-10")
    assert (done.out, done.code) == ("", 3)
    assert done.err.startswith(f"rutcheck: {path}: ")
    assert said in done.err
    assert done.err.count("\n") == 1


def test_a_missing_file_a_folder_and_an_address_offline_are_one_line(
    rutcheck: Rutcheck, tmp_path: Path
) -> None:
    """Exit code 3."""
    for source in (tmp_path / "none.txt", tmp_path, "https://example.org/a"):
        done = rutcheck("read", source)
        assert (done.out, done.code, done.err.count("\n")) == ("", 3, 1)


def test_a_stub_is_read_with_a_notice(rutcheck: Rutcheck, tmp_path: Path) -> None:
    """A short honest list."""
    path = tmp_path / "stub.html"
    path.write_text(
        "<html><body><article><h1>Small caps climb</h1><time datetime='2026-03-10'></time><p>The "
        "Russell 2000 rose 1.3% on Monday.</p><p>Subscribe to continue reading.</p></article>",
        encoding="utf-8",
    )
    found = json.loads(rutcheck("read", path, "--json").out)
    assert "only 10 words, and the page asks for a subscription" in found["notices"][0]
    headline, move = found["statements"]
    # The headline states the move of the day that the text gives.
    assert (headline["value"], headline["direction"], headline["to"]) == ([], "up", "2026-03-09")
    assert move["value"] == [0.013]


def test_an_edited_draft_is_refused_before_anything_is_read(
    rutcheck: Rutcheck, note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 2, one line with the name of the file, which is kept."""
    mine = note.with_name("mine.toml")
    mine.write_text("[article]\n", encoding="utf-8")
    monkeypatch.setattr(content, "read_content", None)
    done = rutcheck("read", note, "--out", mine)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "mine.toml: exists and is no draft; name a new file" in done.err
    assert mine.read_text(encoding="utf-8") == "[article]\n"


def test_a_draft_is_written_checked_and_tested_by_the_other_commands(
    rutcheck: Rutcheck, note: Path
) -> None:
    """It has the numbers of the article, and none of its sentences."""
    mine = note.with_name("mine.toml")
    done = rutcheck("read", note, "--out", mine)
    assert f"Claims: {mine} (rutcheck run {mine} tests them)" in done.out
    text = mine.read_text(encoding="utf-8")
    assert "2512.3" in text
    assert not any(sentence in text for sentence in NOTE.splitlines() if len(sentence) > 30)
    assert rutcheck("claims", mine).code == 0
    tested = rutcheck("run", mine, "note-01", "--data", "reference", "--resamples", "100", "--json")
    assert [claim["id"] for claim in json.loads(tested.out)["claims"]] == ["note-01"]


def test_a_run_writes_the_page_the_draft_and_the_evidence(rutcheck: Rutcheck, note: Path) -> None:
    """Statements with a claim have the verdict of the run; an edited draft ends the next run."""
    out = note.with_name("out")
    options = ("--run", "--data", "reference", "--resamples", "100", "--jobs", "1", "--out", out)
    done = rutcheck("read", note, *options, "--json")
    assert (done.err, done.code) == ("", 0)
    found = json.loads(done.out)
    rulings = {claim["id"]: claim["verdict"] for claim in found["run"]["claims"]}
    assert rulings
    for stated in found["statements"]:
        assert stated["verdict"] == rulings.get(stated["claim"])
    files = {path.name for path in out.iterdir()}
    assert files == {"read.html", "note.toml", "report.html", "results.json"}
    page = (out / "read.html").read_text(encoding="utf-8")
    assert all(f"report.html#{claim_id}" in page for claim_id in rulings)
    report = (out / "report.html").read_text(encoding="utf-8")
    assert all(f'id="{claim_id}"' in report for claim_id in rulings)
    (out / "note.toml").write_text("# mine\n", encoding="utf-8")
    again = rutcheck("read", note, *options)
    assert (again.out, again.code) == ("", 2)
    assert "note.toml: exists and is no draft" in again.err
    assert (out / "note.toml").read_text(encoding="utf-8") == "# mine\n"


def test_an_article_without_statements_has_a_page_and_no_draft(
    rutcheck: Rutcheck, tmp_path: Path
) -> None:
    """A line says so; there is nothing to test."""
    path = tmp_path / "empty.txt"
    path.write_text("What a lovely day it was in the city for a walk along the river.\n")
    done = rutcheck("read", path, "--date", "2026-03-10", "--run", "--out", tmp_path / "out")
    assert "0 statements" in done.out
    assert (done.err.count("\n"), done.code) == (1, 0)
    assert "no statement has a claim, so no claims file is written" in done.err
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["read.html"]
