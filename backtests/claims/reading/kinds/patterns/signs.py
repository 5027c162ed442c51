"""Words of rises and falls without a figure, past and to come."""

from __future__ import annotations

import re

from backtests.claims.reading import words

UNCHANGED = re.compile(
    r"\b(?:unchanged(?! (?:from|since|in|on) (?:the|its|their|that|a) (?:[a-z]+ )?(?:projections?"
    r"|forecasts?|estimates?|statement|readings?|survey|report|outlook))|on hold|stood pat"
    r"|steady(?! (?:[a-z]+ )?(?:spending|growth|demand|hiring|gains?|incomes?|employment|flow))"
    r"|(?:to|will|would|should) hold(?= (?:at (?:its|the)|in|on|again|next|‹w|until))"
    r"|stand pat|stands pat|no change"
    r"|(?:stayed|remained|remain|stay|left|kept) (?:where|as) (?:‹r\d+›|it|they) (?:was|were|is"
    r"|are|stood)|stayed put|held fire|hold fire|left alone|did nothing|do nothing"
    r"|made no (?:change|move)|sat (?:tight|on its hands|still)|stood still|pause[sd]?|stays? put"
    r"|skip(?:s|ped)?|no (?:move|action)(?= (?:from|by|at) (?:the )?‹f)|untouched"
    r"|did not (?:touch|move|change|budge)|maintain(?:s|ed)(?= ‹f))\b"
    r"|\b(?:left|leaves?|leaving|kept|keeps?|keeping|held"
    r"|holds?) (?:(?:‹[fr]\d+›|rates|it"
    r"|(?:its|their|the) (?:[a-z]+ )?(?:rates?|target)(?: range)?) (?:alone|unchanged|steady"
    r"|on hold|in place|untouched|(?:where|as) (?:‹r\d+›|it|they) (?:was|were|is|are|stood)))"
)
SWINGS = re.compile(
    r"\b(?:sw(?:ings?|ung) (?:more|less)"
    r"|(?:more|less|twice as) (?:widely|volatile|jumpy|wildly|choppy|nervous|turbulent|skittish)"
    r"|(?:jumpier|choppier|wilder|bumpier|calmer|steadier|smoother) (?:than|ride|path|road)"
    r"|volatility|volatile|swings)\b"
)
MORE_OR_LESS = re.compile(
    r"\b(?:more|less|than|twice|as|higher|lower|greater|smaller|larger|exceed\w*|calmer|wilder"
    r"|jumpier)\b"
)
# "Beat both A and B", "did better than either A or B": a comparison with each.
BOTH = re.compile(
    words.marks(
        r"\b(?:both|either) (?:of )?(?:the )?(?:[\w-]+ )?(?P<one>‹n\d+›) (?:and"
        r"|or) (?:the )?(?:[\w-]+ )?(?P<two>‹n\d+›)"
        r"|(?P<one_>‹n\d+›)(?: \(‹o\d+›\))? and (?:the )?(?P<two_>‹n\d+›)(?=[.,;:]|$| <T>"
        r"| (?:over|in|for|so|this|since|by|during|amid|as|while|but)\b)"
    )
)
SIGN_NOUN = re.compile(
    words.marks(
        r"\b(?:cuts?|hikes?|on the cards|in the (?:green|black|red)|be strong|be weak|higher"
        r"|lower|rise|fall|climb|gain|drop|decline|advance|rally|weaken|strengthen|slide|slip"
        r"|recover|rebound|widen|narrow|tighten|ease|fade|sink|jump|surge|retreat|up|down|upside"
        r"|downside|falling|rising|calmer|spike|firm|soften|increase|decrease|grind|go up|go down"
        r"|come down|drift|correct|cheapen|beaten|turn (?:down|up|lower|higher)|roll over|top out"
        r"|bottom out|tumble|plunge|sag|soar|skyrocket|take off|bounce|crumble|buckle"
        r"|head (?:south|north|lower|higher|down|up)|invert|steepen|flatten|south|north"
        r"|for the better|for the worse|dearer|cheaper|stronger|weaker|richer|poorer|firmer"
        r"|softer|(?:better|worse) off|(?:do|fare) (?:well|badly|poorly)|struggle|suffer|prosper"
        r"|headway|progress|under pressure|disappoint|sell off|ground|losses|gains?|loss(?:es)?"
        r"|red ink|falls|rises|further|rally|appreciate|depreciate"
        r"|give (?:back|up) (?:some|part|a (?:bit|little|few|good)|most|much|more|ground|all)"
        r"|make up (?:some |a (?:bit|little) of )?(?:the |its |their )?(?:lost )?ground"
        r"|(?:shed|lose|add|tack on|put on|gain) (?:some|a (?:bit|little|few|touch)|more|further"
        r"|value|altitude)|claw back|(?:build on|extend|add to) (?:its|their) (?:gains|losses)"
        # "should end the year below where it is now"
        r"|(?P<side>above|below)(?= (?:where|the level|its level|the price|today's)\b))\b"
    )
)


_BAD = (
    r"soft|rough|rocky|lean|tough|bumpy|difficult|hard|bleak|grim|poor|bad|torrid|weak|testing"
    r"|painful|nasty|ugly|tricky|harsh|miserable|lacklustre"
)
_GOOD = (
    r"good|strong|bright|fine|rosy|buoyant|great|fruitful|fat|banner|bumper|sunny|decent|solid"
    r"|splendid"
)
_SPELL = (
    r"(?:few |couple of )?(?P<spell{0}>year|years|months|weeks|quarter|quarters|half|time|times"
    r"|patch|spell|stretch|ride|run|summer|autumn|winter|spring|period|season|days|decade|<T>)"
)
# What a market has before it: "faces a rough few months", "a strong year lies ahead for gold".
PROSPECT = re.compile(
    words.marks(
        rf"\b(?:fac(?:es?|ing)|(?:is|are) in for|head(?:s|ed|ing)? (?:into|for)"
        rf"|brac(?:e|es|ed|ing) for|(?:is|are) (?:set|due|braced) for"
        rf"|(?:should|will|could|may) (?:have|see|enjoy|be|prove)"
        rf"|ha(?:s|ve)(?=[^.;]* (?:ahead|to come|in store))"
        rf"|(?P<view>\b(?:expect|look for|prepare for|anticipate|foresee|predict|forecast"
        rf"|pencil in|reckon with|count on)s?(?=[^.;]{{0,40}} (?:for|in|from"
        rf"|at) (?:the )?<N>))) (?:(?:an?|some|what looks like a|another) )?(?:(?P<bad>{_BAD})"
        rf"|(?P<good>{_GOOD})) {_SPELL.format('')}"
        rf"|\b(?:(?P<bad_>{_BAD})|(?P<good_>{_GOOD})) {_SPELL.format('_')} (?:lies? ahead"
        rf"|(?:is|are) (?:in store|in prospect|on the cards|coming|due|likely)|awaits?|beckons?"
        rf"|looms?|ahead)"
        rf"|\b(?:promises|threatens|is likely|looks likely|looks set|is set|is bound"
        rf"|ought) to (?:be|prove) (?:an? )?(?:(?P<bad____>{_BAD})|(?P<good____>{_GOOD})) (?:one"
        rf"|year|quarter|month|week|half) (?:for|to)\b"
        rf"|\b(?:will|should|could|may) (?:be|prove|remain) (?:an? )?(?:(?P<bad___>{_BAD})"
        rf"|(?P<good___>{_GOOD}))(?: one)? (?:for|to)\b"
        rf"|\b(?:outlook|prospects?|picture|omens|skies)\b[^.;]{{0,60}}? (?:is|are|looks?"
        rf"|remains?|seems?) (?:(?:still|now|rather|quite|very) )?(?:(?P<bad__>{_BAD}|dim|gloomy"
        rf"|dark|cloudy|unfavourable|negative)"
        rf"|(?P<good__>{_GOOD}|favourable|positive|encouraging|promising))\b"
    )
)


# "Closed the month lower", "ended the week higher".
_CLOSED = (
    r"(?:finished|closed|ended|settled)(?: <T>| and (?:the )?<T>| (?:[a-z]+ly|much|a bit)"
    r"| the (?:trading )?(?:day|session|week|month|quarter|year|half))*"
)
_DEEP = r"(?:(?:deep|firmly|well|solidly|slightly|just|comfortably|back) )?"
_DRIFTED = r"drifted|crept|nudged|marched|powered|bounced|snapped|shot|headed|ground|sagged"
# "Gave up its gains for the year", "erased its losses".
_ERASED = (
    r"(?:gave (?:up|back)|given (?:up|back)|eras(?:ed|ing)|wiped out|surrendered|relinquished"
    r") (?:(?:all|most|much|the last|the rest) (?:of )?)?"
    r"(?:its|their|the|all) (?:<T>(?:'s)? |entire |remaining |early |yearly )?"
)
ERASED = re.compile(words.marks(_ERASED))
# A plain move, right after the name of a market: "the Nasdaq also slipped".
UP_MOVED = (
    r"rose|roared (?:ahead|higher|forward|back)|gained|advanced|rallied"
    r"|climbed|jumped|surged|soared|rebounded|recovered|strengthened"
    rf"|firmed|{_CLOSED} (?:higher|up|{_DEEP}in (?:positive territory|the (?:green|black)))"
    rf"|(?:eked out|{_CLOSED} with) (?:an? |another )?(?:[a-z-]+ ){{0,2}}(?:gains?|rise|advance)"
    rf"|(?:{_DRIFTED}) higher|bounced(?! back (?:above|to|over|into|below))(?: back)?"
    r"|popped|spiked(?! on the news)"
    r"|extended (?:its |their |the )?(?:recent )?(?:gains|advance|rally|climb|rise)"
    rf"|{_ERASED}(?:loss|losses|declines?)"
    r"|(?:(?:is|are|still) )*(?:hang|cling|hold|clung|hung|held)(?:s|ing)? (?:on )?to (?:an? |its "
    r"|their )?(?:(?:small|slim|modest|slight|tiny|narrow) )?gains?(?= (?:for )?<T>)"
    r"|(?:(?:been|is|are) )?(?:trending|drifting|grinding) (?:up|higher)|edged (?:up|higher)"
    r"|ticked (?:up|higher)|inched (?:up|higher)|moved higher|pushed higher"
    r"|(?:is|are|was|were|turned) (?:now )?positive(?= (?:(?:now|for|on|in|a|the) )*<T>)"
    r"|(?:entered|been in|moved into|crossed into) (?:an? |the )?(?:new )?bull[ -]market"
    r"|been (?:[a-z]+ly )?(?:rising|climbing|rallying|advancing|recovering|gaining ground"
    r"|in (?:an? |the )?(?:uptrend|rally))"
)
# "Correction territory", "a bear market": a fall that has got so far.
_A_DECLINE = (
    r"(?:an? |the )?(?:new |technical |full-blown |official )?(?:correction|bear[ -]market)"
    r"(?: territory)?"
)
DOWN_MOVED = (
    r"fell|dropped|declined|slipped|slid|sank|lost ground|retreated|tumbled|plunged|slumped"
    r"|weakened|eased|dipped|stumbled"
    rf"|{_CLOSED} (?:lower|down|{_DEEP}in (?:negative territory|the red))"
    rf"|{_CLOSED} with (?:an? |another )?(?:[a-z-]+ ){{0,2}}(?:loss|losses|declines?)"
    rf"|(?:{_DRIFTED}) lower|sold off|nosedived|cratered|(?:gave up|gave back) (?:some )?ground"
    r"|extended (?:its |their |the )?(?:recent )?(?:losses|declines?|slide|slump|fall)"
    rf"|{_ERASED}(?:gains?|advance)"
    r"|(?:(?:been|is|are) )?(?:trending|drifting|grinding) (?:down|lower)|edged (?:down|lower)"
    r"|ticked (?:down|lower)|inched (?:down|lower)|moved lower"
    r"|(?:is|are|was|were|turned) (?:now )?negative(?= (?:(?:now|for|on|in|a|the) )*<T>)"
    r"|(?:fell|dropped|slid|slipped|sank|tumbled|plunged|moved|went|dipped|crossed) (?:back )?into "
    rf"{_A_DECLINE}|(?:entered|confirmed|been in) {_A_DECLINE}"
    r"|been (?:[a-z]+ly )?(?:falling|sliding|declining|dropping|sinking|losing ground|retreating"
    r"|slipping|drifting lower|in (?:a |the )?(?:downtrend|decline|free ?fall))"
)
WAS = (
    r"(?:was|were|is|are)(?: (?:all|both|now|still|only|just|slightly|fractionally|marginally"
    r"|modestly|a little|a bit|barely|sharply))*"
)
_POSTED = (
    r"(?:eking out|posting|scoring|booking|notching|posted|saw|suffered|notched|recorded|booked"
    r"|showed|logged|scored)(?: [a-z-]+){0,2}"
)
_HAD = (
    r"(?:experienced|saw|posted|had|registered|recorded|suffered|notched|booked) an?(?: (?:\w+))?"
)
_IN = (
    r"(?:(?:is|are|was|were|remains?|stands?)(?: (?:back|now|still|again|firmly|well"
    r"|deep))* in(?:to)?|both in)"
)
PLAIN_MOVE = re.compile(
    words.marks(
        rf"<N>(?:'s)?(?: (?:index|shares|stocks|prices?|futures|markets?|yields?))?"
        rf"(?: and (?:treasuries|bonds|commodities))?"
        rf"(?: (?:has|have|had|also|then|again|both|all|each|mostly|broadly"
        rf"|briefly|slightly|sharply|modestly))* (?:(?P<up>{UP_MOVED}"
        rf"|{_IN} (?:positive territory|the (?:green|black))|{WAS} (?:higher|up)"
        rf"|{_POSTED} gains"
        rf"|{_HAD} (?:uptick|gain|rise|increase|advance|rally|bounce|rebound))"
        rf"|(?P<down>{DOWN_MOVED}|{_IN} (?:negative territory|the red)|{WAS} (?:lower|down)"
        rf"|{_POSTED} (?:losses|declines)"
        rf"|{_HAD} (?:decline|drop|loss|fall|downturn|dip|sell-?off|setback"
        rf"|pullback)))\b(?! (?:below|above|of|under|over|to|past|through|behind|short|from|off"
        rf"|into|by|than|as (?:much|low|high)|nothing|\S*‹(?!w)|between|around|about|initially"
        r"|at (?:the (?:open(?:ing)?|start|outset)|first)|early|in early|out of the gate))"
    )
)
# One verb of several markets: "both should be higher".
# What is to widen, or to be higher, is no price: "the valuation gap should narrow".
OF_ITS_VALUE = re.compile(
    r"\b(?:valuation|earnings|performance|the) gaps?\b[^.;]*\b(?:narrow|widen|clos|shrink"
    r"|grow)\w*\b"
    r"|\b(?:higher|lower|richer|cheaper|smaller|larger) (?:[\w/-]+ ){0,2}(?:ratio|multiple"
    r"|valuation|premium|discount|p/e|p/b)s?\b"
)

# "The winner in January was the Nasdaq": of the markets that a sentence names.
_WINNER = (
    r"(?P<up{0}>winners?|leader|best performer|star|top performer|pick of the bunch|front-runner"
    r"|better choice|champion)|(?P<down{0}>losers?|laggard|straggler|worst performer|wooden spoon"
    r"|also-ran|worse choice|weak link)"
)
WINNER = re.compile(
    words.marks(
        rf"\b(?:{_WINNER.format('')})\b[^.;:‹]{{0,30}}(?:<T> )?(?:by [a-z ]+ )?"
        r"(?:was|were|is|has been) (?:the )?(?P<name>‹n\d+›)"
        r"|(?P<name_>‹n\d+›) (?:was|were|is|has been|ended up) "
        rf"(?:<T>(?:'s)? )?(?:the |a )?(?:clear |big |runaway )?(?:{_WINNER.format('_')})\b"
    )
)
MODAL = re.compile(
    r"\b(?:will|'ll|won't|shall|would|could|may|might|should|expect\w*|forecasts?|predict\w*|sees?"
    r"|set to|poised|bound to|likely|tipped|due to|head(?:ed|ing)(?! (?:lower|higher|down|up)\b)"
    r"|look(?:s|ing)? (?:set|for|to|likely)|on the cards|ought to|going to|call(?:s|ing)? for|has"
    r"|have|base case|is seen|are seen|anticipat\w+|pric\w+ in|in line for|about to|ready to"
    r"|destined|primed|target\w*|(?:is|are) (?:due|set|in)|fac(?:es?|ing)|likelier|ripe for|tilted"
    r"|skewed|(?:safe|good|fair|sure|decent|strong) bets?|favou?rites? to|odds-on"
    r"|in all (?:likelihood|probability)|chances are|there(?:'s| is) (?:more|further|some))\b"
)
CAUSE = re.compile(
    r"\b(?:supported by|because|due to|thanks to|helped by|driven by|on the back of|amid|owing to"
    r"|given|boosted by|hurt by|unless|despite|even as|after)\b"
)
# "Should slip in July and recover in August", "lower in the first half and higher in the second".
AND_THEN = re.compile(
    rf"‹w\d+›,? (?:and|but|and then|then|only to) (?:then )?(?:to )?(?P<sign>{SIGN_NOUN.pattern}) "
    r"(?:again )?(?P<time>‹w\d+›)"
)
# "I am not saying that it should fall."
NOT_SAID = re.compile(
    r"\b(?:nobody|no one|none|few|hardly any(?:one|body)|neither|not one"
    r"|no (?:analyst|strategist|economist|forecaster|house|bank|broker))\b[^.;]{0,40} "
    r"(?:expects?|sees?|forecasts?|predicts?|thinks?|believes?|looks? for|foresees?)\b"
    r"|\b(?:not|n't|never) (?:\w+ )?(?:saying|say|suggest(?:ing)?|claim(?:ing)?|argu(?:e|ing)"
    r"|predict(?:ing)?|imply(?:ing)?|mean)\b|\bno guarantee\b"
    r"|\bno (?:further |more |additional )?(?:gains?|increases?|upside|advances?|declines?"
    r"|downside)\b|\b(?:not|n't) (?:see|expect|have|offer|leave) "
    r"(?:much|a lot of|any|great)(?: more)? (?:upside|downside)\b"
    r"|\b(?:rais|boost|lift|cut|lower|trimm|hik|upp|bump|nudg)\w* (?:its|their|his|her|our|the) "
    r"(?:[a-z-]+ |‹[nw]\d+› ){0,3}(?:targets?|forecasts?|projections?|estimates?)\b"
    r"|\brevis\w* (?:(?:up|down|upward|downward|higher|lower) )?(?:its|their|his|her|our|the) "
    r"(?:[a-z-]+ |‹[nw]\d+› ){0,3}(?:targets?|forecasts?|projections?|estimates?)\b"
    r"|\bhow (?:much|far|high|low|long|fast)(?: (?:more|higher|lower|further))? (?:the )?"
    r"(?:‹[nmr]\d+› |[a-z]+ ){1,4}(?:can|could|may|might|will|would)\b"
    r"|\bbenefit(?:s|ing)? (?:\w+ )?from (?:\w+ )?(?:cheaper|lower|higher|falling|rising|weaker"
    r"|stronger)\b"
    r"|\b(?:you|we|one|readers) can (?:also |clearly )?see\b"
    r"|\b(?:high|low|small|great|bigg|large)er (?:chances?|probability|odds|likelihood|risks?)\b"
)
# "Interest rates are expected to fall": the verb is one of the rate itself.
RATES_MOVE = re.compile(
    r" (?:(?:will|to|would|could|should|may|might|can|likely|probably|continue|be|keep|going|are"
    r"|is|set|expected|start|begin|also|then|gradually|steadily|further) )*"
)
# "Fared better", "did the worse": of two markets, the other of which was named before.
FARED = re.compile(
    r"\b(?:been|done|fared|did|do|does|fares|(?:were|was|been) hit"
    r"|(?:were|was|are|is|came|come)(?= (?:\w+ )?(?:better|worse) off\b)) "
    r"(?:the |even |much |far |a (?:little|bit) |slightly |somewhat |rather |no )*"
    r"(?:(?P<up>better|more rewarding|ahead|stronger)"
    r"|(?P<down>worse|harder|less rewarding|behind|weaker))\b"
)
