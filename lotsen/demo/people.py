"""Who can sign in to the demo town. All of them are invented."""

from dataclasses import dataclass
from typing import Any

from lotsen.policy import ROLE_LABELS, Role
from lotsen.web.i18n import lazy_gettext

DEMO_PASSWORD = "lindbrueck-demo"  # noqa: S105  # printed on the screen, opens invented data only


@dataclass(frozen=True)
class DemoPerson:
    """One account of the demo town; `institution` and a second workplace are codes of lindbrueck.yaml."""

    login: str
    name: str
    institution: str
    institution_name: str
    role: Role
    also_in: str = ""


DEMO_PEOPLE = (
    DemoPerson("lotsin.klinik", "Maren Lindqvist", "geburtshilfe", "Klinikum Lindbrück", Role.NAVIGATOR),
    DemoPerson("station", "Station 3", "geburtshilfe", "Klinikum Lindbrück", Role.HINT_GIVER),
    DemoPerson("lotse.kinderarzt", "Jonas Petersen", "kinderarztpraxis", "Kinderarztpraxis", Role.NAVIGATOR),
    DemoPerson("lotsin.frauenarzt", "Selma Aydin", "frauenarztpraxis", "Frauenarztpraxis", Role.NAVIGATOR),
    DemoPerson(
        "lotsin.zwei",
        "Ida Brandner",
        "geburtshilfe",
        "Klinikum Lindbrück, Kinderarztpraxis",
        Role.NAVIGATOR,
        also_in="kinderarztpraxis",
    ),
    DemoPerson("teamleitung.klinik", "Miriam Voss", "geburtshilfe", "Klinikum Lindbrück", Role.TEAM_LEAD),
    DemoPerson("familienbuero", "Bruno Keller", "familienbuero", "Familienbüro", Role.FAMILY_OFFICE),
    DemoPerson("leitung.familienbuero", "Renate Holm", "familienbuero", "Familienbüro", Role.OFFICE_LEAD),
    DemoPerson(
        "kita",
        "Nadja Roth",
        "kitasozialarbeit",
        "Kita-Sozialarbeit, Hafenschule",
        Role.NAVIGATOR,
        also_in="familienzentrum",
    ),
    DemoPerson("koordination", "Petra Sommer", "netzwerk", "Stadt Lindbrück", Role.COORDINATOR),
    DemoPerson("koordination.zwei", "Henrik Moser", "netzwerk", "Stadt Lindbrück", Role.COORDINATOR),
    DemoPerson("verwaltung", "Anton Weiss", "netzwerk", "Stadt Lindbrück", Role.ADMINISTRATOR),
    DemoPerson("traeger", "Carla Engel", "lindtalhilfe", "Lindtal Familienhilfe", Role.ADMINISTRATOR),
    DemoPerson("datenschutz", "Dora Brandt", "netzwerk", "Stadt Lindbrück", Role.DATA_PROTECTION),
)


def sign_in_help() -> dict[str, Any]:
    """Return what the sign-in page of a demo shows: every account, and their one password."""
    rows = [
        (person.login, lazy_gettext(ROLE_LABELS[person.role]), person.institution_name)
        for person in DEMO_PEOPLE
    ]
    return {"demo_people": rows, "demo_password": DEMO_PASSWORD}
