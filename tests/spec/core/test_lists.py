"""Lists of codes.

Every entry says where it comes from and from when; what is wrong in a file is said in a sentence that names the file and
the entry.
"""

from datetime import date
from pathlib import Path

import pytest

from kith.core import lists

ONE = 'code = "a"\nsays = "A"\nfrom = 2020-01-01\nsource = "Guidance"\n'


def written(folder, text, name="colours"):
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text, sentence",
    [
        pytest.param('[[entry]]\nsays = "A"', "entry 1: it has no code", id="no code"),
        pytest.param(
            '[[entry]]\ncode = "a"\nsays = "A"\nfrom = 2020-01-01', "a: it has no source", id="no source"
        ),
        pytest.param('[[entry]]\ncode = "a"\nsource = "G"', "a: it has no words", id="no words"),
        pytest.param(
            '[[entry]]\ncode = "a"\nsays = "A"\nsource = "G"', "a: it has no first day", id="no first day"
        ),
        pytest.param(
            f"[[entry]]\n{ONE}to = 2019-12-31",
            "a: it ends (2019-12-31) before it begins",
            id="ends before it begins",
        ),
        pytest.param(
            f'[[entry]]\n{ONE}to = "2021"',
            "a: to must be a day, not in quotation marks",
            id="a day in quotation marks",
        ),
        pytest.param(
            f'[[entry]]\n{ONE}local = "yes"', "a: local must be true or false", id="local is not yes or no"
        ),
        pytest.param(
            f"[[entry]]\n{ONE}\n[[entry]]\n{ONE}",
            "a: two entries have this code on 2020-01-01",
            id="the same code twice",
        ),
        pytest.param(
            f"[[entry]]\n{ONE}\n[[entry]]\n{ONE}".replace("2020-01-01", "2024-01-01", 1),
            "a: two entries have this code on 2024-01-01",
            id="dates overlap, later one first",
        ),
        pytest.param("entries = 3", "“entries” is not known here", id="a key that nobody reads"),
        pytest.param("entry = 3", "write the entries as", id="entries that are not entries"),
        pytest.param("[[entry]", "this is not TOML that Kith can read", id="not TOML"),
    ],
)
def test_a_list_that_is_wrong_is_refused_with_a_sentence(tmp_path, text, sentence):
    with pytest.raises(lists.ListIsWrong) as refusal:
        lists.load(written(tmp_path, text))
    assert str(refusal.value).startswith("colours.toml")
    assert sentence in str(refusal.value)


def test_a_list_that_is_not_there_is_named():
    with pytest.raises(lists.ListIsWrong, match="nowhere.toml: there is no such list"):
        lists.load(Path("nowhere.toml"))


VERSIONS = """
title = "Colours"
[every]
source = "Guidance"
[[entry]]
code = "red"
says = "Red, as it was"
from = 2020-01-01
to = 2025-12-31
[[entry]]
code = "red"
says = "Red, as it is"
from = 2026-01-01
asks = "why?"
[[entry]]
code = "green"
says = "Green"
from = 2026-06-01
"""


@pytest.mark.parametrize(
    "day, words",
    [
        pytest.param(date(2019, 12, 31), [], id="before the first day: nothing"),
        pytest.param(date(2020, 1, 1), ["Red, as it was"], id="the first day counts"),
        pytest.param(date(2025, 12, 31), ["Red, as it was"], id="the last day counts"),
        pytest.param(date(2026, 1, 1), ["Red, as it is"], id="the next version follows at once"),
        pytest.param(date(2026, 11, 17), ["Red, as it is", "Green"], id="in the order of the file"),
    ],
)
def test_a_list_reads_as_it_stood_on_the_day(tmp_path, day, words):
    colours = lists.load(written(tmp_path, VERSIONS))
    assert [entry.says for entry in colours.on(day)] == words
    assert [says for _, says in colours.choices(day)] == words


@pytest.mark.parametrize(
    "code, day, words",
    [
        pytest.param("red", date(2019, 12, 31), "Red, as it was", id="before the first day: the first words"),
        pytest.param("red", date(2025, 12, 31), "Red, as it was", id="in force: the words of that day"),
        pytest.param("red", date(2026, 1, 1), "Red, as it is", id="in force again: the new words"),
        pytest.param("green", date(1999, 1, 1), "Green", id="long before the list began"),
        pytest.param("amber", date(2026, 1, 1), "amber", id="never in the list: the code itself"),
    ],
)
def test_what_was_written_down_is_read_in_the_words_nearest_to_its_day(tmp_path, code, day, words):
    assert lists.load(written(tmp_path, VERSIONS)).words(code, day) == words


def test_where_a_local_entry_lies_over_a_national_one_what_was_written_down_is_read_in_local_words(tmp_path):
    own = """
    title = "Colours"
    [[entry]]
    code = "green"
    says = "Our green"
    from = 2026-06-01
    source = "Us"
    local = true
    """
    both = lists.merge(
        lists.load(written(tmp_path, VERSIONS)), lists.load(written(tmp_path, own, name="own"))
    )
    assert both.words("green", date(2026, 1, 1)) == "Our green"
    assert both.words("red", date(2026, 1, 1)) == "Red, as it is"


def test_what_is_not_a_common_key_is_kept_as_extra(tmp_path):
    colours = lists.load(written(tmp_path, VERSIONS))
    assert colours.get("red", date(2026, 1, 1)).extra == {"asks": "why?"}


def test_a_code_that_is_not_in_force_is_refused_with_a_sentence(tmp_path):
    colours = lists.load(written(tmp_path, VERSIONS))
    assert not colours.has("green", date(2026, 5, 31))
    with pytest.raises(lists.UnknownCode) as refusal:
        colours.get("green", date(2026, 5, 31))
    assert str(refusal.value) == (
        "“green” is not in the list “Colours” on 31 May 2026. Choose a code that is in force that day."
    )


def test_a_local_entry_lies_over_the_national_one_and_shows_it(tmp_path):
    national = lists.load(written(tmp_path, VERSIONS))
    local = lists.load(
        written(
            tmp_path,
            """
            every = { source = "Our board, 3 March 2026", local = true, from = 2026-04-01, to = 2026-12-31 }
            entry = [{ code = "red", says = "Scarlet" }, { code = "blue", says = "Blue" }]
            """,
            "ours",
        )
    )
    both = lists.merge(national, local)
    summer = date(2026, 7, 1)
    assert [entry.says for entry in both.on(summer)] == ["Scarlet", "Green", "Blue"]
    assert both.get("red", summer).overrides == national.get("red", summer)
    assert both.get("blue", summer).overrides is None
    assert both.get("red", date(2026, 3, 31)).says == "Red, as it is"
    assert both.get("red", date(2027, 1, 1)).says == "Red, as it is"


def test_what_lies_over_a_national_list_must_say_that_it_is_local(tmp_path):
    national = lists.load(written(tmp_path, VERSIONS))
    with pytest.raises(
        lists.ListIsWrong, match="colours.toml, red: it lies over a national list, so mark it local"
    ):
        lists.merge(national, national)


def test_every_list_that_comes_with_kith_loads():
    shipped = sorted(Path(lists.__file__).parents[1].glob("*/lists/*.toml"))
    assert len(shipped) >= 10
    assert all(list(lists.load(path)) for path in shipped)
