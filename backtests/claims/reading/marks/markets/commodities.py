"""Names of commodities, of bitcoin and of the dollar."""

from __future__ import annotations

from backtests.claims.reading.marks.markets.row import Instrument

COMMODITIES = (
    Instrument(
        ("GOLD",),
        "commodity",
        (
            r"(?:spot )?gold(?! (?:rush|standard|medal|man|mine|star))(?: price)?|bullion"
            r"|(?:yellow|precious) metal"
        ),
        "GLD|XAU",
    ),
    Instrument(
        ("BTC",),
        "commodity",
        (
            r"bitcoin(?:'s price)?(?! (?:min(?:er|ing)|treasury|stock|compan))"
            r"|the (?:largest |biggest |world's largest |original )?"
            r"(?:cryptocurrency|digital currency|digital token)"
        ),
        "BTC",
    ),
    Instrument(
        ("OIL",),
        "commodity",
        r"(?:us |u\.s\. |brent |wti )?crude(?: oil)?(?: futures| prices)?|brent"
        r"|west texas intermediate|oil(?: prices?| futures)?"
        r"(?! (?:rigs?\b|output|compan|major|produc|stock|share|firm|explor|field|sector))",
        "WTI",
    ),
    Instrument(
        ("DXY",),
        "commodity",
        (
            r"(?:the )?(?:us |u\.s\. )?dollar(?:'s)? index|(?:the )?(?:us |u\.s\. )dollar"
            r"|the dollar|greenback|(?<!a )(?<!-)(?<!ian )(?<!new zealand )(?<!every )(?<!per )"
            r"(?<!singapore )(?<!hong kong )(?<!each )(?<!one )(?<!taiwan )dollar(?= (?:index )?"
            r"(?:climb|extend|rose|rise|fell|fall|slip|slid|weaken|strengthen|firm|eas|gain|drop"
            r"|advanc|retreat|rall|jump|surg|edg|tick|held|hold)\w*)"
        ),
        "DXY",
    ),
)
