"""Write docs/validation/reading-articles.md: claims encoded by hand, and as drafted from articles.

python docs/scripts/make_reading_articles_table.py ARTICLES DATA RESULTS.json

ARTICLES is a folder with the text of each shipped article as KEY.txt, DATA a source of prices,
RESULTS.json a whole run on the same data (`rutcheck run --data DATA --out DIR`).
"""

from __future__ import annotations

import datetime
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from backtests.claims.documents.content import read_content
from backtests.claims.documents.extraction import read_document
from backtests.claims.drafts.article import Reading, read_article
from backtests.claims.drafts.claims_file import write_draft
from backtests.claims.placement.series import SERIES
from backtests.claims.registry import Claim, load_claims
from backtests.claims.run import run_claims
from backtests.claims.schema import ClaimRow
from backtests.claims.selection import select
from data_feeds.series.catalogue import instrument
from data_feeds.source import open_source, user_cache

OUT = Path(__file__).parents[1] / "validation" / "reading-articles.md"
HEADER = ("claim", "figures", "drafted as", "by hand", "drafted", "why missed or different")
LEAST_FOUND = 0.80
# Days by which the ends of a forecast and of a statement may differ: the end of a year against
# twelve months from a day in January. A fact has the day of its statement.
NEAR = 31
RESAMPLES = 1_000
CUT_WORDS = {"two": 2, "three": 3, "four": 4}
FIGURE = re.compile(
    r"(?P<percent>\d+(?:\.\d+)?)%"
    r"|(?P<points>\d{1,3},\d{3})\b|(?P<distance>\d+) points"
    r"|(?P<count>two|three|four) (?:rate )?(?:cuts|hikes)"
    r"|(?P<other>billion)",
    re.IGNORECASE,
)
LAST_DAYS = ("resolves", "end", "last", "date", "until")
# Why a claim was not found, or has another verdict, in plain words.
WHY: Mapping[str, str] = {
    "brk-03": "what a gain would lead to is read as a level of the past, not as a target",
    "brk-04": "what a gain would lead to is read as a level of the past, not as a target",
    "brk-06": "the headline stands only in the footer of the copy, which is not read",
    "mom-06": "both figures are read of the first market",
    "mom-12": "an expectation inside another statement is not read beside it",
    "mom-x2": "the share of revenue is not read as a statement",
    "slide-x1": "the size of the median company is not read as a statement",
    "srg-04": "the day named in the sentence before is not the one taken",
}
TEXT = """# What is read of the four articles

The claims of the four shipped articles that state a figure, encoded by hand, beside what
`rutcheck read` drafts from the same texts. A claim counts as found if each of its figures is read
of the same market, on the same last day (a forecast within a month of it); one that needs more than
prices counts as found if the statement with its figure is listed as untestable. A claim of several
figures has as drafted verdict that of its drafts together: refuted if one is, supported if all are.
Distances in points and rows that only combine other figures are no levels and are not counted.
`python docs/scripts/make_reading_articles_table.py ARTICLES DATA RESULTS.json` writes this page;
the texts are not part of rutcheck.

{summary}

{table}
"""


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure that a claim states, as value and unit and as printed."""

    value: float
    unit: str
    printed: str


@dataclass(frozen=True, slots=True)
class Found:
    """A statement read, with the verdict of its draft."""

    reading: Reading
    verdict: str


def figures(statement: str) -> list[Stated]:
    """Return the figures of a claim in its own words, distances in points left out.

    >>> [one.value for one in figures("It gains 15% or 750 points, to near 3,250.")]
    [0.15, 3250.0]
    """
    found = []
    for match in FIGURE.finditer(statement):
        kind, text = match.lastgroup, match[match.lastgroup or 0]
        if kind == "percent":
            found.append(Stated(float(text) / 100, "fraction", f"{text}%"))
        elif kind == "points":
            found.append(Stated(float(text.replace(",", "")), "points", text))
        elif kind == "count":
            found.append(Stated(float(CUT_WORDS[text.lower()]), "count", match[0]))
        elif kind == "other":
            found.append(Stated(float("nan"), "points", text))
    return found


def last_day(claim: ClaimRow) -> datetime.date | None:
    """Return the last day that a claim is about, if it has one."""
    days = [claim.parameters.get(name) for name in LAST_DAYS]
    found = [day.date() for day in days if isinstance(day, pd.Timestamp)]
    base, months = claim.parameters.get("base_date"), claim.parameters.get("months")
    if not found and isinstance(base, pd.Timestamp) and isinstance(months, int):
        found = [(base + pd.DateOffset(months=months)).date()]
    return max(found, default=None)


def friday(day: datetime.date) -> datetime.date:
    """Return a day, or the Friday before a day of the weekend."""
    return day - datetime.timedelta(days=max(0, day.weekday() - 4))


def matches(claim: Claim, stated: Stated, found: Found) -> bool:
    """Whether a statement that was read is the figure of a claim: market, value and days."""
    statement = found.reading.statement
    if claim.study == "not_testable":
        return statement.kind == "untestable" and _prints(statement.text, stated)
    markets = _markets(found.reading.claim) or {
        instrument(SERIES[symbol].bars) for symbol in statement.subject if symbol in SERIES
    }
    draft = found.reading.claim
    end, other = last_day(claim), statement.to if draft is None else last_day(draft)
    near = 0 if claim.type == "F" else NEAR
    close = end is None or other is None or abs((friday(end) - friday(other)).days) <= near
    same = any(abs(value - stated.value) <= 0.001 * stated.value for value in statement.value)
    return bool(_markets(claim) & markets) and close and same and statement.unit == stated.unit


def _markets(claim: ClaimRow | None) -> set[str]:
    """Return the instruments that a claim is about; none without a claim."""
    if claim is None:
        return set()
    series = list(claim.data.values())[:1] or list(claim.optional.values())
    return {instrument(name) for name in series}


def _prints(text: str, stated: Stated) -> bool:
    points = f"{10_000 * stated.value:.0f} basis points" if stated.unit == "fraction" else ""
    return stated.printed in text or (bool(points) and points in text) or _large(text, stated)


def _large(text: str, stated: Stated) -> bool:
    return stated.printed == "billion" and re.search(r"\$[\d.]+ ?B", text) is not None


def together(verdicts: Sequence[str]) -> str:
    """Return the verdict of several drafts of one claim."""
    kinds = set(verdicts)
    if len(kinds) == 1:
        return kinds.pop()
    return next((one for one in ("refuted", "pending", "no data") if one in kinds), "inconclusive")


def read_all(folder: Path, source: str, key: str, date: datetime.date) -> list[Found]:
    """Return the statements of one article, with the verdicts of their drafts."""
    content = read_content(str(folder / f"{key}.txt"))
    article = read_article(content, read_document(content), date=date)
    verdicts: dict[str, str] = {}
    if article.claims:
        with TemporaryDirectory() as temporary:
            path = Path(temporary) / f"{key}.toml"
            write_draft(article, path)
            claims = select([str(path)]).claims
        market = open_source(source, user_cache())
        result = run_claims(claims, market, resamples=RESAMPLES)
        verdicts = {finding.claim_id: finding.ruling.verdict for finding in result.findings}
    return [
        Found(one, "not testable" if one.claim is None else verdicts[one.claim.id])
        for one in article.readings
    ]


def rows(folder: Path, source: str, results: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield a row for each claim that states a figure."""
    read: dict[str, list[Found]] = {}
    for claim in load_claims():
        stated = figures(claim.statement)
        if not stated:
            continue
        key = claim.article.key
        if key not in read:
            read[key] = read_all(folder, source, key, claim.article.date.date())
        found = [_best(claim, one, read[key]) for one in stated]
        hits = [one for one in found if one is not None]
        drafted, verdict = "–", "–"
        if hits and (len(hits) == len(found) or claim.study == "not_testable"):
            verdict = together([one.verdict for one in hits])
            drafted = ", ".join(dict.fromkeys(map(_drafted, hits)))
        by_hand = results[claim.id]
        why = "" if verdict == by_hand else WHY.get(claim.id, "?")
        shown = ", ".join(one.printed for one in stated)
        yield (claim.id, shown, drafted, by_hand, verdict, why)


def _best(claim: Claim, stated: Stated, found: Sequence[Found]) -> Found | None:
    """Return the statement that is a figure of a claim, one with a draft before others."""
    hits = [one for one in found if matches(claim, stated, one)]
    return min(hits, key=lambda one: one.reading.claim is None, default=None)


def _drafted(found: Found) -> str:
    claim = found.reading.claim
    if claim is not None:
        return f"{claim.id} {claim.study}"
    return "untestable" if found.reading.statement.kind == "untestable" else found.reading.why_not


def page(table: Sequence[tuple[str, ...]]) -> str:
    """Return the page."""
    found = [row for row in table if row[4] != "–"]
    same = sum(row[3] == row[4] for row in found)
    summary = (
        f"Of {len(table)} claims with a figure, {len(found)} are found "
        f"({len(found) / len(table):.0%}; at least {LEAST_FOUND:.0%} are asked for); {same} of "
        f"these have the verdict of the claim encoded by hand."
    )
    lines = [HEADER, ("---",) * len(HEADER), *table]
    return TEXT.format(
        summary=summary, table="\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    )


if __name__ == "__main__":
    articles, data, run = sys.argv[1:4]
    document = json.loads(Path(run).read_text(encoding="utf-8"))
    by_hand = {claim["id"]: claim["verdict"] for claim in document["claims"]}
    OUT.write_text(page(list(rows(Path(articles), data, by_hand))), encoding="utf-8")
