"""What a request costs: the product's own server, with bare views beside its doors, and a load on another core."""
