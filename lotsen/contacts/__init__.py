"""Whom to call: the youth office, experienced professionals, and help at once."""
