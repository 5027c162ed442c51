"""What no price shows, by its words: earnings, valuation, debts and flows, and the economy."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.patterns.untestable import ASIDE, SAID_OF, SUPPOSED_OF
from backtests.claims.reading.scene import Scene

# A row a topic.
COMPANIES = (
    (
        r"earnings(?! season)|analysts' (?:estimates|forecasts)(?= (?:of|for|imply)\b[^;]*‹%)"
        r"|(?<!take )(?<!taking )(?<!book )(?<!booking )(?<!lock in )"
        r"(?<!showed a )(?<!show a )(?<!shown a )(?<!shows a )(?<!at a )(?<!with a )(?<!were in )"
        r"(?<!was in )(?<!invest the )(?<!investing the )(?<!half of the )(?<!part of the )"
        r"(?<!some of the )(?<!most of the )(?<!rest of the )profits?(?! tak)(?! target)"
        r"|(?:do(?:es)? not|don\'t|never|cannot|fail to) make (?:any |a )?(?:money|profits?)"
        r"|los(?:e|es|t|ing) money(?! (?:in |on |over |for )?(?:only |just |about |some "
        r"|nearly )?(?:‹k\d+›|‹[%h]\d+› of the time))|margins"
        r"|(?:profit|operating|net|gross|interest) margin|sales|revenues?"
        r"|(?:(?<=n\d› )|(?<=n\d\d› ))yields?(?= (?:\w+ )?<%>)"
        r"|returns? on (?:equity|capital|assets)"
        r"|cash flows?|ebitda|eps|net income|report(?:s|ed|ing)? (?:a )?(?:net )?loss(?:es)?"
        r"|unprofitable|(?:runs?|operates?|works?) at a loss|earns? (?:its|their) interest"
        r"|of (?:spare |idle )?cash|cash (?:pile|hoard)s?|loss-making"
        r"|mak(?:es?|ing) (?:an? )?(?:net )?loss(?:es)?|mak(?:es?|ing) no (?:money|profits?)"
        r"|balance sheets?"
    ),
    (
        r"times (?:forward |trailing |expected |next year's |this year's |estimated |12-month "
        r"|sales|book|earnings|profits)+(?:earnings|profits|sales)?|multiples?"
        r"|trad(?:ed|es|ing) (?:this|so|as|that|more|less) (?:cheaply|expensively|richly|dearly)"
        r"|p/[ebs](?: ratios?)?|price[-/](?:to-)?(?:earnings|book|sales)(?: ratios?| multiples?)?"
        r"|valuation (?:gaps?|discounts?|premiums?|spreads?|multiples?|levels?)|price-earnings"
        r"|forward p/e|valu(?:ed|ations?)|price tag|cheaper than (?:the |their )?‹n\d+›"
        r"|(?:(?:as|so|this|that) )?(?:cheap|dear|expensive|pric[ei]y|costly)(?:er"
        r"|est)?(?= (?:as ever )?(?:against|relative to|compared (?:with|to)|than|versus) (?:the "
        r"|its |their )?(?:‹n\d+›|(?:[a-z0-9-]+ ){0,3}(?:average|mean|median|peers|rivals|history"
        r"|norm)\b))|(?:beat(?:en)?|topped|missed|exceeded"
        r"|surpassed)(?= (?:(?:their|the|analysts'|market|earnings|profit|sales|wall street"
        r"|consensus) )*(?:expectations|estimates|forecasts|consensus|predictions))"
        r"|better (?:results|figures|numbers) than (?:expected|forecast)|discount (?:of|to)"
        r"|premium to|undervalued|overvalued|cape(?: ratio)?"
    ),
    (
        r"(?<!including )(?<!includes )(?<!with )(?<!reinvested )(?<!counting )(?<!excluding )"
        r"(?<!without )(?<!before )dividends?(?! reinvested| included)|buybacks?"
        r"|spen[dt]s?(?= (?:\w+ ){0,2}‹#\d+› (?:on|buying|to buy))|payouts?"
        r"|pa(?:y|ys|ying|id) out(?= (?:\w+ )?‹[%h]\d+›)"
        r"|owe[sd]?(?! (?:much|a lot|something|little|everything|more|its|nothing)\b)"
        r"|yield(?:s)? (?=\S+ (?:in|on) dividends)|debts?(?! ceiling)|leverage|borrow(?:s|ed|ings?)"
        r"|refinanc\w+|maturit\w+|interest (?:cover\w*|costs?|expenses?|payments?)|floating[- ]rate"
        r"|(?<!savings & )(?<!savings and )loans?|credit ratings?|defaults?(?: rates?)?"
        r"|bankruptc\w+"
    ),
    (
        r"by weight|(?:makes? up|made up)(?! (?:\w+ )?‹[h%]\d+› of (?:what|its|their"
        r"|the) (?:[a-z]+ )?(?:loss|losses|ground|fall|drop|decline|it"
        r"|they)\b)(?! of (?:\w+ )?‹#)(?! (?:\w+ )?(?:ground|for|its|their|‹#\d+› of ‹r))"
        r"|account(?:s|ed)? for(?! (?:most|much|half|all|nearly all|almost all|the bulk) of"
        r" (?:‹r|it\b|that\b|this\b|them\b))"
        r"|share of the <N>|index weights?|weighting of|share of the index"
        r"|market (?:cap(?:italisation|italization)?|value)|inflows?|outflows?|redemptions"
        r"|withdrawals|flows|(?:fund|etf) (?:in|out)flows|short interest"
        r"|(?:short|long) (?:positions?|contracts?)|net (?:long|short)s?"
        r"|positioning(?! (?:itself|themselves|for|the|it|its|us|them|investors)\b| ‹)"
        r"|open interest|(?:long|short) positions? (?=account|total|made|worth|were|was)"
        r"|positions worth|positions? in (?:futures|options)|assets under management"
        r"|trading volumes?|turnover|insiders?|analyst coverage|(?<!of )holdings of"
        r"|allocations(?= (?:to|rose|fell|are|have|stand))"
    ),
)
ECONOMY = (
    (
        r"(?:labou?r|job|jobs) markets?"
        r"|(?<!(?:earnings|n profit|s profit|\w\w sales) )growth(?= (?:slow|accelerat|cool|fall|ris"
        r"|eas|recover|pick)(?:ing|s|ed|ling)? (?:up )?(?:down )?to (?:about |only |just )?‹%)"
        r"|inflation expectations|consumer prices?|producer prices?|consumption expenditures?"
        r"|(?:shelter|housing|home|house|import|export|energy|core|food) (?:costs|prices)"
        r"|inflation|cpi|pce|ppi|gdp"
        r"|gross domestic product|(?:economic|real|u\.s\.|us) growth"
        r"|econom(?:y|ic growth|ic output)"
        r"|output|payrolls?|(?:first|second|third|fourth)-quarter growth"
        r"|(?<!its )(?<!their )(?<!the )(?<!good )jobs?(?: (?:growth|gains|creation|market))?"
        r"|hiring|employment|employers|unemployment|joblessness"
        r"|(?<!defence )(?<!capital )spending(?= (?:rose|fell|grew|climbed|dropped|slowed|jumped"
        r"|declined))|(?<!in )confidence(?= (?:rose|fell|grew|climbed|dropped|slipped|jumped"
        r"|declined|improved|weakened))|jobless(?: claims| rate)?|wages?"
        r"|pay(?= (?:rose|fell|grew|climbed|growth|was|rises|\S*‹%))|hourly earnings|retail sales"
        r"|industrial production|factory orders|durable goods|housing starts|home sales"
        r"|building permits|productivity|ism|pmi|purchasing managers'?"
        r"|manufacturing(?= (?:‹w\d+› )?(?:index|activity|gauge|sector|output|orders|in \S+ "
        r"|slipped|rose|fell|grew|improved|slowed|expanded|contracted|shrank|unexpectedly))"
        r"|services (?:index|gauge|sector|activity)|homebuilding|home construction|housing market"
        r"|new orders|business activity|consumer price index|(?:construction|holiday|retail"
        r"|household|government|federal|public|advertising) spending"
        r"|job(?:less)? (?:openings|cuts)|unemployment benefits|tariffs(?= (?:‹w\d+› )?averag)"
        r"|(?:business|consumer) (?:confidence|sentiment|spending|optimism)|trade deficit"
        r"|budget deficit|deficit(?! (?:of ‹[pi%]\d+› )?(?:to|against"
        r"|versus) (?:the )?‹n)(?! of (?:[a-z]+ )?‹%\d+›(?! of))|public debt|national debt|exports?"
        r"|imports?|household\w*|deposits(?= (?:at|of|in|fell|rose|dropped|grew))"
        r"|money[- ]market funds|(?:labou?r|input|borrowing|unit) costs"
        r"|(?<!› )(?:risks?|chances?|odds|probability|likelihood) of (?:an? )?(?:[a-z.-]+ )?"
        r"recession"
        r"(?![^.;]*‹[%kh])|credit[- ]card (?:balances|debt)"
        r"|consumer credit|mortgage applications|savings rate"
        r"|recession odds|layoffs|job openings|vacancies|growth (?:forecast|estimate|projection)s?"
        r"|optimism(?= (?:gauge|reading|measure|slid|fell|rose|index|climbed|dropped|was))"
        r"|tax(?:es)? (?:receipts|revenue)|leading indicators?"
        r"|(?:national|business|economic|factory) (?:activity|conditions|outlook) (?:index|gauge)"
    ),
    (
        r"surveys?|polls?(?= (?:shows?|showed|finds?|found)\b)|respondents"
        r"|(?:managers|investors) (?:surveyed|polled)|cash levels"
        r"|(?:bulls|bears) (?:outnumber|outnumbered|among)"
        r"|bull-bear|sentiment|investor intelligence|aaii"
        r"|fund managers (?:are|were|say|said|hold|held|polled|surveyed)"
        r"|(?:overweight|underweight)(?= (?:in )?(?:the )?<N>)|mergers|takeovers|ipos"
        r"|initial public offerings|money supply|margin debt|rig count"
        r"|(?:fed|central bank|‹f\d+›)'s (?:[a-z]+ )?balance sheet"
    ),
)
ON_COMPANIES, ON_ECONOMY = words.any_of(*COMPANIES), words.any_of(*ECONOMY)
# A fact that names no market and no time: "consumer spending remains strong".
STATED = re.compile(f"(?:{ON_ECONOMY.pattern}|{ON_COMPANIES.pattern})(?:{SAID_OF.pattern})", re.I)


def speaks(scene: Scene) -> bool:
    """Whether a sentence states how such a topic was or changed, though it names no market."""
    return STATED.search(scene.text) is not None


def said(stretch: str, topic: re.Match[str]) -> re.Match[str] | None:
    """Return the topic that is the subject of a verb which states how it was or changed."""
    topics = (m for pattern in (ON_COMPANIES, ON_ECONOMY) for m in pattern.finditer(stretch))
    return next(
        (
            m
            for m in (*topics, topic)
            if SAID_OF.match(stretch, m.end())
            and not SUPPOSED_OF.search(stretch[: m.end()])
            and not ASIDE.search(stretch[: m.start()])
        ),
        None,
    )
