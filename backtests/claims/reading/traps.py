"""Sentences that state nothing: questions, advertising, hypothetical sums, facts about products."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.marks import numerals
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.tenses import PAST

# A row a sort of sentence. In marks: <N> a market, <A> a figure, <T> a time.
NOTHING = (
    # advertising and appointments
    (
        r"\b(?:reserve (?:a|an|one|your|now|<A>)(?!\w)"
        r"|(?:places|seats|spots|spaces) (?:are )?(?:left|remain|available|limited)|sign up"
        r"|subscribe\w*|register (?:now|here|for (?:a|an|our|the|this|free|your|early))|click"
        r"|download|free (?:trial|letter|newsletter|report|guide)|webinar|podcast"
        r"|(?<!by the )newsletter(?!'s)|join (?:us|our|\S+ readers)|your inbox|promo(?:tion)? code"
        r"|discount code|limited[- ]time|members get|unlock|upgrade (?:now|today|your)|advertis\w+"
        r"|sponsored|start your|try it|money-back|save (?:up to )?<A>|special offer|enrol\w*"
        r"|masterclass|e-?book|read more|follow us|watch live|tickets?)(?!\w)"
    ),
    (
        r"\b(?:meets? next|will meet|convenes|(?<!press )(?<!news )conference|seminar|press release"
        r"|will speak|dial-in|appointed|joins? (?:the firm|as)|steps? down|retire\w*|birthday"
        r"|anniversary|dinner|founded|born in|head office|headquarter\w*|marathon|stadium)\b"
    ),
    # disclaimers
    (
        r"\bour team has identified|five ‹m\d+›|best companies"
        r"|see this (?:\w+ )?(?:analysis|article|report)|first appeared on|for a more detailed look"
        r"|do (?:her|his|their|your) own research|once said the same|(?:<A>|\d) pages\b"
        r"|\b(?:any(?:one|body)'s guess|remains to be seen|time will tell|read next|most read"
        r"|please do not|personal advice|the author is|with a strike of"
        r"|if the (?:index|market|fund|price) (?:is|stands|were|was) at"
        r"|if an? (?:fund|index|market|stock|portfolio|share|saver|investor)|nobody knows whether"
        r"|hard to say whether|your guess|related:|see also|old saw|as the saying)\b"
    ),
    # definitions
    (
        r"\bdefin(?:e|es|ed|ing) (?:as )?(?:a |an |the )?(?:[\w-]+ )?(?:correction|bear market"
        r"|bull market|crash|pullback|drawdown|rally)"
        r"|\b(?:a|the|any) (?:market )?\"?(?:recession|correction|bear market|bull market|crash"
        r"|pullback)\"? (?:is (?:a|an|when|typically|commonly|usually|generally|defined|any)|occurs"
        r"|happens|begins|starts|ends|means|refers)\b"
        r"|^\W*an? (?:close|drop|fall|decline|rise|gain|move|rally) of (?:[a-z]+ ){0,2}<%>[^.;‹]*? "
        r"(?:confirms?|signals?|defines?|constitutes?|qualif(?:y|ies)|is (?:[a-z]+ )?(?:considered"
        r"|called|known|defined|regarded|seen))\b"
        r"|\bby (?:a |the )?(?:common|usual|traditional)(?:ly used)? definition\b"
        r"|\b(?:correction|bear market|bull market)s?,? (?:which is |is )?(?:typically |commonly "
        r"|usually |often |generally |technically )?defined\b"
    ),
    r"^\W*(?:an?|the) (?:[a-z-]+ ){1,4}(?:is|are|was|were) defined (?:as|by)\b",
    # how many members made highs and lows, and how many shares changed hands
    (
        r"<A> new (?:[\w‹›#-]+ )?(?:highs|peaks) and (?:\w+ )?(?:<A> )?new (?:[\w‹›#-]+ )?lows"
        r"|<A> (?:shares )?(?:changed hands|were traded)\b"
        r"|(?:<A> )?(?:of|out of) (?:the )?(?:<#> )?<N>(?: <#>)? (?:components|companies|members"
        r"|stocks|constituents)\b[^.;]*(?:rose|fell|gained|declined|advanced|finished|closed|ended)"
        r"|\ball (?:<A> |of the )?(?:[a-z]+ )?sectors\b[^.;]*\bfirst time\b"
        r"|‹m\d+› (?:rose|fell|advanced|declined|gained) for (?:every|each) (?:one|<A>)"
        r"|<#> (?:components|members|constituents) of "
        r"[^.;]*(?:ended|closed|finished|rose|fell|traded"
        r"|were|gained|lost|declined|advanced)\b"
    ),
    (
        r"\b(?:nothing (?:in|on) this|not (?:an offer|advice|investment advice|a recommendation"
        r"|financial advice)|no part of this|past performance|retail (?:investor |client )?accounts"
        r"|you can lose|for information(?:al)? (?:only|purposes)|does not constitute"
        r"|the author (?:owns|holds|has)|(?:owns?|holds?) (?:shares|positions?|no position)"
        r"|consult (?:a|your)|do (?:her|his|their|your) own research|opinions (?:are|expressed)"
        r"|can be reached|terms and conditions|all rights reserved|cookies?|copyright)\b"
    ),
    (
        r"\bneeds? (?:a|an|to see a|to see an) (?!.*\btarget)[^.;]{0,30}\b(?:close|break|move|push"
        r"|finish)\b(?!.*\bbefore (?:we|i)\b)[^.;]*\bto [a-z]+"
    ),
    # how large a position is, and what a habit of traders came to
    r"^\W*(?:size|sizing)(?: (?:is|it|them|positions?|trades?|the (?:position|trade)))? (?:at|to"
    r"|by)\b"
    r"|\b(?:buy(?:ing)?[- ]the[- ]dips?|dip[- ]buying) (?:has|have|had) (?:\w+ )?(?:worked|paid)\b",
    # how long ago something was
    r"^\W*(?:it|‹r\d+›) (?:has|had|is|was)(?: <T>)?(?: been)? (?:\w+ ){0,2}?(?:<A> |[a-z]+ )"
    r"(?:[a-z]+ )?(?:sessions?|days?|weeks?|months?|quarters?|years?|decades?)"
    r" since\b[^.;]*\blast\b(?![^.;]*<%>)",
    r"\b(?:contango|backwardation)\b",
    # how a committee voted
    r"^\W*the (?:vote|decision|tally) was (?:<A>|<#>|[a-z]+(?:-to-[a-z]+)?|\d)",
    # what a table or a chart has in it
    r"^\W*(?:the |our |this )?(?:tables?|charts?|graphs?|figures?|list) (?:below |above |here "
    r"|on the \w+ )?(?:lists?|shows?|highlights?|details?|breaks? down|summari[sz]es?|plots?"
    r"|displays?|includes?|illustrates?) (?:each|every|all|how|what|when|where|which)\b"
    r"|^\W*(?:below|above|here),? (?:we|i) (?:also )?(?:highlight|show|list|look|summari[sz]e"
    r"|plot|compare)\b"
    r"|^\W*(?:this|that|which) is not to say\b",
    # what is looked at
    (
        r"\b(?:shows?|illustrates?|examines?|looks? at|summari[sz]es?|tracks?|plots?|compares?"
        r"|details?|measures?) how (?:the )?<N> (?:(?:has|have|had|tends? to|typically|usually"
        r"|historically) )*(?:perform|far|done|behav|mov|trad|react|respond)(?:ed|e|s)?\b(?!.*<%>)"
    ),
    # what would have come of missing some days
    (
        r"\bmiss(?:ed|ing|es)? (?:[^.;,]{0,24} )?(?:best|worst|biggest"
        r"|strongest)\b[^.;,]{0,16}\bdays\b"
    ),
    # what a word means
    r"\bwhat [^.;,]{0,32} calls? \W*[^.;]{0,40}\bwhich means\b",
    # how many years were like the one spoken of
    (
        r"^\W*(?:the|<T> is|this is|it is) (?:only |just )?(?:the )?(?:[a-z]+ ){0,2}(?:year|time"
        r"|month|quarter)s? (?:in which|where|when|that) (?:the )?<N> (?:was|were|is|has|had) (?:up"
        r"|down|higher|lower)\b(?!.*<%>)"
    ),
    # since when a close is the highest
    (
        r"^\W*the last time (?:the )?(?:<N>|‹r\d+›) (?:was|stood|traded) "
        r"(?:this |that |so )?(?:high|low)(?:er)?,? (?:was|came|is)\b"
    ),
    # what neither of two did
    r"\bneither (?:the )?<N> nor (?:the )?<N> (?:\w+ )?(?:beat|won|led|outperformed|outpaced)\b",
    # what may go either way
    (
        r"more likely to (?:be|go|move|end|finish) (?:up|down|higher|lower|positive"
        r"|negative) than (?:up|down|higher|lower|positive|negative|not)\b"
    ),
    (
        r"(?:\bcommittee|(?:\bindex|‹r\d+›) (?:provider|compiler)"
        r"|\bprovider of the index)\b[^.;]*\b(?:add|drop|remov|admit|expel|delet|replac|promot"
        r"|demot)\w*\b"
    ),
    # what holds of any market
    (
        r"^\W*(?:an?|any|every) (?:index|market|fund|share|stock|price|portfolio|investment"
        r"|position)(?: of [^.;]{0,30})? (?:that|which) [a-z]+\b"
        r"|\b(?:he|she) (?:first )?(?:bought|sold) (?:her|his|a|some) (?:first |own )?(?:shares?"
        r"|stocks?|‹m)"
    ),
    # what would have to happen, or did not
    (
        r"^\W*for (?:the )?<N> to [a-z]+ [^.;]*\b(?:would|will) (?:have|need) to\b"
        r"|^\W*had (?:the )?<N> [^.;]*\bwould\b"
    ),
    # sums that were never invested
    (
        r"(?<!\w)(?:start(?:s|ed|ing)? (?:out )?with <#>|suppose(?!d)"
        r"|(?<!can )(?<!could )(?<!easy to )imagine"
        r"|picture (?:a|an)|say you|you would (?:own|hold)|let us say|let's say|hypothetical\w*"
        r"|for the sake of argument|pretend"
        r"|had (?:you|someone|anyone|she|he|an investor|a saver|we)\b"
        r"|if (?:you|someone|an investor|a saver|she|he|we) had"
        r"|(?:invested|put|placed) (?:in|into|at) .{0,40}would"
        r"|would (?:now |today |by now "
        r"|since )?(?:have (?:turned|grown|become|been worth|made|earned|doubled|cost)"
        r"|be worth(?= (?:\w+ ){0,2}<#>))|back-?of-the-envelope|thought experiment|for every \$"
        r"|(?:a|each|every|one) dollar (?:put|invested|placed|sunk)"
        r"|<#> (?:put|invested|placed) (?:in|into)"
        r"|an? (?:saver|investor|reader) (?:putting|with|saving|investing)|a saver who"
        r"|an investor who (?:put|had|bought|invested)|someone who (?:put|bought|invested)|what if"
        r"|were to (?:return|compound|earn|lose|fall|rise) .{0,60}would (?:need|have|take))"
    ),
    # moves that something would take
    (
        r"\b(?:must|(?:has|have|had|needs?|needed|would need|(?:would|will) have|will need"
        r"|will have|would have) to) (?:gain|rise|climb|rally|fall|lose|drop|advance|add|double"
        r"|return|<A>) [^.;]{0,60}\bto (?!‹|about|around|nearly|just)[a-z]+\b"
    ),
    # what a reading means
    (
        r"^\W*an? <N> of (?:about )?<#> (?:stands for|means|corresponds to|equals|implies"
        r"|amounts to|is equivalent)\b"
    ),
    # prices of other things
    (
        r"<#> (?:per|an?|each|the) (?:contract|ticket|head|person|copy|seat|night|tonne|ton|bushel"
        r"|pound|gallon|litre|unit|hour|mile|bottle|cup|square (?:foot|metre))\b"
    ),
    # what only something else would bring about
    (
        r"^\W*(?:but |and )?(?:it|‹r\d+›) (?:would|will|might|may) (?:take|need"
        r"|require) (?!(?:<T>|<A>|\w+ (?:days|weeks|months|years|sessions))(?!\w))[^.;]*\bto\b"
        r"|^\W*(?:but |and )?only (?:an?|the|some) [^.;‹]{3,40} (?:would|could|can|will"
        r"|might) (?:send|push|bring|drive|take|drag|lift|make|cause|force|stop)\b"
    ),
    # facts about a product or an index
    (
        r"(?<!\w)(?:expense ratio|management fee|annual fee|fees?|charges? <A>"
        r"|costs? <A>(?: a year| per year|,? annually| in fees)|bid-ask"
        r"|(?<!since the ‹n\d› )(?<!since ‹n\d› )was launched|launched (?:<T>|in)"
        r"|(?<!since )(?<!since its )(?<!since the )(?<!'s )inception|(?<!, )(?<!\()made up of"
        r"|consists? of|is composed of|(?<!, which )comprises?"
        r"|(?:has|with|contains|of) (?:\w+ )?<A> constituents?"
        r"|holds? (?:about |some |roughly |more than |over )?<A> (?:stocks|companies|names|shares"
        r"|positions|securities)|members? of the index|share classes|methodology|rulebook"
        r"|reconstitut\w+ (?:is|takes|happens)|is calculated|base value|ticker|trading hours"
        r"|lot size|multiplier|contract size|tick size"
        r"|is (?:an|a) (?:capitali[sz]ation|price|market)[- ]weighted|is weighted by"
        r"|(?<!that )(?<!which )tracks? the|created in|started in|was created"
        r"|is rebalanced (?:every|once|each|annually|quarterly)|swear by"
        r"|(?:<A>|\d[\d,]*) (?:companies|members|stocks|components|names) in (?:it|the index"
        r"|<N>))(?![\w])"
    ),
)
NOTHING_STATED = re.compile(words.marks("|".join(f"(?:{row})" for row in NOTHING)))
COMPANY = (
    r"(?:[\w-]*maker|software house|company|firm|retailer|lender|bank|insurer|airline|miner"
    r"|driller|developer|builder|homebuilder|broker|producer|provider|manufacturer|operator"
    r"|carrier|group|start-?up|stock|share|member|constituent|component|chain|drug-?maker"
    r"|chip-?maker|supplier|distributor|restaurant|utility|owner|refiner|specialist|name|business"
    r"|platform|biotech|outfit|trucker|brewer|grocer|software company|contractor|landlord|trust"
    r"|shipper|laggard|newcomer|darling|giant|minnow|designer|publisher|studio|hospital|clinic"
    r"|franchise|issuer|explorer)"
)
# One share: "a chipmaker in the index", "a small-cap lender", "an index member".
SINGLE_SHARE = re.compile(
    words.marks(
        rf"(?:\b(?:a|an|one|another|no"
        rf"|the (?:best|worst|biggest|largest|smallest|top|weakest|strongest)[- ]\w*)(?: (?!rise"
        rf"|fall|gain|drop|close|move|break|rally|decline|loss"
        rf"|slide)[\w-]+){{0,5}}? {COMPANY}\b[^.;]{{0,60}}?(?:\b(?:in|of|from|that|which|among"
        rf"|within|on)\b|,)[^.;]{{0,40}}?<N>)"
        rf"|^\W*(?:shares|stock|‹m\d+›) (?:of|in) (?:the|an?|one) (?:[\w-]+ ){{0,3}}{COMPANY}\b"
        rf"|(?:\b(?:a|an|one|another)(?: [\w-]+){{0,3}} <N>(?:'s)?(?: [\w-]+){{0,2}} {COMPANY}\b"
        rf"(?! in (?:‹#|two|three|four|five|six|seven|eight|nine|ten)\b))"
        rf"|\b(?:one|two|three|some|several|a few) of (?:the )?(?:<N>|its"
        rf"|their)(?:'s?)? (?:[\w-]+ ){{0,3}}(?:members|companies|stocks|names|constituents"
        rf"|holdings)\b"
        rf"|\b(?:a|one|another) (?:member|constituent|component|stock|company|firm) (?:of|in"
        rf"|from) (?:<N>|the index|it)(?!\w)"
        rf"|(?<!average )(?<!median )(?<!typical )<N>(?: index)?[- ](?:member|constituent"
        rf"|component|newcomer)\b"
    )
)
# "While an airline dropped 6%, the index rose": the main clause is not on the share.
ASIDE_ON_SHARE = re.compile(
    rf"^\W*(?:while|although|though|even as|even though|after|as|when|since|because) (?:a|an|one"
    rf"|another)(?: [\w-]+){{0,3}} {COMPANY}\b[^,;.]*, (?=(?:the |both |all )?‹n)"
)
# "Among single names, ...", "Elsewhere, ...".
_AMONG = r"(?:(?:among|in|elsewhere|meanwhile|separately|also)\b[^,;.‹]{0,40}, )?"
# "A Texan oil driller jumped 14%": one company moved, whoever else is named.
SINGLE_MOVER = re.compile(
    words.marks(
        rf"^\W*{_AMONG}(?:the|an?|one|its) (?:[\w-]+ ){{0,3}}{COMPANY}'s (?:shares|stock|share"
        rf" price"
        rf"|‹m\d+›) (?:have |has |had )?(?:rose|risen|fell|fallen|jumped|gained|lost|climbed"
        rf"|dropped|doubled|added|shed|slid|were|was|<A>)|"
        rf"^\W*{_AMONG}(?:an?|one|another|the (?:best|worst|biggest|largest|smallest"
        rf"|top)[- ]?\w*) (?:[\w-]+ |<N> ){{0,4}}?{COMPANY}(?: house)?(?: (?:outside|not in|in"
        rf"|from|of|near|based in) [^,;.‹]{{2,24}}"
        rf"| (?:outside|not in|in|of) (?:the )?<N>)? (?:also |has |had )?(?:rose|risen|fell"
        rf"|fallen|jumped|gained|lost|climbed|dropped|doubled|<A>|tumbled|soared|sank|plunged"
        rf"|surged|slid|was up|was down|were up)"
    )
)
ANALYST = re.compile(
    r"\b(?:analysts?|strategists?|economists?|technicians?|chartists?|traders?|forecasters?|says?"
    r"|said|thinks?|expects?|sees?|believes?|reckons?|model|desk|research|note|wrote|writes"
    r"|argues?|told|predicts?|target|forecasts?|calls? (?:on|for)|estimates?|clients)\b"
)


# What is stated before a question: "it broke its average, which leaves one question: is it over?".
QUESTION_AFTER = re.compile(r"(?P<told>[^:;?]{24,})[:;] [^:;]+\?\W*$")


# What is stated before a definition: "near a bear market, defined as a decline of 20%".
DEFINITION_AFTER = re.compile(
    r",? (?:which is )?(?:typically |commonly |usually |often |generally )?defined as [^;.]*"
)
HEADLINE = re.compile(
    r"\b(?:hits?|rises?|falls?|climbs?|slips?|rall(?:y|ies)|jumps?|drops?|gains?|sinks?|soars?"
    r"|slides?|surges?|touche?s?|sets?|ends?|closes?)\b"
)


# Facts of the economy, which need no market and no figure: "the trade gap widened in May".
ECONOMIC = re.compile(
    r"\b(?:deficits?|wages?|inflation|unemployment|jobless|claims|payrolls|retail sales|gdp"
    r"|growth|orders|output|exports|imports|housing starts|home sales|confidence|sentiment"
    r"|spending|hiring|layoffs|easing|tightening|job openings|vacancies"
    r"|(?:consumer|producer|wholesale|home|house|import|core|energy) prices"
    r"|(?:shelter|housing|labou?r) costs)\b"
)


# "Friday's close is a record" is said of the market spoken of.
OF_ITS_CLOSE = re.compile(
    r"\W*(?:‹w\d+›(?:'s)?|the|this|that|today's) (?:(?:latest|closing|final) )?(?:close|finish"
    r"|settlement|level|reading|price|print)\b"
)


# A figure that opens a paragraph on it: "2,140." says nothing by itself.
FIGURE_ALONE = re.compile(r"\W*‹[#%b]\d+›\.?\W*")


# "The cut is the third this year", after the Fed has been named.
COUNTED_MOVE = re.compile(
    rf"\b(?:cut|hike|increase|reduction|move) (?:was|is|marks|marked|makes|made) (?:already )?"
    rf"(?:the |its )?{numerals.ORDINAL}\b"
)


def nothing_stated(scene: Scene, *, seasonal: bool = False) -> bool:
    """Return whether a sentence states nothing that could be read.

    `seasonal` says that it ranks a part of the calendar, of no market.
    """
    text = scene.text
    if text.rstrip(" \"')").endswith("?"):
        stated = QUESTION_AFTER.match(text)
        if stated is None or not (PAST.search(stated["told"]) or HEADLINE.search(stated["told"])):
            return True
        scene.close(stated.end("told"), len(text))
    economic = scene.times and ECONOMIC.search(text)
    of_facts = economic or seasonal
    mentions = (
        scene.names
        or scene.amounts
        or scene.streaks
        or scene.averages
        or of_facts
        or OF_ITS_CLOSE.match(text)
        or ("fed" in scene.memory.by_group and COUNTED_MOVE.search(text))
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
    told = ASIDE_ON_SHARE.sub("", text)
    return bool(SINGLE_SHARE.search(told)) and not ANALYST.search(text)
