"""gunicorn, set up from our settings; one timer thread per worker, turns taken once by all."""

import threading
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication

from lotsen.app import build_app, open_office
from lotsen.config import Settings
from lotsen.jobs.runner import start_timer
from lotsen.outbox.post import post_of


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn is untyped
    """Serves the application with worker processes of several threads each."""

    def __init__(self, settings: Settings, welcome: list[str]) -> None:
        self._settings = settings
        self._welcome = welcome
        super().__init__()

    def load_config(self) -> None:
        """Translate our settings into gunicorn's."""
        web = self._settings.web
        host = f"[{web.host}]" if ":" in web.host else web.host
        options: dict[str, Any] = {
            "bind": f"{host}:{web.port}",
            "workers": web.workers,
            "threads": 4,
            "worker_class": "gthread",
            "timeout": 60,
            "graceful_timeout": 10,
            "limit_request_line": 4094,
            "loglevel": "warning",
            "proc_name": "lotsen",
            "forwarded_allow_ips": "*" if web.trusted_proxies else "127.0.0.1",
            "when_ready": self._say_hello,
            "post_worker_init": self._start_timer,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Build the application within a worker, so that no connection crosses a fork."""
        self.office = open_office(self._settings)
        return build_app(self._settings, office=self.office)

    def _say_hello(self, _: Any) -> None:
        for line in self._welcome:
            click.echo(line)

    def _start_timer(self, _: Any) -> None:
        start_timer(self.office, threading.Event(), post_of(self._settings))
