"""Recurring work: each piece runs once a turn, however many processes ask."""
