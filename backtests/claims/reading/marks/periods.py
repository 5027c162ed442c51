"""Phrases that name a day or a period, and what they mean on the day of publication."""

from __future__ import annotations

from datetime import date

from backtests.claims.reading.marks import days, numerals, resolvers
from backtests.claims.reading.marks.holidays import (
    HOLIDAYS,
    day_after_election,
    election,
    first_or_last_day,
    named_holiday,
)
from backtests.claims.reading.marks.patterns import episodes
from backtests.claims.reading.marks.resolvers import Found, Groups, Resolver, calendar_day

MONTH = (
    r"(?P<month>jan(?:uary|\.)?|feb(?:ruary|\.)?|(?-i:March|MARCH|Mar\.?)|apr(?:il|\.)?"
    r"|(?-i:May|MAY)|june?|july?|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?"
    r"|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)


WEEKDAY = (
    r"(?<!black )(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:(?<=\bon )|(?<=\blast )|(?<=\bsince ))(?:mon|tues?|wed|thurs?|fri)\b(?!-))"
)


_LONG_AGO = (
    r"(?:(?<=since )|(?<=go back to )|(?<=goes back to )|(?<=going back to )|(?<=dating back to ))"
    r"18[6-9]"
)
YEAR = rf"(?P<year>(?:{_LONG_AGO}|19\d|20\d)\d)(?![\d]|,\d|\.\d|%| points| companies| stocks)"


DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"


WHICH = (
    r"(?P<which>last|this|next|coming|past|previous|prior|preceding|the current|the present"
    r"|the coming|current)"
)


# Words that a period is the object of, as places of a pattern.
_ENDED = "|".join(
    rf"(?<=\b{word} )"
    for word in (
        *("ended", "ending", "finished", "finishing", "closed", "closing", "closed out"),
        *("capped", "capping", "capped off", "concluded", "completed", "wrapped up"),
    )
)
# How a clause goes on after such a period, which is no part of a longer name: "a four week run".
_GOES_ON = (
    r"(?= (?:with|up|down|at|on|higher|lower|near(?:ly)?|about|above|below|flat|unchanged|little"
    r"|by|for|as|and|but)\b|[,.;:]|$)"
)
# What says that a period is the one spoken of: "it was a week to forget".
_THIS_WAS = "|".join(
    rf"(?<={word} )"
    for word in (
        *("\x00 was", r"\bthis was", r"\bthat was", "\x00 has been", r"\bthis has been"),
        *(r"\bit was", r"\bit has been", "\x00 is", r"\bthis is"),
    )
)
GRAIN = r"(?P<grain>week|month|quarter|half-year|year|decade)"


# "The last trading day", "the final session": that of summer or of somebody's life is none.
_EDGE = r"(?P<edge>first|opening|last|final|closing) (?:full )?(?:trading )?(?:day|session)"
# What dates something; "the last session of May is often dull" only names a day.
_ON = r"(?:(?<=on )|(?<=since )|(?<=by )|(?<=from )|(?<=until )|(?<=through )|(?<=after ))(?:the )?"


QUARTER = r"(?P<quarter>first|second|third|fourth|final|last|opening|closing|[1-4](?:st|nd|rd|th))"


ELECTION = (
    r"(?:us |presidential |american |november |midterm )?elections?"
    r"(?! (?:day|years?|results?|season|campaign|cycle))"
)


# "In the three months after the election": what a length is counted from.
_AFTER_A_LENGTH = "|".join(
    f"(?<={unit} )"
    for unit in (
        *("days", "sessions", "week", "weeks", "month", "months", "quarter", "quarters"),
        *("year", "years"),
    )
)
_HOLIDAY_WORDS = "|".join(words for words, _ in HOLIDAYS[:-1])


def week_with(m: Groups, on: date) -> Found | None:
    """Return the trading week of a day of the calendar; that of a weekend is the one after it."""
    found = calendar_day(m, on)
    if found is None:
        return None
    past, ahead = (
        days.period(
            days.add_days(day, 7 - day.weekday() if day.weekday() > days.FRIDAY else 0), "week"
        )
        for day, _ in (found.past, found.ahead)
    )
    return Found(past, ahead, "week", found.named)


PERIODS: tuple[tuple[str, Resolver], ...] = (
    *episodes.ROWS,
    (r"(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)", resolvers.iso_day),
    (
        rf"(?:between|from) {DAY.replace('day', 'day1')} (?:and|to) {DAY} {MONTH}(?:,? {YEAR})?",
        resolvers.day_range,
    ),
    # The days of a meeting, which ends on the last of them: "16-17 September", "Sept. 16-17".
    (rf"\d{{1,2}}(?:-|–| and ){DAY} {MONTH}(?:,? {YEAR})?", resolvers.calendar_day),
    (rf"{MONTH} \d{{1,2}}(?:-|–){DAY}(?![\d%]|,\d|\.\d)(?:,? {YEAR})?", resolvers.calendar_day),
    (
        (
            r"(?:the )?(?P<half>first|opening|last|final|closing) week of "
            rf"(?:{MONTH}(?:,? {YEAR})?|(?:the (?:new )?year|{YEAR.replace('year', 'year2')}))"
        ),
        resolvers.week_of,
    ),
    *(
        (
            (
                r"(?:the )?week (?:of|commencing|beginning|starting|that (?:began|started))"
                rf"(?: on)? (?:the )?(?:{WEEKDAY},? (?:the )?)?{day}(?:,? {YEAR})?"
            ),
            week_with,
        )
        for day in (rf"{DAY}(?: of)? {MONTH}", rf"{MONTH} {DAY}(?![\d%]|,\d|\.\d)")
    ),
    (r"(?P<holiday>the fourth of july)", named_holiday),
    (
        (
            r"(?:(?<=through )|(?<=until )|(?<=since )|(?<=on )|(?<=by ))the "
            r"(?P<day>\d{1,2})(?:st|nd|rd"
            r"|th)(?! (?!and|the|but|small|large|when|it|then|of this|in|to|at|closed|ended"
            r"|finished|settled|hit|set|rose|fell|reached|traded|touched|broke|crossed|topped|came"
            r"|had|was)[a-z])"
        ),
        resolvers.day_of_month,
    ),
    (
        (
            r"(?<=on )the (?P<rank>(?:twenty-|thirty-)?(?:first|second|third|fourth|fifth|sixth"
            r"|seventh|eighth|ninth)|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth"
            r"|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)"
            r"(?=[,.;]|$| (?:and (?:is|was|has|it|now)|but|it|when|at)\b)"
        ),
        resolvers.day_in_words,
    ),
    *(
        (words, first_or_last_day)
        for words in (
            rf"{_ON}{_EDGE} of (?:the |this )?{GRAIN}",
            rf"{_ON}{_EDGE} of {WHICH} {GRAIN}",
            rf"{_ON}{_EDGE} of {MONTH}(?:,? {YEAR})?",
            rf"{_ON}{_EDGE} of (?:the )?{QUARTER} quarter(?: of {YEAR})?",
            rf"{_ON}{_EDGE} of {YEAR}",
            rf"the {GRAIN}'s {_EDGE}",
        )
    ),
    (r"on the day", resolvers.offset_day),
    (
        rf"(?:the )?{DAY}(?: of)? {MONTH},? (?:of )?(?P<which>last|this|next) year",
        resolvers.day_of_year,
    ),
    (rf"{MONTH} {DAY},? (?:of )?(?P<which>last|this|next) year", resolvers.day_of_year),
    (
        rf"(?:{WEEKDAY},? )?(?:the )?{DAY}(?: of)? {MONTH}(?!'s \d)(?:,? {YEAR})?",
        resolvers.calendar_day,
    ),
    (
        (
            rf"(?:{WEEKDAY},? )?{MONTH} {DAY}(?![\d%]|,\d|\.\d"
            rf"| (?:basis|points?|percent|per cent|percentage|bps?|times|months|weeks"
            rf"|of \d{{1,3}}(?![,.]?\d)|out of)\b)(?:,? {YEAR})?"
        ),
        resolvers.calendar_day,
    ),
    (rf"{WEEKDAY}(?:,)? (?:of )?(?P<which>last|this|next) week", resolvers.weekday_of),
    (rf"{WEEKDAY} (?P<which>week|fortnight)(?= ago)", resolvers.weekday_of),
    (rf"(?P<num>two|three|four|\d) {WEEKDAY}s(?= ago)", resolvers.weekday_of),
    (
        (
            r"(?:(?<=\bon )|(?<=since )|(?<=as of )|(?<=through )|(?<=from )|(?<=\bof )|(?<=until )"
            r"|(?<=by )|(?<=\x00 (?=\d{1,2}/\d{1,2}/\d\d))|(?<=\bthe (?=\d{1,2}/\d{1,2}/\d\d))"
            r"|(?<=\bto (?=\d{1,2}/\d{1,2}/\d))|(?<=\bended )|(?<=\bending )"
            r"|(?<=[^%] \((?=\d{1,2}/\d{1,2}(?:/\d+)?\))))(?P<m>1[0-2]|0?[1-9])/(?P<d>3[01]|[12]\d"
            r"|0?[1-9])(?:/(?P<y>(?:20|19)?\d\d))?(?![\d/]"
            r"| (?:split|chance|odds|ratio|basis|portfolio|mix))"
        ),
        resolvers.slashed_day,
    ),
    (rf"(?:the )?(?P<which>following) {WEEKDAY}(?:'s)?", resolvers.named_weekday),
    (rf"(?:{WHICH} )?{WEEKDAY}(?:'s)?", resolvers.named_weekday),
    (
        (
            r"this (?:morning|afternoon|evening)|today(?:'s)?|yesterday(?:'s)?|tomorrow(?:'s)?"
            r"|tonight|last (?:night|evening)"
        ),
        resolvers.offset_day,
    ),
    (
        rf"(?:the )?(?:middle of (?:{YEAR}|{WHICH} year|the year)|mid[- ]?year|mid-{YEAR})",
        resolvers.middle_of_year,
    ),
    (
        (
            rf"(?:the )?(?:start|beginning|outset|dawn) of (?:{YEAR}|the (?:year|month|quarter)"
            rf"|this (?:year|month|quarter))"
            rf"|(?:(?<=since )|(?<=from )|(?<=at )|(?<=before ))(?:the )?turn of (?:{YEAR}"
            r"|(?:the|this) (?:year|month|quarter))"
            r"|(?:the )?new year(?:'s)?(?: day)?(?!(?:'s)? eve)"
        ),
        resolvers.start_of_period,
    ),
    (
        (
            r"(?:the )?(?:start|beginning|outset|first day) of "
            rf"(?:(?P<which>last|this) )?{MONTH}(?:,? {YEAR})?"
        ),
        resolvers.start_of_month,
    ),
    (r"(?:the )?(?:end of the decade|decade's end|end of this decade)", resolvers.decade_end),
    (
        (
            r"(?:this|the (?:present|current|21st|twenty-first)) century"
            r"|the turn of the (?:century|millennium)"
        ),
        resolvers.century,
    ),
    (
        (
            r"(?:(?<=since )|(?<=until )|(?<=till )|(?<=before )|(?<=by )|(?<=and )(?=the ))"
            rf"(?:the )?(?:{ELECTION})"
        ),
        election,
    ),
    (
        rf"(?:{_AFTER_A_LENGTH})(?:after|following) the (?:november )?(?:{YEAR} )?(?:{ELECTION})",
        election,
    ),
    (
        rf"the (?:day|session) (?:after|following) (?:the |last week's )?"
        rf"(?:{YEAR} )?(?:{ELECTION})",
        day_after_election,
    ),
    (rf"{MONTH},? (?:of )?(?P<which>last|this|next) year(?:'s)?", resolvers.month_of_year),
    (
        rf"(?:{WHICH} )?{MONTH}(?:,? (?:of )?{YEAR}(?! (?:to date|so far)\b))?(?:'s)?",
        resolvers.named_month,
    ),
    (
        (
            rf"(?:the )?{QUARTER}[ -]quarter(?: of (?:{YEAR}|'(?P<yy>\d\d)\b|{WHICH} year"
            rf"|the year))?|q(?P<quarter>[1-4])(?: (?:of )?{YEAR}| ?'(?P<yy>\d\d)\b)?"
            rf"|(?P<quarter>[1-4])q(?: ?{YEAR}| ?'?(?P<yy>\d\d)\b)?"
        ),
        resolvers.named_quarter,
    ),
    (
        (
            rf"(?:the )?(?P<half>first|second|opening|latter|back"
            rf"|last)[ -]half(?: of (?:{YEAR}|{WHICH} year|the year))?(?! of"
            rf"| an? (?:per|point|basis))|h(?P<half>[12])(?: {YEAR}| ?'(?P<yy>\d\d)\b)?"
            rf"|(?P<half>[12])h(?: ?{YEAR}| ?'?(?P<yy>\d\d)\b)"
        ),
        resolvers.named_half,
    ),
    (
        (
            rf"(?<=for )(?:the )?(?P<half>first|opening) (?P<num>{numerals.CARDINAL}|\d+) "
            r"(?P<unit>month|quarter)s(?! of\b| after\b| that\b| following\b)"
            rf"|(?:in|over|during|through) the (?P<half>first) (?P<num>{numerals.CARDINAL}|\d) "
            r"(?P<unit>quarter)s(?! of\b| after\b| that\b| following\b)"
            r"|(?:in|over|during|through) the (?P<half>first) (?P<num>nine) (?P<unit>month)s"
            r"(?! of\b| after\b| that\b| following\b)"
        ),
        resolvers.part_of_year,
    ),
    (
        (
            r"the year's (?P<half>first|opening|last|final|closing) "
            rf"(?P<num>{numerals.CARDINAL}|\d+) (?P<unit>month|quarter)s"
        ),
        resolvers.part_of_year,
    ),
    (
        (
            r"(?:the )?(?P<half>first|opening|last|final|closing) "
            rf"(?P<num>{numerals.CARDINAL}|\d+) (?P<unit>month|quarter)s of "
            rf"(?:{YEAR}|{WHICH} year|the year)"
        ),
        resolvers.part_of_year,
    ),
    (r"(?:the )?(?P<grain>month|quarter)(?:[- ]|'s )(?:end|close)\b", resolvers.period_end),
    (
        (
            rf"(?:(?P<before>last) )?(?P<holiday>{_HOLIDAY_WORDS}|election day)"
            rf"(?:,? (?:of )?(?:{YEAR}|(?P<which>last|this|next) year))?"
        ),
        named_holiday,
    ),
    (rf"{WHICH} {GRAIN}(?:'s)?", resolvers.relative_period),
    (r"(?<=end of )the (?P<which>next) (?P<grain>month|quarter|year)", resolvers.relative_period),
    (r"(?:the )?(?P<tens>(?:19|20)\d)0(?:s|(?<=the \d\d\d\d)'s)", resolvers.named_decade),
    (
        r"(?P<year>(?:19|20)\d\d)(?:-|–|/)(?P<last_year>(?:19|20)\d\d)(?![\d%-])",
        resolvers.year_range,
    ),
    (r"(?P<year>(?:19|20)\d\d)(?:-|–|/)(?P<yy>\d\d)(?![\d%-])", resolvers.joined_years),
    (r"(?:(?<=\bin )|(?<=\bof )|(?<=since ))'(?P<yy>\d\d)(?![\ds])", resolvers.short_year),
    (rf"(?:calendar |calendar-year |fiscal )?{YEAR}(?:'s)?", resolvers.named_year),
    (
        (
            rf"the (?:{GRAIN} (?:just |now )?(?:ended|past|gone by|completed|gone)"
            rf"|(?:just-ended|past) {GRAIN})"
        ),
        resolvers.just_past,
    ),
    (
        (
            rf"the {GRAIN} (?:before|earlier|prior)"
            r"(?=[,.;:)]|$| (?:and|but|when|while|as|to|had|was)\b)"
        ),
        resolvers.just_past,
    ),
    # "Dropped 8% in the half", "closed the half at 16": half of a year.
    (
        (
            r"(?:(?<=\bin )|(?<=\bfor )|(?<=\bover )|(?<=\bduring )|(?<=\bended )|(?<=\bclosed )"
            r"|(?<=\bfinished ))the (?P<grain>half)\b(?!-)(?! (?:of|an?|that|hour|point|million"
            r"|billion)\b)"
        ),
        resolvers.bare_grain,
    ),
    # "A quarter to forget: ..." is the one under way.
    (
        (
            rf"(?:{_THIS_WAS}|(?<!was )(?<!is )(?<!be )(?<!been )(?<!proved ))(?:an?|another"
            rf"|one more) {GRAIN} (?:to (?:forget|remember|savour|savor|dream of)"
            rf"|like (?:no other|few others))"
        ),
        resolvers.bare_grain,
    ),
    # "It was another good week for gold", "a dull month for gold ended quietly".
    (
        (
            rf"(?:{_THIS_WAS}|(?<=^)|(?<=: ))(?:an?|another"
            rf"|yet another) (?:(?!full|whole|single|record|first|last|typical|normal|usual"
            rf"|average)[a-z-]+ ){{1,2}}{GRAIN}(?= (?:for|in) (?:the )?\x00)"
        ),
        resolvers.bare_grain,
    ),
    # "Ended a choppy week" says what the week was like.
    (
        rf"(?:{_ENDED})an? (?:(?!full|whole|single)[a-z-]+ ){{0,2}}{GRAIN}{_GOES_ON}",
        resolvers.bare_grain,
    ),
    # "Had a solid week and rose 2%", "has stayed above 15 all month".
    (
        (
            r"(?:(?<=\bhad )|(?<=\x00 was )|(?<=\bit was ))an? "
            rf"(?:(?!full|whole|single|record)[a-z-]+ ){{1,2}}{GRAIN}{_GOES_ON}"
        ),
        resolvers.bare_grain,
    ),
    (
        rf"(?<!of )(?<!for )(?<!at )(?<!not )(?<!after )\ball {GRAIN}(?: long)?(?![\w-])",
        resolvers.bare_grain,
    ),
    # "The index ends holiday-shortened week up 3%", of headlines that leave out the article.
    (
        (
            rf"(?:(?<=ends )|(?<=ended )|(?<=finishes )|(?<=finished )|(?<=closes )|(?<=closed )"
            rf"|(?<=caps ))(?:\w+-shortened |shortened "
            rf"|\w+ ){{0,1}}{GRAIN}(?= (?:up|down|with|on|higher|lower|flat|mixed)\b)"
        ),
        resolvers.bare_grain,
    ),
    (
        (
            rf"(?:(?<=over )|(?<=for )|(?<=in ))the (?:five|5) (?:trading )?(?:days|sessions)"
            rf"(?= (?:to|ended|through)\b|[,.;]|$)"
            rf"|(?<!turn of )(?<!turn-of-)the (?:\w+-shortened |shortened |trading |abbreviated "
            rf"|entire |whole )?{GRAIN}(?:'s)?(?! (?:after(?! [a-z]+ing\b)|before|that|of|in which"
            rf"|following))"
        ),
        resolvers.bare_grain,
    ),
)
