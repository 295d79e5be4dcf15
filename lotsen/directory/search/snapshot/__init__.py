"""The snapshot: its parts, how it is searched, and what it counts; `directory` puts them together."""
