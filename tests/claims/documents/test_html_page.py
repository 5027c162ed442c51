"""The article of a web page: its words and rows, and nothing of what stands around it."""

from __future__ import annotations

import datetime

import pytest

from backtests.claims.documents.html_page import read_html
from data_feeds.series.bars import DataError

STORY = """
<p>Small companies had a quiet Tuesday: the Russell&nbsp;2000 rose 0.4% to 2,512.30, while the
S&amp;P&nbsp;500 was little changed, and traders waited for the minutes of the central bank.</p>
<p>Since the start of the quarter the index has gained <b>4.1%</b>, which is more than the
<a href="/nasdaq">Nasdaq&nbsp;100</a> has made of it, and less than most had hoped for in
the spring.</p>
"""


def page(inside: str, *, head: str = "", around: str = "") -> str:
    """A page with an article and what stands around it."""
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
    <title>A quiet Tuesday - The Ledger</title>{head}</head><body>
    <nav><ul><li><a href="/">Home</a></li><li><a href="/m">Markets</a></li></ul></nav>
    <main><article><h1>A quiet Tuesday</h1>{inside}</article></main>{around}
    <footer><p>Copyright The Ledger. Quotes are delayed by 20 minutes.</p></footer></body></html>"""


def text_of(inside: str, **parts: str) -> str:
    """The text that is read of such a page."""
    return read_html(page(inside, **parts), "page.html").text


def test_paragraphs_keep_their_words_on_lines_of_their_own() -> None:
    """Entities resolved, mark-up removed, white space single."""
    lines = text_of(STORY).split("\n\n")
    assert lines[0] == "A quiet Tuesday"
    assert lines[1].startswith("Small companies had a quiet Tuesday: the Russell 2000 rose 0.4%")
    assert "the S&P 500 was little changed" in lines[1]
    assert "gained 4.1%, which is more than the Nasdaq 100 has made" in lines[2]
    assert len(lines) == 3


def test_blocks_cut_the_text() -> None:
    """Each line of the text is one block, in order."""
    found = read_html(page(f"{STORY}<h2>Levels</h2><ul><li>One: 2,400</li></ul>"), "page.html")
    cut = [(block.kind, found.text[block.start : block.end]) for block in found.blocks]
    assert [line for _, line in cut] == [line for line in found.text.splitlines() if line]
    assert cut[0][0] == cut[-2][0] == "heading"
    assert cut[-1] == ("item", "One: 2,400")


def test_rows_of_a_table_are_lines_with_cells_joined() -> None:
    """The head is a line like the others."""
    table = """<table><thead><tr><th>Index</th><th>Close</th></tr></thead><tbody>
    <tr><td>Dow</td><td>44,100.20</td></tr><tr><td>Mid caps</td><td>3,290.75</td></tr></tbody>
    </table>"""
    assert text_of(STORY + table).endswith("Index Close\nDow 44,100.20\nMid caps 3,290.75")


def test_lists_definitions_and_broken_lines_keep_their_rows() -> None:
    """A term stands with its description; <br> ends a line."""
    text = text_of(
        f"""{STORY}<ul><li>Bull: 2,900</li><li>Bear: 2,050</li></ul>
        <dl><dt>Base case</dt><dd>2,600</dd></dl>
        <p>First target: 2,700<br>Second target: 2,850</p>"""
    )
    assert "Bull: 2,900\nBear: 2,050" in text
    assert "Base case 2,600" in text.splitlines()
    assert "First target: 2,700" in text.splitlines()
    assert "Second target: 2,850" in text.splitlines()


@pytest.mark.parametrize(
    "cards",
    [
        '<div class="facts"><div class="fact"><div class="big">+6.4%</div><div>Russell 2000, year'
        ' to date</div></div><div class="fact"><div class="big">4.31%</div><div>Two-year'
        " yield</div></div></div>",
        '<div><div class="k"><span>+6.4%</span><span>Russell 2000, year to date</span></div>'
        '<div class="k"><span>4.31%</span><span>Two-year yield</span></div></div>',
        "<figure><strong>+6.4%</strong><figcaption>Russell 2000, year to date</figcaption></figure>"
        "<figure><strong>4.31%</strong><figcaption>Two-year yield</figcaption></figure>",
    ],
)
def test_a_figure_card_is_one_line(cards: str) -> None:
    """The number and its caption are joined by a space."""
    lines = text_of(STORY + cards + STORY.replace("Tuesday", "Wednesday")).splitlines()
    assert "+6.4% Russell 2000, year to date" in lines
    assert "4.31% Two-year yield" in lines


AROUND = {
    "navigation": '<nav><a href="/x">NOISE fell 3%</a></nav>',
    "cookie notice": '<div id="cookie-banner">NOISE: we store cookies for 12 months.</div>',
    "advertising": '<div class="ad-slot"><span>Advertisement</span> NOISE returned 90%!</div>',
    "related": '<aside class="related"><ul><li><a href="/a">NOISE soars 4%</a></li></ul></aside>',
    "teaser": '<p><strong>Related:</strong> <a href="/a">NOISE soars as traders cheer</a></p>',
    "author": '<div class="author-box"><p>NOISE has written on markets for 31 years.</p></div>',
    "comments": '<div id="comments"><div class="comment">NOISE at 2,000 by June</div></div>',
    "newsletter": '<div class="newsletter"><form>NOISE: join 41,000 readers <input></form></div>',
    "share": '<div class="share-buttons">NOISE 312 shares <a href="#">Link</a></div>',
    "hidden": '<p style="display: none">NOISE rose 5%</p>',
    "script": "<script>var NOISE = 2811.4;</script>",
    "label": "<p>Advertisement</p>",
    "source": "<p>The article “A quiet Tuesday” first appeared on NOISE.</p>",
    "credit": "<p>Getty Images/NOISE</p>",
}


def test_sentences_that_only_begin_like_furniture_are_read() -> None:
    """A poll by an agency, a share price, a photograph in the text."""
    text = text_of(
        f"{STORY}<p>Reuters asked 40 people: the index will end at 2,700.</p>"
        "<p>Share prices fell by 3% in the week.</p><p>Advertising stocks rose 2%.</p>"
    )
    assert text.endswith(
        "Reuters asked 40 people: the index will end at 2,700.\n\n"
        "Share prices fell by 3% in the week.\n\nAdvertising stocks rose 2%."
    )


@pytest.mark.parametrize("noise", AROUND)
@pytest.mark.parametrize("place", ["inside", "around"])
def test_nothing_but_the_article_is_read(noise: str, place: str) -> None:
    """Whether it stands in the article or beside it, the text is that of the article alone."""
    added = AROUND[noise]
    inside = STORY.replace("</p>\n<p>", f"</p>{added}<p>") if place == "inside" else STORY
    assert text_of(inside, around=added if place == "around" else "") == text_of(STORY)


def test_control_characters_are_dropped() -> None:
    """As bytes or as references, in text that is rewritten."""
    inside = f"{STORY}<dl><dt>Base\x01</dt><dd>2,&#2;600</dd></dl><i hidden>a</i>\x0b tail\x02"
    assert "Base 2,600" in text_of(inside).splitlines()


def test_a_pulled_quotation_does_not_repeat_the_text() -> None:
    """Words that stand in a paragraph as well are read once."""
    quoted = "<blockquote><p>less than most had hoped for in the spring</p></blockquote>"
    assert text_of(STORY + quoted) == text_of(STORY)
    other = (
        "<blockquote><p>The index will reach 2,700 before the summer, she wrote.</p></blockquote>"
    )
    assert "2,700 before the summer" in text_of(STORY + other)


def test_a_headline_outside_the_article_stands_above_the_text() -> None:
    """And is the title."""
    whole = page(STORY).replace("<h1>A quiet Tuesday</h1>", "")
    whole = whole.replace("<main>", "<header><h1>The index takes 2,500</h1></header><main>")
    found = read_html(whole, "page.html")
    assert found.title == "The index takes 2,500"
    assert found.text.startswith("The index takes 2,500\n\nSmall companies")


def test_the_name_of_a_site_is_no_headline() -> None:
    """Of several first headings it is that of the article, or the one in the page's title."""
    logo = page(STORY).replace("<nav>", "<h1>The Ledger</h1><nav>")
    assert read_html(logo, "page.html").title == "A quiet Tuesday"
    plain = logo.replace("<article>", "<div>").replace("</article>", "</div>")
    assert read_html(plain, "page.html").title == "A quiet Tuesday"


@pytest.mark.parametrize(
    "top",
    [
        '<p class="standfirst">The Russell 2000 may gain 11% by the end of the year</p>',
        '<div class="points"><ul><li>The Russell 2000 may gain 11% by the end of the year</li></ul>'
        "</div>",
    ],
)
def test_what_stands_between_headline_and_article_belongs_to_it(top: str) -> None:
    """A standfirst or key points; not the line of the author or a link."""
    other = '<p class="byline">By a writer of The Ledger, who wrote it on a Tuesday</p>'
    link = '<p><a href="/a">More on the small caps that nobody wanted last year</a></p>'
    whole = page(STORY).replace("<h1>A quiet Tuesday</h1>", "")
    whole = whole.replace("<article>", f"<h1>A quiet Tuesday</h1>{other}{top}{link}<article>")
    lines = read_html(whole, "page.html").text.split("\n\n")
    assert lines[1] == "The Russell 2000 may gain 11% by the end of the year"
    assert lines[2].startswith("Small companies")
    assert len(lines) == 4


def test_a_table_that_lays_out_a_page_is_none() -> None:
    """Its cells are boxes; a table of figures inside one keeps its rows."""
    figures = "<table><tr><td>Dow</td><td>44,100.20</td></tr></table>"
    whole = (
        "<html><body><table><tr><td><a href='/'>Home</a><br><a href='/m'>Markets</a></td><td>"
        f"<h1>A quiet Tuesday</h1>{STORY}{figures}</td></tr></table></body></html>"
    )
    text = read_html(whole, "page.html").text
    assert text == text_of(STORY + figures)


def test_without_a_headline_the_title_of_the_page_is_taken() -> None:
    """Without the name of the site."""
    found = read_html(page(STORY).replace("<h1>A quiet Tuesday</h1>", ""), "page.html")
    assert found.title == "A quiet Tuesday"
    assert found.text.startswith("A quiet Tuesday\n\nSmall companies")


DAY = datetime.date(2026, 3, 10)
LINKED = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2026-03-10T23:40:00-05:00">',
        '<meta name="DC.date.issued" content="2026-03-10">',
        '<meta itemprop="datePublished" content="March 10, 2026">',
        '<meta property="article:modified_time" content="2026-03-12">'
        '<meta name="date" content="2026-03-10">',
        LINKED.format('{"@type": "NewsArticle", "dateModified": "2026-03-12", '
                      '"datePublished": "2026-03-10T09:00:00Z"}'),
        LINKED.format('{"@graph": [{"@type": "WebSite", "datePublished": "2001-01-01"}, '
                      '{"@type": ["BlogPosting"], "datePublished": "2026-03-10"}]}'),
        LINKED.format('{"@type": "ItemList", "itemListElement": [{"@type": "Article", '
                      '"datePublished": "2020-01-01"}]}')
        + '<meta name="pubdate" content="2026-03-10">',
        LINKED.format("{broken") + '<meta name="date" content="2026-03-10">',
    ],
)  # fmt: skip
def test_metadata_date_the_article(head: str) -> None:
    """The day of publication as it is written, not that of a change or of another page."""
    assert read_html(page(STORY, head=head), "page.html").date == DAY


@pytest.mark.parametrize(
    "line",
    [
        '<time datetime="2026-03-10T09:00">10 March</time>',
        '<div class="dateline">Tuesday, 10 March 2026</div>',
        '<p class="byline">By A. Writer | Updated March 12, 2026 | Published March 10, 2026</p>',
        "<p>Published on 10 March 2026 at 9:40 am</p>",
        "<p>LONDON, March 10, 2026 (The Ledger) - Small companies had a quiet day in the City.</p>",
    ],
)
def test_the_page_dates_the_article(line: str) -> None:
    """By an element or line that says so; the date of a link in a rail does not count."""
    rail = '<aside><time datetime="2019-01-01">old</time></aside>'
    assert read_html(page(rail + line + STORY), "page.html").date == DAY


def test_a_date_in_figures_counts_if_it_can_be_read_in_one_way() -> None:
    """There is no 25th month."""
    found = read_html(page('<span class="post-date">03/25/2026</span>' + STORY), "page.html")
    assert found.date == datetime.date(2026, 3, 25)


@pytest.mark.parametrize(
    "line",
    [
        "<p>The index has lost ground since 3 March 2020, a day that few have forgotten here.</p>",
        '<p class="updated">Updated 12 March 2026</p>',
        '<span class="post-date">05/06/2026</span>',
        "<footer>2019-2026</footer>",
    ],
)
def test_a_page_without_its_date_has_none(line: str) -> None:
    """A date in a sentence, of a change, or of which day and month could be exchanged."""
    assert read_html(page(line + STORY), "page.html").date is None


def test_the_day_of_a_change_is_kept_apart() -> None:
    """It is no publication date."""
    head = '<meta property="article:modified_time" content="2026-03-12">'
    found = read_html(page(STORY, head=head), "page.html")
    assert (found.date, found.changed) == (None, datetime.date(2026, 3, 12))


@pytest.mark.parametrize(
    ("whole", "said"),
    [
        ("<html></html>", "no article"),
        ("<html><body><div id='root'></div><script>" + "render();" * 99 + "</script></body></html>",
         "only scripts"),
        ("<table><tr><td>" * 5_000 + "RUT fell 3%" + "</td></tr></table>" * 5_000, "nested"),
        ("<html><body>" + "<i></i>" * 200_000, "elements; expected at most"),
    ],
    ids=["empty", "scripts", "nested", "many"],
)  # fmt: skip
def test_a_page_without_an_article_is_refused_in_one_line(whole: str, said: str) -> None:
    """The message names the page and what was found."""
    with pytest.raises(DataError, match=rf"^page\.html: .*{said}"):
        read_html(whole, "page.html")


def test_a_page_for_subscribers_has_a_notice() -> None:
    """Where schema.org's isAccessibleForFree is false."""
    head = LINKED.format('{"@type": "NewsArticle", "isAccessibleForFree": false}')
    assert read_html(page(STORY, head=head), "page.html").notices
    assert not read_html(page(STORY), "page.html").notices
