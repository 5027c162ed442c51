"""Speed of rutcheck beside other engines on the same bars and rule; `make bench` runs it."""
