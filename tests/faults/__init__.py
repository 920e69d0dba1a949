"""The laboratory of faults: power cuts, full and broken disks, hand copies, wrong files, two starts.

`uv run python -m tests.faults [name ...] [--full] [--seed N]` prints what each experiment counted; the
tests beside run a small fixed sample of each.
"""
