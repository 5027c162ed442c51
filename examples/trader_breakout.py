"""A trader's question: the latest breakout of a symbol, and what such breakouts did before.

Run it with `python examples/trader_breakout.py`, on other data with `... SYMBOL SOURCE`.
"""

from __future__ import annotations

import sys

import backtests


def main(symbol: str = "RUT", source: str = "reference") -> None:
    """Print past signals, their expectancy and the latest signal, and write a picture."""
    study = backtests.breakout_study(symbol, target="30%", stop="8%", data=source, resamples=1_000)
    columns = ["signal_date", "entry", "target", "stop", "outcome", "return"]
    print(study.frame[columns].tail(8).to_string(index=False, float_format="{:,.2f}".format))

    summary = study.numbers["summary"]
    print(
        f"\n{summary['hits']} of {summary['resolved']} reached the target; random dates "
        f"{summary['baseline']:.0%}, p = {summary['p_value']:.2f}"
    )
    expectancy = study.numbers["expectancy"]
    print(
        f"mean net return of a trade {expectancy['mean']:.1%}, of an entry on any day "
        f"{expectancy['baseline']:.1%}"
    )

    latest = study.numbers["latest"]
    print(
        f"latest signal {latest['signal_date']}: {latest['outcome']}, price now "
        f"{latest['price']:,.2f}"
    )
    odds = latest["odds"]
    if odds is not None:
        print(f"odds from here: {odds['target']} of {odds['n']} past signals in this state")
    elif latest["outcome"] == "open":
        print(f"odds from here: {latest['note']}")
    study.figure.savefig(f"{symbol.lower()}_breakouts.png")


if __name__ == "__main__":
    main(*sys.argv[1:])
