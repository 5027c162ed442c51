"""What is to be reached: targets and views, extremes aimed at, a way still to go."""

from __future__ import annotations

import re

from backtests.claims.reading import words

# An extreme that is to be reached: "would open the way to the old high of 2,442".
AIMED_AT = re.compile(
    r"\b(?:would|could|will|should|may|might|opens?|opening|expos\w+|targets?|next)\b[^.;]*\b(?:to"
    r"|towards?|expos\w+|targets?|put|puts|test|retest|visit|revisit|see|is|of) "
    r"(?:the |its |their )?(?:[\w'‹›-]+ ){0,3}(?:high|low|peak|record|close) of $"
    r"|\ban? (?:[a-z-]+ )?(?:retest|test|fall|drop|decline|slide|rise|rally|return|move|bounce"
    r"|retreat) (?:back )?(?:of|to|towards?) (?:the |its |their )"
    r"(?:[\w'‹›-]+ ){0,3}(?:high|low|peak) of $"
)
CALLED = re.compile(
    r"‹[^›]+›,? (?:(?:our|the|their|its|his|her|my) )?(?:(?:bull|bear|base) case"
    r"|(?:price |year-end |‹w\d+› |12-month |latest |new ){0,2}(?:targets?|forecasts?|objectives?"
    r"|projections?|calls?)|as (?:its|the|our|a|their) (?:[\w-]+ )?(?:targets?|objectives?|goals?"
    r"|destination)|is (?:our|the|their|its|his|her|my) (?:[\w-]+ |‹w\d+› ){0,2}(?:targets?"
    r"|objectives?|goals?|calls?|forecasts?)|pencill?ed in"
    r"|in (?:mind|view|its sights|their sights)"
    r"|(?:before|ahead of) (?:it|them|‹r\d+›)(?!\w))(?!\w)"
)
# "The height, added to the breakout level, gives 3,248".
SUM_GIVES = (
    r"(?:add(?:ed|ing)|subtract(?:ed|ing)|project(?:ed|ing)) [^.;]*?"
    r"(?:gives|yields|produces|implies|results in)"
)
# A forecast that is moved: the verb says nothing of the market.
REVISED = re.compile(
    words.marks(
        r"\b(?:rais|lift|cut|lower|trim|slash|boost|bump|nudg|upp|hik|increas|reduc|mov|rev|chang"
        r"|push|tak|took|bring|brought|shav)\w*(?: \w+)?(?: up| down)? "
        r"(?:(?:its|their|our|the|his|her|my|<N>(?:'s?)?|<T>|one|a) )+(?:[\w-]+ ){0,2}?"
        r"(?:targets?|forecasts?|views?|calls?|estimates?|objectives?|projections?|numbers?|one)\b"
        r"|\b(?:rais|lift|cut|lower|trim|slash|boost|bump|nudg|hik|increas|reduc)\w* what "
        r"(?:‹r\d+›|we|he|she|it|they)(?!\w)"
    )
)
# A relative clause states what was; what is to come stands in the main one.
WILL_HAVE = re.compile(r"\b(?:will|'ll|should|could|may|might) (?:well )?have [a-z]+")
# "Below 195, it has nothing to hold on to until 180": what follows is to come.
BEYOND_OPENED = re.compile(
    r"^\W*(?:above|below|over|under|beyond|beneath) (?:\w+ )?‹#\d+›, "
    r"(?:the |there |it |we |look|‹[nr]|support|resistance|next|little|not much|only|nothing)"
)
TARGET = re.compile(r"\b(?:price )?(?:targets?|objectives?)\b(?! (?:was|were) (?:hit|reached|met))")
# "Has another 10% in it", "has 5% to go": a move of the future.
LEFT_IN = re.compile(
    r"‹[^›]+›(?: left| more)? in (?:‹r\d+›|them|it)(?!\w)|‹[^›]+›(?: still)? to (?:go|run)\b"
)
# "Has 5% to go before it reaches 6,000": the price too.
TO_GO = re.compile(r"\bha(?:s|ve) [^.;]*\bto go (?:before|until|till|to) [^.;]*$")
