"""Prices and rates in, checked frames out: the only place that touches network or disk for data."""

# What is opened where no source is named.
DEFAULT_SOURCE = "auto"
