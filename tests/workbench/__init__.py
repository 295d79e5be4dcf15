"""Tests of the workbench of rules."""
