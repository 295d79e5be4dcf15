"""Lotsen guides families to the support that fits them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

__version__ = "0.1.0"


def create_app() -> Flask:
    """Build the application; named so that `flask --app lotsen` and gunicorn find it."""
    from lotsen.app import build_app

    return build_app()
