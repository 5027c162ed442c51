"""Words that advise: what to buy and sell, when, and what ends a view."""

from __future__ import annotations

import re

from backtests.claims.reading import words

BUY = r"(?:stay|stick|remain)(?:ing)? (?:in|with|long|invested)(?= [^.;]*\b(?:as long as|so long as|while|until|unless|for as long)\b)|(?:doubl(?:e|ing)|‹x\d+›)(?= (?:the|your|our|my) (?:[a-z]+ )?(?:amount|sum|stake|position|purchases?|instal?lments?|contributions?|investment)\b)|(?:sit tight|stay put|hang on|hold on|stay the course)(?= [^.;]*\b(?:as long as|so long as|while|until|unless)\b)|(?:stay|keep|stand|hold|sit)(?:ing)? (?:out of|away from|aside|clear of|off)(?= [^.;]*\b(?:until|till|before|unless)\b)|(?:do not|don't|not) (?:buy|add)(?= [^.;]*\b(?:until|till|before|unless)\b)|no (?:purchases|buying|new positions)|(?:a )?long positions?|invest(?:ing)?(?! (?:in (?:the )?(?:future|people)))|com(?:e|ing) back(?= (?:in|at|below|near|once|if)\b)|start(?:ing)?(?= (?:with|by buying|small|buying|nibbling)\b)|use (?:a|any|the next) (?:\w+ )?(?:dip|drop|fall|pullback|setback|weakness|slide|move)(?= [^,.;]{0,40}\bto (?:buy|add|get in|build))|(?:raise|lift|increase)(?= (?:our |the |your )?(?:weight|allocation|exposure|<N>))|(?:turn|become|get|grow)(?:s|ing)? bullish|(?:a )?buyers? of|use (?:dips|weakness|pullbacks)|(?:us|me|into) buyers|let (?:<N>|\w+) (?:run|ride)|long(?= (?:the )?<N>)|be (?:a )?buyers?|buy(?:s|ing)?(?! (?:puts|protection|put options|insurance)\b)|own(?:ing)?|(?<!cannot )hold|(?<!the )(?<!our )(?<!your )(?<!my )(?<!of )(?<!a )holding|cover(?:ing)?(?= (?:<A>|half|some|all|the|our|your|my|any|shorts?|it)(?!\w))|keep(?:ing)?|add(?:ing)?(?! to the list)|accumulate|go(?:ing)? long|get(?:ting)? in|enter(?:ing)?(?! (?:the|a|an|its|what) (?:best|worst|[a-z]+ (?:half|quarters?|phase|season|stretch|period|week|months?)))|put(?:ting)?(?! options| a stop| your stop| stops| the stop)(?! (?:the |a |its |our |that |this |‹[^›]+› )?(?:[a-z]+ )?(?:odds|chances?|probability|likelihood|risk|price|target|value|number|figure)s?\b)|invest(?:ing)?|touch|chase|move into|rotate into|switch into|overweight(?:ing)?|take (?:\w+ )?(?:a )?(?:\w+ )?positions?|build(?:ing)? (?:a )?positions?|load up|step in|scale in(?:to)?|nibbl(?:e|ing)|back up the truck|stay long|stay invested|be long|allocate|rebalanc(?:e|ed|ing)|wait(?:ing)?|move|shift|switch|rotate|deploy|commit|a purchase|bought"


SELL = r"downgrade(?= (?:the )?<N>)|(?:skip|paus(?:e|ing)|suspend)(?:ping|ing)?(?= (?:(?:<A> (?:[a-z]+ )?of )?(?:the |your |our |all |any |further |new )?(?:buying|purchases?|instal?lments?|contributions?)\b|‹w\d+›))|<%>(?= (?:the|our|your|my) (?:position|stake|holdings?|exposure|allocation|weight)\b)|take(?= (?:the )?<N> off\b)|take(?= (?:‹h\d+›|<%>|half|some|part|all)(?: (?:of )?(?:your|the|our|my|that|a|it)(?: [a-z]+)?)? off\b)|(?:go|mov|retreat|switch|shift|rotat|get|step|run|flee)(?:e|es|s|ing)? (?:in)?to (?:<%> |half |more )?(?:the )?(?:cash|treasury bills|t-bills|bills|bonds|treasuries|money[- ]market funds|sidelines|safety)|(?:protect|insure)(?:s|ing)?(?= [^.;]*\b(?:puts?|put options|stop|stops|stop-loss)\b)|halv(?:e|ing)(?= (?:the|our|my|your) (?:position|stake|holding))|use (?:a|any|the next) (?:\w+ )?(?:move|rally|bounce|rise|push|spike|strength|rebound)(?= [^,.;]{0,40}\bto (?:sell|trim|lighten|exit|reduce|get out|cut|hedge))|do nothing(?= unless)|(?:a )?sellers? of|use (?:rallies|strength|bounces)|(?:us|me|into) sellers|be (?:a )?sellers?|avoid(?:ing)?|stay(?:ing)? (?:out of|away from|clear of)|(?:place|set|put|leave|use|keep|move|raise) (?:(?:a|an|your|the|our) )?(?:[\w-]+ |<%> ){0,2}stop(?:s|-loss(?:es)?)?(?: orders?)?(?= )|(?:rotat(?:e|ing)|mov(?:e|ing)|switch(?:ing)?|shift(?:ing)?|step(?:ping)?|pull(?:ing)?) out|dump(?:ing)?|unload(?:ing)?|sell(?:s|ing)?|hedg(?:e|ing|es)(?! (?:are|were|is|cost|costs|have|has|will|look|come|seem)\b)|(?<!next )stop(?:s|-loss(?:es)?|-out)?|take profits?|taking profits|book profits|trim(?:ming)?|reduc(?:e|ing)|cut(?:ting)?(?= (?:<N>|the|that|this|your|our|any|every|each|my|his|her|their|it|back|half|exposure|losses|positions?)(?!\w))|get out|getting out|be out|(?:i am|i'm|we are|we're) (?:out|gone)|exit(?:ing)?|bail(?: out)?|short(?:ing)?(?! interest| sell| position| squeeze| cover|-)|go(?:ing)? short|lighten(?: up)?|lock in (?:gains|profits)|close (?:the|out|your|any|every|each|all) (?:<N> )?(?:position|trade|long|half)|get(?:ting)? rid of|liquidat(?:e|ing)|closed? out|underweight|buy(?:ing)? (?:puts|protection|put options)|step aside|stand aside|move to cash|go(?:es)? to cash|underweight(?:ing)?|turns? (?:bearish|defensive)|raise cash|be sold|sold|take (?:<A> of|half|some|a third|a quarter|money|the money|part|your)"


ACTION = words.any_of(BUY, SELL)


SELLING, BUYING = words.any_of(SELL), words.any_of(BUY)


IMPERATIVE = re.compile(
    words.marks(
        rf"(?:^|[:;–] |^\W*(?:so|then|instead|first|second|third|finally|next|but|rule \S+|step \S+|tip \S+|advice|our advice|the rule|the trade|the plan|strategy)[,:] |, (?:and |or |then |but |so )?|\band (?:then )?|\bor |\bthen )(?:please |always |only |never |simply |just |do not |don't )?(?P<verb>{BUY}|{SELL})(?![\w'-])(?! (?:off|out of hand|pressure|signal))"
    )
)


# Advice told of one who follows it: "a patient investor waits", "the bold one buys a third now".
_OF_A_READER = (
    r"\b(?:a|an|any|the) (?:[\w-]+ and )?(?:bold|brave|careful|cautious|patient|prudent|disciplined|nervous|aggressive"
    r"|conservative|wise|sensible|long-term|nimble|impatient|defensive|timid|anxious) "
    r"(?:one|<#>|investor|reader|saver|trader|buyer|holder|soul|hand)s? (?:then |only |simply )?"
    r"(?:buy|sell|add|wait|trim|hold|switche?|own|keep)s?\b"
)
# "It would have to clear 90 before we owned it."
_BEFORE_OWNED = (
    r"(?P<and>\b|, (?:and|but) (?:‹r\d+›|<N>|it|they) )(?:would|will|has|have) (?:have |need )?to [^.;]{3,60}? before (?:we|i) "
    r"(?:owned|bought|added|touched|went long|got in|committed)\b"
)


BEFORE_OWNED = re.compile(words.marks(_BEFORE_OWNED))
ADVISED = re.compile(
    words.marks(
        rf"{_OF_A_READER}|{_BEFORE_OWNED}|\b(?:(?:(?:we|i|investors|traders|you|readers|holders|clients|one|anyone|(?:[\w-]+ )?(?:funds|managers|savers|buyers|bulls|bears|followers|allocators|owners|holders)(?: of (?:the )?<N>)?|(?:investors|readers|clients|holders|savers|traders) who [^,.;]{{0,40}}?|(?:those|anyone|anybody|everyone|whoever) (?:who|is|still|long|short|holding|in|out of|looking|wanting|hoping|wishing)\b[^,.;]{{0,40}}?)(?: \w+){{0,2}}?(?: would|'d| should| could| might| prefer to| like to| suggest| recommend| advise| are| plan to| intend to| ought to| need to| must| can| may)(?: (?!and\b|or\b|but\b|less\b|who\b)\w+){{0,4}}? |(?:\bwould (?:lead|cause|prompt|force|make|persuade) (?:us|me|her|him|them) (?:to )?|\b(?:she|he|they) would (?:then )?)|\b(?:we|i)(?: will|'ll| shall) (?:then |again )?|\bbefore (?:we|i)(?: would)? |(?:is|are|be|as) (?:the|your|our|an?|my) (?:cue|signal|trigger|chance|opportunity|invitation|reason|time|moment|occasion) to |\b(?:the|our|a|my) (?:cue|signal|trigger) to |(?<=› )(?:is|would be) time to |\bwould (?:we|i) (?:then |again )?)(?:{BUY}|{SELL})(?![\w'-])|(?:rule|advice|suggestion|recommendation|strategy|discipline|plan|playbook|system|model portfolio|portfolio)\b(?: \w+){{0,3}}?(?::| (?:is|says?|would be|calls for))|(?:recommend|suggest|advise|advocate|favou?r)s? (?:an? )?(?:\w+ )?(?:long|short) (?:position|exposure)s?\b|^\W*no (?:purchases|buying|new positions|new money)\b(?=[^.;]*\b(?:until|unless|before|till)\b)|(?:is|are|would be|was) (?:for )?(?:a )?(?:buying|selling|a buy|a sell|buys?|sells?)\b|(?:is|are) (?:for )?(?:buying|selling)|is our (?:suggestion|advice|rule|recommendation|discipline)|\b(?:a|the|our|your|my) stop (?:on|in|for) (?:(?:the|our|a|any) )?(?:(?:long )?positions? in )?(?:the )?<N>,? (?:(?:is|sits|stands|remains|lies|goes|belongs|stays|moves|rises) )?(?:now |up )?(?:at|to|below|<#>)|\b(?:our|your|my) (?:\w+ )?stop(?:-loss)?(?: (?:on|in|for|under)[^,.;]{{0,30}}?)? (?:is|sits|stands|goes|remains|stays|moves up|is now|follows|trails) (?:\w+ )?(?:at|below|under|<[#%]>)|(?<!next )(?<!not )(?<!will )(?<!to )(?<!n't )(?<!could )(?<!may )(?<!should )(?:stop|trailing stop|stop-loss)(?: order)?\b(?: \w+){{0,3}} (?:at|below|under|of|<A>)|(?:^|[;,.] )stop(?:-loss)?: (?:at )?<A>|<A>(?: \w+)? (?:stop|trailing stop|stop-loss)|(?:should|can|could|must|ought to|to) be (?:bought|sold|hedged|trimmed|added|held|kept|cut)|\band (?:i am|i'm|we are|we're) (?:out|gone|sellers|buyers)\b|\b(?:we|i) (?:now )?(?:raise|lift|increase|cut|reduce|lower|trim) (?:our )?(?:weight in |allocation to |exposure to )?(?:the )?<N>(?: weight| allocation| exposure)? (?:to|by) <%>|(?:turns?|makes?|making) (?:us|me)(?: into)? (?:buyers|sellers)|tell(?:s|ing)? (?:\w+ )?(?:clients|investors|readers) to|(?:buy|sell) (?:trigger|order|zone)|(?:buy|sell) (?:signal|point)s?(?: (?:is|are|comes|sits|would|at|on|above|below|if|when|for)\b|:)|(?:i'm|i am|we're|we are) (?:still |again )?(?:a )?(?:buyers?|sellers?) of\b|(?:we|i) (?:are |am )?(?:buy|sell|buying|selling|adding|hedging|trimming)\b|(?:we|i) (?:hold|own|(?:stay|remain|stick) (?:in|long|invested|with|underweight|overweight|out of|away from|short)|keep)\b(?=.*\b(?:as long as|so long as|while|unless|until|if|allocation|weight)\b)|worth (?:buying|selling)|<A> as (?:an?|our|your|the|my) (?:[\w-]+ )?stop|\b(?:our|the|my) (?:[\w-]+ )?(?:allocation to|weight in|weighting (?:of|in)|exposure to) (?:the )?<N> (?:is|stands at|should be|remains)|(?:recommend|suggest|advise|favou?r)s? an? <%> (?:weight|allocation|position|stake)|<N> (?:should|ought to|must) (?:be|make up|account for|not exceed) (?:\w+ ){{0,3}}<%>|^\W*(?:limit|cap) (?:the )?<N> (?:to|at) <%>|is (?:our|the|my|your) (?:exit|entry|stop|trigger|(?:sell|buy) (?:signal|level))|(?:model|system|signal|strategy|rule|portfolio|algorithm)s? (?:turns?|goes|go|retreats?|switch(?:es)?|buys?|sells?|moves?|stays?|exits?|enters?)\b(?! (?:up|down|higher|lower|by)\b))"
    )
)


INVALID = re.compile(
    r"^\W*to (?:reverse|demolish|negate|undo|break|end|turn around) (?:the|this|that|its) (?:[\w-]+ ){0,3}(?:trend|downtrend|uptrend|pattern|bias|setup|picture|formation|outlook)(?: (?:of|in|for) (?:the )?‹n\d+›)?,? (?:an? )?(?:[\w-]+ )?(?:close|move|break|push|rise|fall|drop)\b|\b(?:(?:breakout|signal|rally|thesis) (?:has|have|will have|would have) failed|cancel\w*|invalidat\w+|negat(?:e|es|ed|ing|ion)|void\w*|nullif\w+|(?:change|changes|changing) (?:our|my|your|his|her|their|the) (?:[\w-]+ )?(?:mind|view|stance|outlook|call)s?|(?:represent|signal|mark|mean|be|constitute|confirm)s? (?:a |an )?(?:\w+ )?(?:(?:trend )?reversal|failure|false break(?:out)?|failed breakout|breakdown|bull trap|bear trap)|would be (?:negative|bearish|troubling|a warning|a red flag)|(?:prove|proves|proved|proven) (?:us|me|him|her|them|the \w+|that \w+)? ?wrong|tells? (?:us|me|him|her|them) (?:that )?(?:we|i|he|she|they) (?:are|am|was|were|is) (?:wrong|mistaken)|(?:wrong|mistaken) (?:if|below|above|on)|kill\w* (?:the|our|that)|(?:view|thesis|rally|breakout|pattern|signal|trend|uptrend|downtrend|run|party|setup|case|idea|trade|bet|story|call|plan|advance|move|recovery|bounce|correction|decline|‹r\d+›|it|that|this|all)(?: ‹w\d+›)? is (?:off|dead|over|void|moot)\b|(?:thesis|view|pattern|signal|setup|case|breakout|call|picture|outlook|count|scenario)(?: (?:for|of|in|on) (?:the )?‹n\d+›(?:'s)?)? (?:is (?!the fact|that\b|based|built|backed|supported)|would be |will be |(?:would|will) no longer|fails?|breaks?|would fail|is off|no longer|stands|holds|falls|dies|ends|would die|goes|would have)|(?:force|oblige|compel|lead|cause|prompt)s? (?:us|me|him|her|them) to (?:(?:raise|lower|lift|cut|change|revise) (?:our|my|his|her|their) (?:sights|targets?|forecasts?|views?|numbers|minds?)|rethink|reconsider|revisit|think again)|abandon\w*|scrap\w*|think again|forget (?:my|our|the|about it|about us)|g[ai]ve up (?:the|our|my|its) (?:[\w-]+ )?(?:view|call|stance|case|position)|call(?:s)? off (?:the|our)|put(?:s)? paid to|(?:positive|bullish|bearish|negative|constructive) (?:stance|view|case|outlook)\b[^.;:]{0,30} ends|\b(?:case|uptrend|view|rally)\b[^.;:]{0,24} falls apart|spell(?:s)? the end of|undo\w*|(?:weaken|undermin|damag|jeopardi[sz])(?:s|e|es|ing)? (?:the|our|this|that) (?:[\w-]+ ){0,2}(?:structure|bias|trend|outlook|case|setup|view|uptrend|downtrend|picture)\b|(?:shift|flip|turn|chang|revers)(?:s|e|es|ing)? (?:the|our) (?:[\w-]+ ){0,2}(?:bias|outlook|structure|picture|trend)\b|end(?:s)? the (?:case|pattern|story|argument)|put an end to|wreck\w*|spoil\w*|ruin\w*|rules? out the|line in the sand|withdraw\w* (?:the|our)|rethink|admit (?:defeat|we)|off the table|(?:breakout|signal|rally|move) (?:was|is|to be) (?:false|a fake|a trap))\b"
)


FORBIDDEN = re.compile(
    r"\b(?:never|do not|don't|would not|wouldn't|should not|shouldn't|must not) (?:\w+ )?$"
)


# "Never sell merely because the VIX is above 30": what is kept.
KEPT = re.compile(
    words.marks(
        rf"\b(?:never|do not|don't) (?:{SELL})(?![\w'-])(?![^.;]*\b(?:until|till|unless|before)\b)"
    )
)
# A reason that is none to trade on: "do not sell because the VIX is at 30".
NO_REASON = re.compile(
    r"\W*(?:and |but |so )?(?:never|do not|don't) [a-z]+(?: (?:now|out))?(?: just| merely| only| simply)? because\b"
)


# Nothing is traded without a condition, a price, a weight or a date.
TRIGGER = re.compile(
    words.marks(
        r"<A>|<M>|<T>|\b(?:until|unless|once|as soon as) (?:the )?(?:<F>|‹s\d+›) (?:has|have|is|turns?|cuts?|hikes?|raises?)\b|\bwhenever\b|\bevery (?:month|quarter|year|week)\b|\beach (?:month|quarter|year|week)\b|election|golden cross|death cross|first cut|last cut|first hike|record high|new high|yield curve"
    )
)


SIZES = re.compile(
    words.marks(
        r"^ cash\b|^ (?:of )?(?:your|the|a|their|our|its|his|her|any|<N>)?(?: \w+[- ]?\w*)? ?(?:holdings?|position|stake|portfolio|exposure|profits|gains|money|cash|it\b|<N>)"
    )
)


AMOUNT_MORE = re.compile(words.marks(r" (?:more\b|in (?:the )?<N>)"))


OF_TARGET = re.compile(r"\b(?:target|objective):?(?: (?:of|at|is))? (?:about )?$")


# How much is traded, and no threshold: "cut equities by a further ten points".
BY_SIZE = re.compile(r"\bby (?:a further |another |an extra |about )?$")


# Advice at the end of a sentence on something else: "we keep our target and would sell below 54".
LATER = re.compile(
    words.marks(
        r"\b(?:we|i|our) [^.;]{4,}?(?P<and>(?:,? and|,? but (?:we|i)) (?:will|would|shall) )(?:then |again |rather |(?:start|begin) to )?(?=[^;]*(?:<A>|<M>))(?P<verb>[a-z]+)(?P<as> (?:an?|any|the) [^.;,]* as (?:a|an|the|our|my) (?:signal|sign|reason|cue|trigger|occasion) to)?"
    )
)


QUOTED = re.compile(
    r",?\" (?:[\w.'‹›-]+ ){0,3}(?:said|says|wrote|writes|told|added|adds|noted|notes)\b"
)


REASON = re.compile(
    r": (?:‹[nr]\d+›|they|we|the [a-z]+|our (?:objective|target|goal|forecast)) (?:is|are|was|were|has|have|had|rose|fell)\b"
)


DO_NOT = re.compile(r"\W*(?:do not|don't) ")


# What is bought only when a condition holds: "stay out until it has closed above 2,000".
WAITS = re.compile(
    r"\b(?:(?:stay|keep|stand|hold|sit)(?:ing)? (?:out of|away from|aside|clear of|off)|(?:do not|don't|not|never) (?:buy|add|touch|own)|no (?:purchases|buying|new positions|new money)|wait)\b[^.;]*\b(?:until|till|before|unless|for)\b"
)


# What is the sign that a move begins ends no view.
SIGNAL_FOR = re.compile(r"\ba signal (?:for|to|of) (?:this|that|it|such|the|a)\b")
# What a price reaches or is put at is no advice: ", putting it 20% below its high".
NOT_ADVISED = re.compile(
    r"^\W*sell ‹w\d+›[^.;]*\b(?:on average|averaged|adage|saying|advice|effect)\b|\b(?:buyers|sellers|bulls|bears) (?:could|did|were|was|had|have|has|failed|managed|tried)\b|(?<=[a-z] )buy[- ]and[- ]hold\b|\bdrawdowns?\b|(?<!once )(?<!when )(?<!until )(?<!before )(?<!as )\byou (?:get|arrive|have|reach|come)\b|\bheight\b|, (?:putting|leaving|taking|bringing) (?:‹[rn]\d+›|it|the \w+) ‹"
)

# "We stay long with a stop at 54 and will add": the stop is a rule of its own.
STOP_AT = re.compile(
    r"\bstops?(?:-loss(?:es)?)? (?:[a-z]+ )?(?:at|below|under|of) (?:about )?‹[#%i]"
)
