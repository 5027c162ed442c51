"""What a study says of closes that are not daily."""

from __future__ import annotations

from backtests.verdicts import MissingCheck
from data_feeds.bars import Frequency


def without_daily(what: str, frequency: Frequency) -> MissingCheck | None:
    """Refuse a question that only daily closes answer; None where they are daily."""
    if frequency is Frequency.DAILY:
        return None
    return MissingCheck(f"not tested: daily closes are needed for {what}; found {frequency} ones")


def frequency_note(frequency: Frequency) -> tuple[str, ...]:
    """Note that turning points were read off longer bars; nothing where they are daily."""
    if frequency is Frequency.DAILY:
        return ()
    return (f"closes are {frequency}: declines that fit between two of them are not seen",)
