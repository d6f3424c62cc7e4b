"""Messages and events in partitions by month, tried on a real PostgreSQL: `python -m benchmarks.partitions --help`."""
