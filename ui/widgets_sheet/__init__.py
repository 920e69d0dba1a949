"""The parts below and around a sheet: inspector, chart, window editor."""
