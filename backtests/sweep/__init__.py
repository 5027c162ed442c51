"""Parameter sweeps of breakout rules over many symbols: resumable, multi-process or on Dask."""

__all__ = [
    "accounts",
    "chunk",
    "folder",
    "grid",
    "ledger",
    "parquet",
    "parts",
    "pooled",
    "random_hits",
    "resampling",
    "run",
    "summary",
    "walk_forward",
]
