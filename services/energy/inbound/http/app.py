"""The service's HTTP: the rooms' operations, health and metrics."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, cast

from fastapi import APIRouter, FastAPI

from libs.chassis.auth import TokenVerifier
from libs.chassis.http import create_app
from libs.chassis.lifecycle import Readiness
from libs.chassis.operators import admit_operators
from services.energy.inbound.http.accrual import operations as accrual
from services.energy.inbound.http.curves import operations as curves
from services.energy.inbound.http.distribution import operations as distribution
from services.energy.inbound.http.effect import operations as effect
from services.energy.inbound.http.history import closed_history, exports
from services.energy.inbound.http.history import operations as history
from services.energy.inbound.http.impact import operations as impact
from services.energy.inbound.http.incentives import operations as incentives
from services.energy.inbound.http.ledger import gse_statements, statement_hours, statements
from services.energy.inbound.http.ledger import operations as ledger
from services.energy.inbound.http.sharing import operations as sharing
from services.energy.inbound.http.tariffs import operations as tariffs


def build_app(
    routers: Sequence[APIRouter],
    readiness: Readiness,
    verifier: TokenVerifier | None,
    *,
    operator_tokens: Mapping[str, str] = MappingProxyType({}),
) -> FastAPI:
    """The application. `operator_tokens`: operators' names to the SHA-256 (hex) of their tokens."""
    app = create_app(
        service="energy",
        title="Meriggio energy service",
        readiness=readiness,
        verifier=verifier,
        larger_bodies={
            curves.PATH: curves.MAXIMUM_FILE_BYTES,
            tariffs.PATH: tariffs.MAXIMUM_BYTES,
            distribution.PATH: distribution.MAXIMUM_BYTES,
        },
    )
    admit_operators(app, operator_tokens)
    for router in routers:
        app.include_router(router)
    return app


def openapi_app() -> FastAPI:
    """An application that only describes itself: it has no use cases to call."""
    none = cast("Any", None)
    routers = [
        history.metered_operations(none),
        history.community_operations(none),
        closed_history.closed_history_operations(none),
        exports.export_operations(none),
        sharing.community_operations(none),
        sharing.facility_operations(none),
        incentives.incentives_operations(none),
        accrual.accrual_operations(none),
        effect.effect_operations(none),
        impact.impact_operations(none),
        ledger.settlement_operations(none),
        gse_statements.gse_operations(none),
        statements.statement_operations(none),
        statement_hours.hours_operations(none),
        distribution.distribution_operations(none),
        curves.curve_operations(none),
        tariffs.user_operations(none),
        tariffs.operator_operations(none),
    ]
    return build_app(routers, Readiness(), None)
