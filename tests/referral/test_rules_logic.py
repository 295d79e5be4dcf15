"""Kleene's truth tables, complete, and the ten operators."""

from datetime import date
from itertools import product

import pytest

from lotsen.referral.rules.facts import FactValue
from lotsen.referral.rules.logic import OPS_OF_KIND, Op, Truth, all_of, any_of, make_test, not_
from lotsen.terms import FactKind

TRUTHS: tuple[Truth, ...] = (True, False, None)

AND = {
    (True, True): True, (True, False): False, (True, None): None,
    (False, True): False, (False, False): False, (False, None): False,
    (None, True): None, (None, False): False, (None, None): None,
}  # fmt: skip
OR = {
    (True, True): True, (True, False): True, (True, None): True,
    (False, True): True, (False, False): False, (False, None): None,
    (None, True): True, (None, False): None, (None, None): None,
}  # fmt: skip


def test_all_is_kleenes_conjunction() -> None:
    assert {pair: all_of(pair) for pair in product(TRUTHS, repeat=2)} == AND


def test_any_is_kleenes_disjunction() -> None:
    assert {pair: any_of(pair) for pair in product(TRUTHS, repeat=2)} == OR


def test_not_leaves_the_unknown_alone() -> None:
    assert {truth: not_(truth) for truth in TRUTHS} == {True: False, False: True, None: None}


@pytest.mark.parametrize("truths", list(product(TRUTHS, repeat=3)), ids=str)
def test_three_parts_join_as_two_and_one(truths: tuple[Truth, Truth, Truth]) -> None:
    first, second, third = truths
    assert all_of(truths) is AND[(AND[(first, second)], third)]
    assert any_of(truths) is OR[(OR[(first, second)], third)]


@pytest.mark.parametrize("pair", list(product(TRUTHS, repeat=2)), ids=str)
def test_de_morgan_holds_for_the_unknown_too(pair: tuple[Truth, Truth]) -> None:
    assert not_(all_of(pair)) is any_of(map(not_, pair))


def test_nothing_to_check_is_true_for_all_and_false_for_any() -> None:
    assert (all_of(()), any_of(())) == (True, False)


OPERATORS: list[tuple[Op, tuple[FactValue, ...], list[FactValue], list[FactValue]]] = [
    (Op.IS, (3,), [3, 3.0], [2, 4]),
    (Op.IS_NOT, ("none",), ["little"], ["none"]),
    (Op.IN, ("none", "little"), ["none", "little"], ["good"]),
    (Op.NOT_IN, ("none", "little"), ["good"], ["none", "little"]),
    (Op.LT, (5,), [4, 4.9], [5, 6]),
    (Op.LE, (5,), [4, 5], [5.1, 6]),
    (Op.GT, (5,), [5.1, 6], [4, 5]),
    (Op.GE, (5,), [5, 6], [4.9]),
    (Op.BETWEEN, (0, 12), [0, 6, 12], [-1, 13]),
    (Op.BETWEEN, (date(2026, 1, 1), date(2026, 1, 31)), [date(2026, 1, 1)], [date(2026, 2, 1)]),
    (Op.KNOWN, (), [0, False, "none"], []),
]


@pytest.mark.parametrize(("op", "operands", "held", "refused"), OPERATORS)
def test_an_operator_compares(
    op: Op, operands: tuple[FactValue, ...], held: list[FactValue], refused: list[FactValue]
) -> None:
    test = make_test(op, operands)
    assert all(test(value) for value in held)
    assert not any(test(value) for value in refused)


def test_there_are_ten_operators_and_each_kind_has_some() -> None:
    assert len(Op) == 10
    assert {row[0] for row in OPERATORS} == set(Op)
    assert set(OPS_OF_KIND) == set(FactKind)
    assert frozenset.union(*OPS_OF_KIND.values()) == set(Op)
