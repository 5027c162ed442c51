"""The summary of a report: a sentence on each group, and the decided claims with their figure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from backtests.claims.registry import Claim
from backtests.claims.run import Result, expectations, tally_by_group
from backtests.claims.schema import GROUPS
from backtests.evidence.checks import Check
from backtests.evidence.conjunction_check import deciding_effect
from backtests.evidence.estimates import Finding, base_words
from backtests.evidence.verdicts import Verdict
from backtests.report.formats import MISSING, chance, show, to_day, unit_of
from backtests.runtime.wording import plural

# Verdicts whose claims the summary names, in this order.
NAMED: tuple[Verdict, ...] = ("refuted", "supported")
# The group of a claim, in the singular.
KINDS: Mapping[str, str] = {
    "facts": "fact",
    "dated forecasts": "forecast",
    "tests of history": "test",
}
# A smaller fraction is shown in hundredths of a percent.
SMALL = 0.01
# The verdicts that leave a claim open, and what each of them means where its name does not say it.
OPEN: Mapping[Verdict, str] = {
    "inconclusive": "history neither shows nor excludes the claim",
    "pending": "its date has not come",
    "no data": "",
}
COUNTED: Mapping[Verdict, str] = {
    "supported": "supported",
    "refuted": "refuted",
    "inconclusive": "inconclusive",
    "pending": "pending",
    "no data": "without data",
}


@dataclass(frozen=True, slots=True)
class NamedClaim:
    """A claim that is named in the summary, with the figure that decided it.

    `same` are the claims that the same test decides; they count once.
    """

    claim: Claim
    figure: str
    same: tuple[Claim, ...] = ()

    @property
    def kind(self) -> str:
        """The group of the claim, in the singular."""
        return next(KINDS[name] for name, types in GROUPS.items() if self.claim.type in types)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a reader takes from a report at a glance.

    Parameters
    ----------
    data : str
        Source, frequency and last day of the data.
    groups : tuple of (str, str)
        Group and its counts in a sentence; groups without claims are left out.
    expectations : str
        How many reported expectations came true; empty if none is reported.
    undecided : str
        How many claims each open verdict has, and what it means; empty if none is open.
    named : mapping of str to tuple of NamedClaim
        The refuted claims, then the supported ones.
    """

    data: str
    groups: tuple[tuple[str, str], ...]
    expectations: str
    undecided: str
    named: Mapping[Verdict, tuple[NamedClaim, ...]]


def summarise(result: Result) -> Summary:
    """Summarise a run."""
    groups = tally_by_group(result.claims, result.findings)
    return Summary(
        data=data_line(result),
        groups=tuple(
            (name, counts_of(counts)) for name, counts in groups.items() if any(counts.values())
        ),
        expectations=_expectations(result),
        undecided=undecided(groups.values()),
        named={verdict: _named(result, verdict) for verdict in NAMED},
    )


def data_line(result: Result) -> str:
    """Return source, frequency and last day of the data."""
    known = {info.frequency for info in result.data.values() if info.frequency != "dated"}
    prices = f"{' and '.join(sorted(known))} prices" if known else "no prices"
    draws = plural(result.resamples, "random-date sample")
    return f"Data: {result.label}; {prices} {to_day(result.as_of, result.today)}; {draws} per claim"


def counts_of(counts: Mapping[Verdict, int]) -> str:
    """Return the tally of a group as a sentence without its subject.

    >>> counts_of({"supported": 3, "pending": 1, "not testable": 2})
    '3 supported, none refuted, 1 pending (4 tested; 2 more cannot be tested with prices)'
    >>> counts_of({"not testable": 1})
    'none tested; 1 cannot be tested with prices'
    """
    untestable = counts.get("not testable", 0)
    tested = sum(counts.values()) - untestable
    if not tested:
        return f"none tested; {untestable} cannot be tested with prices"
    parts = [
        f"{counts.get(verdict, 0) or 'none'} {words}"
        for verdict, words in COUNTED.items()
        if counts.get(verdict, 0) or verdict in NAMED
    ]
    more = f"; {untestable} more cannot be tested with prices" if untestable else ""
    return f"{', '.join(parts)} ({tested} tested{more})"


def undecided(tallies: Collection[Mapping[Verdict, int]]) -> str:
    """Return how many claims of all groups are open, by verdict and its meaning.

    >>> undecided([{"pending": 2, "supported": 1}, {"pending": 1}])
    '3 pending (its date has not come)'
    """
    counts = {verdict: sum(tally.get(verdict, 0) for tally in tallies) for verdict in OPEN}
    return ", ".join(
        f"{count} {COUNTED[verdict]}" + (f" ({OPEN[verdict]})" if OPEN[verdict] else "")
        for verdict, count in counts.items()
        if count
    )


def _expectations(result: Result) -> str:
    came_true, decided = expectations(result.findings)
    if not decided:
        return ""
    return f"{came_true} of {plural(decided, 'decided outcome')} came true"


def _named(result: Result, verdict: Verdict) -> tuple[NamedClaim, ...]:
    """Return the claims with a verdict; those decided by the same test are one entry."""
    chosen = {
        claim.id: (claim, finding)
        for claim, finding in zip(result.claims, result.findings, strict=True)
        if finding.ruling.verdict == verdict
    }
    return tuple(
        NamedClaim(
            claim,
            deciding_figure(finding),
            tuple(other for other, one in chosen.values() if one.same_test_as == claim.id),
        )
        for claim, finding in chosen.values()
        if finding.same_test_as not in chosen
    )


def deciding_figure(finding: Finding) -> str:
    """Return the figure that decided a claim: an effect with its comparison, else the reason."""
    effect = deciding_effect(finding.evidence.check)
    if effect is None:
        return finding.ruling.reason
    reversed_ = effect.effect < 0 and effect.in_reverse
    found = effect.stated if reversed_ else _compared(finding, finding.evidence.check)
    p = effect.p_opposite_adjusted if effect.effect < 0 else effect.p_adjusted
    return found if p is None else f"{found}; p\u00a0{chance(p)}"


def _compared(finding: Finding, check: Check) -> str:
    """Return the first estimate with its baseline and the figure of the article."""
    first = next((e for e in finding.evidence.estimates if e.value is not None), None)
    if first is None:
        effect = deciding_effect(check)
        return MISSING if effect is None else f"effect {effect.format(effect.effect)}"
    unit = unit_of(first)
    if unit == "fraction" and abs(first.value or 0) < SMALL:
        unit = "fine"
    words = f"{first.name}: {show(first.value, unit)}"
    if first.baseline is not None:
        words += f" vs {show(first.baseline, unit)} ({base_words(first)})"
    return words if first.claimed is None else f"{words}, article {show(first.claimed, unit)}"
