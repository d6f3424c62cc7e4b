"""What platforms tell of their own accord, one platform a file: how a notice is proved, and what it says."""
