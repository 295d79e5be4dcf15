"""Printed papers: a Typst template and plain data become a tagged PDF (PDF/UA-1, ISO 14289-1).

Data enter as strings: what looks like markup in them is printed as it stands. A missing glyph, a picture
without a description or a skipped heading is refused by the typesetter: a paper is right, or it is not made.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import segno
import typst
from flask import Response

from lotsen.web.assets import BUILT, manifest
from lotsen.web.i18n import current_language, text_direction

_FRAME = Path(__file__).parent / "papers" / "frame.typ"


def render_pdf(template: Path, data: Mapping[str, object]) -> bytes:
    """Set a template with its data, in the reader's language and direction unless `data` names another.

    The common frame stands before the template, so its functions and `data` are at hand.
    Raises typst.TypstError where the paper would not be accessible.
    """
    inside = {"language": current_language(), "direction": text_direction(), **data}
    return typst.compile(
        _FRAME.read_bytes() + template.read_bytes(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(inside, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        format="pdf",
    )


@cache
def _fonts() -> typst.Fonts:
    """Read the built fonts once; papers use no others."""
    manifest()
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(BUILT / "pdf")]
    )


def pdf_answer(content: bytes, name: str) -> Response:
    """Answer with a paper to look at or to print; browsers keep no copy of it."""
    answer = Response(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


def qr_svg(address: str) -> str:
    """Return an address as a QR code (ISO/IEC 18004) for a paper, error correction level M."""
    return str(segno.make(address, error="m", micro=False).svg_inline(border=4, scale=4))


def qr_image(address: str) -> str:
    """Return an address as a QR code for a page: a data URI, dark on white in every colour scheme."""
    return str(segno.make(address, error="m", micro=False).svg_data_uri(border=4, scale=5, light="white"))
