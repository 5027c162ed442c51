"""Fuzz the command line: `python -m tests.fuzz --cases 20000 --seed 1`.

Prints the number of cases by kind and exit code, and every case that ends in any other way than
with one of the documented exit codes; fails if there is one.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz.cases import case
from tests.fuzz.run import run


def fuzz(cases: range, seed: int, *, slow: float) -> int:
    """Run the cases; return the number of those that ended wrongly."""
    counts: Counter[tuple[str, int]] = Counter()
    wrong = 0
    with TemporaryDirectory() as temporary:
        for number in cases:
            one = case(seed, number)
            started = time.perf_counter()
            found = run(one, Path(temporary) / "a" / "b")
            taken = time.perf_counter() - started
            counts[one.kind, found.code] += 1
            if not found.right:
                wrong += 1
                last = (found.errors.strip().splitlines() or [""])[-1][:300]
                print(f"{number}: exit {found.code}, {one.kind}, {one.what}: {last}", flush=True)
            elif taken > slow:
                print(f"{number}: {taken:.0f} s, {one.kind}, {one.what}", flush=True)
    for (kind, code), count in sorted(counts.items()):
        print(f"{kind:12} exit {code}: {count:,}")
    print(f"{len(cases):,} cases, seed {seed}: {wrong:,} ended in any other way than 0, 1, 2 or 3")
    return wrong


def main() -> None:
    """Parse the command line and fuzz."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--slow", type=float, default=20, help="name cases that take longer")
    given = parser.parse_args()
    cases = range(given.first, given.first + given.cases)
    sys.exit(min(fuzz(cases, given.seed, slow=given.slow), 1))


if __name__ == "__main__":
    main()
