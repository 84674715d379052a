"""Meter and inverter exports as they really are: CSV files of any dialect."""
