"""The template environment of the report, and the rows of its claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backtests.claims import families
from backtests.claims.registry import Claim
from backtests.claims.run import Result
from backtests.claims.schema import TYPE_WORDS
from backtests.evidence.checks import NotTestableCheck
from backtests.evidence.conjunction_check import effects_in
from backtests.evidence.estimates import Finding, base_words
from backtests.report.formats import chance, column_label, interval, show, sizes, to_day, unit_of
from backtests.report.plots import page
from backtests.report.words import (
    claimed_values,
    compared,
    decision_facts,
    headline,
    past_targets,
    reason_of,
    sample_of,
    usual,
)
from data_feeds.series.catalogue import describe

if TYPE_CHECKING:
    from jinja2 import Environment


def environment() -> Environment:
    """Return the template environment of charts, with the filters that format values."""
    environment = page.environment()
    environment.filters |= {
        "show": show,
        "interval": interval,
        "sizes": sizes,
        "chance": chance,
        "base_words": base_words,
        "unit_of": unit_of,
        "in_words": describe,
        "cell": cell,
        "to_day": to_day,
        "compared": compared,
        "sample_of": sample_of,
    }
    return environment


def cell(text: str) -> str:
    """Put the text of a Markdown cell on one line and escape its vertical bars."""
    return " ".join(text.replace("|", "\\|").split())


def claim_row(claim: Claim, finding: Finding, result: Result) -> dict[str, object]:
    """Return what the templates show of a claim."""
    evidence = finding.evidence
    main = headline(evidence.check, evidence.estimates)
    return {
        "claim": claim,
        "kind": TYPE_WORDS[claim.type],
        "finding": finding,
        "reason": reason_of(finding, result),
        "untestable": isinstance(evidence.check, NotTestableCheck),
        "discoveries": families.discoveries(evidence),
        "change": evidence.check.would_change(),
        "main": main,
        "claimed": claimed_values(main),
        "usual": usual(evidence.check, evidence.estimates),
        "past": past_targets(finding),
        "decisions": [
            (f"{title if at == 0 else 'Also needed'}{name and f': {name}'}", decision_facts(effect))
            for title, check in (
                ("What decided it", evidence.check),
                ("What decided the base rate", evidence.base_rate),
            )
            for at, (name, effect) in enumerate(effects_in(check))
        ],
        "columns": [
            (name, *column_label(name)) for name in (evidence.events[0] if evidence.events else ())
        ],
    }
