"""Families on their way: code before name, consent, persons, assessment, talk."""
