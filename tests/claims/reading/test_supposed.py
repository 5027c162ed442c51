"""What is supposed, the height of a base, and parts of a position that are sold."""

from datetime import date

import pytest

from tests.claims.reading.dated import DatedText

TEXT = DatedText(date(2025, 10, 3))
LEAD = "The Russell 2000 has had a good year. "


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("A 75-basis-point cut would lift it by 6%.", "if cut"),
        ("Another hike of 25 basis points could push it down 6%.", "if another hike of"),
        ("A 15% fall in oil might add 6% to the index.", "if fall in"),
    ],
)
def test_what_is_supposed_is_a_condition(text: str, condition: str) -> None:
    """It is no forecast of its own, and the one that follows from it is conditional."""
    found = TEXT.only(LEAD + text)
    assert (found.kind, found.value, found.condition) == ("forecast", (0.06,), condition)


@pytest.mark.parametrize(
    "text",
    [
        "It broke out of a 410-point range.",
        "It has completed a 14% base.",
        "The 620-point sideways channel is behind it.",
    ],
)
def test_the_height_of_a_base_is_no_level_and_no_move(text: str) -> None:
    """A figure that only names a shape of the chart."""
    assert [s.kind for s in TEXT.statements(LEAD + text) if s.value] == []


def test_a_part_of_a_position_that_is_taken_off_is_a_rule() -> None:
    """And the price is none that the market has reached."""
    found = TEXT.only(LEAD + "Take half of your position off at 2,610.")
    assert (found.kind, found.value, found.direction) == ("rule", (2610.0,), "down")
