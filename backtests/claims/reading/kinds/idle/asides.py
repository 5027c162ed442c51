"""Figures beside a market that are none of it: leads over others, sums, places of levels."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.idle import undone
from backtests.claims.reading.kinds.pairs import compared, pair_words
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.scene import Scene

# "4% annualized outperformance", "3 points of underperformance", over a market that is not named.
LEAD_OF = re.compile(
    r"[- ](?:of )?(?:(?:annuali[sz]ed|annual|yearly|average|mean|relative|a year of) )*"
    r"(?:out|under)performance\b"
)
# Sums by which a target is found: "we add 215 to 2,080", "subtracting 150 points from 2,100".
SUM = re.compile(
    words.marks(
        r"(?<!› )\b(?:add(?:s|ed|ing)?|subtract(?:s|ed|ing)?|deduct(?:s|ed|ing)?) (?:the |those "
        r"|about )*(?!<%>)<A>"
        r"(?: points?)? (?:to|from) (?:the |a |its |about )?(?:[a-z]+ ){0,3}?<A>"
    )
)
# "The weakest S&P sector was utilities, with a loss of 4%": a sector with no symbol.
OF_A_SECTOR = re.compile(
    words.marks(
        r"\b(?:best|worst|top|weakest|strongest)(?:[- ]perform(?:ing|er))? (?:<N>(?:'s)? )?"
        r"(?:sectors?|groups?|industr(?:y|ies))(?: <T>)? (?:was|were|is|are)"
        r" (?:‹o\d+›|(?!the\b)[a-z -]+),(?:[^‹;.]|‹[wo%hf]\d+›)*"
    )
)
_GROWN = r"(?:earnings|profits?|eps|sales|revenues?|dividend)"
# What is said of a level, of the ratio of two markets or of an earlier time, to the clause's end.
OF_ANOTHER = re.compile(
    words.marks(
        r"\b(?:it|level|area|zone|line|target|resistance|support) (?:also )?(?:sits|lies) "
        r"(?:\w+ ){0,3}?<%> (?:above|below|from|off|under|over)\b[^,;]*"
        r"|(?:<N>|<O>) ?/ ?(?:<N>|<O>) (?:relationship|ratio|premium|spread)\b[^,;]*"
        r"|^\W*no (?:bear market|bull market|recession|correction|crash|rally|cycle"
        r"|sell-?off)s?\b(?!:| (?:followed|came|ensued))[^.;]*"
        r"|\b(?:height|depth|width)(?: of (?:the|that|this) [a-z]+)?(?:,| is| was"
        r"| of) (?:about )?<A>"
        r"|\b(?:range|base|box|channel|triangle|rectangle) of (?:about "
        r"|roughly )?<A>,?(?= (?:projects|points to|implies|targets|measures|suggests))"
        r"|\b(?:was|were|had been) (?:looking|hoping|calling|aiming) for (?:[a-z]+ ){0,2}<A>[^,;]*"
        r"|\b(?:outcomes|results|cases|episodes|returns)(?: [a-z]+){0,4}? (?:have |had |has )?"
        r"(?:ran|run|ranged|varied|spanned|stretched|differed) (?:all the way )?(?:from|between)"
        r"\b[^;.]*"
        r"|\b(?:bullish|bearish|constructive|positive|negative|neutral|long|short)"
        r"(?: (?:on|in) (?:the )?<N>)? (?:while|as long as|so long as|unless|until)\b[^,;.]*"
        r"|(?<=[a-z]), whose (?:<A> )?(?:[a-z-]+ )?(?:shares|stock|slide|slump|fall|drop|jump|rise"
        r"|rally|gain|decline|surge|plunge|tumble|earnings|profits?|sales)\b[^,;.]*"
        r"|^\W*(?:anything|any (?:price|level|reading|yield|close|move)) (?:north of|south of|above"
        r"|below|over|under|past|beyond|less than|more than) (?:about )?<A>[^,;.]*"
        r"|\banother (?:mere )?<A> (?:and (?:the|we|it|you|they)\b|would (?:make|be|put"
        r"|meet)\b)[^;.]*"
        r"|(?<!for )\bthe first time (?:beginning|being|was|came|in|during)\b[^,;]*"
        # how near it came: "within 2% of a bear market"
        r"|\bwithin (?:about |just |only )?<A> of (?:an? |entering an? |falling into an? )?"
        r"(?:new )?(?:bear market|bull market|correction)\b"
        # what a return is expected on: "10% upside on earnings growth of 12%"
        r"|,? (?:on|with|given|assuming|thanks to|based on|reflecting|(?:supported|driven|helped"
        r"|powered|fuelled|underpinned|led) by) (?:(?!‹)[a-z-]+ ){0,3}?"
        rf"(?:<A> (?:[a-z-]+ )?{_GROWN} growth|{_GROWN} growth of (?:about |around |roughly )?<A>)"
    )
)


# Figures of what companies earn and cost, and of a gap that widened: none of the market's.
OF_COMPANIES = re.compile(
    words.marks(
        r"<%> (?:(?:annual|yearly|average|compound|year-over-year) )*growth\b[^.;]*\b(?:companies"
        r"|firms|constituents)\b[^.;]*"
        r"|\bvaluations?\b[^.;]*"
        r"|\b(?:gap|spread|difference|premium|discount) (?:has |had |have )?(?:(?!of\b)\w+ )?<A>"
        r"(?! (?:more |further )?(?:rate )?(?:hikes?|cuts?|moves?|<F>))"
    )
)
# How often one market beat another, which no comparison over a period says: "only twice".
HOW_OFTEN = re.compile(
    words.marks(r"\b(?:only|just|merely|but) (?:once|twice|(?:<A>|[a-z]+) times)\b")
)

# Money that somebody puts in, has or earns, and what becomes of it: no price of a market.
SUM_OF_MONEY = re.compile(
    words.marks(
        r"\b(?:invest|put|contribut|deposit|sav|withdr[ae]w|earn|set aside)\w* "
        r"(?:(?:about|only|just|another|an extra|up to|more than|less than|over) )*<#>"
        r"|<#> (?:[a-z]+ )?(?:stakes?|nest egg|portfolios?|investments?|savings|deposits?"
        r"|contributions?|incomes?|salary|wage|invested|put|saved)\b"
        r"|<#> (?:a|each|every|per) (?:month|week|year|quarter|paycheck)\b"
        r"|\b(?:same|original|initial|starting) (?:sum|amount|investment|stake|money)\b"
        r"|\b(?:end|wind|retire)(?:s|ed|ing)? (?:up )?with (?:about |some |nearly |only )?<#>"
    )
)
# Below this the money is that of a person, above it that of companies and funds.
MOST_OF_A_PERSON = 50_000_000


# What a page prints beside a name is the price of the moment: "the Dow (^DJI 0.06%)".
LIVE_QUOTE = re.compile(r"\(\^?[A-Z][A-Z.=^]{0,6} [-+]?\d[\d.]*%\)")
# Basis points beside the verb of an index, where no rate is named, are a slip for points.
OF_AN_INDEX = re.compile(r"‹n\d+›(?: futures)? [a-z]+ (?:by )?$")


def is_restated(scene: Scene, place: Placed[Amount]) -> bool:
    """Return whether a gap is stated again in another unit: "1.4 points, or 140 basis points"."""
    before = [p for p in scene.amounts if p.end <= place.start]
    if place.mention.measure != "bp" or not before or before[-1].mention.measure != "pp":
        return False
    again = [abs(v) * 10_000 for v in before[-1].mention.values]
    stated = re.fullmatch(r",? \(?or ", scene.text[before[-1].end : place.start])
    return bool(stated) and [round(v, 4) for v in again] == [abs(v) for v in place.mention.values]


LEAST_INDEX = 100  # dollars below which a price is one of a share and not of an index


# How many shares rose and fell is a clause of its own: "winners topped losers by 13 to 9".
BREADTH = re.compile(
    words.marks(
        r"\b(?:advancers|decliners|(?:advancing|declining|rising|falling|winning"
        r"|losing) (?:issues|shares|stocks|‹m\d+›)|gainers|winners"
        r"|losers) (?:(?:narrowly|easily|slightly) )?(?:outnumber|outpac|led|beat|topp|swamp"
        r"|exceed|trail|lagg)\w*"
    )
)

# "Since April 23, when it closed at its high": what fixes a day is background.
SINCE_WHEN = re.compile(r", when (?:it|they|‹[rn]\d+›|the ‹n\d+›) ")


# The same counts of another exchange: ", and on the Nasdaq by 1,700 to 800".
BREADTH_ELSEWHERE = re.compile(
    words.marks(
        r"(?:,|;)? (?:and |while )?(?:on|at) (?:the )?<N>,? (?:by |it was )?(?:a )?<A>"
        r"(?: ?(?:to|-to-|-|against) ?<A>)?"
    )
)


def _is_of_a_share(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether a small sum of money stands beside an index, which has no such price."""
    named = [n for n in scene.names if n.mention.group not in {"reference", "market", "other"}]
    return (
        bool(named)
        and all(n.mention.group == "index" for n in named)
        and max(abs(v) for v in place.mention.values) < LEAST_INDEX
    )


def _is_of_a_person(place: Placed[Amount]) -> bool:
    return place.mention.money and max(map(abs, place.mention.values)) < MOST_OF_A_PERSON


def leave_out(scene: Scene) -> None:
    """Leave out figures that say nothing on the market that they stand beside."""
    undone.leave_out(scene)
    for pattern, closes in (
        (SUM, True),
        (OF_COMPANIES, False),
        (OF_ANOTHER, True),
        (OF_A_SECTOR, False),
    ):
        for m in pattern.finditer(scene.text):
            scene.use(*(p for p in scene.free() if m.start() <= p.start < m.end()))
            if closes:
                scene.close(*m.span())
    if SUM_OF_MONEY.search(scene.text):
        scene.use(*(p for p in scene.free() if _is_of_a_person(p)))
    for m in HOW_OFTEN.finditer(scene.text):
        start, end = scene.clause(m.start())
        if pair_words(scene.text[start : m.start()]):
            scene.close(start, end)
    for m in BREADTH.finditer(scene.text):
        start, end = scene.clause(m.start())
        elsewhere = BREADTH_ELSEWHERE.match(scene.text, end)
        end = elsewhere.end() if elsewhere else end
        scene.use(*(p for p in scene.free() if m.start() <= p.start < end))
        scene.close(start, end)
    for m in SINCE_WHEN.finditer(scene.text):
        since = any(t.end == m.start() and t.mention.role == "since" for t in scene.times)
        start, end = scene.clause(m.end())
        if since and not any(start <= p.start < end for p in scene.amounts):
            scene.close(start, end)
    for m in LIVE_QUOTE.finditer(scene.marked.sentence.text):
        scene.use(*(p for p in scene.free() if m.start() <= p.mention.start < m.end()))
    rates = any(n.mention.group in {"yield", "spread", "fed"} for n in scene.names)
    for place in scene.free():
        if place.mention.money and _is_of_a_share(scene, place):
            scene.use(place)
        if (
            place.mention.measure == "bp"
            and not rates
            and OF_AN_INDEX.search(scene.text[: place.start])
        ):
            scene.use(place)
        if is_restated(scene, place):
            scene.use(place)
        if place.mention.measure not in {"pp", "percent"}:
            continue
        start, end = scene.clause(place.start)
        others = [n for n in scene.names if start <= n.start < end and n.mention.group == "other"]
        lead = LEAD_OF.match(scene.text, place.end)
        gap = place.mention.measure == "pp" and others and pair_words(scene.text[start:end])
        if (lead or gap) and compared(scene, place.start) is None:
            scene.use(place)
