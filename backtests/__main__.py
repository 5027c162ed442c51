"""Let `python -m backtests` run the command line."""

from backtests.cli import main

main()
