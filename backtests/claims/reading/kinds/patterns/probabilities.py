"""Words of odds, chances and cases."""

from __future__ import annotations

import re

from backtests.claims.reading.marks import numerals
from backtests.claims.reading.statement import Direction

ODDS = re.compile(
    r"\b(?:probabilit(?:y|ies)|probable|odds|chances?|likelihoods?|likely|risk of|scenarios?"
    r"|weights?|(?:bull|bear|base)(?:ish)? case"
    r"|(?:upside|downside|middle|base|best|worst)(?: case)?|coin-?flip|toss-?up"
    r"|priced(?: in| at)?|pricing|bet(?:s|ting)? (?:on|that)|assign\w*|near-certain(?:ty)?"
    r"|certainty|case)\b"
)
# "Expectations of a larger cut rose to 45%", "put expectations of a cut at 90%".
EXPECTATIONS = re.compile(
    r"\b(?:expectations|bets|hopes|wagers|pricing) (?:for|of|on) (?:an? |the )?(?:[\w‹›-]+ ){0,4}"
    r"(?:cut|hike|move|reduction|increase)s?(?: [\w‹›-]+){0,6}?(?: (?:rose|risen|fell|fallen|jumped"
    r"|climbed|dropped|slipped|stood|increased|eased|surged|tumbled|moved)| are| were)?"
    r" (?:back )?(?:to|at)"
    r" (?:[a-z]+ )?"
    r"(?:‹%\d+›,? (?:up |down )?from (?:[a-z]+ )?)?$"
)
# "A cut there is priced at 5%".
_IS_PRICED = (
    r"(?<!\w)(?:cuts?|hikes?|reduction|increase|move|‹f\d+›)(?: ‹w\d+›| there| then"
    r"| at (?:that|the next|this) meeting)? (?:is|was|are|were) "
    r"(?:now |currently |only |still |being )*priced (?:in )?at "
    r"(?:about |only |just |around |nearly |roughly )?"
)
SURE = re.compile(
    r"^\W*(?:the |our )?(?:bull|bear|base|neutral|upside|downside|central|best"
    r"|worst)(?:ish)?(?: case| scenario)?,? ‹[%h]\d+›:"
    r"|\b(?:bulls?|bears?|optimists?|pessimists?)(?: case| camp)? \(‹[%h]\d+›"
    r"|\b(?:no change|unchanged|(?:a|the) (?:hold|pause)|(?:cut|hike))(?: [\w‹›-]+){0,4}?(?::|,"
    r"| \() ?‹[%hd]\d+›(?=[,.;)])|(?:landing|recession|stagflation|one|outcome|path|case"
    r"|scenario) \(‹%\d+›\)|^\W*[a-z][\w -]{2,30} \(‹%\d+›\)[:,]"
    r"|‹[%d]\d+› (?:shot|proposition|(?:likely to be |already )?priced(?: in)?)\b"
    r"|\bweights (?:are|is)\b|\b(?:is|was|are) the (?:weights?|odds|probability|chance"
    r"|likelihood)\b|\bto which (?:\S+ ){1,4}(?:give|attach|assign|put)s?\b"
    r"|\b(?:probabilit(?:y|ies)|odds|chances?|likelihoods?|likely|probable"
    r"|(?:bull|bear|base)(?:ish)? case|upside|downside|assign\w*|(?:near-)?certain(?:ty)?|risk"
    r"|give \S+ to)\b|\b(?:convinced|sure|confident) \(‹%"
    r"|‹[%hd]\d+› (?:weight|weighting|probability|chance|likelihood|sure|convinced|confident)\b"
    r"|\b(?:pric|put|rat|discount)\w* (?:an? |the )?(?:[\w'-]+ |‹[wib]\d+›(?:'s)? ){0,3}(?:cuts?"
    r"|hikes?|reduction|increase|‹f\d+›)(?: ‹w\d+›)? at (?:about )?‹[%h]"
    rf"|{_IS_PRICED}‹[%h]"
    r"|\b(?:attach|assign|g[ai]ve|put)(?:s|es|ed|ing)? (?:a |an |about )?"
    r"(?:(?:weight|probability|likelihood|chance) of )?‹[%hd]\d+› (?:to|on)\b"
    r"|‹d\d+› of (?:our|the|its|their) (?:simulations|model runs|paths|trials)\b"
)
# "Best performance was in 1998" names no case, "best 2,100" and "best case" do.
AS_CASE = (
    r"(?! (?:[\w-]+ |‹w\d+› ){0,3}(?:performance|returns?|gains?|showing|result|stretch|start"
    r"|days?|weeks?|months?|quarters?|years?|january|october|december)\b)"
)
CASES: tuple[tuple[re.Pattern[str], Direction, str], ...] = (
    (re.compile(r"\bbull(?:ish|s)?\b"), "up", "bull"),
    (re.compile(r"\bbear(?:ish|s)?\b(?![ -]market)"), "down", "bear"),
    (re.compile(rf"\b(?:upside|best{AS_CASE}|optimistic|optimists?)\b"), "up", "upside"),
    (re.compile(r"\bgood case\b"), "up", "good"),
    (re.compile(r"\bbad case\b"), "down", "bad"),
    (re.compile(r"\b(?:boom|blue[- ]sky|rosy|melt-?up)\b"), "up", "boom"),
    (re.compile(r"\b(?:bust|gloomy|stress|melt-?down)\b"), "down", "bust"),
    (re.compile(rf"\b(?:downside|worst{AS_CASE}|pessimistic|pessimists?)\b"), "down", "downside"),
    (
        re.compile(
            # But "a return into the base" is to a pattern of a chart.
            r"(?<!\w)(?<!to )(?<!from )(?<!the long )(?<!into the )"
            r"(?:base|central|baseline)\b(?! (?:rates?|bank))"
        ),
        "",
        "base",
    ),
    (re.compile(r"^\W*(?:up|higher)\b"), "up", "higher"),
    (re.compile(r"^\W*(?:down|lower)\b"), "down", "lower"),
    (re.compile(r"\bsideways\b"), "", "sideways"),
    (re.compile(r"\b(?:middle|middling|medium|muddle(?:-through)?|neutral)\b"), "", "middle"),
)
# Cases that are named by what happens to the economy, or only set against another.
NAMED_CASE = re.compile(
    r"\b(?:recession|(?:soft|hard|no)[ -]landing|stagflation|goldilocks|reflation|alternative)\b"
)
EVEN = re.compile(numerals.EVEN)
# A probability that moved: "the odds of a cut have risen to 70%". The verb is none of the market.
_MOVED = (
    r"(?:(?:has|have|had) (?:\w+ )?\w+(?:ed|en|ung|unk|apt)|rose|fell|jumped|climbed|dropped|slid"
    r"|slipped|surged|sank|leapt|tumbled|plunged|slumped|soared|recovered|shot up|eased|edged (?:up"
    r"|down)|ticked (?:up|down)|went up|went down|is now|are now|now stands?) (?:back )?(?:to|at"
    r"|below|above|under|over|past) (?:about |around |nearly |just |a record(?: high)?(?: of)? )?"
)
SHIFTED = re.compile(
    rf"\b(?:probability|odds|chances?|likelihood) (?:of|that|for)\b[^.;]*\b{_MOVED}$"
)
# "Rose from 40% to 70%": the figure that holds is the second.
SHIFTED_FROM = re.compile(
    r"\b(?:probability|odds|chances?|likelihood|risk) (?:of|that|for)\b[^.;]*\b(?:ris|rose"
    r"|f[ae]ll|climb|jump|drop|mov|went|gone|slid|slip|surg|sank|leapt|com|came|up|down|increas"
    r"|decreas|doubl|shr[aiu]nk)\w* from $"
    r"|\b(?:rais|lower|cut|lift|reduc|trimm|boost|increas|hik|bump|nudg|slash|upp|took|taken"
    r"|mov)\w* (?:(?:its|the|our|their|his|her) )?(?:[a-z-]+ )?(?:probability|odds|chances?"
    r"|likelihood)\b[^.;]* from $"
)
SHIFT = re.compile(rf"\b{_MOVED}(?=‹)")
OUTCOME = re.compile(
    r"\b(?:bull|bear|base|up|down|higher|lower|sideways|upside|downside|middle|flat|neutral|best"
    r"|worst|rise|fall|unchanged)(?:ish)?\b"
)
ROW = re.compile(
    rf"^\W*(?:(?:the )?(?:bull|bear|base|upside|downside|middle|neutral"
    rf"|(?:best|worst){AS_CASE})(?:ish)?(?: case| scenario)?|higher|lower|sideways|up|down)\b"
)
# The odds that a past has had are a share of its cases: "the odds of a gain have been 80%".
HAS_BEEN = re.compile(
    r"\b(?:odds|chances?|probability"
    r"|likelihood)\b(?![^.;]*(?:\bcut|\bhike|\brecession|‹f))[^.;]*\b(?:has"
    r"|have) (?:historically )?been (?:(?!re)[a-z]+ )?(?=‹[%h]|$)"
)
# "A 30% chance of a hike, and see the funds rate at 4.6%": a rate beside a probability.
RATE_AT = re.compile(r"\b(?:see|sees|expects?|put|puts|with) ‹[fys]\d+› (?:at|near|around) $")
# "No better than 15%" bounds the odds, and says nothing of the outcome.
NO_MORE_THAN = re.compile(r"\b(?:no|not) (?:better|more|less|higher|lower) than\b")
# "At no more than one in five" is at one in five.
AT_NO_MORE = re.compile(
    r"(?<=\bat )(?:no (?:more|less|better|higher|lower) than|not more than|most|least"
    r"|little more than|well under) $"
)
AT_ODDS = re.compile(
    r"\b(?:probabilit(?:y|ies)|odds|chances?|likelihood|risk) (?:of|that|for"
    r"|attached to)\b[^;]{0,160}\b(?:(?:is|are|was|were|been|be) )?(?:now |still |only "
    r"|currently )*(?:put|seen|estimated|reckoned|judged|rated|priced|set|assessed|pegged|given"
    r"|stands?|valued) (?:at|to be|as) (?:just |only |about |around |roughly |some |a mere "
    r"|no more than |less than )*$"
    r"|\b(?:probabilit(?:y|ies)|odds|chances?|likelihood|risk) of [^;]{0,100}\bat (?:about )?$"
)
# "One in ten of our simulations has it below 5,000".
OF_SIMULATIONS = re.compile(
    r" of (?:the |our |its |their |all )?(?:[\w,]+ )?(?:simulations|simulated paths|model runs"
    r"|runs of (?:the|our) model|paths|trials)\b"
)
PUT = re.compile(
    r"\b(?:put|seen|estimated|reckoned|judged|rated|priced|set|assessed|pegged|stands?"
    r"|valued) (?:at|to be|as)\b"
)
# A case with its weight beside it: "the alternative, 45%,".
OF_CASE = re.compile(
    r"\b(?:case|scenario|outcome|path|alternative|hypothesis"
    r"|version)s?,? (?:(?:at|with|given|on|worth) )?(?:(?:the|an?) )?(?:(?:other|remaining|only"
    r"|just|about|weight of|probability of) )*$"
)
PUT_IT = re.compile(
    r"\b(?:put|puts|see|sees|rate|rates|price|prices) (?:it|‹r\d+›|that|this"
    r"|the risk) at (?:about |around )?$"
)
# What a trade can lose, and no probability: "limits the risk to 5%", "a reward of 15%".
RISK_OF_TRADE = re.compile(
    r"\b(?:limit|cap|cut|reduc|keep|hold|restrict|contain|bring|defin)(?:s|es|e|ing|ped|ed|t)* "
    r"(?:the |our |your |my |total |overall )*risk(?: (?:on|of|in) [^,;.]{0,40})? (?:to|at) "
    r"(?:about |around |roughly |just |only |no more than )*$"
    r"|\brewards? (?:of|is) (?:about |around |roughly |some )?$"
    r"|\b(?:stop\b[^;]*\brisk|risk (?:on|of|in) (?:the|this|that|a|any|each|such a) (?:trade"
    r"|position)) (?:is|of) (?:about |around |roughly |just |only |some )*$"
    r"|\b(?:we|i) (?:never )?risk (?:no|not) more than $"
)
RISK = re.compile(r"\b(?:risks?|chances?|odds|probability|likelihood)\b")
WEIGHT_OF = re.compile(
    r"\bto (?:‹#\d+› )?one of $|\b(?:(?:case|scenario)s? worth"
    r"|(?:weight(?:ing)?s?|probabilit(?:y|ies)|odds|likelihood) (?:of|at|exceeding|topping|above"
    r"|over|near|around|greater than|more than|in excess of))(?: (?:just|only|about|around"
    r"|roughly|some))? $"
)
# "The remaining 55% sits with our base case".
WITH_A_CASE = re.compile(
    r"^ (?:(?:sits?|is|are|goes?|rests?|lies?|falls?|left|assigned|attached|reserved"
    r"|allocated) ){0,2}(?:on|with|to|for|in) (?:our|the|a|my|their"
    r"|its) (?:[a-z]+[ -]){0,2}(?:case|scenario|outcome)\b"
)
OUTCOME_WORDS = re.compile(
    r"\b(?:above|below|under|over|ending|finishing|ends?|finish(?:es)?|higher|lower|reaching"
    r"|falling|rising)\b"
)
# "Barely better than a coin flip" is what a share is set against.
SET_AGAINST = re.compile(r"(?<!no )\b(?:better|worse|higher|lower) than (?:a |an )?$")
# Where what is said of a target ends or begins: "and has lifted its target for the index to 2,050".
OF_TARGET = re.compile(
    r"\b(?:rais|lift|cut|lower|trim|boost|bump|nudg|hik|increas|reduc|keep|kept|has"
    r"|have)\w*\b(?:[^,;.‹]|‹[wn]\d+›){0,24}\b(?:targets?|forecasts?|estimates?|objectives?"
    r"|projections?)\b"
)
# An outcome of the Fed's next meeting with its probability: "a cut, 65%; no change, 35%".
POLICY_ODDS = re.compile(
    r"(?<!\w)(?:no change|unchanged|on hold|(?:a|the) (?:hold|pause|skip)|no (?:cut|hike|move)"
    r"|(?:‹[ib]\d+› )?(?:cuts?|hikes?|rate (?:rise|increase|reduction))"
    r"|‹f\d+›)(?: [\w‹›-]+){0,4}?(?::|,| \() ?(?:about )?(?=‹[%hd])"
)
# "At 45%, the chance of a bear market is high".
AT_FIRST = re.compile(r"\W*at (?:about |around |just |only )?‹[%hd]\d+›")
CHANCE_IS = re.compile(
    r", (?:the|our|its) (?:[\w'-]+ )?(?:chances?|odds|probability|likelihood|risk)\b"
)
# "The risk that it falls is no more than 30%".
IS_ODDS = re.compile(
    r"\b(?:probability|odds|chances?|likelihood|risk) (?:of|that|for)\b[^;]*\b(?:is|are|was|were"
    r"|remains?) (?:now |still |about |around |only |just |roughly "
    r"|(?:no|not) (?:more|better|higher|less|worse) than |less than |more than )*$"
)
# "Swaps price a June cut at 70%"; "Bull: 3,200, 30%".
PRICED_AT = re.compile(
    r"\b(?:pric|put|rat|discount)\w* (?:an? |the )?(?:[\w'-]+ |‹[wib]\d+›(?:'s)? ){0,3}(?:cuts?"
    r"|hikes?|reduction|increase|‹f\d+›)(?: ‹w\d+›)? at (?:about )?$"
    rf"|{_IS_PRICED}$"
)
OF_THE_PAST = re.compile(r"\b(?:mean|average|median|typical|after|since|returns?|gains?)\b")
# "Bullish, 30%: 2,050".
_CASE = "bull|bear|base|neutral|upside|downside|central|best|worst"
CASE_FIRST = re.compile(rf"\W*(?:the |our )?(?:{_CASE})(?:ish)?(?: case| scenario)?,? \(?(?=‹[%h])")
# A camp with its share: "the bulls (40% in our book)".
CAMP = re.compile(r"\b(?:bulls?|bears?|optimists?|pessimists?)(?: case| camp)? \($")
SHARE_OF_VOTES = re.compile(r"(?: (?:in|of|by|on) (?:[\w'-]+ ?){1,5})?\)")
# "35%, up from 20%": the verb is one of the probability.
CAME_FROM = re.compile(r"(?<=›),? \(?(?:up|down|higher|lower) from\b")
EARLIER = re.compile(r" (?:before|ahead of|prior to|until|earlier|previously)\b")
THE_NOUN = re.compile(r"(?: (?:chance|probability|likelihood|bet|shot))? ")
