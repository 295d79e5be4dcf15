"""The protection of a child: opened by a person, never by a rule, apart from voluntary help."""
