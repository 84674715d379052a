"""Health and metrics; the gateway has no other HTTP."""

from fastapi import FastAPI

from libs.chassis.http import create_app
from libs.chassis.lifecycle import Readiness


def build_app(readiness: Readiness) -> FastAPI:
    """/health/live, /health/ready and /metrics."""
    return create_app(
        service="device_gateway",
        title="Meriggio device gateway",
        readiness=readiness,
        verifier=None,
    )
