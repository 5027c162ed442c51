"""By which words a time goes with a figure: its close, its extreme, the move that led to it."""

from __future__ import annotations

import re

from backtests.claims.reading import words

OF_CLOSE = re.compile(
    r"‹w(?P<number>\d+)›(?:'s)? (?:(?:closing|intraday|record|all-time) )*"
    r"(?:close|finish|level|settlement|high|low|peak|trough|record|top|bottom)(?: of| at| near)"
    r"(?: \w+)? $"
)
# "It could revisit its June low of 1,900": a price to come, and no day of June.
TO_BE_SEEN = re.compile(
    r"\b(?:could|may|might|will|would|should|(?:set|likely|poised|expected) to) "
    r"(?:\w+ )?(?:(?:re)?visit|(?:re)?test|return to|fall (?:back )?to|drop (?:back )?to|rise to"
    r"|climb (?:back )?to|reach|match|see) (?:the|its|their) ‹w\d+›(?:'s)? [a-z -]*(?:of|at|near) "
    r"$"
)
# "The high of 11,205 reached on 26 April": the day of that price.
MADE_ON = re.compile(
    r",? (?:which was |that was |that it )?(?:reached|set|hit|made|posted|touched|recorded|struck"
    r"|notched) (?=‹w)(?P<time>)"
)
# "The worst week since 7 May when it fell 5%" speaks of that week.
WHEN_IT = re.compile(
    words.marks(
        r"‹w(?P<number>\d+)›,? when (?:it|they|‹r\d+›|(?:the )?<N>) (?:had )?[a-z]+ "
        r"(?:by )?(?:about |nearly )?$"
    )
)
# "Closed higher the next week, ultimately sending it up 140%": not in that week.
IN_THE_END = re.compile(
    r"\b(?:ultimately|eventually|in the end|finally) [a-z]+ing "
    r"(?:the )?(?:‹[nr]\d+› )?(?:index )?(?:up|down|higher|lower)?(?: by)?"
    r"(?: (?:about|nearly|almost|more than|over))? ?$"
)
# How long a move took says not when: "took just 33 days to fall by 34%".
TOOK = re.compile(
    r"\btook (?:‹[nr]\d+› )?(?:(?:just|only|about|over|nearly|almost|a|an) )*(?:‹[#w]\d+›|[a-z]+)"
    r"(?: (?:trading )?(?:days|weeks|months|years|sessions))? (?:for [^,;.]{0,24} )?to [a-z]+ "
    r"(?:by )?(?:about |nearly |almost |more than |over )*$"
)
# A time that only names a move: "a repeat of the March-April advance".
OF_A_MOVE = re.compile(
    r"(?:'s)? (?:advance|rally|decline|sell-?off|correction|rebound|bounce|crash|slump|swoon|rout"
    r"|slide|plunge|drawdown|bear market|bull market|breakout"
    r"|panic)\b(?!,? (?:of|by|was|were|has|is|to|in which|which) )"
)
# A time that only says which high or low is meant: "below its high of 31 July".
NAMES_EXTREME = re.compile(
    r"than |(?:below|above|under|off|from) (?:the |its |their |\x00+ )?"
    r"(?:record |all-time |closing |recent )*(?:highs?|lows?|peak|trough|bottom|top) "
    r"(?:of|on|in|from)\b"
)
# "Is currently expected to cut": the time of the expectation, and not of what is expected.
EXPECTED_NOW = re.compile(
    r" (?:widely |generally |fully )?(?:expect(?:s|ed|ing)?|forecast(?:s|ing)?|project(?:s|ed|ing)?"
    r"|predict(?:s|ed|ing)?|see(?:s|n|ing)?(?! (?:at|near|around|trading)\b)|likely|set to"
    r"|anticipat(?:es|ed|ing)|pric(?:es|ed|ing)"
    r"|on (?:track|course) (?:to|for)|call(?:s|ing) for|look(?:s|ing)? for|point(?:s|ing)? to)\b"
)
# Clauses of one account: "A rose 1%, B added 2% and C lost 3% on Friday".
COORDINATED = re.compile(
    words.marks(
        r",? ?(?:(?:and|while|but|whereas|as|with) )?(?:the |its |their |also |then )*"
        r"(?:<N>|<T> (?:the )?<N>)"
    )
)
# A period that only names data or results: "after a strong third-quarter report".
OF_DATA = re.compile(
    r"(?:'s)? (?:(?:u\.s\.|us|consumer|producer|core|official|strong|weak|blockbuster) )*"
    r"(?:earnings|results|reports?|profits?|revenues?|sales|gdp|cpi|pce|ppi|pmi|jobs|payrolls?"
    r"|inflation|employment|retail sales|guidance|data)\b"
    r"| (?:closing |intraday )?(?:highs?|lows?|peaks?|troughs?|bottoms?)\b"
    r"| (?:policy |fed |fomc )?meeting (?=‹w)"
)
# "Erasing most of the 15% that it lost in October": the days of that figure alone.
IT_LOST = re.compile(
    r"\bthe (?P<figure>‹%\d+›) (?:that )?(?:‹r\d+›|it|they) (?:had |has |have )?(?:lost|gained|fell"
    r"|fallen|rose|risen|shed|dropped|added) $"
)
# What a market does as a rule, said beside its name: ", which tends to follow expectations,".
GLOSS = re.compile(
    r", (?:which|that) (?:also |often )?(?:tends? to|typically|usually|generally|often) "
    r"(?:[^,;‹]|‹[a-z]\d+›)*,"
)
