"""What a time beside a figure dates instead of it: a sum, a contrast, a remark, an earlier move."""

from __future__ import annotations

import re

from backtests.claims.reading import words

# What a move adds up to: ", bringing its gain for the month to 6%".
SUMS_UP = re.compile(
    words.marks(
        r",? (?:and )?(?:(?:bring|tak|leav|putt|extend|push|trimm|narrow|widen|par|cutt|reduc|rais"
        r"|lift)ing|to (?:bring|take|leave|put|extend|push|trim|narrow|widen|pare|cut|reduce|raise"
        r"|lift)) (?:the |its |their |<N> ?(?:'s )?)+"
        r"(?:[a-z-]+ ){0,2}(?:gains?|loss(?:es)?|advances?|declines?|rise|fall|drop|returns?|total"
        r"|tally|up|down|higher|lower|ahead|underwater)\b"
    )
)
# ", leaving it with a loss of 9% for the year", "giving it a gain of 4% this month".
LEAVES_WITH = re.compile(
    words.marks(
        r",? (?:and )?(?:leav|giv|hand|bring|put)ing (?:the |its |their )?(?:<N>|it|them|[a-z]+) "
        r"(?:to |with |at |an? |up |down |off |higher |lower |ahead )"
        r"|, for (?:an? )?(?=(?:[a-z]+ )*‹[%hip]\d+› (?:gain|loss|advance|decline|rise|fall|drop))"
    )
)
# "Pushed its year-to-date gain toward 12%".
PUSHED = re.compile(
    r"\b(?:push|br[io]ng|brought|tak|took|left|leav|put|extend|trim|cut|narrow|widen|par|lift|rais"
    r"|stretch)[a-z]* (?:its|their|the (?:index|market|average)'s) $"
)
# A clause that sets a longer view against what is stated: ", though it is still down 6% since May".
CONTRAST = re.compile(
    r",? ?(?:though|although|but|yet|even though|while|and) "
    r"(?:‹r\d+› )?(?:(?:still|now|also|already) )*(?:is|are|has|have|remains?)\b"
    r"|; ?(?:(?:the )?‹[rnv]\d+› )?(?:(?:still|now|also|already) )*(?:is|are|has|have|remains?"
    r"|stands?)\b"
)
# What was before: "is back at 61 after topping 66 on 5 March".
PRECEDED = re.compile(
    r"(?:,? |^)(?:after|before) (?:a |an |its |the )?(?:[a-z]+ing\b|‹w\d+› (?:in|when|that)\b"
    r"|(?:‹[%hip]\d+› |[a-z-]+ )*(?:advance|gain|loss|rise|fall|drop|decline|rally|rebound|jump"
    r"|slide)s?\b)|,? (?:following|having) (?:(?:a|an|its|the|be?en|[a-z]+ed|[a-z]+n|lost) )?"
    r"(?:‹[%hip]\d+›|[a-z-]+ ‹[%hip]\d+›)"
)
# "Added 12%, and on the 24th closed above 30,000": the day has a verb of its own.
AND_THEN = re.compile(
    r",? (?:and|but) (?P<time>‹w\d+›) (?:‹r\d+› |it )?"
    r"(?:closed|ended|finished|settled|hit|set|reached|fell|rose"
    r"|dropped|jumped|added|shed|slid|climbed|crossed|topped|touched|broke|was|had)\b"
)
# ", but only because of a strong January": the cause has a time of its own.
BECAUSE = re.compile(
    r",? (?:but |and )?(?:only |mainly |largely |mostly )?"
    r"(?:because of|thanks to|due to|owing to|on account of) "
)
# "It rallied to 980 after it had touched 943 on Thursday".
HAD_BEEN = re.compile(
    words.marks(
        r"\b(?:after|before|when|although|though|because|as) "
        r"(?:the )?(?:<N>|‹r\d+›|it|they|[a-z]+) had\b"
    )
)
THE_DAY_BEFORE = re.compile(
    r"(?:on )?the (?:day|session) (?:before|earlier|prior)"
    r"|(?:on )?the (?:previous|prior|preceding) |an? (?:day|week) earlier"
)
# What a market does to an earlier move, and what such a move comes after.
TOUCHES_A_MOVE = re.compile(
    r"\b(?:extend|add|revers|eras|par|trimm?|recoup|recover|repeat|offset|undo|mirror|deepen|widen"
    r"|negat)(?:e|ed|es|s|ing) (?:to |up )?(?:\w+ of |from )?(?:the |its |their )?$"
    r"|\b(?:than|versus|against|after|following|follow(?:s|ed)|despite|amid|since|from|on top of"
    r"|on the heels of|built on|building on|gave back|giving back|wip(?:ed|ing) out|shook off"
    r"|shaking off|shrugg(?:ed|ing) off|bounc(?:ed|ing) back from|rebound(?:ed|ing) from) "
    r"(?:\w+ of )?(?:the |its |their )?$"
    r"|\b(?:its|their) $"
)
MOVE_NAMED = re.compile(
    r"(?:'s)? (?:(?!(?:and|or|of|to|on|in)\b)[a-z-]+ )?"
    rf"(?:{words.NOUNS_OF_MOVE}|gains|losses|slump|tumble|surge|deficit|selling|buying|spike"
    r"|rotation|progress|trend|pattern|action)\b"
    r"(?!,? (?:of|by|to|was|were|has|had|is|are|that|which|in which|left"
    r"|sent|took|put|brought|pushed|means?|came)\b)"
)
SAYING = re.compile(
    words.marks(
        r"\b(?:said|says|told|wrote|writes|noted|added|adding|warned|argued|predicted|announced"
        r"|declared|commented|opined)(?: (?:<O>|‹[nfm]\d+›(?:'s)?"
        r"|(?!that\b|it\b|they\b|we\b|he\b|she\b|would\b|will\b)[\w.'’-]+)){0,9},? $"
        r"|\bin (?:an?|the|his|her|their|its) (?:[\w-]+ )?"
        r"(?:note|report|memo|letter|interview|post)"
        r"(?: to (?:its |their |his |her )?(?:clients|investors|customers|readers))?"
        r"(?: (?:published|released|sent|dated|issued|late|early))*,? $"
    )
)
OF_A_NOTE = re.compile(
    r"(?:'s)? (?:[a-z-]+ )?(?:notes?|reports?|memos?|letters?|interviews?|posts?|briefings?)\b"
)
# "A gain of 3% for the week, thanks to a rally on Monday": the day is that of the cause.
BY_A_MOVE = re.compile(
    r"\b(?:thanks to|due to|because of|owing to|on the back of|with the help of|(?:helped|driven"
    r"|led|boosted|fuell?ed|powered|lifted|propelled|buoyed|aided|dragged down|hurt|hit"
    r"|capped) (?:in part |mostly |largely |mainly )?by) (?:[a-z-]+ ){0,4}"
    rf"(?:{words.NOUNS_OF_MOVE}|gains|losses|selling|buying)s? (?:[a-z]+ |‹w\d+› ){{0,9}}?$"
)
# "Fell 0.3% to 1,800, losing 2% for the week", "rose 1% and gained 3% this month": the longer
# time is that of the figure beside it.
OF_THE_LAST_FIGURE = re.compile(
    r"(?:, (?:still )?(?:(?:los|gain|fall|ris|add|drop|shedd|climb|declin|slid|advanc)ing"
    r"|(?:which (?:is|was|left it) )?(?:up|down|off)|(?:for )?an? (?:[a-z]+ )?(?:gain|loss|rise"
    r"|fall|drop|advance|decline) of)|,? (?:and|but) (?:is |was |were |are )?(?:still )?(?:up|down"
    r"|rose|fell|gained|lost|climbed|dropped|added|shed|slid|jumped|surged|sank|advanced|declined|rallied|tumbled"
    r"|slipped)) (?:by )?(?:about |nearly |almost |more than |over |a )?‹%\d+› $"
)
# "Lost 1.3%, plunging into negative territory for the year": what the move led to.
INTO_TERRITORY = re.compile(
    r", [a-z]+ing (?:it )?(?:back |deeper |further )?into (?:negative|positive|the red|the black"
    r"|the green) ?(?:territory )?$"
)
# "Fell 1.6% after setting a record on Friday", "rose after the group said it would pump more in
# November": of what came before the move.
AFTER_DOING = re.compile(r" after (?:[a-z]+ing|having) [^,;]*$")
AFTER_SAYING = re.compile(
    r" after (?:[a-z'-]+ |‹[a-z]\d+› ){1,8}?(?:said|announced|reported|agreed|pledged|decided"
    r"|signall?ed|warned|promised|unveiled) [^;]*$"
)
# ", after traders had the day off for Christmas,": what went before the rest of the sentence.
AFTER_IT = re.compile(r", after \w+ ")
AT_LAST = re.compile(
    r"(?: points| an ounce| a barrel)? (?:at (?:the )?(?:last|latest|most recent) "
    r"(?:count|look|check|reading|quote)"
    r"|now|currently|at present|at the moment)(?= ?,)"
)
# After what happened, where it stands: "broke out last week and stands at 2,300".
STANDS_NOW = re.compile(
    r"‹w\d+›,? (?:and|but|yet) (?:‹r\d+› )?(?:now )?(?:stands|sits|trades|hovers) "
    r"(?:now )?(?:at|near|around) (?:about )?$"
)
IT_IS = re.compile(
    r"(?: an ounce| a barrel| points)?,? (?:(?:it|‹[nr]\d+›|the [a-z]+) )?"
    r"(?:is|are|stands|trades|remains) (?!likely|expected|set|due)"
)
# "Returned 8% and hit a record on the 25th": the day is that of the record.
AND_SET = re.compile(
    r"(?: points)? and (?:hit|set|reached|made|notched|posted|touched) (?:a|an|its) "
    r"(?:new |fresh |all-time |\d+(?:st|nd|rd|th) |[a-z]+th )*(?:record|high|low|peak)s? "
    r"(?:high |close )?(?:‹w\d+› )?"
)
# "Touched 3.2% on Tuesday, before soft data brought it back to 3.1%": not on that day.
BROUGHT_BACK = re.compile(
    r",? before [^‹,;]*\b(?:brought|pulled|pushed|sent|knocked|took|dragged|drove) ‹r\d+› "
    r"(?:back|down|up)\b"
)


# "Rose, extending gains from the previous session": the day of the move that goes on.
EXTENDED = re.compile(
    r"\b(?:extend|add|par|revers|build|eras|trimm?)(?:ing|s|ed) (?:to |on )?(?:its |the |their )?"
    r"(?:[a-z]+ )?(?:gains?|losses|loss|rally|declines?|rise|advance|slide|fall) "
    r"(?:from|of|made|seen) (?:on )?$"
)
# "The VIX at 16 tells the same story".
NAMED_AT = re.compile(
    r"^\W*(?:the |a |an )?‹[nvys]\d+›(?: yield)? (?:now )?at (?:just |about |only )*$"
)
NOW_DOES = re.compile(
    r" (?:is|has|looks?|(?!points|dollars|cents|percent|days|weeks|months|years)[a-z]{2,}[^s]s) "
)
# "And at 1,980 it is down by a fifth", "trading near 1,980, it is": the price of the day.
AT_OPENS = re.compile(
    r"(?:^\W*|,? and |,? but |; )(?:(?:now |still |currently )?(?:(?:trading|sitting|standing"
    r"|hovering|holding|perched|parked|changing hands) )?at|(?:now |still |currently )?(?:trading"
    r"|sitting|standing|hovering|holding|perched|parked) (?:just |comfortably |well |close )?"
    r"(?:near|around|above|below|to)) (?:about |around )?$"
)
