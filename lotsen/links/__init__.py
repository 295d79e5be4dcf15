"""Links that let somebody without an account do one thing: hashed at rest, limited, ended at any time."""
