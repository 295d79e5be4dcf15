"""The directory: who offers what to families, where, for whom and how soon."""
