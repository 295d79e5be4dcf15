"""Attacks on the whole: what leaks, what opens that must not, what breaks when it is fed with nonsense."""
