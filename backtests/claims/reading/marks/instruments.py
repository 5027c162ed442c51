"""The table of instruments, and where a sentence names or refers to one.

One row a name: symbol, class, pattern. Patterns match in any case but for tickers, which are
upper case. The row of the longest match counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

from backtests.claims.reading.marks import companies, groups

Group: TypeAlias = Literal[
    "index",
    "fund",
    "sector",
    "volatility",
    "yield",
    "fed",
    "spread",
    "commodity",
    "several",
    "other",
    "market",
]


class Instrument(NamedTuple):
    """A row of the table: the symbols, what sort of thing it is, how texts name it."""

    symbols: tuple[str, ...]
    group: Group
    names: str
    tickers: str = ""


SHARES = (
    r"(?:[ -](?:stocks?|shares?|equities|benchmark|index|gauge|names|indexes|indices|average))?"
)
# What follows a sector that is named by one word: "technology lost 2%", "technology, up 2%, led".
MOVES = (
    r",? (?:up|down|off) (?!to\b|for\b)|,? which\b"
    r"| (?:is|was|has|had|rose|fell|gained|lost|led|lagged|added|shed|slid|sank|slipped|jumped|dropped"
    r"|climbed|advanced|tumbled|surged|soared|rallied|outperformed|underperformed|beat|trailed)\b"
)
# What sets a market against a sector of one word: "have beaten technology by 4%".
AFTER_A_RIVAL = "|".join(
    rf"(?<=\b{word} )"
    for word in (
        *("beat", "beats", "beaten", "beating", "lead", "leads", "led", "leading", "outdone"),
        *("outpace", "outpaced", "outpacing", "outrun", "outshone", "outdid", "outstripped"),
        *("outperform", "outperformed", "outperforming", "underperform", "underperformed"),
        *("lag", "lags", "lagged", "lagging", "trail", "trails", "trailed", "trailing"),
        *("than", "behind", "ahead of", "against", "versus", "topped", "bested", "overtaken"),
    )
)
TREASURY = (
    r"(?:[ -](?:us |u\.s\. )?(?:treasury|treasuries|government bond))?(?:[ -](?:note|bond)s?)?"
)
# What "the ten-year" may be that is no note.
# Gauges of a chart, of which a market has a reading and no price.
INDICATOR = (
    r"(?:(?:\d+-(?:day|week|month)|daily|weekly|monthly) )*(?:rsi|relative[- ]strength (?:index|reading|indicator|gauge)|macd"
    r"|stochastics?|(?:mcclellan |momentum |price )*oscillators?|(?:equity |total )?put[/-](?:to[/-])?call ratio"
    r"|advance[/-]decline (?:line|ratio)|bull[/-]bear (?:spread|ratio)|fear (?:and|&) greed index)"
    r"(?: (?:on|of|for) (?:the )?(?:s&p 500|dow|nasdaq(?: 100)?|russell 2000|index|iwm|spy|qqq)(?!\w))?"
)
# The other of two yields: "and its two-year cousin to 4%".
COUSIN = r"(?:cousin|sibling|counterpart|equivalent|brother|sister|peer)s?"
TERM = (
    r"(?:us |u\.s\. )?(?:treasur|government|note|bond)|(?:[a-z]+ )?(?:highs?|lows?|peaks?|averages?|anniversary|period|stretch|run|mean|median|plan|view|outlook|forecast"
    r"|horizon|history|record|rally|bull|bear|returns?|chart|trend|window|wait|cycle|gap|spread|deal|contract|lease|loan|mortgage)\b"
)
# "A further cut in December", "the next hike is due in June": of nothing else than rates.
_WHEN_STEP = (
    r"(?:in|for|by|before|at|until|from) (?:the |late |early |mid-?|(?:end|start|middle|close) of )*(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|spring|summer|autumn|winter|(?:first|second|third|fourth|next|following|coming) (?:quarter|half|meeting|month|year)|(?:the )?(?:end|middle) of the (?:year|quarter|month)|the (?:year|quarter) is out|year-end|q[1-4]|20\d\d)\b"
)
_IS_SEEN = r"(?:(?:is|are|was|looks?|seems?|remains?) (?:now |also |still |widely |generally )*(?:expected|likely|due|priced|seen|on the cards|unlikely|certain|forecast|in sight)\b)"
NEXT_STEP = (
    r"(?:first|next|last|final|further|another|second|third|fourth|fifth) (?:and (?:last|final) )?(?:rate )?(?:cut|hike)"
    rf"(?= (?:{_IS_SEEN}|{_WHEN_STEP}))"
)
# Parts of an index that have no symbol here.
OTHER_SECTOR = (
    r"(?:energy|utilit(?:y|ies)|health ?care|consumer (?:staples|discretionary|cyclicals?)|materials|real estate"
    r"|telecom(?:munications?)?(?: services)?|communications? services|homebuild(?:ers?|ing)|transport(?:ation)?s?)"
)
BENCHMARK = r"(?:(?:benchmark|us|u\.s\.) )*"
TABLE = (
    Instrument(
        ("RUT",),
        "index",
        r"russell[ -]?2[,.]?000(?! (?:value|growth))(?: index)?(?: of small(?:er)?[ -](?:company|companies|cap)'?(?: stocks| shares| companies)?)?|r2k"
        rf"|(?:us |u\.s\. |american )?small(?:er)?[ -]?cap(?:s|itali[sz]ation)?\b{SHARES}"
        rf"|small(?:er)?(?: listed| public| us)?[ -]compan(?:ies|y)'?{SHARES}"
        r"|small(?:er)? (?:stocks|firms|businesses)|small(?= (?:and|or|nor|than) (?:large|big|mid)[- ]?caps?\b)"
        r"|(?-i:Russell)(?=(?:'s)? (?:[a-z(]|\d+(?:st|nd|rd|th)\b|\d+\.\d|[-+])|[,.;:)]|$)",
        r"RUT|\^RUT|@?RTY|(?:RUS|US)2000",
    ),
    Instrument(
        ("SPX",),
        "index",
        rf"s ?& ?p[ -]?500(?: index)?|sp[ -]?500(?: index)?|s and p 500|standard (?:&|and) poor's 500(?: index)?"
        rf"|large(?:r|st)?[ -]?caps?\b{SHARES}|(?:large|big)(?:ger|r)? companies"
        r"|(?:large|big)(?:ger|r)? stocks|large(?:r)? ones|(?:the )?big(?:ger)? (?:ones|caps|brothers|siblings|cousins|peers|rivals)|large(?:r)? (?:peers|rivals|brethren|cousins|counterparts|siblings)|mega[ -]?caps?|large(?= (?:and|or|nor|than) (?:small|mid)[- ]?caps?\b)|broad(?:er|est|-market|-based)?(?: market)?(?: stock| us| u\.s\.)? (?:market|index|gauge|benchmark)",
        r"SPX|\^GSPC|(?:US|SPX)500|\.INX|S&P(?! (?:Global|[Mm]id|[Ss]mall|400|600|100|Dow))",
    ),
    Instrument(
        ("DJI",),
        "index",
        r"dow jones(?: industrials?)?(?: average| avg\.?)?(?: index)?(?! newswires| market data| risk| & | transport| utilit| u\.s\. total| us total)|dow industrials?(?: average)?|(?:the )?30-stock (?:average|index|benchmark|gauge)"
        r"|blue[ -]chips\b(?! (?:stocks|shares|companies))|blue-chip (?:dow jones(?: industrials?)?(?: average)?|dow industrials?(?: average)?|dow|average|index|gauge|barometer)(?: jones)?|(?-i:Dow|DOW)(?!,? (?:jones|transport|theor|inc|chem|and company|&))",
        r"DJI|DJIA|\^DJI|US30",
    ),
    Instrument(("NDX",), "index", r"nasdaq[ -]?100(?: index)?", r"NDX|\^NDX|NAS100|US100"),
    Instrument(
        ("IXIC",),
        "index",
        r"(?:tech-heavy |tech-laden |technology-heavy )?nasdaq composite(?: index)?|tech-heavy (?:index|gauge|benchmark|average)|(?:tech-heavy )?nasdaq(?: index)?(?! (?:100|-100|inc\b|biotech|debut|listing|list|exchange|stock (?:market|exchange)))",
        r"IXIC|COMP|\^IXIC",
    ),
    Instrument(
        ("MID",),
        "index",
        rf"mid(?:dle)?[ -]?(?:size )?caps?\b{SHARES}|s&p (?:midcap )?400(?: index)?|(?:standard (?:&|and) poor's|s&p) (?:400 )?mid-?cap(?: 400)?(?: index)?|mid-sized companies",
        r"MID(?= )|US400",
    ),
    Instrument(groups.MAJOR, "several", groups.NAMES),
    Instrument(("IWM",), "fund", r"ishares russell 2000(?: etf)?", "IWM"),
    Instrument(("SPY",), "fund", r"spdr s&p 500(?: etf)?(?: trust)?", "SPY"),
    Instrument(("QQQ",), "fund", r"invesco qqq(?: trust)?", "QQQ"),
    Instrument(
        ("KRE",),
        "sector",
        r"(?:us |u\.s\. )?regional[ -](?:bank(?:s|ing)|lenders|bank(?= (?:stocks|shares|fund|etf|index|sector)))\b(?: (?:stocks|shares|fund|etf|index|sector))?",
        "KRE",
    ),
    Instrument(
        ("XLF",),
        "sector",
        r"financials?(?: select sector)? (?:spdr(?: fund| etf)?|fund|etf)|financials|financial (?:stocks|shares|sector)",
        "XLF",
    ),
    Instrument(
        ("XLI",),
        "sector",
        r"industrials?(?: select sector)? spdr(?: fund| etf)?|industrials|industrial (?:stocks|shares|sector)",
        "XLI",
    ),
    Instrument(
        ("XLK",),
        "sector",
        (
            rf"technology(?: select sector)? spdr(?: fund| etf)?"
            rf"|(?:information )?tech(?:nology)? (?:sectors?|stocks|shares|funds?)"
            rf"|tech(?:nology)?(?={MOVES})|(?<![a-z] )tech(?:nology)?(?= [-+–−]\d)"
            rf"|(?:(?<=, )|(?<=and )|(?<=; ))tech(?:nology)?(?= (?:by )?\d)"
            rf"|(?:(?<=cut )|(?<=raise )|(?<=lift )|(?<=trim )|(?<=move )|(?<=overweight )"
            rf"|(?<=underweight )|(?<=reduce ))tech(?:nology)?(?= to \d|[,.;]| and )"
            rf"|(?:(?<=quarter for )|(?<=year for )|(?<=month for )|(?<=week for )"
            rf"|(?<=half for ))tech(?:nology)?(?=[,.;]|$| and )"
            rf"|(?:{AFTER_A_RIVAL})tech(?:nology)?(?= (?:by|in|over|this|next|last|on|for|since"
            rf"|so far|during|year|and|or|nor)\b|[,.;)]|$)"
        ),
        "XLK",
    ),
    Instrument(
        ("XBI",),
        "sector",
        r"biotech(?:s|nology)?\b(?: (?:stocks|shares|sector|fund|etf|index))?",
        "XBI",
    ),
    Instrument(
        ("VIX",),
        "volatility",
        r"(?:(?:the )?cboe(?:'s)? )?(?:market |implied |stock-market )?volatility (?:index|gauge|measure|barometer)(?: \(vix\))?|cboe(?:'s)? (?:gauge|index|measure)"
        r"|(?:(?:wall street's|the market's|equity) )?(?:so-called )?fear (?:gauge|index)|(?:gauge|barometer|index|measure) of fear|vix(?: index)?",
        r"\^VIX",
    ),
    Instrument(
        ("DGS10", "DGS2"),
        "spread",
        r"(?:the |its )?(?:gap|spread|difference) (?:to|with|over|against) (?:the |its )?(?:two|ten|2|10)-year(?: treasury)?(?: note| bond| yield)?s?(?! (?:average|high|low))"
        r"|(?:the )?(?:gap|spread|difference) between (?:the two|them)|(?:the )?(?:(?:gap|spread|difference|yield gap) between (?:the )?(?:two|ten|2|10)(?:-year|-)?(?: treasury)?"
        rf"(?: yields?)? and (?:the )?(?:two|ten|2|10)-year{TREASURY}(?: yields?)?)"
        r"|2s/?10s(?: (?:spread|curve|gap))?|(?:2-10|2/10|10-2) (?:spread|curve|gap)|(?:the )?(?:treasury )?yield curve|the curve|(?:the )?(?:gap|spread|difference) between (?:tens|10s) and (?:twos|2s)|twos?[- ]tens?(?: (?:spread|curve|gap))?|(?:10|ten)-year(?: treasury)?(?: yields?)? (?:minus|less|over) (?:the )?(?:2|two)-year(?: treasury)?(?: yields?)?"
        r"|(?:the )?(?:two|2)(?:-year)?(?:[ -/]|-to-| versus | vs\.? | against )(?:the )?(?:ten|10)-year (?:spread|gap|(?:yield )?curve)"
        r"|(?:ten|10)(?:-year)?(?:[ -/]|-to-| minus )(?:two|2)-year (?:spread|gap|curve)",
    ),
    Instrument(
        ("DGS10",),
        "yield",
        rf"{BENCHMARK}(?:10|ten)[ -]?(?:year|yr)\b{TREASURY}(?:'s)? yields?"
        rf"|{BENCHMARK}(?:10|ten)[ -](?:year|yr)(?: treasury| treasuries| note| bond)+s?"
        r"|(?:10|ten)-(?:year)?(?=,? (?:and|or|to) (?:the )?(?:2|two)[ -]?year)"
        rf"|(?:10|ten)[ -]year {COUSIN}|the (?:10|ten)-year(?! {TERM})|(?:10|ten)[ -]year (?:notes|treasuries|paper|debt|ones?)|(?<=than )tens|(?:tens|10s)(?= (?:yield|at|are|were|rose|fell|to|last|\d\.\d)\b)"
        rf"|(?:the )?yields? (?:on|of) (?:the )?{BENCHMARK}(?:10|ten)[ -]year{TREASURY}"
        r"|(?:the )?benchmark (?:us |u\.s\. )?(?:treasury )?(?:bond )?yields?|(?:us |u\.s\. )?treasury yields?",
        r"DGS10|TNX",
    ),
    Instrument(
        ("DGS2",),
        "yield",
        rf"(?:us |u\.s\. )*(?:2|two)[ -]?(?:year|yr)\b{TREASURY}(?:'s)? yields?"
        r"|(?:2|two)-(?:year)?(?=,? (?:and|or|to) (?:the )?(?:10|ten)[ -]?year)"
        rf"|(?:2|two)[ -]year(?: treasury| treasuries)(?:[ -](?:note|bond)s?)?"
        rf"|(?:the )?yields? (?:on|of) (?:the )?(?:2|two)[ -]year{TREASURY}"
        rf"|(?:2|two)[ -]year {COUSIN}|the (?:2|two)-year(?! {TERM})|(?:2|two)[ -]year (?:notes|treasuries|paper|debt|ones?)|(?<=than )twos|(?:twos|2s)(?= (?:yield|at|are|were|rose|fell|to|last|\d\.\d)\b)",
        "DGS2",
    ),
    Instrument(
        ("FFT",),
        "fed",
        r"(?:the )?(?:fed(?:eral|\.)?(?:'s)? )(?:funds?|target|policy|benchmark|key|main|official)"
        r"(?: (?:funds|interest|target|policy|benchmark))*(?: rate)?(?: target)?(?: range)?"
        r"|(?:the )?(?:longer|long)[- ]run (?:policy )?rate|(?:the )?terminal rate|(?:the )?funds rate(?: target)?|(?:policy|key|official|benchmark|overnight)(?: interest| lending| borrowing)? rate"
        r"|(?:the|its) target range(?= (?:now |still )?(?:(?:stands?|is|was|remains?)(?: now| unchanged)? at|to|at|of|reached|by) \d\.\d)|the range(?= to \d\.\d+%? ?(?:-|–|to) ?\d\.\d)"
        r"|(?:the )?(?:upper|lower|top|bottom) (?:bound|end|limit) of (?:its|the|the fed's) target(?: range)?|the (?:upper|lower) bound(?! (?:of|for|on))"
        r"|(?:interest[ -])?rate[ -](?:cut|hike|increase|rise|reduction)s?"
        r"|(?:the )?(?:federal reserve|fomc|central bank|(?-i:Fed))(?! (?:governor|chair|official|day|meeting|minutes|decision|week|statement|speech|speaker|watch))"
        rf"|{NEXT_STEP}"
        r"|interest[ -]rates|^rates(?=:)|(?<!tax )(?<!default )(?<!exchange )(?<!growth )(?<!mortgage )(?<!lending )(?<!interest )rates(?= (?:down|up|on hold|unchanged|steady|were|stayed|remained?|have been|will|would|could|may|might|to be)\b)|(?:official |us )?borrowing costs|(?:(?:fed|monetary) )?policy-?makers|(?:fed )?officials(?= (?:left|kept|held|cut|raised|lowered|hiked|trimmed|lifted) (?:their|its|the|rates|interest|short-term)\b)|rate-?setters|(?:the )?(?:fed(?:eral reserve)?'s )?(?:open market|policy|rate-setting) committee"
        r"|(?:(?<=cut )|(?<=cuts )|(?<=cutting )|(?<=raise )|(?<=raised )|(?<=raises )|(?<=hold )|(?<=holds )|(?<=held )"
        r"|(?<=left )|(?<=leave )|(?<=leaves )|(?<=keep )|(?<=keeps )|(?<=kept )|(?<=lower )|(?<=lowers )|(?<=lowered )"
        r"|(?<=hike )|(?<=hiked )|(?<=raising )|(?<=lowering )|(?<=slash )|(?<=lift )|(?<=lifted )|(?<=leaving )|(?<=keeping ))rates",
        "FFT",
    ),
    Instrument(
        ("HYOAS",),
        "spread",
        r"(?:us |u\.s\. )?(?:high[ -]yield|junk)(?:[ -](?:bond|credit|debt|corporate))?(?:s'|s)?[ -](?:credit )?spreads?"
        r"|spreads? (?:on|of|for|over treasuries (?:on|of)) (?:us )?(?:high[ -]yield|junk|speculative-grade)(?:[ -](?:bond|credit|debt)s?)?"
        r"|(?:the )?(?:gap|spread|difference) between (?:high[- ]yield|junk)(?: bonds?| debt)?(?: yields)? and (?:us )?(?:treasur(?:y|ies)|government bonds?)(?: bonds?)?(?: yields)?"
        r"|credit spreads?|(?:extra|additional) (?:yield|interest) (?:on|of|paid by|paid on|for|from|offered by|demanded (?:on|for|to (?:hold|own))) (?:us )?(?:junk|high[ -]yield|speculative-grade)(?: bonds?| debt| credit| issuers)?"
        r"|(?:risk )?premium (?:on|of|for|paid by) (?:junk|high[ -]yield)(?: bonds| debt)?"
        r"|(?:junk|high[ -]yield|speculative-grade)(?:-rated)? (?:bonds?|borrowers|debt|issuers|credits?)(?=[^.;]*\b(?:basis points?|bps?)\b)"
        r"|(?<=over treasuries, )(?:junk|high[ -]yield)(?: (?:bonds?|debt|credit))?"
        r"|(?:junk|high[ -]yield)(?= (?:pays?|yields?|offers?|trades? at) [^.;]{1,24}\b(?:basis points?|bps?)\b)",
        "HYOAS",
    ),
    Instrument(
        ("GOLD",),
        "commodity",
        r"(?:spot )?gold(?! (?:rush|standard|medal|man|mine|star))(?: price)?|bullion|(?:yellow|precious) metal",
        "GLD|XAU",
    ),
    Instrument(
        ("BTC",),
        "commodity",
        r"bitcoin(?:'s price)?|the (?:largest |biggest |world's largest |original )?(?:cryptocurrency|digital currency|digital token)",
        "BTC",
    ),
    Instrument(
        ("OIL",),
        "commodity",
        r"(?:us |u\.s\. |brent |wti )?crude(?: oil)?(?: futures| prices)?|brent|west texas intermediate"
        r"|oil(?: prices?| futures)?(?! (?:rigs?\b|output|compan|major|produc|stock|share|firm|explor|field|sector))",
        "WTI",
    ),
    Instrument(
        ("DXY",),
        "commodity",
        r"(?:the )?(?:us |u\.s\. )?dollar(?:'s)? index|(?:the )?(?:us |u\.s\. )dollar|the dollar|greenback",
        "DXY",
    ),
    # Markets that have no symbol here: what is said of them is not read, and their digits are names.
    Instrument(
        (),
        "other",
        r"(?:(?:london|britain|japan|tokyo|germany|europe|canada|india|china|australia)'s|british|uk|japanese|european|german|indian|chinese|asian|foreign|international|global|emerging(?:-market)?|canadian|australian) (?:small|mid|large)(?:er)?[ -]?caps?"
        r"|(?:us |u\.s\. )?(?:small|mid|large)(?:[ -]?cap)? (?:value|growth)(?: stocks| shares| index| funds?)?|value (?:stocks|shares)|growth (?:stocks|shares)"
        r"|(?:(?:small|mid|large|mega|micro|all)[ -]?cap(?:itali[sz]ation)? |equal[- ]weight(?:ed)? )?russell[ -]?(?:1[,.]?000|3[,.]?000|2[,.]?500|2[,.]?000 (?:value|growth)|top (?:50|200)(?: mega ?cap)?|mid[ -]?cap|micro[ -]?cap)(?: value| growth)?(?: index)?"
        r"|ftse[ -](?:100|250|all-share|mib)|nikkei(?:[ -]?225)?|dax(?: 40)?|cac(?: 40)?|hang seng|(?:bse )?sensex|nifty(?: 50)?|straits times|bovespa|(?:benchmark )?(?:(?:shanghai|shenzhen|tsx|s&p/tsx|taiwan|jakarta|stockholm) composite|s&p/asx 200|asx 200|spanish ibex|ibex(?: 35)?)(?: index)?"
        rf"|(?:the )?(?:s&p|standard (?:&|and) poor's|russell) (?:500|2000)(?:'s)? {OTHER_SECTOR} (?:sector|index|group|stocks|shares|companies|names)|{OTHER_SECTOR} (?:stocks|shares|sectors?|names)|s&p 500 equal[- ]weight(?:ed)?(?: index)?"
        r"|(?:energy|utilit(?:y|ies)|health ?care|consumer (?:staples|discretionary)|materials|real estate|telecom(?:munications?)?|communications? services) (?:component|sector|group|subindex|portion|constituents?)s? (?:of|in|within) the (?:s&p|standard & poor's) 500(?: index)?"
        r"|(?:the )?(?:nyse|new york stock exchange|amex|american stock exchange|[a-z]+-bloomberg [a-z]+) (?:composite )?index|(?:nyse|amex|american exchange|new york stock exchange) composite|(?:dow jones )?wilshire ?5[,.]?000(?: composite| [a-z]+ market)*(?: index)?|(?:stock )?markets in (?:developed|emerging|other|foreign|european|asian) (?:countries|economies|markets)"
        r"|(?:euro )?stoxx(?:(?: europe)? (?:50|600))?|topix|kospi|msci(?:'s|-)? ?[a-z ]{2,20}|csi 300|kbw (?:nasdaq )?(?:regional )?(?:bank(?:ing)? )?index(?: of [a-z0-9 ]{3,40}banks)?"
        r"|s&p (?:smallcap |small[- ]cap )?600(?: small[- ]?cap)?(?: index)?|s&p 100|s&p 500 equal[- ]weight(?: index)?|(?:(?:its|the|their|an) )?equal[- ]weight(?:ed)? (?:version|index|s&p 500|cousin|counterpart|sibling|benchmark|s&p)|global dow(?: index)?|dow transports?|dow jones transport\w*"
        r"|(?:3|three|5|five|7|seven|15|fifteen|20|twenty|30|thirty)[ -](?:month|year) (?:treasury |treasuries|fixed(?:[- ]rate)? |average |jumbo )*(?:note |bond |bill )?(?:yield|mortgage)s?|(?:30|thirty|20|twenty|7|seven|5|five|3|three)[ -]year (?:treasury |government |u\.s\. )*(?:bond|note|bill)s?|(?:the )?long bond|\d{1,2}-week bills?|(?:four|six|eight)-week bills?"
        r"|(?:cboe )?(?:russell 2[,.]?000|nasdaq[ -]100|gold|(?:crude )?oil|treasury|bond) volatility index|(?-i:RUI|RVX|VXN|OVX|GVZ|MOVE index)\b"
        rf"|{INDICATOR}"
        r"|(?:(?:speculative|spec|investment|high)-grade|corporate|junk|high[- ]yield|muni(?:cipal)?)(?: corporate)?(?:[- ](?:bond|debt|credit|market))? yields?"
        r"|mortgage rates?|(?:bloomberg|wsj|wall street journal)(?: u\.s\.)? dollar(?: spot)? index|silver|copper|platinum|palladium|coffee|cocoa|wheat|corn|soybeans?|sugar|cotton|natural gas"
        r"|gasoline|petrol|diesel|freight(?: rates?)?|iron ore|lumber|ether(?:eum)?|solana|home prices|house prices"
        rf"|{companies.FOREIGN_BANK}(?:'s)?(?: (?:deposit|policy|bank|main|key|benchmark))*(?: (?:rate|facility))?"
        rf"|(?:the )?{companies.ABROAD}(?:'s)? {companies.DEBT}yields?|{companies.DEBT}{companies.ABROAD} {companies.DEBT}yields?"
        rf"|(?:the )?yields? (?:on|of) (?:the )?{companies.DEBT}{companies.ABROAD}(?: (?:government|sovereign|bonds?|notes?|debt))*"
        r"|(?-i:[Tt]he yen|[Tt]he euro|[Ss]terling|[Tt]he pound)|bunds?|gilts?|rents?|utilities|reits?|gold miners?"
        r"|(?:the )?(?:(?:us |u\.s\. )?(?:treasury|treasuries|government bond)|bond|credit|junk bond|corporate bond) markets?|emerging markets?|developed markets?|international (?:markets|stocks|equities|shares)|foreign (?:markets|stocks|equities)|(?:european|asian|chinese|japanese|british|german|french|indian|overseas) (?:stocks|shares|equities|markets)|energy (?:stocks|shares|sector)|(?:energy|utilities|health ?care|consumer (?:staples|discretionary)|materials|real estate|communication services) select sector spdr(?: fund| etf)?",
    ),
    Instrument(
        ("?",),
        "market",
        r"(?:us |u\.s\. )?(?:stocks|shares|equities)|the(?: (?:us|u\.s\.|american))?(?: (?:stock|equity))? market|wall street(?!')|(?<!money )(?<!futures )(?<!bond )(?<!credit )(?<!swaps )(?<!swap )(?<!emerging )(?<!housing )(?<!labor )(?<!labour )(?<!job )(?<!jobs )(?<!bear )(?<!bull )markets(?! in )",
    ),
)
# Words that refer back: what they stand for among the groups, in the order of preference.
REFERENCES: tuple[tuple[str, tuple[Group, ...]], ...] = (
    (r"(?:the|this|that)(?: whole)? (?:fund|etf)", ("fund", "sector")),
    (
        r"(?:the|this|that)(?: (?:whole|us|u\.s\.|benchmark|stock|equity|stock-market|equity-market|main|closely watched|widely followed))* (?:index|benchmark(?! (?:interest |lending |policy |borrowing )?rates?\b)(?! (?:us |u\.s\. )?(?:treasury )?(?:10|ten)[- ])|gauge|indexes|barometer)|this (?:market|rally|advance)",
        ("index", "fund", "volatility"),
    ),
    (r"(?:the|this|that) (?:sector|group)", ("sector",)),
    (r"(?:the|this|that) (?:metal|commodity|coin|token|currency)", ("commodity",)),
    (r"(?:the|this|that) (?:yield|note)(?! curve| on| of)", ("yield",)),
    (
        r"(?:(?<!fill )(?<!fills )(?<!filled )(?<!close )(?<!closed )the|this|that) (?:spread|gap)(?! between| of (?:our|the|their|its|\w+'s?) \w)|(?:^|(?<=[.;,:] )|(?<= and )|(?<= but )|(?<=when )|(?<=if )|(?<=that ))spreads(?= (?:should|could|will|would|may|ought|ended|closed|stand|stood|are|were|have|had|now|widened|narrowed|tightened|rose|fell|finished|began|started)\b)",
        ("spread", "yield"),
    ),
    (r"the rate(?= (?:at|to) )", ("fed",)),
    (r"the (?:former|latter)", ()),
    (r"(?:it|its|itself|they|them|their)", ()),
)


@dataclass(frozen=True, slots=True)
class Name:
    """Where a sentence names a market, or refers to one (`symbols` is empty, `refers` says how)."""

    start: int
    end: int
    symbols: tuple[str, ...]
    group: Group | Literal["reference"]
    refers: tuple[Group, ...] = ()
    word: str = ""


@cache
def _finder() -> re.Pattern[str]:
    parts = []
    for i, row in enumerate(TABLE):
        ticker = f"|(?-i:{row.tickers})" if row.tickers else ""
        parts.append(f"(?P<i{i}>{row.names}{ticker})")
    parts += [f"(?P<r{i}>{pattern})" for i, (pattern, _) in enumerate(REFERENCES)]
    return re.compile(rf"(?<![\w&^])(?:{'|'.join(parts)})(?![\w])", re.IGNORECASE)


def names(text: str) -> list[Name]:
    """Return the markets that a sentence names or refers to, in order; the longest match counts.

    A single company is one without a symbol.
    """
    markets = _not_of_the_fed(_markets(text))
    single = [
        name
        for start, end, sure in companies.spans(text)
        for name in [Name(start, end, (), "other", (), companies.COMPANY)]
        if sure or not any(_meets(name, n) for n in markets)
    ]
    found = [n for n in markets if not any(_meets(n, c) for c in single)]
    apart = [c for i, c in enumerate(single) if not any(_meets(c, o) for o in single[:i])]
    return sorted([*found, *apart], key=lambda n: n.start)


def is_foreign_bank(name: Name) -> bool:
    """Whether a name is that of a central bank other than the Fed."""
    return name.group == "other" and companies.BANKS.match(name.word) is not None


def _not_of_the_fed(found: list[Name]) -> list[Name]:
    """Return the names with rates and cuts of a central bank abroad as those of no market here."""
    other, kept = False, []
    for name in found:
        if is_foreign_bank(name):
            other = True
        elif name.group == "fed" and re.search(r"\bfed|fomc", name.word):
            other = False
        foreign = other and name.group == "fed"
        kept.append(replace(name, symbols=(), group="other") if foreign else name)
    return kept


def _meets(one: Name, other: Name) -> bool:
    return one.start < other.end and other.start < one.end


def _markets(text: str) -> list[Name]:
    found: list[Name] = []
    at = 0
    finder = _finder()
    while match := finder.search(text, at):
        best = max(_rows_at(text, match.start()), key=lambda name: name.end)
        after_name = found and best.group == "market" and best.start - found[-1].end <= 1
        if not after_name:
            found.append(best)
        at = best.end
    return found


@cache
def _single() -> tuple[tuple[re.Pattern[str], int, bool], ...]:
    rows = []
    for i, row in enumerate(TABLE):
        ticker = f"|(?-i:{row.tickers})" if row.tickers else ""
        rows.append((re.compile(rf"(?:{row.names}{ticker})(?!\w)", re.IGNORECASE), i, True))
    for i, (pattern, _) in enumerate(REFERENCES):
        rows.append((re.compile(rf"(?:{pattern})(?!\w)", re.IGNORECASE), i, False))
    return tuple(rows)


def _rows_at(text: str, start: int) -> list[Name]:
    """Return what each row of the tables matches at a place."""
    found = []
    for pattern, i, named in _single():
        match = pattern.match(text, start)
        if match and match.end() > start:
            if named:
                row = TABLE[i]
                found.append(Name(start, match.end(), row.symbols, row.group, (), match[0].lower()))
            else:
                found.append(
                    Name(start, match.end(), (), "reference", REFERENCES[i][1], match[0].lower())
                )
    return found
