"""Words that advise: what to buy and sell, when, and what ends a view."""

from __future__ import annotations

import re

from backtests.claims.reading import words

BUY = (
    r"(?:stay|stick|remain)(?:ing)? (?:in|with|long"
    r"|invested)(?= [^.;]*\b(?:as long as|so long as|while|until|unless|for as long)\b)"
    r"|(?:doubl(?:e|ing)|‹x\d+›)(?= (?:the|your|our|my) (?:[a-z]+ )?(?:amount|sum|stake|position"
    r"|purchases?|instal?lments?|contributions?|investment)\b)"
    r"|(?:sit tight|stay put|hang on|hold on"
    r"|stay the course)(?= [^.;]*\b(?:as long as|so long as|while|until|unless)\b)"
    r"|(?:stay|keep|stand|hold|sit)(?:ing)? (?:out of|away from|aside|clear of"
    r"|off)(?= [^.;]*\b(?:until|till|before|unless)\b)"
    r"|(?:do not|don't|not) (?:buy|add)(?= [^.;]*\b(?:until|till|before|unless)\b)"
    r"|no (?:purchases|buying|new positions)|(?:a )?long positions?"
    r"|invest(?:ing)?(?! (?:in (?:the )?(?:future|people)))"
    r"|com(?:e|ing) back(?= (?:in|at|below|near|once|if)\b)"
    r"|start(?:ing)?(?= (?:with|by buying|small|buying|nibbling)\b)"
    r"|use (?:a|any|the next) (?:\w+ )?(?:dip|drop|fall|pullback|setback|weakness|slide"
    r"|move)(?= [^,.;]{0,40}\bto (?:buy|add|get in|build))"
    r"|(?:raise|lift|increase)(?= (?:our |the |your )?(?:weight|allocation|exposure|<N>))"
    r"|(?:turn|become|get|grow)(?:s|ing)? (?:more |outright )?(?:bullish|constructive|positive)"
    r"|(?:a )?buyers? of|(?:get|be|become)(?:ting)? interested(?= in (?:the )?<N>)"
    r"|use (?:dips|weakness|pullbacks)|(?:us|me|into) buyers|let (?:<N>|\w+) (?:run|ride)"
    r"|long(?= (?:the )?<N>)|be (?:a )?buyers?"
    r"|buy(?:s|ing)?(?! (?:‹w\d+› )?(?:puts|protection|put options|insurance)\b)"
    r"|own(?:ing)?|(?<!cannot )hold"
    r"|(?<!the )(?<!our )(?<!your )(?<!my )(?<!of )(?<!a )holding"
    r"|cover(?:ing)?(?= (?:<A>|half|some|all|the|our|your|my|any|shorts?|it)(?!\w))|keep(?:ing)?"
    r"|add(?:ing)?(?! to the list)|accumulate|go(?:ing)? long|get(?:ting)? in"
    r"|enter(?:ing)?(?! ‹w\d+›, (?:the|an?|one|which|when|where)\b)"
    r"(?! (?:the|a|an|its|what) (?:best|worst"
    r"|[a-z]+ (?:half|quarters?|phase|season|stretch|period|week|months?)))"
    r"|put(?:ting)?(?! options| a stop| your stop| stops"
    r"| the stop)(?! (?:the |a |its |our |that |this |‹[^›]+› )?(?:[a-z]+ )?(?:odds|chances?"
    r"|probability|likelihood|risk|price|target|value|number|figure)s?\b)|invest(?:ing)?|touch"
    r"|chase|move into|rotate into|switch into|overweight(?:ing)?"
    r"|take (?:\w+ )?(?:a )?(?:\w+ )?positions?|(?:re)?build(?:ing)? (?:(?:a|the|our) )?positions?"
    r"|load up|step in|scale in(?:to)?|nibbl(?:e|ing)|back up the truck|stay long|stay invested"
    r"|be long|allocate|rebalanc(?:e|ed|ing)|wait(?:ing)?"
    r"|(?<!the )(?<!this )(?<!that )(?<!any )(?<!every )(?<!a )move|shift|switch|rotate|deploy"
    r"|commit|a purchase|bought"
)


# "If it closes below 212, I am out".
_OUT = (
    r"\b(?:i|we)(?: am|'m| are|'re| will be|'ll be| would be|'d be) out"
    r"(?=[.,;]|$| of (?:it|the|this|my|our)\b)"
)
SELL = (
    r"downgrade(?= (?:the )?<N>)|fad(?:e|ing)(?= (?:any|every|the|a|this|that|it|further|more"
    r"|rallies|strength|bounces|spikes|<N>)(?!\w))|(?:skip|paus(?:e|ing)|suspend)(?:ping"
    r"|ing)?(?= (?:(?:<A> (?:[a-z]+ )?of )?(?:the |your |our |all |any |further |new )?(?:buying"
    r"|purchases?|instal?lments?|contributions?)\b|‹w\d+›))"
    r"|<%>(?= (?:the|our|your|my) (?:position|stake|holdings?|exposure|allocation|weight)\b)"
    r"|take(?= (?:the )?<N> off\b)"
    r"|take(?= (?:‹h\d+›|<%>|half|some|part"
    r"|all)(?: (?:of )?(?:your|the|our|my|that|a|it)(?: [a-z]+)?)? off\b)"
    rf"|{_OUT}"
    r"|take(?= (?:‹h\d+›|<%>|half|some|part) (?:of )?(?:your|the|our|my) (?:profits?|gains?"
    r"|winnings)\b| (?:partial|some) (?:profits?|gains)\b)"
    r"|(?:go|mov|retreat|switch|shift|rotat|get|step|run|flee)(?:e|es|s|ing)? (?:in)?to (?:<%> "
    r"|half |more )?(?:the )?(?:cash|treasury bills|t-bills|bills|bonds|treasuries"
    r"|money[- ]market funds|sidelines|safety)"
    r"|(?:mov|shift|switch|rotat)(?:e|es|s|ing)? (?:<%>|‹h\d+›|half|all|everything|some)"
    r"(?: of [^,.;‹]{2,24})? (?:in)?to (?:cash|treasury bills|t-bills|bills|bonds|treasuries)"
    r"|(?:protect|insure)(?:s|ing)?(?= [^.;]*\b(?:puts?|put options|stop|stops|stop-loss)\b)"
    r"|halv(?:e|ing)(?= (?:the|our|my|your) (?:position|stake|holding))"
    r"|use (?:a|any|the next) (?:\w+ )?(?:move|rally|bounce|rise|push|spike|strength"
    r"|rebound)(?= [^,.;]{0,40}\bto (?:sell|trim|lighten|exit|reduce|get out|cut|hedge))"
    r"|(?:turn|become|get|grow)(?:s|ing)? (?:more |outright )?"
    r"(?:bearish|cautious|defensive|negative)"
    r"|do nothing(?= unless)|(?:a )?sellers? of|use (?:rallies|strength|bounces)"
    r"|(?:us|me|into) sellers|be (?:a )?sellers?|avoid(?:ing)?"
    r"|stay(?:ing)? (?:out of|away from|clear of)|(?:stay|remain)(?:ing)? underweight"
    r"|(?:place|set|put|leave|use|keep|move|raise) (?:(?:a|an|your|the|our|all) )?(?:[\w-]+ "
    r"|<%> ){0,2}stop(?:s|-loss(?:es)?)?(?: orders?)?(?= )"
    r"|(?:rotat(?:e|ing)|mov(?:e|ing)|switch(?:ing)?|shift(?:ing)?|step(?:ping)?"
    r"|pull(?:ing)?) out|dump(?:ing)?|unload(?:ing)?|sell(?:s|ing)?"
    r"|hedg(?:e|ing|es)(?! (?:are|were|is|cost|costs|have|has|will|look|come|seem)\b)"
    r"|(?<!next )stop(?:s|-loss(?:es)?|-out)?|stopped out|take profits?|taking profits|book profits"
    r"|trim(?:ming)?|reduc(?:e|ing)"
    r"|cut(?:ting)?(?= (?:<N>|the|that|this|your|our|any|every|each|my|his|her|their|it|back|half"
    r"|exposure|losses|positions?)(?!\w))|get out|getting out|be out"
    r"|(?:i am|i'm|we are|we're) (?:out|gone)|exit(?:ing)?|bail(?: out)?"
    r"|short(?:ing)?(?! interest| sell| position| squeeze| cover|-)|go(?:ing)? short"
    r"|lighten(?: up)?|lock(?:ing)? in (?:(?:some|part|half|a few)(?: of)? )?"
    r"(?:(?:the|your|our) )?(?:gains|profits)"
    r"|close (?:the|out|your|any|every|each|all) (?:<N> )?(?:position|trade|long|half)"
    r"|get(?:ting)? rid of|liquidat(?:e|ing)|closed? out|underweight"
    r"|buy(?:ing)? (?:‹w\d+› )?(?:puts|protection|put options)|step aside|stand aside|move to cash"
    r"|go(?:es)? to cash|underweight(?:ing)?|turns? (?:bearish|defensive)|raise cash|be sold|sold"
    r"|take (?:half|some|part|<A>)(?: of)?(?: (?:the|your|our|my))? profits"
    r"|take (?:<A> of|half|some|a third|a quarter|money|the money|part|your)"
)


ACTION = words.any_of(BUY, SELL)


SELLING, BUYING = words.any_of(SELL), words.any_of(BUY)


IMPERATIVE = re.compile(
    words.marks(
        rf"(?:^|[:;–] |^\W*so |^\W*(?:so|then|instead|first|second|third|finally|next|but|rule \S+"
        rf"|step \S+|tip \S+|advice|our advice|the rule|the trade|the plan|strategy)[,:] "
        rf"|, (?:and |or |then |but |so )?|\band (?:then )?|\bor |\bthen )(?:please |always "
        rf"|only |never |simply |just |do not |don't )?(?P<verb>{BUY}"
        rf"|{SELL})(?![\w'-])(?! (?:off|out of hand|pressure|signal))"
    )
)


# Advice spoken of one who follows it: "a patient investor waits", "the bold one buys a third now".
_OF_A_READER = (
    r"\b(?:a|an|any|the) (?:[\w-]+ and )?(?:bold|brave|careful|cautious|patient|prudent"
    r"|disciplined|nervous|aggressive"
    r"|conservative|wise|sensible|long-term|nimble|impatient|defensive|timid|anxious) "
    r"(?:one|<#>|investor|reader|saver|trader|buyer|holder|soul|hand)s? (?:then |only |simply )?"
    r"(?:buy|sell|add|wait|trim|hold|switche?|own|keep)s?\b"
)
# "It would have to clear 90 before we owned it."
_BEFORE_OWNED = (
    r"(?P<and>\b|, (?:and|but) (?:‹r\d+›|<N>|it|they) )(?:would|will|has|have) (?:have "
    r"|need )?to [^.;]{3,60}? before (?:we|i) "
    r"(?:owned|bought|added|touched|went long|got in|committed)\b"
)


# "We would take that to 20%": the new weight of what is held.
RESIZES = (
    r"\b(?:we|i)(?: would| will|'d|'ll) (?:then )?(?:take|raise|lift|bring|increase|double|cut"
    r"|reduce|lower|trim) (?:that|this|it|‹r\d+›|(?:our|the|my|that|this) (?:[a-z]+ )?(?:position"
    r"|weight|weighting|stake|holding|allocation|exposure)s?) (?:back |up |down )?(?:to|by)"
    r"(?: about)?"
)


BEFORE_OWNED = re.compile(words.marks(_BEFORE_OWNED))
ADVISED = re.compile(
    words.marks(
        rf"{_OF_A_READER}|{_BEFORE_OWNED}"
        rf"|{RESIZES} ‹[%h]\d+›"
        rf"|(?<!\w)(?:(?:(?:we|i|investors|traders|you|readers|holders|clients|one|anyone"
        rf"|(?:an?|the|any|every) (?:[a-z-]+ )?(?:investor|trader|saver|buyer|holder|manager)"
        rf"|every(?:one|body)(?: else)?|(?:all |the )?others"
        rf"|(?:[\w-]+ )?(?:funds|managers|savers|buyers|bulls|bears|followers|allocators|owners"
        rf"|holders)(?: of (?:the )?<N>)?"
        rf"|(?:investors|readers|clients|holders|savers|traders) who [^,.;]{{0,40}}?"
        rf"|(?:those|anyone|anybody|everyone|whoever) (?:who|is|still|long|short|holding|in"
        rf"|out of|looking|wanting|hoping|wishing)\b[^,.;]{{0,40}}?)(?: \w+){{0,2}}?(?: would|'d"
        rf"| should| could| might| prefer to| like to| suggest| recommend| advise| are| plan to"
        rf"| intend to| ought to| need to| must| can"
        rf"| may)(?: (?!and\b|or\b|but\b|less\b|who\b)\w+){{0,4}}? "
        rf"|(?:\bwould (?:lead|cause|prompt|force|make|persuade) (?:us|me|her|him|them) (?:to )?"
        rf"|\b(?:she|he|they) would (?:then )?)|\b(?:we|i)(?: will|'ll| shall) (?:then |again )?"
        rf"|\bbefore (?:we|i)(?: would)? "
        rf"|(?:is|are|be|as) (?:the|your|our|an?|my) (?:cue|signal|trigger|chance|opportunity"
        rf"|invitation|reason|time|moment|occasion) to "
        rf"|\b(?:the|our|a|my) (?:cue|signal|trigger) to |(?<=› )(?:is|would be) time to "
        rf"|\bwould (?:we|i) (?:then |again )?)(?:{BUY}|{SELL})(?![\w'-])"
        rf"|(?:rule|advice|suggestion|recommendation|strategy|discipline|plan|playbook|system"
        rf"|model portfolio|portfolio)\b(?: \w+){{0,3}}?(?::| (?:is|says?|would be|calls for))"
        rf"|(?:recommend|suggest|advise|advocate|favou?r)s? (?:an? )?(?:\w+ )?(?:long"
        rf"|short) (?:position|exposure)s?\b"
        rf"|{_OUT}"
        rf"|^\W*no (?:purchases|buying|new positions"
        rf"|new money)\b(?=[^.;]*\b(?:until|unless|before|till)\b)"
        rf"|(?:is|are|would be|was) (?:for )?(?:a )?(?:buying|selling|a buy|a sell|buys?"
        rf"|sells?)\b|(?:is|are) (?:for )?(?:buying|selling)"
        rf"|is our (?:suggestion|advice|rule|recommendation|discipline)"
        rf"|\b(?:a|the|our|your|my) stop (?:on|in"
        rf"|for) (?:(?:the|our|a|any) )?(?:(?:long )?positions? in )?(?:the )?<N>,? (?:(?:is|sits"
        rf"|stands|remains|lies|goes|belongs|stays|moves|rises) )?(?:now |up )?(?:at|to|below"
        rf"|<#>)|\b(?:our|your|my) (?:\w+ )?stop(?:-loss)?(?: (?:on|in|for"
        rf"|under)[^,.;]{{0,30}}?)? (?:is|sits|stands|goes|remains|stays|moves up|follows"
        rf"|trails) (?:<T> |still )?(?:an? (?:[a-z]+ )?(?:close|break) )?(?:\w+ )?(?:at|below|under"
        rf"|<[#%]>)|\bstop (?:on|for) (?:the|our|this|that) (?:\w+ )?(?:position|trade|rest)"
        rf" (?:is|sits|stands|goes|remains|stays)(?: in)? (?:at|below|under)\b"
        rf"|\bstops? (?:belongs?|goes?|should (?:go|sit|be (?:placed|set|put))|(?:can|may"
        rf"|could|must) be (?:placed|set|put|kept|left)|(?:is|are) best (?:placed|set|kept))"
        rf"(?: \w+){{0,2}} (?:at|below|under|beneath)\b"
        rf"|\buse (?:a|any|the) (?:\w+ )?(?:close|break|drop|fall|move) (?:below|under|beneath"
        rf"|through) <#> (?:as|for) (?:a|an|the|your|our) (?:[\w-]+ )?stop"
        rf"|\b(?:we|i) (?:never |do not |don't )?risk (?:no|not) more than <%>"
        rf"|(?<!next )(?<!not )(?<!will )(?<!to )(?<!n't )(?<!could )(?<!may )(?<!should )(?:stop"
        rf"|trailing stop|stop-loss)(?: order)?\b(?: \w+){{0,3}} (?:at|below|under|of|<A>)"
        rf"|(?:^|[;,.] )stop(?:-loss)?: (?:at )?<A>|<A>(?: \w+)? (?:stop|trailing stop|stop-loss)"
        rf"|\b(?:we|i)(?:'re| are|'d be| would be|'m| am|'ll be| will be) stopped out\b"
        rf"|(?:should|can|could|must|ought to|to) be (?:bought|sold|hedged|trimmed|added|held"
        rf"|kept|cut)|\band (?:i am|i'm|we are|we're) (?:out|gone|sellers|buyers)\b"
        rf"|\b(?:we|i) (?:now )?(?:raise|lift|increase|cut|reduce|lower"
        rf"|trim) (?:our )?(?:weight in |allocation to |exposure to )?(?:the )?<N>(?: weight"
        rf"| allocation| exposure)? (?:to|by) <%>"
        rf"|(?:turns?|makes?|making) (?:us|me)(?: into)? (?:buyers|sellers)"
        rf"|tell(?:s|ing)? (?:\w+ )?(?:clients|investors|readers) to"
        rf"|(?:buy|sell) (?:trigger|order|zone)"
        rf"|(?:buy|sell) (?:signal|point)s?(?: (?:is|are|comes|sits|would|at|on|above|below|if"
        rf"|when|for)\b|:)|(?:i'm|i am|we're|we are) (?:still |again )?(?:a )?(?:buyers?"
        rf"|sellers?) of\b|(?:we|i) (?:are |am )?(?:buy|sell|buying|selling|adding|hedging"
        rf"|trimming)\b|(?:we|i) (?:hold|own"
        rf"|(?:stay|remain|stick) (?:in|long|invested|with|underweight|overweight|out of"
        rf"|away from|short)|keep)\b(?=.*\b(?:as long as|so long as|while|unless|until|if"
        rf"|allocation|weight)\b)|worth (?:buying|selling)"
        rf"|<A> as (?:an?|our|your|the|my) (?:[\w-]+ )?stop"
        rf"|\b(?:our|the|my) (?:[\w-]+ )?(?:allocation to|weight in|weighting (?:of|in)"
        rf"|exposure to) (?:the )?<N> (?:is|stands at|should be|remains)"
        rf"|(?:recommend|suggest|advise|favou?r|urge)s? (?:buying|selling|adding|trimming|hedging"
        rf"|reducing|shorting)\b"
        rf"|(?:recommend|suggest|advise|favou?r)s? an? <%> (?:weight|allocation|position|stake)"
        rf"|<N> (?:should|ought to|must) (?:be|make up|account for|not exceed) (?:\w+ ){{0,3}}<%>"
        rf"|^\W*(?:limit|cap) (?:the )?<N> (?:to|at) <%>"
        rf"|is (?:our|the|my|your) (?:exit|entry|stop|trigger|(?:sell|buy) (?:signal|level))"
        rf"|(?:model|system|signal|strategy|rule|portfolio|algorithm)s? (?:turns?|goes|go"
        rf"|retreats?|switch(?:es)?|buys?|sells?|moves?|stays?|exits?"
        rf"|enters?)\b(?! (?:up|down|higher|lower|by)\b))"
    )
)


INVALID = re.compile(
    r"^\W*to (?:reverse|demolish|negate|undo|break|end|turn around) (?:the|this|that"
    r"|its) (?:[\w-]+ ){0,3}(?:trend|downtrend|uptrend|pattern|bias|setup|picture|formation"
    r"|outlook)(?: (?:of|in|for) (?:the )?‹n\d+›)?,? (?:an? )?(?:[\w-]+ )?(?:close|move|break"
    r"|push|rise|fall|drop)\b|(?<!\w)(?:(?:breakout|signal|rally|thesis) (?:has|have|will have"
    r"|would have) failed|cancel\w*|invalidat\w+|negat(?:e|es|ed|ing|ion)|void\w*|nullif\w+"
    r"|(?:change|changes|changing) (?:our|my|your|his|her|their|the) (?:[\w-]+ )?(?:mind|view"
    r"|stance|outlook|call)s?|(?:represent|signal|mark|mean|be|constitute|confirm)s? (?:a "
    r"|an )?(?:\w+ )?(?:(?:trend )?reversal|failure|false break(?:out)?|failed breakout|breakdown"
    r"|bull trap|bear trap)|(?:turn|make)s? [^.;]{3,60}? into (?:a|an|the) (?:false|failed|fake"
    r"|bull trap|bear trap|trap\b|failure|fakeout)"
    r"|would be (?:negative|bearish|troubling|a warning|a red flag)"
    r"|(?:treat|regard|see|view|take) [^.;]{3,60}? as (?:a warning|a red flag|proof|a sign)\b"
    r"|(?:prove|proves|proved|proven) (?:us|me|him|her|them|the \w+|that \w+)? ?wrong"
    r"|tells? (?:us|me|him|her|them) (?:that )?(?:we|i|he|she|they) (?:are|am|was|were"
    r"|is) (?:wrong|mistaken)|(?:wrong|mistaken) (?:if|below|above|on)|all bets (?:are|would be"
    r"|will be) off"
    r"|(?:we|i)(?: would| will|'d|'ll) (?:be|have been|stand) (?:wrong|mistaken|corrected)"
    r"|(?:we|i)(?: were| are| am|'re|'m| will have been) (?:clearly |simply )?(?:wrong|mistaken"
    r"|too (?:early|late|soon|optimistic|pessimistic|bullish|bearish))\b(?! (?:as|about)\b)"
    r"|kill\w* (?:the|our|that)"
    r"|(?:view|thesis|rally|breakout|pattern|signal|trend|uptrend|downtrend|run|party|setup|case"
    r"|idea|trade|bet|story|call|plan|advance|move|recovery|bounce|correction|decline|‹r\d+›|it"
    r"|that|this|all)(?: ‹w\d+›)? is (?:off|dead|over|void|moot)\b"
    r"|(?:thesis|view|pattern|signal|setup|case|breakout|call|picture|outlook|count"
    r"|scenario)(?: (?:for|of|in|on) (?:the )?‹n\d+›(?:'s)?)? (?:is (?!the fact|that\b|based"
    r"|built|backed|supported)|would be |will be |(?:would|will) no longer|fails?|breaks?"
    r"|would fail|is off|no longer|stands|holds|falls|dies|ends|would die|goes|would have)"
    r"|(?:force|oblige|compel|lead|cause|prompt)s? (?:us|me|him|her"
    r"|them) to (?:(?:raise|lower|lift|cut|change|revise) (?:our|my|his|her|their) (?:sights"
    r"|targets?|forecasts?|views?|numbers|minds?)|rethink|reconsider|revisit|think again)"
    r"|(?:send|force|push|chase|drive|have|put|keep|leave|get|take|turn"
    r"|make)s? us (?:(?:back )?(?:to"
    r"|on|onto) the sidelines|out(?! of (?:line|step))|(?:into )?sellers|bearish|cautious"
    r"|neutral|sell(?:ing)?|exit|step aside)\b"
    r"|abandon\w*|scrap\w*|think again|forget (?:my|our|the|about it|about us)"
    r"|g[ai]ve up (?:the|our|my|its) (?:[\w-]+ )?(?:view|call|stance|case|position)"
    r"|call(?:s)? off (?:the|our)|put(?:s)? paid to"
    r"|(?:positive|bullish|bearish|negative|constructive) (?:stance|view|case"
    r"|outlook)\b[^.;:]{0,30} ends|\b(?:case|uptrend|view|rally)\b[^.;:]{0,24} falls apart"
    r"|spell(?:s)? the end of|undo\w*"
    r"|(?:weaken|undermin|damag|jeopardi[sz])(?:s|e|es|ing)? (?:the|our|this"
    r"|that) (?:[\w-]+ ){0,2}(?:structure|bias|trend|outlook|case|setup|view|uptrend|downtrend"
    r"|picture)\b|(?:shift|flip|turn|chang|revers)(?:s|e|es|ing)? (?:the"
    r"|our) (?:[\w-]+ ){0,2}(?:bias|outlook|structure|picture|trend)\b"
    r"|end(?:s)? the (?:case|pattern|story|argument)|put an end to|wreck\w*|spoil\w*|ruin\w*"
    r"|rules? out the|line in the sand|withdraw\w* (?:the|our)|rethink|admit (?:defeat|we)"
    r"|off the table|(?:breakout|signal|rally|move) (?:was|is|to be) (?:false|a fake|a trap))\b"
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
    r"\W*(?:and |but |so )?(?:never|do not|don't) [a-z]+(?: (?:now|out))?(?: just| merely| only"
    r"| simply)? because\b"
)


# Nothing is traded without a condition, a price, a weight or a date.
TRIGGER = re.compile(
    words.marks(
        r"<A>|<M>|<T>|\b(?:until|unless|once|as soon as) (?:the )?(?:<F>|‹s\d+›) (?:has|have|is"
        r"|turns?|cuts?|hikes?|raises?)\b|\bwhenever\b|\bevery (?:month|quarter|year|week)\b"
        r"|\beach (?:month|quarter|year|week)\b|election|golden cross|death cross|first cut"
        r"|last cut|first hike|record high|new high|yield curve"
    )
)


SIZES = re.compile(
    words.marks(
        r"^ cash\b|^ (?:of )?(?:your|the|an?|their|our|its|his|her|any"
        r"|<N>)?(?: \w+[- ]?\w*)? ?(?:holdings?|position|stake|portfolio|exposure|profits|gains"
        r"|money|cash|it\b|<N>)"
    )
)


AMOUNT_MORE = re.compile(words.marks(r" (?:more\b|in (?:the )?<N>)"))


OF_TARGET = re.compile(
    r"\b(?:(?:price )?targets?|targeting|objective|take[- ]profits?|profits? (?:taken|at)):?"
    r"(?: (?:of|at|is|price|order))* (?:about |around )?$"
)


# How much is traded, and no threshold: "cut equities by a further ten points".
BY_SIZE = re.compile(r"\bby (?:a further |another |an extra |about )?$")


# Advice at the end of a sentence on something else: "we keep our target and would sell below 54".
LATER = re.compile(
    words.marks(
        r"\b(?:we|i|our) [^.;]{4,}?(?P<and>(?:,? and|,? but (?:we|i)) (?:will|would"
        r"|shall) )(?:then |again |rather "
        r"|(?:start|begin) to )?(?=[^;]*(?:<A>|<M>))(?P<verb>[a-z]+)(?P<as> (?:an?|any"
        r"|the) [^.;,]* as (?:a|an|the|our|my) (?:signal|sign|reason|cue|trigger|occasion) to)?"
    )
)


QUOTED = re.compile(
    r",?\" (?:[\w.'‹›-]+ ){0,3}(?:said|says|wrote|writes|told|added|adds|noted|notes)\b"
)


REASON = re.compile(
    r": (?:‹[nr]\d+›|they|we|the [a-z]+|our (?:objective|target|goal|forecast)) (?:is|are|was"
    r"|were|has|have|had|rose|fell)\b"
)


DO_NOT = re.compile(r"\W*(?:do not|don't) ")


# What is bought only when a condition holds: "stay out until it has closed above 2,000".
WAITS = re.compile(
    r"\b(?:(?:stay|keep|stand|hold|sit)(?:ing)? (?:out of|away from|aside|clear of|off)"
    r"|(?:do not|don't|not|never) (?:buy|add|touch|own)"
    r"|no (?:purchases|buying|new positions|new money)|wait)\b[^.;]*\b(?:until|till|before|unless"
    r"|for)\b"
)


# What is the sign that a move begins ends no view.
SIGNAL_FOR = re.compile(r"\ba signal (?:for|to|of) (?:this|that|it|such|the|a)\b")
# What a price reaches or is put at is no advice: ", putting it 20% below its high".
NOT_ADVISED = re.compile(
    r"^\W*sell ‹w\d+›[^.;]*\b(?:on average|averaged|adage|saying|advice|effect)\b"
    r"|\b(?:buyers|sellers|bulls|bears) (?:could|did|were|was|had|have|has|failed|managed"
    r"|tried)\b|(?<=[a-z] )buy[- ]and[- ]hold\b|\bdrawdowns?\b"
    r"|(?<!once )(?<!when )(?<!until )(?<!before )(?<!as )\byou (?:get|arrive|have|reach|come)\b"
    r"|\boff (?:both|our|the|all|these) (?:[a-z]+ )?(?:numbers|targets|forecasts|estimates)\b"
    r"|\b(?:owning|holding|buying|selling|shorting)\b[^.;]{0,60}\b(?:has|have|had|was|were) "
    r"|\bheight\b|, (?:putting|leaving|taking|bringing) (?:‹[rn]\d+›|it|the \w+) ‹"
)

# "We stay long with a stop at 54 and will add": the stop is a rule of its own.
STOP_AT = re.compile(
    r"\bstops?(?:-loss(?:es)?)? (?:[a-z]+ )?(?:at|below|under|of) (?:about )?‹[#%i]"
)
