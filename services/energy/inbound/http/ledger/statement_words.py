"""The words of printed statements, in Italian and English."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from services.energy.domain.basis import Basis
from services.energy.domain.calendar import ROME
from services.energy.domain.distribution.policy import Criterion
from services.energy.domain.distribution.wording import Language
from services.energy.domain.incentives.model import Model, Provisional

_MONTHS: Final[Mapping[Language, str]] = {
    Language.EN: "January February March April May June July August September October November"
    " December",
    Language.IT: "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre"
    " novembre dicembre",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language's."""

    title: str
    community: str
    facility: str
    provisional: str
    final: str
    reasons: Mapping[Provisional, str]
    basis: Mapping[Basis, str]
    figures: str
    withdrawn: str
    fed_in: str
    shared: str
    as_consumer: str
    as_producer: str
    as_plant: str
    premium: str
    valorization: str
    plant_earned: str
    to_facilities: str
    funds: str
    social: str
    total: str
    amount: str
    rounding: str
    to_paid: str
    excess: str
    criteria: Mapping[Criterion, str]
    by_paid: str
    chart: str
    day: str
    members: str
    too_many: str
    how: str
    hour_rule: str
    formula: Mapping[Model, str]
    valorization_rule: str
    distribution: str
    rounding_rule: str
    version: str
    page: str


_EN: Final = Words(
    title="Statement for {month}",
    community="Renewable energy community",
    facility="Facility",
    provisional="Provisional: these amounts may still change",
    final="Nothing is known that would still change these amounts.",
    reasons={
        Provisional.NOT_OVER: "the month is not over",
        Provisional.ENERGY_INCOMPLETE: "the energy of some hours is not known whole",
        Provisional.PLANT_UNKNOWN: "a facility fed in whose plant is not registered",
        Provisional.PRICES_MISSING: "market prices of some hours are missing",
        Provisional.RULES_PROVISIONAL: "figures of the regulator are not certain yet",
        Provisional.YEAR_NOT_OVER: "the threshold of shared energy is judged over the year",
    },
    basis={
        Basis.MEASURED: "energy measured by the members' devices",
        Basis.OFFICIAL: "energy by the distributor's meters",
    },
    figures="The month in figures",
    withdrawn="Withdrawn from the grid",
    fed_in="Fed into the grid",
    shared="Shared energy",
    as_consumer="Shared, as a consumer",
    as_producer="Shared, as a producer",
    as_plant="Shared, attributed to the plant",
    premium="Incentive tariff",
    valorization="Valorization",
    plant_earned="Earned by the plant, for the community",
    to_facilities="To the members",
    funds="Kept in the community's funds",
    social="For social purposes",
    total="Total",
    amount="Amount",
    rounding="Rounding to the cent",
    to_paid="Difference to what GSE pays",
    excess="Premium above the year's threshold",
    criteria={
        Criterion.EQUAL: "In equal parts",
        Criterion.CONSUMPTION: "By consumption in shared hours",
        Criterion.PRODUCTION: "By production in shared hours",
        Criterion.COEFFICIENTS: "By fixed coefficients",
    },
    by_paid="Distributed is what GSE pays (statement {number}: {amount}), by the same shares.",
    chart="Shared energy by day (kWh)",
    day="day of the month",
    members="Members",
    too_many="{count} members: their lines are in the CSV and JSON of this statement.",
    how="How this was computed",
    hour_rule="Shared energy of an hour is the smaller of what all members withdrew and what all"
    " plants fed in, each summed over the hour. It is attributed to the"
    " plants in the order of their commissioning.",
    formula={
        Model.TIP: "Premium per MWh = (min(CAP; BASE + max(0; {reference} - Pz)) + FC) * (1 - F)."
        " {classes}. Pz: zonal market price of the hour. FC: surcharge of the region, for"
        " photovoltaics. F: reduction for a capital grant, not on what exempt members withdraw.",
        Model.SIMPLIFIED: "Premium per MWh = (T_fix + T_var) * C + B, simplified form.",
    },
    valorization_rule="Valorization: {value} EUR/MWh on all shared energy.",
    distribution="Distribution (policy version {number}).",
    rounding_rule="Amounts are computed to the billionth of a euro and rounded to cents so that"
    " they sum exactly (largest remainder).",
    version="Version {number}, computed on {at} (Rome) from {basis}.",
    page="Page {page} of {pages}",
)
_IT: Final = Words(
    title="Rendiconto di {month}",
    community="Comunità energetica rinnovabile",
    facility="Utenza",
    provisional="Provvisorio: questi importi possono ancora cambiare",
    final="Non è noto nulla che possa ancora cambiare questi importi.",
    reasons={
        Provisional.NOT_OVER: "il mese non è concluso",
        Provisional.ENERGY_INCOMPLETE: "l'energia di alcune ore non è nota per intero",
        Provisional.PLANT_UNKNOWN: "ha immesso energia un'utenza il cui impianto non è registrato",
        Provisional.PRICES_MISSING: "mancano i prezzi di mercato di alcune ore",
        Provisional.RULES_PROVISIONAL: "alcuni valori del regolatore non sono ancora certi",
        Provisional.YEAR_NOT_OVER: "la soglia dell'energia condivisa si valuta sull'anno",
    },
    basis={
        Basis.MEASURED: "energia misurata dai dispositivi dei membri",
        Basis.OFFICIAL: "energia dei contatori del distributore",
    },
    figures="Il mese in cifre",
    withdrawn="Energia prelevata dalla rete",
    fed_in="Energia immessa in rete",
    shared="Energia condivisa",
    as_consumer="Condivisa, come consumatore",
    as_producer="Condivisa, come produttore",
    as_plant="Condivisa, attribuita all'impianto",
    premium="Tariffa incentivante",
    valorization="Valorizzazione",
    plant_earned="Ricavo dell'impianto, per la comunità",
    to_facilities="Ai membri",
    funds="Ai fondi della comunità",
    social="A finalità sociali",
    total="Totale",
    amount="Importo",
    rounding="Arrotondamento al centesimo",
    to_paid="Differenza rispetto a quanto il GSE paga",
    excess="Tariffa incentivante oltre la soglia dell'anno",
    criteria={
        Criterion.EQUAL: "In parti uguali",
        Criterion.CONSUMPTION: "Secondo il prelievo nelle ore condivise",
        Criterion.PRODUCTION: "Secondo l'immissione nelle ore condivise",
        Criterion.COEFFICIENTS: "Secondo coefficienti fissi",
    },
    by_paid="È distribuito ciò che il GSE paga (rendiconto {number}: {amount}), con le stesse"
    " quote.",
    chart="Energia condivisa per giorno (kWh)",
    day="giorno del mese",
    members="Membri",
    too_many="{count} membri: le loro righe sono nel CSV e nel JSON di questo rendiconto.",
    how="Come è stato calcolato",
    hour_rule="L'energia condivisa di un'ora è il minore fra quanto tutti i membri hanno prelevato"
    " e quanto tutti gli impianti hanno immesso, ciascuno sommato sull'ora. È attribuita"
    " agli impianti in ordine di entrata in esercizio.",
    formula={
        Model.TIP: "Tariffa incentivante per MWh = (min(CAP; BASE + max(0; {reference} - Pz))"
        " + FC) * (1 - F). {classes}. Pz: prezzo zonale dell'ora. FC: maggiorazione della regione,"
        " per il fotovoltaico. F: riduzione per un contributo in conto capitale, non su quanto"
        " prelevano i membri esenti.",
        Model.SIMPLIFIED: "Tariffa incentivante per MWh = (T_fix + T_var) * C + B,"
        " forma semplificata.",
    },
    valorization_rule="Valorizzazione: {value} EUR/MWh su tutta l'energia condivisa.",
    distribution="Ripartizione (versione {number} del regolamento).",
    rounding_rule="Gli importi sono calcolati al miliardesimo di euro e arrotondati ai centesimi"
    " in modo che la somma sia esatta (metodo dei resti maggiori).",
    version="Versione {number}, calcolata il {at} (Roma) da {basis}.",
    page="Pagina {page} di {pages}",
)
WORDS: Final[Mapping[Language, Words]] = {Language.EN: _EN, Language.IT: _IT}


def month_name(month: date, language: Language) -> str:
    """As "June 2026"."""
    return f"{_MONTHS[language].split()[month.month - 1]} {month.year}"


def moment(at: datetime, language: Language) -> str:
    """On Rome's clock."""
    local = at.astimezone(ROME)
    return f"{local:%d/%m/%Y %H:%M}" if language is Language.IT else f"{local:%Y-%m-%d %H:%M}"


def number(value: float, decimals: int, language: Language) -> str:
    """With separators as the language writes them."""
    text = f"{value:,.{decimals}f}"
    if language is Language.IT:
        text = text.translate(str.maketrans(",.", ".,"))
    return text.replace("-", "\N{MINUS SIGN}")


def money(value: float, language: Language, decimals: int = 2) -> str:
    """Euro."""
    return f"{number(value, decimals, language)} \N{EURO SIGN}"
