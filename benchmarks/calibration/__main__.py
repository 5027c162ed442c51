"""Run the checks (`python -m benchmarks.calibration`)."""

from benchmarks.calibration.report import main

if __name__ == "__main__":
    main()
