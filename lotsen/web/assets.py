"""Static files: hashed names from the manifest that hatch_build.py wrote, and WhiteNoise to send them."""

import json
from functools import cache
from pathlib import Path
from typing import cast

from flask import Flask, Response, render_template
from whitenoise import WhiteNoise

from lotsen.web.i18n import LANGUAGES, gettext, in_language, text_direction

BUILT = Path(__file__).parent / "static" / "vendor"
PREFIX = "/static/"
HASHED = r"\.[0-9a-f]{12}\."
FAVICON = "/favicon.ico"
"""Where browsers, bookmarks and other programs ask for a sign, whatever a page says."""

_DAY = 24 * 60 * 60
_MANIFEST = BUILT / "manifest.json"


class AssetsMissing(Exception):
    """The style sheets, fonts and scripts have not been built, or not all of them are there."""


@cache
def manifest() -> dict[str, str]:
    """Return plain name → hashed name of every static file; refuse when one of them is gone."""
    if not _MANIFEST.is_file():
        raise AssetsMissing("The style sheets and scripts are not built yet: run `make assets`.")
    names = cast("dict[str, str]", json.loads(_MANIFEST.read_text(encoding="utf-8")))
    gone = sorted(name for name, hashed in names.items() if not (BUILT / hashed).is_file())
    if gone:
        raise AssetsMissing(f"Built files are gone: {', '.join(gone)}. Run `make assets`.")
    return names


def asset_url(name: str) -> str:
    """Return the address of a static file, which changes with its content: `asset("app.css")`."""
    try:
        return PREFIX + manifest()[name]
    except KeyError:
        raise AssetsMissing(f"There is no built file {name}. Run `make assets`.") from None


def stylesheet_url(name: str) -> str:
    """Return the address of a style sheet, mirrored where the language runs from right to left."""
    return asset_url(f"{name}.rtl.css" if text_direction() == "rtl" else f"{name}.css")


def licence_texts() -> list[tuple[str, str]]:
    """Return (name, text) of the licences of what is built in."""
    names = sorted(name for name in manifest() if name.startswith("licences/"))
    return [(Path(name).stem, (BUILT / manifest()[name]).read_text(encoding="utf-8")) for name in names]


def service_worker() -> Response:
    """Answer with the service worker; it must be sent from `/sw.js` to be in charge of every page."""
    text = (BUILT / manifest()["sw.js"]).read_text(encoding="utf-8")
    return Response(text, content_type="text/javascript; charset=utf-8")


def offline_page() -> str:
    """Render the "no connection" page, the only one the service worker keeps."""
    texts = []
    for language in LANGUAGES:
        with in_language(language):
            texts.append(
                {
                    "language": language,
                    "title": gettext("No connection"),
                    "sentence": gettext("This page needs the network. Nothing you had saved is lost."),
                    "again": gettext("Try again"),
                }
            )
    return render_template("offline.html", texts=texts)


def init_assets(app: Flask) -> None:
    """Serve the built files under /static/, compressed and for ever, before any of Flask runs.

    The sign stands at its usual address too, kept for a day: there its name has no hash.
    """
    names = manifest()
    app.jinja_env.globals.update(asset=asset_url, stylesheet=stylesheet_url)
    static = WhiteNoise(
        app.wsgi_app,
        root=str(BUILT),
        prefix=PREFIX,
        max_age=_DAY,
        allow_all_origins=False,
        immutable_file_test=HASHED,
    )
    static.add_file_to_dictionary(FAVICON, str(BUILT / names["favicon.ico"]))
    app.wsgi_app = static  # type: ignore[method-assign]  # the documented way to wrap a Flask application
