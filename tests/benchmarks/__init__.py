"""Speed, as ratios measured in one run: `uv run python -m tests.benchmarks`. No test times itself."""
