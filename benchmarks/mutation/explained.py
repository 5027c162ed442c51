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
        "backtests/baselines/compare.py",
        "return 5, 0.0",
        "return 5, -1.0",
        "the second number is the same for all figures of this rank",
    ),
    Equivalent(
        "backtests/baselines/compare.py",
        "return 1, 0.0",
        "return 1, -1.0",
        "the second number is the same for all figures of this rank",
    ),
    Equivalent(
        "backtests/baselines/compare.py",
        "size = abs(self.difference or 0.0) / (abs(_number(self.was) or 0.0) or 1.0)",
        "size = abs(self.difference or 1.0) / (abs(_number(self.was) or 0.0) or 1.0)",
        "figures that get here are numbers that differ",
    ),
    Equivalent(
        "backtests/baselines/data_changes.py",
        "if now.days is not None and before.days is not None:",
        "if now.days is not None or before.days is not None:",
        "both years have as many rows, so that both have sums or neither",
    ),
    Equivalent(
        "backtests/engine/every_entry.py",
        "return price, target, walks.exit_index, walks.exit_price, walks.cause == _TARGET",
        "return price, target, walks.exit_index, walks.exit_price, walks.cause <= _TARGET",
        "with a full window ahead no position stays open, the only cause below that of a target",
    ),
    Equivalent(
        "backtests/engine/every_entry.py",
        'amount if kind == "trailing" else np.nan,',
        'amount if kind >= "trailing" else np.nan,',
        "no kind of stop comes after it in the alphabet",
    ),
    Equivalent(
        "backtests/engine/fills.py",
        "if cause == OPEN:",
        "if cause <= OPEN:",
        "causes are numbered from 0, which is OPEN",
    ),
    Equivalent(
        "backtests/engine/parameter_grid.py",
        "by_close = first < genuine.size and not genuine[first]",
        "by_close = first != genuine.size and not genuine[first]",
        "the bar after a signal is at most one past the last",
    ),
    Equivalent(
        "backtests/engine/parameter_grid.py",
        "return np.repeat(np.arange(len(found)), [fates[0].size for fates in found])",
        "return np.repeat(np.arange(len(found)), [fates[ -1].size for fates in found])",
        "all columns of a point are as long",
    ),
    Equivalent(
        "backtests/engine/parameter_grid.py",
        "return found[0]",
        "return found[ -1]",
        "there is one element",
    ),
    Equivalent(
        "backtests/engine/outcomes.py",
        "stray = next(e for e, at in zip(events, signal, strict=True) if at < 0)",
        "stray = next(e for e, at in zip(events, signal, strict=False) if at < 0)",
        "both are as long, since one is made from the other",
    ),
    Equivalent(
        "backtests/engine/prepared_bars.py",
        "return pd.Series(prices[::-1]).rolling(window, min_periods=1)",
        "return pd.Series(prices[::-1]).rolling(window, min_periods= 0)",
        "no window is empty, and no price of checked bars is missing",
    ),
    Equivalent(
        "backtests/evidence/conjunction_check.py",
        'if ruling.verdict != "supported":',
        'if ruling.verdict < "supported":',
        "no verdict comes after it in the alphabet",
    ),
    Equivalent(
        "backtests/evidence/conjunction_check.py",
        "(rows for part, rows in zip(self.others, others, strict=True) if part.is_false), None",
        "(rows for part, rows in zip(self.others, others, strict=False) if part.is_false), None",
        "both are as long, since one is made from the other",
    ),
    Equivalent(
        "backtests/evidence/fact_checks.py",
        'criteria = self.supports if verdict == "supported" else self.refutes',
        'criteria = self.supports if verdict >= "supported" else self.refutes',
        "the only other verdict that is asked for comes before it in the alphabet",
    ),
    Equivalent(
        "backtests/evidence/gate.py",
        "definitions=0 if curve is None else len(curve.specifications),",
        "definitions= 1 if curve is None else len(curve.specifications),",
        "without a curve no share of the definitions is too small, and their number is not shown",
    ),
    Equivalent(
        "backtests/evidence/robustness.py",
        "p_opposite: float = 1.0",
        "p_opposite: float = 2.0",
        "it is only compared with levels of a test, which are below both",
    ),
    Equivalent(
        "backtests/inference/random_dates.py",
        "if count**2 > 2 * free:",
        "if count**2 > 3 * free:",
        "where to stop drawing again is a matter of speed",
    ),
    Equivalent(
        "backtests/inference/sharpe.py",
        "if trials == 1:",
        "if trials <= 1:",
        "fewer than one trial have been refused",
    ),
    Equivalent(
        "backtests/studies/breakouts/path_kernel.py",
        "return (",
        "return ( -1 if rules.lookback is None else rules.lookback,",
        "any number that is not above 0 stands for no lookback",
    ),
    Equivalent(
        "backtests/studies/breakouts/path_kernel.py",
        "if lookback > 0:",
        "if lookback != 0:",
        "a lookback is not below 0",
    ),
    Equivalent(
        "backtests/studies/breakouts/path_kernel.py",
        "counts = np.empty((paths, len(shifts), 3), np.int64)",
        "counts = np.empty((paths, len(shifts), 4), np.int64)",
        "a buffer with room for a count that is neither written nor read",
    ),
    Equivalent(
        "backtests/studies/breakouts/price_target.py",
        "[o for o, inside in zip(resolved, kept, strict=True) if inside],",
        "[o for o, inside in zip(resolved, kept, strict=False) if inside],",
        "both are as long, since one is made from the other",
    ),
    Equivalent(
        "backtests/studies/breakouts/price_target.py",
        "rng=context.rng.spawn(1)[0],",
        "rng=context.rng.spawn( 2)[0],",
        "the second generator is not used, and none is spawned after it",
    ),
    Equivalent(
        "data_feeds/files/tables/dates.py",
        "short = lengths == {2}",
        "short = lengths <= {2}",
        "there is one length",
    ),
    Equivalent(
        "data_feeds/files/tables/header.py",
        "best_score = -1",
        "best_score = - 2",
        "every score is above both",
    ),
    Equivalent(
        "data_feeds/files/tables/instants.py",
        'return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}"',
        'return f"{seconds // 3599:02d}:{seconds // 60 % 60:02d}"',
        "only times of whole half hours are written, of which both give the hour",
    ),
    Equivalent(
        "data_feeds/files/tables/table.py",
        "if len(rows) <= header.start:",
        "if len(rows) == header.start:",
        "the data begin at most after the last row",
    ),
    Equivalent(
        "data_feeds/series/sessions.py",
        "MARGIN = pd.Timedelta(days=30)",
        "MARGIN = pd.Timedelta(days= 29)",
        "no closure of the exchange lasted between 29 and 30 days",
    ),
    Equivalent(
        "data_feeds/series/weekdays.py",
        'return f"{NAMES[starts[0]]} to {NAMES[(starts[0] + len(self.days) - 1) % 7]}"',
        'return f"{NAMES[starts[ -1]]} to {NAMES[(starts[0] + len(self.days) - 1) % 7]}"',
        "there is one element",
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
        "signals/breakout.py",
        "most = n // max(least_base, 1) + 2",
        "most = n // max(least_base, 2) + 2",
        "a close below the record lies between it and each signal, so that signals are two apart",
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
