"""Tables of words: what says up or down, what looks ahead, what compares."""

from __future__ import annotations

import re

# A row: words that say the direction of a move, in all their forms.
UP = (
    (
        r"(?:put|puts|putting|piled|heaped)(?= (?:\w+ ){0,2}<%> on(?:to)? (?:the )?<N>)"
        r"|(?:recover|recoup|regain|win|won|mak|made|claw|eras|revers|wip)(?:s|ed|e|es|ing)?(?: back"
        r"| up| out| up for)? (?:all |most |half |much |some )?(?:of )?(?:its|their|the|those|these"
        r"|earlier|early|last <T>'s?)(?: (?:earlier|early|previous|recent|heavy))? losses"
        r"|(?:recover|regain|win|won|mak|made|claw)(?:s|ed|e|es|ing)?(?: back| up)? (?:some |most "
        r"|much |all |a (?:bit|little) of )?(?:of )?(?:the |its |their )?(?:lost )?ground"
        r"|further to (?:climb|rise|gain|recover)|hopp(?:ed|ing)|hops"
        r"|recoup(?:s|ed|ing)?(?= (?:\w+ ){0,2}<A>)"
        r"|(?:acquir|gather|grabb)(?:ed|es|s)(?= (?:\w+ ){0,2}<A>)|t(?:ook|akes) on(?= <A>)"
        r"|(?:power|roar|thunder|progress|clamber|ascend)(?:ed|s)(?= (?:\w+ ){0,2}<A>)|rose|rises?"
        r"|risen|rising|gain(?:s|ed|ing)?|add(?:s|ed|ing)?|climb(?:s|ed|ing|er)?|jump(?:s|ed|ing)?"
    ),
    r"surg(?:e|es|ed|ing)|soar(?:s|ed|ing)?|advanc(?:e|es|ed|ing)|rall(?:y|ies|ied|ying)|leap(?:s|ed|t|ing)?|leaps|leapt",
    r"rocket(?:s|ed|ing)?|spik(?:e|es|ed|ing)|vault(?:s|ed|ing)?|improv(?:e|es|ed|ing|ement)|rebound(?:s|ed|ing)?",
    (
        r"recover(?:s|ed|ing|y)?|bounc(?:e|es|ed|ing)|up|higher|upside|upward|bull(?:s|ish)?"
        r"|optimis(?:tic|ts?|m)|(?<!several )(?<!many )(?<!some )(?<!most )(?<!these )(?<!those )"
        r"(?<!research )(?<!brokerage )(?<!other )(?<!investment )(?<!the )(?<!two )(?<!three )"
        r"(?<!and )(?<!of )(?<!street )firms|firm(?:ed|er|ing)|(?<=to )firm|strengthen(?:s|ed|ing)?"
    ),
    r"widen(?:s|ed|ing)?|expand(?:s|ed|ing)?|swell(?:s|ed|ing)?|swollen|grew|grow(?:s|n|ing)?|march(?:es|ed|ing)?|pop(?:s|ped|ping)?",
    r"room to run|further to run|ripp(?:ed|ing)|ma(?:de|ke|kes)(?= (?:\w+ ){0,2}<A>)|put on|puts on|putting on|tack(?:s|ed|ing)? on|pick(?:s|ed|ing)? up|claw(?:s|ed|ing)? back|w[io]n back",
    r"appreciat(?:e|es|ed|ing|ion)|increas(?:e|es|ed|ing)|rais(?:e|es|ed|ing)|hik(?:e|es|ed|ing)|lift(?:s|ed|ing)?|profit(?:s|ed)?(?! tak)",
    r"return(?:s|ed|ing)?(?= (?:\w+ ){0,3}<A>)|earn(?:s|ed)?(?= (?:[\w‹›']+ ){0,9}?<A>)|positive|in the black|in the green|in the plus|upswing|uptick|melt-?up",
    (
        r"power(?:s|ed|ing)? (?:ahead|higher)|breakouts?|ascend(?:s|ed|ing)?|scal(?:e|es|ed|ing)"
        r"|ramp(?:s|ed|ing)?|stronger|best|appreciated|(?:tops?|topped)(?! out)|turn(?:s|ed|ing)? up"
        r"|head(?:s|ed|ing)? north|(?:do|does|doing|did|fare|fares|fared) well|prosper(?:s|ed|ing)?"
        r"|ma(?:ke|kes|de) (?:headway|progress)|for the better"
    ),
    r"doubl(?:e|es|ed|ing)|tripl(?:e|es|ed|ing)|run-?up|storm(?:s|ed|ing)?|bolt(?:s|ed)|perk(?:s|ed)? up|nudg(?:e|es|ed) up|win(?:s|ning)?|won|winners?",
    r"compound(?:s|ed|ing)?|deliver(?:s|ed|ing)?(?= (?:\w+ ){0,3}<A>)|ratchet(?:s|ed)? up|(?:a|another) (?:run|tilt|go|shot|crack) (?:to|at|towards)|gap(?:ped|s|ping)? (?:out|up|higher)|thrust|zoom(?:s|ed)|outperform(?:s|ed|ing)?|skyrocket(?:s|ed|ing)?|mount(?:s|ed|ing)",
    (
        r"spr(?:ing|ings|ang|ung)|pil(?:e|es|ed|ing) (?:on|up)|rack(?:s|ed)? up|chalk(?:s|ed)? up"
        r"|eke(?:s|d)? out|scratch(?:es|ed)? out|crept up|forg(?:e|es|ed) ahead|sprint(?:s|ed)"
        r"|rac(?:es|ed)|gallop(?:s|ed)|charg(?:es|ed) (?:ahead|higher)|catapult(?:s|ed)"
        r"|retak(?:e|es|en|ing)|retook|shin(?:e|es|ed|ing)|shone|swung higher|bucks? the trend"
        r"|thriv(?:e|es|ed)|flourish(?:es|ed)|boost(?:s|ed)?|enjoy(?:s|ed)?|wider|fatter"
        r"|blossom(?:s|ed)|inflat(?:e|es|ed)|accelerat(?:e|es|ed)|richer|dearer|heavier|better off"
        r"|winning|prosper(?:s|ed)?|upgrad(?:e|ed)|levitat(?:e|es|ed)|went up|go(?:es)? up|going up"
        r"|dart(?:s|ed)|hurtl(?:e|ed)|advances|pushed? (?:up|higher|ahead)|banked|netted|reaped"
        r"|accru(?:e|ed)|amass(?:ed)?|generat(?:e|ed)|produced(?= (?:\w+ ){0,3}<A>)"
    ),
    (
        r"drift(?:s|ed|ing)? (?:out|up|higher)|leak(?:s|ed|ing)? wider|back up(?= to)"
        r"|grind(?:s|ing)? higher|ground higher|snap(?:s|ped)? back|revers(?:e|es|ed) higher"
        r"|reward(?:s|ed|ing)?|upbeat|hotter|ahead|up-days?|steepen(?:s|ed|ing)?|elevated|buoyed"
        r"|balloon(?:s|ed|ing)?|blow(?:s|n)? out|blew out|booked|pocketed|regain(?:s|ed|ing)?"
        r"|reclaim(?:s|ed|ing)?"
    ),
)
DOWN = (
    (
        r"(?:eras|g[ai]v|surrender|los|wip|pare?|trimm?|revers|relinquish|hand)(?:s|ed|e|es|en|ing"
        r"|t)?(?: back| up| out)? (?:all |most |half |much |some )?(?:of )?(?:its|their|the|those"
        r"|these|earlier|early)(?: (?:earlier|early|previous|recent))? gains|for the worse"
        r"|descend(?:ed|s|ing)?|(?:slouch|doff|dock|subtract|hemorrhag|sputter|slacken)(?:ed|s|es"
        r"|ing)(?= (?:\w+ ){0,2}<A>)|(?:do|does|doing|did|fare|fares|fared) (?:badly|poorly)"
        r"|disappoint(?:s|ed|ing|ment)?|(?:come|comes|came|be) under pressure"
        r"|suffer(?=[.,;]| (?:over|in|during|this|next|until|by)\b)|turn(?:s|ed|ing)? down"
        r"|head(?:s|ed|ing)? south|further to (?:fall|drop|slide|sink)|fell|falls?|fallen|falling"
        r"|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|slip(?:s|ped|ping|page)?|slid(?:e|es|ing)?|sank"
        r"|sink(?:s|ing)?|sunk"
    ),
    r"tumbl(?:e|es|ed|ing)|plung(?:e|es|ed|ing)|los(?:e|es|t|ing|ses|s)|shed(?:s|ding)?|dip(?:s|ped|ping)?|retreat(?:s|ed|ing)?|crater(?:s|ed|ing)?",
    r"slump(?:s|ed|ing)?|eas(?:e|es|ed|ing)|g[ai]ve(?:s|n)? (?:up|back)|giving (?:up|back)|surrender(?:s|ed|ing)?|down|lower|downside|downward|bear(?:s|ish)?|weaker|weaken(?:s|ed|ing)?",
    r"narrow(?:s|ed|ing)?|shr[aiu]nk(?:s|ing|en)?|tighten(?:s|ed|ing)?|cut(?:s|ting)?|halv(?:e|es|ed|ing)|crash(?:es|ed|ing)?|corrections?|corrected|drawdowns?|pull(?:s|ed|ing)? ?back|pullbacks?",
    r"sell-?offs?|sold off|wip(?:e|es|ed|ing) out|skid(?:s|ded|ding)?|swoon(?:s|ed|ing)?|ced(?:e|es|ed|ing)|in the red|in the minus|backed off|pared|negative|worst|deficit|discount",
    r"ero(?:de|des|ded|ding)|depreciat(?:e|es|ed|ing|ion)|reduc(?:e|es|ed|ing|tions?)|lower(?:s|ed|ing)|slash(?:es|ed|ing)?|trim(?:s|med|ming)?|compress(?:es|ed|ing)?|fad(?:e|es|ed|ing)|set-?backs?",
    r"nosediv(?:e|es|ed|ing)|eras(?:ed|ing)|buckl(?:e|es|ed|ing)|collaps(?:e|es|ed|ing)|sag(?:s|ged|ging)?|stumbl(?:e|es|ed|ing)|slither(?:s|ed)|hit(?= (?:\w+ )?(?:a|of) <A>)|cost(?:s|ing)?(?! (?:\w+ )?<#>)|hurt",
    r"underperform(?:s|ed|ing)?|knock(?:s|ed|ing)? off|shav(?:e|es|ed|ing)|took off|bled|bleed(?:s|ing)?|dent(?:s|ed)?|subsid(?:e|es|ed|ing)|reced(?:e|es|ed|ing)|cool(?:s|ed|ing)?|calm(?:s|ed|er)",
    (
        r"off(?= (?:\w+ )?<A>)|dump(?:s|ed)|ditch(?:es|ed)|cough(?:s|ed)? up|hand(?:s|ed)? back"
        r"|wilt(?:s|ed)|whack(?:s|ed)|hammer(?:s|ed)|batter(?:s|ed)|clobber(?:s|ed)|pummel\w*"
        r"|cav(?:es|ed)|washouts?|wiped|to weaken|melt(?:s|ed)(?! up)(?!-up)|evaporat(?:e|es|ed)"
        r"|maul(?:s|ed)|rout(?:s|ed)?|gap(?:ped|s|ping)? (?:down|lower|in)|languish(?:es|ed)"
        r"|wobbl(?:e|es|ed)|dwindl(?:e|es|ed)|ebb(?:s|ed)?|abat(?:e|es|ed)|deflat(?:e|es|ed)"
        r"|unw(?:ind|inds|ound)|backtrack(?:s|ed)|relaps(?:e|es|ed)|wither(?:s|ed)|descent|tighter"
        r"|thinner|cheaper|poorer|lighter|worse off|weak|pessimis(?:tic|ts?|m)|went down"
        r"|go(?:es)? down|going down|dwindled|diminish(?:es|ed)|contract(?:s|ed)(?= (?:\w+ ){0,2}<A>)"
        r"|sour(?:s|ed)|struggl(?:e|es|ed)|spiral(?:s|led)|puked|buckled|sell(?:s|ing)? off"
        r"|t(?:ake|akes|ook) back|breakdowns?|retrench(?:es|ed)|leak(?:s|ed)|stopped out|turned away"
        r"|rejected|swung lower|hit hard|bombed|bust|flop(?:s|ped)|undercut(?:s)?|knifed"
        r"|(?:slic|carv|plough|plow)(?:e|es|ed|ing|s)?(?= through)|invert(?:s|ed|ing)?"
        r"|(?:knock(?:s|ed|ing)?|chop(?:s|ped)?|slic(?:es|ed)|shav(?:es|ed)|lop(?:s|ped)?"
        r"|wip(?:es|ed))(?= (?:\w+ ){0,2}<A>)|c[ao]m(?:e|es|ing) off(?= (?:the )?(?:<F>|<N>))"
        r"|decreas(?:e|es|ed|ing)|implod(?:e|es|ed|ing)|droop(?:s|ed|ing)?|falter(?:s|ed|ing)?"
        r"|toppl(?:e|es|ed|ing)|keel(?:s|ed|ing)? over|capsiz(?:e|es|ed|ing)|fizzl(?:e|es|ed|ing)"
        r"|crumpl(?:e|es|ed|ing)|fold(?:s|ed)|totter(?:s|ed|ing)?|backsl(?:id|ides|iding)"
        r"|decay(?:s|ed|ing)?|worsen(?:s|ed|ing)?|conced(?:e|es|ed|ing)|wav(?:e|es|ed) goodbye to"
        r"|knock(?:s|ed)? back|hit for|downturns?|beatings?|cracks?(?= (?:of|in)\b)"
        r"|(?:(?:robb|stripp|depriv|reliev)ed|shorn) of(?= (?:\w+ ){0,2}<A>)"
        r"|(?:reliev|robb?|stripp?|depriv)(?:e|ed|es"
        r"|s)(?= (?:the |its )?(?:(?:<N>|[a-z]+)(?:'s)? ){1,4}of )|settl(?:e|es|ed|ing) back"
        r"|com(?:e|es|ing) back down"
    ),
    (
        r"c[oa]m(?:e|es|ing) in(?= (?:\w+ )?<A>)|part(?:s|ed) with|lopp(?:ed|ing)|lops"
        r"|hack(?:s|ed) off|drubbings?|maulings?|shellackings?|hidings?|thrashings?|bloodbaths?"
        r"|shakeouts?|thump(?:s|ed|ing)?|mislaid|mislays?|bruis(?:e|ed|ing)|drubb(?:ed|ing)|mugged"
        r"|savaged|punished|slow(?:s|ed)?|crumbl(?:e|es|ed|ing)|plummet(?:s|ed|ing)?"
        r"|tank(?:s|ed|ing)?|div(?:e|es|ed|ing)|dove|roll(?:s|ed|ing)? over|bear market|smaller"
        r"|flatten(?:s|ed|ing)?|suffer(?:s|ed|ing)?(?= (?:\w+ ){0,3}<A>)|ceded"
        r"|relinquish(?:es|ed|ing)?|forfeit(?:s|ed)?|dropp(?:ed|ing)|softer|softened|come down"
        r"|came down|coming down|beaten|losers?|losing|trail(?:s|ed|ing)?|lag(?:s|ged|ging)?"
        r"|underwater"
    ),
)
# What a level stood above or below, by the words just before it.
ABOVE = (
    r"above|took out|takes? out|taken out"
    r"|(?:punch|blew|blow|burst|sail|power|smash)(?:ed|s)? (?:past|through)|over|past|through"
    r"|north of|more than|beyond|on top of|higher than|clear of|atop|at least|upwards of"
    r"|in excess of|topped|surpassed|exceeded|cleared|breached|reclaimed|regained|crossed"
    r"|hold(?:s|ing)?|held|tops|surpasses|exceeds|clears|breaches|reclaims|regains|crosses"
    r"|topping|surpassing|exceeding|clearing|breaching|reclaiming|regaining|crossing|defended"
    r"|defending|better than|withst(?:ood|and|ands)|retaken|retook|respected|bounced (?:off|from)"
    r"|floor of|defends|hold(?:s|ing)? on to|held on to"
    r"|found (?:its feet|its footing|support|a floor|a base|buyers)(?: again)? (?:at|near|around"
    r"|just above)|buyers (?:came|stepped|moved) in (?:at|near|around)|bounced at"
    r"|(?:buyers|support|demand) (?:was|were) (?:waiting|found|met|lurking) at"
    r"|(?:on )?the (?:right|good|sunny) side of|cl(?:ung|ings?|inging) (?:on )?to"
    r"|(?:rebounded|recovered) from|withst(?:ood|ands?) (?:a|another) (?:test|retest) of"
    r"|recaptured|conquered|scaled|overc[ao]me|hurdled|vaulted|passed|pierced|surmounted"
    r"|recovered|h[au]ng(?:s|ing)? on to"
    r"|(?:managed|able|enough|strong enough) to (?:hold|defend|keep|cling to|hang on to"
    r"|stay above)"
)
BELOW = (
    r"lost (?:its|their) (?:grip|hold|footing) (?:on|above)"
    r"|(?:sellers|selling|resistance|supply) (?:was|were) (?:waiting|found|met|lurking) at"
    r"|(?:m[ea]t|met with|hit|ran into) (?:resistance|sellers|selling|a wall|a ceiling"
    r"|a lid)(?: just)? (?:at|near|around)"
    r"|(?:bump|bang|knock)(?:s|ed|ing)? (?:up |its head )?against"
    r"|(?:retreat|back|turn|shr[aiu]nk|recoil)(?:s|ed)? (?:away |back )?from"
    r"|(?:stopp|halt|check|reject|rebuff)(?:ed|s) at|abandon(?:s|ed)|undercut(?:s)?"
    r"|(?:turn|push|beat|beaten|knock|drive|drove|driven|thr[eo]wn?|sen[dt]|held)(?:s"
    r"|ed)? (?:(?:the )?<N> )?(?:back|away|down|off) (?:at|from)"
    r"|(?:on )?the (?:wrong|bad) side of|let go of"
    r"|(?:not|n't|unable to|failed to) (?:cling|hang on) to|fail(?:s|ed|ing)? (?:at|near|around)"
    r"|stall(?:s|ed|ing)? (?:at|near|around)|below|under|beneath|short of|shy of|less than"
    r"|south of|lower than|just off|lost|loses|losing|gave up|surrendered|relinquished"
    r"|(?:fail(?:s|ed|ing)?|unable|struggl(?:es|ed|ing)|refused|could not|did not"
    r"|not) (?:to )?(?:hold|reach|clear|regain|reclaim|keep|stay above|hang on to|get back above"
    r"|break|recapture)|not (?:been able to )?hold"
    r"|r[au]n into (?:sellers|resistance|selling|trouble|a wall) at|turned back (?:at|from)"
    r"|rejected (?:at|by)|shadow of|turned away (?:at|from)|capped (?:at|by)|ceiling of"
    r"|back under|back below|repelled (?:at|by)"
    r"|within (?:sight|a (?:whisker|hair|hair's breadth|stone's throw|point or two)"
    r"|(?:touching|striking|shouting) distance|(?:easy )?reach) of|almost|nearly|close to"
)

FUTURE = (
    (
        r"will(?! (?:long )?(?:be remembered|go down in))|'ll|won't|shall|would(?! have)"
        r"|(?<!nothing )(?<!nobody )(?<!no one )(?<!none )(?<!few )could(?! have)(?! (?:hardly|barely"
        r"|only)\b)(?! not (?!rule|see|be ruled|be ignored))(?! be (?:had|bought)\b)|may(?! have)"
        r"|might(?! have)|should(?! have)|can(?! have)|(?<!as )(?<!than )expect(?:s|ed|ing)?"
        r"|expectations?|(?<!than )(?<!as )forecast(?:s|ing|ed)?"
        r"|(?<!than )(?<!as )predict(?:s|ed|ing|ion|ions)?"
    ),
    (
        r"target(?:s|ed|ing)?|objectives?"
        r"|(?:bull|bear|base|bullish|bearish) case (?:target )?(?:of|is|at)(?= (?:[a-z]+ )?‹#)|goals?"
        r"|aim(?:s|ed|ing)?|(?:headed|heading)(?: to| for| toward|(?! (?:lower|higher|down|up)\b))"
        r"|poised|set to|tipped to|slated to|destined|fated to|primed|bound to|corridor"
        r"|our (?:<N> )?(?:range|view|band|call|number|ceiling|floor)|due to (?!a |the )|on course"
        r"|on track|on pace (?:to|for)|look(?:s|ing)? (?:set|likely|for|to|bound)|likely|unlikely"
        r"|(?:do not|don't|does not|doesn't|cannot|can't|hard to|difficult to) see|upside|downside"
    ),
    (
        r"(?<!than )(?<!as )projec(?:t|ts|ted|ting|tions?)|pencil(?:s|led|ling)? in"
        r"|call(?:s|ed|ing)? for|within reach"
        r"|open(?:s|ing|ed)? (?:up )?(?:the )?(?:doors?|way|path) (?:for|to|towards?)"
        r"|counts? (?:in)?to(?= (?:[a-z-]+ ){0,6}(?:<#>|<T>))|next stop"
        r"|(?<!not )(?<!that )(?<!this )(?<!which )points? (?:up |down |higher |lower )?to"
        r"|arrives? at|measured move|path to|(?:path|road|way|door|sky) is (?:now )?(?:clear|open)"
        r"|en route|in prospect|potential(?! (?:[\w.-]+ ){0,3}(?:recession|downturn|slowdown|tariffs?"
        r"|war|conflict|impact|effects?|risks?|problems?|threats?)\b)|await(?:s|ed|ing)?|persist"
        r"|ruled out|excluded|in line for|wagers?|would be|is due"
    ),
    (
        r"(?:a date|an appointment) with|next (?:up|in line)|(?:path|road|way|track) leads to"
        r"|(?:is|are) (?:set|due|in) for"
        r"|fac(?:es?|ing) (?:a |an |further |more |fresh |another )?(?:fall|drop|decline|loss|losses"
        r"|setback|slide|correction|rise|gains?|rally)\b"
        r"|(?:only )?a (?:matter of time|question of (?:when|time))|dr[ae]wn? a bead on"
        r"|(?:have|has) designs on|promis(?:e|es|ing)|hold(?:s)? out"
        r"|(?:ha(?:s|ve)|with|set|fix(?:ed|es)?|train(?:ed|s)?) (?:its|their|his|her|an) (?:sights?"
        r"|eyes?|hopes|hearts?) (?:set |fixed |trained )?on|(?:is|are) (?:dead )?set on"
        r"|(?:gun|shoot|angl|push|hop|play)n?ing for"
        r"|(?:flag|pennant|triangle|wedge|pattern|cup|shoulders|double (?:top|bottom)|channel"
        r"|chart)(?:'s)?[^.;‹]{0,24} (?:works? out|counts|measures?|gives|allows)\b"
    ),
    (
        r"potential (?:moves?|rise|rally|advance|gains?|run|breakout|drop|fall|decline|slide|upside"
        r"|downside)|possible|(?<!than )(?<!as )anticipat(?:e|es|ed|ing)"
        r"|(?<!close )(?<!an )(?<!keen )(?<!watchful )(?<!careful )eye(?:s|d|ing)?|talks? of"
        r"|warn(?:s|ed|ing)? of|outlook|price in|pric(?:es|ing|ed) in|impl(?:y|ies|ied(?! vol))"
        r"|fores(?:ee|ees|aw|een)|envisag(?:e|es|ed|ing)|envision(?:s|ed|ing)?"
        r"|(?<!was )(?<!were )(?<!been )(?<!not )(?<!last )(?<!has )(?<!have )(?<!had )(?<!tend to )"
        r"(?<!tends to )(?<!tended to )see(?:s|ing"
        r"|n(?! ‹w\d+›(?:[.,;)]|$)))?(?! (?:changing hands|trading|quoted|hovering)\b)(?! (?:its|the"
        r"|a|their) (?:worst|best|biggest))"
    ),
    (
        r"(?:reckons?|thinks?|believes?|guess(?:es)?) (?:that )?(?:the )?<N> (?:finds|bottoms|stops"
        r"|turns|peaks|tops out)|(?:there is|there's|ha(?:s|ve)|with) (?:not much|little|nothing"
        r"|no (?:more )?(?:support|resistance)|only air)\b[^.;,]{0,48}? (?:until|till|before"
        r"|short of)(?= (?:about |around )?<#>)"
        r"|(?:little|nothing(?: much)?|not much) (?:would|will|could) (?:hold|stop|halt|catch"
        r"|support)\b[^.;,]{0,32}? (?:until|till|before)(?= (?:about |around )?<#>)|bet(?:s|ting)? on"
        r"|reckon(?:s|ed)? (?:on|with)|pointing to|hope(?:s|ful)? for|scope (?:for|to)"
        r"|room (?:for|to)|on the (?:cards|menu|agenda|horizon)"
        r"|(?:we|they|i|he|she|most|many|some|all|few|strategists|analysts|economists|houses|banks"
        r"|forecasters) ha(?:ve|s) (?:the )?<N>"
        r"|ha(?:ve|s) (?:the )?<N>(?= (?:back )?(?:at|reaching|hitting|ending|finishing|climbing"
        r"|falling|rising|between|in a|going|above|below|under|over|near|up|down)\b)"
        r"|(?<!have )(?<!has )(?<!had )puts? (?:the )?<N>(?= (?:at|anywhere|between|in a|in the)\b)"
        r"|in the cards|set for|ready to|about to|braced? for|prepare for|fair value|destination"
        r"|in sight|in store|case:|scenarios?|has (?:its )?sights on|ought to"
        r"|bulls? (?:say|insist|think|believe)|magnet|next (?:support|resistance)|going to|to come"
    ),
    (
        r"com(?:es|ing) into (?:play|view|focus)|is in play|beckons?|looms?|in mind"
        r"|is worth(?= (?:\w+ )?<#>)|down for (?:the )?<N>|be (?:surprised|shocked|astonished|amazed)"
        r"|next (?:(?:key|major|upside|downside|important|big) )?(?:point|target|hurdle|barrier|test"
        r"|level|port of call|rung|shelf|line)|nothing (?:stands )?between|(?<='s )(?:call|bet)"
        r"|(?:their|our|his|her) (?:call|bet|guess)|(?:clear|free) (?:run|path|road|way)|stands? to"
        r"|house view|left in (?:the|its|their) tank"
        r"|(?:more|further) to (?:run|go|come|fall|rise|climb|drop|slide|sink|gain|recover)"
        r"|unfinished business|room to run|pay ?off|foresees"
        r"|looks? (?:primed|ripe|ready|headed) (?:to|for)|ripe for|tees? up|sets? up|in the offing"
        r"|(?:rais|increas|add)(?:es|s|e|ing)? (?:the )?(?:downside |upside )?risks? (?:to|toward)"
        r"|(?:chance|risk) of|risk(?:s|ing)? (?:a|an|another) (?:fall|drop|slide|decline|move|test"
        r"|retest|return|break|dip)|vulnerable to|estimates?|assum(?:e|es|ed|ing)|base case|bull case"
        r"|bear case|look(?:s)? for|guid(?:es|ed|ance)|dot plot|dots|futures market|pencilled"
        r"|we think|favou?rs|on (?:our|my|their|the) radar|model says|ends? (?:next|the year)"
        r"|finish(?:es)? (?:next|the year)|(?:is|are) estimated (?:at|around|near|to be)"
        r"|(?:is|are) seen(?! (?:changing hands|trading|quoted|hovering)\b)|price objective"
    ),
    (
        r"(?:swaps|futures|money markets) (?:now |still )?(?:have|see|show|price|imply|put)"
        r"|consensus (?:range|target|forecast|view|estimate|call)"
        r"|(?:safe|good|fair|sure|decent|strong) bets? to|favou?rites? to|odds-on to|money is on"
        r"|in all (?:likelihood|probability)|chances are"
        r"|wants? (?=(?:to see )?(?:about |around |roughly |at least )?(?:‹[#%]|$))"
        r"|wants? (?:the )?<N> (?:at|to reach) "
        r"|promis(?:e|es|ed|ing) (?=(?:about |around |roughly |at least )?(?:‹[#%]|$))"
    ),
)
NOUNS_OF_MOVE = (
    r"gains?|rises?|advances?|rall(?:y|ies)|jumps?|climbs?|surges?|leaps?|increases?|rebounds?|bounces?|upswings?|upside|recover(?:y|ies)"
    r"|loss(?:es)?|falls?|declines?|drops?|slides?|slumps?|plunges?|tumbles?|dips?|decreases?|setbacks?|sell-?offs?|pull-?backs?|corrections?"
    r"|drawdowns?|routs?|retreats?|downside|crash(?:es)?|moves?|swings?|returns?|performances?|total returns?|spikes?|hikes?|cuts?|leg|run|reductions?|changes?"
)

BETTER = (
    r"not (?:quite |nearly )?(?:so|as) (?:bad|badly|poor|poorly|weak|steep|steeply|hard) as"
    r"|(?:ha(?:s|ve|d)|g(?:e|o)ts?) the (?:better|beating|edge|upper hand) (?:of|over|on)"
    r"|beat(?:s|ing|en(?! by))?|outperform(?:s|ed|ing|ance)?|outpac(?:e|es|ed|ing)"
    r"|outr[au]n(?:s|ning)?|outstrip(?:s|ped|ping)?|outsh(?:ine|ines|one|ining)"
    r"|outdo(?:es|ne|ing)?|outdid|outgain(?:s|ed)?|trounc(?:e|es|ed|ing)"
    r"|ahead of|better than|stronger than|more than(?! (?:\w+ )?<A>)|lead(?:s|ing)?(?: over)?"
    r"|led(?! with\b| the (?:way|market|declines?|gains?|gainers|losers|losses|advance|retreat"
    r"|charge)\b)|bested|best(?:s|ing)|tops|topped|topping|edg(?:e|es|ed) (?:out|past)"
    r"|pip(?:s|ped)|nos(?:es|ed) (?:out|ahead of)|pull(?:s|ed|ing)? ahead of|advantage over"
    r"|edge over|margin over"
    r"|faster than|(?:further|harder|deeper) than|eclips(?:e|es|ed|ing)|surpass(?:es|ed|ing)?"
    r"|exceed(?:s|ed|ing)?(?= (?:the |those of |that of |the returns? of )?<N>)"
    r"|overt(?:ake|akes|ook|aken)|thrash(?:es|ed)|do(?:es|ne|ing)? better|did better"
    r"|far(?:e|es|ed|ing) better|crush(?:es|ed|ing)|smok(?:ed|es)|premium over"
    r"|com(?:e|es|ing) out on top(?: of)?|came out on top(?: of)?|come out ahead(?: of)?"
    r"|left (?:\w+ )?behind|higher than"
    r"|(?:leav(?:e|es|ing)|left) (?:the )?\S+ (?:far |well |trailing |standing "
    r"|trailing far )?(?:behind|trailing|standing|in (?:its|their) wake)"
    r"|sh(?:ow|ows|own|owed) (?:(?:the )?<N> )?(?:a clean pair of heels|the way|how it is done"
    r"|its heels)|g[ai]ve(?:s|n)? (?:the )?<N> (?:a (?:beating|hiding|thrashing|lesson|drubbing))"
    r"|(?:ha(?:s|ve|d)|g[eo]t(?:s)?) the (?:measure|beating) of|wip(?:e|es|ed) the floor with"
    r"|made (?:the )?<N> look (?:slow|pedestrian|poor|sluggish|ordinary)"
    r"|w(?:in|ins|inning|on) (?:out )?over|outclass(?:es|ed)?|outmuscl(?:e|es|ed)"
    r"|left(?= (?:the )?<N>(?:, [^,;]*,)? (?:in the dust|behind|trailing|standing|for dead"
    r"|far behind))|over(?= (?:the )?<N>)|put(?:s)? (?:the )?<N> (?:in the shade|to shame)"
    r"|run(?:s|ning)? rings round|ran rings (?:round|around)|out-?earn(?:s|ed)|outjump(?:s|ed)"
    r"|outclimb(?:s|ed)|outreturn(?:s|ed)|kept ahead of|keeps? ahead of|finish(?:es|ed)? ahead of"
    r"|better (?:\w+ )?than|in front of|ke(?:ep|eps|pt) (?:up|pace) with"
    r"|left(?= (?:the )?<N>[^,.;]{0,30} behind)|(?:leav(?:e|es|ing)|left) behind(?= (?:the )?<N>)"
    r"|broader than"
    r"|(?:r[au]n(?:s|ning)?|pull(?:s|ed|ing)?|streak(?:s|ed|ing)?|rac(?:es?|ed|ing)"
    r"|br[eo]a?k(?:s|e|en|ing)?) away from"
    r"|(?:gain(?:s|ed|ing)?|ma(?:de|kes?|king) up) (?:ground )?on(?= (?:the )?<N>)"
    r"|out(?:rode|ridden|gun|fox|wit|flank|box|last|match|scor|point|sprint|flank|soar|rac"
    r"|distanc|manoeuvr)\w*(?! by)|(?:dwarf|upstag|overshadow|humbl)(?:ed|s|es|ing)(?! by)"
    r"|st(?:ole|eals?) a march on|put (?:‹[pi%]\d+› "
    r"|(?:clear |some )?(?:daylight|distance) )between (?:‹r\d+›|it|itself|themselves) and"
    r"|(?:clobber|hammer|batter|wallop|pummel|rout|maul|whip|pound|drub|smash|demolish|bury|buri)(?:s|es|ed|ing)(?= (?:the )?<N>)"
    r"|better (?:\w+ ){1,4}than|(?:kinder|better) to (?:the )?<N> than|kinder (?:\w+ ){0,2}than|more (?:rewarding|profitable|lucrative|fruitful|resilient|robust|generous|buoyant|attractive)(?: \w+){0,2} than"
)
WORSE = (
    r"not (?:quite |nearly )?(?:so|as) (?:good|well|strong|strongly|fast|far|much|buoyant) as"
    r"|shortfall (?:against|to|versus)|deficit (?:against|to|versus)"
    r"|lag(?:s|ged|ging)?(?: behind)?|trail(?:s|ed|ing)?|underperform(?:s|ed|ing|ance)?|behind"
    r"|worse than|weaker than|(?<!nothing )(?<!no )less than(?! (?:\w+ )?<A>)|beaten by"
    r"|underdeliver(?:s|ed)?|(?:outperformed|outpaced|outrun) by(?! (?:[a-z]+ ){0,3}<A>)"
    r"|outshone by"
    r"|los(?:e|es|t|ing) (?:ground )?(?:out )?to|short of|fall(?:s|en|ing)? short of"
    r"|fell short of|no match for|slower than|eclipsed by|overtaken by|bested by|topped by"
    r"|do(?:es|ne|ing)? worse|did worse|far(?:e|es|ed|ing) worse|less rewarding|poor relation"
    r"|lower than|failed to (?:keep up|keep pace) with|could not keep up with"
    r"|play(?:s|ing|ed) second fiddle to|eat(?:s|ing)? the dust of|left behind by|outstripped by"
    r"|trounced by|outclassed by|crushed by|in the wake of|worse (?:\w+ ){0,4}than"
    r"|(?<!nothing )(?<!no )less (?:\w+ )?than|out[a-z]+ by(?! (?:[a-z]+ ){0,3}<A>)"
    r"|(?:upstaged|dwarfed|humbled|put in the shade) by|c[oa]m(?:e|es) second to"
    r"|second[- ]best to|g[ai]ve(?:s|n)? best to|t(?:ook|akes?|aken) a back seat to"
    r"|(?:ate|eats?|eating) the dust of"
    r"|(?:fail(?:s|ed)? to|could not|cannot|did not|does not|unable to) (?:match|equal|rival"
    r"|live with|keep up with|keep pace with)(?= (?:the )?<N>)|overshadowed by|in the shadow of"
    r"|trounced by|led by"
)
NOT = r"(?:at no (?:point|time|stage)|under no circumstances|nobody|no one|none of|(?<!than )not|n't|never|neither|nor|no longer|fail(?:s|ed)? to|unable to|hardly|cannot|without|far from|nothing)"


# Verbs that "up" belongs to: "look it up" states no direction.
PHRASAL = re.compile(
    r"\b(?:look|sum|add|dress|set|back|write|make|made|open|tidy|wrap|follow)(?:s|ed|ing|ped|med)? (?:‹r\d+›|it|them|that|this|all) up\b"
)


# A word between a verb of the future and its own: "could easily shed" is "could shed".
MODAL_APART = re.compile(
    r"\b(will|would|could|may|might|should|can) (easily|also|well|still|soon|then|even|again|probably|yet|quickly|eventually|just|now|readily) "
)
# What did not happen meanwhile turns no move: "gained 12% without a recession and lost 4% with one".
WITHOUT_ONE = re.compile(
    r"\bwithout (?:an? |any |the |such an? )?(?:[a-z-]+ )?(?:recession|recessions|dividends|crash"
    r"|landing|downturn|slump|war|crisis|cut|hike|cuts|hikes|shutdown|correction|interruption"
    r"|one)\b|\bwithout (?:an? |any |the |another |further |more )*‹f\d+›"
    r"|\b(?:do(?:es)?|did) ?(?:not|n't) (?:need|require) [^,;]*?(?= to\b)"
    r"|\bnot (?:including|counting)\b[^,;]*"
    r"|\b(?:nobody|no one|none|not|cannot) (?:\w+ ){0,2}(?:explain|know|understand|say"
    r"|tell)s? (?:quite )?(?:why|how|what|whether|where)\b"
)


# "Finished last week at a record": the record is one of the last day of that week.
ENDED = re.compile(
    r"\b(?:end|finish|clos|conclud|complet|wrapp|round|capp)(?:ed|ing)(?: (?:out|up|off))? $"
)
# "Has a further 5% to climb": a way that lies ahead.
HAS = re.compile(
    r"\b(?:ha(?:s|ve)|there is|there\'s)(?: (?:still|another|about|around|some|as much as|up to|an?|further|more|plenty of))* $"
)
WAY_AHEAD = re.compile(
    r"(?:‹[^›]+›(?: more| further)?(?: left)?|further|more|some way|a (?:long )?way|(?:plenty of |some )?(?:room|scope)) to (?:go|run|climb|rise|gain|recover|fall|drop|lose|slide|sink)\b"
    r"|(?:(?:more|further|some) )?(?:up|down)side\b"
)
# "There is little to stop it short of 2,400": the price is reached, whichever way.
NOTHING_UNTIL = re.compile(
    r"\b(?:little|nothing|not much|no (?:more )?(?:support|resistance)|only air)\b[^.;]*\b(?:until|till|before|short of) (?:about |around )?$"
)
# Who says so: ", bond bears argue".
SAID_BY = re.compile(
    r", (?:[a-z-]+ ){0,3}(?:bears|bulls|optimists|pessimists)(?: (?:of|in|on|at) [^,.;]*)? (?:say|argue|think|believe|insist|reckon|hope|expect|warn|claim)\b"
)
AT_FIRST = re.compile(r"\W*at (?:about |just )?")  # "At 15 the VIX ended the week lower"
# What has happened holds today: "it has fallen below 2,000".
PERFECT = re.compile(r"\b(?:has|have)\b")


def any_of(*rows: str) -> re.Pattern[str]:
    """Return the pattern of whole words from rows of a table."""
    return re.compile(rf"(?<![\w'-])(?:{marks('|'.join(rows))})(?![\w])(?!-[a-z])")


TOKENS = {
    "<N>": r"‹[nfysvrm]\d+›",
    "<P>": r"‹[nr]\d+›",
    "<F>": r"‹f\d+›",
    "<V>": r"‹v\d+›",
    "<Y>": r"‹[yfs]\d+›",
    "<O>": r"‹o\d+›",
    "<A>": r"‹[%pbi#hxkd]\d+›",
    "<%>": r"‹[%ph]\d+›",
    "<#>": r"‹[#i]\d+›",
    "<T>": r"‹w\d+›",
    "<M>": r"‹a\d+›",
    "<S>": r"‹q\d+›",
}


def marks(pattern: str) -> str:
    """Return a pattern with its short marks (``<N>`` a name, ``<A>`` an amount) spelt out."""
    for mark, spelt in TOKENS.items():
        pattern = pattern.replace(mark, spelt)
    return pattern


def leading_to(side: str) -> re.Pattern[str]:
    """Return the pattern of words such as "above" just before a price."""
    return re.compile(
        marks(
            rf"(?:^|[^\w-])(?:{side})(?: the| its| a| about| around| roughly| nearly"
            rf"| some)*(?: closely watched| key| round"
            rf"| psychological)*(?: (?:(?!is\b|are\b|lies\b|sits\b|comes\b"
            rf"|stands\b)[\w-]+ ){{0,3}}(?:level|mark|line|trendline|neckline|support|resistance"
            rf"|threshold|barrier|trigger) (?:of|at|near|around)"
            rf"| ‹w\d+› (?:low|high|peak|close|record) of)? ?$"
        )
    )
