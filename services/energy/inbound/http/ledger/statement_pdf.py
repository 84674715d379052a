"""Monthly statements as PDF: A4, fonts within, the same bytes for the same statement.

reportlab is imported when a statement is asked for: it costs every start a fifth of a second.
"""

import io
from typing import Any, Final
from xml.sax.saxutils import escape

from services.energy.domain.distribution.wording import Language
from services.energy.inbound.http.ledger.statement_chart import (
    FONT,
    LINE,
    SOFT,
    shared_energy_chart,
)
from services.energy.inbound.http.ledger.statement_content import Content
from services.energy.inbound.http.ledger.statement_words import month_name
from services.energy.usecases.ledger.read_statement import Statement

_BOLD: Final = "VeraBd"
_INK: Final = "#1f2a33"
_NOTE: Final = "#fff4dc"
_MARGIN: Final = 51.0
"""18 mm in points."""
_FRAME_PADDING: Final = 6.0
"""The library's own."""
_WIDTH: Final = 595.27 - 2 * _MARGIN
_MOST_MEMBERS: Final = 500
"""In print: a dozen pages, and a second of one core."""
_COLUMNS: Final = (0.27, 0.145, 0.145, 0.145, 0.145, 0.15)


def statement_pdf(statement: Statement, language: Language) -> bytes:
    """The file's bytes."""
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415
    from reportlab.platypus import KeepTogether, SimpleDocTemplate, Spacer  # noqa: PLC0415

    _require_fonts()
    content = Content(statement, language)
    styles = _styles()
    story: list[Any] = [*_head(statement, content, language, styles)]
    story += [_heading(content.words.figures, styles), _figures(content, styles), Spacer(1, 9)]
    story.append(
        KeepTogether(
            [_heading(content.words.chart, styles), shared_energy_chart(statement, content, _WIDTH)]
        )
    )
    if statement.facility is None and statement.lines:
        story += [_heading(content.words.members, styles), _members(statement, content, styles)]
    how = [_paragraph(text, styles["small"]) for text in content.how()]
    story.append(KeepTogether([_heading(content.words.how, styles), *how]))
    file = io.BytesIO()
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=_MARGIN - _FRAME_PADDING,
        rightMargin=_MARGIN - _FRAME_PADDING,
        topMargin=45,
        bottomMargin=62,
        title=content.words.title.format(
            month=month_name(statement.settlement.key.month, language)
        ),
        author="Meriggio",
        lang=language.value,
        invariant=1,
    )
    document.build(story, canvasmaker=_numbered(content, statement))
    return file.getvalue()


def _require_fonts() -> None:
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415

    for name in (FONT, _BOLD):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))


def _styles() -> dict[str, Any]:
    from reportlab.lib.colors import HexColor  # noqa: PLC0415
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415

    ink, soft = HexColor(_INK), HexColor(SOFT)
    text = ParagraphStyle("text", fontName=FONT, fontSize=8.5, leading=11.5, textColor=ink)
    return {
        "text": text,
        "right": ParagraphStyle("right", text, alignment=2),
        "bold": ParagraphStyle("bold", text, fontName=_BOLD),
        "bold_right": ParagraphStyle("bold_right", text, fontName=_BOLD, alignment=2),
        "small": ParagraphStyle("small", text, fontSize=7.5, leading=10, spaceAfter=3),
        "cell_head": ParagraphStyle("cell_head", text, fontSize=7, leading=8.5, textColor=soft),
        "cell_head_right": ParagraphStyle(
            "cell_head_right", text, fontSize=7, leading=8.5, textColor=soft, alignment=2
        ),
        "title": ParagraphStyle("title", text, fontName=_BOLD, fontSize=17, leading=22),
        "who": ParagraphStyle("who", text, fontSize=9.5, leading=13, textColor=soft),
        "heading": ParagraphStyle(
            "heading", text, fontName=_BOLD, fontSize=10, leading=13, spaceBefore=8, spaceAfter=4
        ),
    }


def _head(
    statement: Statement, content: Content, language: Language, styles: dict[str, Any]
) -> list[Any]:
    from reportlab.platypus import Spacer, Table  # noqa: PLC0415

    words = content.words
    month = month_name(statement.settlement.key.month, language)
    who = f"{words.community}: {statement.community_name}".rstrip(": ")
    if statement.facility is not None:
        facility = statement.facility
        who += f" \N{MIDDLE DOT} {words.facility}: {facility.name or facility.facility_id}"
    note = content.provisional() or words.final
    notes = [_paragraph(text, styles["small"]) for text in (note, content.paid()) if text]
    box = Table([[notes]], colWidths=[_WIDTH])
    background = _NOTE if content.provisional() else "#edf5f0"
    box.setStyle(
        [
            ("BACKGROUND", (0, 0), (-1, -1), background),
            ("TOPPADDING", (0, 0), (-1, -1), 5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ]
    )
    title = _paragraph(words.title.format(month=month), styles["title"])
    return [title, _paragraph(who, styles["who"]), Spacer(1, 7), box]


def _figures(content: Content, styles: dict[str, Any]) -> Any:
    from reportlab.platypus import Table  # noqa: PLC0415

    *pairs, total = content.figures()
    rows = [
        [_paragraph(name, styles["text"]), _paragraph(value, styles["right"])]
        for name, value in pairs
    ]
    rows.append([_paragraph(total[0], styles["bold"]), _paragraph(total[1], styles["bold_right"])])
    table = Table(rows, colWidths=[_WIDTH * 0.7, _WIDTH * 0.3])
    table.setStyle(
        [
            *_tight(2),
            ("LINEBELOW", (0, 0), (-1, -2), 0.4, LINE),
            ("LINEABOVE", (0, -1), (-1, -1), 1, _INK),
        ]
    )
    return table


def _members(statement: Statement, content: Content, styles: dict[str, Any]) -> Any:
    from reportlab.platypus import Table  # noqa: PLC0415

    count = len(statement.lines)
    if count > _MOST_MEMBERS:
        return _paragraph(content.words.too_many.format(count=count), styles["text"])
    first, *others = content.header()
    head = [
        _paragraph(first, styles["cell_head"]),
        *(_marked_up(name, styles["cell_head_right"]) for name in others),
    ]
    rows = [
        [_paragraph(row[0], styles["text"]), *(_paragraph(c, styles["right"]) for c in row[1:])]
        for row in content.rows()
    ]
    table = Table([head, *rows], colWidths=[_WIDTH * share for share in _COLUMNS], repeatRows=1)
    table.setStyle(
        [
            *_tight(1.5),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, _INK),
            ("LINEBELOW", (0, 1), (-1, -1), 0.4, LINE),
        ]
    )
    return table


def _tight(padding: float) -> list[tuple[Any, ...]]:
    whole = ((0, 0), (-1, -1))
    return [
        ("LEFTPADDING", *whole, 0),
        ("RIGHTPADDING", *whole, 3),
        ("TOPPADDING", *whole, padding),
        ("BOTTOMPADDING", *whole, padding),
    ]


def _heading(text: str, styles: dict[str, Any]) -> Any:
    return _paragraph(text, styles["heading"])


def _paragraph(text: str, style: Any) -> Any:
    """Of words that may be anybody's."""
    return _marked_up(escape(text), style)


def _marked_up(text: str, style: Any) -> Any:
    from reportlab.platypus import Paragraph  # noqa: PLC0415

    return Paragraph(text, style)


def _numbered(content: Content, statement: Statement) -> Any:
    """A canvas that writes each page's foot once it is known how many there are."""
    from reportlab.lib.colors import HexColor  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    settlement = statement.settlement
    lines = [
        content.version(),
        f"SHA-256 {settlement.fingerprint}",
    ]

    class Numbered(Canvas):
        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802  # the library's name
            self._pages.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined]  # not in the stubs

        def save(self) -> None:
            count = len(self._pages)
            for number, page in enumerate(self._pages, 1):
                self.__dict__.update(page)
                self._foot(number, count)
                super().showPage()
            super().save()

        def _foot(self, number: int, count: int) -> None:
            self.setStrokeColor(HexColor(LINE))
            self.line(_MARGIN, 48, _MARGIN + _WIDTH, 48)
            self.setFillColor(HexColor(SOFT))
            self.setFont(FONT, 6.5)
            for row, line in enumerate(lines):
                self.drawString(_MARGIN, 38 - 9 * row, line)
            place = content.words.page.format(page=number, pages=count)
            self.drawRightString(_MARGIN + _WIDTH, 38, place)

    return Numbered
