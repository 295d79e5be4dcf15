"""Everything that is published has words, and the store has room for nothing else."""

from lotsen.facts.domain import FactOutcome, NotReached
from lotsen.figures.domain import STEPS, WAITS, Dimension
from lotsen.figures.wording import DIMENSIONS, LABELS
from lotsen.policy import InstitutionKind
from lotsen.store.record import METADATA
from lotsen.terms import vocabulary


def test_the_store_holds_no_case_no_key_and_no_true_count() -> None:
    tables = METADATA["figures"].tables.values()
    columns = {column.name for table in tables for column in table.columns}
    assert columns == {
        *("id", "period", "covers_from", "status", "frozen_on", "catalogue_version", "release_id"),
        *("table_id", "row_code", "column_code", "position", "value", "dimension", "code", "name"),
    }


def test_every_category_that_is_published_has_words() -> None:
    assert set(LABELS[Dimension.OUTCOME]) == set(FactOutcome)
    assert set(LABELS[Dimension.REASON]) == set(NotReached)
    assert set(LABELS[Dimension.KIND]) == set(InstitutionKind)
    assert set(LABELS[Dimension.WAIT]) == set(WAITS)
    assert set(LABELS[Dimension.STEP]) == set(STEPS)
    assert set(LABELS[Dimension.SERVICE]) == {code[0] for code in vocabulary().service_types}
    assert set(DIMENSIONS) == set(Dimension)
