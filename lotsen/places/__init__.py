"""Postcodes, municipalities and districts (Sozialräume)."""
