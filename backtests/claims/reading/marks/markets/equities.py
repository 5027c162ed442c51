"""Names of the indexes of shares, their funds and sectors, and the index of volatility."""

from __future__ import annotations

from backtests.claims.reading.marks import groups
from backtests.claims.reading.marks.markets.row import Instrument

SHARES = (
    r"(?:[ -](?:stocks?|shares?|equities|benchmark|index|gauge|names|indexes|indices|average))?"
)
# What follows a sector that is named by one word: "technology lost 2%", "technology, up 2%, led".
MOVES = (
    r",? (?:up|down|off) (?!to\b|for\b)|,? which\b"
    r"| (?:is|was|has|had|rose|fell|gained|lost|led|lagged|added|shed|slid|sank|slipped|jumped"
    r"|dropped|climbed|advanced|tumbled|surged|soared|rallied|outperformed|underperformed|beat"
    r"|trailed)\b"
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
EQUITIES = (
    Instrument(
        ("RUT",),
        "index",
        r"russell[ -]?2[,.]?000(?! (?:value|growth))(?: index)?"
        r"(?: of small(?:er)?[ -](?:company|companies|cap)'?(?: stocks| shares| companies)?)?|r2k"
        rf"|(?:us |u\.s\. |american )?small(?:er)?[ -]?cap(?:s|itali[sz]ation)?\b{SHARES}"
        rf"|small(?:er)?(?: listed| public| us)?[ -]compan(?:ies|y)'?{SHARES}"
        r"|small(?:er)? (?:stocks|firms|businesses)"
        r"|small(?= (?:and|or|nor|than|to|versus|vs\.?|against|over) (?:large|big|mid)[- ]?caps?\b)"
        r"|(?:small(?:er)?|little|tinier|tiny) "
        r"(?:peers|rivals|brethren|cousins|counterparts|siblings|brothers|fry)"
        r"|(?:small(?:er)?|little) ones(?= (?:by|in|over|so far|this|since|are|were|remain|have"
        r"|had|did"
        r"|lost|gained|rose|fell)\b)"
        r"|(?-i:Russell)(?=(?:'s)? (?:[a-z(]|\d+(?:st|nd|rd|th)\b|\d+\.\d"
        r"|\d{1,2}(?:%| per ?cent)|[-+])|[,.;:)]|$)",
        r"RUT|\^RUT|@?RTY|(?:RUS|US)2000",
    ),
    Instrument(
        ("SPX",),
        "index",
        r"s ?& ?p[ -]?500(?: index)?|sp[ -]?500(?: index)?|s and p 500"
        r"|standard (?:&|and) poor's 500(?: index)?"
        rf"|(?:us |u\.s\. |american )?large(?:r|st)?[ -]?caps?\b{SHARES}"
        r"|(?:large|big)(?:ger|r)? (?:companies|stocks)|large(?:r)? ones"
        r"|(?:the )?(?:equity |stock )?benchmark for (?:us|u\.s\.|american) (?:equities|stocks)"
        r"|(?:the )?big(?:ger)? (?:ones|caps|brothers|siblings|cousins|peers|rivals)"
        r"|large(?:r)? (?:peers?|rivals?|brethren|cousins?|counterparts?|siblings?)|mega[ -]?caps?"
        r"|large(?= (?:and|or|nor|than|to|versus|vs\.?|against|over) (?:small|mid)[- ]?caps?\b)"
        r"|broad(?:er|est|-market|-based)?(?: market)?(?: stock| us| u\.s\.)? "
        r"(?:market|index|gauge|benchmark)",
        r"SPX|\^GSPC|(?:US|SPX)500|\.INX|S&P(?! (?:Global|[Mm]id|[Ss]mall|400|600|100|Dow))",
    ),
    Instrument(
        ("DJI",),
        "index",
        # The publisher of data and news, and its people, are no index.
        r"(?<!via )(?<!by )(?<!source: )(?<!sources: )(?<!according to )"
        r"dow jones(?: industrials?)?(?: average| avg\.?)?(?: index)?(?! maven)"
        r"(?! newswires| market data| data| news| indices|, morningstar|, bloomberg"
        r"| risk| & | transport| utilit| u\.s\. total| us total)"
        r"|dow industrials?(?: average)?|(?:the )?30-stock (?:average|index|benchmark|gauge)"
        r"|blue[ -]chips\b(?! (?:stocks|shares|companies))"
        r"|blue-chip (?:dow jones(?: industrials?)?(?: average)?|dow industrials?(?: average)?|dow"
        r"|average|index|gauge|barometer)(?: jones)?"
        r"|(?-i:Dow|DOW)(?!,? (?:jones|transport|theor|inc|chem|and company|&))",
        r"DJI|DJIA|\^DJI|US30",
    ),
    Instrument(("NDX",), "index", r"nasdaq[ -]?100(?: index)?", r"NDX|\^NDX|NAS100|US100"),
    Instrument(
        ("IXIC",),
        "index",
        (
            r"(?:tech-heavy |tech-laden |technology-heavy )?nasdaq composite(?: index)?"
            r"|tech-heavy (?:index|gauge|benchmark|average)"
            r"|(?:tech-heavy )?nasdaq(?: index)?(?! (?:100|-100|inc\b|biotech|debut|listing|list"
            r"|exchange|stock (?:market|exchange)))"
        ),
        r"IXIC|COMP|\^IXIC",
    ),
    Instrument(
        ("MID",),
        "index",
        (
            r"mid-?cap 400(?: index)?"
            rf"|mid(?:dle)?[ -]?(?:size )?caps?\b{SHARES}|s&p (?:midcap )?400(?: index)?"
            r"|(?:standard (?:&|and) poor's|s&p) (?:400 )?mid-?cap(?: 400)?(?: index)?"
            r"|mid-sized companies"
        ),
        r"MID(?= )|US400",
    ),
    Instrument(groups.MAJOR, "several", groups.NAMES),
    Instrument(("IWM",), "fund", r"ishares russell 2000(?: etf)?", "IWM"),
    Instrument(("SPY",), "fund", r"spdr s&p 500(?: etf)?(?: trust)?", "SPY"),
    Instrument(("QQQ",), "fund", r"invesco qqq(?: trust)?", "QQQ"),
    Instrument(
        ("KRE",),
        "sector",
        (
            r"(?:us |u\.s\. )?regional[ -](?:bank(?:s|ing)|lenders"
            r"|bank(?= (?:stocks|shares|fund|etf|index|sector)))\b(?: (?:stocks|shares|fund|etf"
            r"|index|sector))?|(?:the )?spdr s&p regional banking(?: etf)?"
        ),
        "KRE",
    ),
    Instrument(
        ("XLF",),
        "sector",
        (
            r"financials?(?: select sector)? (?:spdr(?: fund| etf)?|fund|etf)|financials"
            r"|financial (?:stocks|shares|sector)"
        ),
        "XLF",
    ),
    Instrument(
        ("XLI",),
        "sector",
        (
            r"industrials?(?: select sector)? spdr(?: fund| etf)?|industrials"
            r"|industrial (?:stocks|shares|sector)"
        ),
        "XLI",
    ),
    Instrument(
        ("XLK",),
        "sector",
        (
            rf"technology(?: select sector)? spdr(?: fund| etf)?"
            rf"|(?:information )?tech(?:nology)? (?:sectors?|stocks|shares|funds?)"
            rf"|tech(?:nology)?(?={MOVES})|(?<![a-z] )tech(?:nology)?(?= [-+–−]\d)"
            r"|tech(?:nology)?(?= \([-+–−]?\d)"
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
        r"biotech(?:s|nology)?\b(?: (?:stocks|shares|sector|fund|etf|index))?"
        r"|(?:the )?spdr s&p biotech(?: etf)?",
        "XBI",
    ),
    Instrument(
        ("VIX",),
        "volatility",
        r"(?:(?:the )?cboe(?:'s)? )?(?:market |implied |stock-market )?volatility "
        r"(?:index|gauge|measure|barometer)(?: \(vix\))?|cboe(?:'s)? (?:gauge|index|measure)"
        r"|(?:(?:wall street's|the market's|equity) )?(?:so-called )?fear (?:gauge|index)"
        r"|(?:gauge|barometer|index|measure) of fear|vix(?: index)?",
        r"\^VIX",
    ),
)
# The funds that hold an index and bear its name, and the index that a fund holds.
FUND_OF: dict[tuple[str, ...], tuple[str, ...]] = {
    ("RUT",): ("IWM",),
    ("SPX",): ("SPY",),
    ("NDX",): ("QQQ",),
}
INDEX_OF = {fund: index for index, fund in FUND_OF.items()}
