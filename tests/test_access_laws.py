"""Default deny as law: no page without a permission, and every change of access is a visible line."""

import re
from pathlib import Path

import pytest
from flask import Flask

from lotsen.policy import GRANTS, Permission, Role
from lotsen.web.access import Area, access_table

GOLDEN = Path(__file__).parent / "golden" / "access.txt"
TYPED = re.compile(r"<(?:uuid|int|path|any\([^)]*\)):[a-z_]+>")


def access_lines(app: Flask) -> list[str]:
    """One line per page: its address, its methods, what it needs, who has that."""
    table = access_table(app)
    lines = []
    for rule in app.url_map.iter_rules():
        needs = table[rule.endpoint]
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        who = [role.value for role in Role if needs in GRANTS[role]]
        anyone = {Permission.PUBLIC: "everybody", Permission.SIGNED_IN: "everybody signed in"}
        address = re.sub(r"any\([^)]*\)", "any", rule.rule)
        lines.append(f"{address}  {methods}  {needs.value}  {anyone.get(needs) or ' '.join(who)}")
    return sorted(lines)


def test_every_route_names_a_permission(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(access_table(app))


def test_every_permission_is_granted_to_someone_and_used_by_a_page(app: Flask) -> None:
    named = {permission for permission in Permission if ":" in permission}
    assert set().union(*GRANTS.values()) == named
    assert named - set(access_table(app).values()) == set()


def test_no_role_is_without_a_line_and_the_machine_has_no_pages() -> None:
    assert set(GRANTS) == set(Role)
    assert GRANTS[Role.MACHINE] == frozenset()


def test_whoever_sees_figures_or_people_sees_no_family() -> None:
    areas = ("intake:", "protection:", "referral:")
    case_work = {permission for permission in Permission if permission.startswith(areas)}
    case_work.discard(Permission.RULES_READ)
    for role in (Role.COORDINATOR, Role.ADMINISTRATOR, Role.DATA_PROTECTION):
        assert GRANTS[role] & case_work == set(), role


def test_a_change_of_access_is_a_visible_line(app: Flask) -> None:
    """On purpose? Then write the new lines into tests/golden/access.txt, for the reviewer to read."""
    assert access_lines(app) == GOLDEN.read_text(encoding="utf-8").splitlines()


def test_an_undeclared_route_is_refused(app: Flask) -> None:
    app.add_url_rule("/sneaky", "sneaky", lambda: "hi")
    assert app.test_client().get("/sneaky").status_code == 403


@pytest.mark.parametrize("how", ["route", "get", "post", "put", "patch", "delete"])
def test_an_area_has_no_undeclared_door(how: str) -> None:
    with pytest.raises(TypeError, match="needs=Permission"):
        getattr(Area("sneaky", __name__), how)("/sneaky")(lambda: "hi")


def test_a_page_cannot_be_declared_without_saying_who_may_see_it() -> None:
    with pytest.raises(TypeError, match="needs"):
        Area("sneaky", __name__).page("/sneaky")  # type: ignore[call-arg]  # the omission is the point


def test_addresses_are_kebab_case_with_typed_places(app: Flask) -> None:
    """Only the API is named otherwise: as its standard, HSDS, wants it."""
    rules = [rule.rule for rule in app.url_map.iter_rules() if not rule.rule.startswith("/api/hsds/")]
    assert [rule for rule in rules if not re.fullmatch(r"[a-z0-9/.-]*", TYPED.sub("", rule))] == []
