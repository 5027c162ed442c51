"""A trader's question: the latest breakout of a symbol, and what such breakouts did before.

Run it with `python examples/trader_breakout.py`, on other data with `... SYMBOL SOURCE`.
"""

from __future__ import annotations

import sys

import backtests


def main(symbol: str = "RUT", source: str = "reference") -> None:
    """Print past signals, what they earned, and where the latest one stands; write a picture."""
    study = backtests.breakout_study(symbol, target="30%", stop="8%", data=source, resamples=1_000)
    columns = ["signal_date", "entry", "target", "stop", "outcome", "return"]
    print(study.frame[columns].tail(8).to_string(index=False, float_format="{:,.2f}".format))

    found = study.numbers["summary"]
    print(
        f"\n{found['hits']} of {found['resolved']} reached the target; random dates "
        f"{found['baseline']:.0%}, p = {found['p_value']:.2f}"
    )
    earned = study.numbers["expectancy"]
    print(
        f"a trade earned {earned['mean']:.1%} net, every day entered alike {earned['baseline']:.1%}"
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
