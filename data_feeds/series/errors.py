"""The error of data, apart from what needs pandas: a missing file is reported at once."""


class DataError(Exception):
    """Data are missing or invalid; the message names the series, the value and what is expected."""
