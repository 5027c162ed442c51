"""Resampled paths in a separate process, to measure its memory."""

from benchmarks import ours
from benchmarks.bars import synthetic_bars
from benchmarks.rule import Point

BLOCK = 63.0
DRAWS = 2_000

if __name__ == "__main__":
    ours.paths(synthetic_bars(), Point(), block=BLOCK, draws=DRAWS)
