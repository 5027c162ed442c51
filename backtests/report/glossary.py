"""The glossary of the report: each term with its definition, and the terms of labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the report and its definition; `key` is its anchor."""

    key: str
    name: str
    definition: str


_TERMS = (
    Term(
        "base-rate",
        "Base rate",
        "How often the same thing happens anyway: from any starting date in the record, or after "
        "random dates. A claim is worth only what it adds to that.",
    ),
    Term("n", "n", "Number of events, or of starting dates, that a figure rests on."),
    Term(
        "n-eff",
        "Separate events (effective number of events, n_eff)",
        "Number of events whose windows do not overlap. Two breakouts a month apart share most of "
        "the year that follows and carry little more information than one; intervals are as wide "
        "as the smaller number requires.",
    ),
    Term(
        "random-dates",
        "Random dates",
        "As many randomly chosen days as there are events, spaced like the events and with the "
        "same distances to target and stop. A rule that does no better has found nothing.",
    ),
    Term(
        "bootstrap",
        "Block bootstrap",
        "Resampling of the record in blocks of consecutive periods, so that resamples keep the "
        "dependence between neighbouring periods. It gives intervals and p values where events "
        "overlap.",
    ),
    Term(
        "interval",
        "95% interval",
        "Range of true values that are compatible with the events. Few events make it wide.",
    ),
    Term(
        "p",
        "p",
        "Probability that chance alone does at least as well as what was observed. It is "
        "one-sided, in the direction of the claim.",
    ),
    Term(
        "holm",
        "p after Holm",
        "p raised for the number of claims tested together, since among many tests some look good "
        "by chance. Verdicts use p after Holm.",
    ),
    Term(
        "p-corrected",
        "p corrected",
        "p after Holm for the figure that a verdict rests on; for all other figures p after "
        "Benjamini and Hochberg, where a value up to 0.10 makes a discovery: about one in ten of "
        "these is expected to be false.",
    ),
    Term(
        "mde",
        "Minimum detectable effect (MDE)",
        "Effect that this number of separate events detects four times in five. It depends on the "
        "number and the spread of the data alone; a smaller effect may exist and go undetected.",
    ),
    Term(
        "effect",
        "Effect above chance",
        "What was found less what chance gives, positive in the direction of the claim. A negative "
        "effect speaks against the claim, whatever its unit.",
    ),
    Term(
        "definitions",
        "Definitions (specification curve)",
        "The wording of a claim can be turned into figures in several defensible ways: other lists "
        "of dates, other closes, other thresholds. All are computed; a result that only some of "
        "them give is fragile.",
    ),
    Term(
        "gate",
        "Robustness checks (gate)",
        "Whether a result survives leaving out any single event or year and changing the "
        "definitions. Without them an effect is neither supported nor refuted.",
    ),
    Term(
        "measured-move",
        "Measured move",
        "A chartist’s target: the height of the base that a price broke out of, added to the price "
        "of the breakout.",
    ),
    Term(
        "scores",
        "Brier score and log score",
        "Penalties for stated odds once the outcome is known; 0 is perfect, lower is better.",
    ),
    Term(
        "surprise",
        "Surprise",
        "Rarity of an outcome in coin tosses: 3 bits are as rare as three heads in a row.",
    ),
    Term("pp", "pp", "Percentage points, the difference between two percentages."),
    Term("supported", "Supported", "The claim met the criterion stated for it in these data."),
    Term(
        "refuted",
        "Refuted",
        "The data rule the claim out by the criterion stated for it. A refuted effect has passed "
        "the same robustness checks as a supported one.",
    ),
    Term(
        "inconclusive",
        "Inconclusive",
        "The data neither support nor rule out the claim, or a robustness check that both verdicts "
        "require was not passed (fragile).",
    ),
    Term("pending", "Pending", "The day on which the claim can be judged is after the last data."),
    Term(
        "no-data",
        "No data",
        "The test exists, but the data source lacks a series or is too coarse; the reason names "
        "what would provide it.",
    ),
    Term("not-testable", "Not testable", "Prices, rates and spreads cannot decide the claim."),
    Term(
        "expectation",
        "Reported expectation",
        "The article says that something was expected. Testing that takes prices of futures or "
        "options; whether it came true is its outcome, which is counted separately.",
    ),
    Term(
        "groups",
        "Facts, dated forecasts, tests of history",
        "Facts are statements about one stated period. Dated forecasts are decided on their day. "
        "Tests of history ask whether a rule or a relation holds in the whole record. The three "
        "are counted separately.",
    ),
    Term(
        "same-test",
        "Same test as",
        "Another claim is decided by the same test. The test counts once among all articles and "
        "once in the correction for multiple testing.",
    ),
    Term(
        "hindsight",
        "Hindsight",
        "The event can be recognised only afterwards, so nobody could have traded it.",
    ),
    Term(
        "tendency",
        "Tendency",
        "The article says “can” or “often”; the claim is tested as a tendency against its base "
        "rate.",
    ),
    Term(
        "proxy",
        "Proxy",
        "What the claim names is not in the data; a close substitute is tested in its place.",
    ),
    Term("weekly", "Weekly, monthly", "The prices of the test are not daily."),
)
GLOSSARY: Mapping[str, Term] = MappingProxyType({term.key: term for term in _TERMS})
_LABELS = {"hindsight", "tendency", "proxy", "weekly"}


def key_of_label(label: str) -> str:
    """Return the key of the term that explains a label of a verdict; empty if none does.

    >>> key_of_label("proxy"), key_of_label("monthly"), key_of_label("same test as mom-02b")
    ('proxy', 'weekly', 'same-test')
    """
    if label.startswith("same test as"):
        return "same-test"
    first = label.split(":", maxsplit=1)[0].split(" ", maxsplit=1)[0]
    first = "weekly" if first == "monthly" else first
    return first if first in _LABELS else ""
