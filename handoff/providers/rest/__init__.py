"""The platforms' REST requests, where a platform takes several."""
