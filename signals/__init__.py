"""Pure rules: bars and rates in, events out. No clock, network or print."""
