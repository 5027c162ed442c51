"""Clauses of a sentence in marks, and which of them are conditions."""

from __future__ import annotations

import re
from itertools import pairwise

from backtests.claims.reading import words
from backtests.claims.reading.wording.interposed import HELPED, INTERPOSED
from backtests.claims.reading.wording.suppositions import SUPPOSED, THE_DAY, WHEN_MOVED

BOUNDARY = re.compile(
    words.marks(
        r"; | – |, (?=(?:trad|sell)(?:es|s|ing) (?:at|for|on)\b)"
        r"|, (?=(?:driven|fuell?ed|powered|underpinned|supported)(?: [a-z]+ly)? by )"
        r"|, (?=given (?:that )?(?:the )?<N>)"
        r"| (?=as (?!of\b|much\b|many\b|far\b|high\b|low\b|long\b|soon\b|well\b|an?\b|the\b|if\b"
        r"|it\b|well\b)[a-z]+ (?:[a-z]+ ){0,2}(?:[a-z]{2,}ed|rose|fell|grew|sold|bought|took|made"
        r"|said|saw|put|cut|hit|lost|won|fled|shook|sought|bet|kept|got|went|came|found|drew"
        r"|braced)\b)|, (?=(?:sending|pushing|lifting|knocking|driving|dragging|pulling"
        r"|helping) (?:the )?<N>)|, (?=(?:in|of) which\b)| (?=and (?:ended|closed|finished) ‹w)"
        r"| (?=and (?:is |are )?(?:expected|forecast|likely|set|predicted|seen) to\b)"
        r"|: (?!(?:minus |plus |a |an |about |only |just )?‹[#i%pbhxkd])"
        r"| (?=on (?:optimism|hopes?|expectations|bets|speculation|signs|worries|fears) that\b)"
        r"| (?=after (?:the )?‹o\d+› )| (?=and (?:briefly|later|eventually) [a-z]+ed\b)"
        r"|, (?=(?:and|but|while|whereas|which|who|though|although|so that|because"
        r"|for the(?! [a-z]+ time\b)|for <N>|since <[NT]>|yet"
        r"|or(?! (?:about )?‹[%hip]\d+›, (?:off|from) )"
        r"|as(?! (?:expected|planned|forecast|predicted|usual|always|feared|hoped|promised"
        r"|announced|signalled)\b)|with|then|against|compared|after|before|leaving|taking"
        r"|bringing|versus|despite|even|putting|where|when|if|should|once|unless|until)(?!\w))"
        r"|, (?=(?:raising|fuell?ing|sparking|stoking|heightening|easing|prompting|triggering"
        r"|deepening) (?:[a-z]+ ){0,2}(?:concerns?|fears?|worries|hopes|speculation|doubts)\b)"
        r"|, (?=in what (?:would|could|will) (?:be|mark|become)\b)"
        r"| (?=and (?:our|its|their|his|her) (?:<T>(?:'s)? )?(?:[a-z-]+ ){0,2}(?:targets?"
        r"|forecasts?|objectives?|estimates?|calls?)\b)"
        r"|, (?=(?:following|having) (?:[a-z]+ ){0,2}‹[%hip])|, (?=(?:the |its |their )?<N>)"
        r"|, (?=<T> (?:the |its )?<N>)| (?<!, in )(?<!, of )(?=(?:while|whereas|(?:al)?though|but"
        r"|so that|because|which|who|even as|even though)\b)| (?=(?:where|as) (?:the )?‹[nfysv])"
        r"| (?=and (?:the |then |that |has |have |is |was |are |were |will |now |since |by |on |in "
        r"|of |it |they |we |a |an |put |get |add |sell |buy |would |could |<[NT]>))"
        r"| (?=before (?:‹[nr]\d+› )(?:then )?(?:ended|closed|finished|settled|recovered|turned"
        r"|bounced)\b)| (?=after (?:(?:official|new|fresh|a|the|government) )*(?:data|reports?"
        r"|figures|numbers|readings?) (?:showed|showing|that|on|from|suggested|indicated))"
        r"| (?=after (?:the )?(?:‹[nr]\d+›"
        r"|(?:(?:three|major|main) )*(?:indexes|indices|benchmarks|averages)) (?:had |both "
        r"|all )*(?:clos|end|finish|hit|set|fell|rose|touch|notch|reach|post)[a-z]*\b)"
        r"| (?=(?:after|before) (?!(?:mov|trad|account|allow|adjust|includ"
        r"|consider)ing)[a-z]+ing\b)| (?=and (?:inflation|unemployment|payrolls|earnings|profits"
        r"|wages|growth) )| \(|\)| (?=to (?:bring|take|leave|put|extend|push|trim|narrow|widen"
        r"|pare|cut|reduce|raise|lift) (?:the |its |their )(?:[a-z-]+ ){0,2}(?:gains?|loss(?:es)?"
        r"|advances?|declines?|rise|fall|drop|returns?|total|tally)\b)"
    ).replace("<[NT]>", r"‹[nfysvrmw]\d+›")
)


# "If you made me choose": what follows is said all the same.
_NO_CONDITION = (
    r"(?! (?:only\b|you (?:made|forced|pressed|pushed|asked|press|push|ask|force|make) (?:me|us)\b"
    r"|(?:i|we) (?:had to|were (?:to|forced|pressed|asked|made|pushed))\b"
    r"|(?:pressed|forced|pushed|asked)\b"
    r"|anything\b|history is\b|the past is\b))"
)
CONDITIONAL = re.compile(
    words.marks(
        rf"(?:^|(?<=[\"'“])|(?<=[,;:–(] )|(?<= and )"
        rf"|(?<=[a-z›] ))(?:(?:only|even|but|except|and) )?(?:if(?: and when)?{_NO_CONDITION}"
        rf"|unless|whenever|(?:(?<=occasions )|(?<=times )|(?<=cases ))(?:that|in which)"
        rf"|(?:the )?(?:last|past|previous|prior) (?:‹x\d+›|‹#\d+› (?:times|occasions))"
        rf"(?= (?:the )?(?:<N>|‹r\d+›) )"
        rf"|{words.EACH_CASE}|(?:every|each) time|when"
        rf"|(?<!only )(?<!just )once(?! (?:more|again|upon|every|per|an? (?:day|week|month"
        rf"|quarter|year)|in (?:a|an|every|the) )\b)"
        rf"|until(?! (?:about |around )?‹[#w]| then\b)|provided(?: that)?|as long as|so long as"
        rf"|in case|assuming(?: that)?|on condition that|should(?= (?:the )?(?:<N>|<#>))"
        rf"|were(?= (?:the )?<N>)|were it to"
        rf"|before(?= ‹r\d+›)(?! ‹r\d+› (?:[a-z]+ed|fell|rose|lost|slid|sank|gave|won|was|were"
        rf"|had)\b)|in the event (?:of|that)"
        rf"|(?:after|(?<=[a-z] )‹w\d+›)(?= (?:the )?<N> (?:\(<N>\) )?(?!(?:was|is|has|does|its"
        rf"|loss)\b)(?:[a-z]+s) (?:above|below|over|under|past|through|more than|at least|by|a"
        rf"|<A>)(?!\w)))(?= )"
    )
)


# A condition without "if": "break 2,100 and the index falls to 2,000".
IF_IMPERATIVE = re.compile(
    words.marks(
        r"^\W*(?:but |so )?(?P<verb>break|lose|clear|take out|hold|reclaim|regain|crack|pierce"
        r"|breach|top|(?:drop|fall|slip|sink|slide|close|settle|stay|get|go|push|rise|climb|move"
        r"|break|hold) (?:back )?(?:below|under|above|over|past|through|beneath)"
        r"|fail (?:at|to hold)) (?:\w+ ){0,2}(?P<amount><#>)(?: (?:on|in"
        r"|for) (?:the )?<N>)?(?=,? and (?!<#>|<T>"
        r"|(?:hold|then|buy|sell|get|keep|stay|exit|use|set|put|place)\b))"
    )
)
# A relative clause that the sentence goes on after: ", which fell 2%, is".
RELATIVE = re.compile(
    r", (?:(?:in|of) )?(?:which|who"
    r"|whose) [^,;()–]*(?=, (?:is|are|was|were|has|have|had|will|would|could|may|might|should|can"
    r"|now|still|also|[a-z]{2,}ed|rose|fell|lost|won|slid|sank|shed|hit|cut|held|led)\b)"
)
RELATIVE_CLAUSE = re.compile(r",? (?:(?:in|of|for) )?(?:which|who|that) ")
# "In 1987, when it lost 13%" states what happened.
OF_A_TIME = re.compile(
    r"(?:‹w\d+›(?:, (?:known|dubbed) as [^,;]*)?|\bat (?:‹#\d+›|an?|one) "
    r"(?:days?|weeks?|months?|years?)), $"
)
TIME_AND_PAST = re.compile(
    words.marks(
        r"‹w\d+› when (?:it|they|‹r\d+›|(?:the )?<N>) (?:had )?(?:fell|rose|lost|gained|dropped"
        r"|plunged|climbed|jumped|closed|ended|stood|tumbled|slid|sank|surged|soared)\b"
    )
)
# "Do not be surprised if" states what follows, "we would be surprised if" denies it.
UNSURPRISED = re.compile(r"\b(?:surprised|surprise|shocked|astonished|amazed|shock|stunned) $")


# "When trading ended on Monday" is a time and no condition.
DAY_ENDED = re.compile(
    words.marks(
        r"when (?:the )?(?:<T>(?:'s)? )?(?:trading|markets?|business|session|bell|closing bell"
        r"|opening bell|dust|week|day|month|quarter|year|wall street|exchange|‹m\d+›)?(?: had"
        r"| was| were)? ?(?:end|clos|stopp|finish|rang|sett?l|over|out|done|open)\w*\b"
    )
)
# "Held its gains until prices fell on Friday" states what happened.
UNTIL_PAST = re.compile(
    words.marks(
        r"until (?:the )?(?:<N>|prices?|[a-z]+) (?:fell|rose|slid|sank|lost|broke|hit|[a-z]+ed)\b"
    )
)
# "When we look at the last 40 times that it rose" opens a count and is no condition.
LOOKED_AT = re.compile(
    r"(?:when|if|once|until) (?:we|you|one|i) (?:looks? (?:back )?at|considers?|remembers?"
    r"|reali[sz]es?|thinks? (?:about|of)|recalls?|notes?|notices?|factors? in|bears? in mind"
    r"|takes? into account)\b"
)
# "Has 5% to go before it reaches 6,000" states how far and where.
TO_GO = re.compile(r"\bto (?:go|run|climb|fall) $")


# A figure before its caption: "18%: gain of the index".
CAPTION = re.compile(r"\W*‹[%#hpbi]\d+›")


# A remark in brackets on how a return is counted: "(total return)".
REMARK = re.compile(
    r" \((?:(?:on )?(?:a )?(?:total|price|net|gross|cumulative|annuali[sz]ed|nominal"
    r"|real)[ -](?:return|terms|basis)s?"
    r"|(?:including|with|without|excluding|before) (?:dividends|inflation|fees|costs))\)"
)


def after_mark(text: str, at: int) -> int:
    """Return where the mark that starts at a place ends."""
    return text.find("›", at) + 1


def clauses(text: str) -> list[tuple[int, int]]:
    """Return start and end of each clause."""
    ends = {m.end() for pattern in (RELATIVE, INTERPOSED) for m in pattern.finditer(text)}
    found = {m.start() for m in BOUNDARY.finditer(text)}
    found -= {at for at in found if CAPTION.fullmatch(text, 0, at)}
    found -= {at for m in REMARK.finditer(text) for at in (m.start(), m.end() - 1)}
    cuts = sorted(found | ends | {0, len(text)})
    return [(s, e) for s, e in pairwise(cuts) if e > s] or [(0, len(text))]


# Where a condition ends, and an aside in it that says where a gauge stands.
STOP = re.compile(
    r"(?<=›) (?=(?:the|an?) (?:[\w-]+ |‹[nvyfs]\d+› ){1,3}(?:is|has|would|will|could|should|may"
    r"|might) )| (?=there (?:is|are|will|would|could) )|(?<=behind us) |(?<=out of the way) "
    r"|(?<= is over) (?=the )|, (?!‹w\d+› at |at |‹w\d+›,)|; |: | – | \((?=‹r\d+›)|\?|$|\)"
)
STANDS_AT = re.compile(r"‹[nvys]\d+›(?: yield)?, (?:‹w\d+› |currently )?at (?:about )?‹[^›]+›$")


# "The mean return after the gauge closes above 30 is 5%": the condition ends before the verb.
BEFORE_COPULA = re.compile(
    r"‹[#%hpbi]\d+›(?= (?:is|was|has been|comes? to|came to|averages?|amounts to"
    r"|works out at) (?:[a-z]+ ){0,2}‹[%h])"
)


def conditions(text: str) -> list[tuple[int, int]]:
    """Return start and end of each conditional clause: from its word to the comma that ends it."""
    opened = IF_IMPERATIVE.match(text) or SUPPOSED.match(text)
    found: list[tuple[int, int]] = [opened.span()] if opened else []
    for m in CONDITIONAL.finditer(text):
        if (found and m.start() < found[-1][1]) or UNSURPRISED.search(text[: m.start()]):
            continue
        if m[0] == "when" and (
            THE_DAY.search(text[: m.start()]) and WHEN_MOVED.match(text, m.start())
        ):
            continue
        if m[0] == "when" and (
            OF_A_TIME.search(text[: m.start()]) or TIME_AND_PAST.search(text, m.start() - 6)
        ):
            continue
        if UNTIL_PAST.match(text, m.start()) or LOOKED_AT.match(text, m.start()):
            continue
        if DAY_ENDED.match(text, m.start()):
            continue
        if m[0] == "before" and TO_GO.search(text[: m.start()]):
            continue
        stop = STOP.search(text, m.end())
        if stop and STANDS_AT.search(text[: stop.start()]):
            stop = STOP.search(text, stop.end())
        end = stop.start() if stop else len(text)
        stated = BEFORE_COPULA.search(text, m.end(), end)
        found.append((m.start(), stated.end() if stated else end))
    return found


SAID = (
    r"(?:say|says|said|think|thinks|thought|believe|believes|reckon|reckons|argue|argues|expect"
    r"|expects|note|notes|noted|add|adds|added|write|writes|wrote|warn|warns|show|shows|showed"
    r"|means?|meant|mean|suggests?|implies|hope|see|sees|insist|insists|find|finds|found|fact"
    r"|chance|odds|probability|likelihood|bet|so|now|sign|idea|view|risk|case|told|given|provided"
    r"|it|is|was|are|except)"
)
# What a market is like, between commas: ", more sensitive to the Fed,".
ADJECTIVE = re.compile(
    r", (?:(?:much |far |even )?(?:more|less|most|least)|widely|often|closely|usually|typically"
    r"|long|seen as|known as|viewed as|regarded as|home to|full of|dominated by|tied to|a|an"
    r"|the) (?!‹)(?:[^,;:()–‹]|‹[nfysvrmo]\d+›)*(?=,)"
)
# Stretches that speak of something of their own: relative clauses, participles between commas,
# what stands between dashes or in brackets.
MADE_OF = (
    r", (?:an?|the) (?:[\w-]+ ){0,3}(?:gauge|index|measure|benchmark|basket|barometer|proxy"
    r"|yardstick|group) (?:of|for) [^,;()–]*(?=,)|\((?:\w+ ){1,4}‹#\d+› [^()]*\)"
)
ASIDES = tuple(
    re.compile(words.marks(pattern))
    for pattern in (
        r"\([^()]*\)",
        r" – [^–;]*(?= – )",
        (
            r", (?:(?:at|on|in|from|to|after|during|of) )?(?:which|who|whom|whose"
            r"|where)\b[^,;()–]*(?=[,;()–]|$)"
        ),
        (
            r"(?<=[a-z›]) (?:at|on|in|from|to|after"
            r"|during) which\b[^,;()–]*?(?= (?:whereas|while|but|yet)\b|[,;()–]|$)"
        ),
        (
            r"(?<=[a-z›])(?<!\b) (?:that|which) (?:had |has |have |was |were |last |once "
            r"|first )?(?:it|they|<R>|(?:the )?<N>|had|has|was|were|turned|held|stood|broke|hit|saw"
            r"|led|took|set|made|stopped|began|capped"
            r"|[a-z]+ed)(?!\w)[^,;()–]*?(?= (?:whereas|while|but|yet|points? to"
            r"|gives? (?:an? )?(?:target|objective)|implies|suggests|targets|measures|projects"
            r"|promises|counts? (?:in)?to)\b|[,;()–]|$)"
        )
        .replace(r"(?<!\b)", "")
        .replace("<R>", r"‹r\d+›"),
        (
            r"(?<=[›)]) that (?:tracks?|follows?|measures?|holds?|represents?|covers?|mirrors?"
            r"|includes?|contains?|comprises?"
            r"|gauges?) [^,;()–]*?(?= (?:rose|fell|lost|slid|sank|shed|gained|added|is|was|has|had"
            r"|will|would|could|climbed|dropped|jumped|slipped|advanced|declined|rallied|tumbled"
            r"|surged|plunged|closed|ended|finished|returned)\b)"
        ),
        (
            r"(?<=\brecord)(?: high| low| close)? (?:it|they"
            r"|‹[rn]\d+›)(?!\w)[^,;()–]*?(?= (?:whereas|while|but|yet)\b|[,;()–]|$)"
        ),
        (
            r"(?<=\b(?:high|peak|mark))(?:est)? (?:it|they"
            r"|‹[rn]\d+›)(?!\w)[^,;()–]*?(?= (?:whereas|while|but|yet)\b|[,;()–]|$)"
        ),
        (
            r"(?<=[%#b]\d›|\d\d›) (?:it|they|‹[rn]\d+›)(?!\w) (?:had |has |have |last |first "
            r"|once )*(?:hit|reached|touched|set|saw|traded|closed|stood|was|were|fetched|commanded"
            r"|cost|yielded|held|paid)\b[^,;:()–]*?(?= (?:whereas|while|but|yet)\b|[,;:().–]|$)"
        ),
        (
            r", (?:which (?:was|stood) )?(?:(?:just|only|still|then|at|near|above|below|about|worth"
            r"|trading|quoted|over|under|nearly) )*<A>(?: an ounce| a barrel| a coin"
            r"| points?)? <T>(?=,)"
        ),
        MADE_OF,
        (
            r", (?:helped|hurt|lifted|buoyed|boosted|supported|driven|dragged|weighed|led|hit"
            r"|propelled)(?: (?:up|down|on|lower|higher))* by [^,;()–]*(?=,)"
        ),
        r", having [^,;:()–]*(?=[,;.]|$)",
        r"(?<=›), the (?:first|last|final)(?: full)?(?: trading)? (?:day|session) ‹w\d+›(?=,)",
        r", (?:the|its|a|an) [a-z-]+(?: [a-z-]+)? (?:(?:of|in|for|over) )?‹w\d+›(?:'s)?(?=,)",
        (
            r", (?:negative|positive|inverted|flat|elevated|depressed|stuck|unloved|idle"
            r"|quiet) ‹w\d+›(?=,)"
        ),
        (
            r", (?:eclips|surpass|topp|beat|exceed|break|overtak|best|refresh|smash|clear)ing "
            r"(?:its|the|a|their|last) [^;:()–]*?(?=, (?:and|but|while|which)\b|[;()–]|$)"
        ),
        r", (?:its|the|their|a|an) (?:\w+ )?‹w\d+›(?:'s)? [^,;:()–‹]*(?=,)",
        (
            r", (?:first |last |once |twice |having )?(?:tested|set|reached|hit|made|touched|struck"
            r"|seen|built|begun|cut|raised|fallen|risen|[a-z]{3,}ed)\b[^,;:()–]*(?=,)"
        ),
    )
)
# Asides that a sentence goes on after with what its own market did.
BEFORE_THE_VERB = (RELATIVE_CLAUSE, ADJECTIVE, HELPED, re.compile(MADE_OF), INTERPOSED)
THAT = re.compile(rf"\b{SAID}$")


APPOSITION = re.compile(words.marks(r"[a-z›], (?:the |its )?<N>$"))
PARTICIPLE = re.compile(r", [a-z]{3,}(?:ed|en)?\b")
# A market with what it is: "the index, which tracks 500 companies (large ones), returned".
WITH_ASIDE = re.compile(
    words.marks(
        r"\W*(?:the |its )?<N>(?:, (?:which|who|that|an?|the|home to|made up of"
        r"|composed of) [^,;–]*|,? ?\([^()]*\))+"
    )
)
VERB_FOLLOWS = re.compile(
    r", (?:\w+ly )?(?:has|have|had|is|are|was|were|will|[a-z]{2,}ed|rose|fell|lost|slid|sank"
    r"|shed)\b"
)


def _is_main_verb(text: str, m: re.Match[str]) -> bool:
    """Whether a seeming participle is the verb of a name in apposition: "the index, X, gained"."""
    return (
        bool(APPOSITION.search(text[: m.start()]) or WITH_ASIDE.fullmatch(text, 0, m.start()))
        and bool(PARTICIPLE.match(m[0]))
        and not m[0].startswith((", which", ", who", ", where", ", its", ", the"))
        and not VERB_FOLLOWS.match(text, m.end())
    )


def asides(text: str) -> list[tuple[int, int]]:
    """Return start and end of each stretch that speaks of something of its own."""
    found = []
    for pattern in (*ASIDES, ADJECTIVE, INTERPOSED):
        for m in pattern.finditer(text):
            if m[0].startswith((" that ", " which ")) and THAT.search(text[: m.start()]):
                continue
            if _is_main_verb(text, m):
                continue
            found.append(m.span())
    return sorted(found)


# A clause in front of the main one: "While large caps cheered, the small-cap index fell".
FRONTED = re.compile(
    r"\W*(?:but |and |yet )?(?P<opener>while|whilst|although|though|even though|even as|even when"
    r"|whereas|when"
    r"|as(?! (?:of|for|with|a|an|expected|usual|well)\b)|despite|in spite of) "
)
# Where the main clause has its own market as its first words.
MAIN_SUBJECT = re.compile(
    words.marks(
        r", (?:<T>,? )?(?:(?:the|its|shares in|shares of) )?(?:[a-z]+(?:-[a-z]+)+ )?(?P<name><N>"
        r"|it\b|they\b)"
    )
)
# What a clause has besides the names, times and figures of a list.
FINITE = re.compile(r"(?<![\w‹-])(?!(?:the|and|or|its|index|average|composite)\b)[a-z]{2,}\b")


def fronted(text: str) -> int:
    """Return where the main clause starts behind a clause in front of it; 0 where there is none.

    Only a main clause that opens with a market counts; commas of a list of markets end no clause.
    """
    opened = FRONTED.match(text)
    if opened is None:
        return 0
    nominal = opened["opener"] in {"despite", "in spite of"}
    for m in MAIN_SUBJECT.finditer(text, opened.end()):
        if nominal or FINITE.search(text, opened.end(), m.start()):
            return m.start() if m["name"][:2] in {"‹n", "‹f", "‹y", "‹s", "‹v"} else 0
    return 0


# "It was the first time the fund closed above 1,100": this "it" stands for nothing.
FIRST_OF_ALL = re.compile(r"‹r\d+› (?:was|is) (?:also )?the (?:first|last) (?:time|day|session)\b")


# The market of a figure that stands before it: "a 2% gain for the fund".
RIGHT_NAME = re.compile(
    words.marks(
        rf"^(?:or (?:so|more|thereabouts) )?(?:‹w\d+› (?:total )?)?(?:,? or ‹[%hip]\d+›,? "
        rf"(?=off |from ))?(?:-?(?!(?:adrift|clear|ahead|short|shy|wide) of|compared "
        rf"|relative )[a-z]+ )??(?:(?:{words.NOUNS_OF_MOVE}"
        rf"|as (?:the |a |its )?(?:next |key |first |main )?(?:hurdle|barrier|target|objective"
        rf"|support|resistance|floor|ceiling|test|level|stop)|chance|odds|probability|mark|level"
        rf"|ones?|line|area|target|advance"
        rf"|(?:(?:has|have|had|was|were|is|are|will be|got)(?: been)? (?:\w+ )?(?:\w+ed|lost|cut"
        rf"|knocked|wiped|put|taken|given|shorn|lopped|shaved|hacked)(?: off"
        rf"| out)?(?= (?:to|off|from|onto|on|of|in) )|off|onto)) )?(?:of |off |onto |for |in |on "
        rf"|by which |by |to |from )(?:the |a |an |its |their |higher |lower )*(?P<name><N>)"
        r"|^ ?off (?:the )?value of (?:the )?(?P<lessened><N>)"
        rf"|^(?:{words.NOUNS_OF_MOVE}) (?:that |which )?(?:the )?(?P<sufferer><N>) (?:has |have "
        rf"|had )?(?:suffered|endured|posted|made|saw|took|recorded|enjoyed|logged|scored)\b"
        rf"|^ ?(?:that|which) (?:the )?(?P<mover><N>) (?:has |have |had )?(?:lost|gained|shed"
        rf"|added|made|returned|risen|fallen|given|put|earned|dropped|climbed|rose|fell|gave)\b"
        r"|^(?:‹w\d+› )?(?:price )?(?:targets?|objectives?|forecasts?) (?:on"
        r"|for) (?:the )?(?P<aimed><N>)"
        r"|^(?:(?:represents?|implies|means|suggests?|is) (?:[a-z]+ ){0,3}‹%\d+› )?(?:upside"
        r"|downside)(?: ‹w\d+›)? (?:for|in) (?:the )?(?P<implied><N>)"
        rf"|^(?:(?:{words.NOUNS_OF_MOVE}) )?(?:that )?(?:earned|returned|posted|managed|made"
        rf"|booked|recorded|registered|notched|logged|achieved|delivered|generated|suffered"
        rf"|produced) (?:by|in) (?:the )?(?P<by><N>)"
    )
)
