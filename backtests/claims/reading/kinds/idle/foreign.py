"""Figures that are said of a single share, a company or something else that is no market."""

from __future__ import annotations

import re

from backtests.claims.reading.kinds.levels import is_elliptic
from backtests.claims.reading.kinds.pairs import listed_with_no_symbol
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.tenses import said
from backtests.claims.reading.traps import COMPANY

PROPER = re.compile(
    r"^\W*(?!(?:Still|Meanwhile|However|Yet|But|And|So|Then|Now|Elsewhere|Today|Overall"
    r"|Separately|Instead|Again|Worse|Better|Up|Down|Or|Nor|On|In|By|At|Since|After|Before|During"
    r"|[A-Z][a-z]+ly)\b)[A-Z][\w&.'-]+(?: [A-Z][\w&.'-]+){0,3}, (?:up|down|which|whose|off|the|a"
    r"|an)\b"
)


# A first word that is no name of a market and moves: "Nvidia rose", "Volume fell".
MOVER = re.compile(
    r"^[\"']?(?!(?:it|they|he|she|we|which|that|this|what|up|down|after|and|but|still|gains?"
    r"|losses|all|both|[a-z]+ing)\b)[a-z][\w&.'-]+ (?:rose|fell|gained|lost|jumped|dropped"
    r"|climbed|slid|slipped|surged|tumbled|soared|sank|plunged|rallied|advanced|declined|added"
    r"|shed)\b"
)


# A company and its shares: "Acme Corp. stock jumped".
COMPANY_SHARES = re.compile(
    r"^\W*(?!(?:The|These|Those|US|U\.S\.|American|Global|World|Asian|European|Growth|Value"
    r"|Cyclical|Defensive|Bank|Banking|Energy|Mining|Most|Many|All|Some|Wall|Treasury|Health"
    r"|Healthcare|Consumer|Retail|Chip|Semiconductor|Small|Large|Mid|Micro|Big|Tech|Technology"
    r"|Industrial|Financial|Biotech|Smaller|Larger|Regional|Cheap|Risky|Speculative|Unprofitable"
    r"|Profitable|Quality|Chinese|Japanese|British|When|After|But|And|As|While|With|If|In|On"
    r"|For)\b)[A-Z][\w&'-]+\.?(?: [A-Z][\w&'-]+\.?){0,3}(?:'s)? (?:shares|stock)\b"
)
FORECASTER = re.compile(
    r"\b(?:sees?|expects?|forecasts?|predicts?|thinks|reckons|calls? for|looks? for|projects"
    r"|(?:rais|lift|hik|cut|lower|trim|boost)\w* (?:his|her|its|their)"
    r"|(?:strategist|economist|analyst)s?)\b"
)
SHARES_OF = re.compile(r"‹m\d+› (?:of|in) (?:an?|the|[a-z]+ing) (?!market)")


# A member of a list that is no market of the table: "A up 3%, B 2% and homebuilders 5%".
GAPPED = re.compile(r",? (?:and |but )?(?:the )?(?P<noun>[a-z]{3,}s) ")
COMMON = frozenset(
    {
        "less",
        "plus",
        "minus",
        "versus",
        "thus",
        "perhaps",
        "always",
        "was",
        "points",
        "its",
        "this",
        "shows",
        "implies",
        "means",
        "carries",
        "sees",
        "puts",
        "takes",
        "yields",
        "returns",
        "equals",
    }
)


# "Our small-cap fund gained 6%" is said of no market.
OWN_FUND = re.compile(
    r"\W*(?:(?:while|and|but) )?(?:our|my|your|(?:our |your )?clients') (?:‹[nr]\d+› |[a-z-]+ )*"
    r"(?:fund|portfolio|strategy|account|mandate)s? (?:gained|lost"
    r"|rose|fell|returned|made|added|earned|is|was|are|were|has|have|beat|outperformed)\b"
)


# "Large caps will return 6% a year, and bonds 2.5%": what has no symbol, without its verb.
OF_BONDS = re.compile(
    r"(?:,|;| and| while)(?: and| but| while)? (?:bonds|cash|treasuries|credit|real estate|property"
    r"|commodities|cash and bonds|bonds and cash)(?: (?:only|just|about|a mere|some))? $"
)
OUR_FUND = re.compile(
    r"\W*(?:our|my|the) (?:[a-z-]+ )?(?:fund|portfolio), which [^,]*, (?:\w+ ){1,3}"
)
# "We are down 12% and the index 18%": the first is said of a fund.
WE = re.compile(
    r"\b(?:we|i) (?:are|were|am|was|have|had|lost|gained|fell|rose|returned|made|finished|ended"
    r"|closed)(?: (?:\w+|‹r\d+›)){0,3} $"
)


# "Nine sectors rose, led by energy, up 4%", "among the worst, airlines, down 2%".
LED_BY = re.compile(
    r"\b(?:led|headed|topped|paced) (?:\w+ )?by [a-z][^,;.‹]{2,40}, (?:up|down|off"
    r"|with)(?: [a-z]+){0,3} $"
)


# "A component whose shares rose by 5%", "a number of cities saw gains of 20%".
WHOSE_SHARES = re.compile(
    r"\bwhose (?:‹m\d+›|shares?|stock|share price)(?!\w)[^,;]*$"
    r"|\b(?:a number of|several|some|many|most|few) [a-z]+s (?:[a-z]+ )?(?:experienced|saw|posted"
    r"|had|recorded|showed|reported)\b[^,;‹]*$"
)


# "All groups rose, led by a 1.7% increase in banks".
LED_BY_A = re.compile(r"\b(?:led|paced|headed|topped) by (?:an? )?$")
IN_OTHERS = re.compile(
    r" (?:increase|gain|rise|jump|decline|drop|fall|loss|advance) (?:in|for|by"
    r"|among) (?:the )?[a-z]"
)


# What the stock in the middle did is no move of the index.
AVERAGE_STOCK = re.compile(
    r"\bthe (?:average|typical|median) (?:individual |single )?(?:stock|share|member|company"
    r"|component|constituent) (?:in|of|on) (?:the )?(?:‹[nr]\d+›|index)[^.;]*$"
)
CURRENCY = re.compile(
    r" (?:(?:japanese|chinese|swiss|canadian|mexican|indian|korean|turkish|hong kong"
    r"|australian) )?(?:yen|yuan|renminbi|francs?|rupees?|pesos?|won|lira|rubles?|roubles?|euros?"
    r"|loonies|dollars?(?= per)|cents? per (?:euro|pound))\b"
)


# "A toy retailer doubled on Tuesday", "an online broker in Boston cut 14% of its staff".
A_COMPANY = re.compile(
    rf"\W*(?!a group\b)(?:a|an|one|another)(?: [\w-]+){{0,3}} {COMPANY}\b[^‹,;:]*"
)
# "The index rose as a big lender jumped 7%": the reason is the move of one company.
FOR_A_COMPANY = re.compile(
    rf"\b(?:after|as|when|while|because|since|even though|though) (?!a group\b)(?:a|an|one"
    rf"|another)(?: [\w-]+){{0,3}}? (?:{COMPANY}|software house|chip maker)(?:'s (?:shares|stock))?"
    r" (?:(?:had|has|also|had also|was|is) )?(?:rose|risen|fell|fallen|gained|lost|jumped|dropped"
    r"|climbed|slid|slipped|surged|tumbled|soared|sank|plunged|rallied|advanced|declined|added"
    r"|shed|leaped|leapt|cratered|crashed|collapsed|popped|spiked|up|down|rises|falls|gains"
    r"|loses|jumps|drops|climbs|slides|surges|tumbles|soars|sinks|plunges)\b[^‹,;:.]*$"
)


# "Stocks fell 1.7% in London": of another exchange.
IN_A_CITY = re.compile(
    r" in (?:london|frankfurt|paris|milan|madrid|zurich|amsterdam|tokyo|hong kong|shanghai|sydney"
    r"|seoul|mumbai|toronto|s[ãa]o paulo)\b"
)


# "The retailer that was once the largest member of the index has fallen by 80%".
ONCE_A_MEMBER = re.compile(
    r"\b(?:that|which|who) (?:was|is|had been|became|used to be)\b[^,;‹]*\b(?:member|component"
    r"|constituent|company|stock|holding) (?:of|in) (?:the )?‹[nr]\d+›[^,;]*$"
)


def is_foreign(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether a figure is said of a single share or of a company."""
    start, _ = scene.clause(place.start)
    if SHARES_OF.search(scene.text[start : place.start]) or (
        SHARES_OF.search(scene.text[:start]) and is_elliptic(scene.before(place))
    ):
        return True
    if LED_BY_A.search(scene.text[: place.start]) and IN_OTHERS.match(scene.text, place.end):
        return True
    if ONCE_A_MEMBER.search(scene.text[: place.start]):
        return True
    if listed_with_no_symbol(scene, place) or WHOSE_SHARES.search(scene.text[: place.start]):
        return True
    average = AVERAGE_STOCK.search(scene.text[: place.start])
    if average and not any(average.end() < s <= place.start < e for s, e in scene.asides):
        return True
    if IN_A_CITY.match(scene.text, place.end) and not any(
        n.mention.group == "index" and start <= n.start < place.start for n in scene.names
    ):
        return True
    if LED_BY.search(scene.text[: place.start]) or CURRENCY.match(scene.text, place.end):
        return True
    earlier = [p for p in scene.amounts if p.end <= place.start][-1:]
    gapped = (
        GAPPED.fullmatch(scene.text[earlier[0].end : place.start])
        if earlier and earlier[0].mention.measure == place.mention.measure == "percent"
        else None
    )
    if gapped and not said(gapped["noun"]) and gapped["noun"] not in COMMON:
        return True
    if place.mention.measure == "percent" and OF_BONDS.search(scene.text[: place.start]):
        return True
    if OWN_FUND.match(scene.text, start) or OUR_FUND.fullmatch(scene.text[: place.start]):
        return True
    if place.mention.measure in {"percent", "pp"} and WE.search(scene.text[start : place.start]):
        return True
    opening = scene.marked.sentence.text[: scene.marked.starts[place.start]]
    if A_COMPANY.fullmatch(scene.text[start : place.start]):
        return True
    if FOR_A_COMPANY.search(scene.text[: place.start]):
        return True
    if start == 0 and MOVER.match(scene.text) and scene.marked.sentence.text[:1].isupper():
        return True
    if COMPANY_SHARES.match(opening):
        return True
    return (
        bool(PROPER.match(opening))
        and "; " not in opening
        and not FORECASTER.search(scene.text)
        and not (scene.names and scene.names[0].end <= place.start and scene.names[0].start < 12)
    )
