"""What the commands share: settings, key office, and refusals as one clear line."""

import json
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click
from sqlalchemy.exc import OperationalError, ProgrammingError

import lotsen.schema  # noqa: F401  # whatever a command writes, the tables it refers to are known
from lotsen.config import Settings, SettingsRefused, load_settings
from lotsen.desk import Desk, at_desk
from lotsen.kernel import LotsenError, Step
from lotsen.keys.office import KeyOffice
from lotsen.policy import MACHINE
from lotsen.store.engines import open_stores
from lotsen.vault import open_root

Command = TypeVar("Command", bound=Callable[..., Any])
PROBLEM = 1
USAGE = 2


def fail(message: str, code: int = PROBLEM) -> NoReturn:
    """End with a message on standard error and an exit code that says something is wrong."""
    click.echo(f"lotsen: {message}", err=True)
    sys.exit(code)


@contextmanager
def writing_to(path: Path) -> Iterator[None]:
    """Turn a full disk or a folder that cannot be written to into one line."""
    try:
        yield
    except OSError as error:
        fail(f"{path} cannot be written: {error.strerror}")


def plain(text: str) -> str:
    """Return a text on one line without signs that steer a terminal or turn its direction."""
    return "".join(" " if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp") else sign for sign in text)


def plainly(command: Command) -> Command:
    """Turn expected refusals into one line and exit code 1, without a traceback."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except SettingsRefused as refusal:
            fail(f"settings: {refusal}", USAGE)
        except LotsenError as refusal:
            fail(str(refusal))
        except (OperationalError, ProgrammingError) as error:
            fail(f"the store does not answer: {plain(str(error.orig))}; `lotsen check` says what it needs")

    return run  # type: ignore[return-value]  # the same signature


def settings() -> Settings:
    """Return the settings, or end with the key that is wrong."""
    return load_settings()


@contextmanager
def office(chosen: Settings | None = None, *, lasting: bool = True) -> Iterator[KeyOffice]:
    """Open stores and root key for the length of a command."""
    chosen = chosen or settings()
    stores = open_stores(chosen, lasting=lasting)
    try:
        yield KeyOffice(stores, open_root(chosen.root.provider, str(chosen.root_path)))
    finally:
        stores.dispose()


@contextmanager
def machine_desk(action: str, *, writing: bool) -> Iterator[Desk]:
    """Open a desk for the machine itself."""
    with office() as keys, at_desk(keys, MACHINE, writing=writing, action=f"cli.{action}") as desk:
        yield desk


@contextmanager
def progress() -> Iterator[Step]:
    """Show how far long work is; on a terminal only."""
    bars: dict[str, Any] = {}

    def step(what: str, done: int, total: int) -> None:
        if what not in bars:
            for bar in bars.values():
                bar.render_finish()
            bars.clear()
            bars[what] = click.progressbar(
                length=max(total, 1), label=what, file=sys.stderr, hidden=not sys.stderr.isatty()
            )
            bars[what].pos = 0
        bar = bars[what]
        bar.update(max(0, done - bar.pos))

    yield step
    for bar in bars.values():
        bar.render_finish()


def show(rows: list[dict[str, object]], *, as_json: bool) -> None:
    """Print rows for a script, or as lines for people."""
    if as_json:
        click.echo(json.dumps(rows, default=str, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo("  ".join(f"{name}: {value}" for name, value in row.items()))


def show_one(data: dict[str, object]) -> None:
    """Print one result for a script."""
    click.echo(json.dumps(data, default=str, ensure_ascii=False, indent=2))


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for a script.")
