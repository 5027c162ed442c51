"""Entry point of `rutcheck`, which answers Ctrl-C while the command line is imported."""

from __future__ import annotations

import os

from backtests.cli.interrupts import end_during_import

# Products of the size of a study's are slower in several threads, and other processes have the
# other cores.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "VECLIB_MAXIMUM_THREADS": "1"}


def main() -> None:
    """Run the command line."""
    end_during_import()
    for name, count in ONE_THREAD.items():
        os.environ.setdefault(name, count)
    from backtests.cli import app

    app.main()
