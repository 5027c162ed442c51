"""Sentences that state nothing: questions, advertising, hypothetical sums, facts about products."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.tenses import PAST

# A row a sort of sentence. In marks: <N> a market, <A> a figure, <T> a time.
NOTHING = (
    # advertising and appointments
    r"\b(?:reserve (?:a|an|one|your|now|<A>)(?!\w)|(?:places|seats|spots|spaces) (?:are )?(?:left|remain|available|limited)|sign up|subscribe\w*|register (?:now|here|for (?:a|an|our|the|this|free|your|early))|click|download|free (?:trial|letter|newsletter|report|guide)|webinar|podcast|(?<!by the )newsletter(?!'s)|join (?:us|our|\S+ readers)|your inbox|promo(?:tion)? code|discount code|limited[- ]time|members get|unlock|upgrade (?:now|today|your)|advertis\w+|sponsored|start your|try it|money-back|save (?:up to )?<A>|special offer|enrol\w*|masterclass|e-?book|read more|follow us|watch live|tickets?)\b",
    r"\b(?:meets? next|will meet|convenes|(?<!press )(?<!news )conference|seminar|press release|will speak|dial-in|appointed|joins? (?:the firm|as)|steps? down|retire\w*|birthday|anniversary|dinner|founded|born in|head office|headquarter\w*|marathon|stadium)\b",
    # disclaimers
    r"\bour team has identified|five ‹m\d+›|best companies|see this (?:\w+ )?(?:analysis|article|report)|first appeared on|for a more detailed look|do (?:her|his|their|your) own research|once said the same|(?:<A>|\d) pages\b|\b(?:any(?:one|body)'s guess|remains to be seen|time will tell|read next|most read|please do not|personal advice|the author is|with a strike of|if the (?:index|market|fund|price) (?:is|stands|were|was) at|if an? (?:fund|index|market|stock|portfolio|share|saver|investor)|nobody knows whether|hard to say whether|your guess|related:|see also|old saw|as the saying)\b",
    # definitions
    r"\bdefin(?:e|es|ed|ing) (?:as )?(?:a |an |the )?(?:[\w-]+ )?(?:correction|bear market|bull market|crash|pullback|drawdown|rally)|\b(?:a|the|any) (?:market )?\"?(?:recession|correction|bear market|bull market|crash|pullback)\"? (?:is (?:a|an|when|typically|commonly|usually|generally|defined|any)|occurs|happens|begins|starts|ends|means|refers)\b|\b(?:correction|bear market|bull market)s?,? (?:which is |is )?(?:typically |commonly |usually |often |generally |technically )?defined\b",
    # how many members made highs and lows, and how many shares changed hands
    r"<A> new (?:[\w‹›#-]+ )?(?:highs|peaks) and (?:\w+ )?(?:<A> )?new (?:[\w‹›#-]+ )?lows|<A> (?:shares )?(?:changed hands|were traded)\b|<%> of (?:the )?(?:‹m\d+›|stocks|shares|companies|members) (?:in|on) (?:the )?<N>(?![^.;]*\b(?:beat|beaten|topped|missed|exceeded|surpassed|reported|lose money|losing money|lost money|not make|not earn|unprofitable|profits?|earnings|dividends?|losses|debts?|sales)\b)|(?:<A> )?(?:of|out of) (?:the )?(?:<#> )?<N>(?: <#>)? (?:components|companies|members|stocks|constituents)\b[^.;]*(?:rose|fell|gained|declined|advanced|finished|closed|ended)|\ball (?:<A> |of the )?(?:[a-z]+ )?sectors\b[^.;]*\bfirst time\b|‹m\d+› (?:rose|fell|advanced|declined|gained) for (?:every|each) (?:one|<A>)|<#> (?:components|members|constituents) of [^.;]*(?:ended|closed|finished|rose|fell|traded|were|gained|lost|declined|advanced)\b",
    r"\b(?:nothing (?:in|on) this|not (?:an offer|advice|investment advice|a recommendation|financial advice)|no part of this|past performance|retail (?:investor |client )?accounts|you can lose|for information(?:al)? (?:only|purposes)|does not constitute|the author (?:owns|holds|has)|(?:owns?|holds?) (?:shares|positions?|no position)|consult (?:a|your)|do (?:her|his|their|your) own research|opinions (?:are|expressed)|can be reached|terms and conditions|all rights reserved|cookies?|copyright)\b",
    r"\bneeds? (?:a|an|to see a|to see an) (?!.*\btarget)[^.;]{0,30}\b(?:close|break|move|push|finish)\b(?!.*\bbefore (?:we|i)\b)[^.;]*\bto [a-z]+",
    # what a table or a chart has in it
    r"^\W*(?:the |our |this )?(?:tables?|charts?|graphs?|figures?|list) (?:below |above |here |on the \w+ )?(?:lists?|shows?|highlights?|details?|breaks? down|summari[sz]es?|plots?|displays?|includes?|illustrates?) (?:each|every|all|how|what|when|where|which)\b"
    r"|^\W*(?:below|above|here),? (?:we|i) (?:also )?(?:highlight|show|list|look|summari[sz]e|plot|compare)\b"
    r"|^\W*(?:this|that|which) is not to say\b",
    # what is looked at
    r"\b(?:shows?|illustrates?|examines?|looks? at|summari[sz]es?|tracks?|plots?|compares?|details?|measures?) how (?:the )?<N> (?:(?:has|have|had|tends? to|typically|usually|historically) )*(?:perform|far|done|behav|mov|trad|react|respond)(?:ed|e|s)?\b(?!.*<%>)",
    # what would have come of missing some days
    r"\bmiss(?:ed|ing|es)? (?:[^.;,]{0,24} )?(?:best|worst|biggest|strongest)\b[^.;,]{0,16}\bdays\b",
    # what a word means
    r"\bwhat [^.;,]{0,32} calls? \W*[^.;]{0,40}\bwhich means\b",
    # how many years were like the one told of
    r"^\W*(?:the|<T> is|this is|it is) (?:only |just )?(?:the )?(?:[a-z]+ ){0,2}(?:year|time|month|quarter)s? (?:in which|where|when|that) (?:the )?<N> (?:was|were|is|has|had) (?:up|down|higher|lower)\b(?!.*<%>)",
    # since when a close is the highest
    r"^\W*the last time (?:the )?(?:<N>|‹r\d+›) (?:was|stood|traded) (?:this |that |so )?(?:high|low)(?:er)?,? (?:was|came|is)\b",
    # what neither of two did
    r"\bneither (?:the )?<N> nor (?:the )?<N> (?:\w+ )?(?:beat|won|led|outperformed|outpaced)\b",
    # what may go either way
    r"more likely to (?:be|go|move|end|finish) (?:up|down|higher|lower|positive|negative) than (?:up|down|higher|lower|positive|negative|not)\b",
    r"(?:\bcommittee|(?:\bindex|‹r\d+›) (?:provider|compiler)|\bprovider of the index)\b[^.;]*\b(?:add|drop|remov|admit|expel|delet|replac|promot|demot)\w*\b",
    # what holds of any market
    r"^\W*(?:an?|any|every) (?:index|market|fund|share|stock|price|portfolio|investment|position)(?: of [^.;]{0,30})? (?:that|which) [a-z]+\b|\b(?:he|she) (?:first )?(?:bought|sold) (?:her|his|a|some) (?:first |own )?(?:shares?|stocks?|‹m)",
    # what would have to happen, or did not
    r"^\W*for (?:the )?<N> to [a-z]+ [^.;]*\b(?:would|will) (?:have|need) to\b|^\W*had (?:the )?<N> [^.;]*\bwould\b",
    # sums that were never invested
    r"\b(?:start(?:s|ed|ing)? (?:out )?with <#>|suppose|(?<!can )(?<!could )(?<!easy to )imagine|picture (?:a|an)|say you|you would (?:own|hold)|let us say|let's say|hypothetical\w*|for the sake of argument|pretend|had (?:you|someone|anyone|she|he|an investor|a saver|we)\b|if (?:you|someone|an investor|a saver|she|he|we) had|(?:invested|put|placed) (?:in|into|at) .{0,40}would|would (?:now |today |by now |since )?(?:have (?:turned|grown|become|been worth|made|earned|doubled|cost)|be worth(?= (?:\w+ ){0,2}<#>))|back-?of-the-envelope|thought experiment|for every \$|(?:a|each|every|one) dollar (?:put|invested|placed|sunk)|<#> (?:put|invested|placed) (?:in|into)|an? (?:saver|investor|reader) (?:putting|with|saving|investing)|a saver who|an investor who (?:put|had|bought|invested)|someone who (?:put|bought|invested)|what if|were to (?:return|compound|earn|lose|fall|rise) .{0,60}would (?:need|have|take))",
    # moves that something would take
    r"\b(?:must|(?:has|have|had|needs?|needed|would need|(?:would|will) have|will need|will have|would have) to) (?:gain|rise|climb|rally|fall|lose|drop|advance|add|double|return|<A>) [^.;]{0,60}\bto (?!‹|about|around|nearly|just)[a-z]+\b",
    # what a reading means
    r"^\W*an? <N> of (?:about )?<#> (?:stands for|means|corresponds to|equals|implies|amounts to|is equivalent)\b",
    # prices of other things
    r"<#> (?:per|an?|each|the) (?:contract|ticket|head|person|copy|seat|night|tonne|ton|bushel|pound|gallon|litre|unit|hour|mile|bottle|cup|square (?:foot|metre))\b",
    # what only something else would bring about
    r"^\W*(?:but |and )?(?:it|‹r\d+›) (?:would|will|might|may) (?:take|need|require) (?!(?:<T>|<A>|\w+ (?:days|weeks|months|years|sessions))(?!\w))[^.;]*\bto\b|^\W*(?:but |and )?only (?:an?|the|some) [^.;‹]{3,40} (?:would|could|can|will|might) (?:send|push|bring|drive|take|drag|lift|make|cause|force|stop)\b",
    # facts about a product or an index
    r"\b(?:expense ratio|management fee|annual fee|fees?|charges? <A>|costs? <A>(?: a year| per year|,? annually| in fees)|bid-ask|(?<!since the ‹n\d› )(?<!since ‹n\d› )was launched|launched (?:<T>|in)|(?<!since )(?<!since its )(?<!since the )inception|(?<!, )(?<!\()made up of|consists? of|is composed of|(?<!, which )comprises?|(?:has|with|contains|of) (?:\w+ )?<A> constituents?|holds? (?:about |some |roughly |more than |over )?<A> (?:stocks|companies|names|shares|positions|securities)|members? of the index|share classes|methodology|rulebook|reconstitut\w+ (?:is|takes|happens)|is calculated|base value|ticker|trading hours|lot size|multiplier|contract size|tick size|is (?:an|a) (?:capitali[sz]ation|price|market)[- ]weighted|is weighted by|(?<!that )(?<!which )tracks? the|created in|started in|was created|is rebalanced (?:every|once|each|annually|quarterly)|swear by|(?:<A>|\d[\d,]*) (?:companies|members|stocks|components|names) in (?:it|the index|<N>))(?![\w])",
)
NOTHING_STATED = re.compile(words.marks("|".join(f"(?:{row})" for row in NOTHING)))
COMPANY = r"(?:[\w-]*maker|software house|company|firm|retailer|lender|bank|insurer|airline|miner|driller|developer|builder|homebuilder|broker|producer|provider|manufacturer|operator|carrier|group|start-?up|stock|share|member|constituent|component|chain|drug-?maker|chip-?maker|supplier|distributor|restaurant|utility|owner|refiner|specialist|name|business|platform|biotech|outfit|trucker|brewer|grocer|software company|contractor|landlord|trust|shipper|laggard|newcomer|darling|giant|minnow|designer|publisher|studio|hospital|clinic|franchise|issuer|explorer)"
# One share: "a chipmaker in the index", "a small-cap lender", "an index member".
SINGLE_SHARE = re.compile(
    words.marks(
        rf"(?:\b(?:a|an|one|another|no|the (?:best|worst|biggest|largest|smallest|top|weakest|strongest)[- ]\w*)(?: (?!rise|fall|gain|drop|close|move|break|rally|decline|loss|slide)[\w-]+){{0,5}}? {COMPANY}\b[^.;]{{0,60}}?(?:\b(?:in|of|from|that|which|among|within|on)\b|,)[^.;]{{0,40}}?<N>)"
        rf"|(?:\b(?:a|an|one|another)(?: [\w-]+){{0,3}} <N>(?:'s)?(?: [\w-]+){{0,2}} {COMPANY}\b(?! in (?:‹#|two|three|four|five|six|seven|eight|nine|ten)\b))"
        rf"|\b(?:one|two|three|some|several|a few) of (?:the )?(?:<N>|its|their)(?:'s?)? (?:[\w-]+ ){{0,3}}(?:members|companies|stocks|names|constituents|holdings)\b"
        rf"|\b(?:a|one|another) (?:member|constituent|component|stock|company|firm) (?:of|in|from) (?:<N>|the index|it)\b"
        rf"|(?<!average )(?<!median )(?<!typical )<N>(?: index)?[- ](?:member|constituent|component|newcomer)\b"
    )
)
# "A Texan oil driller jumped 14%": one company moved, whoever else is named.
SINGLE_MOVER = re.compile(
    words.marks(
        rf"^\W*(?:the|an?|one|its) (?:[\w-]+ ){{0,3}}{COMPANY}'s (?:shares|stock|share price|‹m\d+›) (?:have |has |had )?(?:rose|risen|fell|fallen|jumped|gained|lost|climbed|dropped|doubled|added|shed|slid|were|was|<A>)|"
        rf"^\W*(?:an?|one|another|the (?:best|worst|biggest|largest|smallest|top)[- ]?\w*) (?:[\w-]+ |<N> ){{0,4}}?{COMPANY}(?: house)?(?: (?:outside|not in|in|from|of|near|based in) [^,;.‹]{{2,24}}| (?:outside|not in|in|of) (?:the )?<N>)? (?:also |has |had )?(?:rose|risen|fell|fallen|jumped|gained|lost|climbed|dropped|doubled|<A>|tumbled|soared|sank|plunged|surged|slid|was up|was down|were up)"
    )
)
ANALYST = re.compile(
    r"\b(?:analysts?|strategists?|economists?|technicians?|chartists?|traders?|forecasters?|says?|said|thinks?|expects?|sees?|believes?|reckons?|model|desk|research|note|wrote|writes|argues?|told|predicts?|target|forecasts?|calls? (?:on|for)|estimates?|clients)\b"
)


# What is told before a question: "the index broke its average, which leaves one thing to ask: is it over?".
QUESTION_AFTER = re.compile(r"(?P<told>[^:;?]{24,})[:;] [^:;]+\?\W*$")


# What is told before a definition: "down 18% and near a bear market, defined as a decline of 20%".
DEFINITION_AFTER = re.compile(
    r",? (?:which is )?(?:typically |commonly |usually |often |generally )?defined as [^;.]*"
)
HEADLINE = re.compile(
    r"\b(?:hits?|rises?|falls?|climbs?|slips?|rall(?:y|ies)|jumps?|drops?|gains?|sinks?|soars?|slides?|surges?|touche?s?|sets?|ends?|closes?)\b"
)


# Facts of the economy, which need no market and no figure: "the trade gap widened in May".
ECONOMIC = re.compile(
    r"\b(?:deficits?|wages?|inflation|unemployment|jobless|claims|payrolls|retail sales|gdp|growth|orders|output|exports|imports|housing starts|home sales|confidence|sentiment|spending|hiring|layoffs|easing|tightening)\b"
)


# "Friday's close is a record" is said of the market spoken of.
OF_ITS_CLOSE = re.compile(
    r"\W*(?:‹w\d+›(?:'s)?|the|this|that|today's) (?:(?:latest|closing|final) )?(?:close|finish|settlement|level|reading|price|print)\b"
)


# A figure that opens a paragraph on it: "2,140." says nothing by itself.
FIGURE_ALONE = re.compile(r"\W*‹[#%b]\d+›\.?\W*")


def nothing_stated(scene: Scene, *, seasonal: bool = False) -> bool:
    """Return whether a sentence states nothing that could be read.

    `seasonal` says that it ranks a part of the calendar, of no market.
    """
    text = scene.text
    if text.rstrip(" \"')").endswith("?"):
        told = QUESTION_AFTER.match(text)
        if told is None or not (PAST.search(told["told"]) or HEADLINE.search(told["told"])):
            return True
        scene.close(told.end("told"), len(text))
    economic = scene.times and ECONOMIC.search(text)
    of_facts = economic or seasonal
    mentions = (
        scene.names
        or scene.amounts
        or scene.streaks
        or scene.averages
        or of_facts
        or OF_ITS_CLOSE.match(text)
    )
    if not mentions and "crash" not in text:
        return True
    if FIGURE_ALONE.fullmatch(text) and not scene.memory.asked:
        return True
    defined = DEFINITION_AFTER.search(text)
    if defined and any(p.end <= defined.start() for p in scene.amounts):
        scene.close(defined.start(), len(text))
        text = text[: defined.start()]
    if NOTHING_STATED.search(text):
        return True
    if SINGLE_MOVER.search(text):
        return True
    return bool(SINGLE_SHARE.search(text)) and not ANALYST.search(text)
