"""Sheets, overview and findings, driven by keys."""
