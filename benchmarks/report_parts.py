"""What the tables are made of."""

from rich.table import Table


def verdict(is_met: bool, goal: str) -> str:
    """The goal, and whether it is met."""
    return f"goal {goal}: {'met' if is_met else 'MISSED'}"


def table_of(title: str, first: str, *others: str) -> Table:
    """An empty table; all columns but the first are figures."""
    table = Table(title=title, title_justify="left", header_style="")
    table.add_column(first)
    for other in others:
        table.add_column(other, justify="right")
    return table
