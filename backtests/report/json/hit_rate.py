"""JSON of a hit rate: the fields that several documents share, in one order."""

from __future__ import annotations

from collections.abc import Mapping

from backtests.studies.breakouts.hit_rate import HitRate


def hit_rate_json(
    rate: HitRate, *, after: Mapping[str, Mapping[str, object]] | None = None
) -> dict[str, object]:
    """Return the fields of a hit rate; `after` has the fields that follow one of them."""
    shared = {
        "n": rate.n,
        "resolved": rate.resolved,
        "hits": rate.hits,
        "hit_rate": rate.rate,
        "interval": rate.interval,
        "n_eff": rate.n_eff,
        "baseline": rate.baseline,
        "p_value": rate.p,
        "note": rate.note,
    }
    fields: dict[str, object] = {}
    for name, value in shared.items():
        fields |= {name: value, **(after or {}).get(name, {})}
    return fields
