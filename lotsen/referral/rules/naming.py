"""What a published rule set is called, without reading its rules: a page of versions names many of them."""

from ruamel.yaml import YAML
from ruamel.yaml.events import CollectionEndEvent, CollectionStartEvent, ScalarEvent

from lotsen.terms import Texts


def read_title(text: str) -> Texts:
    """Return the title that a rule set which was checked once has; reading ends where it has been read."""
    told: list[str] = []
    depth, key = 0, ""
    for event in YAML(typ="safe", pure=True).parse(text):
        if isinstance(event, ScalarEvent) and depth == 1:
            key = "" if key else event.value
        elif isinstance(event, ScalarEvent) and depth == 2 and key == "title":
            told.append(" ".join(event.value.split()))
        elif isinstance(event, CollectionStartEvent):
            depth += 1
        elif isinstance(event, CollectionEndEvent):
            depth -= 1
            if depth == 1 and key == "title":
                break
            key = "" if depth == 1 else key
    return Texts.of(dict(zip(told[::2], told[1::2], strict=True)))
