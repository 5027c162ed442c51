"""Entry point of `rutcheck`, which answers Ctrl-C while the command line is imported."""

from __future__ import annotations

from backtests.cli.interrupts import end_during_import


def main() -> None:
    """Run the command line."""
    end_during_import()
    from backtests.cli import app

    app.main()
