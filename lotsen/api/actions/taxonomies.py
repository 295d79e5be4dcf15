"""Taxonomies and their terms: what the directory holds, and those of our own profile."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlmodel import col, select

from lotsen.api.domain import Asked, Node, page_of, public_node, rank
from lotsen.desk import Desk
from lotsen.directory.profile import taxonomy_node, term_node, terms
from lotsen.directory.tables import Taxonomy, TaxonomyTerm
from lotsen.kernel import NotVisible


def list_taxonomies(desk: Desk, asked: Asked) -> Node:
    """Return a page of taxonomies by name."""
    found = _searched(asked, _taxonomies(desk).values())
    return page_of(asked, len(found), list(asked.slice(found)))


def read_taxonomy(desk: Desk, row: UUID) -> Node:
    """Return one taxonomy; raises NotVisible."""
    found = _taxonomies(desk).get(str(row))
    if found is None:
        raise NotVisible
    return found


def list_terms(desk: Desk, asked: Asked) -> Node:
    """Return a page of terms by name; `top_only` leaves those that have no parent."""
    found = _searched(asked, [one for one in _terms(desk).values() if _is_meant(one, asked)])
    return page_of(asked, len(found), list(asked.slice(found)))


def read_term(desk: Desk, row: UUID) -> Node:
    """Return one term with its taxonomy; raises NotVisible."""
    found = named_terms(desk, {str(row)})
    if not found:
        raise NotVisible
    return found[str(row)]


def named_terms(desk: Desk, ids: Collection[str]) -> dict[str, Node]:
    """Return terms with their taxonomies, by id."""
    return _terms(desk, {UUID(row) for row in ids})


def _is_meant(term: Node, asked: Asked) -> bool:
    if asked.top_only and "parent_id" in term:
        return False
    if asked.parent_id is not None and term.get("parent_id") != str(asked.parent_id):
        return False
    taxonomy = term.get("taxonomy_detail", {}).get("id")
    return asked.taxonomy_id is None or taxonomy == str(asked.taxonomy_id)


def _taxonomies(desk: Desk) -> dict[str, Node]:
    rows = desk.db.exec(select(Taxonomy)).all()
    nodes = [taxonomy_node(row.model_dump()) | {"id": str(row.id)} for row in rows]
    found = [public_node("taxonomy", node) for node in (*nodes, *terms.TAXONOMIES)]
    return {node["id"]: node for node in found if node is not None}


def _terms(desk: Desk, wanted: Collection[UUID] | None = None) -> dict[str, Node]:
    """Read all terms, or those wanted; ours count before what a file may have brought under their ids."""
    query = select(TaxonomyTerm)
    if wanted is not None:
        query = query.where(col(TaxonomyTerm.id).in_(wanted))
    rows = desk.db.exec(query).all()
    stored = [term_node(row.model_dump(), {}) | {"id": str(row.id)} for row in rows]
    own = [node for node in terms.nodes() if wanted is None or UUID(node["id"]) in wanted]
    taxonomies = _taxonomies(desk)
    found: dict[str, Node] = {}
    for node in (*stored, *own):
        shown = public_node("taxonomy_term", node)
        if shown is not None:
            detail = taxonomies.get(str(shown.get("taxonomy_id")))
            if detail is not None:
                del shown["taxonomy_id"]
                shown["taxonomy_detail"] = detail
            found[shown["id"]] = shown
    return found


def _searched(asked: Asked, nodes: Collection[Node]) -> list[Node]:
    ranked = []
    for node in nodes:
        place = rank(asked.search, node["name"], f"{node.get('code', '')} {node['description']}")
        if place is not None:
            ranked.append((place, node["name"].casefold(), node["id"], node))
    return [node for *_, node in sorted(ranked, key=lambda hit: hit[:3])]
