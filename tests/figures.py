"""What tests counted, shown at the end of the run."""


class Figures:
    """Lines for the end of the run."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines

    def add(self, line: str) -> None:
        """Show a line at the end of the run."""
        self._lines.append(line)
