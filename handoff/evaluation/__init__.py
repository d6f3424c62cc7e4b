"""How good the product is on given cases: pure functions that `manage.py evaluate` and the tests call."""
