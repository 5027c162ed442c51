"""Whose price it is by its size or unit: that of a fund, or of what is sold by the barrel."""

from __future__ import annotations

import re

from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.markets.equities import FUND_OF
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Subject

# Prices in dollars below these are of the fund and not of its index: "the Russell 2000 at $179.40".
OF_FUND_BELOW: dict[Subject, float] = {("RUT",): 400.0, ("SPX",): 400.0, ("NDX",): 800.0}


def of_its_fund(subject: Subject, amount: Amount) -> Subject:
    """Return the fund of an index for a price in dollars that is too low for the index."""
    most = OF_FUND_BELOW.get(subject, 0.0)
    low = amount.money and amount.measure == "bare" and 20 < max(amount.values) < most
    return FUND_OF[subject] if low else subject


# What is sold by such a measure: "the U.S. benchmark rose 2% to $66.40 a barrel".
BY_THE_BARREL = re.compile(r"(?: to (?:about )?‹#\d+›)? (?:a|per|the) barrel\b")
BY_THE_OUNCE = re.compile(r"(?: to (?:about )?‹#\d+›)? (?:an|per|the|a troy|per troy) ounce\b")


def of_its_price(subject: Subject, place: Placed[Amount], text: str) -> Subject:
    """Return the fund of an index, or what is sold by the barrel or the ounce, for its price."""
    if subject and BY_THE_BARREL.match(text, place.end):
        return ("OIL",)
    if subject and BY_THE_OUNCE.match(text, place.end):
        return ("GOLD",)
    return of_its_fund(subject, place.mention)
