"""Frameworks as files: there and back, as people type them, of other programs, hostile ones."""

from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from lxml import etree
from openpyxl import load_workbook

from coding.errors import UnreadableError, UserError
from coding.model.framework import Code, Framework, Stage
from coding.notation.filed_framework import FiledFramework, numbered
from storage.operations.framework_changes import change_framework, look_at_change
from storage.operations.own_frameworks import import_framework, remove_framework
from storage.operations.studies import add_shipped_framework
from storage.queries.codebook import codes_made_by_hand, framework
from storage.queries.frameworks import filed_framework, framework_called, framework_meant
from storage.readers.frameworks import framework_in, read_framework
from storage.study.study_file import StudyFile
from storage.writers.framework_files import export_framework, names_a_framework
from tests.storage.dumps import dump, perform_both_ways

SCHEMA = Path(__file__).parent.parent / "data" / "schemas" / "Codebook.xsd"
WHOLE = (".toml", ".csv", ".xlsx")
LONG = "At length, with 😀 and “quotes”; " * 1_500  # more than a cell of a workbook holds
HARD = (
    "=1+1",
    "'=1+1",
    "''+2",
    "-",
    "two\nlines\n\nand a third",
    'He said "no", then; left',
    "\\Example:\nExample:\nis no heading",
    "Definition:",
    "C:\\new",
    LONG,
)


def hard_framework() -> FiledFramework:
    """Return a framework with what files are bad at."""
    names = [
        "Trust",
        "Trust and hope, or not",
        "Trust",
        "a > b",
        "=SUM(A1)",
        "x" * 300,
        "Ends in '",
        "- dash",
    ]
    above = [None, 1, 2, 1, None, 5, 6, 7]
    texts = [*HARD, *HARD]
    codes = [
        Code(
            at,
            parent,
            name,
            f"A{at}" if at % 2 else "",
            label="=label" if at == 3 else "",
            key="-=12"[at - 1] if at < 5 else "",
            hue="rose" if parent is None else "",
            aliases=(("one; two",), ("three", "fo ur"), ())[at % 3] if at < 4 else (),
            short_definition=texts[at].strip(),
            definition=texts[at + 1].strip(),
            when_to_use=texts[at + 2].strip(),
            when_not_to_use=texts[at + 3].strip(),
            example=texts[at + 4].strip(),
            notes=texts[at + 5].strip(),
            is_group=at in {1, 4},
        )
        for at, (name, parent) in enumerate(zip(names, above, strict=True), 1)
    ]
    codes[3] = replace(codes[3], is_group=False)
    stages = (Stage(1, "A", "Begins; =1", "Definition:\nnone"), Stage(2, "B", "", ""))
    made = Framework(1, "Hard “one”", "+short", ("area", "=code"), stages, tuple(codes), "Me (2015), 'It'")
    return FiledFramework(made)


@pytest.fixture
def hard(study: StudyFile) -> FiledFramework:
    """Return the same as it stands in the study, with its GUIDs."""
    return filed_framework(study.reader, study.perform(import_framework(hard_framework())).result)


def written(study: StudyFile, target: Path, name: str = "Hard “one”") -> Path:
    export_framework(study.path, target, framework_called(study.reader, name))
    return target


# --- there and back ---------------------------------------------------------------------------


def test_what_comes_in_is_what_was_in_the_file(hard: FiledFramework) -> None:
    assert hard.framework == hard_framework().framework
    assert len(set(hard.guids.values())) == len(hard.framework.codes)


@pytest.mark.parametrize("ending", WHOLE)
@pytest.mark.parametrize("name", ["Hard “one”", "Maturity model of inter-school partnerships"])
def test_a_file_gives_back_an_equal_framework(
    study: StudyFile, hard: FiledFramework, tmp_path: Path, ending: str, name: str
) -> None:
    read = read_framework(written(study, tmp_path / f"codebook{ending}", name))
    assert read == filed_framework(study.reader, framework_called(study.reader, name))


@pytest.mark.parametrize("name", ["Hard “one”", "Maturity model of inter-school partnerships"])
def test_a_refi_codebook_is_valid_and_gives_back_all_but_keys_and_shorter_names(
    study: StudyFile, hard: FiledFramework, tmp_path: Path, name: str
) -> None:
    target = tmp_path / "codebook.qdc"
    framework_id = framework_called(study.reader, name)
    assert "keys and" in export_framework(study.path, target, framework_id)
    etree.XMLSchema(etree.parse(SCHEMA)).assertValid(etree.parse(target))
    there = filed_framework(study.reader, framework_id)
    without = tuple(replace(code, key="", label="") for code in there.framework.codes)
    assert read_framework(target) == replace(there, framework=replace(there.framework, codes=without))


def test_other_programs_find_groups_colours_and_entries_in_it(study: StudyFile, tmp_path: Path) -> None:
    target = written(study, tmp_path / "codebook.qdc", framework(study.reader, 1).name)
    root = etree.parse(target).getroot()
    codes = {str(code.get("name")): code for code in root.iter("{*}Code")}
    assert [codes[name].get("isCodable") for name in ("Partnership Competence", "High social capital")] == [
        "false",
        "true",
    ]
    assert (
        codes["High social capital"].get("color") == codes["Partnership Competence"].get("color") == "#A86A00"
    )
    assert "When not to use:\n" in "".join(map(str, codes["High social capital"].itertext()))
    assert [code.get("name") for code in codes["Stages"]] == [
        "A Beginning",
        "B Developing",
        "C Embedding",
        "D Leading",
    ]


def test_no_cell_is_a_formula_or_longer_than_a_cell(
    study: StudyFile, hard: FiledFramework, tmp_path: Path
) -> None:
    sheet = load_workbook(written(study, tmp_path / "codebook.xlsx"))["Codes"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert max(len(str(cell.value).encode("utf-16-le")) // 2 for cell in cells) <= 32_767
    text = written(study, tmp_path / "codebook.csv").read_text("utf-8-sig")
    assert not any(line.startswith(("=", "+", "-")) for row in text.split("\n") for line in row.split(","))


def test_a_file_that_was_there_stays_whole_where_nothing_can_be_written(
    study: StudyFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = written(study, tmp_path / "codebook.toml", framework(study.reader, 1).name)
    before = target.read_bytes()

    def full(*_args: object, **_named: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(UserError, match="disk is full"):
        export_framework(study.path, target, 1)
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.glob(".strandline*.part")] == []


def test_endings_say_what_is_a_framework(study: StudyFile, tmp_path: Path) -> None:
    names = ["a.qdc", "a.toml", "a.XLSX", "Our codebook.csv", "a.csv", "table.csv", "codebook.docx"]
    assert [names_a_framework(name) for name in names] == [True] * 4 + [False] * 3
    with pytest.raises(UserError, match=r"\.qdc, \.xlsx, \.csv, \.toml"):
        export_framework(study.path, tmp_path / "codebook.docx", 1)


# --- coming in --------------------------------------------------------------------------------


def test_an_import_is_one_step(study: StudyFile) -> None:
    made = perform_both_ways(study, import_framework(hard_framework())).result
    assert numbered(framework(study.reader, made)) == hard_framework().framework
    assert study.history(1)[0].words == "Import the framework “Hard “one””"
    assert not codes_made_by_hand(study.reader)


def test_what_the_study_has_comes_in_as_a_copy_only(study: StudyFile, tmp_path: Path) -> None:
    read = read_framework(written(study, tmp_path / "a.toml", framework(study.reader, 1).name))
    before = dump(study)
    for same in (read, replace(read, guid="")):  # the framework itself, and one with codes of it
        with pytest.raises(UserError, match="has this framework already, as “Maturity"):
            study.perform(import_framework(same))
    assert dump(study) == before
    copy = study.perform(import_framework(read.as_another())).result
    assert framework(study.reader, copy).name.endswith("(copy)")
    guids = study.reader.exec_driver_sql("SELECT count(DISTINCT guid), count(*) FROM code").one()
    assert guids[0] == guids[1]


def test_what_was_removed_comes_back_from_its_file_as_it_was(study: StudyFile, tmp_path: Path) -> None:
    lens = study.perform(add_shipped_framework("grid_group")).result
    there = filed_framework(study.reader, lens)
    file = written(study, tmp_path / "a.xlsx", there.framework.name)
    study.perform(remove_framework(lens))
    assert (
        filed_framework(study.reader, study.perform(import_framework(read_framework(file))).result) == there
    )


# --- as researchers type them -----------------------------------------------------------------


def outline(filed: FiledFramework) -> list[str]:
    """Return the codes, indented, groups with a full stop behind them."""
    found = filed.framework
    return ["  " * found.depth(code.id) + code.name + "." * code.is_group for code in found.codes]


TYPED = {
    "columns in another order, semicolons, headings in capitals, blank rows": (
        "PARENT;Definition;NAME\n\n;all of it;Capital\nCapital;what holds;Trust\n;;\n",
        ["Capital.", "  Trust"],
    ),
    "names only": ("Code\nHope and despair\nTrust\n", ["Hope and despair", "Trust"]),
    "a comma in a name": ('name,description\n"Hope, and more",x\n', ["Hope, and more"]),
    "a child before its parent, by abbreviation": (
        "name,abbr,parent\nTrust,,CC\nCapital,CC,\n",
        ["Capital.", "  Trust"],
    ),
    "a path": ("name,below\nA,\nX,A\nB,\nX,B\nY,B > X\n", ["A.", "  X", "B.", "  X", "    Y"]),
    "levels as numbers": ("level,name\n1,A\n2,B\n3,C\n2,D\n1,E\n", ["A.", "  B", "    C", "  D", "E"]),
    "levels as words": ("Level,Name\ntheme,A\ncode,B\ntheme,C\n", ["A.", "  B", "C"]),
    "a level that no number is": (f"level,name\n1,A\n{'9' * 900},B\n", ["A.", "  B"]),
    "kinds said": ("kind,name,below\ncode,A,\ncode,B,A\ncategory,C,\n", ["A", "  B", "C."]),
    "whole paths, of MAXQDA": (
        "Code,Memo\nTrust,why\nTrust > In each other,\nTrust > In each other > At first,\nUse > share,\n",
        ["Trust.", "  In each other", "    At first", "Use > share"],
    ),
    "whole paths, of NVivo": (
        "Name,Description\nTrust,why\nTrust\\In each other,\nA\\B,\n",
        ["Trust.", "  In each other", "A\\B"],
    ),
    "tags of Taguette": (
        "tag,parent,description,number of highlights\nTrust,,why,2\nAt first,Trust,,1\n",
        ["Trust.", "  At first"],
    ),
    "a title above": ("Our codebook\nname,definition\nA,x\n", ["A"]),
}


@pytest.mark.parametrize("typed", TYPED)
def test_tables_are_read_as_people_type_them(typed: str) -> None:
    text, expected = TYPED[typed]
    for data in (text.encode(), text.encode("utf-16"), text.replace("\n", "\r\n").encode("utf-8-sig")):
        assert outline(framework_in(data, "Our codes.csv")) == expected


def test_colours_and_spellings_are_read_as_people_type_them() -> None:
    filed = framework_in(
        b"name,colour,synonyms,key\nA,#ff0,hope;faith,1\nB,Red,,=\nC,nonsense,,\nD,blue,,\n",
        "Ours.csv",
    )
    assert [code.hue for code in filed.framework.codes] == ["amber", "rose", "", "blue"]
    assert filed.framework.codes[0].aliases == ("hope", "faith")
    assert filed.notes == ("Row 4: the colour “nonsense” is not known and was left out.",)
    assert (filed.framework.name, filed.framework.levels) == ("Ours", ("code",))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,below\nA,B\nB,C\nC,A\n", "Row 2: “A” stands below itself."),
        ("name,below\nA,\nB,Z\n", "Row 3: “B” stands below “Z”, which is no code of this file."),
        ("name,below\nA,\nX,A\nB,\nX,B\nY,X\n", "Row 6: two codes are called “X”; write the path"),
        ("name\nTrust\n\ntrust\n", "Row 4: “trust” stands at that place already (Row 2)."),
        ("name,abbreviation\nA,T\nB,t\n", "Row 3: “B” is written “t”, which means “A” (Row 2)."),
        ("name,key\nA,1\nB,1\n", "Row 3: “B” has the key “1”, which “A” has (Row 2)."),
        ("name,key\nA,F5\n", "Row 2: “A” has the key “F5”; a key is one of 1 2 3"),
        ("name,definition\nA,x\n,y\n", "Row 3: a code without a name."),
        ("level,name\n1,A\n3,B\n2,C\n4,D\n", "Row 3: “B” is on level “3”"),
        (
            "kind,name,below\ncode,A,\ngroup,B,A\n",
            "Row 3: “B” holds codes, and cannot stand below the code “A”.",
        ),
        ("kind,name\nstage,Begins\ncode,A\n", "Row 2: the letter of a stage is missing"),
        (
            "name,below\n" + "".join(f"c{n},{f'c{n - 1}' if n else ''}\n" for n in range(9)),
            "deeper than 8 levels",
        ),
        ("name\n" + "".join(f"c{n}\n" for n in range(3_001)), "more than 3,000 codes"),
        (f"name\n{'x' * 1_001}\n", "Row 2: a name of 1,001 characters"),
        (f"name,synonyms\nA,{'x' * 1_001}\n", "Row 2: a name of 1,001 characters"),
        ("kind,name\n" + "level,x\n" * 21, "more levels or stages"),
        ("word,number\nA,1\n", "No column is called “name”."),
        ("name\n", "There is no code in it"),
    ],
)
def test_what_makes_no_framework_is_refused_with_its_row(text: str, said: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        framework_in(text.encode(), "codes.csv")
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('name = "A"\nlevels = [', "look at its end"),
        ('name = "A"\nkey = = 1', "look at line 2"),
        ("[[codes]]\nname = 5", "Code 1: “name” must be text"),
        (
            '[[codes]]\nname = "A"\n[[codes.codes]]\nname="B"\naliases="x"',
            "Code 1.1: “aliases” must be a list",
        ),
        ("codes = 5", "“codes” must be [[codes]]"),
        ('[[codes]]\nname = "A"\ngroup = "yes"', "Code 1: “group” must be true or false"),
        ("x = " + "[" * 100_000, "damaged"),
        ("x = " + "9" * 100_000, "damaged"),
        ("a." * 10_000 + "a = 1", "damaged"),
        ("", "There is no code in it"),
        ('name = "A"', "There is no code in it"),
    ],
)
def test_wrong_toml_is_refused_with_its_place(text: str, said: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        framework_in(text.encode(), "codes.toml")
    assert said in str(refused.value)


# --- of other programs ------------------------------------------------------------------------

GUID = "{0F9B1C2D-0000-4000-8000-00000000000%d}"


@pytest.mark.parametrize("space", ["codebook:1.0", "codebook:0:4", "codebook:1:0"])
def test_codebooks_of_other_programs_are_read(space: str) -> None:
    text = f"""<?xml version="1.0" encoding="utf-8"?>
    <CodeBook origin="Other 9" xmlns="urn:QDA-XML:{space}"><Codes>
      <Code guid="{GUID % 1}" name="Capital" isCodable="false" color="#0f0">
        <Description>All of it</Description>
        <Code guid="{GUID % 2}" name="Trust" isCodable="true" color="#ABCDEF"/>
        <Code guid="{GUID % 2}" name="TRUST" isCodable="true"/>
      </Code>
      <Code guid="nonsense" name="Hope" isCodable="1" color="#808080">
        <Code name="None" isCodable="false"/>
      </Code></Codes>
      <Sets><Set guid="{GUID % 3}" name="Mine"><MemberCode guid="{GUID % 2}"/></Set></Sets></CodeBook>"""
    filed = framework_in(b"\xef\xbb\xbf" + text.encode(), "Other.qdc")
    assert outline(filed) == ["Capital.", "  Trust", "  TRUST (2)", "Hope", "  None"]
    assert [code.hue for code in filed.framework.codes] == ["green", "", "", "slate", ""]
    assert filed.framework.codes[0].definition == "All of it"
    assert filed.guids == {1: (GUID % 1)[1:-1].lower(), 2: (GUID % 2)[1:-1].lower()}
    assert filed.notes == (
        "“TRUST” stands twice at one place; the second is “TRUST (2)”.",
        "1 set of codes was left out.",
    )


def nested(depth: int) -> bytes:
    opened = "".join(f'<Code guid="" name="c{n}" isCodable="true">' for n in range(depth))
    return f"<CodeBook><Codes>{opened}{'</Code>' * depth}</Codes></CodeBook>".encode()


def test_what_is_said_of_a_strange_file_stays_short() -> None:
    twice = b'<Code guid="" name="a" isCodable="true"/>' * 100
    sets = b'<Sets><Set guid="" name="Mine"/></Sets>'
    filed = framework_in(b"<CodeBook><Codes>" + twice + b"</Codes>" + sets + b"</CodeBook>", "twice.qdc")
    assert len(filed.notes) == 9
    assert filed.notes[-3] == "And 92 more like these."
    assert filed.notes[-1] == "1 set of codes was left out."
    (colour,) = framework_in(f"name,colour\nA,{'x' * 10_000}\n".encode(), "codes.csv").notes
    with pytest.raises(UnreadableError) as key:
        framework_in(f"name,key\nA,{'x' * 10_000}\n".encode(), "codes.csv")
    assert max(len(colour), len(key.value.what)) < 200


def test_colours_of_a_toml_are_read_as_those_of_a_table() -> None:
    codes = '[[codes]]\nname = "A"\nhue = "#ff0"\n[[codes]]\nname = "B"\nhue = "nonsense"\n'
    filed = framework_in(codes.encode(), "ours.toml")
    assert [code.hue for code in filed.framework.codes] == ["amber", ""]
    assert filed.notes == ("Code 2: the colour “nonsense” is not known and was left out.",)


def test_another_encoding_of_a_toml_is_said() -> None:
    with pytest.raises(UnreadableError, match="UTF-8"):
        framework_in('name = "Schöne"'.encode("latin-1"), "codes.toml")


def test_a_tree_that_is_too_deep_is_made_less_deep() -> None:
    filed = framework_in(nested(30), "deep.qdc")
    assert max(filed.framework.depth(code.id) for code in filed.framework.codes) == 7
    assert len(filed.framework.codes) == 30
    assert filed.notes == ("Codes deeper than 8 levels were put on the 8th.",)


BOMB = b"""<!DOCTYPE c [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<CodeBook><Codes><Code guid="" name="&b;" isCodable="true"/></Codes></CodeBook>"""


@pytest.mark.parametrize(
    "data",
    [
        BOMB,
        nested(100_000),
        b"<CodeBook><Codes>" + b'<Code guid="" name="a" isCodable="true"/>' * 3_001 + b"</Codes></CodeBook>",
        b"<Project/>",
        b"<CodeBook><Codes/></CodeBook>",
        b"<CodeBook>",
        b"",
        b"PK\x03\x04nothing",
    ],
    ids=["bomb", "deep", "many", "project", "empty", "cut off", "nothing", "zip"],
)
def test_hostile_codebooks_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        framework_in(data, "hostile.qdc")


@pytest.mark.parametrize("ending", [*WHOLE, ".qdc"])
def test_damaged_files_are_read_or_refused_and_nothing_else(
    study: StudyFile, tmp_path: Path, ending: str
) -> None:
    whole = written(study, tmp_path / f"a{ending}", framework(study.reader, 1).name).read_bytes()
    random = Random(7)
    for _time in range(25):
        data = bytearray(whole[: random.randrange(len(whole))] if random.random() < 0.5 else whole)
        for _place in range(random.randrange(1, 12)):
            if data:
                data[random.randrange(len(data))] = random.randrange(256)
        try:
            filed = framework_in(bytes(data), f"a{ending}")
        except UnreadableError:
            continue
        study.perform(import_framework(filed.as_another()))
        study.undo()


# --- an edited file of a framework that is there -------------------------------------------------


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".toml", ".qdc"])
def test_a_file_that_says_nothing_new_changes_nothing(study: StudyFile, tmp_path: Path, ending: str) -> None:
    read = read_framework(written(study, tmp_path / f"a{ending}", framework(study.reader, 1).name))
    assert framework_meant(study.reader, read) == 1
    assert look_at_change(study.reader, 1, read).lines == ()
    before = dump(study)
    study.perform(change_framework(1, read))
    assert dump(study) == before


def test_an_edited_workbook_changes_its_framework_and_codings_stay(study: StudyFile, tmp_path: Path) -> None:
    file = written(study, tmp_path / "a.xlsx", framework(study.reader, 1).name)
    book = load_workbook(file)
    sheet: Any = book["Codes"]
    columns = {str(cell.value): cell.column or 0 for cell in sheet[1]}
    rows = {sheet.cell(at, columns["name"]).value: at for at in range(2, sheet.max_row + 1)}
    code = next(each for each in framework(study.reader, 1).codes if each.id == 7)  # it has two codings
    gone = next(each for each in framework(study.reader, 1).codes if each.id == 9)  # it has one
    sheet.cell(rows[code.name], columns["name"]).value = "Fit to govern"
    sheet.cell(rows[code.name], columns["definition"]).value = "Edited in Excel."
    new = sheet.max_row + 1
    for column, text in (("kind", "code"), ("name", "Warmth"), ("below", "Fit to govern")):
        sheet.cell(new, columns[column]).value = text
    sheet.delete_rows(rows[gone.name])
    book.save(file)
    read = read_framework(file)
    change = look_at_change(study.reader, 1, read)
    assert change.staying == (gone.name,)
    said = {(line.code, line.what): line.now for line in change.lines}
    assert said[code.name, "Name"] == "Fit to govern"
    assert said[code.name, "Full definition"] == "Edited in Excel."
    assert said["Fit to govern > Warmth" if code.parent_id is None else _below(study, code), "New"] == ""
    codings = study.reader.exec_driver_sql("SELECT * FROM coding ORDER BY id").all()
    before = framework(study.reader, 1)
    assert perform_both_ways(study, change_framework(1, read)).result == change
    after = framework(study.reader, 1)
    assert study.reader.exec_driver_sql("SELECT * FROM coding ORDER BY id").all() == codings
    assert (after.by_id[7].name, after.by_id[7].definition) == ("Fit to govern", "Edited in Excel.")
    assert after.by_id[9].name == gone.name
    assert [each.id for each in after.codes if each.id in before.by_id] == [each.id for each in before.codes]
    assert len(after.codes) == len(before.codes) + 1
    assert after.revision == before.revision + 1
    assert look_at_change(study.reader, 1, read).lines == ()  # twice is once


def _below(study: StudyFile, code: Code) -> str:
    above = [each.name for each in framework(study.reader, 1).path(code.id)[:-1]]
    return " > ".join((*above, "Fit to govern", "Warmth"))


def test_a_table_that_says_less_takes_nothing_away(study: StudyFile) -> None:
    model = framework(study.reader, 1)
    code = model.by_id[7]
    table = f"name,definition\n{code.name},Only this.\n".encode()
    read = framework_in(table, f"{model.name}.csv")
    assert framework_meant(study.reader, read) == 1
    change = look_at_change(study.reader, 1, read)
    assert not [line for line in change.lines if (line.code, line.what) != (code.name, "Full definition")]
    assert len(change.staying) == len(model.codes) - 1
    perform_both_ways(study, change_framework(1, read))
    assert framework(study.reader, 1).by_id[7].abbreviation == code.abbreviation
