"""Root providers: where the key above all keys comes from. It never lies in a database.

Level 0 (`file`, `env`) protects a stolen dump or backup; it is for demonstration and development.
Higher levels register beside them and meet the same protocol.
"""

import base64
import binascii
import enum
import errno
import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final, Protocol, Self

from lotsen.kernel import LotsenError, gettext_noop
from lotsen.vault.keys import KEY_BYTES, new_key

_HEX_DIGITS = 2 * KEY_BYTES
_LONGEST_TEXT = 1024
_FEWEST_DIFFERENT = 8


class RootFault(enum.StrEnum):
    """Why a root key is refused."""

    MISSING = "missing"
    EXISTS = "exists"
    UNREADABLE = "unreadable"
    SYMLINK = "symlink"
    NOT_A_FILE = "not_a_file"
    OWNER = "owner"
    PERMISSIONS = "permissions"
    LENGTH = "length"
    NOT_RANDOM = "not_random"
    UNKNOWN_KIND = "unknown_kind"


_SENTENCES: Mapping[RootFault, str] = MappingProxyType(
    {
        RootFault.MISSING: gettext_noop("There is no root key at %(place)s."),
        RootFault.EXISTS: gettext_noop("There is a root key at %(place)s already; it was left as it is."),
        RootFault.UNREADABLE: gettext_noop("The root key at %(place)s cannot be read or written."),
        RootFault.SYMLINK: gettext_noop(
            "The root key at %(place)s is a symbolic link; name the file itself."
        ),
        RootFault.NOT_A_FILE: gettext_noop("The root key at %(place)s is not a regular file."),
        RootFault.OWNER: gettext_noop("The root key at %(place)s belongs to another user."),
        RootFault.PERMISSIONS: gettext_noop(
            "The root key at %(place)s can be reached by other users; its permissions must be 0600."
        ),
        RootFault.LENGTH: gettext_noop(
            "The root key at %(place)s is not 32 bytes written as hexadecimal or base64 text."
        ),
        RootFault.NOT_RANDOM: gettext_noop("The root key at %(place)s is a placeholder, not a random key."),
        RootFault.UNKNOWN_KIND: gettext_noop(
            "There is no root provider of the kind %(place)s; known kinds are: %(known)s."
        ),
    }
)


class RootRefused(LotsenError):
    """The root key cannot be used; `reason` says why, `place` where, and nothing says what was read."""

    status = 500
    message = gettext_noop("The root key cannot be used.")

    def __init__(self, reason: RootFault, place: str, **params: object) -> None:
        self.message = _SENTENCES[reason]
        self.reason = reason
        super().__init__(reason=reason.value, place=place, **params)


class RootProvider(Protocol):
    """Hands out the root key of one epoch; `level` says what it protects against."""

    @property
    def level(self) -> int:
        """Return 0 for demonstration and development, more for real protection."""
        ...

    @property
    def name(self) -> str:
        """Return the kind of provider, as settings and the start-up line name it."""
        ...

    @property
    def epoch(self) -> int:
        """Return the number of the root key; a new epoch re-wraps everything below."""
        ...

    def key(self) -> bytes:
        """Return the 32 bytes, or raise `RootRefused`."""
        ...


@dataclass(frozen=True, slots=True)
class FileRoot:
    """A key file that only the process user can reach; read at each call, never kept."""

    path: Path
    epoch: int = 1
    level: int = 0
    name: str = "file"

    @classmethod
    def create(cls, path: Path, epoch: int = 1) -> Self:
        """Write a new random key that survives a crash, and never over a file that exists."""
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        except FileExistsError:
            raise RootRefused(RootFault.EXISTS, str(path)) from None
        except OSError:
            raise RootRefused(RootFault.UNREADABLE, str(path)) from None
        try:
            with os.fdopen(handle, "wb") as file:
                os.fchmod(file.fileno(), 0o600)  # whatever the umask took away
                file.write(new_key().hex().encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
            _sync_folder(path.parent)
        except OSError:
            path.unlink(missing_ok=True)  # half a key must not look like a key
            raise RootRefused(RootFault.UNREADABLE, str(path)) from None
        return cls(path, epoch)

    def key(self) -> bytes:
        """Return the key, after making sure that this very file is out of the reach of others."""
        place = str(self.path)
        handle = _open_itself(self.path)
        try:
            _check_reach(os.fstat(handle), place)
            text = os.read(handle, _LONGEST_TEXT)
        finally:
            os.close(handle)
        return _decoded(text, place)


@dataclass(frozen=True, slots=True)
class EnvRoot:
    """A key in an environment variable, for containers whose platform hands secrets over that way."""

    variable: str
    epoch: int = 1
    level: int = 0
    name: str = "env"

    def key(self) -> bytes:
        """Return the key from the environment of this process."""
        text = os.environb.get(self.variable.encode())
        if not text:
            raise RootRefused(RootFault.MISSING, self.variable)
        return _decoded(text, self.variable)


def _file_root(path: Path, epoch: int) -> RootProvider:
    return FileRoot(path, epoch)


def _env_root(path: Path, epoch: int) -> RootProvider:
    return EnvRoot(str(path), epoch)


PROVIDERS: Final[Mapping[str, Callable[[Path, int], RootProvider]]] = MappingProxyType(
    {"file": _file_root, "env": _env_root}
)


def open_root(kind: str, path: Path | str, epoch: int = 1) -> RootProvider:
    """Return the provider the settings name; `path` is the key file, or for `env` the variable's name."""
    provider = PROVIDERS.get(kind)
    if provider is None:
        raise RootRefused(RootFault.UNKNOWN_KIND, kind, known=", ".join(sorted(PROVIDERS)))
    return provider(Path(path), epoch)


def _open_itself(path: Path) -> int:
    try:
        return os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise RootRefused(RootFault.MISSING, str(path)) from None
    except OSError as error:
        fault = RootFault.SYMLINK if error.errno == errno.ELOOP else RootFault.UNREADABLE
        raise RootRefused(fault, str(path)) from None


def _check_reach(found: os.stat_result, place: str) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise RootRefused(RootFault.NOT_A_FILE, place)
    if found.st_uid not in (os.geteuid(), 0):
        raise RootRefused(RootFault.OWNER, place)
    if found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise RootRefused(RootFault.PERMISSIONS, place)


def _decoded(text: bytes, place: str) -> bytes:
    text = text.strip()
    try:
        key = binascii.unhexlify(text) if len(text) == _HEX_DIGITS else base64.b64decode(text, validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise RootRefused(RootFault.LENGTH, place)
    if len(set(key)) < _FEWEST_DIFFERENT:
        raise RootRefused(RootFault.NOT_RANDOM, place)
    return key


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
