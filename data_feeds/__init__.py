"""Read, check and cache prices and rates; no other package accesses data files or the network."""

# Source that is opened by default.
DEFAULT_SOURCE = "auto"
