"""The one place that speaks SQLite."""
