"""The room `registry`: who belongs to what, and how a user is reached."""

from services.engagement.bootstrap.foundation import Foundation, Room
from services.engagement.inbound.events.registry import registry_worker, users_worker
from services.engagement.outbound.delivery.endpoints import PostgresEndpoints
from services.engagement.outbound.notifications.postgres import PostgresInbox
from services.engagement.usecases.balance.fold_readings import FoldReadings
from services.engagement.usecases.registry.project_registry import ProjectRegistry
from services.engagement.usecases.registry.project_users import ProjectUsers


def build_registry(foundation: Foundation, fold: FoldReadings) -> Room:
    """The projections' workers."""
    bus, inbox = foundation.bus, PostgresInbox(foundation.pool)
    endpoints = PostgresEndpoints(foundation.pool, foundation.vault)
    project = ProjectRegistry(foundation.registry, foundation.balances, foundation.surplus)
    return Room(
        workers=[
            registry_worker(bus, project, fold),
            users_worker(bus, ProjectUsers(foundation.contacts, inbox, endpoints)),
        ]
    )
