"""The answer about one facility or device: present power, recent energy, history."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.energy.domain.books.intervals import Energy
from services.energy.domain.books.readings import NewestReading
from services.energy.domain.history.balance import Power, power_of
from services.energy.ports.history import History
from services.energy.usecases.history.questions import HistoryQuestion, energy_of_last_24_hours
from services.energy.usecases.history.read_history import HistoryRead, ReadHistory
from services.energy.usecases.history.sources import Source


@dataclass(frozen=True, slots=True)
class MeteredEnergy:
    """`history` is None when it was not asked for."""

    power: Power
    last_24_hours: Energy
    history: HistoryRead | None


async def metered_energy(
    history: History,
    read: ReadHistory,
    source: Source,
    newest: Sequence[NewestReading],
    question: HistoryQuestion | None,
) -> MeteredEnergy:
    """`newest`: of the source's devices. Raises what ReadHistory raises."""
    power = power_of(source.newest_of(newest))
    answer = None
    if question is not None:
        answer = await read.read(await read.asked(source, question, newest=newest))
    energy = await energy_of_last_24_hours(history, source.subject, power.as_of)
    return MeteredEnergy(power, energy, answer)
