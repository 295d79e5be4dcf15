"""Printed papers: tagged, in every script that families read, and never with a hole where a letter was."""

import io
from pathlib import Path

import pypdf
import pytest
import typst
import zxingcpp
from flask import Flask
from PIL import Image

from lotsen.web import pdf
from lotsen.web.i18n import in_language, init_i18n

TEMPLATE = """#show: paper.with(title: data.title, footer: data.footer)
== #data.heading
#facts(data.rows)
#image(bytes(data.qr), format: "svg", width: 3cm, alt: "QR")
"""
WORDS = {
    "title": "Žofie Größe",
    "footer": "Lindbrück",
    "heading": "Привіт, Україно",
    "rows": [["*Markup* #let x", "#emph[nothing]"], ["العربية", "مرحبا"]],
    "qr": pdf.qr_svg("https://lotsen.example/hint"),
}


@pytest.fixture
def app() -> Flask:
    found = Flask("lotsen.web", static_folder=None)
    init_i18n(found)
    return found


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "paper.typ"
    path.write_text(TEMPLATE, encoding="utf-8")
    return path


def test_a_paper_is_tagged_and_names_its_title_and_language(app: Flask, template: Path) -> None:
    with app.test_request_context(), in_language("de"):
        reader = pypdf.PdfReader(io.BytesIO(pdf.render_pdf(template, WORDS)))
    root = reader.root_object
    assert str(root["/Lang"]) == "de"
    assert "/StructTreeRoot" in root
    assert reader.metadata is not None
    assert reader.metadata.title == WORDS["title"]


def test_what_looks_like_markup_in_data_is_printed_as_it_stands(app: Flask, template: Path) -> None:
    with app.test_request_context():
        text = pypdf.PdfReader(io.BytesIO(pdf.render_pdf(template, WORDS))).pages[0].extract_text()
    assert "*Markup* #let x" in text
    assert "#emph[nothing]" in text


def test_a_letter_that_no_font_has_is_refused(app: Flask, template: Path) -> None:
    with app.test_request_context(), pytest.raises(typst.TypstError):
        pdf.render_pdf(template, {**WORDS, "title": "漢字"})


def test_a_code_on_paper_leads_where_it_should(app: Flask, template: Path) -> None:
    with app.test_request_context():
        content = pdf.render_pdf(template, WORDS)
    assert content.startswith(b"%PDF")
    png = typst.compile(
        b'#set page(width: 5cm, height: 5cm)\n#image(bytes(sys.inputs.qr), format: "svg")',
        sys_inputs={"qr": str(WORDS["qr"])},
        format="png",
    )
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))
    assert [code.text for code in found] == ["https://lotsen.example/hint"]
