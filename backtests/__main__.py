"""Let `python -m backtests` run the command line."""

from backtests.cli.app import main

main()
