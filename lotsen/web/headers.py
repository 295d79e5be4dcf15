"""Security headers on every answer: pages, errors, static files, and what fails before Flask.

They are set around the whole application, so that no view can forget them. The content security policy allows
no inline script or style and nothing from elsewhere; scripts may reach dangerous sinks only through the one
Trusted Types policy `lotsen`, which registers the service worker (W3C CSP3, W3C Trusted Types).
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.datastructures import Headers

from lotsen.web.assets import FAVICON, PREFIX

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "require-trusted-types-for 'script'",
        "trusted-types lotsen",
    )
)
_FEATURES = (
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
)
EVERYWHERE = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _FEATURES),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
OPEN_DATA = "/api/"
"""Under it lies what every program anywhere may read; no session is looked at there."""
_FOR_ANY_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_FOR_A_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}
STRICT_TRANSPORT = "max-age=31536000; includeSubDomains"


class SecureHeaders:
    """WSGI middleware that writes the headers; a page is never kept, a hashed file for ever.

    Open data says itself how long it is good, and may be read from any origin (Fetch Standard, CORS).
    """

    def __init__(self, application: "WSGIApplication") -> None:
        self._application = application

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Pass the request on and complete the headers of its answer."""
        under_tls = environ.get("wsgi.url_scheme") == "https"
        path = environ.get("PATH_INFO", "")
        is_open = path.startswith(OPEN_DATA)
        lasts = is_open or path.startswith(PREFIX) or path == FAVICON
        extra = dict(_FOR_ANY_ORIGIN) if is_open else {}
        if is_open and environ.get("REQUEST_METHOD") == "OPTIONS":
            extra |= _FOR_A_PREFLIGHT

        def start(status: str, given: list[tuple[str, str]], *failure: object) -> object:
            headers = Headers(given)
            for name, value in (EVERYWHERE | extra).items():
                headers.set(name, value)
            if under_tls:
                headers.set("Strict-Transport-Security", STRICT_TRANSPORT)
            if not (lasts and status[:3] in {"200", "206", "304"}):
                headers.set("Cache-Control", "no-store")
            return start_response(status, headers.to_wsgi_list(), *failure)  # type: ignore[arg-type]  # exc_info as given

        return self._application(environ, start)  # type: ignore[arg-type]  # returns what the server's own does


def init_headers(app: Flask) -> None:
    """Wrap the application; call it after init_assets and before a proxy fix, which must be outermost."""
    app.wsgi_app = SecureHeaders(app.wsgi_app)  # type: ignore[method-assign]  # the documented way to wrap Flask
