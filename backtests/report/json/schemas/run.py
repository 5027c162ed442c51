"""The document of `rutcheck run`: results.json."""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias

from typing_extensions import TypedDict

from backtests.report.json.schemas.checks import Decision, Requirement
from backtests.report.json.schemas.common import Curve, Data, Estimate
from backtests.report.json.schemas.declare import Count, Date, documented
from backtests.report.json.schemas.events import Event

Verdict: TypeAlias = Literal[
    "supported", "refuted", "inconclusive", "pending", "no data", "not testable"
]


@documented
class Method(TypedDict):
    """How a claim is tested."""

    test: str
    """The operational test."""
    supports: str
    """What supports the claim."""
    refutes: str
    """What refutes it."""


@documented
class OwnWords(TypedDict):
    """Texts of a claims file that replace those of the study."""

    test: NotRequired[str]
    """The operational test."""
    supports: NotRequired[str]
    """What supports the claim."""
    refutes: NotRequired[str]
    """What refutes it."""


@documented
class BaseRate(TypedDict):
    """How often targets of the kind were reached before (METHODS 4.2)."""

    verdict: Verdict
    """Verdict on it."""
    reason: str
    """Reason for the verdict."""
    decision: Decision
    """What it rests on."""
    decided_by: list[Requirement]
    """The same as a table of criteria."""


@documented
class Claim(TypedDict):
    """A claim, the verdict on it, and its evidence."""

    id: str
    """Id of the claim."""
    article: str
    """Key of its article."""
    type: Literal["F", "C", "T", "P", "S", "R", "B"]
    """Fact, effect of a condition, target, forecast, scenarios, trading rule, or behaviour of a
    market."""
    statement: str
    """The statement in other words than those of the article."""
    method: Method
    """How it is tested."""
    own_words: OwnWords
    """The texts of `method` that are those of the claims file, not of the study."""
    labels: list[str]
    """Words that qualify the verdict, such as hindsight, weekly or proxy."""
    same_test_as: str | None
    """Id of the first claim with the same test; null if it is the first."""
    verdict: Verdict
    """The verdict."""
    reason: str
    """Reason for the verdict, in a sentence."""
    decision: Decision
    """What the verdict rests on, enough to apply the verdict table again."""
    decided_by: list[Requirement]
    """The same as a table of criteria."""
    base_rate: BaseRate | None
    """How often targets of the kind were reached before; null if that was not asked."""
    series: list[str]
    """Names of the series that it was tested on."""
    estimates: list[Estimate]
    """The figures, those of the verdict first."""
    events: list[Event]
    """The events; their fields depend on the study."""
    notes: list[str]
    """What to know about the evidence."""
    multiverse: Curve | None
    """The effect under every defensible definition; null if there is one definition."""
    coarse: list[str]
    """Those of the labels that name a frequency other than daily."""


@documented
class Trials(TypedDict):
    """The trading rules that were tried, for the deflated Sharpe ratio (METHODS 3.6)."""

    count: Count
    """Number of trials."""
    names: list[str]
    """Their names."""
    sharpe_variance: float | None
    """Variance of their annual Sharpe ratios over the benchmark; null below two."""


@documented
class Figures(TypedDict):
    """Performance of an account, or the difference of two; null where undefined."""

    cagr: float | None
    """Compound annual growth rate, a fraction."""
    max_drawdown: float | None
    """Maximum drawdown, a fraction, at most 0."""
    sharpe: float | None
    """Annual Sharpe ratio over cash."""
    cvar_95: float | None
    """Mean of the worst 5% of months, a fraction."""
    exposure: float | None
    """Mean share invested."""


@documented
class CashSpan(TypedDict):
    """A series of the rate of cash."""

    source: str
    """Name of the series."""
    first: Date
    """First day on which its rate was known."""
    last: Date
    """Last day."""


@documented
class CashReturn(TypedDict):
    """Return of cash over the days of an account."""

    yearly: float
    """Compound annual rate, a fraction."""
    spans: list[CashSpan]
    """The series of the rate."""


@documented
class Rule(TypedDict):
    """A trading rule beside its benchmark over the same days."""

    name: str
    """Name of the rule."""
    words: str
    """What it does."""
    claim: str | None
    """Id of its claim; null if it belongs to none."""
    against: str
    """What the benchmark is; empty without one."""
    first: Date | None
    """First day; null if it could not be run."""
    last: Date | None
    """Last day; null likewise."""
    rule: Figures | None
    """Performance of the rule; null for the reason in `reason`."""
    benchmark: Figures | None
    """Performance of the benchmark; null if the rule did not run or has none but itself."""
    reason: str
    """Why it could not be run; empty if it was."""
    note: str
    """Why the record ends early; empty if it does not."""
    verdict: str
    """Verdict on the claim; a dash without one."""
    labels: list[str]
    """Words that qualify the verdict."""
    cash_return: CashReturn | None
    """Return of cash, the risk-free rate of the Sharpe ratios; null if cash earns nothing."""
    difference: Figures | None
    """Rule less benchmark; higher is better for the rule except in exposure."""


@documented
class Expectations(TypedDict):
    """Claims about what was expected whose outcome is decided."""

    came_true: Count
    """Those that came true."""
    decided: Count
    """All of them."""


@documented
class Comparison(TypedDict):
    """A published figure and the nearest one found."""

    name: str
    """What the figure is."""
    published: float
    """The published figure, a fraction."""
    found: float
    """The figure found, a fraction."""
    difference: float
    """Found less published, a fraction."""


@documented
class Reproduction(TypedDict):
    """A published statement beside what the studies find for it (METHODS 3.12)."""

    claim_id: str
    """Id of the statement."""
    statement: str
    """What was published."""
    source: str
    """Where."""
    figures: list[Comparison]
    """Its figures; empty if the data cannot compute them."""
    n: int | None
    """Events of the figure found; null if there is none."""
    sample: str
    """Events and days that it rests on, or why there is none."""
    explanation: str
    """Why a figure differs by more than half a point; empty if none does."""
    reproduced: bool | None
    """Whether each figure is within half a point; null without figures."""


Tally: TypeAlias = dict[Verdict, Count]


@documented
class RunDocument(Data):
    """Verdicts on claims, with everything that they rest on."""

    resamples: Count
    """Random draws of each null distribution."""
    claims: list[Claim]
    """A row for each claim."""
    trials: Trials
    """The trading rules that were tried."""
    rules: list[Rule]
    """Trading rules beside their benchmarks; empty unless all claims were tested."""
    tally: Tally
    """Number of claims by verdict; claims with the same test count once."""
    tally_by_article: dict[str, Tally]
    """The same by article."""
    tally_by_group: dict[str, Tally]
    """The same for facts, dated forecasts and tests of history."""
    expectations: Expectations
    """Outcomes of what was expected."""
    literature: list[Reproduction]
    """Published figures; empty unless they were asked for."""
