"""Baselines of the figures of a user's own tests, compared as in `regress check`."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from backtests.baselines import baseline as files
from backtests.baselines import report as display
from backtests.baselines.baseline import Baseline, Key, Scalar, Settings
from backtests.baselines.causes import Cause, Differences, likely_causes
from backtests.baselines.check import Report, count_figures
from backtests.baselines.compare import compare
from backtests.runtime import fingerprints
from backtests.runtime.serialization import plain
from backtests.runtime.versions import changed_files, changed_versions, versions

SUBJECT, ITEM = "test", "figures"
OWN = Cause("own", "rutcheck and what it runs on are those of the baseline")
SETTINGS = Settings(source=files.TEST_SOURCE, as_of="", resamples=0, repeats=0)


def write(figures: Mapping[str, object], within: Mapping[str, float], path: Path) -> None:
    """Write a baseline of figures; BaselineError if that cannot be done."""
    files.write(_baseline(figures, within), path)


def failure(
    figures: Mapping[str, object], within: Mapping[str, float], path: Path, *, option: str
) -> str:
    """Compare figures with a baseline; return the report of moved figures, empty without any.

    `option` is the pytest option that writes a baseline.
    """
    try:
        was = files.read(path)
    except files.BaselineError as error:
        missing = f"this test has no baseline yet; run pytest {option} to write {path.name}"
        return str(error) if path.exists() else missing
    now = _baseline(figures, within)
    moved = compare(now.figures, was.figures, {**was.tolerances, **now.tolerances})
    # A new figure of a test has no baseline: it fails the test.
    moved = [replace(m, note=False) if m.state == "new" else m for m in moved]
    differences = Differences(
        {}, changed_files(now.code, was.code), changed_versions(now.versions, was.versions)
    )
    causes = [
        OWN if cause.name == "unknown" else cause
        for cause in likely_causes(moved, differences, was)
    ]
    report = Report(
        f"{path.parent.name}/{path.name}",
        "this test",
        count_figures(was.figures),
        tuple(was.figures),
        tuple(moved),
        tuple(causes),
        differences,
    )
    if not report.regressions:
        return ""
    lines = [*display.to_lines(report), f"meant so? pytest {option} writes the new numbers"]
    return "\n".join(lines)


def _baseline(figures: Mapping[str, object], within: Mapping[str, float]) -> Baseline:
    flat = dict(_flat("", figures))
    unknown = sorted(set(within) - set(flat))
    if unknown:
        raise ValueError(f"within names {', '.join(unknown)}; expected one of {', '.join(flat)}")
    errors: dict[Key, float] = {(SUBJECT, ITEM, name): value for name, value in within.items()}
    return Baseline(
        SETTINGS,
        {SUBJECT: {ITEM: flat}},
        errors,
        versions=versions(),
        code=fingerprints.code(),
    )


def _flat(name: str, value: object) -> Iterator[tuple[str, Scalar]]:
    """Yield the figures in nested objects and lists by name; TypeError for any other type."""
    inner = _unwrap(value)
    if isinstance(inner, Mapping):
        for key, item in inner.items():
            yield from _flat(f"{name}.{key}" if name else str(key), item)
    elif isinstance(inner, list):
        yield f"{name}.n", len(inner)
        for at, item in enumerate(inner, start=1):
            yield from _flat(f"{name}.{at}", item)
    elif inner is None or isinstance(inner, str | int | float):
        yield name, files.round_figure(inner)
    else:
        raise TypeError(f"{name} is {type(value).__name__}; expected numbers, dates, texts, rows")


def _unwrap(value: object) -> object:
    """Convert dataclasses to mappings, arrays to lists, and nan and infinities to texts."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: getattr(value, f.name) for f in fields(value)}
    if isinstance(value, pd.Series | pd.Index):
        return value.tolist()
    if isinstance(value, np.ndarray):
        return _unwrap(pd.Series(value)) if value.ndim == 1 else list(value)
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, np.generic):
        return _unwrap(value.item())
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return plain(value) if isinstance(value, pd.Timestamp) else value
