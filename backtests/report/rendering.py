"""The template environment of the report, and the rows of its claims."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from backtests.claims import families
from backtests.claims.registry import Claim
from backtests.claims.run import Result
from backtests.claims.schema import GROUPS, TYPE_WORDS
from backtests.evidence.checks import NotTestableCheck
from backtests.evidence.conjunction_check import deciding_effect
from backtests.evidence.estimates import Finding, base_words
from backtests.report.formats import chance, column_label, interval, show, sizes, to_day, unit_of
from backtests.report.glossary import GLOSSARY, key_of_label
from backtests.report.plots import page
from backtests.report.words import (
    SYMBOLS,
    claimed_values,
    compared,
    decided_by,
    headline,
    met_words,
    past_targets,
    reason_of,
    sample_of,
    usual,
)
from backtests.runtime.escapes import visible
from backtests.runtime.store import EMPTY, Store
from backtests.runtime.wording import plural
from data_feeds.series.catalogue import describe

if TYPE_CHECKING:
    from jinja2 import Environment


def environment(escape: Callable[[str], str] = visible, store: Store = EMPTY) -> Environment:
    """Return the template environment of charts, with the filters that format values."""
    environment = page.environment(escape, store)
    environment.filters |= {
        "show": show,
        "interval": interval,
        "sizes": sizes,
        "chance": chance,
        "base_words": base_words,
        "unit_of": unit_of,
        "in_words": describe,
        "to_day": to_day,
        "compared": compared,
        "sample_of": sample_of,
        "met_words": met_words,
        "symbol": SYMBOLS.__getitem__,
        "plural": plural,
        "key_of_label": key_of_label,
    }
    environment.globals["glossary"] = GLOSSARY
    return environment


def group_of(claim: Claim) -> str:
    """Return the group that a claim is counted in, as one word."""
    return next(name for name, types in GROUPS.items() if claim.type in types).replace(" ", "-")


def claim_row(claim: Claim, finding: Finding, result: Result) -> dict[str, object]:
    """Return what the templates show of a claim."""
    evidence = finding.evidence
    effect = deciding_effect(evidence.check)
    main = headline(evidence.check, evidence.estimates)
    return {
        "claim": claim,
        "kind": TYPE_WORDS[claim.type],
        "group": group_of(claim),
        "finding": finding,
        "reason": reason_of(finding, result),
        "untestable": isinstance(evidence.check, NotTestableCheck),
        "discoveries": families.discoveries(evidence),
        "main": main,
        "claimed": claimed_values(main),
        "usual": usual(evidence.check, evidence.estimates),
        "past": past_targets(finding),
        "decisions": [
            (title, decided_by(check))
            for title, check in (
                ("What decided it", evidence.check),
                ("What decided the base rate", evidence.base_rate),
            )
            if check is not None
        ],
        "power": "" if effect is None else effect.could_show(),
        "columns": [
            (name, *column_label(name)) for name in (evidence.events[0] if evidence.events else ())
        ],
    }
