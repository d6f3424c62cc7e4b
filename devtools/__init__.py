"""What dev.py is made of: standard library only, since it works before anything is installed."""
