"""The draft of a claims file: valid, in own words, never written over once it was edited."""

from __future__ import annotations

import datetime
import re
import tomllib
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backtests.claims.documents.plain_text import read_plain_text
from backtests.claims.drafts.article import ReadArticle, Reading
from backtests.claims.drafts.claims_file import draft_text, write_draft
from backtests.claims.drafts.toml_text import assignments
from backtests.claims.reading.statement import Statement
from backtests.claims.schema import ClaimRow
from backtests.claims.validation import check_claims, read_claims
from backtests.runtime.choices import UsageError
from data_feeds.series.bars import DataError

DAY = datetime.date(2026, 3, 10)
TEXT = (
    "Gold will shine again, or so the many friends of the metal say who gather each year here.\n"
    "We think that the Russell 2000 will gain 12% by the end of the year, as it so often has.\n"
)


def statement(words: str) -> Statement:
    """A forecast that stands in the text."""
    start = TEXT.index(words)
    return Statement(
        words, words, start, start + len(words), "forecast", ("RUT",), (0.12,), "fraction", "up",
        DAY, datetime.date(2026, 12, 31), "", True,
    )  # fmt: skip


ROW = ClaimRow(
    id="note-01",
    type="P",
    section="Statement 2",
    statement='The Russell 2000 gains 12% by the end of 2026; a "forecast".',
    study="level_forecast",
    data={"bars": "RUT"},
    parameters={"base_date": datetime.date(2026, 3, 10), "months": 9, "rise": 0.12},
)


def article(*readings: Reading) -> ReadArticle:
    """A note with two statements, one of which has a claim."""
    return ReadArticle(
        source="note.txt",
        key="note",
        document=read_plain_text(TEXT),
        date=DAY,
        dated_by="--date",
        readings=readings
        or (
            Reading(statement(TEXT.splitlines()[0]), None, "no such data: GOLD"),
            Reading(statement("the Russell 2000 will gain 12% by the end of the year"), ROW, ""),
        ),
    )


def test_a_draft_is_a_valid_claims_file(tmp_path: Path) -> None:
    """Read back, its rows are those that were drafted."""
    path = tmp_path / "note.toml"
    write_draft(article(), path)
    (claim,) = read_claims(path)
    assert {name: getattr(claim, name) for name in ClaimRow.model_fields} == dict(ROW)
    assert (claim.article.key, claim.article.date) == ("note", pd.Timestamp(DAY))


def test_a_draft_has_a_short_span_of_the_article_and_no_sentence_of_it() -> None:
    """At most twelve words for orientation; what has no claim says why."""
    text = draft_text(article(), "note.toml")
    spans = re.findall(r"“(.*?)”", text)
    assert [len(span.split()) for span in spans] == [11, 12]
    assert all(sentence not in text for sentence in TEXT.splitlines())
    assert f"# “{' '.join(TEXT.split()[:12])}…”: no such data: GOLD" in text.splitlines()


def test_a_short_sentence_is_not_quoted_whole() -> None:
    """Its last word is left out."""
    short = article(Reading(statement("Gold will shine again"), None, "no such data: GOLD"))
    assert "# “Gold will shine…”: no such data: GOLD" in draft_text(short, "note.toml")


def test_the_same_article_gives_the_same_bytes_and_may_be_written_again(tmp_path: Path) -> None:
    """An unchanged draft is replaced, also by a draft with other claims."""
    path = tmp_path / "note.toml"
    write_draft(article(), path)
    first = path.read_bytes()
    write_draft(article(), path)
    assert path.read_bytes() == first
    write_draft(article(Reading(statement("Gold"), ROW, "")), path)
    assert path.read_bytes() != first
    assert [file.name for file in tmp_path.iterdir()] == ["note.toml"]


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace("rise = 0.12", "rise = 0.15"),
        lambda text: text + "\n",
        lambda text: text.replace("# Draft", "# My claims"),
    ],
    ids=["number", "line", "comment"],
)
def test_an_edited_draft_is_never_written_over(tmp_path: Path, edit: object) -> None:
    """Whatever was changed; one line names the file."""
    assert callable(edit)
    path = tmp_path / "note.toml"
    write_draft(article(), path)
    mine = edit(path.read_text(encoding="utf-8"))
    path.write_text(mine, encoding="utf-8")
    with pytest.raises(UsageError, match=r"note\.toml: the draft was edited .*name a new file"):
        write_draft(article(), path)
    assert path.read_text(encoding="utf-8") == mine


def test_a_file_that_is_no_draft_is_kept(tmp_path: Path) -> None:
    """Claims written by hand, a picture, a folder; a folder that cannot be made."""
    path = tmp_path / "mine.toml"
    for content in (b"[article]\n", b"\x89PNG\xff", b""):
        path.write_bytes(content)
        with pytest.raises(UsageError, match=r"mine\.toml: exists and is no draft"):
            write_draft(article(), path)
        assert path.read_bytes() == content
    with pytest.raises(DataError, match="cannot be read"):
        write_draft(article(), tmp_path)
    with pytest.raises(DataError, match="cannot be"):
        write_draft(article(), path / "inside.toml")


TOML = st.recursive(
    st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.dates(datetime.date(1000, 1, 1)),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.text(), TOML))
def test_any_table_survives_toml(table: dict[str, object]) -> None:
    """Also keys and strings with quotes, line breaks and control characters."""
    found = tomllib.loads("\n".join(assignments(table)))
    assert found == table


def test_the_order_of_claims_is_that_of_the_text() -> None:
    """A claim that two statements share is written once."""
    second = ROW.model_copy(update={"id": "note-02"})
    both = article(
        Reading(statement("Gold"), ROW, ""),
        Reading(statement("Russell"), second, ""),
        Reading(statement("12%"), ROW, ""),
    )
    claims = check_claims(draft_text(both, "note.toml"), name="note.toml")
    assert [claim.id for claim in claims] == ["note-01", "note-02"]
