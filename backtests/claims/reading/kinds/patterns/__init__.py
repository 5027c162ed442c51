"""Words by which rules, records and tendencies are recognised."""

__all__ = [
    "advice",
    "charts",
    "counts",
    "events",
    "extremes",
    "forecasts",
    "gaps",
    "levels",
    "measures",
    "moves",
    "outcomes",
    "probabilities",
    "records",
    "signs",
    "tendencies",
    "untestable",
]
