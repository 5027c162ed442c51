"""Words beside the size of a move."""

from __future__ import annotations

import re

VERB_LEAD = re.compile(
    r"\b(?!was|is|has|its|this|as|yields)\w+(?:ed|s) (?:(?:by|about|nearly|almost|another|a|some|roughly|over) )*$"
)

PART_OF = re.compile(
    r"^ (?:of|in|stake|share|weight|interest|annual fee|fee|yield|coupon|tax|tariff)\b"
)

# "Rose 4% in the six months after the first cut", "has bounced 7% from there": days not in the text.
AFTER_AN_EVENT = re.compile(
    r" ‹w\d+› (?:after|following|from) the (?:first|last|opening|final)\b|,? from there\b"
)
