"""Which rules are in force at a date."""

from datetime import date

from libs.chassis.clock import Clock
from services.energy.domain.calendar import ROME
from services.energy.domain.tariffs.rules import RuleBook, RulesInForce


class ReadRules:
    """For everybody: the law is public."""

    def __init__(self, rules: RuleBook, clock: Clock) -> None:
        self._rules = rules
        self._clock = clock

    def __call__(self, day: date | None) -> RulesInForce:
        """Of the day, by default today in Rome."""
        return self._rules.on(day or self._clock.now().astimezone(ROME).date())

    def fingerprint(self) -> str:
        """Tells these rules from others: see RuleBook."""
        return self._rules.fingerprint()
