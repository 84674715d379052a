"""A page of HTML as a reader takes it in: its words and links, and whether every tag is closed."""

from html.parser import HTMLParser


class HtmlWords(HTMLParser):
    """`open_tags` is empty for a page whose tags are all closed, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.open_tags: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        self.words += data.split()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that opens."""
        if tag != "meta":
            self.open_tags.append(tag)
        if tag == "a":
            self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        """A tag that closes; an AssertionError unless it is the last one opened."""
        assert self.open_tags.pop() == tag
