"""Moves of the Fed, of the three indexes and of single markets that are told without a figure."""

from __future__ import annotations

from datetime import date

import pytest

from tests.claims.reading.dated import DatedText

TODAY = date(2025, 9, 18)  # a Thursday
ARTICLE = DatedText(TODAY)
read = ARTICLE.statements
TUESDAY, WEDNESDAY = date(2025, 9, 16), date(2025, 9, 17)


@pytest.mark.parametrize(
    ("text", "direction", "days"),
    [
        ("The Fed cut interest rates on Wednesday.", "down", (TUESDAY, WEDNESDAY)),
        ("Policymakers raised rates last week.", "up", (date(2025, 9, 5), date(2025, 9, 12))),
        ("The Fed voted 10-2 to cut rates on Wednesday.", "down", (TUESDAY, WEDNESDAY)),
        (
            "The Fed began its easing cycle in August.",
            "down",
            (date(2025, 7, 31), date(2025, 8, 31)),
        ),
        (
            "The tightening campaign started in 2022.",
            "up",
            (date(2021, 12, 31), date(2022, 12, 31)),
        ),
    ],
)
def test_moves_without_a_figure(text: str, direction: str, days: tuple[date, date]) -> None:
    """They are dated by their own words."""
    (found,) = read(text)
    assert (found.kind, found.subject, found.value) == ("rate", ("FFT",), ())
    assert (found.direction, (found.from_, found.to)) == (direction, days)


@pytest.mark.parametrize(
    "text",
    [
        "Shares rose after the Fed cut rates on Wednesday.",
        "Since the Fed raised rates last week, trading has been thin.",
        "One governor argued for keeping rates steady on Wednesday.",
        "There were concerns that the Fed might hold rates steady in December.",
        "The Fed voted 10-2.",
    ],
)
def test_what_only_fixes_a_time_or_was_argued_for(text: str) -> None:
    """A background, a wish and a fear state nothing of the Fed."""
    assert [s for s in read(text) if s.subject == ("FFT",)] == []


def test_no_move_expected_and_a_first_one_to_come() -> None:
    """No cut before June is a rate that stays; a start in June is one that moves."""
    (none,) = read("Traders see no rate cut before June.")
    assert (none.kind, none.value, none.to) == ("rate", (0.0,), date(2026, 5, 31))
    (first,) = read(
        "The bank predicts that the Fed will start cutting interest rates in June 2026."
    )
    assert (first.value, first.direction, first.to) == ((), "down", date(2026, 6, 30))


def test_what_was_announced_is_to_come() -> None:
    """A count of moves that was signaled for this year runs to its end."""
    (found,) = read("The Fed signaled one more cut this year.")
    assert (found.value, found.to) == ((1.0,), date(2025, 12, 31))


def test_a_rank_to_come_takes_the_time_to_come() -> None:
    """The third cut of the year, expected in December, is not one of today."""
    (found,) = read(
        "Traders bet that the Fed will cut rates for a third time this year, in December."
    )
    assert (found.value, found.to) == ((3.0,), date(2025, 12, 31))


def test_the_month_since_which_is_not_the_month_of_the_record() -> None:
    """Said in September, "since September" is that of a year before."""
    found = read("On Wednesday gold had its best day since September.")
    assert [(s.from_, s.to) for s in found] == [(date(2024, 9, 30), WEDNESDAY)]


def test_the_three_indexes_without_a_figure() -> None:
    """They stand for the S&P 500, the Dow and the Nasdaq."""
    found = read("All three major averages closed sharply lower on Wednesday.")
    assert {s.subject for s in found} == {("SPX",), ("DJI",), ("IXIC",)}
    assert {(s.kind, s.value, s.direction, s.to) for s in found} == {
        ("return", (), "down", WEDNESDAY)
    }


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Gold has been trending lower since early August.", "down"),
        ("Small-cap stocks and Treasuries also rallied on Wednesday.", "up"),
        ("The Dow closed modestly higher on Wednesday.", "up"),
    ],
)
def test_plain_moves(text: str, direction: str) -> None:
    """One dated move without a figure."""
    (found,) = read(text)
    assert (found.kind, found.value, found.direction) == ("return", (), direction)


def test_a_period_that_names_results_dates_nothing() -> None:
    """The move is not one of the third quarter."""
    text = "The Dow jumped 640 points after a chip maker's strong third-quarter earnings report."
    assert [(s.value, s.to) for s in read(text)] == [((640.0,), None)]


def test_a_market_set_against_with_its_own_figure() -> None:
    """Each market keeps its figure."""
    found = read("The Russell 2000 is up 9% this year vs. the S&P 500 at 12.4%.")
    assert {s.subject: s.value for s in found if s.kind == "return"} == {
        ("RUT",): (0.09,),
        ("SPX",): (0.124,),
    }


def test_a_multiple_of_what_is_expected_is_no_figure() -> None:
    """Only the forecast counts."""
    (found,) = read(
        "It sees 150 basis points of Fed cuts in 2026, three times more than what markets expect."
    )
    assert (found.kind, found.value) == ("rate", (150.0,))


def test_about_a_percent() -> None:
    """An article and a unit are a figure."""
    (found,) = read("The dollar index fell nearly a percent on Wednesday.")
    assert (found.value, found.to) == ((0.01,), WEDNESDAY)


def test_a_day_in_hours() -> None:
    """The last 24 hours are a day."""
    (found,) = read("Within the last 24 hours bitcoin lost 1.5%.")
    assert (found.from_, found.to) == (WEDNESDAY, TODAY)


def test_what_is_traded_of_a_commodity() -> None:
    """Open interest and positions are facts on the market."""
    text = "Bitcoin fell on Wednesday. Trading volume has surged by 8% to $26 billion."
    assert [(s.kind, s.subject) for s in read(text)] == [
        ("return", ("BTC",)),
        ("untestable", ("BTC",)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "On the downside, gold must maintain a level above $3,410 to avoid further declines.",
        "Gold is struggling to recover its all-time highs.",
    ],
)
def test_what_must_hold_or_was_not_reached(text: str) -> None:
    """Neither is a statement."""
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Markets expect a 75 basis point rate hike on Wednesday.",
        "The Fed meets, and markets expect a 0.75% rate hike on Wednesday.",
    ],
)
def test_the_size_of_a_move_to_come(text: str) -> None:
    """It is one of the Fed, whoever expects it."""
    (found,) = read(text)
    assert (found.kind, found.subject, found.value) == ("rate", ("FFT",), (75.0,))
    assert found.direction == "up"


def test_the_worst_of_the_economy_is_no_record() -> None:
    """The Fed is only named beside it."""
    assert read("The Fed is raising rates to fight the worst inflation in 40 years.") == []


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("The Fed is unlikely to cut before January.", date(2025, 12, 31)),
        ("Nobody expects the Fed to hike before March.", date(2026, 2, 28)),
        ("The Fed will not cut again until the second half of 2026.", date(2026, 6, 30)),
    ],
)
def test_no_move_before_a_day(text: str, last: date) -> None:
    """A move that is not expected until then is no move of the other sort."""
    (found,) = read(text)
    assert (found.kind, found.value, found.unit) == ("rate", (0.0,), "bp")
    assert (found.from_, found.to) == (TODAY, last)


def test_none_goes_on_with_the_moves_before() -> None:
    """The words "none in December" are no move; the size of the cut after it is one of its own."""
    found = read(
        "We expect no change from the Fed in November, none in December and a first cut,"
        " of a quarter point, by the end of March."
    )
    stated = {(s.value, s.direction, s.to) for s in found}
    assert stated == {
        ((0.0,), "", date(2025, 11, 30)),
        ((0.0,), "", date(2025, 12, 31)),
        ((25.0,), "down", date(2026, 3, 31)),
    }


def test_two_ranks_of_one_move() -> None:
    """The moves since a day and those of a year are both counted up to the last one."""
    move, since, of_year = read(
        "The Fed raised rates by a quarter point on Wednesday."
        " It was the fifth increase since March 2024 and the third of 2025."
    )
    assert (since.value, since.from_, since.to) == ((5.0,), date(2024, 2, 29), WEDNESDAY)
    assert (of_year.value, of_year.from_, of_year.to) == ((3.0,), date(2024, 12, 31), WEDNESDAY)
    assert {s.direction for s in (move, since, of_year)} == {"up"}


def test_one_more_is_of_what_is_left_of_the_year() -> None:
    """Further moves are counted from today."""
    (found,) = read("Officials of the Fed foresee one more cut this year.")
    assert (found.value, found.from_, found.to) == ((1.0,), TODAY, date(2025, 12, 31))


def test_a_rate_that_stays_high() -> None:
    """A corridor is where the rate stands; that it was left there is another statement."""
    found = read(
        "The Fed left its rate unchanged on Wednesday, at 5.25% to 5.50%, the highest since 2001."
    )
    assert {(s.kind, s.value) for s in found} == {("record", (525.0, 550.0)), ("rate", (0.0,))}


def test_two_yields() -> None:
    """The other one of two yields goes on with the verb of the first."""
    ten, two = read("The ten-year yield rose to 4.02% on Tuesday and its two-year cousin to 3.97%.")
    assert (ten.subject, ten.value) == (("DGS10",), (402.0,))
    assert (two.subject, two.value, two.direction) == (("DGS2",), (397.0,), "up")


@pytest.mark.parametrize(
    "text",
    [
        "At 430 basis points over Treasuries, junk bonds are not cheap.",
        "Risk is dear: junk pays 430 basis points over Treasuries.",
    ],
)
def test_what_junk_pays_over_treasuries(text: str) -> None:
    """It is the spread of high-yield bonds, and no yield."""
    (found,) = read(text)
    assert (found.subject, found.value, found.unit) == (("HYOAS",), (430.0,), "bp")


def test_a_number_of_moves_alone() -> None:
    """It counts what was counted just before."""
    found = read(
        "The officials of the Fed foresee two cuts in 2026. Traders price in just three for 2027."
    )
    assert [(s.value, s.direction, s.to) for s in found] == [
        ((2.0,), "down", date(2026, 12, 31)),
        ((3.0,), "down", date(2027, 12, 31)),
    ]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("The ten-year Treasury yield was unchanged on Tuesday.", "DGS10"),
        ("The two-year yield ended the day flat on Tuesday.", "DGS2"),
        ("High-yield spreads held steady on Tuesday.", "HYOAS"),
    ],
)
def test_a_yield_that_does_not_move(text: str, subject: str) -> None:
    """A change of none, as that of the Fed's rate."""
    (found,) = read(text)
    assert (found.kind, found.subject) == ("rate", (subject,))
    assert (found.value, found.unit) == ((0.0,), "bp")
    assert found.direction == ""


def test_a_yield_that_stays_at_a_level_or_a_curve_without_a_slope() -> None:
    """The level is the statement, and a flat curve is one."""
    (found,) = read("The ten-year yield was steady at 4.2% on Tuesday.")
    assert found.value == (420.0,)
    assert not read("The yield curve was flat on Tuesday.")


def test_at_least_is_no_superlative() -> None:
    """The time beside it dates the move, as beside any figure."""
    (found,) = read("The ten-year yield has risen by at least 40 basis points since 30 June.")
    assert (found.value, found.from_) == ((40.0,), date(2025, 6, 30))


def test_a_point_of_a_yield() -> None:
    """It is a hundred basis points."""
    (found,) = read("Two-year yields are down more than a point since 30 June.")
    assert (found.value, found.unit, found.direction) == ((100.0,), "bp", "down")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The Fed will not raise its rate this year.", TODAY, date(2025, 12, 31)),
        ("The Fed won't cut rates next year.", date(2025, 12, 31), date(2026, 12, 31)),
        ("The Fed did not raise rates in July.", date(2025, 6, 30), date(2025, 7, 31)),
        ("The Fed will cut no further in 2026.", date(2025, 12, 31), date(2026, 12, 31)),
    ],
)
def test_what_the_fed_will_not_do(text: str, first: date, last: date) -> None:
    """A move denied is none, and no move of the other sign."""
    (found,) = read(text)
    assert (found.subject, found.value, found.direction) == (("FFT",), (0.0,), "")
    assert (found.from_, found.to) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "The Fed will not hesitate to raise rates this year.",
        "The Bank of Japan raised rates by a quarter point on Tuesday.",
        "The ECB cut rates to 2.5% in July, and the central bank will cut again in December.",
        "Two more hikes by the Bank of England are expected this year.",
        "The German ten-year yield rose 10 basis points on Tuesday.",
        "The yield on the ten-year gilt fell to 4.5% on Tuesday.",
    ],
)
def test_rates_abroad_and_warnings_state_nothing(text: str) -> None:
    """A central bank or a yield of another country is no market here."""
    assert not read(text)


def test_the_fed_beside_a_bank_abroad() -> None:
    """What follows its name is its own again."""
    (found,) = read("The ECB cut rates in July, but the Fed left rates unchanged on Wednesday.")
    assert (found.subject, found.value) == (("FFT",), (0.0,))


def test_what_is_not_needed_turns_no_direction() -> None:
    """Neither does a move that does not come."""
    (rise,) = read("The S&P 500 does not need a cut to rise 5% by December.")
    (fall,) = read("Without a rate cut the Russell 2000 would fall 10% by December.")
    assert (rise.direction, fall.direction) == ("up", "down")


def test_the_rank_of_a_hike() -> None:
    """The hike of a day is counted from the day named after its rank."""
    found = read("Wednesday's hike was the eighth since March and the first of a quarter point.")
    assert [(s.value, s.to) for s in found] == [((8.0,), WEDNESDAY)]
