"""Definite statements on what prices do not show: earnings, valuation, the economy, flows."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.idle.foreign import MOVER as FIRST_MOVER
from backtests.claims.reading.kinds.probabilities import is_row
from backtests.claims.reading.marks import companies
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.statement import UNKNOWN
from backtests.claims.reading.traps import COMPANY

# A row a topic.
COMPANIES = (
    r"earnings(?! season)|(?<!take )(?<!taking )(?<!book )(?<!booking )(?<!lock in )(?<!showed a )(?<!show a )(?<!shown a )(?<!shows a )(?<!at a )(?<!with a )(?<!were in )(?<!was in )(?<!invest the )(?<!investing the )profits?(?! tak)(?! target)|(?:do(?:es)? not|don\'t|never|cannot|fail to) make (?:any |a )?(?:money|profits?)|los(?:e|es|t|ing) money(?! (?:in |on |over |for )?(?:only |just |about |some |nearly )?(?:‹k\d+›|‹[%h]\d+› of the time))|margins|(?:profit|operating|net|gross|interest) margin|sales|revenues?|(?:(?<=n\d› )|(?<=n\d\d› ))yields?(?= (?:\w+ )?<%>)|returns? on (?:equity|capital|assets)|cash flows?|ebitda|eps|net income|report(?:s|ed|ing)? (?:a )?(?:net )?loss(?:es)?|unprofitable|(?:runs?|operates?|works?) at a loss|earns? (?:its|their) interest|of (?:spare |idle )?cash|cash (?:pile|hoard)s?|loss-making|mak(?:es?|ing) (?:an? )?(?:net )?loss(?:es)?|mak(?:es?|ing) no (?:money|profits?)|balance sheets?",
    r"times (?:forward |trailing |expected |next year's |this year's |estimated |12-month |sales|book|earnings|profits)+(?:earnings|profits|sales)?|multiples?|trad(?:ed|es|ing) (?:this|so|as|that|more|less) (?:cheaply|expensively|richly|dearly)|p/[ebs](?: ratios?)?|price[-/](?:to-)?(?:earnings|book|sales)(?: ratios?| multiples?)?|valuation (?:gaps?|discounts?|premiums?|spreads?|multiples?|levels?)|price-earnings|forward p/e|valu(?:ed|ations?)|price tag|cheaper than (?:the |their )?‹n\d+›|(?:(?:as|so|this|that) )?(?:cheap|dear|expensive|pric[ei]y|costly)(?:er|est)?(?= (?:as ever )?(?:against|relative to|compared (?:with|to)|than|versus) (?:the |its |their )?(?:‹n\d+›|(?:[a-z0-9-]+ ){0,3}(?:average|mean|median|peers|rivals|history|norm)\b))|(?:beat(?:en)?|topped|missed|exceeded|surpassed)(?= (?:(?:their|the|analysts'|market|earnings|profit|sales|wall street|consensus) )*(?:expectations|estimates|forecasts|consensus|predictions))|better (?:results|figures|numbers) than (?:expected|forecast)|discount (?:of|to)|premium to|undervalued|overvalued|cape(?: ratio)?",
    r"(?<!including )(?<!includes )(?<!with )(?<!reinvested )(?<!counting )(?<!excluding )(?<!without )(?<!before )dividends?(?! reinvested| included)|buybacks?|spen[dt]s?(?= (?:\w+ ){0,2}‹#\d+› (?:on|buying|to buy))|payouts?|pa(?:y|ys|ying|id) out(?= (?:\w+ )?‹[%h]\d+›)|owe[sd]?(?! (?:much|a lot|something|little|everything|more|its|nothing)\b)|yield(?:s)? (?=\S+ (?:in|on) dividends)|debts?(?! ceiling)|leverage|borrow(?:s|ed|ings?)|refinanc\w+|maturit\w+|interest (?:cover\w*|costs?|expenses?|payments?)|floating[- ]rate|(?<!savings & )(?<!savings and )loans?|credit ratings?|defaults?(?: rates?)?|bankruptc\w+",
    r"by weight|(?:makes? up|made up)(?! (?:\w+ )?‹[h%]\d+› of (?:what|its|their|the) (?:[a-z]+ )?(?:loss|losses|ground|fall|drop|decline|it|they)\b)(?! of (?:\w+ )?‹#)(?! (?:\w+ )?(?:ground|for|its|their|‹#\d+› of ‹r))|account(?:s|ed)? for|share of the <N>|index weights?|weighting of|share of the index|market (?:cap(?:italisation|italization)?|value)|inflows?|outflows?|redemptions|withdrawals|flows|(?:fund|etf) (?:in|out)flows|short interest|(?:short|long) (?:positions?|contracts?)|net (?:long|short)s?|positioning(?! (?:itself|themselves|for|the|it|its|us|them|investors)\b| ‹)|open interest|(?:long|short) positions? (?=account|total|made|worth|were|was)|positions worth|positions? in (?:futures|options)|assets under management|trading volumes?|turnover|insiders?|analyst coverage|(?<!of )holdings of|cash levels|allocations(?= (?:to|rose|fell|are|have|stand))",
)
ECONOMY = (
    r"(?:labou?r|job|jobs) markets?|(?<!(?:earnings|n profit|s profit|\w\w sales) )growth(?= (?:slow|accelerat|cool|fall|ris|eas|recover|pick)(?:ing|s|ed|ling)? (?:up )?(?:down )?to (?:about |only |just )?‹%)|inflation expectations|consumer prices?|producer prices?|inflation|cpi|pce|ppi|gdp|gross domestic product|(?:economic|real|u\.s\.|us) growth|econom(?:y|ic growth|ic output)|output|payrolls?|(?:first|second|third|fourth)-quarter growth|(?<!its )(?<!their )(?<!the )(?<!good )jobs?(?: (?:growth|gains|creation|market))?|hiring|employment|employers|unemployment|joblessness|(?<!defence )(?<!capital )spending(?= (?:rose|fell|grew|climbed|dropped|slowed|jumped|declined))|(?<!in )confidence(?= (?:rose|fell|grew|climbed|dropped|slipped|jumped|declined|improved|weakened))|jobless(?: claims| rate)?|wages?|pay(?= (?:rose|fell|grew|climbed|growth|was|rises|\S*‹%))|hourly earnings|retail sales|industrial production|factory orders|durable goods|housing starts|home sales|building permits|productivity|ism|pmi|purchasing managers'?|manufacturing(?= (?:‹w\d+› )?(?:index|activity|gauge|sector|output|orders|in \S+ |slipped|rose|fell|grew|improved|slowed|expanded|contracted|shrank|unexpectedly))|services (?:index|gauge|sector|activity)|homebuilding|home construction|housing market|new orders|business activity|construction spending|consumer price index|job(?:less)? (?:openings|cuts)|unemployment benefits|(?:business|consumer) (?:confidence|sentiment|spending|optimism)|trade deficit|budget deficit|deficit(?! (?:of ‹[pi%]\d+› )?(?:to|against|versus) (?:the )?‹n)(?! of (?:[a-z]+ )?‹%\d+›(?! of))|public debt|national debt|exports?|imports?|household\w*|deposits(?= (?:at|of|in|fell|rose|dropped|grew))|money[- ]market funds|(?:labou?r|input|borrowing|unit) costs|credit[- ]card (?:balances|debt)|consumer credit|mortgage applications|savings rate|recession odds|layoffs|job openings|vacancies|optimism(?= (?:gauge|reading|measure|slid|fell|rose|index|climbed|dropped|was))|tax(?:es)? (?:receipts|revenue)|leading indicators?",
    r"surveys?|polls?(?= (?:shows?|showed|finds?|found)\b)|respondents|(?:managers|investors) (?:surveyed|polled)|(?:bulls|bears) (?:outnumber|outnumbered|among)|bull-bear|sentiment|investor intelligence|aaii|fund managers (?:are|were|say|said|hold|held|polled|surveyed)|(?:overweight|underweight)(?= (?:in )?(?:the )?<N>)|mergers|takeovers|ipos|initial public offerings|money supply|fed's balance sheet|margin debt",
)
# "Funds have cut their bets against the index".
BETS = re.compile(
    words.marks(
        r"\b(?:net |bullish |bearish |long |short |leveraged )*(?:bets|wagers|positions) (?:against|on|in) (?:the )?‹[nv]\d+›"
    )
)
# What is advised on a position is no fact.
ADVICE = re.compile(
    r"\W*(?:add|reduce|cut|trim|build|close|open|hold|keep|lighten|raise|lower|take|exit|enter) (?:to |up )?(?:(?:your|the|any|all|half|some|new|existing|long) )*(?:positions?|holdings|exposure|allocations?|weights?|stakes?)\b"
)
# What someone has done with a position, or holds: "we have cut our small-cap exposure to 10%".
HELD = re.compile(
    words.marks(
        r"\b(?:have|has|had) (?:\w+ )?(?:cut|trimmed|reduced|raised|lifted|increased|doubled|halved|pared|added to|built|brought|taken|lowered|moved|shifted) (?:our|my|its|their|his|her|the fund's) (?:[\w-]+ |<N> ){0,3}(?:exposure|allocations?|weight(?:ing)?s?|positions?|holdings?|stakes?|overweight|underweight)\b|\b(?:has|have|had|was|were) (?:been )?(?:cut|trimmed|reduced|raised|lifted|increased|doubled|halved|pared|built up|taken|lowered)\b[^,;.]{0,24}<%> of (?:our |the |my |its )?(?:net )?(?:assets|portfolio|fund|equities|book)\b|\bfrom <%> of (?:our |the |my |its )?(?:net )?(?:assets|portfolio)\b|\bfrom <%> to <%> of (?:our |the |my |its )?(?:net )?(?:assets|portfolio)\b"
    )
)
ON_COMPANIES, ON_ECONOMY = words.any_of(*COMPANIES), words.any_of(*ECONOMY)
DEFINITE = re.compile(
    words.marks(
        r"<A>|<S>|\b(?:weakened|strengthened|deteriorated|softened|worsened|recovered|tightened|rose|fell|grew|shrank|widened|narrowed|climbed|dropped|slowed|accelerated|jumped|declined|increased|decreased|slipped|improved|expanded|contracted|cooled|eased)(?: [a-z]+ly)? <T>|\b(?:historically (?:wide|low|high|cheap|rich|large|expensive)|(?:more|less|fewer|stronger|weaker|better|worse|faster|slower|higher|lower|hotter|cooler)\b[^,;]{0,60} than (?:\w+ ){0,2}(?:expected|forecast|anticipated|estimated|predicted|feared|hoped)|(?:this|so|that|as) (?:cheaply|expensively|richly|dearly|cheap|expensive|rich|dear)|(?:stronger|weaker|higher|lower|better|worse|larger|smaller) than (?:before|during|at any|prior to|they were|it was)\b|(?:more|fewer) (?:[\w‹›-]+ ){1,6}than (?:at any|ever)|above its|below its|above their|below their|twice|half|majority|most of|double|record|heaviest|lightest|most|fewest|richest|strongest|weakest|times (?:its|their)(?= (?:profits?|earnings|sales|income|equity))|highest|lowest|fastest|slowest|largest|smallest|biggest|widest|narrowest|cheapest|discount|premium|cheaper|dearer|at their (?:low|high)est|every second|stretched|for the first time|(?:came|come|coming) in (?:well |slightly |far )?(?:above|below|better|worse|hotter|cooler|softer|weaker|stronger|higher|lower)|(?:miss|beat|topp|exceed|surpass|trail)(?:ed|es|s|ing)? (?:the |market |analysts' |economists' |wall street )*(?:expectations|estimates|forecasts|consensus))\b|-(?:week|month|year|decade) (?:highs?|lows?)\b"
    )
)
# A topic that is only the day or the cause of something else.
ASIDE = re.compile(
    words.marks(
        r"\b(?:sensitive to|exposed to|tied to|proxy for|barometer (?:of|for)|bellwether (?:of|for)|reliant on|dependent on|linked to|geared to|after|before|ahead of|on|following|despite|because of|thanks to|amid|as|until|since|with|by|about|when|if|unless|next|weak|strong|strong-than-expected|hot|soft|upbeat|fears? (?:of|about|that)|hopes? (?:of|for)|worries (?:about|over)|bets? (?:on|that))(?: (?:the|a|an|its|their|weak|strong|hot|cool|soft|solid|disappointing|upbeat|better-than-expected|worse-than-expected|hotter-than-expected|official|fresh|data on|news of|report on|latest|monthly|<T>|<T>'s|us|new|poor|good|fears of|quarterly|rising|falling))* $"
        # the reasons of a view: "citing robust corporate earnings", "on hopes of faster growth"
        r"|\b(?:citing|reflecting|(?:supported|driven|backed|fuell?ed|boosted|helped|lifted|underpinned|powered|aided|hurt|weighed down) by|on the back of|on (?:expectations?|hopes|signs|the strength|bets|fears|optimism) (?:of|for|that|about)|due to|as a result of|in (?:anticipation|expectation) of|assum(?:es|ing)|based on)(?: (?!and\b)[a-z-]+){0,4} $"
        r"|\b(?:despite|amid|on|over|by|with) (?:[a-z-]+ ){0,3}(?:concerns?|worries|fears?|anxiety|jitters|uncertainty|hopes?) (?:over|about|of|for|around|surrounding) [^.;]*$"
        r"|\bif (?:the )?(?:u\.s\.|us|american|global|world) $"
        r"|\bbenefit(?:s|ed|ing|ted|ting)? from(?: [a-z-]+){0,8} $"
    )
)
PRICE_MOVE = re.compile(
    words.marks(
        r"(?:<P>|<N>)(?:'s)?(?: (?:index|shares|stocks))? (?:\w+ ){0,2}(?:rose|fell|gained|lost|climbed|dropped|jumped|slid|added|shed|slipped|tumbled|surged|closed|ended|finished|advanced|rallied|sank|plunged|is up|is down|was up|was down)"
    )
)

# A topic that a market owns is the subject of the verb: "small-cap earnings fell".
OWNED = re.compile(words.marks(r"<N>(?:'s?)? $"))
OUTLOOK = re.compile(
    r"\b(?:calls?|forecasts?|targets?|expect\w*|predict\w*|sees?|will|consensus)\b"
)
NEWS = re.compile(
    r"^(?: \w+)? (?:sent|pushed|lifted|knocked|drove|took|dragged|pulled|sank|hurt|helped) (?:the )?‹[nyvsf]|^(?: \w+)? (?:shock|report|data|release|surprise|scare|worries|fears|day|print|jitters|season)\b(?!\S)"
)


# "In two of nine cases did it lose money" counts falls of the index.
LOST_MONEY = re.compile(
    r"\b(?:did|does|do|has|had|would have) (?:(?:the|an?) )?(?:‹[rn]\d+›|it|they|investors?|buyers?|holders?|savers?) los(?:e|t) money\b"
)
# A further market of the same fact: ", large caps 22.8", ", the other the same".
GAPPED = re.compile(
    words.marks(
        r",? (?:and |but )?(?:the )?(?P<name><N>)(?:'s)?(?:,| at| on| for)?(?: (?:only|just|about|the same|<A>)){1,3}\W*"
    )
)


def read(scene: Scene) -> None:
    """Add one statement for each clause that states a fact on such a topic."""
    if is_row(scene):
        return
    before = False
    for start, end in _stretches(scene):
        gapped = GAPPED.fullmatch(scene.text[start:end]) if before else None
        named = scene.name_at(start + gapped.start("name")) if gapped else None
        before = False
        if named and named.mention.group in {"index", "fund", "sector"}:
            subject = scene.resolved(named.mention)
            scene.state("untestable", (start, end), subject, testable=False)
            scene.close(start, end)
            before = True
            continue
        lost = LOST_MONEY.search(scene.text, start, end)
        if lost or scene.condition_at(start) or scene.is_closed(start) or ADVICE.match(scene.text):
            continue
        stretch = _without_apposition(scene, start, end)
        m = (
            _topic(stretch)
            or _flow(scene, start, end)
            or BREADTH.search(stretch)
            or HELD.search(stretch)
            or BETS.search(stretch)
            or _of_a_member(scene, start, end)
        )
        if (
            not m
            or not (
                DEFINITE.search(_without_small(scene, stretch, start)) or ONE_IN.search(stretch)
            )
            or (
                not _is_owned(stretch)
                and not _of_a_member(scene, start, end)
                and not BREADTH.search(stretch)
                and PRICE_MOVE.search(stretch)
                and not re.search(r" (?:of|in|at|for|among) (?:the )?‹n", stretch[m.start() :])
            )
        ):
            continue
        if _is_of_a_company(scene, start, end, m):
            scene.close(start, end)
            continue
        subject = _subject(scene, start, end, m)
        for one in _others(scene, start, end, subject):
            scene.state("untestable", (start, end), one, testable=False)
        scene.close(start, end)
        scene.untold.append((start, end))
        before = True


# "One company in seven", "every third company": a share in words.
ONE_IN = re.compile(
    words.marks(
        r"\bone (?:[a-z-]+ |<N> ){1,4}in ‹#\d+›|\bone (?:[a-z-]+ |<N> ){1,4}in (?:two|three|four|five|six|seven|eight|nine|ten)\b|‹d\d+›|\bevery (?:second|third|fourth|fifth|sixth|seventh|tenth)\b"
    )
)


# What only says what a market is: "oil, a major source of price pressures in the economy, ...".
APPOSITION = re.compile(
    r", (?:an?|the|one of|which (?:is|comprises|includes|tracks|measures)) [^‹]*(?:‹m\d+›[^‹]*)?"
)


def _without_apposition(scene: Scene, start: int, end: int) -> str:
    """Return a clause with blanks for what only says what its market is."""
    stretch = scene.text[start:end]
    for s, e in scene.asides:
        held = start <= s < e < end and scene.text[e] == ","
        if held and scene.text[s - 1] == "›" and APPOSITION.fullmatch(scene.text, s, e):
            stretch = stretch[: s - start] + " " * (e - s) + stretch[e - start :]
    return stretch


MANAGED = re.compile(r"\b(?:oversee|manag|run|supervis)\w* (?:[a-z]+ ){0,2}‹#\d+›")


def _without_small(scene: Scene, stretch: str, start: int) -> str:
    """Return a clause without the small numbers that only count things."""
    end = start + len(stretch)
    for p in scene.amounts:
        a = p.mention
        if (
            start <= p.start < end
            and a.measure == "bare"
            and a.whole
            and not a.money
            and a.values[0] <= 12
            and a.noun != "sum"
            and not scene.text.startswith(" times ", p.end)
        ):
            stretch = stretch.replace(scene.text[p.start : p.end], "")
    return MANAGED.sub("", stretch)


# What the fact did to a market: ", sending the fund up 1%".
SENDING = re.compile(
    words.marks(
        r", (?:send|push|lift|knock|driv|drag|pull|help|leav|tak|bring|giv)ing (?:the )?(?:[\w-]+ )?<N>"
    )
)
MAIN_VERB = re.compile(r", (?:had|has|have|is|are|was|were|[a-z]{2,}ed|rose|fell|lost|won|led)\b")


def _stretches(scene: Scene) -> list[tuple[int, int]]:
    """Return the clauses; one that only goes on with the one before is joined to it."""
    joined: list[tuple[int, int]] = []
    for start, end in scene.clauses:
        stretch = scene.text[start:end]
        if (
            joined
            and scene.text[start] == ":"
            and _topic(scene.text[joined[-1][0] : joined[-1][1]])
            and "‹" not in scene.text[joined[-1][0] : joined[-1][1]]
        ):
            joined[-1] = (joined[-1][0], len(scene.text))
            break
        goes_on = (
            joined
            and not (_topic(stretch) and DEFINITE.search(stretch))
            and not re.match(
                r"^,? (?:and |but |while |whereas |though |although |because |so that |since )",
                stretch,
            )
            and not re.match(words.marks(r"^,? (?:the )?<N>"), stretch)
            and not SENDING.match(stretch)
            and not (
                scene.text.startswith(
                    (", which ", ", who ", ", in which ", ", of which ", ", where "), joined[-1][0]
                )
                and MAIN_VERB.match(stretch)
            )
            and (
                not re.match(r"^[;:]", stretch)
                or re.match(r"^; (?:the )?‹n\d+›,? ‹[^›]+›", stretch)
            )
        )
        if goes_on and _topic(scene.text[joined[-1][0] : joined[-1][1]]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _is_owned(stretch: str) -> bool:
    """Whether a market owns the topic that moved: "small-cap earnings fell"."""
    return any(OWNED.search(stretch[: m.start()]) for m in ON_COMPANIES.finditer(stretch))


# What an item is headed by: "Inflation: when prices rose, ...".
LABEL = re.compile(r"\W*(?:[a-z]+ ){0,2}[a-z]+:")


def _topic(stretch: str) -> re.Match[str] | None:
    """Return the first topic of a stretch that is not an aside."""
    for pattern in (ON_COMPANIES, ON_ECONOMY):
        for m in pattern.finditer(stretch):
            polled = re.search(r"survey|polled|polls?$", m[0]) and OUTLOOK.search(stretch)
            if (
                not polled
                and not ASIDE.search(stretch[: m.start()])
                and not LABEL.fullmatch(stretch[: m.end()] + stretch[m.end() : m.end() + 1])
                and not NEWS.match(stretch[m.end() :])
            ):
                return m
    return None


def _others(scene: Scene, start: int, end: int, subject: Subject) -> list[Subject]:
    """Return the subject, and further markets of the clause that have a figure of their own."""
    found = [subject]
    if subject == (UNKNOWN,) and not any(start <= n.start < end for n in scene.names):
        return found
    for place in scene.amounts:
        if start <= place.start < end and place.mention.measure != "of":
            own = scene.subject(place)
            if (
                own
                and own not in found
                and UNKNOWN not in own
                and scene.group_of(own) in {"index", "fund", "sector"}
            ):
                found.append(own)
    figures = [p for p in scene.amounts if start <= p.start < end]
    return found[: max(1, len(figures))]


# A share of the members of a market is no move of it.
BREADTH = re.compile(
    words.marks(
        r"‹d\d+› (?:companies|firms|members|constituents) (?:in|of) (?:the )?<N>|<A> of (?:the |all )?(?:money|assets|capital) in (?:the )?<N>|<A> (?:of|in) (?:all |the |its |their )*(?:<N>(?:'s?|s')? )?(?:index )?(?:members|constituents|components|companies|stocks|names|shares|firms|holdings(?! (?:at|to|if|when|once)\b)|issues)\b(?! (?:rose|fell|was|is) ‹)|<A> of (?:all )?‹m\d+› (?:trade|are|stand|sit|remain|still)\b|<A> of (?:[a-z]+ )?(?:investors|savers|advisers|fund managers|economists) (?:call|are|say|expect|describe|hold|own|think|believe)\b|\b(?:advanc(?:ers|ing (?:issues|stocks))|declin(?:ers|ing (?:issues|stocks))|advances) (?:\w+ )?(?:outnumber\w*|led|beat)\b"
    )
)
# What one member in the middle did: "the median small-cap stock".
MIDDLE = re.compile(r"\b(?:median|average|typical) (?=‹n)")
MEMBER = re.compile(r"\b(?:stock|share|company|firm|name|member|constituent)$", re.I)


def _of_a_member(scene: Scene, start: int, end: int) -> re.Match[str] | None:
    """Return where a clause speaks of the median or average member of a market."""
    m = MIDDLE.search(scene.text, start, end)
    named = scene.name_at(m.end()) if m else None
    if m is None or named is None:
        return None
    words_ = scene.marked.sentence.text[named.mention.start : named.mention.end]
    after = re.match(r" (?:stock|share|company|firm|member|constituent)\b", scene.text[named.end :])
    return m if MEMBER.search(words_) or after else None


FLOW = re.compile(
    words.marks(
        r"(?:<N>(?: funds?| etfs?)?|\b(?:equity|stock|bond|money[- ]market|mutual) funds) (?:lost|shed|drew|attracted|gathered|saw|gained) (?:\w+ )?<A>(?! (?:points?|percent))|<N>(?: funds?| etfs?)? (?:took|taken|takes|pulled|drew|has taken) in (?:\w+ )?<A>|<A>[^.;]{0,20} (?:out of|into|from|to|in|left|fled|quit|entered|exited|deserted) (?:the )?<N>|(?:bought|sold|dumped|purchased|snapped up)[^.;]{0,12}<A> (?:worth )?of (?:the )?<N>"
    )
)


def _flow(scene: Scene, start: int, end: int) -> re.Match[str] | None:
    """Return where money goes into or out of a fund."""
    sums = [p for p in scene.amounts if start <= p.start < end and p.mention.noun == "sum"]
    return FLOW.search(scene.text[start:end]) if sums else None


# One company, its deal, or the money that someone looks after.
ONE_COMPANY = re.compile(
    rf"\b(?:the|a|an|its|this|that) (?:[\w-]+ ){{0,3}}(?:{COMPANY}|deal|acquisition|takeover|merger|bid|offer|ipo|buyout|transaction|joint venture|start-?up|unit)\b(?!s)|\b(?:oversee|manage|run|supervise)s? (?:about |some |more than |roughly )?‹#|\bhas (?:‹#\d+› )?under management\b"
)

# "A grocery chain beat forecasts".
BEAT = re.compile(r"beat|miss|top|exceed|surpass")


def _is_of_a_company(scene: Scene, start: int, end: int, topic: re.Match[str]) -> bool:
    """Whether a fact on earnings or debts is one of a single company."""
    if not (ON_COMPANIES.search(topic[0]) or BEAT.match(topic[0])) or any(
        start <= n.start < end and n.mention.group in {"index", "fund", "sector"}
        for n in scene.names
    ):
        return False
    return (
        bool(ONE_COMPANY.search(scene.text))
        or any(n.mention.word == companies.COMPANY for n in scene.names)
        or (start == 0 and FIRST_MOVER.match(scene.text) is not None)
    )


AT_LARGE = re.compile(
    r"(?:economic|real|u\.s\.|us) growth|econom(?:y|ic growth|ic output)|gdp|gross domestic product|inflation|unemployment|consumer prices?|payrolls?"
)
IN_WHICH = re.compile(r",? ?(?:(?:in|of|for|at) )?(?:which|whose|where) ")


# What is traded or held of any market, a commodity too.
MARKET_DATA = re.compile(
    r"positioning|positions|(?:net )?(?:short|long)(?: (?:positions?|contracts?))?|inflow|outflow|flows|open interest|(?:trading )?(?:volumes?|turnover)"
)


def _subject(scene: Scene, start: int, end: int, topic: re.Match[str]) -> Subject:
    """Return the market that the fact speaks of; the economy at large is none."""
    named = [
        n
        for n in scene.names
        if start <= n.start < end and n.mention.group in {"index", "fund", "sector"}
    ]
    if named and not (AT_LARGE.fullmatch(topic[0]) and named[0].start > start + topic.end()):
        return scene.resolved(named[0].mention)
    relative = IN_WHICH.match(scene.text, start)
    before = [
        n for n in scene.names if n.end <= start and n.mention.group in {"index", "fund", "sector"}
    ]
    if relative and before:
        return scene.resolved(before[-1].mention)
    referring = [
        n for n in scene.names if start <= n.start < end and n.mention.group == "reference"
    ]
    if referring and ON_COMPANIES.search(topic[0]):
        return scene.resolved(referring[0].mention)
    economy = ON_ECONOMY.search(scene.text, start, end)
    if economy and economy.start() <= start + topic.start() < economy.end():
        return (UNKNOWN,)
    if before and scene.drafts and scene.drafts[-1].kind == "untestable":
        return scene.resolved(before[-1].mention)
    if (
        ON_COMPANIES.search(topic[0])
        and scene.memory.subject
        and (
            scene.memory.group in {"index", "fund", "sector"}
            or (scene.memory.group == "commodity" and MARKET_DATA.match(topic[0]))
        )
    ):
        return scene.memory.subject
    if before and scene.drafts and ON_COMPANIES.search(topic[0]):
        return scene.resolved(before[-1].mention)
    traded = [n for n in scene.names if n.mention.group in {"commodity", "volatility"}]
    if traded and MARKET_DATA.match(topic[0]):
        return scene.resolved(traded[0].mention)
    return (UNKNOWN,)
