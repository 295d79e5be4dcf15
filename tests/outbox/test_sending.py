"""Mails leave after the change they speak of, once, and never to nobody's knowledge when they do not."""

import threading
from datetime import timedelta
from email.message import EmailMessage
from uuid import UUID

import pytest
from sqlmodel import Session, select

from lotsen.directory import actions as directory
from lotsen.jobs.runner import run_due
from lotsen.jobs.work import send_mail
from lotsen.kernel import FixedClock, new_id
from lotsen.keys.office import KeyOffice
from lotsen.links import actions as links
from lotsen.links.domain import LinkPurpose
from lotsen.outbox import actions
from lotsen.outbox.domain import LEASE, MOST_ATTEMPTS, Fault, MailState, NotToBeRetried, wait_after
from lotsen.outbox.letters import EntryCheck, TrialLetter
from lotsen.outbox.tables import Mail
from tests.conftest import OpenDesk
from tests.directory.town import WILLKOMMEN, load_town
from tests.outbox.sink import PUBLIC_URL, Sink
from tests.world import NOW

TO = "sprechstunde@angebot.example"


def write(desk: OpenDesk, row_id: UUID | None = None) -> UUID:
    with desk("coordinator") as d:
        return actions.write_mail(d, row_id or new_id(), TrialLetter(), to=TO)


def arrange(desk: OpenDesk) -> None:
    with desk("coordinator") as d:
        load_town(d)


def send(office: KeyOffice, sink: Sink, *, after: timedelta = timedelta()) -> int:
    return send_mail(office, FixedClock(NOW + after), sink.post())


def row(office: KeyOffice, mail_id: UUID) -> Mail:
    with Session(office.stores.data) as db:
        return db.exec(select(Mail).where(Mail.id == mail_id)).one()


def test_a_mail_leaves_in_german_with_headers_that_say_what_it_is(
    desk: OpenDesk, office: KeyOffice, sink: Sink
) -> None:
    mail_id = write(desk)
    assert send(office, sink) == 1
    [(to, message)] = sink.received
    assert to == TO
    assert message["Subject"] == "Testmail von Lotsen"
    assert message["Message-ID"] == f"<{mail_id}@lindbrueck.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "text/plain"
    assert row(office, mail_id).state is MailState.SENT


def test_a_mail_is_written_in_the_recipients_language(desk: OpenDesk, office: KeyOffice, sink: Sink) -> None:
    with desk("coordinator") as d:
        actions.write_mail(d, new_id(), TrialLetter(), to=TO, language="en")
    send(office, sink)
    assert sink.received[0][1]["Subject"] == "Test mail from Lotsen"


def test_a_mail_of_a_change_that_was_rolled_back_never_leaves(
    desk: OpenDesk, office: KeyOffice, sink: Sink
) -> None:
    with pytest.raises(ZeroDivisionError), desk("coordinator") as d:
        actions.write_mail(d, new_id(), TrialLetter(), to=TO)
        raise ZeroDivisionError
    assert send(office, sink) == 0
    assert sink.received == []


def test_the_same_id_twice_is_one_mail(desk: OpenDesk, office: KeyOffice, sink: Sink) -> None:
    mail_id = new_id()
    write(desk, mail_id)
    write(desk, mail_id)
    send(office, sink)
    send(office, sink)
    assert len(sink.received) == 1


def test_the_address_is_sealed_and_goes_when_the_mail_has_left(
    desk: OpenDesk, office: KeyOffice, sink: Sink
) -> None:
    mail_id = write(desk)
    waiting = row(office, mail_id)
    assert waiting.envelope is not None
    assert TO.encode() not in waiting.envelope.box
    send(office, sink)
    assert row(office, mail_id).envelope is None


def test_two_workers_at_once_send_each_mail_once(desk: OpenDesk, office: KeyOffice, sink: Sink) -> None:
    for _ in range(4):
        write(desk)
    failures: list[BaseException] = []

    def work() -> None:
        try:
            send(office, sink)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    ids = [message["Message-ID"] for _, message in sink.received]
    assert (len(ids), len(set(ids))) == (4, 4)


def test_a_worker_that_dies_after_the_hand_over_leaves_it_to_a_person(
    desk: OpenDesk, office: KeyOffice, sink: Sink
) -> None:
    """Killed between the server's taking the mail and writing that down: at most once by itself."""
    mail_id = write(desk)

    class Killed(BaseException):
        pass

    post = sink.post()
    deliver = post.deliver

    def die_afterwards(*args: object, **more: object) -> None:
        deliver(*args, **more)  # type: ignore[arg-type]  # passed on as given
        raise Killed

    post.deliver = die_afterwards  # type: ignore[method-assign]  # stands for the power cut
    with pytest.raises(Killed):
        send_mail(office, FixedClock(NOW), post)
    assert row(office, mail_id).state is MailState.HANDING_OVER
    assert send(office, sink) == 0
    assert send(office, sink, after=LEASE + timedelta(seconds=1)) == 0
    left = row(office, mail_id)
    assert (left.state, left.fault, len(sink.received)) == (MailState.UNKNOWN, Fault.LOST, 1)
    with desk("administrator", clock=FixedClock(NOW + timedelta(hours=1))) as d:
        actions.retry_mail(d, mail_id)
    assert send(office, sink, after=timedelta(hours=1)) == 1
    assert len({message["Message-ID"] for _, message in sink.received}) == 1


def test_a_worker_that_dies_before_the_hand_over_costs_nothing_but_time(
    desk: OpenDesk, office: KeyOffice, sink: Sink
) -> None:
    mail_id = write(desk)

    class Killed(BaseException):
        pass

    post = sink.post()

    def die(*_: object, **__: object) -> None:
        raise Killed

    post.deliver = die  # type: ignore[method-assign]  # stands for the power cut
    with pytest.raises(Killed):
        send_mail(office, FixedClock(NOW), post)
    assert send(office, sink) == 0
    assert send(office, sink, after=LEASE + timedelta(seconds=1)) == 1
    assert row(office, mail_id).attempts == 2


def test_a_connection_that_breaks_after_the_text_is_not_tried_again(
    desk: OpenDesk, office: KeyOffice, sink: Sink
) -> None:
    mail_id = write(desk)
    sink.hangs_up_after_data = True
    send(office, sink)
    assert row(office, mail_id).state is MailState.UNKNOWN
    sink.hangs_up_after_data = False
    assert send(office, sink, after=timedelta(days=1)) == 0


def test_a_slow_worker_that_lost_its_mail_hands_nothing_over(
    desk: OpenDesk, office: KeyOffice, sink: Sink
) -> None:
    mail_id = write(desk)
    slow = sink.post()
    deliver = slow.deliver

    def overtaken(*args: object, **more: object) -> object:
        assert send(office, sink, after=LEASE + timedelta(seconds=1)) == 1
        return deliver(*args, **more)  # type: ignore[arg-type]  # passed on as given

    slow.deliver = overtaken  # type: ignore[method-assign, assignment]  # stands for a slow network
    assert send_mail(office, FixedClock(NOW), slow) == 0
    assert len(sink.received) == 1
    assert row(office, mail_id).state is MailState.SENT


@pytest.mark.parametrize(
    ("verb", "answer", "fault", "state"),
    [
        ("RCPT", "550 no such user", Fault.RECIPIENT, MailState.GIVEN_UP),
        ("RCPT", "450 greylisted", Fault.LATER, MailState.WAITING),
        ("MAIL", "553 not from there", Fault.SENDER, MailState.WAITING),
        ("END", "554 looks like spam", Fault.CONTENT, MailState.GIVEN_UP),
        ("END", "452 disk full", Fault.LATER, MailState.WAITING),
        ("DATA", "421 going down", Fault.LATER, MailState.WAITING),
    ],
)
def test_a_refusal_is_written_down_by_its_number_and_never_in_the_servers_words(
    desk: OpenDesk, office: KeyOffice, sink: Sink, verb: str, answer: str, fault: Fault, state: MailState
) -> None:
    mail_id = write(desk)
    sink.answers[verb] = answer
    send(office, sink)
    found = row(office, mail_id)
    assert (found.fault, found.state, found.reply_code) == (fault, state, int(answer[:3]))


def test_a_refused_mail_waits_longer_each_time_and_is_given_up_in_the_end(
    desk: OpenDesk, office: KeyOffice, sink: Sink
) -> None:
    mail_id = write(desk)
    sink.answers["RCPT"] = "450 later"
    passed = timedelta()
    for attempt in range(1, MOST_ATTEMPTS + 1):
        send(office, sink, after=passed)
        assert row(office, mail_id).attempts == attempt
        if attempt < MOST_ATTEMPTS:
            assert row(office, mail_id).state is MailState.WAITING
            send(office, sink, after=passed + wait_after(attempt) - timedelta(seconds=1))
            assert row(office, mail_id).attempts == attempt
        passed += wait_after(attempt)
    assert row(office, mail_id).state is MailState.GIVEN_UP
    sink.answers.clear()
    with desk("administrator", clock=FixedClock(NOW + passed)) as d:
        actions.retry_mail(d, mail_id)
        actions.retry_mail(d, mail_id)
    assert send(office, sink, after=passed) == 1


def test_a_server_that_is_away_stops_the_turn_and_leaves_the_rest_untouched(
    desk: OpenDesk, office: KeyOffice, sink: Sink
) -> None:
    ids = [write(desk), write(desk)]
    sink.answers["MAIL"] = "530 sign in first"
    send(office, sink)
    assert sorted(row(office, mail_id).attempts for mail_id in ids) == [0, 1]


@pytest.mark.parametrize(
    ("set_up", "fault"),
    [
        ({"security": "starttls"}, Fault.NO_TLS),
        ({"security": "tls"}, Fault.NO_TLS),
        ({"user": "lotsen", "password": "geheim"}, Fault.SIGN_IN),
        ({"user": "lotsen", "password_file": "/nowhere/at/all"}, Fault.SIGN_IN),
        ({"port": 1}, Fault.NOT_REACHED),
    ],
)
def test_without_encryption_or_sign_in_nothing_is_handed_over(
    desk: OpenDesk, office: KeyOffice, sink: Sink, set_up: dict[str, object], fault: Fault
) -> None:
    mail_id = write(desk)
    assert send_mail(office, FixedClock(NOW), sink.post(**set_up)) == 0
    found = row(office, mail_id)
    assert (found.state, found.fault) == (MailState.WAITING, fault)
    assert sink.received == []


def test_nothing_leaves_where_no_server_is_set_up(desk: OpenDesk, office: KeyOffice, sink: Sink) -> None:
    mail_id = write(desk)
    assert run_due(office, FixedClock(NOW))["send-mail"] == 0
    assert row(office, mail_id).state is MailState.WAITING
    assert run_due(office, FixedClock(NOW + timedelta(minutes=6)), sink.post())["send-mail"] == 1


def test_a_mail_names_the_entry_and_leads_to_it(desk: OpenDesk, office: KeyOffice, sink: Sink) -> None:
    arrange(desk)
    mail_id, link_id = new_id(), new_id()
    with desk("coordinator") as d:
        link = links.open_link(d, link_id, purpose=LinkPurpose.DIRECTORY_ENTRY, about_id=WILLKOMMEN)
        path = links.path_of_link(d, link_id)
        letter = EntryCheck(service_id=WILLKOMMEN, link_id=link_id, until=link.expires_at.date())
        actions.write_mail(d, mail_id, letter, to=TO)
        name = directory.service_name(d, WILLKOMMEN)
    send(office, sink)
    message: EmailMessage = sink.received[0][1]
    text = message.get_content()
    assert f"{PUBLIC_URL}{path}" in text.splitlines()
    assert name is not None
    assert name in text
    assert name in str(message["Subject"])
    assert "20. Januar 2027" in text


def test_a_mail_whose_link_was_withdrawn_does_not_leave_and_cannot(
    desk: OpenDesk, office: KeyOffice, sink: Sink
) -> None:
    arrange(desk)
    mail_id, link_id = new_id(), new_id()
    with desk("coordinator") as d:
        links.open_link(d, link_id, purpose=LinkPurpose.DIRECTORY_ENTRY, about_id=WILLKOMMEN)
        letter = EntryCheck(service_id=WILLKOMMEN, link_id=link_id, until=NOW.date())
        actions.write_mail(d, mail_id, letter, to=TO)
        links.close_links(d, LinkPurpose.DIRECTORY_ENTRY, WILLKOMMEN)
    assert send(office, sink) == 0
    found = row(office, mail_id)
    assert (found.state, found.fault, found.envelope) == (MailState.GIVEN_UP, Fault.OUT_OF_DATE, None)
    with desk("administrator") as d, pytest.raises(NotToBeRetried):
        actions.retry_mail(d, mail_id)


def test_rows_of_old_mails_are_forgotten_and_waiting_ones_stay(
    desk: OpenDesk, office: KeyOffice, sink: Sink
) -> None:
    write(desk)
    send(office, sink)
    waiting = write(desk)
    with desk("coordinator", clock=FixedClock(NOW + timedelta(days=401))) as d:
        assert actions.forget_mails(d) == 1
    assert row(office, waiting).state is MailState.WAITING
