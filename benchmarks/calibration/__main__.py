"""Let `python -m benchmarks.calibration` run the checks."""

from benchmarks.calibration.report import main

if __name__ == "__main__":
    main()
