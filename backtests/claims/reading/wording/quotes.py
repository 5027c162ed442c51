"""A price as it stands: beside a name, at a close, now, or as a level of a chart."""

from __future__ import annotations

import re

from backtests.claims.reading import words

APPOSED = re.compile(
    r"(?:, (?:‹w\d+› )?at|\bwith (?:the )?‹[a-z]\d+› at|‹[nvys]\d+›, ‹w\d+›(?: at)?"
    r"|‹[nvys]\d+›, at)(?: (?:about|around|roughly|just|nearly|only))? $"
    r"|‹[nvys]\d+›(?: yield)? \($"
)
APPOSED_PRICE = re.compile(r"‹[nvys]\d+›, $")
# "Closed up 33, or 1.7%, at 2,006" and "the turn came on Monday for gold, at 1,670" state the
# price of the move.
AT_THE_CLOSE = re.compile(
    r"\b[a-z]+ (?:up |down )?‹[#ihp]\d+›,? (?:or |\()?‹%\d+›\)?, at (?:about )?$"
    r"|‹w\d+›(?: (?:for|in) (?:the )?‹n\d+›)?, at (?:about )?$"
)
APPOSITION_ENDS = re.compile(r"^(?: an ounce| a barrel| points?| ‹w\d+›)?(?:,|\)|$)")
CLOSE_OF = re.compile(
    # "Futures imply a peak of 5%" is to come.
    r"(?<!imply a )(?<!implies a )(?<!implied a )(?<!price a )(?<!priced a )(?<!pricing a )"
    r"(?<!expect a )(?<!expects a )(?<!forecast a )(?<!project a )(?<!see a )"
    r"\b(?:close|closing (?:price|level)|finish|settlement|record|high|low|peak) of $"
)
STANDS = re.compile(
    r"\b(?:(?:is|are|stands?|trades?|sits?) (?:now |back |still )?(?:at|near|around)"
    r"|(?:holds|consolidat(?:es|ing)|hover(?:s|ing)|bas(?:es|ing)|parked|stuck|pinned) "
    r"(?:just )?(?:at|near|around|above|below|over|under)) $|›, (?:now )?at (?:about )?$"
)
# A level of a chart as it stands: "support sits near the low at 2,100".
SUPPORT_AT = re.compile(
    r"\b(?:support|resistance|floor|ceiling|pivot|hurdle)\b(?: (?:level|zone|area|line))?"
    r"(?: (?:now|then|still|also|currently))?(?: (?:sits?|lies?|stands?|remains?|resides?|is|are"
    r"|comes? in|seen))+(?: \w+)? (?:at|near|around|between|just above|just below)\b[^;]*$"
    r"|\bwith (?:the )?‹[nr]\d+› (?:already |now |still |currently )?"
    r"(?:up|down|off|higher|lower|ahead)(?: (?:by|about|around|nearly|roughly|some|more than"
    r"|almost|already))* $"
)
STANDS_AT = re.compile(
    r"\b(?:is|are) (?:(?:still|now|already|currently) )?(?:up|down|higher|lower|ahead) "
    r"(?:by |about |nearly |almost |some |roughly |more than |an? )*$"
)
APPOSED_MOVE = re.compile(r"‹[nr]\d+›, (?:already )?(?:up|down|off)(?: \w+)? $")
# A price as it stands, whatever else the sentence looks at: "at the current level of 2,612".
CURRENT_OF = re.compile(
    r"\b(?:against|versus|compared (?:with|to)) (?:a|an|its|the) "
    r"(?:current |present )?(?:price|level|close|quote) of $"
    r"|\b(?:current|present|prevailing|latest|today's)"
    r"(?: (?:target )?(?:level|price|value|reading|quote|yield|spread|range|rate)s? "
    r"(?:of|near|around|at|is|being)(?: about| around| roughly)?)? $"
)
# The state before a period: "after starting the month at 17".
STARTED = re.compile(
    r"\b(?:start|began|begin|begun|open|enter)(?:s|ed|ing|ning)? "
    r"‹w\d+›(?: at| near| around)(?: about)? $"
    r"|^\W*(?:it|‹r\d+›) (?:started|began|opened) with (?:the )?‹[nr]\d+› at (?:about )?$"
)
# The latest price: "was last at 101.2", "was last down 2% at 64,000".
LAST_QUOTED = re.compile(
    r"\blast (?:traded|changed hands|sold|fetched) (?:at|for) (?:about )?$"
    r"|\b(?:was|were) last (?!seen(?! at ‹#)|at (?:this|that|these))[^.;]*$"
)
# The price at the end of a period that a move is one of: "up 1% on the week at 3,970".
AT_END = re.compile(
    r"‹w\d+›(?:(?: just| only| some)? ‹%\d+› (?:up|down|higher|lower))?(?:,| \()? "
    r"at (?:about |around )?(?:‹[#%]\d+›,? (?:and|while) (?:the |its )?‹[a-z]\d+› "
    r"(?:yield )?at (?:about |around )?)?$"
)
NOW_AT = re.compile(
    r"\b(?:is|are) (?:now |back |again |still |already )+(?:at|near|around|above|below)\b"
)
# What may stand beside a price and leads to none.
BESIDE_ONLY = re.compile(r"[, ]*(?:(?:near|at|around|about|just|close|to) )*")
# The market just before ", up 2%".
APPOSED_NAME = re.compile(
    words.marks(r"(?P<name><N>)(?:, (?:up|down|off)(?: \w+)?| with(?: only| just)?) $")
)
