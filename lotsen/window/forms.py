"""What is sent to the window: a wish, a postcode, the ids of a memo list. What cannot be read is no wish."""

from collections.abc import Collection, Mapping
from uuid import UUID

from lotsen.directory.domain import RADII
from lotsen.kernel import is_printable
from lotsen.places.domain import normalise_postcode
from lotsen.web.forms import tidy
from lotsen.window.domain import SITUATIONS, Price, Wish

LONGEST = 100


def read_wish(sent: Mapping[str, str], *, districts: Collection[str], languages: Collection[str]) -> Wish:
    """Return what a family looks for; a postcode that is none is kept as typed, for the page to say so.

    The button for the other meaning of a word sends the words it asks for.
    """
    price, radius = sent.get("price", ""), sent.get("radius_km", "")
    return Wish(
        words=_line(sent.get("rather", "") or sent.get("words", "")),
        situation=_one_of(sent.get("situation", ""), SITUATIONS),
        postcode=read_postcode(sent),
        municipality=_line(sent.get("municipality", "")),
        district=_one_of(sent.get("district", ""), districts),
        language=_one_of(sent.get("speaks", ""), languages),
        home_visit=bool(sent.get("home_visit")),
        price=Price(price) if price in {one.value for one in Price} else None,
        room=bool(sent.get("room")),
        open_now=bool(sent.get("open_now")),
        radius_km=int(radius) if radius in map(str, RADII) else None,
    )


def read_postcode(sent: Mapping[str, str]) -> str:
    """Return a postcode in five digits, or what was typed in its place."""
    typed = _line(sent.get("postcode", ""))
    return normalise_postcode(typed) or typed


def read_ids(sent: str) -> tuple[UUID, ...]:
    """Read the ids of a memo list, apart by commas; what is no id is left out."""
    return tuple(found for part in sent[:4000].split(",") if (found := _id(part)))


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _line(text: str) -> str:
    """Return one short line; a text that nobody could read is none."""
    line = " ".join(str(tidy(text)).split())[:LONGEST]
    return line if is_printable(line) else ""


def _one_of(value: str, known: Collection[str]) -> str:
    return value if value in known else ""
