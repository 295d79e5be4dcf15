"""Looking for services from the command line: the search of the pages, asked and answered in words."""

import json
from dataclasses import dataclass
from typing import NoReturn
from uuid import UUID

import click

from lotsen.cli import frame
from lotsen.cli.directory.answer import as_data, lines
from lotsen.desk import Desk
from lotsen.directory import actions
from lotsen.directory.domain import Capacity, Cost, ServiceWish
from lotsen.places import actions as places
from lotsen.places.domain import normalise_postcode, slug
from lotsen.terms import vocabulary

NOTHING_FOUND = 1


class _Wrong(Exception):
    """A wish that cannot be asked; `choices` are the municipalities one of which is meant."""

    def __init__(self, message: str, choices: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.choices = choices or {}


@dataclass(frozen=True)
class _Typed:
    """What was typed to name a type of service, a place and a language."""

    kind: str
    postcode: str
    municipality: str
    district: str
    language: str


@click.command()
@click.argument("query", required=False, default="")
@click.option("--type", "kind", default="", metavar="TYPE", help="D3 and such, or the name of an own type.")
@click.option("--postcode", default="", metavar="PLZ", help="Who serves this postcode; see --radius.")
@click.option(
    "--radius",
    type=click.IntRange(1, 500),
    metavar="KM",
    help="At most so far from the postcode, as the crow flies.",
)
@click.option("--municipality", default="", metavar="TOWN", help="Its name or its key.")
@click.option("--district", default="", metavar="DISTRICT", help="A Sozialraum: its name or its code.")
@click.option("--language", default="", metavar="CODE", help="ar, tr, uk and such: who speaks it.")
@click.option("--cost", type=click.Choice([one.value for one in Cost]), help="What a family pays.")
@click.option("--home-visit", is_flag=True, help="Who comes to the home.")
@click.option("--capacity", type=click.Choice([one.value for one in Capacity]), help="Whether there is room.")
@click.option("--open-now", is_flag=True, help="Where somebody is there at this moment.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="So many at most.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Leave out so many of the first.")
@frame.json_option
@frame.plainly
def search(
    query: str,
    kind: str,
    postcode: str,
    radius: int | None,
    municipality: str,
    district: str,
    language: str,
    cost: str | None,
    home_visit: bool,  # flags of the command line
    capacity: str | None,
    open_now: bool,
    limit: int,
    offset: int,
    as_json: bool,
) -> None:
    r"""Find services, the best first, exactly as the page of the directory does.

    \b
    lotsen directory search "hebamme köln"
    lotsen directory search schreiambulanz --postcode 50667 --radius 15
    lotsen directory search --type D3 --language ar --home-visit --json

    QUERY is what people say: names, towns, languages and everyday words; slips of the pen are understood, and
    it is told what was searched instead. Without QUERY everything that meets the options is listed.

    A service that says nothing about a wish is listed last and marked "ask": an empty field never means no.
    Where nothing meets every wish, the one is named that stands in the way most; where nobody is in a place,
    that is said, and the nearest elsewhere follow. "in essen" is the place, "essen" in quotation marks the
    word. A postcode that lies in several municipalities needs --municipality. A protected address has no
    place and no distance here.

    --json prints: directory_version, total, not_stated, services (id, name, organization, type, distance_m,
    capacity with its day, says_nothing_about …), understood (false: no word was in QUERY), did_you_mean,
    unknown_places, recognised (place, language and wishes read out of the words), other_reading (how to ask
    for the other meaning of a word that is a place, too), nobody_there (nothing found lies in the place or is
    responsible for it; in_directory: nothing at all), nearest (services elsewhere then), relaxed (only most
    of the words were found), nearly (the wish to drop, and what that gives) and facets (counts by value).

    Exit codes: 0 something was found, 1 nothing was found, 2 the call is wrong.
    """
    if radius is not None and not postcode:
        frame.fail("--radius is counted from a --postcode", frame.USAGE)
    typed = _Typed(kind.strip(), postcode, municipality.strip(), district.strip(), language.strip())
    state = frame.settings().state
    try:
        with frame.machine_desk("directory.search", writing=False) as desk:
            wish = _wish(
                desk,
                typed,
                ServiceWish(
                    text=query,
                    radius_km=radius,
                    cost=Cost(cost) if cost else None,
                    home_visit=True if home_visit else None,
                    capacity=Capacity(capacity) if capacity else None,
                    open_now=open_now,
                ),
            )
            found = actions.find_services(desk, wish, offset=offset, limit=limit, state=state)
            own = actions.type_names(desk)
            version = actions.directory_version(desk)
    except _Wrong as wrong:
        _end(wrong, as_json=as_json)
    if as_json:
        click.echo(json.dumps(as_data(found, own, version), ensure_ascii=False, indent=2))
    else:
        for line in lines(found, own, version, offset):
            click.echo(line)
    raise SystemExit(0 if len(found) else NOTHING_FOUND)


def _end(wrong: _Wrong, *, as_json: bool) -> NoReturn:
    if as_json and wrong.choices:
        choices = [{"key": key, "name": name} for key, name in wrong.choices.items()]
        click.echo(json.dumps({"municipalities": choices}, ensure_ascii=False, indent=2))
    frame.fail(str(wrong), frame.USAGE)


def _wish(desk: Desk, typed: _Typed, wish: ServiceWish) -> ServiceWish:
    """Add what names something of the directory or of the list of places."""
    town = _town(desk, typed.municipality)
    language = typed.language.lower() or None
    if language is not None and language not in vocabulary().languages:
        raise _Wrong(f"there is no language {typed.language}; known: {', '.join(vocabulary().languages)}")
    service_type, term = _kind(desk, typed.kind)
    return ServiceWish(
        **{
            **vars(wish),
            "service_type": service_type,
            "term_id": term,
            "language": language,
            "district": _district(desk, typed.district, town),
            "postcode": _postcode(desk, typed.postcode, town),
            "municipality": town,
        }
    )


def _kind(desk: Desk, typed: str) -> tuple[str | None, UUID | None]:
    if not typed:
        return None, None
    if typed.upper() in vocabulary().service_types:
        return typed.upper(), None
    for term, name in actions.type_names(desk).items():
        if typed in (str(term), name) or slug(typed) == slug(name):
            return None, term
    known = ", ".join(vocabulary().service_types)
    raise _Wrong(f"there is no type of service {typed}; known: {known}, and the municipality's own")


def _town(desk: Desk, typed: str) -> str | None:
    if not typed:
        return None
    towns = {row.code: row.name for row in places.municipalities(desk)}
    meant = [code for code, name in towns.items() if typed == code or slug(typed) == slug(name)]
    if len(meant) > 1:
        choices = {code: towns[code] for code in meant}
        raise _Wrong(f"several municipalities are called {typed}: {_named(choices)}; give its key", choices)
    if not meant:
        raise _Wrong(f"the list of places knows no municipality {typed}")
    return meant[0]


def _district(desk: Desk, typed: str, town: str | None) -> str | None:
    if not typed:
        return None
    known = places.districts(desk, municipality=town)
    meant = [row for row in known if typed == row.code or slug(typed) == slug(row.name)]
    if len(meant) > 1:
        codes = ", ".join(row.code for row in meant)
        raise _Wrong(f"several districts are called {typed}: {codes}; give --municipality or the code")
    if not meant:
        raise _Wrong(f"the list of places knows no district {typed}")
    return meant[0].code


def _postcode(desk: Desk, typed: str, town: str | None) -> str | None:
    if not typed:
        return None
    postcode = normalise_postcode(typed)
    if postcode is None:
        raise _Wrong(f"{typed} is no postcode; it has five digits")
    choices = {row.code: row.name for row in places.towns_of(desk, postcode)}
    if not choices:
        raise _Wrong(f"the list of places knows no postcode {postcode}; `lotsen places import` brings them")
    if town is None and len(choices) > 1:
        raise _Wrong(
            f"the postcode {postcode} lies in several municipalities: {_named(choices)};"
            " say with --municipality which one is meant",
            choices,
        )
    if town is not None and town not in choices:
        raise _Wrong(f"the postcode {postcode} lies elsewhere: {_named(choices)}", choices)
    return postcode


def _named(choices: dict[str, str]) -> str:
    return ", ".join(f"{name} ({key})" for key, name in choices.items())
