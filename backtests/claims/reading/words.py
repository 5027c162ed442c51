"""Words of moves, levels and denials, and how a row of words becomes a pattern."""

from __future__ import annotations

import re

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
    r"|(?:not (?:been )?able to|has yet to|have yet to|could not|couldn't|cannot|can't)"
    r" (?:close|finish|settle|break|get|move|push|hold|climb|stay)(?: back)? (?:above|over"
    r"|through|past)"
    r"|r[au]n into (?:sellers|resistance|selling|trouble|a wall) at|turned back (?:at|from)"
    r"|rejected (?:at|by)|shadow of|turned away (?:at|from)|capped (?:at|by)|ceiling of"
    r"|back under|back below|repelled (?:at|by)"
    r"|within (?:sight|a (?:whisker|hair|hair's breadth|stone's throw|point or two)"
    r"|(?:touching|striking|shouting) distance|(?:easy )?reach) of|almost|nearly|close to"
)

NOUNS_OF_MOVE = (
    r"gains?|rises?|advances?|rall(?:y|ies)|jumps?|climbs?|surges?|leaps?|increases?|rebounds?"
    r"|bounces?|upswings?|upside|recover(?:y|ies)"
    r"|loss(?:es)?|falls?|declines?|drops?|slides?|slumps?|plunges?|tumbles?|dips?|decreases?"
    r"|setbacks?|sell-?offs?|pull-?backs?|corrections?"
    r"|drawdowns?|routs?|retreats?|downside|crash(?:es)?|moves?|swings?|returns?|performances?"
    r"|total returns?|spikes?|hikes?|cuts?|leg|run|reductions?|changes?"
)

NOT = (
    r"(?:at no (?:point|time|stage)|under no circumstances|nobody|no one|none of|(?<!than )not|n't"
    r"|never|neither|nor|no longer|fail(?:s|ed)? to|unable to|hardly|cannot|without|far from"
    r"|nothing)"
)


# Verbs that "up" belongs to: "look it up" states no direction.
PHRASAL = re.compile(
    r"\b(?:look|sum|add|dress|set|back|write|make|made|open|tidy|wrap|follow)"
    r"(?:s|ed|ing|ped|med)? (?:‹r\d+›|it|them|that|this|all) up\b"
)


# A word between a verb of the future and its own: "could easily shed" is "could shed".
MODAL_APART = re.compile(
    r"\b(will|would|could|may|might|should|can) "
    r"(easily|also|well|still|soon|then|even|again|probably|yet|quickly|just|now"
    r"|readily) "
)
# What did not happen meanwhile turns no move: "gained 12% without a recession, lost 4% with one".
WITHOUT_ONE = re.compile(
    r"\bwithout (?:an? |any |the |such an? )?(?:[a-z-]+ )?(?:recession|recessions|dividends|crash"
    r"|landing|downturn|slump|war|crisis|cut|hike|cuts|hikes|shutdown|correction|interruption"
    r"|one)\b|\bwithout (?:an? |any |the |another |further |more )*‹f\d+›"
    r"|\bno (?:recessions?|downturn|crash|slump|landing)\b(?=[:;,]| (?:followed|came|ensued))"
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
    r"\b(?:ha(?:s|ve)|there is|there\'s)(?: (?:still|another|about|around|some|as much as|up to"
    r"|an?|further|more|plenty of))* $"
)
WAY_AHEAD = re.compile(
    r"(?:‹[^›]+›(?: more| further)?(?: left)?|further|more|some way|a (?:long )?way"
    r"|(?:plenty of |some )?(?:room|scope)) to (?:go|run|climb|rise|gain|recover|fall|drop|lose"
    r"|slide|sink)\b|(?:(?:more|further|some) )?(?:up|down)side\b"
)
# "There is little to stop it short of 2,400": the price is reached, whichever way.
NOTHING_UNTIL = re.compile(
    r"\b(?:little|nothing|not much|no (?:more )?(?:support|resistance)|only air)\b[^.;]*\b(?:until"
    r"|till|before|short of) (?:about |around )?$"
)
# Who says so: ", bond bears argue".
SAID_BY = re.compile(
    r", (?:[a-z-]+ ){0,3}(?:bears|bulls|optimists|pessimists)(?: (?:of|in|on|at) [^,.;]*)? "
    r"(?:say|argue|think|believe|insist|reckon|hope|expect|warn|claim)\b"
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
            rf"| psychological(?:ly important)?| critical| crucial| major| big| magic(?:al)?"
            rf"| coveted)*(?: (?:(?!is\b|are\b|lies\b|sits\b|comes\b"
            rf"|stands\b)[\w-]+ ){{0,3}}(?:level|mark|line|trendline|neckline|support|resistance"
            rf"|threshold|barrier|trigger) (?:of|at|near|around)"
            rf"| ‹w\d+› (?:low|high|peak|close|record) of)? ?$"
        )
    )


# "Every instance since 1979 in which it rose 10%".
EACH_CASE = (
    r"(?:every|each|all|any)(?: single)?(?: of the)? "
    r"(?:(?:instance|case|occasion|episode)s?(?: <T>)? (?:(?:in|on) which|that|when|where)"
    r"|(?:month|week|day|session|year)s?(?: <T>)? (?:in|on) which)"
)
