"""Other systems that take a conversation over HTTP and keep it, driven by the same load as the product.

They are run from outside, each in a virtual environment of its own, and are no dependency of anything here.
"""
