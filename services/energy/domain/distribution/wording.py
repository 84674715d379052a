"""A policy in words, for members: what goes where, and by which rule."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from services.energy.domain.distribution.policy import Criterion, DistributionPolicy, ExcessTo
from services.energy.domain.tariffs.editions import WHOLE

_DECIMALS_OF_PERCENT: Final = 7
_PER_PERCENT: Final = WHOLE // 100


class Language(StrEnum):
    """Of the words."""

    EN = "en"
    IT = "it"


_CUT: Final[Mapping[Language, str]] = {
    Language.EN: (
        "What the shared energy of each hour earns, premium and valorization, is divided hour by"
        " hour: {funds} goes to the community's funds, {social} to social purposes, {rest} to the"
        " facilities that are members in the hour."
    ),
    Language.IT: (
        "Ciò che l'energia condivisa di ogni ora rende, tariffa premio e valorizzazione, si divide"
        " ora per ora: {funds} va ai fondi della comunità, {social} a finalità sociali, {rest} agli"
        " impianti e alle utenze che in quell'ora sono membri."
    ),
}
_PART: Final[Mapping[Language, str]] = {
    Language.EN: "Of the members' part, {share} goes {how}.",
    Language.IT: "Della parte dei membri, {share} va {how}.",
}
_HOW: Final[Mapping[Language, Mapping[Criterion, str]]] = {
    Language.EN: {
        Criterion.EQUAL: "to all of them, the same to each",
        Criterion.CONSUMPTION: "to those who withdraw, in proportion to the hour's withdrawal",
        Criterion.PRODUCTION: "to those who feed in, in proportion to the hour's feed-in",
        Criterion.COEFFICIENTS: "to those with a fixed coefficient, in proportion to it",
    },
    Language.IT: {
        Criterion.EQUAL: "a tutti, in parti uguali",
        Criterion.CONSUMPTION: "a chi preleva, in proporzione al prelievo dell'ora",
        Criterion.PRODUCTION: "a chi immette, in proporzione all'immissione dell'ora",
        Criterion.COEFFICIENTS: "a chi ha un coefficiente fisso, in proporzione a esso",
    },
}
_NOBODY: Final[Mapping[Language, str]] = {
    Language.EN: "What a rule can give to nobody in an hour goes to the community's funds.",
    Language.IT: (
        "Ciò che in un'ora una regola non può dare a nessuno va ai fondi della comunità."
    ),
}
_EXCESS: Final[Mapping[Language, Mapping[ExcessTo, str]]] = {
    Language.EN: {
        ExcessTo.SOCIAL: (
            "Premium on shared energy above the law's threshold of the year is set aside first,"
            " and goes to social purposes."
        ),
        ExcessTo.NOT_ENTERPRISES: (
            "Premium on shared energy above the law's threshold of the year is set aside first,"
            " and goes to members that are no enterprises, in proportion to the hour's withdrawal;"
            " to social purposes where there are none."
        ),
    },
    Language.IT: {
        ExcessTo.SOCIAL: (
            "La tariffa premio sull'energia condivisa oltre la soglia di legge dell'anno è messa da"
            " parte prima, e va a finalità sociali."
        ),
        ExcessTo.NOT_ENTERPRISES: (
            "La tariffa premio sull'energia condivisa oltre la soglia di legge dell'anno è messa da"
            " parte prima, e va ai membri che non sono imprese, in proporzione al prelievo"
            " dell'ora; a finalità sociali dove non ce ne sono."
        ),
    },
}


def in_words(policy: DistributionPolicy, language: Language) -> list[str]:
    """Sentences, in the order in which the money is divided."""
    kept = policy.funds_ppb + policy.social_ppb
    cut = _CUT[language].format(
        funds=_percent(policy.funds_ppb, language),
        social=_percent(policy.social_ppb, language),
        rest=_percent(WHOLE - kept, language),
    )
    parts = [
        _PART[language].format(share=_percent(ppb, language), how=_HOW[language][criterion])
        for criterion in Criterion
        if kept < WHOLE and (ppb := policy.parts_ppb.get(criterion))
    ]
    nobody = [_NOBODY[language]] if parts else []
    return [_EXCESS[language][policy.excess_to], cut, *parts, *nobody]


def _percent(share_ppb: int, language: Language) -> str:
    """All its decimals, and no zeros at the end."""
    whole, rest = divmod(share_ppb, _PER_PERCENT)
    decimals = f"{rest:0{_DECIMALS_OF_PERCENT}}".rstrip("0")
    point = "," if language is Language.IT else "."
    return f"{whole}{point}{decimals} %" if decimals else f"{whole} %"
