"""Changes that no test can notice, with the reason: the program means the same with them."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.mutation.mutants import Mutant


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A changed line of a module, and why the change makes no difference."""

    module: str
    before: str
    after: str
    reason: str


EQUIVALENT = (
    Equivalent(
        "backtests/baselines/data_changes.py",
        "if now.days is not None and before.days is not None:",
        "if now.days is not None or before.days is not None:",
        "both years have as many rows, so that both have sums or neither",
    ),
    Equivalent(
        "backtests/engine/fills.py",
        "if cause == OPEN:",
        "if cause <= OPEN:",
        "causes are numbered from 0, which is OPEN",
    ),
    Equivalent(
        "backtests/evidence/robustness.py",
        "p_opposite: float = 1.0",
        "p_opposite: float = 2.0",
        "it is only compared with levels of a test, which are below both",
    ),
    Equivalent(
        "data_feeds/files/tables/instants.py",
        'return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}"',
        'return f"{seconds // 3599:02d}:{seconds // 60 % 60:02d}"',
        "only times of whole half hours are written, of which both give the hour",
    ),
    Equivalent(
        "data_feeds/series/weekdays.py",
        "if len(starts) == 1 < len(self.days):",
        "if len(starts) <= 1 < len(self.days):",
        "the case without a start has returned before",
    ),
    Equivalent(
        "data_feeds/series/weekdays.py",
        "return sorted(starts, key=lambda day: (day - 1) % 7 < SATURDAY)",
        "return sorted(starts, key=lambda day: (day - 1) % 8 < SATURDAY)",
        "they differ for a Monday, of which both remainders are above that of a Saturday",
    ),
    Equivalent(
        "signals/recent_high.py",
        "most = n // max(least_base, 1) + 2",
        "most = n // max(least_base, 1) ** 2",
        "the size of a buffer, of which the part that is filled is returned; smaller only where "
        "fewer signals fit",
    ),
)


def reason_of(mutant: Mutant) -> str | None:
    """Return why a mutant is equivalent; None if nothing says so."""
    key = (mutant.module, mutant.before, mutant.after)
    found = (e.reason for e in EQUIVALENT if (e.module, e.before, e.after) == key)
    return next(found, None)
