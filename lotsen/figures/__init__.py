"""Anonymised figures: the cell key method, the frozen tables, the coordinators' pages."""
