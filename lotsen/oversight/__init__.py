"""Screens for data protection: who did and saw what."""
