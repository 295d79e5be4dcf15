"""Settings, read once into one frozen object: a TOML file, then the environment over it."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator

State = Literal[
    "BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH"
]
"""The Land whose public holidays count (ISO 3166-2:DE)."""


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class StoreSettings(_Section):
    """Where the three stores lie; SQLAlchemy URLs, empty for SQLite files in `home`."""

    data: str = ""
    keys: str = ""
    figures: str = ""


class RootSettings(_Section):
    """What holds the root key. Level 0 is a file, for demonstration and development."""

    provider: str = "file"
    path: str = ""


class SessionSettings(_Section):
    """How long a sign-in lasts, in minutes."""

    idle_minutes: int = Field(default=30, ge=1, le=24 * 60)
    absolute_minutes: int = Field(default=10 * 60, ge=5, le=24 * 60)


class WebSettings(_Section):
    """Where and behind what the application is served."""

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    public_url: str = ""
    trusted_proxies: int = Field(default=0, ge=0, le=5)
    max_body_bytes: int = Field(default=1_000_000, ge=10_000)
    pseudo_language: bool = False
    workers: int = Field(default=2, ge=1, le=64)
    api_per_minute: int = Field(default=120, ge=1, le=100_000)
    window_per_minute: int = Field(default=300, ge=1, le=100_000)


MailAddress = Annotated[
    str, Field(max_length=254, pattern=r"^([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+)?$")
]
_HERE = frozenset({"127.0.0.1", "localhost", "::1"})


class MailSettings(_Section):
    """Which server takes our mail. Without host and sender nothing is sent: mails wait, and pages say so.

    The password stands in the environment (LOTSEN_MAIL_PASSWORD) or in a file of its own.
    """

    host: str = ""
    port: int = Field(default=587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password: SecretStr = SecretStr("")
    password_file: str = ""
    sender: MailAddress = ""

    @model_validator(mode="after")
    def _keeps_the_password(self) -> Self:
        if self.user and self.security == "none" and self.host not in _HERE:
            raise ValueError("signing in to a mail server needs security starttls or tls")
        return self

    @property
    def is_set_up(self) -> bool:
        """Whether mails can leave."""
        return bool(self.host and self.sender)

    def read_password(self) -> str:
        """Return the password to sign in with. Raises OSError where its file cannot be read."""
        if self.password_file:
            return Path(self.password_file).read_text(encoding="utf-8").strip()
        return self.password.get_secret_value()


class Settings(_Section):
    """Everything an operator can set."""

    environment: Literal["demo", "test", "production"] = "production"
    home: Path = Path("var")
    municipality: str = ""
    state: State = "NW"
    stores: StoreSettings = StoreSettings()
    root: RootSettings = RootSettings()
    sessions: SessionSettings = SessionSettings()
    web: WebSettings = WebSettings()
    mail: MailSettings = MailSettings()

    def store_url(self, name: Literal["data", "keys", "figures"]) -> str:
        """Return the SQLAlchemy URL of a store; SQLite files are lotsen.db, keys.db, figures.db."""
        given = str(getattr(self.stores, name))
        file = {"data": "lotsen.db", "keys": "keys.db", "figures": "figures.db"}[name]
        return given or f"sqlite:///{(self.home / file).resolve()}"

    @property
    def root_path(self) -> Path:
        """The root key's file under the file provider."""
        return Path(self.root.path) if self.root.path else self.home / "root.key"

    @property
    def secure_cookie(self) -> bool:
        """Whether browsers accept a `__Host-` cookie: under TLS, and on this machine itself."""
        if self.web.public_url:
            return self.web.public_url.startswith("https://")
        return self.web.host in _HERE


class SettingsRefused(Exception):
    """The settings cannot be used; the message names each key and its cause, never a value."""


def _sections() -> dict[str, set[str]]:
    shapes = {name: f.annotation for name, f in Settings.model_fields.items()}
    return {
        name: set(shape.model_fields)
        for name, shape in shapes.items()
        if isinstance(shape, type) and issubclass(shape, _Section)
    }


def _overlay(values: dict[str, Any], environ: Mapping[str, str]) -> None:
    """Lay `LOTSEN_<SECTION>_<KEY>` and `LOTSEN_<KEY>` over the file; unknown ones are refused."""
    sections = _sections()
    plain = set(Settings.model_fields) - set(sections)
    for name, value in environ.items():
        if not name.startswith("LOTSEN_") or name in {"LOTSEN_CONFIG", "LOTSEN_DEEP"}:
            continue
        key = name.removeprefix("LOTSEN_").lower()
        if key in plain:
            values[key] = value
            continue
        section, _, rest = key.partition("_")
        if rest not in sections.get(section, set()):
            raise SettingsRefused(f"{name}: no such setting")
        values.setdefault(section, {})[rest] = value


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read `lotsen.toml` (path in LOTSEN_CONFIG) and the environment.

    Raises SettingsRefused, which names the key and the cause and shows no value.
    """
    environ = os.environ if environ is None else environ
    path = Path(environ.get("LOTSEN_CONFIG", "lotsen.toml"))
    values: dict[str, Any] = {}
    if path.exists():
        try:
            values = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsRefused(f"{path}: {error}") from None
    elif "LOTSEN_CONFIG" in environ:
        raise SettingsRefused(f"{path}: no such file")
    _overlay(values, environ)
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        causes = [
            f"{'.'.join(str(part) for part in item['loc'])}: {item['msg']}"
            for item in error.errors(include_input=False, include_url=False, include_context=False)
        ]
        raise SettingsRefused("; ".join(causes)) from None
