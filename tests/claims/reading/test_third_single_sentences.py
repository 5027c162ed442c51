"""Single sentences, third lot: runs, averages, seasons denied, steps of the Fed."""

from __future__ import annotations

from datetime import date

import pytest

from tests.claims.reading.dated import DatedText

# Friday, 10 July 2026.
TODAY = date(2026, 7, 10)
ARTICLE = DatedText(TODAY)
read = ARTICLE.statements
only = ARTICLE.only


@pytest.mark.parametrize(
    "text",
    [
        "For the sixth week in a row XLI fell, this time by 1.2%.",
        "XLI fell for a sixth straight week, losing 1.2%.",
        "It was the sixth weekly loss in a row for XLI, which shed 1.2%.",
    ],
)
def test_the_move_of_the_last_week_of_a_run(text: str) -> None:
    """It is none of the weeks before."""
    (move,) = (s for s in read(text) if s.kind == "return")
    assert (move.value, move.from_, move.to) == ((0.012,), date(2026, 7, 3), TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "Gold rose by a full percentage point on Thursday; oil barely moved.",
        "Gold gained a full percent on Thursday.",
    ],
)
def test_a_full_point_is_one(text: str) -> None:
    """Points of one market's own move are no gap."""
    (found,) = (s for s in read(text) if s.value)
    assert (found.kind, found.value) == ("return", (0.01,))


def test_not_since_denies_no_rise() -> None:
    """It says how rare the rise is."""
    found = read("Not since 1987 has the Dow risen by as much in a day as today, 8.3%.")
    assert {s.direction for s in found} == {"up"}


@pytest.mark.parametrize(
    ("text", "from_"),
    [
        ("Crude is back where it began the year.", date(2025, 12, 31)),
        ("After a wild week crude is where it was last Friday.", date(2026, 7, 3)),
    ],
)
def test_back_where_it_was(text: str, from_: date) -> None:
    """A move of zero, from then on."""
    found = only(text)
    assert (found.kind, found.value, found.from_) == ("return", (0.0,), from_)


@pytest.mark.parametrize(
    ("tail", "direction"),
    [("; KRE is not", "down"), (", but KRE is not", "down"), (", and KRE is too", "up")],
)
def test_another_market_on_the_same_side_or_not(tail: str, direction: str) -> None:
    """The average is its own."""
    first, second = read(f"IWM is above its 50-day average{tail}.")
    assert (first.subject, first.direction) == (("IWM",), "up")
    assert (second.subject, second.direction) == (("KRE",), direction)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Since Monday $240 has been the floor for IWM.", "up"),
        ("$240 has turned into resistance for IWM.", "down"),
        ("IWM has found a floor at $240.", "up"),
    ],
)
def test_a_price_that_became_a_floor_or_a_lid(text: str, direction: str) -> None:
    """Prices are above the one and below the other."""
    assert only(text).direction == direction


@pytest.mark.parametrize("verb", ["last traded at", "last changed hands at", "was last quoted at"])
def test_the_last_price_is_that_of_today(verb: str) -> None:
    """And no record."""
    found = only(f"Bitcoin {verb} $61,200.")
    assert (found.kind, found.to) == ("level", TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "KRE's longest losing run since 2020 now stands at seven sessions.",
        "KRE is in its longest losing streak since 2020, at seven days.",
        "KRE is suffering its longest losing streak since 2020: seven days.",
    ],
)
def test_the_length_of_a_run_beside_it(text: str) -> None:
    """It is its value."""
    found = only(text)
    assert (found.kind, found.value, found.from_) == ("record", (7.0,), date(2020, 12, 31))


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("September is rarely a good month for small caps.", "down"),
        ("March is seldom kind to KRE.", "down"),
        ("August is seldom unkind to gold.", "up"),
    ],
)
def test_a_season_that_is_denied_is_the_other_way(text: str, direction: str) -> None:
    """What it seldom is, it usually is not."""
    found = only(text)
    assert (found.kind, found.direction) == ("seasonal", direction)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("The market expects a further cut in December.", "down"),
        ("Economists look for the next hike in December.", "up"),
        ("A first cut is widely expected in December.", "down"),
        ("Most economists pencil in a last cut for December.", "down"),
    ],
)
def test_a_step_of_the_fed_by_its_own_words(text: str, direction: str) -> None:
    """Of nothing else than rates."""
    found = only(text)
    assert (found.subject, found.direction, found.to) == (("FFT",), direction, date(2026, 12, 31))


def test_a_cut_of_something_else_is_none_of_the_fed() -> None:
    """Nor is one that few expect."""
    assert read("The maker plans a further cut in output in December.") == []
    assert read("Few see a further cut in December.") == []


@pytest.mark.parametrize(
    "text",
    [
        "There are now 45 basis points between ten-year and two-year yields.",
        "Ten-year and two-year yields are 45 basis points apart.",
    ],
)
def test_what_lies_between_two_yields(text: str) -> None:
    """It has no side."""
    found = only(text)
    assert (found.subject, found.value, found.direction) == (("DGS10", "DGS2"), (45.0,), "")


def test_who_says_so_turns_no_price() -> None:
    """Bears who speak are no fall."""
    found = only("Ten-year yields are heading for 5% by December, bond bears say.")
    assert (found.value, found.direction) == ((500.0,), "")


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("For the first time since 2024 the yield curve has inverted.", "down"),
        ("For the first time since 2024 the yield curve is positive again.", "up"),
    ],
)
def test_the_curve_for_the_first_time(text: str, direction: str) -> None:
    """By what it has turned into."""
    found = only(text)
    assert (found.kind, found.direction) == ("record", direction)


@pytest.mark.parametrize(
    ("text", "value", "direction"),
    [
        ("The VIX is a third of what it was in April 2025.", 0.666667, "down"),
        ("Gold is at double what it was two years ago.", 1.0, "up"),
    ],
)
def test_what_it_was_is_the_base(text: str, value: float, direction: str) -> None:
    """The change is what is left."""
    found = only(text)
    assert found.value == pytest.approx((value,), abs=1e-3)
    assert (found.direction, found.to) == (direction, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "Stay in small caps as long as the Russell 2000 holds above its 50-day average.",
        "We remain in gold so long as it closes above $3,900.",
        "Stick with QQQ unless it falls below its 50-day average.",
    ],
)
def test_staying_is_a_rule(text: str) -> None:
    """With its condition."""
    found = only(text)
    assert (found.kind, found.direction) == ("rule", "up")


def test_a_trade_with_both_its_days() -> None:
    """The second after "until"."""
    found = only("Buy RUT on 24 December and keep it until 5 January.")
    assert (found.kind, found.from_, found.to) == ("rule", date(2026, 12, 24), date(2027, 1, 5))


def test_a_trade_that_was_made_is_no_level() -> None:
    """What would be done is a rule."""
    found = only("We sold half of our gold at $4,040 and would add again below $3,700.")
    assert (found.kind, found.value) == ("rule", (3700.0,))


@pytest.mark.parametrize(
    "text",
    [
        "One small company in seven does not earn its interest.",
        "Every third company in the Russell 2000 runs at a loss.",
        "Two in five small companies lose money.",
    ],
)
def test_a_share_of_companies_in_words(text: str) -> None:
    """A fact on their earnings."""
    found = only(text)
    assert (found.kind, found.subject) == ("untestable", ("RUT",))


@pytest.mark.parametrize(
    "text",
    [
        "A Texan oil driller jumped 14% after raising its forecast.",
        "A vaccine maker outside the index rose by a quarter.",
        "An Ohio lender lost a tenth of its value on Wednesday.",
    ],
)
def test_one_company_that_moved_is_no_market(text: str) -> None:
    """Whoever else is named."""
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "All through June bitcoin stayed between $58,000 and $66,000.",
        "Throughout June bitcoin traded in a range of $58,000 to $66,000.",
    ],
)
def test_all_through_a_month(text: str) -> None:
    """From its beginning to its end."""
    found = only(text)
    assert (found.from_, found.to) == (date(2026, 5, 31), date(2026, 6, 30))
