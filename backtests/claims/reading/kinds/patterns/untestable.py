"""Words of what no study of prices can test: other markets, companies, the economy."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.traps import COMPANY

# "Funds have cut their bets against the index".
BETS = re.compile(
    words.marks(
        r"\b(?:net |bullish |bearish |long |short |leveraged )*(?:bets|wagers"
        r"|positions) (?:against|on|in) (?:the )?‹[nv]\d+›"
    )
)
# What is advised on a position is no fact.
ADVICE = re.compile(
    r"\W*(?:add|reduce|cut|trim|build|close|open|hold|keep|lighten|raise|lower|take|exit"
    r"|enter) (?:to |up )?(?:(?:your|the|any|all|half|some|partial|new|existing|long|of|‹h\d+›) )*"
    r"(?:profits?(?= at\b)|positions?"
    r"|holdings|exposure|allocations?|weights?|stakes?)\b"
)
# What someone has done with a position, or holds: "we have cut our small-cap exposure to 10%".
HELD = re.compile(
    words.marks(
        r"\b(?:have|has|had) (?:\w+ )?(?:cut|trimmed|reduced|raised|lifted|increased|doubled"
        r"|halved|pared|added to|built|brought|taken|lowered|moved|shifted) (?:our|my|its|their"
        r"|his|her|the fund's) (?:[\w-]+ |<N> ){0,3}(?:exposure|allocations?|weight(?:ing)?s?"
        r"|positions?|holdings?|stakes?|overweight|underweight)\b"
        r"|\b(?:has|have|had|was|were) (?:been )?(?:cut|trimmed|reduced|raised|lifted|increased"
        r"|doubled|halved|pared|built up|taken|lowered)\b[^,;.]{0,24}<%> of (?:our |the |my "
        r"|its )?(?:net )?(?:assets|portfolio|fund|equities|book)\b"
        r"|\bfrom <%> of (?:our |the |my |its )?(?:net )?(?:assets|portfolio)\b"
        r"|\bfrom <%> to <%> of (?:our |the |my |its )?(?:net )?(?:assets|portfolio)\b"
    )
)
DEFINITE = re.compile(
    words.marks(
        r"<A>|<S>|\bnet (?:buyers|sellers|buying|selling)\b"
        r"|\b(?:weakened|strengthened|deteriorated|softened|worsened|recovered|tightened"
        r"|rose|fell|grew|shrank|widened|narrowed|climbed|dropped|slowed|accelerated|jumped"
        r"|declined|increased|decreased|slipped|improved|expanded|contracted|cooled"
        r"|eased)(?: [a-z]+ly)? <T>"
        r"|\bunexpectedly [a-z]+(?:ed|ell|ose|rew)\b"
        r"|\b(?:historically (?:wide|low|high|cheap|rich|large"
        r"|expensive)|(?:more|less|fewer|stronger|weaker|better|worse|faster|slower|higher|lower"
        r"|hotter|cooler|firmer|softer)\b[^,;]{0,60} than (?:\w+ ){0,2}"
        r"(?:expected|forecast|anticipated"
        r"|estimated|predicted|feared|hoped)"
        r"|(?:this|so|that|as) (?:cheaply|expensively|richly|dearly|cheap|expensive|rich|dear)"
        r"|(?:stronger|weaker|higher|lower|better|worse|larger|smaller) than (?:before|during"
        r"|at any|prior to|they were|it was)\b"
        r"|(?:more|fewer) (?:[\w‹›-]+ ){1,6}than (?:at any|ever)|above its|below its|above their"
        r"|below their|twice|half|majority|most of|double|record|heaviest|lightest|most|fewest"
        r"|richest|strongest|weakest|times (?:its"
        r"|their)(?= (?:profits?|earnings|sales|income|equity))|highest|lowest|fastest|slowest"
        r"|largest|smallest|biggest|by the (?:least|most)|widest|narrowest|cheapest|discount"
        r"|premium|cheaper|dearer"
        r"|at their (?:low|high)est|every second|stretched|for the first time"
        r"|(?:came|come|coming) in (?:well |slightly |far )?(?:above|below|better|worse|hotter"
        r"|cooler|softer|weaker|stronger|higher|lower)"
        r"|(?:miss|beat|topp|exceed|surpass|trail)(?:ed|es|s|ing)? (?:the |market |analysts' "
        r"|economists' |wall street )*(?:expectations|estimates|forecasts|consensus))\b"
        r"|-(?:week|month|year|decade) (?:highs?|lows?)\b"
    )
)
# A topic that is only the day or the cause of something else.
ASIDE = re.compile(
    words.marks(
        r"\b(?:sensitive to|exposed to|tied to|proxy for|barometer (?:of|for)"
        r"|bellwether (?:of|for)|reliant on|dependent on|linked to|geared to|after|before"
        r"|ahead of|on|following|despite|because of|thanks to|amid|as|until|(?<!, )since|with|by"
        r"|about|when|if|unless|next|weak|strong|strong-than-expected|hot|soft|upbeat"
        r"|fears? (?:of|about|that)|hopes? (?:of|for)|worries (?:about|over)"
        r"|bets? (?:on|that))(?: (?:the|a|an|its|their|weak|strong|hot|cool|soft|solid"
        r"|disappointing|upbeat|better-than-expected|worse-than-expected|hotter-than-expected"
        r"|official|fresh|data on|news of|report on|latest|monthly|<T>|<T>'s|us|new|poor|good"
        r"|fears of|quarterly|rising|falling))* $"
        # "to bring soaring inflation under control"
        r"|\bto (?:bring|get|fight|tame|curb|cool|control|combat|contain|tackle) "
        r"(?:(?:soaring|high|rising|sticky|stubborn|elevated|runaway) )?$"
        # "take half your profits": of a position, and of no company
        r"|\b(?:tak(?:e|es|ing)|lock(?:s|ing)? in|book(?:s|ing)?|bank(?:s|ing)?) "
        r"(?:(?:half|some|part|most|of|your|the|our|their|any|my) )+$"
        # what a return is expected on: "to return 10% next year on 12% earnings growth"
        r"|‹%\d+›[^.;:]*,? on (?:(?:about|an?|the|expected|our|solid|strong) )*(?:‹%\d+› )?$"
        # what a rate is: "the rate that lenders charge customers"
        r"|\bcharge (?:each other|one another|customers|consumers)(?: [a-z]+){0,3} $"
        # the reasons of a view: "citing robust corporate earnings", "on hopes of faster growth"
        r"|\b(?:citing|reflecting|(?:supported|driven|backed|fuell?ed|boosted|helped|lifted"
        r"|underpinned|powered|aided|hurt|weighed down) by|on the back of"
        r"|on (?:expectations?|hopes|signs|the strength|bets|fears|optimism) (?:of|for|that"
        r"|about)|due to|as a result of|in (?:anticipation|expectation) of|assum(?:es|ing)"
        r"|based on)(?: (?!and\b)[a-z-]+){0,4} $"
        r"|\b(?:despite|amid|on|over|by|with|to|stok(?:es|ed|ing)|fuel(?:s|led|ling|ed|ing)?"
        r"|exacerbat(?:es|ed|ing)|rais(?:es|ed|ing)|eas(?:es|ed|ing)|calm(?:s|ed|ing)"
        r"|reviv(?:es|ed|ing)|heighten(?:s|ed|ing)|spark(?:s|ed|ing)|worsen(?:s|ed|ing)"
        r"|add(?:s|ed|ing) to|ignor(?:es|ed|ing)) (?:[a-z-]+ ){0,3}(?:concerns?|worries|fears?"
        r"|anxiety|jitters|uncertainty|hopes?|optimism) (?:over|about|of|for|around|surrounding"
        r"|that) [^.;]*$"
        r"|\b(?:are|is|were|was) hoping (?:that |for )?[^.;,]*$"
        r"|\bif (?:the )?(?:u\.s\.|us|american|global|world) $"
        r"|\bbenefit(?:s|ed|ing|ted|ting)? from(?: [a-z-]+){0,8} $"
    )
)
PRICE_MOVE = re.compile(
    words.marks(
        r"(?:<P>|<N>)(?:'s)?(?: (?:index|shares|stocks))? (?:\w+ ){0,2}(?:rose|fell|gained|lost"
        r"|climbed|dropped|jumped|slid|added|shed|slipped|tumbled|surged|closed|ended|finished"
        r"|advanced|rallied|sank|plunged|is up|is down|was up|was down)"
    )
)
# A topic that a market owns is the subject of the verb: "small-cap earnings fell".
OWNED = re.compile(words.marks(r"<N>(?:'s?)? $"))
_CHANGED = (
    r"weakened|strengthened|deteriorated|softened|worsened|recovered|tightened|rose|risen|fell"
    r"|fallen|grew|grown|shrank|shrunk|widened|narrowed|climbed|dropped|slowed|accelerated|jumped"
    r"|declined|increased|decreased|slipped|improved|expanded|contracted|cooled|eased|surged"
    r"|plunged|rebounded|moderated|stalled|peaked|picked up|ticked (?:up|down|higher|lower)"
    r"|moved (?:up|down|higher|lower)|edged (?:up|down|higher|lower)|held (?:up|steady|firm)"
    r"|turned (?:positive|negative|up|down|higher|lower)"
)
_CHANGES = (
    r"weaken|strengthen|deteriorate|soften|worsen|recover|tighten|rise|fall|grow|shrink|widen"
    r"|narrow|climb|drop|slow|accelerate|decline|increase|decrease|improve|expand|contract|cool"
    r"|ease|moderate|erode|pick up|edge|hold up"
)
_CHANGING = (
    r"weakening|strengthening|deteriorating|softening|worsening|recovering|tightening|rising"
    r"|falling|growing|shrinking|climbing|dropping|slowing|accelerating|declining|increasing"
    r"|improving|expanding|contracting|cooling|easing|moderating|picking up"
)
_STATE = (
    r"strong|weak|robust|solid|soft|high|low|elevated|subdued|resilient|sluggish|tight|hot|sticky"
    r"|healthy|steady|stable|sound|stubborn|positive|negative|upbeat|stretched|attractive"
)
_ALSO = (
    r"(?: (?:also|still|now|then|again|already|unexpectedly|recently|further|steadily|sharply"
    r"|slightly|modestly|clearly|largely|all|both|only|just|generally|broadly|somewhat|too|very"
    r"|relatively|quite|so|stubbornly|uncomfortably|historically|remarkably))*"
)
# What is said of a topic without a figure, right behind it: "unemployment has edged up".
SAID_OF = re.compile(
    words.marks(
        r"(?: (?:growth|rates?|numbers|figures|data|levels?|readings?|conditions|gains?|activity"
        r"|markets?|index|sentiment|output|spending))?"
        rf"(?:(?: (?:has|have|had))?{_ALSO} (?:{_CHANGED})"
        rf"| continue[sd]? to (?:{_CHANGES})|(?: (?:is|are|was|were))?{_ALSO} (?:{_CHANGING})"
        rf"| (?:remain(?:s|ed)?|stay(?:s|ed)?|is|are|was|were|has been|have been|looks?){_ALSO} "
        rf"(?:{_STATE}))\b(?! (?:target|enough (?:to|for)|if|unless|when))"
    )
)
# What is supposed, feared or to come is no fact.
SUPPOSED_OF = re.compile(
    r"\b(?:if|could|would|may|might|should|will|whether|unless|until|when|whenever|once|as"
    r"|because|since|while|after|before|even though|so that|expect\w*|forecast\w*|predict\w*"
    r"|tend\w*|hop(?:e|es|ing)|fears?|worr\w+|how|why|what|not|never|typically|usually|often"
    r"|where|which|who|than|in case|provided|assum\w+|ensur\w+|until|to)\b|n't\b"
)
OUTLOOK = re.compile(
    r"\b(?:calls?|forecasts?|targets?|expect(?!ation)\w*|predict\w*|sees?|will|consensus)\b"
)
NEWS = re.compile(
    r"^(?: \w+)? (?:sent|pushed|lifted|knocked|drove|took|dragged|pulled|sank|hurt"
    r"|helped) (?:the )?‹[nyvsf]|^(?: \w+)? (?:shock|report|data|release|surprise|scare|worries"
    r"|fears|day|print|jitters|season)\b(?![\w'-])"
)
# "In two of nine cases did it lose money" counts falls of the index.
LOST_MONEY = re.compile(
    r"\b(?:did|does|do|has|had|would have) (?:(?:the|an?) )?(?:‹[rn]\d+›|it|they|investors?"
    r"|buyers?|holders?|savers?) los(?:e|t) money\b"
)
# A further market of the same fact: ", large caps 22.8", ", the other the same".
GAPPED = re.compile(
    words.marks(
        r"[,;]? ?(?:and |but )?(?:for |in |at )?(?:the )?(?P<name><N>)(?:'s)?(?:,| at| on| for)?"
        r"(?: (?:the figure|it|that) (?:is|was))?(?: (?:only|just|about|the same|<A>)){1,3}\W*"
    )
)
# "The yield, at 4.2%, reflects inflation": where a gauge stands is no figure of the economy.
STANDS_AT = re.compile(r"(?<=›)(?: yields?| spreads?)?, (?:now |still )?at (?:about )?‹[%#b]\d+›,")
# Where the writer stands on the same: "the consensus is $240; we are at $230".
OURS = re.compile(
    r"[;,–] ?(?:and |but |while )?(?:we|i) (?:are|stand|come out|have) "
    r"(?:it )?(?:only |closer to )?"
    r"(?:at|near|with)? ?(?:about )?‹[#%i]\d+›\W*"
)
# "One company in seven", "every third company": a share in words.
ONE_IN = re.compile(
    words.marks(
        r"\bone (?:[a-z-]+ |<N> ){1,4}in ‹#\d+›"
        r"|\bone (?:[a-z-]+ |<N> ){1,4}in (?:two|three|four|five|six|seven|eight|nine|ten)\b"
        r"|‹d\d+›|\bevery (?:second|third|fourth|fifth|sixth|seventh|tenth)\b"
    )
)
# What only says what a market is: "oil, a major source of price pressures in the economy, ...".
APPOSITION = re.compile(
    r", (?:an?|the|one of|which (?:is|comprises|includes|tracks|measures)) "
    r"[^‹]*(?:‹[mfyonsrv]\d+›[^‹]*)*"
)
MANAGED = re.compile(r"\b(?:oversee|manag|run|supervis)\w* (?:[a-z]+ ){0,2}‹#\d+›")
RELATIVES = (", which ", ", who ", ", in which ", ", of which ", ", where ")
# What the fact did to a market: ", sending the fund up 1%".
SENDING = re.compile(
    words.marks(
        r", (?:send|push|lift|knock|driv|drag|pull|help|leav|tak|bring"
        r"|giv)ing (?:the )?(?:[\w-]+ )?<N>"
    )
)
MAIN_VERB = re.compile(r", (?:had|has|have|is|are|was|were|[a-z]{2,}ed|rose|fell|lost|won|led)\b")
# What an item is headed by: "Inflation: when prices rose, ...".
LABEL = re.compile(r"\W*(?:[a-z]+ ){0,2}[a-z]+:")
# A share of the members of a market is no move of it.
BREADTH = re.compile(
    words.marks(
        r"‹d\d+› (?:companies|firms|members|constituents) (?:in|of) (?:the )?<N>"
        r"|\b(?:is|are) (?:[a-z]+ ){0,2}‹[%h]\d+› of (?:the )?<N>(?!'s)"
        r"|\bweights? of (?:the |its )?(?:<A> )?(?:largest|biggest|top)\b[^,;]* <N>"
        r"|<A> of (?:the |all )?(?:money|assets|capital) in (?:the )?<N>"
        r"|<A> (?:of|in) (?:all |the |its |their )*(?:<N>(?:'s?|s')? )?(?:index )?(?:members"
        r"|constituents|components|companies|stocks|names|shares|firms"
        r"|holdings(?! (?:at|to|if|when|once)\b)|issues)\b(?! (?:rose|fell|was|is) ‹)"
        r"|<A> of (?:all )?‹m\d+› (?:trade|are|stand|sit|remain|still)\b"
        r"|<A> of (?:the |all |its )?(?:‹m\d+›|stocks|shares|companies|members) (?:in|within|on) "
        r"(?:the )?<N>|<A> of (?:all |the )?<N> ‹m\d+›"
        r"|<A> of (?:[a-z]+ )?(?:investors|savers|advisers|fund managers|economists) (?:call|are"
        r"|say|expect|describe|hold|own|think|believe)\b"
        r"|\b(?:advanc(?:ers|ing (?:issues|stocks))|declin(?:ers|ing (?:issues|stocks))"
        r"|advances) (?:\w+ )?(?:outnumber\w*|led|beat)\b"
    )
)
# What one member in the middle did: "the median small-cap stock".
MIDDLE = re.compile(
    r"\b(?:median|average|typical) (?:(?P<member>(?:stock|share|company|firm|name|member"
    r"|constituent|component)) (?:in|of|within|on) (?:the )?)?(?=‹n)"
)
MEMBER = re.compile(r"\b(?:stock|share|company|firm|name|member|constituent)$", re.I)
FLOW = re.compile(
    words.marks(
        r"(?:<N>(?: funds?| etfs?)?|\b(?:equity|stock|bond|money[- ]market|mutual) funds) (?:lost"
        r"|shed|drew|attracted|gathered|saw|gained) (?:\w+ )?<A>(?! (?:points?|percent))"
        r"|<N>(?: funds?| etfs?)?(?: alone)? (?:took|taken|takes|pulled|drew|has taken)"
        r" in (?:\w+ )?<A>"
        r"|<A>[^.;]{0,20} (?:out of|into|from|to|in|left|fled|quit|entered|exited"
        r"|deserted) (?:the )?<N>|(?:bought|sold|dumped|purchased"
        r"|snapped up)[^.;]{0,12}<A> (?:worth )?of (?:the )?<N>"
    )
)
# One company, its deal, or the money that someone looks after.
ONE_COMPANY = re.compile(
    rf"\b(?:the|a|an|its|this|that) (?:[\w-]+ ){{0,3}}(?:{COMPANY}|deal|acquisition|takeover"
    rf"|merger|bid|offer|ipo|buyout|transaction|joint venture|start-?up|unit)\b(?!s)"
    rf"|\b(?:oversee|manage|run|supervise)s? (?:about |some |more than |roughly )?‹#"
    rf"|\bhas (?:‹#\d+› )?under management\b"
)
# "A grocery chain beat forecasts".
BEAT = re.compile(r"beat|miss|top|exceed|surpass")
AT_LARGE = re.compile(
    r"(?:economic|real|u\.s\.|us) growth|econom(?:y|ic growth|ic output)|gdp"
    r"|gross domestic product|inflation|unemployment|consumer prices?|payrolls?"
)
# "Financials account for 18% of the small-cap index": said of the whole.
WEIGHT_IN = re.compile(
    words.marks(
        r"\b(?:account(?:s|ed|ing)? for|mak(?:es?|ing) up|made up|represent(?:s|ed)?"
        r"|compris(?:es?|ed)|is|are) (?:[a-z]+ ){0,2}<[%h]> of (?:the )?(?P<name><N>)"
    ).replace("<[%h]>", r"‹[%h]\d+›")
)
# The market of the clause before goes on: ", trades at nine times earnings".
GOES_ON = re.compile(r", (?:trad|sell)(?:es|s|ing) (?:at|for|on) ")
IN_WHICH = re.compile(r",? ?(?:(?:in|of|for|at) )?(?:which|whose|where) ")
# What is traded or held of any market, a commodity too.
MARKET_DATA = re.compile(
    r"positioning|positions|(?:net )?(?:short|long)(?: (?:positions?|contracts?))?|inflow|outflow"
    r"|flows|open interest|(?:trading )?(?:volumes?|turnover)"
)
