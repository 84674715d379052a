"""What a replay came to: the run's summary, and energy out beside energy in."""

import msgspec

from devstack.demo.summary import BooksSummary, CheckSummary, RunSummary
from devstack.replay.comparison import PeriodEnergy


class EnergyWh(msgspec.Struct, frozen=True, rename="camel"):
    """Of the period, in Wh."""

    fed_in_wh: float
    withdrawn_wh: float
    shared_wh: float

    @classmethod
    def of(cls, energy: PeriodEnergy) -> "EnergyWh":
        """To a thousandth."""
        return cls(
            fed_in_wh=round(energy.fed_in_wh, 3),
            withdrawn_wh=round(energy.withdrawn_wh, 3),
            shared_wh=round(energy.shared_wh, 3),
        )


class EnergyBesides(msgspec.Struct, frozen=True):
    """The energy service's answer, and a recount from the files."""

    answered: EnergyWh
    recounted: EnergyWh


class ReplaySummary(RunSummary, frozen=True, rename="camel", kw_only=True):
    """A run whose readings came from files."""

    energy: EnergyBesides


def with_energy(run: RunSummary, answer: PeriodEnergy, recount: PeriodEnergy) -> ReplaySummary:
    """The run's summary; the books balance only when the energies are the same, too."""
    besides = EnergyBesides(answered=EnergyWh.of(answer), recounted=EnergyWh.of(recount))
    same = answer.equals(recount)
    check = CheckSummary(
        name="energyAsRecorded",
        passed=same,
        detail=f"fed in, withdrawn and shared: the API says {_told(answer)}"
        + ("" if same else f", the files {_told(recount)}"),
    )
    books = BooksSummary(balanced=run.books.balanced and same, checks=[*run.books.checks, check])
    fields = msgspec.structs.asdict(run) | {"books": books}
    return ReplaySummary(**fields, energy=besides)


def _told(energy: PeriodEnergy) -> str:
    amounts = (energy.fed_in_wh, energy.withdrawn_wh, energy.shared_wh)
    return " / ".join(f"{amount / 1000:,.3f}" for amount in amounts) + " kWh"
