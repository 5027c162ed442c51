"""The JSON document of `rutcheck breakout`."""

from __future__ import annotations

import pandas as pd

from backtests.engine.outcomes import breakout_row
from backtests.evidence.specification_curve import Curve
from backtests.inference.competing_risks import Incidence
from backtests.report.json.curves import curve_json
from backtests.report.json.hit_rate import hit_rate_json
from backtests.runtime.serialization import SCHEMA, data_used
from backtests.studies.breakouts.hit_rate import BreakoutStudy
from backtests.studies.breakouts.resampled_paths import Null, Nulls
from data_feeds.series.market import Market


def breakout_json(
    study: BreakoutStudy,
    curve: Curve | None,
    market: Market,
    *,
    symbol: str,
    as_of: pd.Timestamp,
) -> dict[str, object]:
    """Return the document of `breakout --json`, without the latest signal."""
    rate, nulls = study.hit_rate, study.nulls or Nulls(None, None, "")
    return {
        "schema": SCHEMA,
        "symbol": symbol,
        "side": study.rules.side,
        "as_of": as_of,
        **data_used(market),
        "parameters": study.parameters,
        "events": [breakout_row(outcome) for outcome in study.outcomes],
        "summary": {
            **hit_rate_json(
                rate,
                after={
                    "hit_rate": {"hit_rate_optimistic": rate.optimistic},
                    "interval": {"jeffreys": rate.jeffreys},
                    "n_eff": {"years": rate.years},
                    "baseline": {"minimum_detectable_rate": rate.detectable},
                },
            ),
            "resampled": _null(nulls.with_drift),
            "resampled_without_drift": _null(nulls.without_drift),
            "share_of_drift": nulls.share_of_drift,
            "resampled_note": nulls.note,
            "resampled_other_blocks": [
                {"block_days": days, "null": _null(null)} for days, null in nulls.other_blocks
            ],
            "incidence": _incidence(study.incidence),
            "bars_to_target": study.wait,
        },
        "multiverse": None if curve is None else curve_json(curve),
    }


def _incidence(incidence: Incidence) -> list[dict[str, object]]:
    """Return the shares at target and stopped, one row per bar with an event, with bands."""
    return [
        {
            "bars": bars,
            "target": target,
            "stop": stop,
            "target_band": target_band,
            "stop_band": stop_band,
        }
        for bars, target, stop, target_band, stop_band in zip(
            incidence.bars.tolist(),
            incidence.target.tolist(),
            incidence.stop.tolist(),
            incidence.target_band.T.tolist(),
            incidence.stop_band.T.tolist(),
            strict=True,
        )
    ]


def _null(null: Null | None) -> dict[str, object] | None:
    """Return the hit rate on resampled paths."""
    if null is None:
        return None
    return {"hit_rate": null.mean, "p_value": null.p, "paths": null.paths}
