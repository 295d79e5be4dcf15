"""People, institutions, sign-in, sessions."""
