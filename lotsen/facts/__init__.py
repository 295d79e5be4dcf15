"""What happened to families, pseudonymous and sealed, pushed when it happens; read by the freeze alone."""
