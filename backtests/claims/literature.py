"""Published figures as a referee of the engine: what the studies find for them (METHODS 3.12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from backtests.claims.listing import LITERATURE, LITERATURE_FILE
from backtests.claims.registry import Claim, joined, parse_claims
from backtests.evidence.checks import FactCheck, MissingCheck
from backtests.evidence.estimates import Evidence
from backtests.evidence.fact_checks import Figure

FILE, GROUP = LITERATURE_FILE, LITERATURE
# A figure is reproduced if it is within half a point; a larger difference is explained.
REPRODUCED = 0.005
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Comparison:
    """A published figure and the nearest one found, as fractions."""

    name: str
    published: float
    found: float

    @property
    def difference(self) -> float:
        """Figure found less the published one."""
        return self.found - self.published

    @property
    def reproduced(self) -> bool:
        """Whether the difference is within half a point."""
        return abs(self.difference) <= REPRODUCED + _ROUNDING


@dataclass(frozen=True, slots=True)
class Reproduction:
    """A published statement, its figures beside those found, and the sample.

    Parameters
    ----------
    claim_id, statement, source : str
        Id of the claim, what was published, and where.
    figures : tuple of Comparison
        Empty if the data source cannot compute them.
    n : int or None
        Number of events of the figure found.
    sample : str
        Which events and days the figure found rests on, or why there is none.
    explanation : str
        Why a figure differs by more than half a point; empty if none does.
    """

    claim_id: str
    statement: str
    source: str
    figures: tuple[Comparison, ...]
    n: int | None
    sample: str
    explanation: str

    @property
    def reproduced(self) -> bool | None:
        """Whether every figure is reproduced; None if none could be computed."""
        return all(one.reproduced for one in self.figures) if self.figures else None


def load_literature() -> tuple[Claim, ...]:
    """Read the claims on published figures, in file order."""
    text = (files("backtests.claims") / FILE).read_text(encoding="utf-8")
    return joined(parse_claims(text, name=FILE), ())


def is_literature(name: str) -> bool:
    """Whether a name on the command line is that of the group, or of one of its claims."""
    return name == GROUP or name in {claim.id for claim in load_literature()}


def reproduction(claim: Claim, evidence: Evidence) -> Reproduction:
    """Return the comparison of a published statement with the evidence of its study."""
    check = evidence.check
    checked: Sequence[Figure] = check.figures if isinstance(check, FactCheck) else ()
    figures = tuple(Comparison(one.name, one.claimed, one.nearest) for one in checked)
    first = evidence.estimates[0] if evidence.estimates else None
    own_notes = [note for note in evidence.notes if note not in claim.caveats]
    details = [*own_notes, *([first.note] if first is not None and first.note else [])]
    missing = check.reason if isinstance(check, MissingCheck) else ""
    differs = any(not one.reproduced for one in figures)
    return Reproduction(
        claim_id=claim.id,
        statement=claim.statement,
        source=claim.section,
        figures=figures,
        n=None if first is None or missing else first.n,
        sample=missing or "; ".join(details),
        explanation="; ".join(claim.caveats) if differs else "",
    )
