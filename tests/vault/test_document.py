import copy
import json
import pickle
from datetime import date
from uuid import uuid4

import pytest
from pydantic import BaseModel, ConfigDict, ValidationError, computed_field

from lotsen.vault import Document, SealBroken, Sealed, Slot, open_, seal
from tests.vault.shapes import DEPLOYMENT, KEY, SLOT, SOMEBODY, Identity, IdentityToday


class Row(BaseModel):
    model_config = ConfigDict(arbitrary_types_allowed=False)
    person: Sealed[Identity]


class Measured(Document):
    weight: float

    @computed_field  # type: ignore[prop-decorator]  # the form pydantic documents; mypy knows no such stack
    @property
    def heavy(self) -> bool:
        return self.weight > 4000


def test_a_document_comes_back_as_it_was_sealed() -> None:
    assert open_(seal(SOMEBODY, SLOT, KEY, 1, DEPLOYMENT), SLOT, KEY, DEPLOYMENT) == SOMEBODY


def test_a_document_cannot_be_changed_and_takes_no_field_it_does_not_know() -> None:
    with pytest.raises(ValidationError):
        SOMEBODY.name = "Otto"  # type: ignore[misc]  # refusing this is what the test is about
    with pytest.raises(ValidationError):
        Identity.model_validate({"name": "Otto", "surname": "Brandt"})


def test_a_refused_document_does_not_quote_what_was_typed() -> None:
    with pytest.raises(ValidationError) as refused:
        Identity.model_validate({"name": "Otto", "born": "am Hochzeitstag"})
    assert "Hochzeitstag" not in str(refused.value)


def test_a_document_prints_without_its_content() -> None:
    assert repr(SOMEBODY) == "Identity()"
    assert "Übermoor" not in f"{SOMEBODY} {SOMEBODY!r} {[SOMEBODY]}"


def test_infinity_is_no_content() -> None:
    with pytest.raises(ValidationError):
        Measured(weight=float("inf"))


def test_what_is_computed_is_not_stored() -> None:
    slot = Slot("child-measure", uuid4(), uuid4(), 1, Measured)
    assert open_(seal(Measured(weight=4100), slot, KEY, 1, DEPLOYMENT), slot, KEY, DEPLOYMENT).heavy is True


def test_an_unvalidated_document_is_refused_before_it_is_stored_and_not_quoted() -> None:
    unvalidated = Identity.model_construct(name=4711)  # type: ignore[arg-type]  # what the test is about
    with pytest.raises(TypeError) as refused:
        seal(unvalidated, SLOT, KEY, 1, DEPLOYMENT)
    assert "4711" not in str(refused.value)
    assert refused.value.__suppress_context__


def test_a_document_of_another_class_does_not_go_into_the_slot() -> None:
    class Longer(Identity):
        note: str = ""

    with pytest.raises(TypeError):
        seal(Longer(name="Otto"), SLOT, KEY, 1, DEPLOYMENT)


def test_an_older_shape_is_upgraded_when_it_is_opened() -> None:
    box = seal(SOMEBODY, SLOT, KEY, 1, DEPLOYMENT).box
    today = Slot(SLOT.label, SLOT.row, SLOT.subject, SLOT.revision, IdentityToday)
    person = open_(Sealed[IdentityToday](box), today, KEY, DEPLOYMENT)
    assert person == IdentityToday(given="Änne", family="Übermoor", born=date(2024, 2, 29))


def test_a_shape_from_the_future_is_refused() -> None:
    slot = Slot(SLOT.label, SLOT.row, SLOT.subject, SLOT.revision, IdentityToday)
    box = seal(IdentityToday(given="Änne", family="Übermoor"), slot, KEY, 1, DEPLOYMENT).box
    with pytest.raises(SealBroken):
        open_(Sealed[Identity](box), SLOT, KEY, DEPLOYMENT)


def test_a_sealed_value_shows_nothing() -> None:
    sealed = seal(SOMEBODY, SLOT, KEY, 1, DEPLOYMENT)
    row = Row(person=sealed)
    assert repr(sealed) == str(sealed) == f"{sealed}" == "<sealed>"
    assert repr(row) == "Row(person=<sealed>)"
    assert row.model_dump() == {"person": "<sealed>"}
    assert json.loads(row.model_dump_json()) == {"person": "<sealed>"}


def test_a_row_takes_sealed_values_only() -> None:
    for plain in (SOMEBODY, "Änne", b"\x01\x01", None):
        with pytest.raises(ValidationError):
            Row.model_validate({"person": plain})


def test_a_sealed_value_holds_bytes_and_never_changes() -> None:
    with pytest.raises(TypeError):
        Sealed("text")  # type: ignore[arg-type]  # refusing this is what the test is about
    sealed: Sealed[Identity] = Sealed(b"box")
    with pytest.raises(AttributeError):
        sealed.box = b"other"
    with pytest.raises(AttributeError):
        del sealed.box
    assert sealed.box == b"box"


def test_a_sealed_value_is_never_pickled() -> None:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError):
            pickle.dumps(Sealed(b"box"), protocol)


def test_sealed_values_are_compared_by_their_ciphertext() -> None:
    one, same, other = Sealed[Identity](b"box"), Sealed[Identity](b"box"), Sealed[Identity](b"xob")
    assert one == same
    assert hash(one) == hash(same)
    assert one != other
    assert one != b"box"
    assert copy.deepcopy(one) is copy.copy(one) is one
