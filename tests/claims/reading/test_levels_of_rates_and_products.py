"""Levels of rates in words, steps beside records, and figures of products that are no market."""

from __future__ import annotations

from datetime import date

import pytest

from tests.claims.reading.dated import DatedText

read = DatedText(date(2023, 5, 12)).statements


@pytest.mark.parametrize(
    ("text", "from_", "to"),
    [
        ("The Fed held its policy rate near zero until 2015.", None, None),
        ("The fed funds rate has been close to zero since March 2020.", "2020-02-29", "2023-05-12"),
        ("The Fed promised to keep rates near zero through June.", "2023-05-12", "2023-06-30"),
    ],
)
def test_a_rate_near_zero_is_one_of_no_percent(
    text: str, from_: str | None, to: str | None
) -> None:
    """As written, and in basis points."""
    (found,) = (s for s in read(text) if s.kind == "rate")
    assert (found.subject, found.value, found.unit) == (("FFT",), (0.0,), "bp")
    if to:
        assert (str(found.from_), str(found.to)) == (from_, to)


def test_a_target_range_that_has_stood_somewhere_is_a_level_since_then() -> None:
    """Whoever sets it."""
    (found,) = read("The target range has remained at 1.5% to 1.75% since October 2019.")
    assert (found.subject, found.value) == (("FFT",), (150.0, 175.0))
    assert (str(found.from_), str(found.to)) == ("2019-09-30", "2023-05-12")


def test_a_curve_inverted_since_a_month_is_so_until_today() -> None:
    """Without a figure."""
    (found,) = read("The yield curve has been inverted since October.")
    assert (found.subject, found.direction) == (("DGS10", "DGS2"), "down")
    assert (str(found.from_), str(found.to)) == ("2022-09-30", "2023-05-12")


def test_a_step_beside_a_record_yield_is_a_move_of_its_own() -> None:
    """The record is the level before it."""
    found = read("The ten-year yielded 3.31%, down 7 basis points and the lowest since June.")
    assert [(s.kind, s.value) for s in found] == [("record", (331.0,)), ("rate", (7.0,))]
    (only, move) = read("The ten-year yield fell 7 basis points, its biggest drop in May.")
    assert (only.kind, only.value, move.value) == ("record", (), (7.0,))


def test_a_band_of_yields_is_a_forecast_and_the_width_of_a_base_is_not() -> None:
    """Two ends, and one figure."""
    (found,) = read("We see the ten-year yield held in a 3.25% to 4% band until August.")
    assert (found.kind, found.value) == ("rate", (325.0, 400.0))
    assert not read("The Russell 2000 has been building a 12% band.")


@pytest.mark.parametrize(
    "text",
    [
        "A fund that bets against volatility lost 80% of its value.",
        "One short-volatility note fell 80%.",
    ],
)
def test_a_product_against_volatility_is_no_market(text: str) -> None:
    """Its loss is not one of the VIX."""
    assert not read(text)


def test_what_futures_price_is_to_come() -> None:
    """A peak too."""
    (found,) = read("Futures imply a peak of 5.4% for the Fed's rate in July.")
    assert (str(found.from_), str(found.to)) == ("2023-06-30", "2023-07-31")
    (gone,) = read("The Fed's rate reached a peak of 5.25% in May.")
    assert str(gone.to) == "2023-05-12"


def test_a_price_that_a_gain_is_counted_from_is_a_level_of_its_day() -> None:
    """In dollars as in points."""
    found = read("We see IWM at $190, a gain of 9% from Thursday's close of $173.50.")
    (base,) = (s for s in found if s.kind == "level")
    assert (base.value, str(base.to)) == ((173.5,), "2023-05-11")


def test_the_next_morning_is_the_day_after_the_one_named() -> None:
    """A session later."""
    found = read("The VIX rose on Tuesday, and the next morning it printed above 40.")
    assert [str(s.to) for s in found if s.value] == ["2023-05-10"]


def test_a_distance_stands_today_whatever_is_to_come() -> None:
    """And its market goes on."""
    found = read(
        "KRE is 30% below its February peak, trades at eight times earnings and is full of lenders"
        " whose loans are about to reset."
    )
    assert [(s.kind, s.subject, s.value) for s in found] == [
        ("untestable", ("KRE",), ()),
        ("return", ("KRE",), (0.3,)),
    ]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "Since 1990 the VIX has closed above 40 for the first time in a year on six occasions.",
            "frequency",
        ),
        ("The VIX closed above 40 for the first time in a year.", "record"),
    ],
)
def test_occasions_are_counted_and_one_of_them_is_a_record(text: str, kinds: str) -> None:
    """Of the same event."""
    assert [s.kind for s in read(text)] == [kinds]


def test_the_same_stretch_is_the_one_named_last() -> None:
    """Since a day, and not since what a record is one."""
    found = read(
        "The Dow has closed at a record on four days since 2 May. The S&P 500 has trailed the "
        "Russell 2000 by two percentage points over the same stretch."
    )
    (gap,) = (s for s in found if s.kind == "comparison")
    assert (str(gap.from_), str(gap.to)) == ("2023-05-02", "2023-05-12")


def test_a_company_that_lost_something_takes_no_figure_with_it() -> None:
    """The move is the market's."""
    found = read("The Dow fell 400 points, or 1.2%, on Monday after Citigroup lost its rating.")
    assert [s.value for s in found] == [(400.0,), (0.012,)]
