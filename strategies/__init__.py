"""Trading strategies for backtrader: one module each, found by its name.

To add a strategy, add a module that defines:

- a docstring, of which the first line describes the strategy in tables;
- `plan`, with a keyword-only parameter for each setting and an annotated return type: `Plan` of
  `strategies.engine.event_trade`, `CohortPlan` of `strategies.engine.cohort`, or `Plan` of
  `strategies.engine.portfolio`;
- for events and cohorts, `SERIES`, the names of the series that `plan` takes, and a subclass of
  `EventTrade` or `CohortTrade`;
- optionally `DEFAULTS`, a sentence on what the default parameters do, and for portfolios
  `BENCHMARK`, a `BenchmarkMix`.
"""
