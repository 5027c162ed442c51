"""Read, check and cache prices and rates; no other package accesses data files or the network."""

# Source that is opened by default.
DEFAULT_SOURCE = "auto"
# Sources by name; any other is the path of a folder.
SOURCE_NAMES = (DEFAULT_SOURCE, "reference", "yahoo")
