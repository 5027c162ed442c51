"""Stops and what they put at risk, years counted of many, prices that open a sentence."""

from __future__ import annotations

import datetime

import pytest

from tests.claims.reading.dated import DatedText

TUESDAY = datetime.date(2025, 12, 2)
NOTE = DatedText(TUESDAY)
OPENED = "The Russell 2000 closed at 2,420 on Friday. "


def facts(text: str) -> list[tuple[str, tuple[str, ...], tuple[float, ...], str, str]]:
    """What a text of its own states."""
    return [(s.kind, s.subject, s.value, s.direction, s.condition) for s in NOTE.statements(text)]


@pytest.mark.parametrize(
    "text",
    [
        "A stop at 2,280 limits the risk to about 5%.",
        "A stop at 2,280 limits losses to about 5%.",
        "With a stop at 2,280 the risk is 5% against a reward of 15%.",
        "Place a stop at 2,280, about 4% below the market.",
        "Our stop sits at 2,280.",
        "Our stop is now at 2,280.",
        "Keep stops just under 2,280.",
        "Stops belong just under 2,280.",
        "Protective stops can be placed below 2,280.",
    ],
)
def test_a_stop_is_one_rule_of_the_market_spoken_of(text: str) -> None:
    """What it puts at risk follows from two prices: it is no probability, weight or target."""
    rule = ("rule", ("?",), (2280.0,), "down", "stop-loss")
    assert facts(text) == [rule]
    *_, last = facts(OPENED + text)
    assert last == ("rule", ("RUT",), *rule[2:])
    assert len(facts(OPENED + text)) == len(facts(OPENED)) + 1


def test_a_close_that_is_a_stop_and_a_part_sold() -> None:
    """Each is a rule with its level, and a share put at risk one with its size."""
    for text, kind, value, direction in (
        ("Use a close under 2,280 as a stop.", "rule", 2280.0, "down"),
        ("Take partial profits at 2,600.", "rule", 2600.0, "down"),
        ("We risk no more than 1% of the account on a trade.", "rule", 0.01, "up"),
        (
            "A close below 2,400 would turn the breakout into a false one.",
            "rule",
            2400.0,
            "down",
        ),
    ):
        *_, last = facts(OPENED + text)
        assert last[:4] == (kind, ("RUT",), (value,), direction), text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Only once in the past 20 years has the Russell 2000 fallen in December.", (1.0, 20.0)),
        ("Just twice in the last 30 years has the Russell 2000 lost 5% in December.", (2.0, 30.0)),
        ("The Russell 2000 has fallen in December just once in the past 20 years.", (1.0, 20.0)),
        ("Just once since 1979 has the Russell 2000 lost ground in December.", (1.0,)),
    ],
)
def test_years_in_which_a_month_did_so(text: str, value: tuple[float, ...]) -> None:
    """`Once` counts, and opens no condition; of so many years it is k of n, without dates."""
    assert facts(text) == [("frequency", ("RUT",), value, "down", "december")]
    (statement,) = NOTE.statements(text)
    since = datetime.date(1978, 12, 31), TUESDAY
    assert (statement.from_, statement.to) == (since if len(value) == 1 else (None, None))


@pytest.mark.parametrize("opening", ["Trading at", "Sitting near", "Now trading just above", "At"])
def test_a_price_that_opens_a_sentence_on_the_present(opening: str) -> None:
    """It is the price of the day, not of the week before, which the sentence before is on."""
    text = f"The Russell 2000 fell 3% last week. {opening} 2,431, it is 2% below its record."
    level = next(s for s in NOTE.statements(text) if s.kind == "level")
    assert (level.value, level.from_, level.to) == ((2431.0,), TUESDAY, TUESDAY)


def test_points_to_is_a_verb_behind_a_level_that_was_passed() -> None:
    """What lies beyond is a target on the condition of the level, and a move keeps its unit."""
    for text in (
        "A close above 2,300 points to 2,500.",
        "A break above 2,300 points to a test of 2,500.",
        "The breakout above 2,300 gives a measured-move objective near 2,500.",
    ):
        *_, last = facts(OPENED + text)
        assert last == ("target", ("RUT",), (2500.0,), "up", "if above 2300"), text
    *_, moved, level = facts("The Dow rose 300 points to 42,000.")
    assert (moved[0], moved[2]) == ("return", (300.0,))
    assert (level[0], level[2]) == ("level", (42000.0,))


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("If the neckline at 2,250 gives way, the pattern projects 2,000.", "target", 2000.0),
        ("The double bottom at 1,760 targets 2,150.", "target", 2150.0),
        ("The breakout implies upside of 45%.", "forecast", 0.45),
    ],
)
def test_words_of_a_chart_are_of_a_market_that_no_one_named(
    text: str, kind: str, value: float
) -> None:
    """They state something of an unknown market, and in an article of the one spoken of."""
    assert [(k, s, v) for k, s, v, *_ in facts(text)] == [(kind, ("?",), (value,))]
    assert (kind, ("RUT",), (value,)) in [(k, s, v) for k, s, v, *_ in facts(OPENED + text)]


def test_the_odds_that_a_named_tool_shows_are_of_the_fed() -> None:
    """CME FedWatch gives the odds of a move of the Fed's target."""
    text = "According to CME's FedWatch tool, traders see an 87% chance of a 25-basis-point cut."
    assert facts(text) == [("scenario", ("FFT",), (0.87,), "down", "cut")]


def dates(text: str, on: datetime.date = TUESDAY) -> list[tuple[str, str, str]]:
    """The market and the days of each statement."""
    return [("/".join(s.subject), str(s.from_), str(s.to)) for s in DatedText(on).statements(text)]


def test_the_five_sessions_are_the_week() -> None:
    """Behind a day they are the week that ended then, and not that day."""
    friday = datetime.date(2025, 11, 21)
    week = ("IXIC", "2025-11-14", "2025-11-21")
    assert dates("The Nasdaq rose 1% on Friday and lost 2.7% over the five sessions.", friday)[
        1:
    ] == [week]
    assert dates("Over the five sessions, the Nasdaq lost 2.7%.", friday) == [week]


def test_a_price_a_week_earlier_and_a_move_of_another_market() -> None:
    """The move is one since that day, and its price that of today."""
    friday = datetime.date(2025, 11, 21)
    text = (
        "The 10-year Treasury yield slipped to 4.06% from 4.15% a week earlier, while the "
        "two-year dropped 11 basis points to 3.51%."
    )
    assert dates(text, friday)[1:] == [
        ("DGS2", "2025-11-14", "2025-11-21"),
        ("DGS2", "2025-11-21", "2025-11-21"),
    ]


def test_a_mean_goes_on_with_the_first_of_two_markets() -> None:
    """And a number of cases has the direction of its outcome, not of its condition."""
    text = (
        "Small caps gained 13% on average, while large caps gained 11%. When the economy avoided "
        "a recession, the average climbs to 22%."
    )
    assert facts(text)[-1][:3] == ("average", ("RUT",), (0.22,))
    text = (
        "In each of the past three episodes when spreads widened by more than 200 basis points, "
        "the Russell 2000 fell at least 20%."
    )
    assert facts(text)[-1][:4] == ("frequency", ("RUT",), (3.0, 3.0), "down")


def test_two_levels_that_cancel_a_view() -> None:
    """Each is a rule of its own."""
    text = (
        "We would treat a return below 2,380 as a warning and a close under 2,300 as proof that "
        "we were wrong."
    )
    assert [f[2:] for f in facts(OPENED + text)[1:]] == [
        ((2380.0,), "down", "invalidation"),
        ((2300.0,), "down", "invalidation"),
    ]


def test_a_sum_gives_a_target_without_the_days_of_the_sentence_before() -> None:
    """What a height is added to is no horizon."""
    text = "The Russell 2000 rose 3% in February. Added to the breakout level, that gives 3,248."
    *_, last = DatedText(datetime.date(2026, 3, 3)).statements(text)
    assert (last.kind, last.value, last.from_, last.to) == ("target", (3248.0,), None, None)


def test_times_in_the_last_ten_and_a_base_that_is_no_case() -> None:
    """Ten of what the sentence has said; a base of a chart is no base case."""
    text = "Small caps rose in January in 27 of the past 46 years, but three times in the last ten."
    assert [f[2] for f in facts(text)] == [(27.0, 46.0), (3.0, 10.0)]
    text = "We put the odds of 3,000 by year-end at 60%, those of a return into the base at 25%."
    assert facts(OPENED + text)[1] == ("scenario", ("RUT",), (0.6,), "", "")
    text = "We assign 50% to the base case of 2,600 and 25% to the bull case."
    assert [f[4] for f in facts(OPENED + text)[1:]] == ["base", "base", "bull"]


def test_whose_average_or_doubling_it_is() -> None:
    """Neither of the spread named first nor of the index that something is a part of."""
    text = (
        "We sell if high-yield spreads rise above 500 basis points and if the Russell 2000 drops "
        "under its 200-day average, which is at 2,588."
    )
    assert ("level", ("RUT",), (2588.0,), "", "200-day average") in facts(text)
    text = "Biotech, at 9% of the benchmark, has doubled since the start of 2025."
    assert facts(OPENED + text)[-1][:3] == ("return", ("XBI",), (1.0,))
    text = "The Fed cut eleven times in 2001, and the index still ended it only 1% higher."
    assert facts(OPENED + text)[-1][:3] == ("return", ("RUT",), (0.01,))


def test_the_mean_of_the_other_cases_and_the_advice_to_one_investor() -> None:
    """What is left of the cases has a mean too, and the weight of a model is no yield."""
    text = (
        "In four of the eight cycles the Russell 2000 fell by 9% on average; in the other four it "
        "gained 14%."
    )
    assert [f[2:4] for f in facts(text)] == [
        ((4.0, 8.0), "down"),
        ((0.09,), "down"),
        ((0.14,), "up"),
    ]
    assert facts("Our model, which uses credit spreads, has been 70% invested since April.") == []
    text = "A patient investor would sell half on a weekly close below 2,500."
    assert facts(OPENED + text)[-1][:4] == ("rule", ("RUT",), (2500.0,), "down")


def test_one_more_move_of_the_fed_and_the_odds_of_a_third() -> None:
    """Projections go on with the move before; "a third" of some cuts is no share."""
    lead = "The Fed lowered rates by a quarter point last week. "
    found = NOTE.statements(lead + "Their projections show one more in 2026.")[-1]
    assert (found.kind, found.subject, found.value, found.unit) == ("rate", ("FFT",), (1,), "count")
    assert (found.direction, found.to) == ("down", datetime.date(2026, 12, 31))
    text = lead + "Futures price a 30% probability of a third by December."
    assert [f[2] for f in facts(text)[1:]] == [(0.3,)]


def test_a_stop_after_a_sentence_on_the_fed_is_of_no_rate() -> None:
    """The market of a trade has a price."""
    lead = "The Fed lowered rates by a quarter point last week. "
    for text in ("The stop goes at 2,690.", "The stop for the whole position goes at 2,690."):
        assert facts(lead + text)[-1] == ("rule", ("?",), (2690.0,), "down", "stop-loss")


def test_every_time_it_and_what_a_bank_recommends() -> None:
    """`It` is the index of the condition; a purchase and a sale are one rule of two levels."""
    text = "Every time the Russell 2000 has gained 10% in a month, it was higher six months later."
    assert [f[:4] for f in facts(text)] == [("frequency", ("RUT",), (1.0,), "up")]
    text = "Strategists recommend buying the dip at 6,500 on the S&P 500 and selling above 7,000."
    assert [f[:4] for f in facts(text)] == [("rule", ("SPX",), (6500.0, 7000.0), "up")]


@pytest.mark.parametrize(
    "text",
    [
        "Similar readings led to gains of 9% over six months.",
        "Such readings have been followed by a 9% gain in the S&P 500 over the next six months.",
        "Past breadth thrusts have been followed by gains of 9% over six months.",
    ],
)
def test_what_such_signals_led_to_is_a_mean(text: str) -> None:
    """It is no move of the last six months."""
    *_, last = NOTE.statements("The S&P 500 closed at 6,800 on Friday. " + text)
    assert (last.kind, last.subject, last.value) == ("average", ("SPX",), (0.09,))
    assert (last.from_, last.to) == (None, None)


def test_some_of_the_cycles_that_were_counted() -> None:
    """Of eight cycles named before, in the sentence or the one before it."""
    lead = "There have been eight easing cycles since 1980"
    rest = "small caps fell in the six months after the first cut in four of them."
    for text in (f"{lead}; {rest}", f"{lead}. {rest.capitalize()}"):
        kind, subject, value, direction, _ = facts(text)[-1]
        assert (kind, subject, value, direction) == ("frequency", ("RUT",), (4.0, 8.0), "down")
