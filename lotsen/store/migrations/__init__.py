"""Numbered steps of the three stores' tables, one folder each, under one environment."""
