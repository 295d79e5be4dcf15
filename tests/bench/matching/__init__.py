"""Matching beside others: the same directory, the same families, the best twenty."""
