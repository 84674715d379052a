"""A wording says the same as text and as HTML, and values are only ever text."""

from libs.chassis.mail_wording import Wording, html_of, subject_of, text_of
from libs.chassis.testing.html_words import HtmlWords

URL = 'https://meriggio.example.org/?a=1&b=<2>&quot="'
WORDING = Wording(
    "News for {name}", ("Dear {name}, «open» {url} now:", "Your code & more:"), ("Yours, truly.",)
)
VALUES = {"name": "<b>Anna</b> & {Bruno}", "url": URL}


def test_text_and_html_say_the_same() -> None:
    for code in (None, "123456"):
        text = text_of(WORDING, VALUES, code)
        page = HtmlWords(html_of(WORDING, VALUES, locale="it", code=code))
        assert page.open_tags == []
        assert page.words == [*subject_of(WORDING, VALUES).split(), *text.split()]
        assert page.links == [URL]
        assert ("123456" in text) is (code is not None)


def test_the_code_stands_between_the_paragraphs() -> None:
    paragraphs = text_of(WORDING, VALUES, "123456").split("\n\n")
    assert paragraphs[1:] == ["Your code & more:", "    123456", "Yours, truly.", "Meriggio\n"]


def test_the_page_names_its_language() -> None:
    assert 'lang="it"' in html_of(WORDING, VALUES, locale="it")
