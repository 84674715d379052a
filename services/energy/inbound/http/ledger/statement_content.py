"""What a printed statement says, line by line, in one language."""

from collections.abc import Iterator
from typing import Final

from services.energy.domain.distribution.cents import NANOEUROS_PER_CENT
from services.energy.domain.distribution.wording import Language, in_words
from services.energy.domain.incentives.model import Model
from services.energy.domain.ledger.settlement import SettlementLine
from services.energy.domain.quantities import euros, watt_hours
from services.energy.domain.tariffs.editions import MICROEURO
from services.energy.inbound.http.ledger.models import eur
from services.energy.inbound.http.ledger.statement_words import WORDS, Words, moment, money, number
from services.energy.usecases.ledger.read_statement import Statement

Pair = tuple[str, str]
_MILLIWATTS_PER_KILOWATT: Final = 1_000_000


class Content:
    """Of one statement."""

    def __init__(self, statement: Statement, language: Language) -> None:
        self._statement = statement
        self._language = language
        self.words: Words = WORDS[language]

    def figures(self) -> list[Pair]:
        """Energies and amounts; the last one is the statement's sum."""
        statement = self._statement
        if statement.facility is None:
            return list(self._community_figures())
        return list(self._facility_figures(statement.lines[0]))

    def header(self) -> list[str]:
        """Of the table of members."""
        words = self.words
        return [
            words.facility,
            *(
                f"{name}<br/>kWh"
                for name in (words.withdrawn, words.fed_in, words.as_consumer, words.as_producer)
            ),
            words.amount,
        ]

    def rows(self) -> list[list[str]]:
        """A facility each."""
        statement = self._statement
        return [
            [
                statement.names[line.facility_id] or str(line.facility_id)[:8],
                self._kwh(line.withdrawn_uj),
                self._kwh(line.fed_in_uj),
                self._kwh(line.shared_as_consumer_uj),
                self._kwh(line.shared_as_producer_uj),
                self._cents(statement.cents.lines[line.facility_id]),
            ]
            for line in statement.lines
        ]

    def provisional(self) -> str:
        """Why it may still change; empty of a final one."""
        reasons = [self.words.reasons[reason] for reason in self._statement.settlement.provisional]
        return f"{self.words.provisional}: {'; '.join(reasons)}." if reasons else ""

    def paid(self) -> str:
        """That what GSE pays is distributed; empty where what was computed is."""
        paid = self._statement.paid
        if paid is None:
            return ""
        amount = self._cents(self._statement.cents.total)
        if self._statement.facility is not None:
            return self.words.by_paid.format(number=paid.number, amount="GSE")
        return self.words.by_paid.format(number=paid.number, amount=amount)

    def how(self) -> list[str]:
        """The rules, with the month's figures."""
        words, statement = self.words, self._statement
        rules = statement.rules
        value = rules.valorization.edition.unit_value_ueur_mwh
        settlement = statement.settlement
        distribution = words.distribution.format(number=settlement.policy_number)
        return [
            words.hour_rule,
            self._formula(settlement.key.model),
            words.valorization_rule.format(value=self._tariff(value, 2)),
            " ".join([distribution, *in_words(statement.policy, self._language)]),
            words.rounding_rule,
        ]

    def version(self) -> str:
        """Which one it is."""
        settlement = self._statement.settlement
        return self.words.version.format(
            number=settlement.number,
            at=moment(settlement.computed_at, self._language),
            basis=self.words.basis[settlement.key.basis],
        )

    def _community_figures(self) -> Iterator[Pair]:
        words, settlement = self.words, self._statement.settlement
        cents = self._statement.cents
        yield words.withdrawn, self._energy(sum(line.withdrawn_uj for line in settlement.lines))
        yield words.fed_in, self._energy(sum(line.fed_in_uj for line in settlement.lines))
        yield words.shared, self._energy(settlement.shared_uj)
        yield words.premium, self._neur(settlement.premium_neur)
        yield words.valorization, self._neur(settlement.valorization_neur)
        yield words.to_facilities, self._cents(sum(cents.lines.values()))
        yield words.funds, self._cents(cents.funds)
        yield words.social, self._cents(cents.social)
        yield words.total, self._cents(cents.total)

    def _facility_figures(self, line: SettlementLine) -> Iterator[Pair]:
        words = self.words
        cents = self._statement.cents.lines[line.facility_id]
        yield words.withdrawn, self._energy(line.withdrawn_uj)
        yield words.fed_in, self._energy(line.fed_in_uj)
        yield words.as_consumer, self._energy(line.shared_as_consumer_uj)
        yield words.as_producer, self._energy(line.shared_as_producer_uj)
        if line.shared_as_plant_uj:
            yield words.as_plant, self._energy(line.shared_as_plant_uj)
            earned = line.premium_neur + line.valorization_neur
            yield words.plant_earned, self._neur(earned)
        for criterion, neur in line.parts_neur.items():
            yield words.criteria[criterion], self._neur(neur, 4)
        if line.excess_neur:
            yield words.excess, self._neur(line.excess_neur, 4)
        rest = cents * NANOEUROS_PER_CENT - line.amount_neur
        if rest:
            name = words.rounding if self._statement.paid is None else words.to_paid
            yield name, self._neur(rest, 4)
        yield words.amount, self._cents(cents)

    def _formula(self, model: Model) -> str:
        text = self.words.formula[model]
        if model is not Model.TIP:
            return text
        rule = self._statement.rules.premium.edition
        classes = "; ".join(
            f"\N{LESS-THAN OR EQUAL TO} {each.limit_mw // _MILLIWATTS_PER_KILOWATT} kW:"
            f" BASE {self._tariff(each.base_ueur_mwh)}, CAP {self._tariff(each.cap_ueur_mwh)}"
            for each in rule.classes
            if each.limit_mw is not None
        )
        return text.format(reference=self._tariff(rule.reference_price_ueur_mwh), classes=classes)

    def _tariff(self, ueur_mwh: int, decimals: int = 0) -> str:
        return number(ueur_mwh / MICROEURO, decimals, self._language)

    def _kwh(self, energy_uj: int) -> str:
        return number(watt_hours(energy_uj) / 1000, 1, self._language)

    def _energy(self, energy_uj: int) -> str:
        return f"{self._kwh(energy_uj)} kWh"

    def _neur(self, amount_neur: int, decimals: int = 2) -> str:
        return money(euros(amount_neur), self._language, decimals)

    def _cents(self, cents: int) -> str:
        return money(eur(cents), self._language)
