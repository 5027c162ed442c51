"""Public text uses the field's words: help, README, documentation and the report."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from backtests.claims.registry import load_claims
from backtests.claims.run import run_claims
from backtests.cli.app import app
from backtests.report.html import write_report
from data_feeds.series.market import Market

ROOT = Path(__file__).resolve().parents[2]
# Words of an earlier private language, each with what the field says.
PRIVATE = {
    r"tell(?:s|ing)?|told": "report, show, state",
    r"desk": "latest signal",
    r"standings?": "status, outlook",
    r"watched": "checked for look-ahead",
    r"rivals?": "benchmark",
    r"held numbers?": "baseline",
    r"referee": "check",
    r"so many": "a number, with the number",
    r"what (?:it|they) came to": "result, performance",
    r"parted": "differs",
}
FOUND = re.compile("|".join(rf"\b(?:{word})\b" for word in PRIVATE), flags=re.IGNORECASE)
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("docs/**/*.md")))
CLAIMS = ("srg-01", "brk-03", "mom-04b", "slide-12", "brk-x1")
CODE = re.compile(r"^```.*?^```|`[^`\n]*`", flags=re.M | re.S)


def private_words(text: str) -> list[str]:
    """Each private word of a text, with what stands around it."""
    return [text[max(0, m.start() - 40) : m.end() + 40] for m in FOUND.finditer(text)]


def help_of(command: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of a command and of all commands below it."""
    yield words
    for name, child in getattr(command, "commands", {}).items():
        yield from help_of(child, (*words, name))


@pytest.mark.parametrize("words", list(help_of(typer.main.get_command(app))), ids=" ".join)
def test_help_has_no_private_word(words: tuple[str, ...]) -> None:
    """Of every command."""
    shown = CliRunner().invoke(app, [*words, "--help"])
    assert shown.exit_code == 0
    assert private_words(shown.output) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_has_no_private_word(page: Path) -> None:
    """Outside code, whose words are those of the program."""
    assert private_words(CODE.sub("", page.read_text(encoding="utf-8"))) == []


def test_the_report_has_no_private_word(reference_market: Market, tmp_path: Path) -> None:
    """In what a reader sees of some claims of each kind: without scripts, styles and tags."""
    chosen = [claim for claim in load_claims() if claim.id in CLAIMS]
    result = run_claims(chosen, reference_market, resamples=200)
    (file,) = write_report(result, reference_market, tmp_path, ["html"])
    text = file.read_text(encoding="utf-8")
    page = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", text)
    assert private_words(html.unescape(re.sub(r"<[^>]+>", " ", page))) == []


def test_a_private_word_is_found() -> None:
    """As a word of its own, in any case; not inside another, nor in a name."""
    assert private_words("Told by the Desk")
    assert private_words("retold, desktop, standing_claims, stand") == []
