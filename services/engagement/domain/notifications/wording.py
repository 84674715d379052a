"""The words of a notification, in Italian and in English (FR4.1, FR4.2).

A title fits into a mail's subject and a telephone's headline, the short text onto a locked screen.
"""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Final

from services.engagement.domain.notifications.appliances import enough_for
from services.engagement.domain.notifications.expected_end import ExpectedEnd
from services.engagement.domain.registry.contact import Locale

LONGEST_TITLE: Final = 120
LONGEST_SHORT: Final = 178
_LONGEST_NAME_IN_SHORT: Final = 30
_MILLIWATTS: Final = 1000
_KILOWATT: Final = 1000


@dataclass(frozen=True, slots=True)
class Words:
    """At most LONGEST_TITLE and LONGEST_SHORT characters; the body is for mail and inbox."""

    title: str
    short: str
    body: str


@lru_cache(maxsize=256)  # a call's thousands are told the same in a few languages and zones
def surplus_words(
    locale: Locale,
    *,
    community_name: str,
    excess_mw: int,
    expected_end: ExpectedEnd | None,
    zone: tzinfo,
) -> Words:
    """There is surplus: how much, what it is enough for, and until when if anybody can say."""
    power = _power(excess_mw, locale)
    many, few = _choices(excess_mw, locale, 3), _choices(excess_mw, locale, 2)
    until = _until(expected_end, zone, locale)
    name = _shortened(community_name)
    if locale == "it":
        return Words(
            title=f"C'è energia in più: circa {power}",
            short=f"{name}: adesso basta per {few}.{until}",
            body=f"In questo momento la comunità {community_name} produce circa {power} più di"
            f" quanto consuma. Basta, per esempio, per {many}.{until} Se ti va, è il momento"
            " giusto: l'energia che usi adesso resta in comunità e vale per tutti.",
        )
    return Words(
        title=f"There is energy to spare: about {power}",
        short=f"{name}: right now enough for {few}.{until}",
        body=f"Right now the community {community_name} produces about {power} more than it uses."
        f" That is enough, for example, for {many}.{until} If it suits you, this is a good moment:"
        " what you use now stays in the community and counts for everybody.",
    )


@lru_cache(maxsize=256)
def over_words(
    locale: Locale, *, community_name: str, peak_excess_mw: int, ended_at: datetime, zone: tzinfo
) -> Words:
    """The surplus is over: since when, and what to do with what can wait."""
    clock, peak = _clock(ended_at, zone), _power(peak_excess_mw, locale)
    name = _shortened(community_name)
    if locale == "it":
        return Words(
            title="L'energia in più è finita",
            short=f"{name}: è finita alle {clock}. Ciò che può aspettare conviene tenerlo per la"
            " prossima volta.",
            body=f"Alle {clock} la comunità {community_name} ha smesso di produrre più di quanto"
            f" consuma; al massimo erano circa {peak}. Ciò che può aspettare conviene tenerlo per"
            " la prossima volta.",
        )
    return Words(
        title="The surplus is over",
        short=f"{name}: it ended at {clock}. What can wait is better kept for the next time.",
        body=f"At {clock} the community {community_name} stopped producing more than it uses; at"
        f" most it was about {peak}. What can wait is better kept for the next time.",
    )


def _until(expected_end: ExpectedEnd | None, zone: tzinfo, locale: Locale) -> str:
    """A sentence with its space before, or nothing."""
    if expected_end is None:
        return ""
    clock = _clock(expected_end.at, zone)
    if expected_end.basis == "forecast":
        return {
            "it": f" Si prevede che duri fino alle {clock} circa.",
            "en": f" It is expected to last until about {clock}.",
        }[locale]
    return {
        "it": f" Nei giorni scorsi l'eccedenza è durata fino alle {clock} circa.",
        "en": f" On recent days there was some until about {clock}.",
    }[locale]


def _choices(excess_mw: int, locale: Locale, limit: int) -> str:
    chosen = enough_for(excess_mw / _MILLIWATTS, limit=limit)
    names = [appliance.name(locale) for appliance in chosen]
    if len(names) == 1:
        return names[0]
    joint = " oppure " if locale == "it" else " or "
    return ", ".join(names[:-1]) + joint + names[-1]


def _power(power_mw: int, locale: Locale) -> str:
    power_w = power_mw / _MILLIWATTS
    if power_w < _KILOWATT:
        return f"{round(power_w, -1):.0f} W"
    text = f"{power_w / _KILOWATT:.1f}"
    return (text.replace(".", ",") if locale == "it" else text) + " kW"


def _clock(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%H:%M}"


def _shortened(name: str) -> str:
    if len(name) <= _LONGEST_NAME_IN_SHORT:
        return name
    return name[: _LONGEST_NAME_IN_SHORT - 1].rstrip() + "…"
