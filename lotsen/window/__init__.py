"""The family office's public window: pages for families, without account, cookie or trace."""
