"""Run the mutants (`python -m benchmarks.mutation`)."""

from benchmarks.mutation.report import main

raise SystemExit(main())
