"""The page on which mail about surplus is ended: one button, no script, nothing of the user."""

from dataclasses import dataclass
from html import escape
from typing import Final

from services.engagement.domain.registry.contact import Locale

_STYLE: Final = (
    ":root{color-scheme:light dark}"
    "body{font:1.125rem/1.5 system-ui,sans-serif;margin:0}"
    "main{max-width:34rem;margin:0 auto;padding:2rem 1.5rem}"
    "button{font:inherit;font-weight:600;min-height:3rem;padding:.5rem 1.5rem;border:0;"
    "border-radius:.5rem;background:#0b3d91;color:#fff;cursor:pointer}"
    "button:focus-visible{outline:3px solid #f2a900;outline-offset:3px}"
)


@dataclass(frozen=True, slots=True)
class _Words:
    heading: str
    text: str
    button: str


_ASK: Final[dict[Locale, _Words]] = {
    "it": _Words(
        "Niente più email sull'energia in più?",
        "Non ti scriveremo più per email quando la tua comunità ha energia in più. Gli avvisi"
        " restano nell'app; le email sul tuo account continuano ad arrivare.",
        "Ferma queste email",
    ),
    "en": _Words(
        "No more mail about surplus energy?",
        "We will write you no more mail when your community has energy to spare. Notifications"
        " stay in the app; mail about your account still comes.",
        "End this mail",
    ),
}
_ENDED: Final[dict[Locale, _Words]] = {
    "it": _Words(
        "Fatto: niente più email sull'energia in più.",
        "È stato un errore? Puoi tornare a com'era prima. Nell'app scegli ogni dettaglio.",
        "Annulla",
    ),
    "en": _Words(
        "Done: no more mail about surplus energy.",
        "Was that a mistake? It can be as it was before. In the app you choose every detail.",
        "Undo",
    ),
}
_UNDONE: Final[dict[Locale, _Words]] = {
    "it": _Words(
        "È di nuovo com'era prima.",
        "Le email sull'energia in più seguono ciò che avevi scelto.",
        "Ferma queste email",
    ),
    "en": _Words(
        "It is as it was before.",
        "Mail about surplus energy follows what you had chosen.",
        "End this mail",
    ),
}
_REFUSAL: Final = (
    '<h1 lang="it">Questo collegamento non vale</h1>\n'
    '<p lang="it">Aprilo dall\'email, intero, o riprova più tardi; oppure scegli nelle preferenze'
    " dell'app.</p>\n"
    '<h2 lang="en">This link does not count</h2>\n'
    '<p lang="en">Open it from the mail, all of it, or try again later; or choose in the app\'s'
    " preferences.</p>\n"
)


def asking_page(locale: Locale, token: str) -> str:
    """With a button that ends it."""
    return _page(locale, _ASK[locale], _action(token))


def ended_page(locale: Locale, token: str) -> str:
    """With a button that undoes it."""
    return _page(locale, _ENDED[locale], f"{_action(token)}&undo=true", is_news=True)


def undone_page(locale: Locale, token: str) -> str:
    """With a button that ends it again."""
    return _page(locale, _UNDONE[locale], _action(token), is_news=True)


def refusal_page() -> str:
    """In both languages, for nobody knows whose it is."""
    return _document("it", "Meriggio", _REFUSAL)


def _action(token: str) -> str:
    """The same address, whatever stands before it at the edge."""
    return f"?token={token}"


def _page(locale: Locale, words: _Words, action: str, *, is_news: bool = False) -> str:
    role = ' role="status"' if is_news else ""
    return _document(
        locale,
        words.heading,
        f"<h1{role}>{escape(words.heading)}</h1>\n<p>{escape(words.text)}</p>\n"
        f'<form method="post" action="{escape(action)}">'
        f'<button type="submit">{escape(words.button)}</button></form>\n',
    )


def _document(locale: Locale, title: str, content: str) -> str:
    return (
        f'<!doctype html>\n<html lang="{locale}">\n<head><meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style></head>\n"
        f"<body><main>\n{content}</main></body>\n</html>\n"
    )
