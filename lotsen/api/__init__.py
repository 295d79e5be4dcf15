"""The directory for other programs: what HSDS 3.0 asks of an API, read only, public data only."""
