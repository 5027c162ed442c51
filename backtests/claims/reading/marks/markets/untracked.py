"""Names of markets that have no symbol here.

What is said of them is not read, and their digits are names.
"""

from __future__ import annotations

from backtests.claims.reading.marks import companies
from backtests.claims.reading.marks.markets.row import Instrument

# Gauges of a chart, of which a market has a reading and no price.
INDICATOR = (
    r"(?:(?:\d+-(?:day|week|month)|daily|weekly|monthly) )*"
    r"(?:rsi|relative[- ]strength (?:index|reading|indicator|gauge)|macd"
    r"|stochastics?|(?:mcclellan |momentum |price )*oscillators?"
    r"|(?:equity |total )?put[/-](?:to[/-])?call ratio"
    r"|advance[/-]decline (?:line|ratio)|bull[/-]bear (?:spread|ratio)|fear (?:and|&) greed index)"
    r"(?: (?:on|of|for) (?:the )?(?:s&p 500|dow|nasdaq(?: 100)?|russell 2000|index|iwm|spy|qqq)"
    r"(?!\w))?"
)
# Parts of an index that have no symbol here.
OTHER_SECTOR = (
    r"(?:energy|utilit(?:y|ies)|health ?care|consumer (?:staples|discretionary|cyclicals?)"
    r"|materials|real estate|telecom(?:munications?)?(?: services)?|communications? services"
    r"|homebuild(?:ers?|ing)|transport(?:ation)?s?)"
)
# Companies of a size abroad, and sorts of companies that have an index of their own.
_SIZES = (
    r"(?:(?:london|britain|japan|tokyo|germany|europe|canada|india|china|australia)'s|british|uk"
    r"|japanese|european|german|indian|chinese|asian|foreign|international|global"
    r"|emerging(?:-market)?|canadian|australian|(?:non|ex)-(?:us|u\.s\.)) "
    r"(?:small|mid|large)(?:er)?[ -]?caps?"
    r"|(?:us |u\.s\. )?(?:small|mid|large)(?:[ -]?cap)? "
    r"(?:value|growth)(?: stocks| shares| index| funds?)?|value (?:stocks|shares)"
    r"|growth (?:stocks|shares)|(?:(?:small|mid|large|mega|micro|all)[ -]?cap(?:itali[sz]ation)? "
    r"|equal[- ]weight(?:ed)? )?russell[ -]?(?:1[,.]?000|3[,.]?000|2[,.]?500"
    r"|2[,.]?000 (?:value|growth)|top (?:50|200)(?: mega ?cap)?|mid[ -]?cap|micro[ -]?cap)"
    r"(?: value| growth)?(?: index)?"
)
_INDEXES_ABROAD = (
    r"ftse[ -](?:100|250|all-share|mib)|nikkei(?:[ -]?225)?|dax(?: 40)?|cac(?: 40)?|hang seng"
    r"|(?:bse )?sensex|nifty(?: 50)?|straits times|bovespa"
    r"|(?:benchmark )?(?:(?:shanghai|shenzhen|tsx|s&p/tsx|taiwan|jakarta|stockholm) composite"
    r"|s&p/asx 200|asx 200|spanish ibex|ibex(?: 35)?)(?: index)?"
)
_SECTORS = (
    rf"(?:the )?(?:s&p|standard (?:&|and) poor's|russell) (?:500|2000)(?:'s)? {OTHER_SECTOR} "
    r"(?:sector|index|group|stocks|shares|companies|names)"
    rf"|{OTHER_SECTOR}(?= \([-+−]?(?:\d|flat))"
    rf"|{OTHER_SECTOR} (?:stocks|shares|sectors?|names)|s&p 500 equal[- ]weight(?:ed)?(?: index)?"
    r"|(?:energy|utilit(?:y|ies)|health ?care|consumer (?:staples|discretionary)|materials"
    r"|real estate|telecom(?:munications?)?|communications? services) "
    r"(?:component|sector|group|subindex|portion|constituents?)s? (?:of|in|within) the "
    r"(?:s&p|standard & poor's) 500(?: index)?"
)
_OTHER_INDEXES = (
    r"(?:the )?(?:russell|s&p|dow jones|ftse|bloomberg) (?:global|developed|emerging"
    r"|international|world|europe|asia|pacific)(?:[ -](?:(?:ex|non)[- ](?:us|u\.s\.|japan)"
    r"|markets?|small|mid|large|all|broad|cap|bmi|equity|pacific))* index(?:es)?|"
    r"(?:the )?(?:nyse|new york stock exchange|amex|american stock exchange"
    r"|[a-z]+-bloomberg [a-z]+) (?:composite )?index"
    r"|(?:nyse|amex|american exchange|new york stock exchange) composite"
    r"|(?:dow jones )?wilshire ?5[,.]?000(?: composite| [a-z]+ market)*(?: index)?"
    r"|(?:stock )?markets in (?:developed|emerging|other|foreign|european|asian) "
    r"(?:countries|economies|markets)|(?:euro )?stoxx(?:(?: europe)? (?:50|600))?|topix|kospi"
    r"|msci(?:'s|-)? ?[a-z ]{2,20}|csi 300"
    r"|kbw (?:nasdaq )?(?:regional )?(?:bank(?:ing)? )?index(?: of [a-z0-9 ]{3,40}banks)?"
    r"|(?:s&p )?(?:smallcap |small[- ]cap )600(?: index)?|s&p 600(?: small[- ]?cap)?(?: index)?"
    r"|s&p 100"
    r"|(?:bloomberg |barclays |u\.s\. |us )*aggregate(?: bond)? index"
    r"|s&p 500 equal[- ]weight(?: index)?"
    r"|(?:(?:its|the|their|an) )?equal[- ]weight(?:ed)? "
    r"(?:version|index|s&p 500|cousin|counterpart|sibling|benchmark|s&p)|global dow(?: index)?"
    r"|dow transports?|dow jones transport\w*"
    r"|(?:(?:phlx|philadelphia)(?: stock exchange)? )semiconductors?(?: sector)?(?: index)?"
    r"|(?:the )?(?:shanghai|shenzhen|tokyo|hong kong|frankfurt|london|paris|mumbai) (?:stock )?"
    r"(?:market|exchange|shares|stocks|bourse)"
)
# Yields of terms other than two and ten years, and mortgages.
_OTHER_TERMS = (
    r"(?:the )?(?:(?:10|ten|5|five|30|thirty|2|two)[ -]year )?(?:treasury )?real (?:treasury )?"
    r"(?:yield|rate)s?|(?:(?:10|ten|5|five|30|thirty)[ -]year )?(?:breakevens?|tips)(?: yields?)?"
    r"|(?:3|three|5|five|7|seven|15|fifteen|20|twenty|30|thirty)[ -](?:month|year) "
    r"(?:treasury |treasuries|fixed(?:[- ]rate)? |average |jumbo )*(?:note |bond |bill )?"
    r"(?:yield|mortgage)s?|(?:30|thirty|20|twenty|7|seven|5|five|3|three)[ -]year "
    r"(?:treasury |government |u\.s\. )*(?:bond|note|bill)s?|(?:the )?long bond"
    r"|the (?:30|thirty|20|twenty|7|seven|5|five|3|three)-year(?= (?:rose|fell|topped|hit|was|is|at"
    r"|climbed|slid|slipped|eased|yields?|touched|reached|edged|added|dropped)\b)"
    r"|\d{1,2}-week bills?|(?:four|six|eight)-week bills?"
)
# The volatility of anything but the S&P 500.
_VOLATILITY = (
    r"(?:cboe )?(?:russell 2[,.]?000|nasdaq[ -]100|gold|(?:crude )?oil|treasury|bond) volatility "
    r"index|(?-i:RUI|RVX|VXN|OVX|GVZ|MOVE index)\b"
)
_BOND_YIELDS = (
    r"(?:(?:speculative|spec|investment|high)-grade|corporate|junk|high[- ]yield|muni(?:cipal)?)"
    r"(?: corporate)?(?:[- ](?:bond|debt|credit|market))? yields?"
)
_PRICES = (
    r"mortgage rates?|(?:bloomberg|wsj|wall street journal)(?: u\.s\.)? dollar(?: spot)? index"
    r"|silver|copper|platinum|palladium|coffee|cocoa|wheat|corn|soybeans?|sugar|cotton|natural gas"
    r"|gasoline|petrol|diesel|freight(?: rates?)?|iron ore|lumber|ether(?:eum)?|solana|home prices"
    r"|house prices"
)
_RATES_ABROAD = (
    rf"{companies.FOREIGN_BANK}(?:'s)?(?: (?:deposit|policy|bank|main|key|benchmark))*"
    rf"(?: (?:rate|facility))?|(?:the )?{companies.ABROAD}(?:'s)? {companies.DEBT}yields?"
    rf"|{companies.DEBT}{companies.ABROAD} {companies.DEBT}yields?"
    rf"|(?:the )?yields? (?:on|of) (?:the )?{companies.DEBT}{companies.ABROAD}(?: (?:government"
    r"|sovereign|bonds?|notes?|debt))*"
)
_OTHER_MARKETS = (
    r"(?-i:[Tt]he yen|[Tt]he euro|[Ss]terling|[Tt]he pound)|bunds?|gilts?|rents?|utilities|reits?"
    r"|gold miners?|(?:the )?(?:(?:us |u\.s\. )?(?:treasury|treasuries|government bond)|bond"
    r"|credit|junk bond|corporate bond) markets?|emerging markets?|developed markets?"
    r"|international (?:markets|stocks|equities|shares)|foreign (?:markets|stocks|equities)"
    r"|(?:european|asian|chinese|japanese|british|german|french|indian|overseas) "
    r"(?:stocks|shares|equities|markets)|energy (?:stocks|shares|sector)"
    r"|(?:energy|utilities|health ?care|consumer (?:staples|discretionary)|materials|real estate"
    r"|communication services) select sector spdr(?: fund| etf)?"
)
# Who measures the economy: "the University of Michigan's preliminary September reading".
_REPORTS = (
    r"(?:the )?(?:university of michigan|conference board|institute for supply management|nahb|nfib"
    r"|adp|fannie mae|case-shiller)(?:'s)?(?= (?:[a-z-]+ ){0,5}(?:reading|index|gauge|survey|report"
    r"|sentiment|measure|barometer|data|figures?)\b)"
    r"|(?:headline|core|y/y|m/m|year-over-year|year-on-year|annual core|annual inflation|jobless"
    r"|unemployment|inflation) rate(?:s?)\b"
)
# What a regional bank of the Fed publishes is a survey, and no rate.
_REGIONAL = (
    r"(?:new york|philadelphia|philly|chicago|dallas|richmond|kansas city|atlanta|cleveland|boston"
    r"|st\.? louis|minneapolis|san francisco) fed(?:eral reserve)?(?:'s)?"
    r"(?= (?:[a-z-]+ ){0,4}(?:survey|index|indexes|gauge|reading|report|gdpnow|model|barometer)\b)"
)
UNTRACKED = (
    Instrument(
        (),
        "other",
        "|".join(
            (
                _SIZES,
                _INDEXES_ABROAD,
                _SECTORS,
                _OTHER_INDEXES,
                _OTHER_TERMS,
                _VOLATILITY,
                INDICATOR,
                _BOND_YIELDS,
                _PRICES,
                _RATES_ABROAD,
                _OTHER_MARKETS,
                _REGIONAL,
                _REPORTS,
            )
        ),
    ),
)
