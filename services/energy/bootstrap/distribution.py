"""The room `distribution`: how communities divide what their shared energy earns."""

from services.energy.bootstrap.foundation import Foundation, Room
from services.energy.bootstrap.incentives import compute_incentives
from services.energy.inbound.http.distribution.operations import (
    DistributionUseCases,
    distribution_operations,
)
from services.energy.outbound.distribution.postgres import PostgresPolicies
from services.energy.usecases.distribution.decide_policy import DecidePolicy
from services.energy.usecases.distribution.read_policy import ReadPolicy
from services.energy.usecases.distribution.simulate_policy import SimulatePolicy


def build_distribution(foundation: Foundation) -> Room:
    """Its operations."""
    registry, clock = foundation.registry, foundation.clock
    policies = PostgresPolicies(foundation.pool)
    compute = compute_incentives(foundation)
    use_cases = DistributionUseCases(
        read=ReadPolicy(registry, policies, clock),
        decide=DecidePolicy(registry, policies, clock),
        simulate=SimulatePolicy(registry, policies, compute, foundation.rules, clock),
    )
    return Room(routers=[distribution_operations(use_cases)])
