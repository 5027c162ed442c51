"""Words of outcomes that have a probability: of the Fed, of a price, of a case."""

from __future__ import annotations

import re

PAST_ODDS = re.compile(
    r"\b(?:historically|in the past|has been|have been|had been|of the time|of cases|so far)\b"
)
# A share of all days or years of the past is no probability, whatever the odds are said to be.
PAST_SHARE = re.compile(r"\b(?:has|have|had|rose|fell|gained|lost|ended|closed|finished)\b")
UNCHANGED = re.compile(
    r"\bof none\b|\b(?:no change|unchanged|hold(?:s)?\b(?! above| below)|on hold|stand(?:s)? pat"
    r"|leave(?:s)? (?:rates|‹f\d+›)|steady|flat|stays? put|no (?:‹f\d+›|moves?|cuts?|hikes?)"
    r"|skip(?:s|ped|ping)?|sideways|pause)(?!\w)|leaves? ‹f\d+› (?:where|alone|unchanged)|no ‹f\d+›"
    r"|range-?bound"
)
POLICY_MOVE = re.compile(
    r"\b(?:hikes?|cuts?|rate (?:rise|increase|reduction))\b"
    r"|‹i\d+› (?:rise|increase|move|reduction)\b|\b(?:rise|increase|move|reduction) of ‹[ib]\d+›"
    r"|\b(?:a pause|no change|standing pat)\b"
)
FED_UP = re.compile(
    r"‹f\d+› (?:up|higher)\b|\b(?:hik\w+|rises?|rais\w+|increas\w+|tighten\w*|higher)\b"
)
FED_DOWN = re.compile(
    r"‹f\d+› (?:down|lower)\b|\b(?:cut\w*|lower\w*|trim\w*|eas\w+|reduc\w+|half-point"
    r"|quarter-point)\b|\brates (?:will |would |could |to )?(?:fall|drop|come down|go down)\b"
)
# "Three hikes, and a 25% chance of a fourth": one more of those counted before.
A_FURTHER = re.compile(
    r"\b(?:to|of|for) (?:(?:a|another) )?(?:‹h\d+›|fourth|third|second|fifth)(?=\W)"
)
# Words that lead to the level that an outcome is itself one of: "the odds of a fall below 2,000".
OF_OUTCOME = re.compile(
    r"\b(?:above|below|over|under|beneath|beyond|touch\w*|reach\w*|hit\w*|than|between|or|through"
    r"|at|past|exceed\w*|(?:topp|clear|breach|cross)(?:s|es|ing|ed)?|tops?|clears?"
    r"|(?:low|high|peak|record|close|bottom|top) of"
    r"|(?:fall|drop|slid|slip|sink|ris|climb|jump|return|go|mov|get|rall|surg|soar|plung|tumbl"
    r"|retreat|recover)\w* (?:back )?(?:to|towards?)) (?:\w+ )?$"
)
# The size of a move that a case would bring: "a recession, which would take shares down 20%".
WOULD_TAKE = re.compile(
    r"\b(?:would|could|might|may) (?:probably |likely |then )?"
    r"(?:take|send|drag|push|pull|bring|knock|cost|shave|wipe|cut|lop|lose|fall|drop|decline|slide"
    r"|rise|gain|climb|rally|add|erase)\b(?: (?!chances?|odds|risks?|probab)[^ .;,]+){0,6} $"
)
ODDS_AFTER = re.compile(r"(?: |-)(?:chance|odds|probability|likelihood|risk)")
# A move that goes with a case, and is not the outcome itself: ", with small caps up 15%".
ATTACHED = re.compile(
    r"(?:[,:;(–]|\b(?:with|sees?|brings?|means?|implies|has|takes)) (?:the |a "
    r"|an )?(?:‹n\d+› )?(?:\w+ ){0,4}$"
    rf"|{WOULD_TAKE.pattern}"
)
IS_THE_RISK = re.compile(
    r"\brecession,? (?:to which|which|that|for which)\b[^.;‹]{0,40}‹%"
    r"|\brecession (?:is|remains) (?:the|a|our|one) (?:\w+ )?risk\b"
)
RECESSION = re.compile(
    r"\b(?:chances?|odds|probability|likelihood|risk)(?:, [^,.;]{0,40},)? (?:of|for|to) (?:an? "
    r"|the )?(?:\w+ )?recession\b"
)
SUCH_A_MOVE = re.compile(
    r"\bof (?:such an?|that|this|an? ‹w\d+›(?:'s)?) (?P<noun>move|step|outcome|cut|hike|rise|fall"
    r"|drop)\b"
)
# Going back to an extreme: "retest its low".
VISITED = re.compile(
    r"\b(?:re-?test|revisit|test|return|undercut|reach|break"
    r"|tak)\w*(?: [\w'‹›-]+){0,4} (?:(?P<low>lows?|troughs?|bottoms?)"
    r"|(?P<high>highs?|peaks?|records?|tops?))\b"
)
# "A slide to 2,000 (25%)": the price of a case whose probability stands in brackets.
WITH_ITS_ODDS = re.compile(r",? \(‹[%hd]\d+›\)")
# What a base case is set against, which has a side of its own: "up from 40%".
LEVELS_OF_IT = re.compile(r"\b(?:up|down|higher|lower) (?:from|than)\b[^,;]*")

_A_CASE = (
    r"(?:the |our |its |their |an? )?(?:bull|bear|base|upside|downside|middle|central|baseline"
    r"|best|worst|neutral)(?:ish)? (?:case|scenario|outcome|view)"
)
# "We give the bull case 40% and the bear case 20%".
GIVES_A_CASE = re.compile(
    rf"\b(?:giv(?:e|es|en|ing)|gave|assign(?:s|ed)?|attach(?:es|ed)?|puts?) {_A_CASE} (?:an? "
    rf"|about |only )*‹[%hd]\d+›"
)
GIVEN_A_CASE = re.compile(
    rf"\b(?:giv(?:e|es|en|ing)|gave|assign(?:s|ed)?) {_A_CASE} (?:an? |about |only |just )*$"
)
BESIDE_A_CASE = re.compile(rf"(?:,| and|; ?) {_A_CASE} (?:an? |about |only |just )*$")

# What goes on with another fact: "; the index", ", and total cuts of 72 basis points".
NEWS = re.compile(
    r"(?:, and|, while|, but|, with|;) (?=[^,;]*‹b\d+›)|,? and (?=a total of ‹#)"
    r"|,? and (?=‹#\d+› (?:more |further )?(?:cuts|hikes|‹f))"
    r"|; (?=(?:we|i|it|they|still|but)\b(?![^.]*‹[%hd]\d+›))"
    r"|,? and (?=(?:impl(?:y|ies)|points? to|discounts?) )"
    r"|,? and (?=(?:now |also )?(?:expects?|sees?|looks? for|forecasts?|predicts?)\b)"
    r"|,? and (?=(?:our|its|their|the) (?:[a-z]+ )?(?:strategists?|analysts?|economists?|desk"
    r"|team)\b)"
)
AND = re.compile(r",? (?:and|while|but) (?!(?:\w+ ){0,2}‹r\d+›)")
# Where a second remark begins: ", and I would put the odds at".
SPEAKER = re.compile(
    r",? and (?=(?:now )?(?:puts?|gives?|cuts?|raised|lifted|lowered|sees?) (?:the "
    r"|an? )?(?:chances?|odds|probability|likelihood|risk)\b)"
    r"| as (?=(?:traders|investors|markets|economists|swaps|futures)\b)"
    r"|(?:;|, (?:and|but|while)) (?:i|we|she|he|they|the odds|the probability)\b"
    r"|(?:;|, (?:and|but|while|with)) (?:the )?(?:[a-z]+ )?(?:traders|investors|markets?"
    r"|economists|swaps|futures|options|strategists|analysts)\b"
    r"|, the (?:first|second|next|last|other)(?: of ‹r\d+›| one)? ‹w\d+›"
)
# "The rally put 3% on the index": a move, and no odds.
PUT_ON = re.compile(
    r"\b(?:put|puts|putting|piled|heaped|stuck) (?:another |about |nearly |almost |more than )*$"
)
ON_A_MARKET = re.compile(
    r" on(?:to)? (?:the )?‹n\d+›(?! (?:at|above|below|being|ending|finishing|reaching|hitting"
    r"|falling|rising))"
)
# "One in three is how the desk rates the odds of a fall".
IS_HOW = re.compile(
    r" (?:is|are|was) (?:how|what|where) [^.;‹]*\b(?:odds|chances?|probability|likelihood|risk)\b"
)

CASE_OPENED = re.compile(
    r"\W*(?:our |the )?(?:bull|bear|base|upside|downside|central|best|worst)(?:ish)?(?: case"
    r"| scenario)?: "
)
GIVE_IT = re.compile(
    r"\b(?:give|gives|given|gave) (?:it|‹r\d+›|that|this) (?:an? |about |only |just )*$"
)
# "Futures put the top of the Fed's rate at 4.5%".
PUT_OF_THE_FED = re.compile(
    r"\bputs? (?:the |its )?(?:(?:peak|trough|top|bottom|end|terminal rate|level) (?:of|in"
    r"|for) )?(?:the )?‹f\d+› at (?:about |around )?$"
)
# "The chance of a July hike" is one of the Fed, whatever the sentence names before.
OF_A_MOVE = re.compile(
    r"\b(?:chances?|odds|probability|likelihood|bets?) (?:of|for|on) (?:an?|another|no|any) "
    r"(?:(?:[a-z-]+|‹[wb]\d+›) ){0,2}(?:cut|hike)\b"
)
# "A 19% chance of a full percentage point", after what is expected of the Fed.
OF_A_STEP = re.compile(r"\b(?:chances?|odds|probability|likelihood) of (?:[a-z]+ ){0,2}‹[pib]\d+›")
# Behind a semicolon, or what was thought before: "an outcome that had looked likely in May".
SET_APART = re.compile(r";|\b(?:that|which) had\b")
