"""The present day: that of the machine, of RUTCHECK_TODAY, or the earlier day asked for."""

from __future__ import annotations

import pandas as pd
import pytest

from data_feeds.files import reference
from data_feeds.series.bars import DataError
from data_feeds.series.today import VARIABLE, today


def test_the_variable_fixes_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is read anew each time; without it the clock of the machine counts."""
    monkeypatch.setenv(VARIABLE, "2031-05-06")
    assert today() == pd.Timestamp("2031-05-06")
    monkeypatch.delenv(VARIABLE)
    before = pd.Timestamp.now().normalize()
    assert before <= today() <= pd.Timestamp.now().normalize()


@pytest.mark.parametrize("text", ["tomorrow", "2026-13-01", "28.11.2026"])
def test_a_wrong_day_is_refused_by_name(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line with the variable, the text and the form."""
    monkeypatch.setenv(VARIABLE, text)
    with pytest.raises(DataError, match=rf"^RUTCHECK_TODAY is '{text}'; expected a date"):
        today()


def test_a_source_asked_as_of_a_day_counts_from_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """2026-11-28 for all data; 2026-02-01 for data up to it; a later day is not the present."""
    monkeypatch.setenv(VARIABLE, "2026-11-28")
    assert reference.load().present == pd.Timestamp("2026-11-28")
    asked = reference.load(as_of=pd.Timestamp("2026-02-01"))
    assert (asked.as_of < asked.present) and asked.present == pd.Timestamp("2026-02-01")
    assert reference.load(as_of=pd.Timestamp("2030-01-01")).present == pd.Timestamp("2026-11-28")


def test_the_present_is_never_before_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that is wrong by years gives no negative age."""
    monkeypatch.setenv(VARIABLE, "2001-01-01")
    market = reference.load()
    assert market.present == market.as_of


def test_data_later_than_today_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are used unless a day is asked for; the notice says how."""
    monkeypatch.setenv("RUTCHECK_TODAY", "2026-06-01")
    later = [n for n in reference.load().notices if "after today, 2026-06-01" in n]
    assert len(later) == 1
    assert "--as-of" in later[0]
    early = reference.load(as_of=pd.Timestamp("2026-06-01"))
    assert early.as_of <= pd.Timestamp("2026-06-01")
    assert not any("after today" in notice for notice in early.notices)
