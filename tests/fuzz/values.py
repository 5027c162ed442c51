"""Values at and beyond the limits of numbers, texts, dates and files."""

from __future__ import annotations

import random

# Digits of a number that int() refuses to convert to text (Python's limit is 4,300).
LONG = "9" * 5_000

NUMBERS = (
    *("0", "-0.0", "1", "-1", "2", "3", "5", "12", "0.5", "-0.5", "1e-9", "1e-320", "1e300"),
    *("-1e300", "1e308", "inf", "-inf", "nan", "1000000", "2147483648", "9223372036854775808"),
    *("-9223372036854775809", "99999999999999999999", "0.1", "0.999999999", "1.0000001", "100"),
    *("252", "1e9", "-100", "1_000", "7", "53", LONG, f"-{LONG}", f"0.{LONG}", f"1e{LONG}"),
)
TOML_VALUES = (
    *NUMBERS,
    *("true", "false", '""', '" "', '"x"', '"../x"', '"a/b"', '"\\u0000"', '"[/bold]"', "[]"),
    *("[[]]", "{}", "{ a = 1 }", "[1, 2]", "[0]", '["x"]', '["x", "x"]', "[nan]", "[-1]", "[true]"),
    *("1900-01-01", "0001-01-01", "9999-12-31", "1899-12-31", "2000-02-29", "2100-12-31"),
    *("2026-01-15T10:00:00Z", "2026-01-15T10:00:00+23:59", "10:00:00", "[2020-01-01]"),
    *("[2020-01-01, 2020-01-01]", "[2021-01-01, 2020-01-01]", "[1900-01-01, 2100-12-31]"),
    *('"2020-01-01"', "0x" + "f" * 5_000, "[" * 300 + "]" * 300, '"' + "x" * 100_000 + '"'),
    *('"8%"', '"atr:2"', '"atr:nan"', '"mm-a"', '"none"', '"level:3000"', '"time:999999999999"'),
    *('{ "" = 1 }', "{ up = 0.5, sideways = 0.2, down = 0.3 }", "{ up = nan }", "0b1", "0o7"),
)
TEXTS = (
    *NUMBERS,
    *("", " ", "x", "none", "None", "true", "..", ".", "../x", "a/b", "a\\b", "-", "--", ",", ":"),
    *("=", "%", "8%", "-8%", "0%", "100%", "1e9%", "nan%", "inf%", "750pts", "-750pts", "nanpts"),
    *("level:3250", "level:0", "level:-1", "level:nan", "level:1e400", "atr:2", "atr:0", "atr:nan"),
    *("atr:1e300", "trailing:10%", "trailing:150%", "chandelier:3", "chandelier:0", "time:63"),
    *("time:0", "time:-1", f"time:{LONG}", "failed", "structural", "mm-a", "mm-z", "long", "short"),
    *("first", "last", "pause", "on", "monthly", "never", "IWM:30,SPY:70", "IWM:nan", "IWM:-5"),
    *("IWM:1e400,SPY:1", "IWM:", ":5", "IWM", "RUT", "^RUT", "SPX", "2020-01-01", "0001-01-01"),
    *("9999-12-31", "2020-02-30", "20200101", "now", "1677-01-01", "2262-12-31", "dmy", "%d/%m/%Y"),
    *("%", "%%", "%Q", "%n", "[/bold]", "[red]", "\x1b[31m", "\u202e", "\ufeff", "é" * 300),
    *("\ud800", "\x00", "a\x00b", "\n", "a\nb", "x" * 5_000, "10:60:10", "10:60:0", "1:1000000:1"),
    *("5,5", "5,,5", "20:10:5", "1:2", "html", "md", "reference", "auto", "/nonexistent/x"),
    *("/dev/null", "/dev/full", "bars.csv", "empty.csv", "x.png", "x.html", "x.toml", "deep/x/y"),
    *("folder", "tcp://127.0.0.1:1", "http://127.0.0.1:1/", "file:///etc/hostname", "ftp://x"),
    *("1%", "0.0001%", "101%", "full", "risk:1%", "half", "sell-half", "sell-all", "²", "١٢", "½"),
)
# Pieces that a mutation inserts into a file.
PIECES = (
    *(b"\x00", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\r", b"\n", b"\t", b" ", b'"', b"'", b","),
    *(b";", b"[", b"]", b"{", b"}", b"<", b">", b"&", b"=", b"#", b"%", b"-", b"1e999", b"nan"),
    *(b"inf", b"99999999999999999999", b"0001-01-01", b"9999-12-31", b"\\u0000", b"\\ud800"),
    *("−".encode(), "\u202e".encode(), "é".encode("latin-1"), b"[" * 3_000, b"{" * 3_000),
    *(b'{"a":' * 3_000, b"<div>" * 3_000, b"9" * 5_000, b"null", b"true", b"[]", b"{}", b'""'),
)


def mutated(content: bytes, rng: random.Random) -> bytes:
    """Return a file with one to four pieces inserted, removed, repeated or replaced."""
    for _ in range(rng.randint(1, 4)):
        at = rng.randint(0, len(content))
        end = min(len(content), at + rng.choice((0, 1, 1, 4, 20, 200)))
        piece = rng.choice((rng.choice(PIECES), b"", content[at:end] * 3, rng.randbytes(3)))
        content = content[:at] + piece + content[end:]
    return content
