"""Prices and rates in, checked frames out: the only place that touches network or disk for data."""
