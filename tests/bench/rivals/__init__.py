"""What else a town might search with: the same services, the same questions, the same page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from lotsen.directory.search import SearchEntry
from lotsen.places.domain import Point

SHOWN = 20


@dataclass(frozen=True)
class Wanted:
    """A results page: text, perhaps a language, perhaps a circle in metres."""

    text: str
    language: str | None = None
    point: Point | None = None
    radius: int | None = None


class Rival(Protocol):
    """A search engine under measure."""

    name: str

    def fill(self, entries: Sequence[SearchEntry]) -> None:
        """Take all services and build the index."""
        ...

    def megabytes(self) -> float:
        """Say how much room services and index take."""
        ...

    def page(self, wanted: Wanted) -> list[int]:
        """Find a page with the counts beside it; return the numbers of the services shown."""
        ...


def row_of(number: int, entry: SearchEntry) -> tuple[object, ...]:
    """Return a service as a table holds it; languages between blanks, " * " for an interpreter."""
    spot = entry.spots[0].point if entry.spots else None
    spoken = f" {' '.join(sorted(entry.languages))} " if entry.languages else ""
    return (
        number,
        entry.name,
        " ".join(entry.type_words),
        entry.organization,
        entry.description,
        entry.service_type,
        f"{spoken or ' '}* " if entry.interpreter else spoken,
        entry.cost.value if entry.cost else "",
        "" if entry.home_visit is None else str(int(entry.home_visit)),
        entry.capacity.value if entry.capacity else "",
        spot.latitude if spot else None,
        spot.longitude if spot else None,
    )


COLUMNS = "id, name, kind, organization, description, type, languages, cost, home_visit, capacity, lat, lon"

PAGE = """
with f as materialized ({found}),
shown as (select id, score from f order by score desc, id limit {shown})
select '', id, 0 from shown
union all select 'type', null, count(*) from f group by type
union all select 'cost', null, count(*) from f group by cost
union all select 'home_visit', null, count(*) from f group by home_visit
union all select 'capacity', null, count(*) from f group by capacity
union all select 'languages', null, count(*) from f group by languages
"""


def filters(wanted: Wanted, mark: str) -> tuple[str, list[object]]:
    """Return the conditions of a page beside its text, as SQL with its parameters; not stated is never no."""
    sql, values = "", list[object]()
    if wanted.language:
        sql += f" and (s.languages = '' or s.languages like {mark} or s.languages like {mark})"
        values += [f"% {wanted.language} %", "% * %"]
    if wanted.point and wanted.radius:
        # Degrees to metres at 51 degrees north; the square of the distance needs no root.
        sql += (
            f" and (s.lat is null or (s.lat - {mark}) * (s.lat - {mark}) * 12364000000.0"
            f" + (s.lon - {mark}) * (s.lon - {mark}) * 4896000000.0 <= {mark})"
        )
        values += [wanted.point.latitude] * 2 + [wanted.point.longitude] * 2 + [float(wanted.radius**2)]
    return sql, values
