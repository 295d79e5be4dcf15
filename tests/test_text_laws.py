"""What templates and texts may not contain: inline code, unused imports, untranslated or hurtful words."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from lotsen.web import i18n_catalogues

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "lotsen"
TEMPLATES = sorted(
    path for path in PACKAGE.rglob("templates/**/*") if path.suffix in {".html", ".svg", ".txt"}
)
TAG = re.compile(r"</?[a-zA-Z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")

SAID = re.compile(r"\s(?:alt|aria-label|aria-description|placeholder|title)=\"([^\"]*)\"")
SAME_EVERYWHERE = {"Lotsen", "Deutsch", "English", "KERN", "EUPL"}

IN_EVERY_LANGUAGE = {"offline.html"}  # kept on the device, where nobody knows who will read it


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def without_comments(template: str) -> str:
    return re.sub(r"\{#.*?#\}|<!--.*?-->", "", template, flags=re.DOTALL)


def parsed(path: Path) -> nodes.Template:
    environment = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)
    return environment.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_carry_no_inline_style_or_script(path: Path) -> None:
    """The content security policy would block them silently, for the reader only."""
    text = without_comments(path.read_text(encoding="utf-8"))
    for tag in TAG.findall(text):
        assert not re.search(r"\s(?:style|on[a-z]+)\s*=", tag), tag
        assert not re.search(r"=\s*[\"']?\s*javascript:", tag, re.IGNORECASE), tag
    assert not re.search(r"<style\b", text)
    for script in re.finditer(r"<script\b([^>]*)>(.*?)</script>", text, re.DOTALL):
        assert "src=" in script[1], script[0]
        assert script[2].strip() == "", script[0]


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_load_nothing_from_elsewhere(path: Path) -> None:
    text = without_comments(path.read_text(encoding="utf-8"))
    loaded = re.compile(
        r"(?:src|srcset|action|xlink:href)\s*=\s*[\"']?\s*(?:https?:)?//|<link\b[^>]*https?://"
    )
    assert not loaded.search(text)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_import_nothing_they_do_not_use(path: Path) -> None:
    tree = parsed(path)
    brought: set[str] = set()
    for from_import in tree.find_all(nodes.FromImport):
        brought |= {names[1] if isinstance(names, tuple) else names for names in from_import.names}
    brought |= {node.target for node in tree.find_all(nodes.Import)}
    used = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}
    assert brought - used == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_switch_no_escaping_off(path: Path) -> None:
    tree = parsed(path)
    assert not [node.lineno for node in tree.find_all(nodes.Filter) if node.name == "safe"]
    assert not list(tree.find_all(nodes.ScopedEvalContextModifier))


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path.name not in IN_EVERY_LANGUAGE], ids=name)
def test_every_word_in_a_template_is_marked_for_translation(path: Path) -> None:
    """Text outside of trans and gettext is either markup or a name that is the same in every language."""
    text = without_comments(path.read_text(encoding="utf-8"))
    text = re.sub(r"\{%-?\s*trans\b.*?endtrans\s*-?%\}", " ", text, flags=re.DOTALL)
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<!doctype[^>]*>", " ", text, flags=re.DOTALL)
    said = SAID.findall(text)
    text = re.sub(r"\s[\w-]+=\"[^\"]*\"", " ", TAG.sub(" ", text))
    words = re.findall(r"[^\W\d_]{2,}", re.sub(r"&#?\w+;", " ", " ".join([text, *said])))
    assert [word for word in words if word not in SAME_EVERYWHERE] == []


def test_there_are_templates_to_look_at() -> None:
    assert TEMPLATES


def test_the_catalogues_are_complete_and_up_to_date() -> None:
    assert i18n_catalogues.check() == []


def test_nowhere_does_a_person_read_that_a_family_is_a_risk() -> None:
    """Families are spoken with about needs and resources; the word would reach their copy of the record."""
    word = re.compile(r"risiko|risik|\brisk|risque", re.IGNORECASE)
    texts = [*TEMPLATES, *(ROOT / "translations").rglob("*.po"), *(ROOT / "translations").rglob("*.pot")]
    endings = {".csv", ".json", ".md", ".toml", ".txt", ".yaml", ".yml"}
    texts += [path for path in PACKAGE.rglob("*") if path.suffix in endings and "vendor" not in path.parts]
    assert len(texts) > len(TEMPLATES) + 2
    breaches = [
        f"{name(path)}: {line.strip()}"
        for path in texts
        for line in path.read_text(encoding="utf-8").splitlines()
        if word.search(line)
    ]
    assert breaches == []
