"""Where a table begins and what its columns are, for heads as tools write them."""

from __future__ import annotations

import re

import pytest

from data_feeds.files.tables.header import assign
from data_feeds.files.tables.table import open_table
from data_feeds.series.bars import BarsError

TWO = ["2020-01-02,5", "2020-01-03,6"]
FIVE = ["2020-01-02,5,6,4,5.5", "2020-01-03,6,7,5,6.5"]
PRICES = {"date": 0, "open": 1, "high": 2, "low": 3, "close": 4}


@pytest.mark.parametrize(
    ("lines", "names", "roles", "notes"),
    [
        (["Date,Close", *TWO], ["Date", "Close"], {"date": 0, "close": 1}, []),
        # Separators at the end of the head, or of each row.
        (["Date,Close,", *TWO], ["Date", "Close"], {"date": 0, "close": 1}, []),
        (["Date,Close,,", *TWO], ["Date", "Close"], {"date": 0, "close": 1}, []),
        (
            ["Date,Close", "2020-01-02,5,", "2020-01-03,6,"],
            ["Date", "Close", ""],
            {"date": 0, "close": 1},
            [],
        ),
        # R numbers the rows and has no name for that; the last column is a date too.
        (
            ["Date,Close", "1,2020-01-02,5", "2,2020-01-03,6"],
            ["", "Date", "Close"],
            {"date": 1, "close": 2},
            [],
        ),
        (
            ["Date,Close,Settled", "1,2020-01-02,5,2020-01-06", "2,2020-01-03,6,2020-01-07"],
            ["", "Date", "Close", "Settled"],
            {"date": 1, "close": 2},
            [],
        ),
        # A first row without prices is one of data.
        (
            ["Date,Open,Close", "2020-01-02,NA,NA", "2020-01-03,5,6"],
            ["Date", "Open", "Close"],
            {"date": 0, "open": 1, "close": 2},
            [],
        ),
        (
            ["Date,Note,Close", "2020-01-02,NA,5", "2020-01-03,NA,6"],
            ["Date", "Note", "Close"],
            {"date": 0, "close": 2},
            [],
        ),
        # Decimal commas cut the rows into as many cells; whole cells are dates only between tabs.
        (
            [
                "^RUT\tPrice\tChange %",
                "\tDate\t",
                "2,0\t2020-01-02\t-2,7%",
                "2,1\t2020-01-03\t5,0%",
            ],
            ["", "Date", ""],
            {"date": 1},
            ["1 line above the header left out"],
        ),
        # Lines of text above.
        (
            ["My file", "Date,Close", *TWO],
            ["Date", "Close"],
            {"date": 0, "close": 1},
            ["1 line above the header left out"],
        ),
        (
            ["a,b", "c,d", "e,f", "g,h", "Date,Close", *TWO],
            ["Date", "Close"],
            {"date": 0, "close": 1},
            ["4 lines above the header left out"],
        ),
        # pandas writes the name of the index below, yfinance symbols between.
        (
            ["Close", "Date", *TWO],
            ["Date", "Close"],
            {"date": 0, "close": 1},
            ["a header of 2 lines"],
        ),
        (
            ["Price,Close,High", "Ticker,X,X", "Date,,", "2020-01-02,5,6", "2020-01-03,6,7"],
            ["Date", "Close", "High"],
            {"date": 0, "close": 1, "high": 2},
            ["a header of 3 lines"],
        ),
        # A symbol that all names share is left out; of two symbols neither is.
        (
            ["Date,RUT.Open,RUT.High,RUT.Low,RUT.Close", *FIVE],
            ["Date", "Open", "High", "Low", "Close"],
            PRICES,
            [],
        ),
        (
            ["Date,RUT.Close,SPX.Close", "2020-01-02,5,6", "2020-01-03,6,7"],
            ["Date", "RUT.Close", "SPX.Close"],
            {"date": 0},
            [],
        ),
        # Dates under another name, or none.
        (
            [",Close", *TWO],
            ["", "Close"],
            {"date": 0, "close": 1},
            ["dates in the unnamed column"],
        ),
        (
            ["When,Close", *TWO],
            ["When", "Close"],
            {"date": 0, "close": 1},
            ["dates in column When"],
        ),
        (
            ["Date,Time,Close", "1,2020-01-02,5", "2,2020-01-03,6"],
            ["Date", "Time", "Close"],
            {"date": 1, "close": 2},
            [],
        ),
        (
            ["Date,Close,Adj Close", "2020-01-02,5,4", "2020-01-03,6,5"],
            ["Date", "Close", "Adj Close"],
            {"date": 0, "close": 1, "adj_close": 2},
            [],
        ),
    ],
)
def test_a_head_names_the_columns(
    lines: list[str], names: list[str], roles: dict[str, int], notes: list[str]
) -> None:
    """Two rows of data follow it; what is unusual is said."""
    found = open_table("\n".join([*lines, ""]).encode())
    assert (list(found.header.names), found.header.roles) == (names, roles)
    assert (list(found.notes), found.header.named, len(found.rows)) == (notes, True, 2)
    assert found.header.start == len(lines) - 2
    assert [f"{day}" for day in found.dates.days] == ["2020-01-02", "2020-01-03"]


@pytest.mark.parametrize(
    ("lines", "roles"),
    [
        (TWO, {"date": 0, "close": 1}),
        (FIVE, PRICES),
        ([f"{line},100" for line in FIVE], {**PRICES, "volume": 5}),
        (["1,2020-01-02,5", "2,2020-01-03,6"], {"date": 1, "close": 2}),
        # A column of times of day, and one of percentages.
        (
            ["20200102,000000,5,6,4,5.5", "20200103,000000,6,7,5,6.5"],
            {"date": 0, "open": 2, "high": 3, "low": 4, "close": 5},
        ),
        (["2020-01-02,5,1.5%", "2020-01-03,6,2%"], {"date": 0, "close": 1}),
    ],
)
def test_a_table_without_a_head_is_read_by_the_order_of_its_columns(
    lines: list[str], roles: dict[str, int]
) -> None:
    """One column of figures is the close; four and more are open, high, low, close and volume."""
    found = open_table("\n".join([*lines, ""]).encode())
    assert (found.header.roles, found.header.start, found.header.named) == (roles, 0, False)
    assert found.notes == (f"no header: columns read as {', '.join(roles)}",)
    assert [name for name in found.header.names if name] == sorted(roles, key=lambda r: roles[r])


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([" "], "the file is empty; expected a header row and rows of figures"),
        (["Date,Close"], "found a header but no rows"),
        (["a,b", "x,y"], "no date column; found a, b"),
        (["2020-01-02,5,6", "2020-01-03,6,7"], "no date column; found 2020-01-02, 5, 6"),
        (
            ["Date,Close,Close", "2020-01-02,5,6", "2020-01-03,6,7"],
            "more than one close column; expected the bars of one series",
        ),
    ],
)
def test_what_has_no_head_and_no_known_order_is_refused(lines: list[str], words: str) -> None:
    """Two figures a day may be any."""
    with pytest.raises(BarsError, match=f"^{re.escape(words)}$"):
        open_table("\n".join([*lines, ""]).encode())


def test_of_several_names_of_a_role_the_first_layout_counts() -> None:
    """Each role once, at its column; names without one have none."""
    assert assign(["Date", "Open", "High", "Low", "Close", "Note"]) == PRICES
    assert assign(["x", "y"]) == {}
