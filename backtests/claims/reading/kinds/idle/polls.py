"""What a number of forecasters expect is a survey: "eight of nine banks expect gold to fall"."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.statement import UNKNOWN

_WHO = (
    r"(?:strategists|analysts|economists|forecasters|investors|managers|respondents|banks|brokers"
    r"|firms|houses|experts|advis[eo]rs|pundits|participants|of them|millennials|boomers|savers"
    r"|households|adults|americans|workers|employees|retirees|readers|clients|customers|families"
    r"|traders|(?:fund|money|portfolio) managers)"
)
POLL = re.compile(
    words.marks(
        rf"\W*(?:(?:and|but|only|just|nearly|about|almost) )*(?:‹k\d+›"
        rf"|(?:none|all|most|half|both|(?:the |a )?(?:\w+ )?majority|‹[%h]\d+›) of "
        rf"(?:the |our |these |those |all )?(?:‹#\d+›|(?:[a-z]+ )?{_WHO})"
        rf"|‹[khd]\d+›(?= {_WHO})|most(?= (?:participants|respondents)\b))"
        rf"(?: {_WHO})?(?: (?:in|of|from) (?:our|the|an?|this|its|<#>|two|three|both) "
        rf"(?:[a-z]+ ){{0,4}}(?:polls?|surveys?|panels?|samples?)|(?: who were)? (?:polled"
        rf"|surveyed|asked|questioned)(?: by(?: [a-z&]+){{1,3}})?"
        rf"| we (?:polled|surveyed|asked))*"
        r" (?:now |still |even )?(?:expects?|sees?|thinks?|predicts?|forecasts?|believes?|says?"
        r"|said|favou?rs?|prefers?|looks? for|anticipates?|plan(?:s|ned)?|intends?|wants?|fears?"
        r"|(?:are|were) (?:bullish|bearish|worried|optimistic|pessimistic|cautious))\b"
    )
)


def read(scene: Scene) -> bool:
    """Add the survey as a fact that prices do not show, of the first market that it names."""
    m = POLL.match(scene.text)
    if m is None:
        return False
    named = [n for n in scene.names if n.start >= m.end() and n.mention.group != "market"]
    subject = scene.resolved(named[0].mention) if named else (UNKNOWN,)
    scene.state("untestable", (0, len(scene.text)), subject or (UNKNOWN,), testable=False)
    return True
