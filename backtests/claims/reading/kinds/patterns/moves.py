"""Words beside the size of a move."""

from __future__ import annotations

import re

from backtests.claims.reading import words

VERB_LEAD = re.compile(
    r"\b(?!was|is|has|its|this|as|yields)\w+(?:ed"
    r"|s) (?:(?:by|about|nearly|almost|another|a|some|roughly|over) )*$"
)

PART_OF = re.compile(
    r"^ (?:of|in|stake|share|weight|interest|annual fee|fee|yield|coupon|tax|tariff)\b"
)

# "Rose 4% in the six months after the first cut", "has bounced 7% from there": days not in the text.
AFTER_AN_EVENT = re.compile(
    r" ‹w\d+› (?:after|following|from) the (?:first|last|opening|final)\b|,? from there\b"
)
# "A gain of 2% was trimmed to 1%": what is left has the direction of the whole.
LESSENED = re.compile(
    rf"\b(?P<move>{words.NOUNS_OF_MOVE}|gains|losses)\b[^;.]*\b(?:cut|trimmed|pared|reduced"
    rf"|whittled|shaved|narrowed|limited|kept)"
    r"(?: back| down)? to (?:about |just |only |less than )?$"
)
# "Spiked to around 60 points": where it went, and not how far.
REACHED = re.compile(
    r"\b(?:to|at|near|hit|reached|topped|touched) "
    r"(?:(?:as high as|about|around|nearly|over|almost) )?$"
)
