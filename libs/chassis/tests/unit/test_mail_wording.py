"""A wording says the same as text and as HTML, and values are only ever text."""

from html.parser import HTMLParser

from libs.chassis.mail_wording import Wording, html_of, subject_of, text_of

URL = 'https://meriggio.example.org/?a=1&b=<2>&quot="'
WORDING = Wording(
    "News for {name}", ("Dear {name}, «open» {url} now:", "Your code & more:"), ("Yours, truly.",)
)
VALUES = {"name": "<b>Anna</b> & {Bruno}", "url": URL}


class _Words(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.open_tags: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.words += data.split()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.open_tags.append(tag)
        if tag == "a":
            self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open_tags.pop() == tag


def test_text_and_html_say_the_same() -> None:
    for code in (None, "123456"):
        text = text_of(WORDING, VALUES, code)
        page = _Words(html_of(WORDING, VALUES, locale="it", code=code))
        assert page.open_tags == []
        assert page.words == [*subject_of(WORDING, VALUES).split(), *text.split()]
        assert page.links == [URL]
        assert ("123456" in text) is (code is not None)


def test_the_code_stands_between_the_paragraphs() -> None:
    paragraphs = text_of(WORDING, VALUES, "123456").split("\n\n")
    assert paragraphs[1:] == ["Your code & more:", "    123456", "Yours, truly.", "Meriggio\n"]


def test_the_page_names_its_language() -> None:
    assert 'lang="it"' in html_of(WORDING, VALUES, locale="it")
