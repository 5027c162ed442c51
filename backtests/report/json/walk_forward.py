"""JSON of a walk-forward analysis, for `breakout` and `sweep`."""

from __future__ import annotations

import math
from collections.abc import Mapping

from backtests.engine.walk_forward import LEAST_TRADES, Choice, WalkForward, day
from backtests.runtime.serialization import iso

# A rule by its parameters.
Rule = Mapping[str, object]


def walk_forward_json(
    walk: WalkForward, rules: Mapping[int, Rule], *, trades: bool
) -> dict[str, object]:
    """Return the object `walk_forward` of `--json`.

    `rules` has those that were chosen; with `trades`, each trade out of sample is listed.
    """
    result = walk.result
    return {
        "years": walk.years,
        "rules": walk.rules,
        "criterion": "mean net return of past trades",
        "least_trades": LEAST_TRADES,
        "blocks": [
            {
                "first": block.first,
                "last": block.last,
                "chosen": None if block.choice is None else _choice(block.choice, rules),
                "eligible": 0 if block.choice is None else block.choice.eligible,
                "n": block.result.n,
                "open": block.result.open,
                "mean_return": block.result.mean,
                "hit_rate": block.result.hit_rate,
            }
            for block in walk.blocks
        ],
        "out_of_sample": {
            "n": result.n,
            "n_eff": walk.n_eff,
            "open": result.open,
            "mean_return": result.mean,
            "interval": walk.interval,
            "hit_rate": result.hit_rate,
        },
        "in_sample_best": None if walk.in_sample is None else _choice(walk.in_sample, rules),
        "gap": walk.gap,
        "past_mean_of_chosen": walk.chosen_mean,
        "efficiency": walk.efficiency,
        "mean_of_all_rules": walk.average,
        **({"trades": _trades(walk)} if trades else {}),
    }


def _choice(choice: Choice, rules: Mapping[int, Rule]) -> dict[str, object]:
    return {"rule": rules[choice.rule], "n": choice.n, "mean_return": choice.mean}


def _trades(walk: WalkForward) -> list[dict[str, object]]:
    """Return the trades out of sample; None for the return of an open one, and without a target."""
    columns = (walk.trades.signal, walk.trades.net, walk.trades.hit)
    return [
        {
            "signal_date": iso(day(signal)),
            "return": None if math.isnan(net) else net,
            "hit": None if math.isnan(hit) else hit > 0,
        }
        for signal, net, hit in zip(*(column.tolist() for column in columns), strict=True)
    ]
