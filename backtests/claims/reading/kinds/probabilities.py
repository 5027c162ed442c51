"""Which figures are probabilities: beside such a word, in brackets after a case, or by their words."""

from __future__ import annotations

import re
from dataclasses import replace

from backtests.claims.reading import words
from backtests.claims.reading.kinds.patterns.outcomes import (
    AND,
    BESIDE_A_CASE,
    CASE_OPENED,
    GIVE_IT,
    GIVEN_A_CASE,
    GIVES_A_CASE,
    IS_HOW,
    NEWS,
    ON_A_MARKET,
    PUT_OF_THE_FED,
    PUT_ON,
    SPEAKER,
)
from backtests.claims.reading.marks import numerals
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.statement import Direction

ODDS = re.compile(
    r"\b(?:probabilit(?:y|ies)|probable|odds|chances?|likelihoods?|likely|risk of|scenarios?|weights?|(?:bull|bear|base)(?:ish)? case|(?:upside|downside|middle|base|best|worst)(?: case)?|coin-?flip|toss-?up|priced(?: in| at)?|pricing|bet(?:s|ting)? (?:on|that)|assign\w*|near-certain(?:ty)?|certainty|case)\b"
)
SURE = re.compile(
    r"^\W*(?:the |our )?(?:bull|bear|base|neutral|upside|downside|central|best|worst)(?:ish)?(?: case| scenario)?,? ‹[%h]\d+›:|\b(?:bulls?|bears?|optimists?|pessimists?)(?: case| camp)? \(‹[%h]\d+›|\b(?:no change|unchanged|(?:a|the) (?:hold|pause)|(?:cut|hike))(?: [\w‹›-]+){0,4}?(?::|,| \() ?‹[%hd]\d+›(?=[,.;)])|(?:landing|recession|stagflation|one|outcome|path|case|scenario) \(‹%\d+›\)|^\W*[a-z][\w -]{2,30} \(‹%\d+›\)[:,]|‹[%d]\d+› (?:shot|proposition|(?:likely to be |already )?priced(?: in)?)\b|\bweights (?:are|is)\b|\b(?:is|was|are) the (?:weights?|odds|probability|chance|likelihood)\b|\bto which (?:\S+ ){1,4}(?:give|attach|assign|put)s?\b|\b(?:probabilit(?:y|ies)|odds|chances?|likelihoods?|likely|probable|(?:bull|bear|base)(?:ish)? case|upside|downside|assign\w*|(?:near-)?certain(?:ty)?|risk|give \S+ to)\b|\b(?:convinced|sure|confident) \(‹%|‹[%hd]\d+› (?:weight|weighting|probability|chance|likelihood|sure|convinced|confident)\b|\b(?:pric|put|rat|discount)\w* (?:an? |the )?(?:[\w'-]+ |‹[wib]\d+›(?:'s)? ){0,3}(?:cuts?|hikes?|reduction|increase|‹f\d+›)(?: ‹w\d+›)? at (?:about )?‹[%h]|\b(?:attach|assign|g[ai]ve|put)(?:s|es|ed|ing)? (?:a |an |about )?‹[%hd]\d+› (?:to|on)\b|‹d\d+› of (?:our|the|its|their) (?:simulations|model runs|paths|trials)\b"
)
# "Best performance was in 1998" names no case, "best 2,100" and "best case" do.
AS_CASE = r"(?! (?:[\w-]+ |‹w\d+› ){0,3}(?:performance|returns?|gains?|showing|result|stretch|start|days?|weeks?|months?|quarters?|years?|january|october|december)\b)"
CASES: tuple[tuple[re.Pattern[str], Direction, str], ...] = (
    (re.compile(r"\bbull(?:ish|s)?\b"), "up", "bull"),
    (re.compile(r"\bbear(?:ish|s)?\b(?![ -]market)"), "down", "bear"),
    (re.compile(rf"\b(?:upside|best{AS_CASE}|optimistic|optimists?)\b"), "up", "upside"),
    (re.compile(r"\bgood case\b"), "up", "good"),
    (re.compile(r"\bbad case\b"), "down", "bad"),
    (re.compile(r"\b(?:boom|blue[- ]sky|rosy|melt-?up)\b"), "up", "boom"),
    (re.compile(r"\b(?:bust|gloomy|stress|melt-?down)\b"), "down", "bust"),
    (re.compile(rf"\b(?:downside|worst{AS_CASE}|pessimistic|pessimists?)\b"), "down", "downside"),
    (re.compile(r"\b(?:base|central|baseline)\b"), "", "base"),
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
_MOVED = r"(?:(?:has|have|had) (?:\w+ )?\w+(?:ed|en|ung|unk|apt)|rose|fell|jumped|climbed|dropped|slid|slipped|surged|sank|leapt|went up|went down|is now|are now|now stands?) (?:back )?(?:to|at|below|above|under|over|past) (?:about |around |nearly |just |a record(?: high)?(?: of)? )?"
SHIFTED = re.compile(
    rf"\b(?:probability|odds|chances?|likelihood) (?:of|that|for)\b[^.;]*\b{_MOVED}$"
)
# "Rose from 40% to 70%": the figure that holds is the second.
SHIFTED_FROM = re.compile(
    r"\b(?:probability|odds|chances?|likelihood|risk) (?:of|that|for)\b[^.;]*\b(?:ris|rose|f[ae]ll|climb|jump|drop|mov|went|gone|slid|slip|surg|sank|leapt|com|came|up|down|increas|decreas|doubl|shr[aiu]nk)\w* from $"
    r"|\b(?:rais|lower|cut|lift|reduc|trimm|boost|increas|hik|bump|nudg|slash|upp|took|taken|mov)\w* (?:(?:its|the|our|their|his|her) )?(?:[a-z-]+ )?(?:probability|odds|chances?|likelihood)\b[^.;]* from $"
)
SHIFT = re.compile(rf"\b{_MOVED}(?=‹)")
OUTCOME = re.compile(
    r"\b(?:bull|bear|base|up|down|higher|lower|sideways|upside|downside|middle|flat|neutral|best|worst|rise|fall|unchanged)(?:ish)?\b"
)
ROW = re.compile(
    rf"^\W*(?:(?:the )?(?:bull|bear|base|upside|downside|middle|neutral|(?:best|worst){AS_CASE})(?:ish)?(?: case| scenario)?|higher|lower|sideways|up|down)\b"
)


def is_row(scene: Scene) -> bool:
    """Return whether a line is the row of a list of outcomes: "Bull case 3,300 25%"."""
    percents = [p for p in scene.amounts if p.mention.measure == "percent"]
    return bool(scene.marked.sentence.heading and ROW.match(scene.text) and len(percents) == 1)


def shares_of_all(scene: Scene) -> list[Placed[Amount]]:
    """Return percents that sum to one beside words of outcomes, or the percent of such a row."""
    places = [
        p
        for p in scene.free()
        if p.mention.measure in {"percent", "odds"}
        and not p.mention.sign
        and len(p.mention.values) == 1
    ]
    total = sum(p.mention.values[0] for p in places)
    named = sum(bool(re.match(r" (?:in )?(?:the )?‹n", scene.text[p.end :])) for p in places)
    if (
        len(places) >= 2
        and abs(total - 1) < 0.011
        and not named
        and (len(places) > 2 or len(OUTCOME.findall(scene.text)) >= 2)
    ):
        return places
    row = scene.marked.sentence.heading and ROW.match(scene.text) and len(places) == 1
    return (
        places if row and not re.search(r"\b(?:year|month|week|since|return)\b", scene.text) else []
    )


def is_priced(scene: Scene) -> bool:
    """Return whether the Fed's moves are said to be priced in."""
    return bool(
        re.search(r"\b(?:priced in|pricing in|price in|implied|imply|implies)\b", scene.text)
    ) and any(n.mention.group == "fed" for n in scene.names)


# The odds that a past has had are a share of its cases: "the odds of a gain have been 80%".
HAS_BEEN = re.compile(
    r"\b(?:odds|chances?|probability|likelihood)\b(?![^.;]*(?:\bcut|\bhike|\brecession|‹f))[^.;]*\b(?:has|have) (?:historically )?been (?:(?!re)[a-z]+ )?(?=‹[%h]|$)"
)

# "A 30% chance of a hike, and see the funds rate at 4.6%": a rate beside a probability.
RATE_AT = re.compile(r"\b(?:see|sees|expects?|put|puts|with) ‹[fys]\d+› (?:at|near|around) $")
# "No better than 15%" bounds the odds, and says nothing of the outcome.
NO_MORE_THAN = re.compile(r"\b(?:no|not) (?:better|more|less|higher|lower) than\b")
# "At no more than one in five" is at one in five.
AT_NO_MORE = re.compile(
    r"(?<=\bat )(?:no (?:more|less|better|higher|lower) than|not more than|most|least|little more than|well under) $"
)


def is_odds(scene: Scene, place: Placed[Amount]) -> bool:
    """Return whether a figure is a probability: beside such a word, or in brackets after a case."""
    amount = place.mention
    if (
        amount.measure not in {"percent", "share", "odds"}
        or len(amount.values) != 1
        or amount.sign
        or amount.change
    ):
        return False
    lead = scene.text[: place.start]
    on_market = PUT_ON.search(lead) and ON_A_MARKET.match(scene.text, place.end)
    if on_market or PUT_OF_THE_FED.search(lead):
        return False
    if not 0 < amount.values[0] <= 1 or HAS_BEEN.search(scene.text, 0, place.start):
        return False
    if SHIFTED.search(scene.text[: place.start]) or SHIFTED_FROM.search(scene.text[: place.start]):
        return True
    lead = scene.text[max(0, place.start - 60) : place.start]
    tail = scene.text[place.end : place.end + 30]
    lead = AT_NO_MORE.sub("", lead)
    if re.search(r"\b(?:upside|downside|gains?|loss(?:es)?|rise|fall) of $", lead):
        return False
    move = re.search(
        rf"(?:{'|'.join([*words.UP, *words.DOWN])}|by|of) (?:\w+ ){{0,2}}$".replace(
            "<A>", r"‹[^›]+›"
        ),
        lead,
    )
    if re.match(
        r"^(?: \w+)?(?: |-)(?:probability|weight(?:ing)?(?! (?:in|of|for) (?:the )?(?:‹n|portfolio))|chances?|odds|likelihood|likely|probable|certain|sure|convinced|confident|risk|in favou?r|(?:bull|bear|base|upside|downside)(?:ish)? (?:case|scenario)|shot|proposition|priced)\b",
        tail,
    ):
        return True
    if re.search(r"\bto which (?:\S+ ){1,4}(?:give|attach|assign|put)s? (?:a |an |about )?$", lead):
        return True
    if WEIGHT_OF.search(lead) or WITH_A_CASE.match(tail):
        return True
    if re.match(r"^ on (?:a|an|the|no|none)\b", tail) and re.search(
        r"\b(?:weights?|odds|probabilit(?:y|ies))\b|\b(?:put|puts|assigns?) ‹%\d+› on (?:an?|the) (?!‹)",
        scene.text,
    ):
        return True
    if is_even(scene, place) or re.match(
        r"^,?:? (?:(?:that|this|such) )?(?:is|was) the (?:probability|chance|odds|likelihood|weight)\b",
        tail,
    ):
        return True
    if GIVEN_A_CASE.search(lead) or (
        BESIDE_A_CASE.search(lead) and GIVES_A_CASE.search(scene.text[: place.start])
    ):
        return True
    if OF_CASE.search(lead) and re.match(r"[:,)]| (?:weight|likely|probable)", tail):
        return True
    if PUT_IT.search(lead) and RISK.search(scene.text[: place.start]):
        return True
    stated = AT_ODDS.search(scene.text[: place.start])
    if stated and (
        amount.measure == "odds" or not stated[0].endswith(" at ") or PUT.search(stated[0])
    ):
        return True
    if IS_HOW.match(scene.text, place.end):
        return True
    if OF_SIMULATIONS.match(scene.text, place.end) or IS_ODDS.search(scene.text[: place.start]):
        return True
    opened = AT_FIRST.match(scene.text)
    if opened and opened.end() == place.end and CHANCE_IS.match(scene.text, place.end):
        return True
    if re.search(r"\b(?:convinced|certain|sure|confident|likely) \($", lead) and tail[:1] == ")":
        return True
    if CAMP.search(lead) and SHARE_OF_VOTES.match(scene.text, place.end):
        return True
    if PRICED_AT.search(lead) or (
        CASE_OPENED.match(scene.text)
        and re.search(r"(?:, |; |\()$", lead)
        and re.match(r"\)?\W*$", scene.text[place.end :])
    ):
        return True
    if re.search(r"\b(?:certain|sure|likely|probable|done deal),? (?:at |\()(?:about )?$", lead):
        return True
    if GIVE_IT.search(lead) and _cases(scene, 1):
        return True
    if re.search(r"\bmore likely than not(?:, at|,? \(| –|,) (?:about )?$", lead):
        return True
    first = CASE_FIRST.match(scene.text)
    if first and first.end() == place.start and re.match(r"\)?:", tail):
        return True
    labelled = [
        m.end()
        for m in POLICY_ODDS.finditer(scene.text)
        if not OF_THE_PAST.search(scene.text[: m.end()])
    ]
    if place.start in labelled and re.match(r"\W", tail or "."):
        return True
    near = re.search(
        r"\b(?:probabilit(?:y|ies)|odds|chances?|likelihood|risk(?![- ](?:positive|on|off|appetite|assets?|sentiment|averse|tolerance|reward|premiums?|management|taking|free)))\b[^.;]{0,60}$",
        lead,
    )
    if near:
        between = lead[near.start() :]
        is_outcome = re.search(
            r"\b(?:rise|fall|gain|drop|decline|rally|move|correction|pullback|loss|return)s? (?:of|by) (?:\w+ )*$|\b(?:ris|fall|gain|los|dropp?|climb|advanc|declin|rall|slid|tumbl|return|add|shedd?)(?:es|e|ing|ying|s|ses)? (?:by |another |at least |more than )?$|\b(?:more than|at least) $|\b(?:above|below|over|under|beyond|past|exceed\w*|top\w*) (?:a |the |about )?$",
            between,
        )
        of_a_move = re.match(
            r"[ -](?:fall|drop|gain|rise|rally|correction|decline|pullback|slide|loss|move|setback)\b",
            tail,
        )
        of_a_rate = RATE_AT.search(between)
        return not is_outcome and not of_a_move and not of_a_rate
    if re.match(r"^\)", tail) and lead.endswith("(") and (SURE.search(scene.text) or _cases(scene)):
        return True
    if re.search(
        r"\b(?:assign|give|attach|put|see|assigns|gives|attaches|puts|assigned)s? (?:a |an |about |roughly )*$",
        lead,
    ) and re.match(r" (?:to|on|weight|that|for)\b", tail):
        return True
    if re.search(r"\b(?:at|to|as) $", lead) and ODDS.search(scene.text) and not move:
        return bool(
            re.search(
                r"\b(?:put|puts|see|price|pricing|rate|rated|set|certainty|odds|priced)\b", lead
            )
        )
    earlier = [p for p in scene.amounts if p.end <= place.start and _said_odds(scene, p)]
    if earlier and re.search(r"\b(?:gets?|carries|is given) (?:just |only |about |an? )?$", lead):
        return True
    if (
        earlier
        and re.search(r"\b(?:at|of) (?:just |only |about )?$", lead)
        and not move
        and OUTCOME_WORDS.search(scene.text[earlier[-1].end : place.start])
    ):
        return True
    elliptic = re.search(
        r"(?:,|;|\band(?: the (?:remaining|other))?|against|versus|only|\b(?:says?|said)) (?:\w+ )?$",
        lead,
    )
    return bool(elliptic) and any(
        _said_odds(scene, p) for p in scene.amounts if p.start < place.start
    )


AT_ODDS = re.compile(
    r"\b(?:probabilit(?:y|ies)|odds|chances?|likelihood|risk) (?:of|that|for|attached to)\b[^;]{0,160}\b(?:(?:is|are|was|were|been|be) )?(?:now |still |only |currently )*(?:put|seen|estimated|reckoned|judged|rated|priced|set|assessed|pegged|given|stands?|valued) (?:at|to be|as) (?:just |only |about |around |roughly |some |a mere |no more than |less than )*$|\b(?:probabilit(?:y|ies)|odds|chances?|likelihood|risk) of [^;]{0,100}\bat (?:about )?$"
)
# "One in ten of our simulations has it below 5,000".
OF_SIMULATIONS = re.compile(
    r" of (?:the |our |its |their |all )?(?:[\w,]+ )?(?:simulations|simulated paths|model runs|runs of (?:the|our) model|paths|trials)\b"
)
PUT = re.compile(
    r"\b(?:put|seen|estimated|reckoned|judged|rated|priced|set|assessed|pegged|stands?|valued) (?:at|to be|as)\b"
)
# A case with its weight beside it: "the alternative, 45%,".
OF_CASE = re.compile(
    r"\b(?:case|scenario|outcome|path|alternative|hypothesis|version)s?,? (?:(?:at|with|given|on|worth) )?(?:(?:the|an?) )?(?:(?:other|remaining|only|just|about|weight of|probability of) )*$"
)
PUT_IT = re.compile(
    r"\b(?:put|puts|see|sees|rate|rates|price|prices) (?:it|‹r\d+›|that|this|the risk) at (?:about |around )?$"
)
RISK = re.compile(r"\b(?:risks?|chances?|odds|probability|likelihood)\b")
WEIGHT_OF = re.compile(
    r"\bto (?:‹#\d+› )?one of $|\b(?:(?:case|scenario)s? worth|(?:weight(?:ing)?s?|probabilit(?:y|ies)|odds|likelihood) (?:of|at|exceeding|topping|above|over|near|around|greater than|more than|in excess of))(?: (?:just|only|about|around|roughly|some))? $"
)
# "The remaining 55% sits with our base case".
WITH_A_CASE = re.compile(
    r"^ (?:(?:sits?|is|are|goes?|rests?|lies?|falls?|left|assigned|attached|reserved|allocated) ){0,2}(?:on|with|to|for|in) (?:our|the|a|my|their|its) (?:[a-z]+[ -]){0,2}(?:case|scenario|outcome)\b"
)
OUTCOME_WORDS = re.compile(
    r"\b(?:above|below|under|over|ending|finishing|ends?|finish(?:es)?|higher|lower|reaching|falling|rising)\b"
)


# "Barely better than a coin flip" is what a share is set against.
SET_AGAINST = re.compile(r"(?<!no )\b(?:better|worse|higher|lower) than (?:a |an )?$")


def is_even(scene: Scene, place: Placed[Amount]) -> bool:
    """Return whether a figure is odds by its own words: "a coin-toss", "one chance in six"."""
    words_ = scene.marked.sentence.text[place.mention.start : place.mention.end].lower()
    if SET_AGAINST.search(scene.text[: place.start]):
        return False
    return bool(EVEN.fullmatch(words_) or re.search(r"\b(?:chances?|shots?|against|on)\b", words_))


def _said_odds(scene: Scene, place: Placed[Amount]) -> bool:
    return is_even(scene, place) or (
        place.mention.measure in {"percent", "odds"}
        and bool(
            re.search(
                r"\b(?:chance|odds|probability|likelihood|assign|give|attach)",
                scene.text[max(0, place.start - 50) : place.end + 30],
            )
        )
    )


def _cases(scene: Scene, least: int = 2) -> bool:
    return sum(bool(p.search(scene.text)) for p, _, _ in CASES) >= least


# Where what is said of a target ends or begins: "and has lifted its target for the index to 2,050".
OF_TARGET = re.compile(
    r"\b(?:rais|lift|cut|lower|trim|boost|bump|nudg|hik|increas|reduc|keep|kept|has|have)\w*\b(?:[^,;.‹]|‹[wn]\d+›){0,24}\b(?:targets?|forecasts?|estimates?|objectives?|projections?)\b"
)


# An outcome of the Fed's next meeting with its probability: "a cut, 65%; no change, 35%".
POLICY_ODDS = re.compile(
    r"\b(?:no change|unchanged|on hold|(?:a|the) (?:hold|pause|skip)|no (?:cut|hike|move)|(?:‹[ib]\d+› )?(?:cuts?|hikes?|rate (?:rise|increase|reduction))|‹f\d+›)(?: [\w‹›-]+){0,4}?(?::|,| \() ?(?:about )?(?=‹[%hd])"
)
# "At 45%, the chance of a bear market is high".
AT_FIRST = re.compile(r"\W*at (?:about |around |just |only )?‹[%hd]\d+›")
CHANCE_IS = re.compile(
    r", (?:the|our|its) (?:[\w'-]+ )?(?:chances?|odds|probability|likelihood|risk)\b"
)
# "The risk that it falls is no more than 30%".
IS_ODDS = re.compile(
    r"\b(?:probability|odds|chances?|likelihood|risk) (?:of|that|for)\b[^;]*\b(?:is|are|was|were|remains?) (?:now |still |about |around |only |just |roughly |(?:no|not) (?:more|better|higher|less|worse) than |less than |more than )*$"
)
# "Swaps price a June cut at 70%"; "Bull: 3,200, 30%".
PRICED_AT = re.compile(
    r"\b(?:pric|put|rat|discount)\w* (?:an? |the )?(?:[\w'-]+ |‹[wib]\d+›(?:'s)? ){0,3}(?:cuts?|hikes?|reduction|increase|‹f\d+›)(?: ‹w\d+›)? at (?:about )?$"
)
OF_THE_PAST = re.compile(r"\b(?:mean|average|median|typical|after|since|returns?|gains?)\b")
# "Bullish, 30%: 2,050".
_CASE = "bull|bear|base|neutral|upside|downside|central|best|worst"
CASE_FIRST = re.compile(rf"\W*(?:the |our )?(?:{_CASE})(?:ish)?(?: case| scenario)?,? \(?(?=‹[%h])")
# A camp with its share: "the bulls (40% in our book)".
CAMP = re.compile(r"\b(?:bulls?|bears?|optimists?|pessimists?)(?: case| camp)? \($")
SHARE_OF_VOTES = re.compile(r"(?: (?:in|of|by|on) (?:[\w'-]+ ?){1,5})?\)")


def latest(scene: Scene, place: Placed[Amount]) -> Placed[Amount]:
    """Return a probability that moved from one figure to another with the second alone."""
    amount = place.mention
    if amount.form != "to" or not SHIFTED_FROM.search(scene.text[: place.start]):
        return place
    return replace(place, mention=replace(amount, values=amount.values[1:], form=""))


def window(scene: Scene, place: Placed[Amount], places: list[Placed[Amount]]) -> tuple[int, int]:
    """Return the stretch that belongs to a probability: between those beside it."""
    i = places.index(place)
    text = scene.text
    start = places[i - 1].end if i else 0
    end = places[i + 1].start if i + 1 < len(places) else len(text)
    if i + 1 < len(places):
        listed = text.rfind(";", place.end, end)
        cut = max(
            [listed]
            if listed > 0
            else [text.rfind(mark, place.end, end) for mark in (",", ";", " and ", ")")]
        )
        end = cut if cut > 0 else end
    else:
        apart = NEWS.search(text, place.end)
        end = apart.start() if apart else end
        aim = OF_TARGET.search(text, place.end, end)
        joined = list(AND.finditer(text, place.end, aim.start())) if aim else []
        end = joined[-1].start() if joined else end
    if i:
        cuts = [
            c
            for mark in (",", ";", ")", " and ")
            if (c := text.find(mark, start, place.start)) >= 0
        ]
        listed = text.rfind(";", start, place.start)
        start = listed if listed > 0 else min(cuts) if cuts else start
    else:
        start = max((m.start() for m in SPEAKER.finditer(text, 0, place.start)), default=start)
        aim = OF_TARGET.search(text, start, place.start)
        joined = list(AND.finditer(text, aim.end(), place.start)) if aim else []
        start = joined[-1].start() if joined else start
    return start, end


# "35%, up from 20%": the verb is one of the probability.
CAME_FROM = re.compile(r"(?<=›),? \(?(?:up|down|higher|lower) from\b")


EARLIER = re.compile(r" (?:before|ahead of|prior to|until|earlier|previously)\b")
THE_NOUN = re.compile(r"(?: (?:chance|probability|likelihood|bet|shot))? ")


def was_before(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether a probability is one of an earlier day: "as low as 30% a week ago"."""
    if EARLIER.match(scene.text[place.end :]):
        return True
    noun = THE_NOUN.match(scene.text, place.end)
    beside = [t.mention for t in scene.times if noun and t.start == noun.end()]
    return bool(beside) and beside[0].role == "in" and beside[0].last < scene.on
