"""Words that say the direction of a move, in all their forms: one row a sort of words."""

from __future__ import annotations

# A row: words that say the direction of a move, in all their forms.
UP = (
    (
        r"(?:put|puts|putting|piled|heaped)(?= (?:\w+ ){0,2}<%> on(?:to)? (?:the )?<N>)"
        r"|(?:recover|recoup|regain|win|won|mak|made|claw|eras|revers|wip)(?:s|ed|e|es|ing)?"
        r"(?: back| up| out| up for)? (?:all |most |half |much |some )?(?:of )?"
        r"(?:its|their|the|those|these|earlier|early|last <T>'s?)"
        r"(?: (?:earlier|early|previous|recent|heavy))? losses"
        r"|(?:recover|regain|win|won|mak|made|claw)(?:s|ed|e|es|ing)?(?: back| up)? (?:some |most "
        r"|much |all |a (?:bit|little) of )?(?:of )?(?:the |its |their )?(?:lost )?ground"
        r"|further to (?:climb|rise|gain|recover)|hopp(?:ed|ing)|hops"
        r"|recoup(?:s|ed|ing)?(?= (?:\w+ ){0,2}<A>)"
        r"|(?:acquir|gather|grabb)(?:ed|es|s)(?= (?:\w+ ){0,2}<A>)|t(?:ook|akes) on(?= <A>)"
        r"|(?:power|roar|thunder|progress|clamber|ascend)(?:ed|s)(?= (?:\w+ ){0,2}<A>)|rose|rises?"
        r"|risen|rising|gain(?:s|ed|ing)?|add(?:s|ed|ing)?|climb(?:s|ed|ing|er)?|jump(?:s|ed|ing)?"
    ),
    (
        r"surg(?:e|es|ed|ing)|soar(?:s|ed|ing)?|advanc(?:e|es|ed|ing)|rall(?:y|ies|ied|ying)"
        r"|leap(?:s|ed|t|ing)?|leaps|leapt"
    ),
    (
        r"rocket(?:s|ed|ing)?|explod(?:e|es|ed|ing)|spik(?:e|es|ed|ing)|vault(?:s|ed|ing)?|improv(?:e|es|ed|ing|ement)"
        r"|rebound(?:s|ed|ing)?"
    ),
    (
        r"recover(?:s|ed|ing|y)?|bounc(?:e|es|ed|ing)"
        r"|(?<!wound )(?<!set )(?<!added )(?<!split )up"
        r"|higher(?! (?:rates|interest|costs))|upside|upward|bull(?:s|ish)?"
        r"|optimis(?:tic|ts?|m)|(?<!several )(?<!many )(?<!some )(?<!most )(?<!these )(?<!those )"
        r"(?<!research )(?<!brokerage )(?<!other )(?<!investment )(?<!the )(?<!two )(?<!three )"
        r"(?<!and )(?<!of )(?<!street )firms|firm(?:ed|er|ing)|(?<=to )firm|strengthen(?:s|ed|ing)?"
    ),
    (
        r"widen(?:s|ed|ing)?|expand(?:s|ed|ing)?|swell(?:s|ed|ing)?|swollen|grew|grow(?:s|n|ing)?"
        r"|march(?:es|ed|ing)?|pop(?:s|ped|ping)?"
    ),
    (
        r"room to run|further to run|ripp(?:ed|ing)|ma(?:de|ke|kes)(?= (?:\w+ ){0,2}<A>)|put on"
        r"|puts on|putting on|tack(?:s|ed|ing)? on|pick(?:s|ed|ing)? up|claw(?:s|ed|ing)? back"
        r"|w[io]n back"
    ),
    (
        r"appreciat(?:e|es|ed|ing|ion)|increas(?:e|es|ed|ing)|rais(?:e|es|ed|ing)"
        r"|hik(?:e|es|ed|ing)|lift(?:s|ed|ing)?|profit(?:s|ed)?(?! tak)"
    ),
    (
        r"return(?:s|ed|ing)?(?= (?:\w+ ){0,3}<A>)|earn(?:s|ed)?(?= (?:[\w‹›']+ ){0,9}?<A>)"
        r"|positive|in the black|in the green|in the plus|upswing|uptick|melt-?up"
    ),
    (
        r"power(?:s|ed|ing)? (?:ahead|higher)|breakouts?|ascend(?:s|ed|ing)?|scal(?:e|es|ed|ing)"
        r"|ramp(?:s|ed|ing)?|stronger|best|appreciated|(?<!double )(?<!triple )(?:tops?|topped)"
        r"(?! out)"
        r"|turn(?:s|ed|ing)? up|head(?:s|ed|ing)? north|(?:do|does|doing|did|fare|fares|fared) well"
        r"|prosper(?:s|ed|ing)?|ma(?:ke|kes|de) (?:headway|progress)|for the better"
    ),
    (
        r"doubl(?:e|es|ed|ing)|tripl(?:e|es|ed|ing)|run-?up|storm(?:s|ed|ing)?|bolt(?:s|ed)"
        r"|perk(?:s|ed)? up|nudg(?:e|es|ed) up|win(?:s|ning)?|won|winners?"
    ),
    (
        r"compound(?:s|ed|ing)?|deliver(?:s|ed|ing)?(?= (?:\w+ ){0,3}<A>)|ratchet(?:s|ed)? up"
        r"|(?:a|another) (?:run|tilt|go|shot|crack) (?:to|at|towards)"
        r"|gap(?:ped|s|ping)? (?:out|up|higher)|thrust|zoom(?:s|ed)|outperform(?:s|ed|ing)?"
        r"|skyrocket(?:s|ed|ing)?|mount(?:s|ed|ing)"
    ),
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
        r"|head(?:s|ed|ing)? south|further to (?:fall|drop|slide|sink)|(?:fell|falls?|fallen"
        r"|falling)"
        r"(?! out of favou?r| short of| in line| foul| victim| apart)"
        r"|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|slip(?:s|ped|ping|page)?|slid(?:e|es|ing)?"
        r"|sank|sink(?:s|ing)?|sunk"
    ),
    (
        r"tumbl(?:e|es|ed|ing)|plung(?:e|es|ed|ing)|los(?:e|es|t|ing|ses|s)|shed(?:s|ding)?"
        r"|dip(?:s|ped|ping)?|retreat(?:s|ed|ing)?|crater(?:s|ed|ing)?"
    ),
    (
        r"slump(?:s|ed|ing)?|eas(?:e|es|ed|ing)|g[ai]ve(?:s|n)? (?:up|back)|giving (?:up|back)"
        r"|surrender(?:s|ed|ing)?|(?<!write )(?<!wrote )(?<!writing )(?<!pin )(?<!jot )down"
        r"|lower|downside|downward|bear(?:s|ish)?|weaker"
        r"|weaken(?:s|ed|ing)?"
    ),
    (
        r"narrow(?:s|ed|ing)?|shr[aiu]nk(?:s|ing|en)?|tighten(?:s|ed|ing)?|cut(?:s|ting)?"
        r"|halv(?:e|es|ed|ing)|crash(?:es|ed|ing)?|corrections?|corrected|drawdowns?"
        r"|pull(?:s|ed|ing)? ?back|pullbacks?"
    ),
    (
        r"sell-?offs?|sold off|wip(?:e|es|ed|ing) out|skid(?:s|ded|ding)?|swoon(?:s|ed|ing)?"
        r"|ced(?:e|es|ed|ing)|in the red|in the minus|backed off|pared|negative|worst|deficit"
        r"|discount(?! (?:in )?(?:an? |the )?‹)"
    ),
    (
        r"ero(?:de|des|ded|ding)|depreciat(?:e|es|ed|ing|ion)|reduc(?:e|es|ed|ing|tions?)"
        r"|lower(?:s|ed|ing)|slash(?:es|ed|ing)?|trim(?:s|med|ming)?|compress(?:es|ed|ing)?"
        r"|fad(?:e|es|ed|ing)|set-?backs?"
    ),
    (
        r"nosediv(?:e|es|ed|ing)|eras(?:ed|ing)|buckl(?:e|es|ed|ing)|collaps(?:e|es|ed|ing)"
        r"|sag(?:s|ged|ging)?|stumbl(?:e|es|ed|ing)|slither(?:s|ed)|hit(?= (?:\w+ )?(?:a|of) <A>)"
        r"|cost(?:s|ing)?(?! (?:\w+ )?<#>)|hurt"
    ),
    (
        r"underperform(?:s|ed|ing)?|knock(?:s|ed|ing)? off|shav(?:e|es|ed|ing)|took off|bled"
        r"|bleed(?:s|ing)?|dent(?:s|ed)?|subsid(?:e|es|ed|ing)|reced(?:e|es|ed|ing)"
        r"|cool(?:s|ed|ing)?|calm(?:s|ed|er)"
    ),
    (
        r"off(?= (?:\w+ )?<A>)|dump(?:s|ed)|ditch(?:es|ed)|cough(?:s|ed)? up|hand(?:s|ed)? back"
        r"|wilt(?:s|ed)|whack(?:s|ed)|hammer(?:s|ed)|batter(?:s|ed)|clobber(?:s|ed)|pummel\w*"
        r"|cav(?:es|ed)|washouts?|wiped|to weaken|melt(?:s|ed)(?! up)(?!-up)|evaporat(?:e|es|ed)"
        r"|maul(?:s|ed)|rout(?:s|ed)?|gap(?:ped|s|ping)? (?:down|lower|in)|languish(?:es|ed)"
        r"|wobbl(?:e|es|ed)|dwindl(?:e|es|ed)|ebb(?:s|ed)?|abat(?:e|es|ed)|deflat(?:e|es|ed)"
        r"|unw(?:ind|inds|ound)|backtrack(?:s|ed)|relaps(?:e|es|ed)|wither(?:s|ed)|descent|tighter"
        r"|thinner|cheaper|poorer|lighter|worse off|weak|pessimis(?:tic|ts?|m)|went down"
        r"|go(?:es)? down|going down|dwindled|diminish(?:es|ed)"
        r"|contract(?:s|ed)(?= (?:\w+ ){0,2}<A>)"
        r"|sour(?:s|ed)|struggl(?:e|es|ed)|spiral(?:s|led)|puked|buckled|sell(?:s|ing)? off"
        r"|t(?:ake|akes|ook) back|breakdowns?|retrench(?:es|ed)|leak(?:s|ed)|stopped out"
        r"|turned away|rejected|swung lower|hit hard|bombed|bust|flop(?:s|ped)|undercut(?:s)?"
        r"|knifed|(?:slic|carv|plough|plow)(?:e|es|ed|ing|s)?(?= through)|invert(?:s|ed|ing)?"
        r"|(?:knock(?:s|ed|ing)?|chop(?:s|ped)?|slic(?:es|ed)|shav(?:es|ed)|lop(?:s|ped)?"
        r"|wip(?:es|ed))(?= (?:\w+ ){0,2}<A>)|c[ao]m(?:e|es|ing) off(?= (?:the )?(?:<F>|<N>))"
        r"|decreas(?:e|es|ed|ing)|implod(?:e|es|ed|ing)|droop(?:s|ed|ing)?|falter(?:s|ed|ing)?"
        r"|toppl(?:e|es|ed|ing)|keel(?:s|ed|ing)? over|capsiz(?:e|es|ed|ing)|fizzl(?:e|es|ed|ing)"
        r"|crumpl(?:e|es|ed|ing)|fold(?:s|ed)|totter(?:s|ed|ing)?|backsl(?:id|ides|iding)"
        r"|decay(?:s|ed|ing)?|worsen(?:s|ed|ing)?|conced(?:e|es|ed|ing)|wav(?:e|es|ed) goodbye to"
        r"|knock(?:s|ed)? back|hit for|downturns?|beatings?(?! (?:the )?<N>)"
        r"|cracks?(?= (?:of|in)\b)"
        r"|(?:(?:robb|stripp|depriv|reliev)ed|shorn) of(?= (?:\w+ ){0,2}<A>)"
        r"|(?:reliev|robb?|stripp?|depriv)(?:e|ed|es"
        r"|s)(?= (?:the |its )?(?:(?:<N>|[a-z]+)(?:'s)? ){1,4}of )|settl(?:e|es|ed|ing) back"
        r"|com(?:e|es|ing) back down"
    ),
    (
        r"c[oa]m(?:e|es|ing) in(?= (?:\w+ )?<A>)|retrac(?:ed|es|ing)(?= (?:\w+ )?<A>)|part(?:s"
        r"|ed) with|lopp(?:ed|ing)|lops"
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
