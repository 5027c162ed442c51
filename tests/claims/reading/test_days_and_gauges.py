"""Days of swings and rebounds, what holds by now, and gauges that are counted."""

from __future__ import annotations

import datetime

from backtests.claims.reading.statement import Statement
from tests.claims.reading.dated import DatedText

TODAY = datetime.date(2019, 6, 12)  # a Wednesday
NOTE = DatedText(TODAY)


def of_kind(text: str, kind: str) -> list[Statement]:
    """The statements of a kind that a text makes."""
    return [s for s in NOTE.statements(text) if s.kind == kind]


def test_a_swing_between_weekdays() -> None:
    """The first weekday lies before the second, though it is also that of the article."""
    text = "Last week's setback took the Russell 2000 from {} on {} to 1,492 on Friday."
    friday = datetime.date(2019, 6, 7)
    wednesday = of_kind(text.format("1,538", "Wednesday"), "return")[0]
    assert (wednesday.from_, wednesday.to) == (datetime.date(2019, 6, 5), friday)
    monday = of_kind(
        "The index rose from 1,492 on Monday to 1,511 on Tuesday, as did the Russell 2000.",
        "return",
    )[0]
    assert (monday.from_, monday.to) == (datetime.date(2019, 6, 10), datetime.date(2019, 6, 11))


def test_a_rebound_from_a_low() -> None:
    """It runs from the last day of the fall to the day that is stated, or to now."""
    fell = "Between 25 February and 8 April small caps fell 9%. "
    had = of_kind(fell + "From that low they had recovered by 6% at the end of May.", "return")[-1]
    assert (had.from_, had.to) == (datetime.date(2019, 4, 8), datetime.date(2019, 5, 31))
    have = of_kind(fell + "From that low they have recovered by 6%.", "return")[-1]
    assert (have.from_, have.to) == (datetime.date(2019, 4, 8), TODAY)


def test_an_average_crossed_by_now() -> None:
    """What has crossed its average has done so by now; what crossed it did so at its time."""
    text = "KRE rose 1% last week. The Nasdaq 100 is a contrast: it {} its 50-day average{}."
    now = of_kind(text.format("has slipped below", ""), "level")[0]
    assert (now.to, now.direction) == (TODAY, "down")
    dated = of_kind(text.format("slipped below", " on Monday"), "level")[0]
    assert dated.to == datetime.date(2019, 6, 10)


def test_days_of_a_gauge() -> None:
    """Days on which the VIX closed above a level are its own; after it, they are of a market."""
    text = "Gold touched $1,340 today, and the VIX, at 24, has closed above 20 on each of the last "
    found = NOTE.statements(text + "nine trading days.")
    assert [s.subject for s in found if s.kind == "frequency"] == [("VIX",)]
    assert [s.value for s in found if s.kind == "volatility"] == [(24,)]
    after = (
        "When the VIX closes above 40, the S&P 500 has been higher a year later in 9 of 10 cases."
    )
    assert of_kind(after, "frequency")[0].subject == ("SPX",)


def test_where_it_is_today() -> None:
    """To end a period above or below where it is now is a rise or a fall to come."""
    text = "The Russell 2000 should end the third quarter {} where it is today."
    found = [of_kind(text.format(side), "forecast")[0] for side in ("above", "below")]
    assert [s.direction for s in found] == ["up", "down"]
    assert {s.to for s in found} == {datetime.date(2019, 9, 30)}
    denied = "We do not expect the Russell 2000 to end the year above where it is now."
    assert of_kind(denied, "forecast") == []


def test_the_best_week() -> None:
    """A move that made the best week is one of that week, and not of the day spoken of before."""
    text = (
        "It was a good week. The Dow rose 2% last week. A bank fell 9% on Thursday. KRE jumped 8%, "
    )
    move = of_kind(text + "its best week since May 2016.", "return")[-1]
    assert (move.from_, move.to) == (datetime.date(2019, 5, 31), datetime.date(2019, 6, 7))
    day = of_kind("On Thursday KRE jumped 5%, its best day since May 2016.", "return")[-1]
    assert (day.from_, day.to) == (datetime.date(2019, 6, 5), datetime.date(2019, 6, 6))


def test_volatility_back_in_view() -> None:
    """A slide that puts volatility back on the agenda is a past move, and none of volatility."""
    text = "Friday's slide of 2.4% in the Russell 2000 has put volatility back on the agenda."
    (slide,) = NOTE.statements(text)
    assert (slide.kind, slide.to) == ("return", datetime.date(2019, 6, 7))
    text = "Volatility in the Russell 2000 fell back to 14% in May."
    assert [s.kind for s in NOTE.statements(text)] == ["volatility"]
