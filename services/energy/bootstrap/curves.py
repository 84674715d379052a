"""The room `curves`: official quarter-hours of the distributor, beside what is measured."""

from services.energy.bootstrap.foundation import Foundation, Room
from services.energy.inbound.http.curves.operations import CurveUseCases, curve_operations
from services.energy.outbound.curves.postgres import PostgresCurves
from services.energy.usecases.curves.compare_curve import CompareCurve
from services.energy.usecases.curves.import_curve import ImportCurve
from services.energy.usecases.curves.list_imports import ListImports
from services.energy.usecases.curves.undo_import import UndoImport


def build_curves(foundation: Foundation) -> Room:
    """Its operations."""
    registry, history, clock = foundation.registry, foundation.history, foundation.clock
    curves = PostgresCurves(foundation.pool)
    use_cases = CurveUseCases(
        import_curve=ImportCurve(registry, curves, history, clock, foundation.ids),
        list_imports=ListImports(registry, curves),
        undo_import=UndoImport(registry, curves, clock),
        compare=CompareCurve(registry, curves, history, clock),
    )
    return Room(routers=[curve_operations(use_cases)])
