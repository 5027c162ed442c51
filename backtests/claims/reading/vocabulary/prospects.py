"""Words of what is to come: expected, aimed at, possible."""

from __future__ import annotations

FUTURE = (
    (
        r"will(?! (?:long )?(?:be remembered|go down in))|'ll|won't|shall|would(?! have)"
        r"|(?<!nothing )(?<!nobody )(?<!no one )(?<!none )(?<!few )could(?! have)"
        r"(?! (?:hardly|barely|only)\b)(?! not (?!rule|see|be ruled|be ignored))"
        r"(?! be (?:had|bought)\b)|may(?! have)"
        r"|might(?! have)|should(?! have)|can(?! have)|(?<!as )(?<!than )expect(?:s|ed|ing)?"
        r"|expectations?|(?<!than )(?<!as )forecast(?:s|ing|ed)?"
        r"|(?<!than )(?<!as )predict(?:s|ed|ing|ion|ions)?"
    ),
    (
        r"target(?:s|ed|ing)?|objectives?"
        r"|(?:bull|bear|base|bullish|bearish) case (?:target )?(?:of|is|at)(?= (?:[a-z]+ )?‹#)"
        r"|goals?|aim(?:s|ed|ing)?|(?:headed|heading)"
        r"(?: to| for| toward|(?! (?:lower|higher|down|up)\b))"
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
        r"|en route|in prospect|potential(?! (?:[\w.-]+ ){0,3}(?:recession|downturn|slowdown"
        r"|tariffs?|war|conflict|impact|effects?|risks?|problems?|threats?)\b)|await(?:s|ed|ing)?"
        r"|persist|ruled out|excluded|in line for|wagers?|would be|is due"
    ),
    (
        r"(?:a date|an appointment) with|next (?:up|in line)|(?:path|road|way|track) leads to"
        r"|(?:is|are) (?:set|due|in) for"
        r"|fac(?:es?|ing) (?:a |an |further |more |fresh |another )?"
        r"(?:fall|drop|decline|loss|losses"
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
        r"|(?<!was )(?<!were )(?<!been )(?<!not )(?<!last )(?<!has )(?<!have )(?<!had )"
        r"(?<!tend to )(?<!tends to )(?<!tended to )see(?:s|ing"
        r"|n(?! ‹w\d+›(?:[.,;)]|$)))?(?! (?:changing hands|trading|quoted|hovering)\b)"
        r"(?! (?:its|the|a|their) (?:worst|best|biggest))"
    ),
    (
        r"(?:reckons?|thinks?|believes?|guess(?:es)?) (?:that )?(?:the )?<N> (?:finds|bottoms|stops"
        r"|turns|peaks|tops out)|(?:there is|there's|ha(?:s|ve)|with) (?:not much|little|nothing"
        r"|no (?:more )?(?:support|resistance)|only air)\b[^.;,]{0,48}? (?:until|till|before"
        r"|short of)(?= (?:about |around )?<#>)"
        r"|(?:little|nothing(?: much)?|not much) (?:would|will|could) (?:hold|stop|halt|catch"
        r"|support)\b[^.;,]{0,32}? (?:until|till|before)(?= (?:about |around )?<#>)"
        r"|bet(?:s|ting)? on|reckon(?:s|ed)? (?:on|with)|pointing to|hope(?:s|ful)? for"
        r"|scope (?:for|to)|room (?:for|to)|on the (?:cards|menu|agenda|horizon)"
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
        r"|is worth(?= (?:\w+ )?<#>)|down for (?:the )?<N>"
        r"|be (?:surprised|shocked|astonished|amazed)"
        r"|next (?:(?:key|major|upside|downside|important|big) )?"
        r"(?:point|target|hurdle|barrier|test"
        r"|level|port of call|rung|shelf|line)|nothing (?:stands )?between|(?<='s )(?:call|bet)"
        r"|(?:their|our|his|her) (?:call|bet|guess)|(?:clear|free) (?:run|path|road|way)|stands? to"
        r"|house view|left in (?:the|its|their) tank"
        r"|(?:more|further) to (?:run|go|come|fall|rise|climb|drop|slide|sink|gain|recover)"
        r"|unfinished business|room to run|pay ?off|foresees"
        r"|looks? (?:primed|ripe|ready|headed) (?:to|for)|ripe for|tees? up|sets? up|in the offing"
        r"|(?:rais|increas|add)(?:es|s|e|ing)? (?:the )?(?:downside |upside )?risks? (?:to|toward)"
        r"|(?:chance|risk) of|risk(?:s|ing)? (?:a|an|another) (?:fall|drop|slide|decline|move|test"
        r"|retest|return|break|dip)|vulnerable to|estimates?|assum(?:e|es|ed|ing)|base case"
        r"|bull case|bear case|look(?:s)? for|guid(?:es|ed|ance)|dot plot|dots|futures market"
        r"|pencilled|we think|favou?rs|on (?:our|my|their|the) radar|model says"
        r"|ends? (?:next|the year)|finish(?:es)? (?:next|the year)"
        r"|(?:is|are) estimated (?:at|around|near|to be)"
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
