"""What an installation can carry: measured costs, multiplied. `python -m benchmarks.capacity --help`."""
