"""Single companies, banks and countries abroad: what is said of them is said of no market."""

from __future__ import annotations

import re
from collections.abc import Iterator

# What `Name.word` is for a company.
COMPANY = "company"
# Countries whose rates are spoken of like those of the Fed: "Brazil raised its rate".
_STATES = (
    r"(?:brazil|mexico|turkey|sweden|norway|australia|canada|japan|china|india|switzerland|russia"
    r"|poland|hungary"
    r"|chile|colombia|indonesia|israel|thailand|argentina|denmark|iceland|britain|taiwan|nigeria"
    r"|egypt"
    r"|(?:south |new |the czech |the )?(?:korea|africa|zealand|republic|philippines|euro zone))"
)
_STEP = (
    r"(?:cuts?|rais(?:ed|es)|lift(?:ed|s)|lower(?:ed|s)|held|holds|kept|keeps|left|leaves"
    r"|hike[ds]|trim(?:med|s)|increase[ds]|reduce[ds]|slashe[ds])"
)
# Central banks, and countries with yields, that have no symbol here.
FOREIGN_BANK = (
    r"(?:the )?(?:european central bank|(?-i:ECB|BoE|BOE|BoJ|BOJ|PBoC|PBOC|RBA|RBNZ|RBI|SNB)|"
    r"bank of (?:england|japan|canada|korea|russia|mexico|israel|thailand|indonesia)|"
    r"people's bank of china|reserve bank of (?:australia|new zealand|india)|riksbank|norges bank|"
    r"swiss national bank|central bank of [a-z]+"
    rf"|{_STATES}(?:'s (?:central bank|policymakers|rate-setters)"
    rf"|(?= (?:also |has |have |then )*{_STEP} (?:its|their|interest|borrowing|the|rates)\b)))"
)
BANKS = re.compile(rf"{FOREIGN_BANK.replace('(?-i:', '(?:')}|{_STATES}", re.IGNORECASE)
ABROAD = (
    r"(?:germany|german|ital(?:y|ian)|french|spanish|british|uk|u\.k\.|japan(?:ese)?|chin(?:a|ese)|"
    r"canadian|australian|swiss|greek|portuguese|euro[- ]?zone|euro area|bunds?|gilts?|jgbs?|btps?)"
)
DEBT = (
    r"(?:(?:(?:2|two|5|five|10|ten|30|thirty)[ -]?(?:year|yr)|government|sovereign|bund|gilt|bond"
    r"|note) )*"
)

MOVED = (
    r"(?:rose|fell|gained|lost|jumped|dropped|climbed|slid|slipped|surged|tumbled|soared|sank"
    r"|plunged|plummeted"
    r"|rallied|advanced|declined|added|shed|retreated|dipped|rocketed|skyrocketed|popped|slumped"
    r"|spiked|leapt|cratered|swung|(?:went|turned) from|tripled|doubled|picked up(?= \$?\d)"
    r"|weighed|led|(?:was|were|is|are) (?:up|down|off|higher|lower)"
    r"|finished (?:up|down|higher|lower)|closed (?:up|down|higher|lower))"
)
# Words of a name: a market, a place or a day of the table is none of a company.
NO_COMPANY = (
    r"(?:Russell|S&P|SPX?|Standard|Dow|Nasdaq|NASDAQ|VIX|Wall|Street|Treasur(?:y|ies|ys)"
    r"|Fed(?:eral)?|Brent|WTI|West|Bitcoin|Gold|Crude|Oil"
    r"|Index|Indexes|ETF|ETFs|Average|Composite|Trust|Fund|Small|Smaller|Large|Larger|Mid|Micro"
    r"|Mega|Caps?|Stocks?|Shares|Equities|Bonds?|Yields?"
    r"|Cboe|CBOE|Volatility|IWM|SPY|QQQ|RUT|KRE|XL[FIK]|XBI|DXY|DJIA|U\.S|US|American?|Americans"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday"
    r"|Jan\w*|Feb\w*|March|April|May|June|July|Aug\w*|Sept\w*|Oct\w*|Nov\w*|Dec\w*|Q[1-4]|The|A"
    r"|An|Up|Down|Plus|Minus|It|They|Its|But|And|As|In|On|At|For|While|When|After|Both|All|Since"
    r"|If|So|Yet|Meanwhile|However|Overall|That|This|Those|These|Each|What|Which|Who|One|Most"
    r"|Some|Many|Prices?|Losses|Gains|Returns|History|There|Here|Then|Now|Again|Today|Yesterday"
    r"|FTSE|Nikkei|DAX|CAC|Stoxx|STOXX|Hang|Shanghai|Kospi|Investors|Traders|Futures|Technology"
    r"|Tech|Energy|Biotech\w*|Industrials?|Regional|Lenders|Health\w*|Utilit(?:y|ies)|Materials"
    r"|Consumer|Retail|Growth|Value|Cyclicals?|Defensives?|Chip\w*|Semiconductors?|Housing"
    r"|Unemployment|Joblessness|Jobless|Employment|Inflation|Earnings|Profits?|Payrolls?|Wages?"
    r"|Productivity|Exports?|Imports?|Output|Manufacturing|Spending|Borrowing|Hiring|Confidence"
    r"|Sentiment|Sales|Revenues?|Margins?|Dividends?|Orders|Inventories|Deposits|Rents|Vacancies"
    r"|Layoffs|Claims|Jobs|Households?|Volumes?|Turnover|Inflows|Outflows|Buybacks|Debts?"
    r"|Deficits?|Hourly|Volatility|Emerging|European|Asian|Chinese|Japanese|British|German"
    r"|Financials?|Banks?|Big|Major|Main|Leading|Key|Magnificent|I|We|He|She|You|ISM|GDP|CPI|PMI)"
)
WORD = rf"(?!{NO_COMPANY}\b)[A-Z][\w&.-]*(?:'[A-Z]\w*)?"
# Companies whose names hold such a word.
NAMED = (
    r"(?:Bank of America|Bank of New York(?: Mellon)?|American (?:Express|Airlines|Tower|Eagle)"
    r"|U\.?S\.? (?:Bancorp|Steel)|General (?:Motors|Electric|Mills|Dynamics))"
)
PROPER = rf"(?<![\w.&-])(?:{NAMED}|{WORD}(?: (?:(?:&|of|and|the) )?{WORD}){{0,4}})"
EXCHANGE = (
    r"(?:NYSE(?: ?(?:American|Arca|MKT))?|NASDAQ(?:[A-Z]{2})?|Nasdaq(?:[A-Z]{2})?|AMEX|NYSEMKT"
    r"|NYSEARCA|OTC\w*|LSE|TSX|ASX|BATS|INDEX[A-Z]{2,8})"
)
# Letters in brackets are no symbol where they are initials of the words before, or an institution.
TICKER = rf"(?:{EXCHANGE} ?[:\-–] ?[\^.]?[A-Z][A-Z.\d]{{0,6}}|\$?[A-Z]{{1,5}}(?:\.[A-Z]{{1,2}})?)"
SYMBOLED = re.compile(rf"{PROPER}(?:'s?)?,? ?\((?P<ticker>{TICKER})(?:[,;:+ ][^()]*)?\)")
EXCHANGED = re.compile(rf"\({EXCHANGE} ?[:\-–] ?(?P<ticker>\^?[A-Z][A-Z.\d]{{0,6}})[^()]*\)")
# A fund that is no market of the table, though its name holds one: "Vanguard Russell 2000 ETF".
FUND = re.compile(
    rf"(?:[A-Z][\w&.'-]* |\d[\d,]* ){{1,8}}(?:(?:ETFs?|Fund|Trust|ETN"
    rf"|Index)(?: [A-Z]\w+)? ?\((?:{EXCHANGE} ?[:\-–] ?)?(?P<ticker>[A-Z][A-Z.]{{1,5}})[^()]*\)"
    rf"|(?:ETF|ETN|Fund|Trust),? (?P<bare>[A-Z]{{3,4}})\b)"
)
SHARES_OF = re.compile(rf"\b[Ss](?:hares|tock) (?:of|in) (?:the )?{PROPER}")
OWN_SHARES = re.compile(
    r"\b[Ii]ts stock(?! (?:market|index|price|split|exchange))\b|\b[Tt]he (?:company|group|firm"
    r"|[a-z]+maker|retailer|bank|lender|airline|insurer|carrier|chain|drug maker|software giant"
    r"|miner|builder)'s (?:shares|stock)\b"
    rf"|{PROPER}(?:(?:'s?)? (?:shares|stock)"
    rf"|(?:'s|(?<=s)') (?:[a-z-]+ )?(?:market (?:value|cap(?:itali[sz]ation)?)|(?:net )?profits?"
    rf"|income|revenues?|sales|earnings|results|guidance))\b"
)
MOVER = re.compile(rf"(?:(?<=[a-z,;] )|^){PROPER}(?= (?:also |each |had |then |all )?{MOVED}\b)")
WHICH_MOVED = re.compile(rf"(?<=[a-z] ){PROPER}(?=, which (?:has |had |also )*{MOVED}\b)")
WITH_ONE = re.compile(
    rf"(?<=with ){PROPER}(?= (?:losing|gaining|falling|rising|dropping|adding|shedding|sinking"
    r"|jumping|sliding|slipping|climbing|tumbling|surging|soaring|plunging|notching|posting)\b)"
)
ELLIPTIC = re.compile(
    rf"(?<=, ){PROPER}(?= (?:by )?\d[\d.]*(?:%| per ?cent))"
    rf"|(?<=and ){PROPER}(?= (?:by )?\d[\d.]*(?:%| per ?cent))"
)
TABLED = frozenset(
    (
        "RUT RTY SPX SPY QQQ IWM KRE XLF XLI XLK XBI VIX DJI DJIA IXIC NDX COMP MID GLD BTC WTI "
        "DXY TNX"
    ).split()
)
# Words in capitals just before a name make it a longer one: "Federal Open Market Committee (FOMC)".
BEFORE = re.compile(r"\b(?:[A-Z][\w&.'-]* (?:of (?:the )?|and |for |& )?)+$")
LONGEST = 90


def _initials(name: str) -> str:
    return "".join(w[0] for w in re.findall(r"[A-Za-z][\w&.'-]*", name)).upper()


def spans(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield start and end of each company named, and whether by its symbol or shares.

    One that is only known by its move may be a market of the table.
    """
    if not any(c.isupper() for c in text):
        return
    for m in FUND.finditer(text):
        if (m["ticker"] or m["bare"]) not in TABLED:
            yield *m.span(), True
    for m in SYMBOLED.finditer(text):
        ticker = m["ticker"]
        before = BEFORE.search(text[: m.start()])
        name = text[before.start() if before else m.start() : m.start("ticker") - 1]
        plain = not re.match(EXCHANGE, ticker)
        known = re.split(r"[ :^.–-]", ticker)[-1] in TABLED
        if known or (plain and (before or ticker in _initials(name))):
            continue
        yield *m.span(), True
    for m in EXCHANGED.finditer(text):
        if m["ticker"] not in TABLED and not m["ticker"].startswith(("^", ".")):
            yield *m.span(), True
    for pattern in (SHARES_OF, OWN_SHARES, MOVER, WHICH_MOVED, WITH_ONE, ELLIPTIC):
        for m in pattern.finditer(text):
            if m.end() - m.start() <= LONGEST:
                yield *m.span(), pattern in {SHARES_OF, OWN_SHARES}
