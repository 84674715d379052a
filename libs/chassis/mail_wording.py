"""A wording, filled in: the same words as plain text and as HTML. Pure: no I/O here."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

_URL = "url"
_SIGNATURE = "Meriggio"


@dataclass(frozen=True, slots=True)
class Wording:
    """A subject, and the paragraphs before and after the place of a code.

    Places for values are in braces; `{url}` becomes a link.
    """

    subject: str
    before: tuple[str, ...]
    after: tuple[str, ...] = ()


def subject_of(wording: Wording, values: Mapping[str, str]) -> str:
    """The subject line."""
    return wording.subject.format_map(values)


def text_of(wording: Wording, values: Mapping[str, str], code: str | None = None) -> str:
    """The plain text, a paragraph a line, with empty lines between."""
    middle = () if code is None else (f"    {code}",)
    filled = [each.format_map(values) for each in (*wording.before, *wording.after)]
    filled[len(wording.before) : len(wording.before)] = middle
    return "\n\n".join((*filled, _SIGNATURE)) + "\n"


def html_of(
    wording: Wording, values: Mapping[str, str], *, locale: str, code: str | None = None
) -> str:
    """The same as a page of HTML; the values are text, whatever they contain."""
    marked = {name: escape(value) for name, value in values.items()}
    if _URL in marked:
        url = marked[_URL]
        marked[_URL] = f'<a href="{url}" style="color:#0b3d91">{url}</a>'
    before = "".join(_paragraph(each, marked) for each in wording.before)
    after = "".join(_paragraph(each, marked) for each in wording.after)
    return (
        f'<!doctype html>\n<html lang="{locale}">\n<head><meta charset="utf-8">'
        f"<title>{escape(subject_of(wording, values))}</title></head>\n"
        '<body style="margin:0;background:#ffffff;color:#1a1a1a;'
        'font:16px/1.5 system-ui,sans-serif">\n'
        '<main style="max-width:34rem;margin:0 auto;padding:24px">\n'
        f"{before}{_code_block(code)}{after}<p>{_SIGNATURE}</p>\n</main>\n</body>\n</html>\n"
    )


def _paragraph(words: str, values: Mapping[str, str]) -> str:
    return f"<p>{escape(words, quote=False).format_map(values)}</p>\n"


def _code_block(code: str | None) -> str:
    if code is None:
        return ""
    style = "font-size:32px;font-weight:700;letter-spacing:6px;margin:24px 0"
    return f'<p style="{style}">{escape(code)}</p>\n'
