"""The bench: how long pages take in a small and in a large town, what sealing costs, search and matching.

Run it with `make bench` or `python -m tests.bench`; it is no test and no part of `make test`.
"""
