"""Returns around Fed easing cycles: the researcher's table, its placebo and its multiverse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests import inference
from backtests.forward_returns import Base, calendar_return, returns_from_every_day
from backtests.random_dates import draw_dates
from signals.easing_cycle import Anchor, EasingCycle, find_cycles, find_pauses

Floats = npt.NDArray[np.float64]
# METHODS 3.4: random dates for cycles lie at least a year apart.
SPACING_DAYS = 365
# METHODS 2.2: the cycles counted start with the policy record of 1984 (C1).
SINCE = pd.Timestamp("1984-01-01")


@dataclass(frozen=True, slots=True)
class CycleReturn:
    """Return over the months after an anchor date; NaN while the months are not over.

    `cycle` is None for a pause that belongs to no finished cycle; `provisional` marks a last
    cut that may not be the last.
    """

    name: str
    anchor: pd.Timestamp
    cycle: EasingCycle | None
    price_return: float
    total_return: float
    provisional: bool


def cycle_returns(
    policy: pd.DataFrame,
    price: pd.DataFrame,
    total: pd.DataFrame,
    *,
    anchor: Anchor,
    months: int,
    pause_months: int = 6,
    base: Base = "on",
    as_of: pd.Timestamp,
) -> tuple[CycleReturn, ...]:
    """Tabulate price and total returns after each first cut, last cut or pause since 1984.

    `base` is the close the return starts from: `on` the anchor date (next trading day if
    closed) or `before` it. Left-censored cycles are left out; returns are fractions.
    """

    def row(name: str, date: pd.Timestamp, cycle: EasingCycle | None, provisional: bool
            ) -> CycleReturn:  # fmt: skip
        return CycleReturn(
            name,
            date,
            cycle,
            calendar_return(price, date, months=months, base=base),
            calendar_return(total, date, months=months, base=base),
            provisional,
        )

    if anchor == "pause":
        pauses = find_pauses(policy, months=pause_months, as_of=as_of)
        return tuple(
            row(f"cut of {cut:%Y-%m-%d}", known, None, False)
            for cut, known in pauses
            if cut >= SINCE
        )
    cycles = [c for c in find_cycles(policy, as_of=as_of) if not c.left_censored]
    return tuple(
        row(c.name, c.first_cut if anchor == "first" else c.last_cut, c,
            anchor == "last" and c.end_known is None)
        for c in cycles
    )  # fmt: skip


def completed(rows: Sequence[CycleReturn]) -> list[CycleReturn]:
    """Rows whose months are over and whose anchor is final."""
    return [r for r in rows if not np.isnan(r.total_return) and not r.provisional]


@dataclass(frozen=True, slots=True)
class Placebo:
    """Means of the same number of random dates, and what they were drawn from."""

    means: Floats
    every_day: Floats

    @property
    def mean(self) -> float:
        """Average of the random means, a fraction."""
        return float(self.means.mean())

    @property
    def sd(self) -> float:
        """Standard deviation of the random means."""
        return float(self.means.std(ddof=1))


def placebo(
    closes: pd.DataFrame,
    rng: np.random.Generator,
    *,
    count: int,
    months: int,
    draws: int,
    spacing_days: int = SPACING_DAYS,
    since: pd.Timestamp = SINCE,
) -> Placebo:
    """Average returns after `count` random dates at least `spacing_days` apart (METHODS N1)."""
    _, returns = returns_from_every_day(closes, months=months, since=since)
    picks = draw_dates(rng, slots=returns.size, count=count, spacing=spacing_days, draws=draws)
    return Placebo(returns[picks].mean(axis=1), returns)


@dataclass(frozen=True, slots=True)
class CycleSummary:
    """Mean return of the completed events against random dates; fractions, p one-sided."""

    mean: float
    median: float
    n: int
    n_eff: int
    interval: tuple[float, float] | None
    interval_90: tuple[float, float] | None
    placebo: Placebo
    p_value: float
    p_opposite: float
    leave_one_out: dict[str, float]
    leave_one_out_p: dict[str, float]
    without_2020: float | None
    share_positive: float
    sign_p: float


def summarise(
    rows: Sequence[CycleReturn],
    total: pd.DataFrame,
    rng: np.random.Generator,
    *,
    months: int,
    draws: int,
) -> CycleSummary:
    """Hold the completed total returns against random dates; provisional ends are left out.

    Raises TooLittleData if fewer than two events are complete.
    """
    done = completed(rows)
    if len(done) < 2:
        raise inference.TooLittleData(f"{len(done)} completed event(s); expected at least 2")
    returns = np.array([r.total_return for r in done])
    days = [r.anchor.toordinal() for r in done]
    window = round(months * 365.25 / 12)
    n_eff = inference.effective_size(days, window=window)
    spacing = min(SPACING_DAYS, *(int(gap) for gap in np.diff(sorted(days))))
    null = placebo(total, rng, count=len(done), months=months, draws=draws, spacing_days=spacing)
    fewer = placebo(
        total, rng, count=len(done) - 1, months=months, draws=draws, spacing_days=spacing
    )
    left = {r.name: float(np.delete(returns, i).mean()) for i, r in enumerate(done)}
    kept = [r.total_return for r in done if r.anchor.year != 2020]
    positive = float((returns > 0).mean())
    return CycleSummary(
        mean=float(returns.mean()),
        median=float(np.median(returns)),
        n=len(done),
        n_eff=n_eff,
        interval=inference.mean_interval(returns, n_eff=n_eff),
        interval_90=inference.mean_interval(returns, n_eff=n_eff, level=0.90),
        placebo=null,
        p_value=inference.upper_p(null.means, float(returns.mean())),
        p_opposite=inference.lower_p(null.means, float(returns.mean())),
        leave_one_out=left,
        leave_one_out_p={k: inference.upper_p(fewer.means, v) for k, v in left.items()},
        without_2020=float(np.mean(kept)) if len(kept) < len(done) and kept else None,
        share_positive=positive,
        sign_p=inference.sign_test(
            int((returns > 0).sum()), len(done), share=float((null.every_day > 0).mean())
        ),
    )


def summarise_if_enough(
    rows: Sequence[CycleReturn],
    total: pd.DataFrame,
    rng: np.random.Generator,
    *,
    months: int,
    draws: int,
) -> CycleSummary | None:
    """Summarise, or return None where fewer than two events are complete."""
    enough = len(completed(rows)) > 1
    return summarise(rows, total, rng, months=months, draws=draws) if enough else None


@dataclass(frozen=True, slots=True)
class Specification:
    """One defensible way to compute the average after the last cut, and what it gives."""

    cycles: str
    base: str
    kind: str
    n: int
    mean: float


_BASES = ("close before", "announcement day", "close after", "same month end", "month end before")


def multiverse(
    policy: pd.DataFrame,
    price: pd.DataFrame,
    total: pd.DataFrame,
    *,
    months: int,
    as_of: pd.Timestamp,
) -> tuple[Specification, ...]:
    """Average return after the last cut under every choice of cycles, base and return.

    Choices (METHODS 3.5): all closed cycles; without C1, C2, C5, or C2 and C5 together; C4 and
    C5 merged; 2019 and 2020 split; five base closes; price or total return. Bases that the
    closes cannot tell apart (monthly figures) are counted once.
    """
    cycles = [
        c
        for c in find_cycles(policy, as_of=as_of)
        if not c.left_censored and c.end_known is not None
    ]
    lists = dict(_cycle_lists(policy, cycles))
    specifications = []
    for kind, closes in (("price", price), ("total return", total)):
        seen: set[tuple[str, float]] = set()
        for base in _BASES:
            for label, dates in lists.items():
                found = np.array([_return_from(closes, d, base, months) for d in dates])
                known = found[~np.isnan(found)]
                if known.size and (label, float(known.mean())) not in seen:
                    seen.add((label, float(known.mean())))
                    specifications.append(
                        Specification(label, base, kind, known.size, float(known.mean()))
                    )
    return tuple(specifications)


def _cycle_lists(
    policy: pd.DataFrame, cycles: Sequence[EasingCycle]
) -> Iterator[tuple[str, list[pd.Timestamp]]]:
    """Yield each list of last cuts that a published count or a defensible rule gives."""
    last = {c.name: c.last_cut for c in cycles}
    yield "all closed cycles", list(last.values())
    for label, left_out in (("without C1", {"C1"}), ("without C2", {"C2"}),
                            ("without C5", {"C5"}), ("without C2 and C5", {"C2", "C5"}),
                            ("C4 and C5 merged", {"C4"})):  # fmt: skip
        if left_out <= set(last):
            yield label, [date for name, date in last.items() if name not in left_out]
    mid = policy["mid"]
    cuts_2019 = [d for d in mid.index[mid.diff() < 0] if d.year == 2019]
    if "C8" in last and cuts_2019:
        yield "2019 and 2020 split", [*last.values(), max(cuts_2019)]


def _return_from(closes: pd.DataFrame, date: pd.Timestamp, base: str, months: int) -> float:
    if base == "close before":
        return calendar_return(closes, date, months=months, base="before")
    starts = {
        "announcement day": date,
        "close after": _next_close(closes, date),
        "same month end": _month_end(closes, date),
        "month end before": _month_end(closes, date - pd.offsets.MonthBegin(1)
                                       - pd.Timedelta(days=1)),
    }  # fmt: skip
    return calendar_return(closes, starts[base], months=months)


def _next_close(closes: pd.DataFrame, date: pd.Timestamp) -> pd.Timestamp:
    """Return the date of the close after the one on or after the announcement."""
    at = int(closes.index.searchsorted(date)) + 1
    return pd.Timestamp(closes.index[min(at, len(closes) - 1)])


def _month_end(closes: pd.DataFrame, date: pd.Timestamp) -> pd.Timestamp:
    """Return the last close of a date's month."""
    at = int(closes.index.searchsorted(date + pd.offsets.MonthEnd(0), side="right")) - 1
    return pd.Timestamp(closes.index[at])
