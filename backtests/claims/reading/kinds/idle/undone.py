"""Figures of what is owed, undone or only supposed: none of them is a move that was made."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.scene import Scene

_DOWN = r"(?:correction|setback|pullback|pause|drop|fall|decline|dip|retreat|shake-?out)"
# What a chart would look like beyond a price: "above 1,950 the picture brightens".
_VIEW = r"(?:picture|outlook|chart|mood|tone|story|technicals|air|going)"
PATTERNS = tuple(
    re.compile(words.marks(pattern))
    for pattern in (
        (
            rf"\b{_DOWN} of (?:at least |about )?<%>[^.;,:]* (?:is|was|looks|seems) (?:long |well "
            rf"|now )*(?:overdue|due)\b"
        ),
        # "A 10% setback in the index is overdue": the move has not come.
        (
            rf"<%>[ -](?:[a-z-]+ )?{_DOWN}\b[^.;,]* (?:is|was|looks|seems) (?:long |well "
            rf"|now )*(?:overdue|due)\b[^.]*"
        ),
        # "Would need a further 30% to regain its high": what has yet to come for something else.
        (
            r"(?:,? (?:and|but) )?(?:‹r\d+› )?(?:would|will|must|needs?|has to|have to)"
            r"(?: still)?(?: need| have)?(?: to (?:gain|rise|climb|rally|advance|add))? "
            r"(?:by )?(?:(?:an? )?(?:rise|gain|advance|rally|jump) of |an? |another )?"
            r"(?:further |additional |more )?<%>(?: (?:gain|rise|rally|advance|more|higher))? to "
            r"(?:regain|recover|reclaim|retake|get back|return|reach|match|make up)\b[^.;,]*"
        ),
        # "Has retraced half of its advance since May": a part of a move.
        (
            r"\b(?:(?:recover|recoup|regain)(?:ed|s|ing)?|ma(?:de|kes?|king) up"
            r"|w[io]n(?:s|ning)? back) (?:about |almost |nearly |some "
            r"|more than )*‹[h%]\d+› of (?:what|everything|all"
            r"|(?:its|their|the) loss(?:es)?\b) ?[^.;]*"
        ),
        # "Erasing half of the 6% it lost": which part of another move was undone.
        (
            r"\b(?:eras|revers|wip|recover|recoup|regain|retrac|claw)(?:ed|es|s|ing)? "
            r"(?:back |out )?"
            r"(?:about |almost |nearly |some |more than |over )*‹[h%]\d+›(?= of the ‹%\d+›)"
        ),
        # "Is only twelve dollars from 1,650": how near it is.
        (
            r"\b(?:only|just|less than|within|barely|a mere) <#> (?:away )?(?:from"
            r"|short of) (?:the )?<#>"
        ),
        (
            r"\bretrac(?:ed|es|ing) (?:about |almost |nearly |some |more than )*<A> (?:of"
            r"|from)\b[^.;]*"
        ),
        # "Erased everything the index had gained this year": the move that was undone.
        r"\b(?:wip(?:ed|es|ing) out|eras(?:ed|es|ing)|g[ai]v(?:e|en|ing) back|undo(?:es|ing|ne)?"
        r"|undid|los(?:t|es|ing))"
        r" (?:everything|all|most of what|much of what|half of what|what"
        r"|whatever)(?: that)? (?:the )?<N> (?:had|has) [a-z]+[^.;,]*",
        # "Come within two points of that average": how near it was.
        (
            r"\bwithin (?:[a-z]+ )?<A> of (?:that|its|the|this|their) (?:[a-z-]+ )?(?:average|mean"
            r"|median)\b"
        ),
        # ", three years and two months after its last high": how long it took.
        (
            r", ‹#\d+› (?:years?|months?|weeks?)(?: and (?:‹w\d+›"
            r"|(?:an?|‹#\d+›) (?:months?|weeks?|days?) after)| after) (?:its|the|their) [^,;.]*"
        ),
        # "After a year at 1%, the Fed": how long a rate had stood where it was.
        (
            r"^\W*after (?:‹w\d+›|(?:an?|<A>|[a-z]+) (?:[a-z]+ )?(?:days|weeks|months|years?"
            r"|decades?)) (?:at|near|around|above|below|under|over) (?:about |almost )?<A>"
        ),
        # "Two officials would have preferred to stand pat": how a committee was divided.
        r"(?<!\w)(?:<#>|one|two|three|four|several|some|a few) (?:<F>|policymakers|officials"
        r"|members|governors|of them|voters|dissenters)?"
        r" ?(?:(?:would have|had) )?(?:preferred|favou?red|wanted|argued for"
        r"|voted (?:for|against)|dissented)\b[^.;]*",
        # "Two dissents, both in favour of a larger cut".
        r"\bdissent\w*\b[^.;]*?\b(?:in favou?r of|prefer\w*|favou?r\w*|want\w*|call\w*"
        r"|vot(?:ed|ing) for|argu\w*|push\w*|support\w*)\b[^.;]*",
        # "A hike of 75 basis points rather than the 50 that had been expected".
        (
            r"(?<!\w)(?:rather than|instead of) (?:by |to |at )?(?:an? |the )?(?:[a-z-]+ ){0,2}"
            r"<A>(?:[ -](?!and\b|but\b)[^.;,]*?)?(?=[.;,)]|$| (?:and|but) )"
        ),
        # "For the top to be complete the fund will need to fall to 142": what it would take.
        (
            r"\b(?:to be (?:[a-z]+ )?(?:complete|completed|confirmed|formed|valid|triggered"
            r"|activated)|for (?:the|this|that) (?:[a-z-]+ ){0,3}to (?:be|complete|trigger|confirm"
            r"|play out)\b)[^.;]*? (?:would |will )?(?:needs?|has|have) to [^.;,]*?<#>[^.;,]*"
        ),
        # "It takes a close above 2,300 to confirm the breakout": a price that has yet to be seen.
        (
            r"\b(?:takes?|needs?|requires?|(?:will|would) (?:take|need|require)) an? "
            r"(?:[a-z-]+ ){0,2}(?:close|break|move|push|rise|rally|drop|fall|finish|advance) "
            r"(?:back )?(?:above|below|over|under|through|past|beyond|to) (?:the )?<#> (?:to|for"
            r"|before) "
            r"(?!change|cancel|negate|kill|invalidate|abandon)[^.;]*"
        ),
        # "It has been 278 days since it reached 5,000": how long ago.
        (
            r"(?:\bit|‹r\d+›) (?:has|had|is|was)(?: (?:now|been|just|only|already|about|nearly"
            r"|almost))* (?:an? |‹[#w]\d+›|[a-z]+ )[^,.;]{0,24}? since (?:the )?(?:<N>|‹r\d+›) "
            r"(?:first |only )?(?:reach|cross|hit|topp|broke|pass|touch|climb|clos)(?:ed)? "
            r"(?:[a-z]+ )?<#>[^.;]*"
        ),
        # "The biggest gains have come from banks": where a rise came from.
        (
            r"\b(?:biggest|largest|best|worst|steepest) (?:gains?|loss(?:es)?|declines?|returns?"
            r"|moves?)\b[^.;,]*? (?:(?:has|have|had) )?(?:come|came) (?:from|in|among)\b[^.;]*"
        ),
        # "The benchmark for two thirds of the world's oil": which part of a trade it is of.
        r"‹[%hdk]\d+› of the (?:world|globe|nation|country)(?:'s)?\b",
        # "Investors speculated about a half-point cut": no view that it comes.
        r"\bspeculat(?:es?|ed|ing|ion) (?:about|on|over) [^.;,]*",
        # "We sold half of ours at 2,040": a trade that has been made.
        (
            r"\b(?:we|i|having) (?:have |had |already )*(?:sold|bought|trimmed|added to|cut|exited"
            r"|closed) [^.;,]*?\b(?:at|near|around|for) <#>"
        ),
        (
            r"\b(?:he|she|who|(?:my|his|her|our|an?|the) (?!market|index|price|gauge"
            r"|crowd)[a-z]+(?: of (?:(?:the|my|his|her|our|an?) )?[a-z]+)?) (?:have |had "
            r"|already )*(?:sold|bought) [^.;,]*?\b(?:at|near|around|for) <#>"
        ),
        (
            r"\b(?:correlations?|betas?)\b[^.;]* (?:is|was|of|has been|at|stands at) "
            r"(?:about |only |just |(?:negative|positive|low|high) in )?<A>"
        ),
        r"\bnor would (?:we|i)\b[^.;]*",
        # What a ratio of two markets is, and what options expect: no price and no move.
        (
            r"(?:<N>/<N>|\bratio of <N> to (?:the )?<N>) (?:is|was|stands?|stood|sits?|trades?) "
            r"(?:now |currently )?(?:at |near )?<A>(?:, (?:up|down) <A>)?"
            r"(?!,? (?:(?:which is|now|that is) )?(?:its|the|a|an) )"
        ),
        r"\b(?:implied|expected) moves?\b[^.;‹]*(?:<T>)?[^.;‹]* (?:is|of|at) <A>",
        r"\boptions (?:are )?(?:pric\w+(?: in)?|imply\w*) (?:an? )?<A> (?:move|swing)",
        # "Less than a point from its rising trend line": how near a price came.
        (
            r"<A>(?: points?)? (?:away )?from (?:its|the|a) "
            r"(?:[a-z-]+ ){0,2}(?:trend ?line|neckline"
            r"|channel|‹a\d+›)"
        ),
        # "Two points below benchmark": how a weight compares.
        (
            r"‹[ip%]\d+› (?:below|above|under|over) (?:the |our |its )?(?:benchmark|neutral"
            r"|index) ?(?:weight)?(?=[,.;)]| and| in)"
        ),
        # "In the aftermath of the half-point cut": the event that fixes a time.
        (
            r"\b(?:after|following|in the (?:[a-z]+ )?(?:aftermath|wake) of"
            r"|despite) (?:the )?(?:<F>'s )?(?:[a-z-]+ |<#> ){0,3}‹[bi]\d+›(?:[- ][a-z-]+)?[- ]"
            r"(?:<F>|cut|hike|increase|reduction)s?(?=[,.;)]| (?:and|but)\b| ‹w)"
        ),
        # "The most of 11 sectors of the index": how many parts it has.
        r"\b(?:of|among) (?:the )?<#> (?:<N>(?:'s)? )?(?:industry |gics |market )?(?:sectors"
        r"|industries|industry groups)\b",
        # "The average bear market (a drop of 20% from the peak)": what the word means.
        r"\((?:defined as |i\.e\.,? |that is,? )?(?:an? )?"
        r"(?:drop|fall|decline|loss|rise|gain|increase)s? of (?:at least |more than )?<%>[^)]*\)",
        # "Spikes above 50 are rare": of a sort, and none of today.
        r"^\W*(?:<V> |<N> )?(?:[a-z]+ )?(?:spikes|readings|closes|moves|levels|prints|jumps)"
        r" (?:above|below|over|under|past|of) <A> (?:are|have been|were|tend)\b[^.;]*",
        # "Keep a close eye on the 2,050 area": what is to be watched.
        r"[^.;,]*\bke(?:ep|eps|eping|pt) (?:an?|one) (?:[a-z]+ )?eye on (?:the )?<#>[^.;,]*",
        # "Double the gains of the next strongest rally": set against no market.
        (
            r"(?:, |– ?)?(?:almost |nearly |about |more than )?‹x\d+› "
            r"(?:the )?(?:gains?|loss(?:es)?"
            r"|returns?|rise|fall|advance|decline|move"
            r"|size) of (?:the (?:next|second|third|other|usual|typical|average|previous)|any|every"
            r"|all)\b[^.;,]*"
        ),
        # "Are watching 7,350, the level from which it broke out": what is to be watched.
        (
            r"\b(?:watch(?:es|ed|ing)?|monitor(?:s|ing)?) (?:the )?(?:(?:area|zone|region) "
            r"(?:around|near|of) )?<#>(?: (?:level|area|zone|mark))?[^.;]*"
        ),
        # "The average winner made 3%": how trades of a desk went.
        r"\b(?:average|mean|typical|median) (?:winner|loser|winning|losing)\b[^.;,]*",
        # "I said that it would finish at 6,200", "I had the yield at 5% in December".
        (
            r"\b(?:i|we) (?:had )?(?:said|thought|predicted|forecast|guessed|reckoned|expected"
            r"|wrote)(?: ‹w\d+›| then| back then)? (?:that )?(?:the )?(?:<N>|<Y>) would [^.;,]*"
            r"|\b(?:i|we) had (?:the )?(?:<N>|<Y>) (?:down )?(?:at|ending|finishing|for) <A>[^.;,]*"
        ),
        # "A desk that expected three cuts and got one".
        r"\bthat (?:had )?expected [^.;]*? and got [^.;]*",
        r"\b(?:gap|spread|difference|distance) between (?:‹r\d+›|(?:the )?<N>) and "
        r"(?:realis|realiz)ed [^.;,]*",
        # "A swing of 6% in either direction" is what options cost.
        r"\b(?:swing|move)s? of (?:about |around |up to )?<%> (?:in either direction|either way"
        r"|up or down)\b[^.;,]*",
        # "We trimmed energy by a third", "cash stands at 12% of the fund, down from 18%".
        (
            r"\b(?:we|i) (?:have |had )?(?:trimmed|added to|cut back|pared|topped up|halved"
            r"|doubled) (?!our (?:forecast|target|estimate))[^.;,‹]* by <A>[^.;]*"
            r"|^\W*(?:our )?cash (?:now )?(?:stands|is|sits|makes up|accounts)\b[^.;]*"
        ),
        # "The swaps market had a cut at 60%": what was priced.
        (
            r"\b(?:swaps?|futures|money|bond) (?:‹m\d+›|markets?|traders) had "
            r"[^.;]*?\bat <%>[^.;]*"
            r"|\b(?:futures|swaps|traders) had [^.;]*\b(?:in the price|priced in)\b[^.;]*"
        ),
        # "Every dip under 2,400 gets bought".
        (
            r"\bevery (?:dip|rally|push|move|drop|bounce) (?:under|below|above|over|to|towards?)"
            r" <#> (?:(?:in|on) (?:the )?<N> )?(?:gets|is|has been|was) (?:bought|sold)\b[^.;]*"
        ),
        # But "in the other four it gained 14%" is a mean of these.
        r"\bthe other <#>(?! (?:[a-z]+s )?(?:it|they|‹[rn]\d+›|the ‹n\d+›) [^.;,]*<%>)[^.;,]*",
        # "Nobody thinks that the Fed will stand pat".
        r"^\W*(?:nobody|no one|none|not one)\b[^.;]*\b(?:thinks?|expects?"
        r"|believes?)\b[^.;]*<F>[^.;]*"
        r"\b(?:stand pat|sit (?:tight|still)|stay put|do nothing|hold|leave)\b[^.;]*",
        # "I rebalance on the first trading day of the year".
        r"\b(?:i|we) (?:[a-z]+ )?(?:rebalanc|buy|sell|trad|invest|add)[a-z]*\b[^.;,]*? on the "
        r"first (?:trading )?day(?: of|(?= ‹w))[^.;,]*",
        # "A coin toss, in other words, with a drop of 15% along the way".
        r"^\W*(?:an? )?‹[dh]\d+›, (?:in other words|so to speak|more or less|really)\b[^.;]*",
        # "Before the peak was 10% behind it".
        (
            r"\b(?:the|its) (?:peak|high|top|record|low|bottom) (?:was|is|were) (?:only |just "
            r"|about )?<%> (?:behind|below|above|away)[^.;,]*"
        ),
        # "It would still leave us up 2% for the year".
        (
            r"(?<!\w)(?:it|that|this|which|‹r\d+›) would (?:still |then )?(?:leave|put) "
            r"(?:us|‹r\d+›|(?:the )?<N>) (?:up|down|higher|lower) (?:by )?<%>[^.;,]*"
        ),
        r"‹k\d+› (?:of )?(?:the )?(?:past |last )?<F> (?:pauses|holds|skips)\b[^.;,]*",
        r", (?:against|versus|compared with) (?:about )?<%> in the ‹m\d+›",
        # "The two-way cost of a trade averaged 2%": what trading costs.
        r"\b(?:transaction|trading|dealing|execution) costs?\b[^.;]*",
        (
            r"<%> figure (?:was|is|stands for|refers to)\b[^.;]*"
            r"|<%> [^,;.]{0,16}\bcost of (?:a|each|every|the) (?:trade|position)\b[^.;]*"
        ),
        # "With three to one leverage the return is 13%": no move of the market.
        r"\bwith (?:an? )?(?:[^,.;]{0,16} )?(?:leverage|margin)\b[^.;]*",
        rf"(?:^|: )(?:above|below|under|over|beyond) <#>,? (?:the|its) {_VIEW} [a-z]+s\b[^,;.]*",
    )
)


# "A retracement to 2,150 (50%) or 2,210 (61.8%)": which part of a move a price is.
RETRACED = re.compile(r"\b(?:retracements?|fibonacci|fibs?)\b")
PART_BESIDE = re.compile(words.marks(r"<#>,? \((?P<part><%>)(?: [a-z]+)*\)"))


# "Still needs to see a jump in revisions": what has not come yet.
TO_SEE = re.compile(
    r"\b(?:needs?|wants?|waits?|waiting|would like) to see (?:an? |the |more |further |clear "
    r"|some )"
)


# "On average 9%, though in 2001 and 2007 they lost money": cases that the mean has too.
EXCEPTED = re.compile(
    r",? (?:though|although|but|except(?: that)?|even if) (?:not )?‹w\d+›"
    r"(?:(?:,|,? and|,? or) ‹w\d+›)* (?:‹[rn]\d+›|they|it) [a-z]+\b[^.;]*"
)
MEAN_STATED = re.compile(r"\b(?:averag\w+|mean|median|typically|usually|of the time)\b")


def leave_out(scene: Scene) -> None:
    """Leave out what is overdue, was undone, or is only how near a price came to another."""
    m = EXCEPTED.search(scene.text)
    if m and MEAN_STATED.search(scene.text, 0, m.start()):
        scene.close(*m.span())
    if RETRACED.search(scene.text):
        parts = {m.start("part") for m in PART_BESIDE.finditer(scene.text)}
        scene.use(*(p for p in scene.free() if p.start in parts))
    for m in TO_SEE.finditer(scene.text):
        start, end = scene.clause(m.start())
        if not any(m.end() <= p.start < end for p in scene.amounts):
            scene.close(start, end)
    for pattern in PATTERNS:
        for m in pattern.finditer(scene.text):
            scene.use(*(p for p in scene.free() if m.start() <= p.start < m.end()))
            scene.close(*m.span())
            start, end = scene.clause(m.start())
            if not any(start <= p.start < end for p in scene.free()):
                scene.close(start, end)
