"""The directory's search."""
