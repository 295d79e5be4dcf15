"""The cell key method gives the published values, and keeps its promises for every count and key."""

import csv
import itertools
import random
import re
from pathlib import Path
from typing import Any

import pytest

from lotsen.figures.cellkey import NoiseRow, PTable, cell_draw, production_table, protect, record_key
from tests.figures.maxent import max_entropy_row
from tests.scale import scaled

PUBLISHED = Path(__file__).parents[3] / "shared" / "data" / "statistics"
needs_published_values = pytest.mark.skipif(
    not PUBLISHED.is_dir(), reason="the published p-tables (shared/data/statistics) are not on this machine"
)
ORACLES = sorted(path.name for path in PUBLISHED.glob("oracle_*.csv"))
# The example of ptable's own introduction switches the monotony off for one row.
NOT_MONOTONOUS = {("oracle_D2V1.08js1.csv", 3)}


def read_oracle(name: str) -> dict[int, dict[int, tuple[float, float]]]:
    """Per true count and noise: its probability and the upper end of its interval."""
    rows: dict[int, dict[int, tuple[float, float]]] = {}
    with (PUBLISHED / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            cell = (float(row["p"]), float(row["p_int_ub"]))
            rows.setdefault(int(row["i"]), {})[int(row["v"])] = cell
    return rows


def chances(row: NoiseRow, bits: int) -> dict[int, float]:
    ends = [0, *row.below]
    widths = [high - low for low, high in itertools.pairwise(ends)]
    return {noise: width / (1 << bits) for noise, width in zip(row.noise, widths, strict=True)}


@needs_published_values
def test_the_shipped_table_is_the_published_one() -> None:
    oracle = read_oracle("oracle_D5V3js2.csv")
    table = production_table()
    assert len(table.rows) == len(oracle) == 9
    for count, row in enumerate(table.rows):
        mine = chances(row, table.bits)
        assert mine.keys() == oracle[count].keys()
        assert max(abs(mine[noise] - oracle[count][noise][0]) for noise in mine) <= 1e-6


@needs_published_values
@pytest.mark.parametrize("name", ORACLES)
def test_maximum_entropy_gives_every_published_table(name: str) -> None:
    found = re.fullmatch(r"oracle_D(\d+)V([\d.]+?)(?:js(\d+))?(p05)?\.csv", name)
    assert found is not None
    deviation, variance, threshold = int(found[1]), float(found[2]), int(found[3] or 0)
    for count, expected in read_oracle(name).items():
        row = (
            max_entropy_row(
                count,
                deviation,
                variance,
                threshold,
                stay=0.5 if found[4] else None,
                monotonous=(name, count) not in NOT_MONOTONOUS,
            )
            if count
            else None
        )
        mine = dict(zip(row.noise, row.chance, strict=True)) if row else {0: 1.0}
        for noise in expected.keys() | mine.keys():
            assert mine.get(noise, 0.0) == pytest.approx(expected.get(noise, (0.0, 0.0))[0], abs=1e-6)


def test_the_shipped_table_has_its_stated_mean_and_variance() -> None:
    table = production_table()
    for row in table.rows[1:]:
        chance = chances(row, table.bits)
        assert sum(noise * p for noise, p in chance.items()) == pytest.approx(0, abs=1e-6)
        assert sum(noise**2 * p for noise, p in chance.items()) == pytest.approx(table.variance, abs=1e-5)


def test_the_shipped_table_follows_from_its_definition() -> None:
    table = production_table()
    for count, row in enumerate(table.rows[1:], start=1):
        spread = max_entropy_row(count, table.deviation, table.variance, table.threshold)
        mine = chances(row, table.bits)
        assert mine == pytest.approx(dict(zip(spread.noise, spread.chance, strict=True)), abs=1e-6)


@needs_published_values
def test_the_lookup_gives_all_cells_of_the_published_example() -> None:
    """cellKey's own example (sex by age, 4,580 rows): its key is the plain sum of record keys modulo one."""
    table = PTable(
        deviation=5,
        variance=3,
        threshold=2,
        bits=53,
        rows=tuple(
            NoiseRow(tuple(row), tuple(round(end * (1 << 53)) for _, end in row.values()))
            for _, row in sorted(read_oracle("oracle_D5V3js2p05.csv").items())
        ),
    )
    with (PUBLISHED / "fixture_cellkey_micro.csv").open(encoding="utf-8", newline="") as file:
        micro = list(csv.DictReader(file))
    with (PUBLISHED / "fixture_cellkey_sexage.csv").open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file))
    assert len(micro) == 4580
    assert len(cells) == 21
    for cell in cells:
        keys = [
            round(float(row["rk"]) * 100_000)
            for row in micro
            if cell["sex"] in (row["sex"], "Total") and cell["age"] in (row["age"], "Total")
        ]
        key = sum(keys) % 100_000 / 100_000
        assert len(keys) == int(cell["n"])
        assert key == pytest.approx(float(cell["ck"]), abs=1e-9)
        noise = table.noise(len(keys), int(key * (1 << 53)))
        assert (noise, len(keys) + noise) == (int(cell["pert"]), int(cell["puwc"]))


def test_no_published_one_or_two_zero_stays_zero_and_noise_stays_within_five() -> None:
    dice = random.Random(1)
    for _ in range(scaled(200_000)):
        count = dice.choice((0, 1, 2, 3, 4, 5, 6, 7, 8, 9, dice.randrange(10_000)))
        key_sum = sum(dice.getrandbits(31) for _ in range(min(count, 9)))
        published = protect(count, key_sum, b"k" * 32)
        assert published not in (1, 2)
        assert published >= 0
        assert abs(published - count) <= 5
        if count == 0:
            assert published == 0


def test_noise_follows_the_table_over_many_cells() -> None:
    dice, table, draws = random.Random(2), production_table(), scaled(100_000)
    for count, row in enumerate(table.rows):
        seen = dict.fromkeys(row.noise, 0)
        for _ in range(draws):
            seen[protect(count, dice.getrandbits(40), b"k" * 32) - count] += 1
        for noise, chance in chances(row, table.bits).items():
            margin = 5 * (chance * (1 - chance) / draws) ** 0.5
            assert abs(seen[noise] / draws - chance) <= margin


def test_the_same_families_give_the_same_value_in_any_order() -> None:
    dice = random.Random(3)
    for _ in range(scaled(2_000)):
        keys = [record_key(b"r" * 32, dice.randbytes(16)) for _ in range(dice.randrange(40))]
        value = protect(len(keys), sum(keys), b"c" * 32)
        dice.shuffle(keys)
        assert protect(len(keys), sum(keys), b"c" * 32) == value


def test_another_years_secret_gives_other_noise() -> None:
    values = [(protect(50, key, b"a" * 32), protect(50, key, b"b" * 32)) for key in range(200)]
    assert sum(one != other for one, other in values) > 100


def test_neighbouring_cells_tell_nothing_about_each_others_noise() -> None:
    """With the plain sum as key, adding a known record shifts the noise predictably; hashed it does not."""
    dice, n = random.Random(4), scaled(40_000)
    pairs = []
    for _ in range(n):
        key = dice.getrandbits(36)
        pairs.append((protect(50, key, b"c" * 32) - 50, protect(51, key + 7, b"c" * 32) - 51))
    product = sum(a * b for a, b in pairs) / n
    assert abs(product) <= 5 * production_table().variance / n**0.5


def test_record_keys_have_31_bits_and_depend_on_the_secret() -> None:
    keys = [record_key(b"r" * 32, number.to_bytes(16, "big")) for number in range(2_000)]
    assert all(0 <= key < 1 << 31 for key in keys)
    assert max(keys) > 1 << 30
    assert len(set(keys)) > 1_990
    assert record_key(b"r" * 32, b"case") != record_key(b"s" * 32, b"case")


def test_known_draws_never_change() -> None:
    """Frozen values: another way of hashing would change every published figure."""
    assert cell_draw(0, 0, b"c" * 32) == KNOWN["empty"]
    assert cell_draw(12, 12_345_678_901, b"c" * 32) == KNOWN["twelve"]
    assert record_key(b"r" * 32, b"case") == KNOWN["record"]


KNOWN = {"empty": 287_985_092, "twelve": 2_130_740_923, "record": 1_898_999_446}


def test_a_count_too_large_for_its_field_is_refused_rather_than_wrapped() -> None:
    with pytest.raises(OverflowError):
        cell_draw(1 << 48, 0, b"c" * 32)


GOOD: dict[str, Any] = {
    "deviation": 5,
    "variance": 3,
    "threshold": 2,
    "bits": 2,
    "rows": [{"noise": [0], "below": [4]}, {"noise": [-1, 2], "below": [2, 4]}],
}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"noise": [0, 2], "below": [2, 4]}, "stay hidden"),
        ({"noise": [-2, 2], "below": [2, 4]}, "stay hidden"),
        ({"noise": [-1, 6], "below": [2, 4]}, "too far"),
        ({"noise": [-1, 2], "below": [2, 3]}, "every draw"),
        ({"noise": [-1, 2], "below": [4, 4]}, "do not rise"),
        ({"noise": [-1], "below": [2, 4]}, "every draw"),
    ],
)
def test_a_table_that_breaks_a_promise_is_refused(row: dict[str, list[int]], why: str) -> None:
    assert PTable.from_document(GOOD).noise(1, 3) == 2
    with pytest.raises(ValueError, match=why):
        PTable.from_document(GOOD | {"rows": [GOOD["rows"][0], row]})


def test_a_table_that_moves_a_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="zero"):
        PTable.from_document(GOOD | {"rows": [{"noise": [0, 3], "below": [2, 4]}]})
