"""The labelled articles: every sentence is in the text, and nothing else but datelines."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from backtests.claims.documents.content import read_content
from backtests.claims.documents.document import Document
from backtests.claims.documents.extraction import extract

ROOT = Path(__file__).resolve().parents[3]


def folder() -> Path:
    """The articles named by RUTCHECK_READING, or in ../shared beside the project."""
    return Path(os.environ.get("RUTCHECK_READING") or ROOT.parent / "shared/reading") / "articles"


ARTICLES = sorted(p for p in folder().glob("*") if p.suffix in (".html", ".md", ".txt"))


def labelled(article: Path) -> list[str]:
    """The sentences of an article."""
    lines = article.with_suffix(".labels.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["sentence"] for line in lines]


@pytest.fixture(params=ARTICLES, ids=lambda path: path.name)
def article(request: pytest.FixtureRequest) -> tuple[Path, Document]:
    """A labelled article, read."""
    path: Path = request.param
    return path, extract(read_content(str(path)))


@pytest.mark.skipif(not ARTICLES, reason="no labelled articles: set RUTCHECK_READING")
def test_an_article_is_read_as_it_is_labelled(article: tuple[Path, Document]) -> None:
    """With its date; what remains beside its sentences is the head of a table or a dateline."""
    path, document = article
    left = " ".join(document.text.split())
    for sentence in labelled(path):
        assert sentence in left
        left = left.replace(sentence, "", 1)
    assert len(left.split()) < 12
    assert not re.search(r"[%$]", left)
    assert document.title
    assert document.date is not None
