"""Documents that people edit are told where they are wrong, and can do no harm."""

from time import process_time

import pytest

from lotsen.terms.marked import LARGEST_DOCUMENT, Complaints, InvalidDocument, Marked, read


def refused(text: str) -> InvalidDocument:
    with pytest.raises(InvalidDocument) as caught:
        read(text, "sheet.yaml")
    return caught.value


def test_every_value_knows_its_line() -> None:
    document = read("a: 1\nb:\n  - yes\n  - true\n  - 2.5\n  - null\n  - 2026-01-31\n", "sheet.yaml")
    found = Complaints("sheet.yaml").fields(document, ("a", "b"))
    assert found["a"] == Marked(1, 1)
    assert found["b"].value == (
        Marked(3, "yes"),
        Marked(4, True),
        Marked(5, 2.5),
        Marked(6, None),
        Marked(7, "2026-01-31"),
    )


@pytest.mark.parametrize(
    ("text", "line", "cause"),
    [
        ("a: 1\nb: [1, 2\n", 3, "not readable as YAML"),
        ("a: 1\na: 2\n", 2, "“a” appears twice"),
        ("a: 1\nb: &x [1]\nc: *x\n", 2, "anchors"),
        ("a: 1\nb: !!python/object:os.system ls\n", 2, "tag"),
        ("? [1, 2]\n: 3\n", 1, "plain word"),
        ("", 1, "empty"),
        ("a: " + "[" * 5000, 1, "nested too deeply"),
        ("a: 1\n---\nb: 2\n", 2, "not readable as YAML"),
        ("a: \x00\n", 1, "not readable as YAML"),
        ("a" * (LARGEST_DOCUMENT + 1), 1, "too long"),
    ],
)
def test_a_document_that_is_not_plain_data_is_refused_with_its_line(text: str, line: int, cause: str) -> None:
    refusal = refused(text)
    assert refusal.problems[0].line == line
    assert cause in str(refusal)
    assert str(refusal).startswith(f"sheet.yaml, line {line}: ")


def test_an_unfolding_document_is_refused_before_it_unfolds() -> None:
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    refusal = refused("\n".join(levels))
    assert {"anchors and aliases are not allowed"} == {problem.reason.message for problem in refusal.problems}


def test_all_complaints_are_made_at_once_and_in_the_order_of_lines() -> None:
    complaints = Complaints("sheet.yaml")
    document = read("label:\n  en: Money\nlow: -1\nflag: 3\nlist: 4\nname: ''\nodd: 1\n", "sheet.yaml")
    found = complaints.fields(document, ("label", "low", "flag", "list", "name", "missing"))
    complaints.flag(found["flag"])
    complaints.texts(found["label"])
    complaints.whole(found["low"], 0, 9)
    complaints.entries(found["list"])
    complaints.text(found["name"])
    with pytest.raises(InvalidDocument) as caught:
        complaints.raise_if_any()
    assert [problem.line for problem in caught.value.problems] == [1, 2, 3, 4, 5, 6, 7]
    assert str(caught.value).splitlines() == [
        "sheet.yaml, line 1: the field “missing” is missing",
        "sheet.yaml, line 2: the German text is missing",
        "sheet.yaml, line 3: a whole number from 0 to 9 is expected here",
        "sheet.yaml, line 4: true or false is expected here",
        "sheet.yaml, line 5: a list is expected here",
        "sheet.yaml, line 6: a text is expected here",
        "sheet.yaml, line 7: unknown field “odd”",
    ]


def test_a_good_document_raises_nothing() -> None:
    complaints = Complaints("sheet.yaml")
    texts = complaints.texts(read("de: Geld\nen: Money\n", "sheet.yaml"))
    complaints.raise_if_any()
    assert (texts.get("en"), texts.get("tr"), len(texts)) == ("Money", "Geld", 2)


def test_open_brackets_by_the_thousand_are_refused_before_they_cost_time() -> None:
    for bomb in ("[" * 150_000, "{" * 150_000, "a: " + "[{" * 60_000):
        began = process_time()
        with pytest.raises(InvalidDocument, match="nested too deeply"):
            read(bomb, "bomb")
        assert process_time() - began < 1
