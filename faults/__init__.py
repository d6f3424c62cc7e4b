"""The fault harness: the whole product in real processes, killed at random, and its history held against promises."""
