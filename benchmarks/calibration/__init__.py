"""Size and coverage calibration of the statistics on simulated data with known truth (METHODS 6).

`python -m benchmarks.calibration` runs every check with 1,000 data sets on several processes and
prints a table. The figures do not depend on the number of processes.
"""

__all__ = ["bounds", "checks", "planted", "report", "simulations"]
