"""The rate of cash by day, from the first of three series that has it (METHODS 2.12)."""

from __future__ import annotations

import pandas as pd
import pytest

from data_feeds.series.bars import DataError
from data_feeds.series.cash_rate import CASH_RATE, cash_rate, load_cash_rate
from data_feeds.series.market import Market, open_market

LAST = pd.Timestamp("2024-03-08")
BILLS = pd.DataFrame({"value": [5.20, 5.21]}, index=pd.DatetimeIndex(["2024-01-30", "2024-01-31"]))
FUNDS = pd.DataFrame({"value": [5.33, 5.34]}, index=pd.DatetimeIndex(["2023-12-01", "2024-01-01"]))
TARGET = pd.DataFrame({"mid": [5.125, 5.375]}, index=pd.DatetimeIndex(["2023-12-13", "2024-03-06"]))
BARS = pd.DataFrame({"close": 1.0}, index=pd.bdate_range("2024-01-01", LAST))


def value_on(table: pd.DataFrame, day: str) -> tuple[float, str]:
    """Return rate and source of a day."""
    return float(table["value"][day]), str(table["source"][day])


def test_each_day_takes_the_first_series_that_has_it() -> None:
    """Bills for five days, the mean of the month before, and the target where that is missing."""
    table = cash_rate({"FFT": TARGET, "DGS3MO": BILLS, "FEDFUNDS": FUNDS}, last=LAST)
    assert value_on(table, "2023-12-13") == (5.125, "FFT")
    assert value_on(table, "2024-01-01") == (5.33, "FEDFUNDS")
    assert value_on(table, "2024-01-30") == (5.20, "DGS3MO")
    assert value_on(table, "2024-02-05") == (5.21, "DGS3MO")
    assert value_on(table, "2024-02-06") == (5.34, "FEDFUNDS")
    assert value_on(table, "2024-03-01") == (5.125, "FFT")
    assert value_on(table, "2024-03-08") == (5.375, "FFT")
    assert table["value"].notna().all()


@pytest.mark.parametrize("day", ["2024-01-31", "2024-02-14", "2024-03-06"])
def test_later_values_do_not_change_a_rate(day: str) -> None:
    """Data cut at a day give the same rates up to it."""
    whole = {"FFT": TARGET, "DGS3MO": BILLS, "FEDFUNDS": FUNDS}
    part = {name: frame.loc[:day] for name, frame in whole.items()}
    pd.testing.assert_frame_equal(
        cash_rate(part, last=pd.Timestamp(day)), cash_rate(whole, last=LAST).loc[:day]
    )


def test_a_source_that_cannot_be_read_is_passed_over() -> None:
    """Bills that a provider refuses: the target, and the frame names what it is from."""

    def refused() -> pd.DataFrame:
        raise DataError("no answer")

    table = load_cash_rate({"DGS3MO": refused, "FFT": lambda: TARGET}, last=LAST)
    assert set(table["source"]) == {"FFT"}
    assert table.attrs["note"] == "FFT"
    with pytest.raises(DataError, match="none of DGS3MO, FEDFUNDS, FFT can be read"):
        load_cash_rate({"DGS3MO": refused}, last=LAST)


def test_every_market_has_a_rate_of_cash_up_to_its_last_day() -> None:
    """It is derived where a market is opened, and ends with the data."""
    market = open_market(
        "frames",
        {"RUT": lambda: BARS, "FFT": lambda: TARGET},
        how_to_get="-",
        as_of=pd.Timestamp("2024-02-02"),
    )
    assert market.series(CASH_RATE).index[-1] == pd.Timestamp("2024-02-02")


def test_snapshot_and_shipped_figures_have_bills_to_their_end(
    snapshot_market: Market, reference_market: Market
) -> None:
    """By day from the first yield, by week from the end of its week; federal funds before."""
    daily, shipped = (m.series(CASH_RATE)["source"] for m in (snapshot_market, reference_market))
    assert set(daily.loc["1981-09-01":]) == {"DGS3MO"}
    assert set(daily.loc[:"1981-08-31"]) == {"FEDFUNDS"}
    assert set(shipped.loc["1981-09-04":]) == {"DGS3MO"}
    assert set(shipped.loc[:"1981-09-03"]) == {"FEDFUNDS"}


def test_a_weekly_yield_is_used_until_the_next_and_no_longer_than_twelve_days() -> None:
    """Known on Fridays 01-05 and 01-12; on 01-24, twelve days later, for the last time."""
    weeks = pd.DatetimeIndex(["2024-01-05", "2024-01-12"])
    bills = pd.DataFrame({"value": [5.2, 5.3]}, index=weeks)
    found = cash_rate({"DGS3MO": bills, "FFT": TARGET}, last=pd.Timestamp("2024-01-26"))
    assert found.loc["2024-01-11", "value"] == 5.2
    assert found.loc["2024-01-12", "value"] == 5.3
    assert found.loc["2024-01-24", "source"] == "DGS3MO"
    assert found.loc["2024-01-25", "source"] == "FFT"
