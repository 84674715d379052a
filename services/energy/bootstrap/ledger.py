"""The room `ledger`: months are settled, kept as versions, stated and reconciled."""

from services.energy.bootstrap.foundation import Foundation, Room
from services.energy.bootstrap.incentives import compute_incentives
from services.energy.inbound.http.ledger.gse_statements import GseUseCases, gse_operations
from services.energy.inbound.http.ledger.operations import LedgerUseCases, settlement_operations
from services.energy.inbound.http.ledger.statement_hours import HoursUseCases, hours_operations
from services.energy.inbound.http.ledger.statements import statement_operations
from services.energy.inbound.rounds.settling import settling_worker
from services.energy.outbound.distribution.postgres import PostgresPolicies
from services.energy.outbound.ledger.postgres import PostgresLedger
from services.energy.outbound.ledger.postgres_books import (
    PostgresGseStatements,
    PostgresSettlementChecks,
)
from services.energy.outbound.sharing.hourly import PostgresHourlyBooks
from services.energy.usecases.ledger.compute_settlement import ComputeSettlement
from services.energy.usecases.ledger.explain_hours import ExplainHours
from services.energy.usecases.ledger.read_settlements import ReadSettlements, SettleMonth
from services.energy.usecases.ledger.read_statement import ReadStatement
from services.energy.usecases.ledger.reconcile_gse import BringGseStatement, ReadReconciliation
from services.energy.usecases.ledger.settle_due import SettleDue


def build_ledger(foundation: Foundation) -> Room:
    """Its operations, and the rounds in which ended months are settled."""
    registry, pool, clock = foundation.registry, foundation.pool, foundation.clock
    rules, policies = foundation.rules, PostgresPolicies(pool)
    ledger, gse = PostgresLedger(pool), PostgresGseStatements(pool)
    checks = PostgresSettlementChecks(pool)
    books = PostgresHourlyBooks(foundation.days)
    compute = ComputeSettlement(
        registry=registry,
        books=books,
        compute=compute_incentives(foundation),
        policies=policies,
        ledger=ledger,
        rules=rules,
        clock=clock,
    )
    due = SettleDue(
        registry=registry,
        books=books,
        policies=policies,
        ledger=ledger,
        checks=checks,
        compute=compute,
        rules=rules,
        clock=clock,
    )
    read = ReadStatement(
        registry=registry, ledger=ledger, gse=gse, policies=policies, rules=rules, clock=clock
    )
    hours = HoursUseCases(
        explain_hours=ExplainHours(registry=registry, ledger=ledger, policies=policies)
    )
    settlements = LedgerUseCases(
        settle=SettleMonth(registry, compute), read=ReadSettlements(registry, ledger)
    )
    reconciliation = GseUseCases(
        bring=BringGseStatement(registry, gse, clock),
        reconcile=ReadReconciliation(registry, ledger, gse),
    )
    return Room(
        workers=[settling_worker(registry, checks, due)],
        routers=[
            settlement_operations(settlements),
            gse_operations(reconciliation),
            statement_operations(read),
            hours_operations(hours),
        ],
    )
