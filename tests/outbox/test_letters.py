"""What a mail may say: public names, days, numbers and a link; there is no place for anything else."""

from collections.abc import Iterator
from datetime import date
from email.policy import SMTP
from typing import get_args, get_origin
from uuid import UUID

import pytest
from pydantic import BaseModel, JsonValue, ValidationError

from lotsen.desk import Desk
from lotsen.kernel import new_id
from lotsen.links import actions as links
from lotsen.links.domain import LinkPurpose
from lotsen.outbox import actions
from lotsen.outbox.domain import AddressUnusable, checked_address, wait_after
from lotsen.outbox.letters import LETTERS, EntryCheck, TrialLetter
from lotsen.outbox.rendering import render
from lotsen.outbox.tables import Envelope, Mail
from lotsen.web.i18n import LANGUAGES
from tests.conftest import OpenDesk
from tests.world import NOW


def fields(shape: type[BaseModel]) -> Iterator[tuple[str, object]]:
    """Name every field of a letter with its type, those of its parts too."""
    for name, field in shape.model_fields.items():
        kind = field.annotation
        inner = get_args(kind)[0] if get_origin(kind) is tuple else kind
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from fields(inner)
        else:
            yield name, inner


def test_no_letter_has_a_field_that_could_hold_a_text() -> None:
    found = [(letter, name, kind) for letter in LETTERS.values() for name, kind in fields(letter)]
    assert found
    assert [one for one in found if one[2] not in {UUID, date}] == []


def test_a_letter_takes_no_value_that_its_text_does_not_know() -> None:
    with pytest.raises(ValidationError):
        TrialLetter.model_validate({"note": "Familie Muster braucht Hilfe"})


def test_an_id_that_is_a_text_is_refused() -> None:
    with pytest.raises(ValidationError):
        EntryCheck.model_validate(
            {"service_id": "Familie Muster", "link_id": str(new_id()), "until": "2027-01-01"}
        )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(LETTERS))
def test_every_letter_can_be_put_into_words_in_every_language(
    desk: OpenDesk, kind: str, language: str
) -> None:
    with desk("coordinator") as d:
        part: dict[str, JsonValue] = {"service_id": str(new_id()), "link_id": str(_link(d))}
        known: dict[str, JsonValue] = {**part, "until": "2027-01-20", "entries": [part]}
        values = {name: known[name] for name in LETTERS[kind].model_fields}
        mail = Mail(kind=kind, language=language, created_at=NOW, next_try_at=NOW)
        message = render(
            d,
            mail,
            Envelope(to="a@b.example", values=values),
            sender="lotsen@b.example",
            public_url="https://lotsen.example",
            names={"service": lambda _desk, _id: "Café Ü\r\nBcc: all@b.example"},
        )
    assert message is not None
    text = message.get_content()
    assert "%(" not in text
    assert text.strip()
    assert message["Bcc"] is None
    assert b"\nBcc:" not in message.as_bytes(policy=SMTP).partition(b"\r\n\r\n")[0]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nobody",
        "a@b",
        "a@@b.example",
        "a@b.example, c@d.example",
        "Anna <a@b.example>",
        "a@b.example\r\nBcc: c@d.example",
        "a b@c.example",
        "müller@b.example",
        "a@" + "b" * 64 + ".example",
        "a@b..example",
    ],
)
def test_what_is_no_address_of_one_mailbox_is_refused(desk: OpenDesk, text: str) -> None:
    with desk("coordinator") as d, pytest.raises(AddressUnusable):
        actions.write_mail(d, new_id(), TrialLetter(), to=text)


def test_a_domain_with_an_umlaut_is_written_as_mail_servers_know_it() -> None:
    assert checked_address(" info@familienbüro.example ") == "info@xn--familienbro-1hb.example"


def test_waiting_grows_up_to_half_a_day() -> None:
    waits = [wait_after(attempts).total_seconds() for attempts in range(1, 9)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (240, 43_200)


def _link(desk: Desk) -> UUID:
    return links.open_link(desk, new_id(), purpose=LinkPurpose.DIRECTORY_ENTRY, about_id=new_id()).id
