"""Walk-forward analysis of breakouts on bars: the grid, the past of each block, later data."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from backtests.engine.outcomes import first_touch
from backtests.engine.prepared_bars import PreparedBars
from backtests.engine.walk_forward import LEAST_TRADES
from backtests.studies.breakouts.rules import BreakoutRules, find_events
from backtests.studies.breakouts.walk_forward import BreakoutWalk, candidates, walk_breakouts
from data_feeds.series.bars import check_bars
from signals.core.side import Side

RULES = BreakoutRules(target="10%", stop="8%", horizon=63)


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    """Twelve years of daily bars that rise, with gaps."""
    rng = np.random.default_rng(7)
    days = 252 * 12
    close = 100 * np.exp(np.cumsum(rng.normal(0.0005, 0.01, days)))
    open_ = close * np.exp(rng.normal(0, 0.004, days))
    return check_bars(
        pd.DataFrame(
            {
                "open": open_,
                "high": np.maximum(open_, close) * 1.003,
                "low": np.minimum(open_, close) * 0.997,
                "close": close,
            },
            index=pd.bdate_range("2001-01-01", periods=days),
        ),
        name="X",
    )


def walked(frame: pd.DataFrame) -> BreakoutWalk:
    """Blocks of two years."""
    return walk_breakouts(PreparedBars.of(frame), RULES, seed_record=None, years=2)


def test_the_grid_has_the_rules_given_first_and_each_rule_once(frame: pd.DataFrame) -> None:
    """Bases, lookbacks, gains and stops of the specification curve at one horizon."""
    tried = candidates(PreparedBars.of(frame), RULES)
    assert tried[0] == RULES
    assert len(set(tried)) == len(tried) == 7 * 3 * 3
    assert {rules.horizon for rules in tried} == {63}
    assert {rules.stop for rules in tried} == {"8%", "structural", "none"}
    assert {rules.lookback for rules in tried} == {None, 55, 252}
    short = candidates(PreparedBars.of(frame), replace(RULES, side=Side.SHORT))
    assert {rules.side for rules in short} == {Side.SHORT}


def test_each_choice_is_the_best_mean_of_finished_windows(frame: pd.DataFrame) -> None:
    """Computed again, rule by rule, from the outcomes of all data."""
    found = walked(frame)
    chosen = 0
    for block in found.walk.blocks:
        start = frame.index.searchsorted(block.first)
        means = {}
        for number, rules in enumerate(found.rules):
            outcomes = first_touch(
                frame,
                find_events(frame, rules, seed_record=None),
                stop=rules.stop_rule,
                horizon=rules.horizon,
                needs_target=True,
            )
            past = [
                o.return_
                for o in outcomes
                if o.entry_date is not None
                and o.return_ is not None
                and frame.index.get_loc(o.entry_date) + 63 - 1 < start
            ]
            if len(past) >= LEAST_TRADES:
                means[number] = float(np.mean(past))
            if block.choice is not None and number == block.choice.rule:
                own = [
                    o.return_
                    for o in outcomes
                    if block.first <= o.event.known_on <= block.last and o.return_ is not None
                ]
                assert block.result.n == len(own)
                assert block.result.mean == pytest.approx(np.mean(own)) if own else True
        if block.choice is None:
            assert not means
            continue
        chosen += 1
        assert means[block.choice.rule] == pytest.approx(max(means.values()))
        assert block.choice.eligible == len(means)
    assert chosen >= 3


def test_the_chain_does_not_change_when_later_data_are_cut(frame: pd.DataFrame) -> None:
    """On data that end before a block, earlier choices and finished trades are the same."""
    whole = walked(frame).walk
    for block in (2, 3):
        known = walked(frame[frame.index < whole.blocks[block].first]).walk
        assert [one.choice for one in known.blocks] == [one.choice for one in whole.blocks[:block]]
        last = known.trades.window_end.size
        over = ~np.isnan(known.trades.net)
        assert over.any()
        assert known.trades.signal.tolist() == whole.trades.signal[:last].tolist()
        assert known.trades.net[over].tolist() == whole.trades.net[:last][over].tolist()
