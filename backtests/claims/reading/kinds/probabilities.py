"""Which figures are probabilities: beside such a word, in brackets after a case, by their words."""

from __future__ import annotations

import re
from dataclasses import replace

from backtests.claims.reading.kinds.patterns.outcomes import (
    AND,
    BESIDE_A_CASE,
    CASE_OPENED,
    GIVE_IT,
    GIVEN_A_CASE,
    GIVES_A_CASE,
    IS_HOW,
    NEWS,
    ODDS_AFTER,
    ON_A_MARKET,
    PUT_OF_THE_FED,
    PUT_ON,
    SPEAKER,
    WOULD_TAKE,
)
from backtests.claims.reading.kinds.patterns.probabilities import (
    AT_FIRST,
    AT_NO_MORE,
    AT_ODDS,
    CAMP,
    CASE_FIRST,
    CASES,
    CHANCE_IS,
    EARLIER,
    EVEN,
    EXPECTATIONS,
    HAS_BEEN,
    IS_ODDS,
    ODDS,
    OF_CASE,
    OF_SIMULATIONS,
    OF_TARGET,
    OF_THE_PAST,
    OUTCOME,
    OUTCOME_WORDS,
    POLICY_ODDS,
    PRICED_AT,
    PUT,
    PUT_IT,
    RATE_AT,
    RISK,
    RISK_OF_TRADE,
    ROW,
    SET_AGAINST,
    SHARE_OF_VOTES,
    SHIFTED,
    SHIFTED_FROM,
    SURE,
    THE_NOUN,
    WEIGHT_OF,
    WITH_A_CASE,
)
from backtests.claims.reading.kinds.policy.bets import before_the_opposite
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.vocabulary import directions


def is_row(scene: Scene) -> bool:
    """Return whether a line is the row of a list of outcomes: "Bull case 3,300 25%"."""
    percents = [p for p in scene.amounts if p.mention.measure == "percent"]
    return bool(scene.marked.sentence.heading and ROW.match(scene.text) and len(percents) == 1)


# "Lost 40%, gained 25% and lost 35%": moves that sum to one by chance.
MOVED_BY = re.compile(
    r"\b(?:lost|rose|fell|sank|slid|shed|won|made|[a-z]{3,}ed)(?: by)?(?: about| nearly| almost)? $"
)


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
        and not all(MOVED_BY.search(scene.text[: p.start]) for p in places)
        and (len(places) > 2 or len(OUTCOME.findall(scene.text)) >= 2)
    ):
        return places
    row = scene.marked.sentence.heading and ROW.match(scene.text) and len(places) == 1
    return (
        places if row and not re.search(r"\b(?:year|month|week|since|return)\b", scene.text) else []
    )


def is_priced(scene: Scene) -> bool:
    """Return whether the Fed's moves are said to be priced in, or expected to a share."""
    if any(EXPECTATIONS.search(scene.text[: p.start]) for p in scene.amounts):
        return True
    return bool(
        re.search(r"\b(?:priced in|pricing in|price in|implied|imply|implies)\b", scene.text)
    ) and any(n.mention.group == "fed" for n in scene.names)


LEAST_ODDS = 0.07  # what a rate of the Fed is priced at is less
# "A drop to 2,150, about 12% below Friday's close": how far away a price is.
DISTANCE = re.compile(
    r" (?:below|above|under|beneath|away|short|off|lower|higher)\b"
    r"| from (?:the|its|‹w\d+›(?:'s)?) (?:[a-z]+ )?(?:close|level|price|high|low|peak|record)\b"
)


# "A 20% chance in May and one of 55% by July".
ONE_OF = re.compile(r"\b(?:and|but) one of (?:about |only |just )?$")
# "Futures imply a funds rate of 2%": a rate, and no odds of it.
RATE_OF = re.compile(r"‹[fy]\d+› of (?:about |around |just |only )?$")


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
    if (
        on_market
        or (RATE_OF.search(lead) and amount.measure == "percent")
        or PUT_OF_THE_FED.search(lead)
        or RISK_OF_TRADE.search(lead)
        or DISTANCE.match(scene.text, place.end)
    ):
        return False
    if not 0 < amount.values[0] <= 1 or HAS_BEEN.search(scene.text, 0, place.start):
        return False
    if any(p.search(lead) for p in (SHIFTED, SHIFTED_FROM, EXPECTATIONS)):
        return True
    lead = scene.text[max(0, place.start - 60) : place.start]
    tail = scene.text[place.end : place.end + 30]
    lead = AT_NO_MORE.sub("", lead)
    if re.search(r"\b(?:upside|downside|gains?|loss(?:es)?|rise|fall) of $", lead) or (
        WOULD_TAKE.search(lead) and not ODDS_AFTER.match(tail)
    ):
        return False
    move = re.search(
        rf"(?:{'|'.join([*directions.UP, *directions.DOWN])}|by|of) (?:\w+ ){{0,2}}$".replace(
            "<A>", r"‹[^›]+›"
        ),
        lead,
    )
    if re.match(
        (
            r"^(?: \w+)?(?: |-)(?:probability"
            r"|weight(?:ing)?(?! (?:in|of|for) (?:the )?(?:‹n|portfolio))|chances?|odds|likelihood"
            r"|likely|probable|certain|sure|convinced|confident|risk|in favou?r"
            r"|(?:bull|bear|base|upside|downside)(?:ish)? (?:case|scenario)|shot|proposition"
            r"|priced)\b"
        ),
        tail,
    ):
        return True
    if re.search(r"\bto which (?:\S+ ){1,4}(?:give|attach|assign|put)s? (?:a |an |about )?$", lead):
        return True
    if WEIGHT_OF.search(lead) or WITH_A_CASE.match(tail):
        return True
    if re.match(r"^ on (?:a|an|the|no|none)\b", tail) and re.search(
        (
            r"\b(?:weights?|odds|probabilit(?:y|ies))\b"
            r"|\b(?:put|puts|assigns?) ‹%\d+› on (?:an?|the) (?!‹)"
        ),
        scene.text,
    ):
        return True
    if is_even(scene, place) or re.match(
        (
            r"^,?:? (?:(?:that|this|such) )?(?:is|was) the (?:probability|chance|odds|likelihood"
            r"|weight)\b"
        ),
        tail,
    ):
        return True
    if GIVEN_A_CASE.search(lead) or (
        BESIDE_A_CASE.search(lead) and GIVES_A_CASE.search(scene.text[: place.start])
    ):
        return True
    if OF_CASE.search(lead) and re.match(r"[:,)]| (?:weight|likely|probable)", tail):
        return True
    if (PUT_IT.search(lead) or ONE_OF.search(lead)) and RISK.search(scene.text[: place.start]):
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
    if (PRICED_AT.search(lead) and amount.values[0] >= LEAST_ODDS) or (
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
        (
            r"\b(?:probabilit(?:y|ies)|odds|chances?|likelihood"
            r"|risk(?![- ](?:positive|on|off|appetite|assets?|sentiment|averse|tolerance|reward"
            r"|premiums?|management|taking|free)))\b[^.;]{0,60}$"
        ),
        lead,
    )
    if near:
        between = lead[near.start() :]
        is_outcome = re.search(
            (
                r"\b(?:rise|fall|gain|drop|decline|rally|move|correction|pullback|loss"
                r"|return)s? (?:of|by) (?:\w+ )*$"
                r"|\b(?:ris|fall|gain|los|dropp?|climb|advanc|declin|rall|slid|tumbl|return|add"
                r"|shedd?)(?:es|e|ing|ying|s|ses)? (?:by |another |at least |more than )?$"
                r"|\b(?:more than|at least) $"
                r"|\b(?:above|below|over|under|beyond|past|exceed\w*|top\w*) (?:a |the |about )?$"
            ),
            between,
        )
        of_a_move = re.match(
            (
                r"[ -](?:fall|drop|gain|rise|rally|correction|decline|pullback|slide|loss|move"
                r"|setback)\b"
            ),
            tail,
        )
        of_a_rate = RATE_AT.search(between)
        return not is_outcome and not of_a_move and not of_a_rate
    if re.match(r"^\)", tail) and lead.endswith("(") and (SURE.search(scene.text) or _cases(scene)):
        return True
    if re.search(
        (
            r"\b(?:assign|give|attach|put|see|assigns|gives|attaches|puts|assigned)s? (?:a |an "
            r"|about |roughly )*$"
        ),
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
        (
            r"(?:,|;|\band(?: the (?:remaining|other))?|against|versus|only"
            r"|\b(?:says?|said)) (?:\w+ )?$"
        ),
        lead,
    )
    return bool(elliptic) and any(
        _said_odds(scene, p) for p in scene.amounts if p.start < place.start
    )


# "A better than even chance".
THAN_EVEN = re.compile(
    r"\b(?:an?|the|with) (?:[a-z]+ )?(?:better|worse|greater|less|more)[- ]than[- ]$"
)


def is_even(scene: Scene, place: Placed[Amount]) -> bool:
    """Return whether a figure is odds by its own words: "a coin-toss", "one chance in six"."""
    words_ = scene.marked.sentence.text[place.mention.start : place.mention.end].lower()
    lead = scene.text[: place.start]
    if SET_AGAINST.search(lead) and not (words_.startswith("even") and THAN_EVEN.search(lead)):
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


def latest(scene: Scene, place: Placed[Amount]) -> Placed[Amount]:
    """Return a probability that moved from one figure to another with the second alone."""
    amount = place.mention
    if amount.form != "to" or not SHIFTED_FROM.search(scene.text[: place.start]):
        return place
    return replace(place, mention=replace(amount, values=amount.values[1:], form=""))


# "Futures discount two hikes and give a 25% chance to a third": what is counted stands apart.
AND_GIVE = re.compile(
    r",? and (?:give|assign|attach|put|see)s? (?:an? )?(?:about |only )?‹[%hd]\d+›"
    r"(?= (?:chance|probability|likelihood|odds))"
)


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
        other = SPEAKER.search(text, place.end, end)
        end = other.start() if other else end
        aim = OF_TARGET.search(text, place.end, end)
        joined = list(AND.finditer(text, place.end, aim.start())) if aim else []
        end = joined[-1].start() if joined else end
        end = before_the_opposite(scene, start, place.end, end)
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
        start = max(
            (m.start() for m in AND_GIVE.finditer(text, start) if m.end() == place.end),
            default=start,
        )
        aim = OF_TARGET.search(text, start, place.start)
        joined = list(AND.finditer(text, aim.end(), place.start)) if aim else []
        start = joined[-1].start() if joined else start
        # "Cut its target to 3,600; it sees a 60% chance of": what comes before is no outcome.
        if CHANCE.match(text, place.end):
            start = max(start, text.rfind(";", start, place.start) + 1)
    return start, end


# "A month ago they were at 9%".
THEN_AT = re.compile(
    r"[;,.] (?:just |only )?‹w\d+›,? (?:it|they|‹r\d+›|that|the (?:odds|chance|probability)) "
    r"(?:was|were|had been|stood)(?: only| just| still)?(?: at)? (?:about )?$"
)


CHANCE = re.compile(r" (?:chance|probability|likelihood)s?\b")


def was_before(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether a probability is one of an earlier day: "as low as 30% a week ago"."""
    if EARLIER.match(scene.text[place.end :]):
        return True
    if THEN_AT.search(scene.text[: place.start]):
        return True
    noun = THE_NOUN.match(scene.text, place.end)
    beside = [t.mention for t in scene.times if noun and t.start == noun.end()]
    return bool(beside) and beside[0].role == "in" and beside[0].last < scene.on
