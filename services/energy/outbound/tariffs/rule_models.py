"""Rule files as they are written: EUR/MWh, kW, shares of one. Read into the domain's integers."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from services.energy.domain.tariffs.editions import (
    MICROEURO,
    WHOLE,
    Edition,
    EligibilityEdition,
    ExcessEdition,
    GrantReductionEdition,
    GridCo2Edition,
    PremiumClass,
    PremiumEdition,
    RegionalBonusEdition,
    RegionGroup,
    SimplifiedClass,
    SimplifiedEdition,
    Source,
    ValorizationEdition,
)

_MILLIWATTS_PER_KILOWATT: Final = 1_000_000
_GRAMS_PER_MEGAWATT_HOUR: Final = 1_000
"""Of one gram per kilowatt-hour."""

Text = Annotated[str, Field(min_length=1, max_length=1_000)]
Tariff = Annotated[Decimal, Field(ge=0, le=1_000, decimal_places=6)]
Share = Annotated[Decimal, Field(ge=0, le=1, decimal_places=9)]
Power = Annotated[Decimal, Field(gt=0, le=1_000_000, decimal_places=6)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _SourceModel(_Model):
    document: Text
    article: Text


class EditionModel(_Model):
    """What every edition says of itself."""

    version: Text
    valid_from: date
    source: _SourceModel
    provisional: StrictBool
    valid_to: date | None = None
    note: str = ""

    def edition(self) -> Edition:
        """In the domain's units. Raises ValueError where it contradicts itself."""
        raise NotImplementedError

    def _about(self) -> dict[str, Any]:
        return {
            "version": self.version,
            "valid_from": self.valid_from,
            "valid_to": self.valid_to,
            "source": Source(self.source.document, self.source.article),
            "provisional": self.provisional,
            "note": self.note,
        }


class _PremiumClassModel(_Model):
    limit_kw: Power
    base_eur_mwh: Tariff
    cap_eur_mwh: Tariff


class _PremiumModel(EditionModel):
    reference_price_eur_mwh: Tariff
    duration_years: Annotated[int, Field(ge=1, le=100)]
    classes: list[_PremiumClassModel]

    def edition(self) -> PremiumEdition:
        return PremiumEdition(
            **self._about(),
            reference_price_ueur_mwh=_ueur(self.reference_price_eur_mwh),
            duration_years=self.duration_years,
            classes=tuple(
                PremiumClass(
                    limit_mw=_milliwatts(each.limit_kw),
                    base_ueur_mwh=_ueur(each.base_eur_mwh),
                    cap_ueur_mwh=_ueur(each.cap_eur_mwh),
                )
                for each in self.classes
            ),
        )


class _RegionGroupModel(_Model):
    bonus_eur_mwh: Tariff
    regions: list[Text]


class _RegionalBonusModel(EditionModel):
    groups: list[_RegionGroupModel]

    def edition(self) -> RegionalBonusEdition:
        groups = (RegionGroup(_ueur(g.bonus_eur_mwh), tuple(g.regions)) for g in self.groups)
        return RegionalBonusEdition(**self._about(), groups=tuple(groups))


class _GrantReductionModel(EditionModel):
    grant_limit: Share
    reduction_at_limit: Share
    exempt_owners: list[Text]

    def edition(self) -> GrantReductionEdition:
        return GrantReductionEdition(
            **self._about(),
            grant_limit_ppb=_ppb(self.grant_limit),
            reduction_at_limit_ppb=_ppb(self.reduction_at_limit),
            exempt_owners=frozenset(self.exempt_owners),
        )


class _EligibilityModel(EditionModel):
    earliest_commissioning: date
    plant_power_limit_kw: Power
    older_plants_share: Share

    def edition(self) -> EligibilityEdition:
        return EligibilityEdition(
            **self._about(),
            earliest_commissioning=self.earliest_commissioning,
            plant_power_limit_mw=_milliwatts(self.plant_power_limit_kw),
            older_plants_share_ppb=_ppb(self.older_plants_share),
        )


class _ExcessModel(EditionModel):
    threshold: Share
    threshold_with_grant: Share

    def edition(self) -> ExcessEdition:
        return ExcessEdition(
            **self._about(),
            threshold_ppb=_ppb(self.threshold),
            threshold_with_grant_ppb=_ppb(self.threshold_with_grant),
        )


class _ValorizationModel(EditionModel):
    unit_value_eur_mwh: Tariff
    alternatives_eur_mwh: list[Tariff] = []

    def edition(self) -> ValorizationEdition:
        return ValorizationEdition(
            **self._about(),
            unit_value_ueur_mwh=_ueur(self.unit_value_eur_mwh),
            alternatives_ueur_mwh=tuple(map(_ueur, self.alternatives_eur_mwh)),
        )


class _SimplifiedClassModel(_Model):
    limit_kw: Power | None = None
    included: bool = True
    fixed_eur_mwh: Tariff


class _SimplifiedModel(EditionModel):
    reference_price_eur_mwh: Tariff
    variable_minimum_eur_mwh: Tariff
    variable_maximum_eur_mwh: Tariff
    classes: list[_SimplifiedClassModel]

    def edition(self) -> SimplifiedEdition:
        return SimplifiedEdition(
            **self._about(),
            reference_price_ueur_mwh=_ueur(self.reference_price_eur_mwh),
            variable_minimum_ueur_mwh=_ueur(self.variable_minimum_eur_mwh),
            variable_maximum_ueur_mwh=_ueur(self.variable_maximum_eur_mwh),
            classes=tuple(
                SimplifiedClass(
                    limit_mw=None if each.limit_kw is None else _milliwatts(each.limit_kw),
                    included=each.included,
                    fixed_ueur_mwh=_ueur(each.fixed_eur_mwh),
                )
                for each in self.classes
            ),
        )


class _GridCo2Model(EditionModel):
    grams_per_kwh: Annotated[Decimal, Field(ge=0, le=10_000, decimal_places=3)]

    def edition(self) -> GridCo2Edition:
        grams = int(self.grams_per_kwh * _GRAMS_PER_MEGAWATT_HOUR)
        return GridCo2Edition(**self._about(), grams_per_mwh=grams)


MODELS: Final[Mapping[str, type[EditionModel]]] = {
    "premium": _PremiumModel,
    "regional_bonus": _RegionalBonusModel,
    "grant_reduction": _GrantReductionModel,
    "eligibility": _EligibilityModel,
    "excess": _ExcessModel,
    "valorization": _ValorizationModel,
    "simplified": _SimplifiedModel,
    "grid_co2": _GridCo2Model,
}
"""How the editions of each table are written; a file has the table's name."""


def _ueur(eur: Decimal) -> int:
    return int(eur * MICROEURO)


def _ppb(share: Decimal) -> int:
    return int(share * WHOLE)


def _milliwatts(kilowatts: Decimal) -> int:
    return int(kilowatts * _MILLIWATTS_PER_KILOWATT)
