"""From the tree a person wrote to closures: negation moves down to the comparisons, phases become explicit.

A fact that applies only in pregnancy says nothing about a born child. So each comparison of such a fact reads
"the child is expected, and …"; negated, it reads "the child is expected, and not …". Otherwise the week of
pregnancy of a born child would stay unknown for ever, and "not in week 20" would hold for a schoolchild.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lotsen.referral.rules.cells import YES_AND_NO, Cell, cells_of
from lotsen.referral.rules.conditions import AllOf, AnyOf, Check, Condition, NotOf, checks, opposite
from lotsen.referral.rules.facts import PHASE, FactValue
from lotsen.referral.rules.logic import Op, make_test
from lotsen.referral.rules.program import (
    KNOWN,
    PHASES,
    Leaf,
    Node,
    Program,
    Variable,
    all_node,
    any_node,
    leaf_node,
    told_node,
)
from lotsen.terms import Fact, Phase, Scope


def compile_condition(condition: Condition) -> Program:
    """Compile a condition into closures; no text is ever evaluated."""
    work = _Work()
    for check in checks(condition):
        work.operands.setdefault(check.fact.code, []).extend(check.operands)
    root = work.node(condition)
    return Program(tuple(work.leaves), root, work.cells, tuple(work.grounds))


@dataclass
class _Work:
    leaves: list[Leaf] = field(default_factory=list)
    cells: dict[Variable, tuple[Cell, ...]] = field(default_factory=dict)
    operands: dict[str, list[FactValue]] = field(default_factory=dict)
    grounds: list[Condition] = field(default_factory=list)

    def node(self, condition: Condition, *, negated: bool = False, said: bool = False) -> Node:
        """Compile a part; `said` where the sentence of a part around it speaks for it."""
        says = condition.sentence is not None and not negated
        ground = len(self.grounds)
        if says or (isinstance(condition, Check) and not said):
            self.grounds.append(opposite(condition) if negated else condition)
        is_told, said = len(self.grounds) > ground, said or says
        match condition:
            case Check():
                node = self.check(condition, negated=negated)
            case NotOf(part=part):
                node = self.node(part, negated=not negated, said=said)
            case AllOf(parts=parts):
                nodes = [self.node(part, negated=negated, said=said) for part in parts]
                node = any_node(nodes) if negated else all_node(nodes)
            case AnyOf(parts=parts):
                nodes = [self.node(part, negated=negated, said=said) for part in parts]
                node = all_node(nodes) if negated else any_node(nodes)
        return told_node(node, ground) if is_told else node

    def check(self, check: Check, *, negated: bool) -> Node:
        fact = check.fact
        if check.op is Op.KNOWN:
            variable = Variable(fact.scope, fact.code, KNOWN)
            self.cells[variable] = YES_AND_NO
            leaf = Leaf(variable, lambda value: value is True, negated)
        else:
            variable = Variable(fact.scope, fact.code)
            self.cells[variable] = cells_of(fact, self.operands[fact.code])
            leaf = Leaf(variable, make_test(check.op, check.operands), negated)
        node = self.leaf(leaf)
        return node if fact.phase is None else all_node([self.applies(fact, fact.phase), node])

    def applies(self, fact: Fact, phase: Phase) -> Node:
        """Ask whether the fact applies: to the child itself, or to anybody when any child is in the phase."""
        code = phase.value
        if fact.scope is Scope.CHILD:
            variable = Variable(Scope.CHILD, PHASE)
            others = [member.value for member in Phase]
            self.cells[variable] = tuple(Cell(other, 1 / len(others)) for other in others)
            return self.leaf(Leaf(variable, make_test(Op.IS, (code,))))
        variable = Variable(Scope.CHILD, PHASE, f"{PHASES}{code}")
        self.cells[variable] = YES_AND_NO
        return self.leaf(Leaf(variable, lambda value: value is True))

    def leaf(self, leaf: Leaf) -> Node:
        self.leaves.append(leaf)
        return leaf_node(len(self.leaves) - 1)
