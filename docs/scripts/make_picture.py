"""Write docs/report.png, the picture that opens the README: the first screen of the report.

    python docs/scripts/make_picture.py REPORT.html

Needs the Debian package chromium (or RUTCHECK_BROWSER) and the development packages.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

WIDTH, HEIGHT = 1440, 900
OUT = Path(__file__).parents[1] / "report.png"
# Colours of the saved picture; a page of text needs no more.
COLOURS = 128


def take(report: Path, out: Path) -> None:
    """Photograph the top of a report, light, and save it with few colours."""
    from PIL import Image
    from playwright.sync_api import sync_playwright

    browser = os.environ.get("RUTCHECK_BROWSER") or shutil.which("chromium")
    if browser is None:
        raise SystemExit("no browser: install the package chromium, or set RUTCHECK_BROWSER")
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = started.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto(report.resolve().as_uri())
        page.screenshot(path=out)
        started.close()
    with Image.open(out) as taken:
        taken.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE).save(out, optimize=True)


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_file():
        raise SystemExit("usage: python docs/scripts/make_picture.py REPORT.html")
    take(Path(sys.argv[1]), OUT)
