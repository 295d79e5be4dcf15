"""Links without an account: nobody guesses them, nothing opens a closed one, a form counts once."""

import re
import threading
from datetime import timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from lotsen.kernel import FixedClock, new_id
from lotsen.keys.office import KeyOffice
from lotsen.links import actions
from lotsen.links.domain import KEPT, TERMS, LinkClosed, LinkPurpose, LinkUsed, TooManyUses
from lotsen.links.tables import Link, LinkUse
from tests.conftest import OpenDesk
from tests.world import NOW, World, desk_of

PURPOSE = LinkPurpose.DIRECTORY_ENTRY
ABOUT = UUID(int=5, version=4)


def make(desk: OpenDesk, *, max_uses: int | None = None, life: timedelta | None = None) -> tuple[UUID, str]:
    """Make a link and return its id and its secret."""
    with desk("coordinator") as d:
        link = actions.open_link(d, new_id(), purpose=PURPOSE, about_id=ABOUT, max_uses=max_uses, life=life)
        return link.id, actions.path_of_link(d, link.id).rpartition("/")[2]


def test_a_secret_has_256_bits_and_is_another_one_each_time(desk: OpenDesk) -> None:
    secrets = {make(desk)[1] for _ in range(20)}
    assert len(secrets) == 20
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", secret) for secret in secrets)


def test_a_link_can_be_shown_again_and_is_the_same(desk: OpenDesk) -> None:
    link_id, secret = make(desk)
    with desk("coordinator", writing=False) as d:
        assert actions.path_of_link(d, link_id) == f"/d/{secret}"


def test_no_secret_lies_in_any_column(desk: OpenDesk, office: KeyOffice) -> None:
    link_id, secret = make(desk)
    with office.stores.data.connect() as connection:
        row = connection.execute(sa.select(sa.text("*")).select_from(sa.text("links_link"))).mappings().one()
    shown = " ".join(value.hex() if isinstance(value, bytes) else str(value) for value in row.values())
    assert secret not in shown
    assert secret.encode().hex() not in shown
    assert str(link_id).replace("-", "") in shown.replace("-", "")


def test_the_same_id_makes_one_link_and_never_one_about_something_else(desk: OpenDesk) -> None:
    link_id, _ = make(desk)
    with desk("coordinator") as d:
        assert actions.open_link(d, link_id, purpose=PURPOSE, about_id=ABOUT).id == link_id
        with pytest.raises(LinkClosed):
            actions.open_link(d, link_id, purpose=PURPOSE, about_id=new_id())


def test_reading_uses_nothing_up(desk: OpenDesk) -> None:
    _, secret = make(desk, max_uses=1)
    with desk("coordinator", writing=False) as d:
        for _ in range(5):
            assert actions.find_link(d, secret, PURPOSE).uses == 0


def test_an_unknown_an_expired_and_an_ended_link_get_the_same_answer(desk: OpenDesk) -> None:
    _, ended = make(desk)
    with desk("coordinator") as d:
        assert actions.close_links(d, PURPOSE, ABOUT) == 1
        assert actions.close_links(d, PURPOSE, ABOUT) == 0
    _, expired = make(desk, life=timedelta(days=1))
    later = FixedClock(NOW + timedelta(days=1))
    with desk("coordinator", writing=False, clock=later) as d:
        for secret in ("", "x" * 43, "\udcff", ended, expired):
            with pytest.raises(LinkClosed):
                actions.find_link(d, secret, PURPOSE)


def test_a_link_holds_to_the_last_moment(desk: OpenDesk) -> None:
    _, secret = make(desk, life=timedelta(days=1))
    almost = FixedClock(NOW + timedelta(days=1) - timedelta(seconds=1))
    with desk("coordinator", writing=False, clock=almost) as d:
        assert actions.find_link(d, secret, PURPOSE).about_id == ABOUT


def test_a_link_of_another_purpose_opens_nothing(desk: OpenDesk) -> None:
    link_id, secret = make(desk)
    with desk("coordinator") as d:
        row = d.db.exec(select(Link).where(Link.id == link_id)).one()
        row.purpose = "something-else"
        d.db.add(row)
    with desk("coordinator", writing=False) as d, pytest.raises(LinkClosed):
        actions.find_link(d, secret, PURPOSE)


def test_a_replay_of_a_form_is_recognised_and_another_form_is_refused(desk: OpenDesk) -> None:
    _, secret = make(desk, max_uses=1)
    form = new_id()
    for expected in (True, False, False):
        with desk("coordinator") as d:
            assert actions.use_link(d, actions.find_link(d, secret, PURPOSE), form) is expected
    with desk("coordinator") as d, pytest.raises(LinkUsed):
        actions.use_link(d, actions.find_link(d, secret, PURPOSE), new_id())


def test_a_form_sent_over_one_link_is_none_of_another(desk: OpenDesk) -> None:
    _, first = make(desk)
    _, second = make(desk)
    form = new_id()
    with desk("coordinator") as d:
        actions.use_link(d, actions.find_link(d, first, PURPOSE), form)
    with desk("coordinator") as d:
        link = actions.find_link(d, second, PURPOSE)
        assert not actions.was_used_by(d, link, form)
        with pytest.raises(LinkClosed):
            actions.use_link(d, link, form)


@pytest.mark.parametrize("same_form", [True, False])
def test_of_many_taps_at_once_one_counts(
    desk: OpenDesk, office: KeyOffice, world: World, same_form: bool
) -> None:
    link_id, secret = make(desk, max_uses=1)
    form, told, failures = new_id(), [], []

    def tap() -> None:
        try:
            with desk_of(office, world.actor("coordinator")) as d:
                link = actions.find_link(d, secret, PURPOSE)
                told.append(actions.use_link(d, link, form if same_form else new_id()))
        except BaseException as error:
            failures.append(type(error))

    threads = [threading.Thread(target=tap) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told.count(True) == 1
    assert failures == ([] if same_form else [LinkUsed] * 4)
    with Session(office.stores.data) as db:
        assert db.exec(select(Link.uses).where(Link.id == link_id)).one() == 1


def test_more_than_a_person_sends_in_an_hour_is_refused_for_an_hour(desk: OpenDesk) -> None:
    _, secret = make(desk)
    for _ in range(TERMS[PURPOSE].uses_an_hour):
        with desk("coordinator") as d:
            actions.use_link(d, actions.find_link(d, secret, PURPOSE), new_id())
    with desk("coordinator") as d, pytest.raises(TooManyUses):
        actions.use_link(d, actions.find_link(d, secret, PURPOSE), new_id())
    with desk("coordinator", clock=FixedClock(NOW + timedelta(hours=1, seconds=1))) as d:
        assert actions.use_link(d, actions.find_link(d, secret, PURPOSE), new_id())


def test_links_that_are_long_over_are_forgotten_with_their_uses(desk: OpenDesk, office: KeyOffice) -> None:
    _, secret = make(desk, life=timedelta(days=1))
    make(desk, life=timedelta(days=200))
    with desk("coordinator") as d:
        actions.use_link(d, actions.find_link(d, secret, PURPOSE), new_id())
    with desk("coordinator", clock=FixedClock(NOW + KEPT + timedelta(days=2))) as d:
        assert actions.forget_links(d) == 1
    with Session(office.stores.data) as db:
        assert len(db.exec(select(Link)).all()) == 1
        assert db.exec(select(LinkUse)).all() == []


def test_links_about_a_row_are_listed_while_they_hold(desk: OpenDesk) -> None:
    make(desk)
    make(desk, life=timedelta(days=1))
    with desk("coordinator", writing=False, clock=FixedClock(NOW + timedelta(days=2))) as d:
        assert len(actions.links_about(d, PURPOSE, ABOUT)) == 1
        assert actions.links_about(d, PURPOSE, new_id()) == []
