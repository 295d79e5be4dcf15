"""The administrator's page of the outbox: how it stands and once more, never to whom a mail goes."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from flask import Flask
from sqlmodel import Session, select

from lotsen.config import MailSettings
from lotsen.jobs.work import send_mail
from lotsen.kernel import FixedClock, new_id
from lotsen.keys.office import KeyOffice
from lotsen.outbox import actions
from lotsen.outbox.domain import MailState
from lotsen.outbox.letters import TrialLetter
from lotsen.outbox.tables import Mail
from tests.conftest import OpenDesk
from tests.outbox.sink import PUBLIC_URL, Sink
from tests.pages import Browser
from tests.world import NOW

TO = "sprechstunde@angebot.example"


def failed(desk: OpenDesk, office: KeyOffice, sink: Sink) -> UUID:
    """Arrange a mail that the server refused."""
    mail_id = new_id()
    with desk("coordinator") as d:
        actions.write_mail(d, mail_id, TrialLetter(), to=TO)
    sink.answers["RCPT"] = "550 no such user <sprechstunde@angebot.example>"
    send_mail(office, FixedClock(NOW), sink.post())
    sink.answers.clear()
    return mail_id


def test_without_a_server_the_page_says_that_mails_wait(
    browser: Callable[..., Browser], site_desk: OpenDesk
) -> None:
    with site_desk("coordinator") as d:
        actions.write_mail(d, new_id(), TrialLetter(), to=TO)
    answer = browser("administrator").get("/outbox/")
    assert "Es ist kein Mailserver eingerichtet" in answer.text
    assert "Wartet 1" in answer.text
    assert TO not in answer.html


def test_a_refused_mail_is_shown_without_its_address_and_sent_again(
    app: Flask,
    browser: Callable[..., Browser],
    site_desk: OpenDesk,
    site_office: KeyOffice,
    sink: Sink,
) -> None:
    mail_id = failed(site_desk, site_office, sink)
    settings = app.extensions["lotsen.settings"]
    app.extensions["lotsen.settings"] = settings.model_copy(
        update={
            "mail": MailSettings(host="mail.example", sender="lotsen@lindbrueck.example"),
            "web": settings.web.model_copy(update={"public_url": PUBLIC_URL}),
        }
    )
    administrator = browser("administrator")
    answer = administrator.get("/outbox/")
    assert "Die Adresse gibt es nicht" in answer.text
    assert "550" in answer.text
    assert "angebot.example" not in answer.html
    done = administrator.submit(answer, f"/outbox/{mail_id}/retry")
    assert "noch einmal gesendet" in administrator.follow(done).text
    assert send_mail(site_office, FixedClock(NOW + timedelta(minutes=1)), sink.post()) == 1


def test_a_mail_that_left_is_not_sent_again_by_hand(
    browser: Callable[..., Browser], site_desk: OpenDesk, site_office: KeyOffice, sink: Sink
) -> None:
    mail_id = new_id()
    with site_desk("coordinator") as d:
        actions.write_mail(d, mail_id, TrialLetter(), to=TO)
    send_mail(site_office, FixedClock(NOW), sink.post())
    administrator = browser("administrator")
    administrator.get("/outbox/")
    assert administrator.post(f"/outbox/{mail_id}/retry").status == 409
    with Session(site_office.stores.data) as db:
        assert db.exec(select(Mail.state).where(Mail.id == mail_id)).one() is MailState.SENT


def test_only_the_municipality_sees_the_outbox(
    browser: Callable[..., Browser], site_desk: OpenDesk, site_office: KeyOffice, sink: Sink
) -> None:
    mail_id = failed(site_desk, site_office, sink)
    carrier = browser("carrier_administrator")
    assert carrier.get("/outbox/").status == 404
    assert carrier.post(f"/outbox/{mail_id}/retry").status == 404
    assert browser("coordinator").get("/outbox/").status == 403


def test_the_menu_leads_nobody_to_an_outbox_that_is_closed_to_them(browser: Callable[..., Browser]) -> None:
    assert 'href="/outbox/"' in browser("administrator").get("/people").html
    assert 'href="/outbox/"' not in browser("carrier_administrator").get("/people").html
