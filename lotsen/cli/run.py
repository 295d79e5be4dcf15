"""`lotsen run`: check, set up the demo where asked, and serve."""

import os
import socket
import time
from pathlib import Path

import click

from lotsen.cli import frame
from lotsen.cli.stores import findings, set_up
from lotsen.config import Settings
from lotsen.demo.load import STEPS, load_town
from lotsen.demo.people import DEMO_PASSWORD, DEMO_PEOPLE
from lotsen.web.assets import AssetsMissing, manifest

_FILES = ("lotsen.db", "keys.db", "figures.db")
_MARK = "demo-loaded"


@click.command()
@click.option("--demo", "as_demo", is_flag=True, help="Set up and serve the demo town Lindbrück.")
@click.option("--reset", is_flag=True, envvar="RESET", help="With --demo: delete its stores and start anew.")
@click.option("--host", envvar="HOST", help="Address to listen on. [127.0.0.1]")
@click.option("--port", type=click.IntRange(1, 65535), envvar="PORT", help="Port to listen on. [8000]")
@frame.plainly
def run(*, as_demo: bool, reset: bool, host: str | None, port: int | None) -> None:
    """Serve Lotsen with gunicorn, and run its recurring jobs beside it."""
    settings = _with_address(frame.settings(), host, port)
    if as_demo:
        settings = settings.model_copy(update={"environment": "demo"})
    _check_port(settings)
    try:
        manifest()
    except AssetsMissing as missing:
        frame.fail(str(missing))
    if as_demo:
        load_demo(settings, reset=reset)
    wrong = [row for row in findings(settings) if row["state"] != "ok"]
    if wrong:
        frame.show(wrong, as_json=False)
        frame.fail("not started: `lotsen check` says the same")
    _serve(settings, as_demo=as_demo)


def _with_address(settings: Settings, host: str | None, port: int | None) -> Settings:
    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    return settings.model_copy(update={"web": settings.web.model_copy(update=given)})


def _check_port(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.web.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.web.host, settings.web.port))
        except OSError as error:
            address = f"{settings.web.host}:{settings.web.port}"
            frame.fail(f"cannot listen on {address}: {error.strerror}. Choose another: PORT=8001 make run")


def load_demo(settings: Settings, *, reset: bool) -> None:
    """Load the demo town once; a load that was interrupted starts anew. Refuses real installations."""
    if settings.environment == "production" and (settings.home / _FILES[0]).exists():
        frame.fail("these stores are not a demo's: set LOTSEN_ENVIRONMENT=demo only for a demo")
    settings = settings.model_copy(update={"environment": "demo"})
    if any((settings.stores.data, settings.stores.keys, settings.stores.figures)):
        frame.fail("the demo lies in SQLite files of its own; unset LOTSEN_STORES_…", frame.USAGE)
    mark = settings.home / _MARK
    unfinished = not mark.exists() and (settings.home / _FILES[0]).exists()
    if unfinished:
        click.echo("[5/6] An earlier load was interrupted; starting anew.")
    if reset or unfinished:
        _delete(settings.home)
    if mark.exists():
        click.echo(f"[5/6] Demo town: kept in {settings.home} (RESET=1 starts anew)")
        set_up(settings)
        return
    begun = time.monotonic()
    click.echo(f"[5/6] Demo town: stores in {settings.home} …")
    set_up(settings)
    label = "      loading the town"
    with frame.office(settings, lasting=False) as office, click.progressbar(length=STEPS, label=label) as bar:
        load_town(office, bar.update)
    mark.write_text("the demo town was loaded completely\n", encoding="utf-8")
    click.echo(f"      loaded in {time.monotonic() - begun:.0f} s")


def _delete(home: Path) -> None:
    for name in _FILES:
        for ending in ("", "-wal", "-shm", "-journal"):
            (home / f"{name}{ending}").unlink(missing_ok=True)
    (home / "root.key").unlink(missing_ok=True)
    (home / _MARK).unlink(missing_ok=True)


def _serve(settings: Settings, *, as_demo: bool) -> None:
    from lotsen.cli.server import Server

    host = f"[{settings.web.host}]" if ":" in settings.web.host else settings.web.host
    address = settings.web.public_url or f"http://{host}:{settings.web.port}"
    lines = [f"[6/6] Lotsen is at {address}"]
    if as_demo:
        lines.append(f"      All demo accounts have the password {DEMO_PASSWORD}")
        lines += [f"        {p.login:20} {p.role.value:16} {p.institution_name}" for p in DEMO_PEOPLE]
    if settings.root.provider in {"file", "env"}:
        lines.append("      Root key: level 0, for demonstration and development only")
    if not settings.secure_cookie:
        lines.append("      No TLS: the session cookie goes by a plain name; use this for tries only")
    lines.append("      Stop with Ctrl+C")
    os.environ["LOTSEN_ENVIRONMENT"] = settings.environment
    Server(settings, lines).run()
