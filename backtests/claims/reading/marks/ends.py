"""Words before and between the two ends of a range: a low and a high, a fall and a rise."""

from __future__ import annotations

import re

# "Between a low of 1,867 and a high of 2,113".
_LOW_OR_HIGH = r"(?P<low>low|bottom|trough|floor|worst)|high|top|peak|ceiling|best"


START = re.compile(r"(?:start|begin|open)", re.I)


EXTREMES = re.compile(
    rf"\b(?:(?:between|from) (?:a |the |its )(?:{_LOW_OR_HIGH})(?: point)? (?:of|at|near)|(?:start|begin|open)s? (?:at|from)) (?:about |around )?$",
    re.I,
)


AND_EXTREME = re.compile(
    rf"(?: \x00+)? (?:and|to) (?:(?:a |the |its |an? \w+ )(?:{_LOW_OR_HIGH})(?: point)? (?:of|at|near)|(?:end|finish|stop|go up|run)s? (?:at|to)) (?:about |around )?",
    re.I,
)


SWING = re.compile(
    r" (?:lower|below|down|loss|fall|drop|decline|slide|downside|worse|short)(?:,? (?:to|and|or)) (?:an? |one of |a (?:rise|gain) of )?",
    re.I,
)


# "Anything between a fall of 10% and a rise of 15%".
FROM_FALL = re.compile(
    r"\b(?:a|an?other)? ?(?:loss|fall|drop|decline|slide|setback) of (?:about |around |some )?$",
    re.I,
)


TO_RISE = re.compile(
    r",? (?:to|and|or) (?:a |an )?(?:gain|rise|advance|rally|climb) of (?:about |around |some )?",
    re.I,
)
