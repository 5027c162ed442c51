"""Let `python -m backtests` run the command line."""

from backtests.cli.start import main

main()
