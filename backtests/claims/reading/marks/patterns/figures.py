"""How figures are written: their digits or words, their unit, and what they are a share of."""

from __future__ import annotations

import re

from backtests.claims.reading.marks import numerals

DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?<![\d.])\.\d+)"
WORDS = rf"(?:half a dozen|a dozen|a pair of|a couple of|a trio of|{numerals.CARDINAL})"
UNIT = (
    r"(?: ?-?(?P<percent>%|per ?cent\b|percent\b|pct\b\.?)(?P<pp1>[- ]points?)?"
    r"|[ -]?(?P<pp>(?:full )?(?:percentage|percent|per cent|%)[ -]points?|pp\b|ppts?\b)"
    r"|[ -]?(?P<bp>(?:basis[ -]|basis-)points?|bps?\b)"
    r"|[ -]?(?P<point>(?:index |full )?points?\b|pts?\b|handles?\b)"
    r"|(?P<cents>[ -]cents?\b)"
    r"|(?P<fold>-?fold\b| times(?= (?:as|the|that(?= of\b|[,.;]|$)|those|larger|higher|more|bigger"
    r"|longer|shorter|faster|smaller|deeper|greater)\b))"
    r"|(?P<thousand>k\b| thousand\b)|(?P<million> ?(?:mn?|million|bn?|billion|tn|trillion)\b))"
)
NUMBER = re.compile(
    r"(?P<sign>(?<![\w.,)%])[-+]|\b(?<!the )(?:plus|minus) )?(?:(?P<cur>[$£€] ?)(?P<sign2>[-+])?)?"
    rf"(?:(?P<digits>{DIGITS})|\b(?P<words>a single(?= (?:(?:rate|further|quarter-point"
    r"|half-point) )?(?:cut|hike|reduction|increase)\b)"
    rf"|(?:a full|one full)(?= (?:per ?cent|percentage point|point))|{WORDS}))"
    rf"(?P<half> and a (?P<part>half|quarter)(?: of)?)?{UNIT}?"
    r"(?P<dollars>(?: us)? (?:dollars?|bucks)\b)?",
    re.IGNORECASE,
)
SHARE = re.compile(
    rf"\b(?P<fraction>{numerals.FRACTION})(?P<of>(?: of)?"
    r"(?: an?| one| 1)?[ -](?P<unit>percentage[ -]point|percent(?!age)"
    r"(?: point)?|per cent|%|(?:basis )?point)s?\b)?",
    re.IGNORECASE,
)
SHARE_STOPS = re.compile(
    r"[\s\x00]*(?:$|[.,;:)!?\x00]|(?:of|cheaper|dearer|richer|poorer|weaker|stronger|tighter"
    r"|narrower|heavier|lighter|calmer|larger|more|less|higher|lower|better|bigger|smaller|worse"
    r"|wider|greater|since|in|over|this|last|on|from|and|or|by|within|to|the|between|before|after"
    r"|during|so|while|as|off|for|at|ahead|behind|above"
    r"|below|chance|probability|likely|certain|sure|priced|probable|lower|its|what"
    r"|that(?= of| on| in|[,.;]))\b)"
)
OF = re.compile(
    r" (?:(?:(?!chances |shots )[a-z]+s out"
    r"|(?:positive |negative |winning |losing |up |down )?"
    r"(?:times |cases |occasions |years |(?:trading )?days |months |instances |sessions |weeks "
    r"|quarters )?(?:out )?) ?of)(?: \x00+)?(?: (?:the|its|their|those|these|all|every"
    r"|a total of))?(?: (?:last|past|previous|prior|latest|most recent|preceding|such|first))* ",
    re.IGNORECASE,
)
# "Four to one against" are odds of one in five, "two to one on" of two in three.
BOOKMAKERS = re.compile(
    (
        rf"\b(?P<a>{numerals.CARDINAL}|\d{{1,3}})(?:[- ]to[- ]|[-/])"
        rf"(?P<b>{numerals.CARDINAL}|\d{{1,3}})(?: odds)?,? "
        r"(?P<side>against|on(?= that\b|[,.;])|in favou?r)\b"
    ),
    re.I,
)
# Words after a number that are not what it counts.
NO_NOUN = frozenset(
    "channel box band corridor range window bracket trading rally bounce pullback handle mark "
    "print a about above across after again against ago ahead all also an and apiece are area "
    "around as at barrier base be because ceiling floor shelf ledge pivot breakout neckline hurdle "
    "roof support resistance figure ground intraday "
    "before behind below between but by can ceiling close could despite down during earlier even "
    "ever every failed first floor following for from gave had handle has have held high higher "
    "holds if in into is it its just last late later "
    "level like line low lower mark may might more most near nearly next no not now of off on one "
    "only or out over per reached region remains resistance right says should since so still "
    "support target than that the then there these "
    "they this though threshold through till to today together until up upon was we were what when "
    "where whether which while who will with within without would yesterday yet zone an each less "
    "ounce barrel shortly soon either too came "
    "comes gives gets goes looks seems does did do dates date set sets marks marked stands came "
    "looks measured opened lasts lay lies beckons looms comes capped served serves forecast call "
    "objective projection estimate carries implies assumes represents means equals reflects "
    "requires sits deserves gets earns commands has our my your his her their whose shows speaks "
    "says suggests tells reflects betrays signals reads makes leaves puts brings keeps matters "
    "once unless whenever sometime".split()
)
LEVEL_BEFORE = re.compile(
    (
        r"\b(?:(?:stops?|support|resistance|targets?|floor|ceiling|objective|level|low|high|close"
        r"|closed|price) (?:at|of|near)|(?:above|below|beneath) ?) ?(?:about |around )?$"
    ),
    re.IGNORECASE,
)
RANGE_FROM = re.compile(
    (
        r"\b(?:range|band|channel|corridor|zone|prices|levels|quotes|readings"
        r"|anywhere)\b(?: (?:that|which))?(?: [a-z]+)? from (?:about |an? (?:high|low) of )?$"
    ),
    re.I,
)
_OF_EXTREME = r"(?:an?|its|the) (?:[a-z-]+ ){0,2}(?:high|low|peak|trough|close|level) (?:of|at)"
OF_AN_EXTREME = re.compile(rf"\bfrom (?P<extreme>{_OF_EXTREME} )$", re.IGNORECASE)
LEAD_BETWEEN = re.compile(
    rf"\b(?:between|from {_OF_EXTREME}"
    r"|from|range of|ranging from|range|band of|band|corridor of|anywhere from"
    r"|anything from|somewhere from|(?:in|within) (?:a|the)(?: [a-z]+)? of)"
    r"(?: (?:a|about|around|roughly|some|almost|nearly|just (?:above|below|over|under)))? ?$",
    re.IGNORECASE,
)
