"""A day that a user writes has one form."""

from __future__ import annotations

import pandas as pd
import pytest

from backtests.runtime.choices import UsageError, parse_date
from data_feeds.series.day import parse_day
from signals.core.event import RuleError
from strategies.engine.cohort import decision_day

BARS = pd.DataFrame({"close": 1.0}, index=pd.bdate_range("2024-01-01", periods=300, name="date"))


def test_a_day_is_parsed() -> None:
    """Year, month and day."""
    assert parse_day("2026-01-15") == pd.Timestamp(2026, 1, 15)
    assert parse_date("--as-of", None) is None


@pytest.mark.parametrize("text", ["today", "now", "NaT", "", "2026", "20260115", "15.01.2026"])
def test_other_forms_are_refused(text: str) -> None:
    """By options and by the start of a strategy, also words that pandas takes for a date."""
    with pytest.raises(UsageError, match=rf"--as-of '{text}' is not a date; expected YYYY-MM-DD"):
        parse_date("--as-of", text)
    with pytest.raises(RuleError, match=f"start is '{text}'; expected a date such as 2008-01-02"):
        decision_day(BARS, start=text, window=21)
