"""The workbench of rules: drafts, checks, examples, and publishing by two people."""
