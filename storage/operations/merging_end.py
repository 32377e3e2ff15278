"""The end of merging another copy: what was deleted there, coders who became one, what is there twice."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from sqlalchemy import Table, select, update

from coding.errors import UserError
from coding.language import _
from coding.merging.journals import Copy, Row
from coding.merging.plan import Conflict, Side
from coding.model.agreement import AgreementRule, rule_in
from coding.model.cells import Seen
from coding.model.memos import MemoKind
from coding.model.settling import Basis, RuledOn
from coding.model.study import CoderKind
from coding.text.times import local_day
from storage.operations.code_versions import changed_codes, count_up, revision_of
from storage.operations.coders import join_with_others, merge_coders
from storage.operations.memos import append_to_interview_memo
from storage.operations.merging_answers import name_by_numbers
from storage.operations.merging_index import RowIndex
from storage.operations.merging_looks import look_again_at_what_was_made_apart
from storage.operations.merging_state import Merging, words_for
from storage.operations.removing import needed_by, remove
from storage.queries.codings import codings_by_id
from storage.queries.copies import rows_of
from storage.queries.dependents import going_with
from storage.study import schema, tables

# Merged with the text they stand on, or by rules of their own: none of their rows is deleted by itself.
_BY_THEMSELVES: Final = (
    tables.STUDY,
    tables.TRANSCRIPT,
    tables.TURN,
    tables.MARK,
    tables.SPEAKER,
    tables.READING,
    tables.WITHDRAWN,
    tables.CODER,
)


def finish(m: Merging) -> None:
    """Do what can be done only once all that is there is known here."""
    _remove_what_is_gone(m)
    _follow_coders(m)
    _join_codings(m)
    look_again_at_what_was_made_apart(m)
    _map_what_is_kept(m)
    _tell_keys_apart(m)
    name_by_numbers(m)
    _keep_versions(m)
    _write_down_unplaced(m)
    _say_who_was_withdrawn(m)
    _say_what_is_measured_otherwise(m)


# --- what was deleted there ---------------------------------------------------------------------


def _remove_what_is_gone(m: Merging) -> None:
    kept: set[tuple[str, int]] = set()
    for table in schema.JOURNALED:
        gone = m.since_there.deleted.get(table.name, ())
        if not gone or table.name in _BY_THEMSELVES:
            continue
        index, there = RowIndex(m, table), m.there.rows[table.name]
        mapped = {*m.ids.get(table.name, {}).values()}
        for image in gone:
            known = None if image["id"] in there else _known(m, index, image)
            if known is None or known in mapped:
                continue
            if m.hangs_on(table.name, index.rows[known], kept) or not _goes(m, table, known):
                kept.add((table.name, known))
            elif _is_there(m, table, known):
                words = words_for(m.here, table.name, m.here.rows[table.name][known])
                remove(m.w, table, [known])
                m.report.add("removed", words)


def _known(m: Merging, index: RowIndex, image: Row) -> int | None:
    if "guid" in image:
        return index.by_guid(image)
    return index.by_key(m, m.in_our_terms(index.table.name, image))


def _is_there(m: Merging, table: Table, row_id: int) -> bool:
    """Tell whether a row is still there: it may have gone with another."""
    return m.w.connection.scalar(select(table.c.id).where(table.c.id == row_id)) is not None


def _goes(m: Merging, table: Table, known: int) -> bool:
    """Tell whether what was deleted there goes here too; asked if somebody worked on it here."""
    if needed_by(m.w.connection, table, known):
        return False
    if (table.name, known) not in m.touched_here and not _takes_more_along(m, table, known):
        return True
    row = m.here.rows[table.name][known]
    what = _("{what}: deleted there, changed here").format(what=words_for(m.here, table.name, row))
    key = f"{table.name}:{row.get('guid', known)}:gone"
    conflict = Conflict(key, what, _("keep it"), _("delete it here too"))
    return m.choose(conflict) is Side.THERE


def _takes_more_along(m: Merging, table: Table, known: int) -> bool:
    """Tell whether codings or memos would go that the other copy never had."""
    going = going_with(m.w.connection, table, [known])
    for each in (schema.coding, schema.memo):
        theirs = {image["guid"] for image in m.since_there.deleted.get(each.name, ())}
        rows = m.here.rows[each.name]
        if any(rows[id_]["guid"] not in theirs for id_ in going.get(each, ()) if id_ in rows):
            return True
    return False


# --- coders --------------------------------------------------------------------------------------


def _follow_coders(m: Merging) -> None:
    """Let a coder who was merged into another there be merged here, and keep all their GUIDs."""
    here = rows_of(m.w.connection, schema.coder)
    for id_, row in m.there.rows[tables.CODER].items():
        known = m.here_of(tables.CODER, id_)
        if known is None:
            continue
        if row["kind"] == CoderKind.FORMER and here[known]["kind"] == CoderKind.PERSON:
            _leave(m, known, row["guid"])
            continue
        guids = [here[known]["guid"], *here[known]["also"].split()]
        new = [guid for guid in (row["guid"], *row["also"].split()) if guid not in guids]
        if new:
            also = "\n".join((*guids[1:], *new))
            m.w.connection.execute(update(schema.coder).where(schema.coder.c.id == known).values(also=also))


def _leave(m: Merging, coder_id: int, guid: str) -> None:
    """Merge somebody into whoever took them in there; who was withdrawn there stays if they own anything."""
    target = next((m.here_of(tables.CODER, id_) for id_ in _who_took_in(m, guid)), None)
    here = rows_of(m.w.connection, schema.coder)
    if target is not None and target != coder_id and here[target]["kind"] == CoderKind.PERSON:
        merge_coders(coder_id, target).run(m.w)
    elif not any(_owned(m, coder_id)):
        _write(m, schema.coder, coder_id, "kind", CoderKind.FORMER.value)


def _who_took_in(m: Merging, guid: str) -> Iterator[int]:
    for id_, row in m.there.rows[tables.CODER].items():
        if guid in row["also"].split() and row["kind"] != CoderKind.FORMER:
            yield id_


def _owned(m: Merging, coder_id: int) -> Iterator[int | None]:
    for table in (schema.coding, schema.memo, schema.reading, schema.ruling, schema.kept, schema.clearance):
        yield m.w.connection.scalar(select(table.c.id).where(table.c.coder_id == coder_id).limit(1))


# --- codings ---------------------------------------------------------------------------------------


def _join_codings(m: Merging) -> None:
    """Let codings of one code by one coder that meet become one, as the code's key would."""
    here = {
        (row["transcript_id"], row["coder_id"], row["code_id"]) for row in m.here.rows[tables.CODING].values()
    }
    new = [id_ for table, id_ in m.new_ids if table == tables.CODING]
    for coding in codings_by_id(m.w.connection, new):
        if (coding.transcript_id, coding.coder_id, coding.code_id) in here and _is_there(
            m, schema.coding, coding.id
        ):
            join_with_others(m.w, coding)


def _map_what_is_kept(m: Merging) -> None:
    """Let rulings and samples that came in name things as they are called here."""
    for id_, row in m.there.rows[tables.RULING].items():
        known = m.here_of(tables.RULING, id_)
        if known is not None and (tables.RULING, known) in m.new_ids:
            _write(m, schema.ruling, known, "basis", _basis_here(m, row).to_json())
    for id_, row in m.there.rows[tables.MEMO].items():
        known = m.here_of(tables.MEMO, id_)
        if row["seen"] and known is not None and (tables.MEMO, known) in m.new_ids:
            ids = (m.here_of(tables.CODING, each) for each in Seen.from_json(row["seen"]).ids)
            seen = Seen(frozenset(each for each in ids if each is not None))
            _write(m, schema.memo, known, "seen", seen.to_json())
    guids = dict(_other_guids(m))
    for table, id_ in m.new_ids if guids else ():
        if table == tables.KEPT:
            value = m.w.connection.scalar(select(schema.kept.c.value).where(schema.kept.c.id == id_)) or ""
            named = re.sub(r'"([0-9a-f-]{36})"', lambda found: f'"{guids.get(found[1], found[1])}"', value)
            _write(m, schema.kept, id_, "value", named)


def _write(m: Merging, table: Table, row_id: int, column: str, value: str) -> None:
    m.w.connection.execute(update(table).where(table.c.id == row_id).values({column: value}))


def _basis_here(m: Merging, row: Row) -> Basis:
    """Return what a ruling stands on; codings that were left out are not part of it."""
    basis = Basis.from_json(row["basis"])
    ruled_on: list[RuledOn] = []
    for each in basis.ruled_on:
        place = {
            "id": each.id,
            "transcript_id": row["interview_id"],
            "start": each.start,
            "end": each.end,
        }
        ids = {"code_id": each.code_id, "stage_id": each.stage_id}
        ours = m.in_our_terms(tables.CODING, place | ids)
        known = m.here_of(tables.CODING, each.id)
        if known is not None and ours["start"] is not None and ours["code_id"] is not None:
            place = {name: ours[name] for name in ("start", "end", "code_id")}
            ruled_on.append(each._replace(id=known, **place, stage_id=ours["stage_id"] or 0))
    agreed = (m.here_of(tables.CODING, id_) for id_ in basis.agreed)
    return Basis(tuple(ruled_on), tuple(id_ for id_ in agreed if id_ is not None))


def _other_guids(m: Merging) -> Iterator[tuple[str, str]]:
    """Yield the GUIDs there of what has another one here: it was found by its text or its name."""
    for table in (schema.coder, schema.interview, schema.code):
        here = rows_of(m.w.connection, table)
        for id_, row in m.there.rows[table.name].items():
            known = m.here_of(table.name, id_)
            if known is not None and here[known]["guid"] != row["guid"]:
                yield row["guid"], here[known]["guid"]


def _write_down_unplaced(m: Merging) -> None:
    """Keep in the interview's memo what could not be placed, as when a transcript is replaced."""
    coder, memo = m.w.coder_id, schema.memo.c
    for interview_id, lost in m.unplaced.items():
        mine = (
            (memo.interview_id == interview_id)
            & (memo.coder_id == coder)
            & memo.start.is_(None)
            & (memo.kind == MemoKind.MEMO)
        )
        standing = m.w.connection.scalar(select(memo.text).where(mine)) or ""
        lines = [line for line in sorted(lost) if line not in standing]
        if lines and coder is not None:
            head = _("Codings whose words were corrected away in another copy:")
            append_to_interview_memo(m.w, interview_id, "\n".join([head, *lines]))


# --- what would be there twice -----------------------------------------------------------------------


def _tell_keys_apart(m: Merging) -> None:
    """Let no key and no abbreviation stand for two codes of a framework: what was here first has it."""
    code = schema.code
    for column in ("key", "abbreviation"):
        taken: set[tuple[int, str]] = set()
        rows = rows_of(m.w.connection, code).values()
        for row in sorted(
            rows,
            key=lambda row: (
                m.here.rows[tables.CODE].get(row["id"], {}).get(column) != row[column],
                row["id"],
            ),
        ):
            said = row["framework_id"], row[column]
            if row[column] and said in taken:
                m.w.connection.execute(update(code).where(code.c.id == row["id"]).values({column: ""}))
            taken.add(said)


def _keep_versions(m: Merging) -> None:
    """Keep what codes have become that both copies changed; what defines them makes a new version."""
    for framework_id in rows_of(m.w.connection, schema.framework):
        changed = changed_codes(m.w, framework_id)
        more = int(any(each.makes_a_version for each in changed))
        count_up(m.w, framework_id, revision_of(m.w, framework_id) + more)


# --- who was withdrawn ---------------------------------------------------------------------------------


def _say_who_was_withdrawn(m: Merging) -> None:
    """Say of people who are here that somebody took them out there; that is done here by a person."""
    guids = {row["guid"] for row in m.there.rows[tables.WITHDRAWN].values()}
    for row in m.here.rows[tables.PERSON].values():
        if row["guid"] in guids:
            words = _("{name} was withdrawn in the other copy and is still here: withdraw them here too.")
            m.report.add("notes", words.format(name=row["name"]))


# --- how agreement is measured -----------------------------------------------------------------------------


def _say_what_is_measured_otherwise(m: Merging) -> None:
    """Say where the other copy measures agreement otherwise: each study keeps its own settings."""
    here, there = _rule(m.here), _rule(m.there)
    if there is None or (here is not None and here.measuring == there.measuring):
        return
    words = _("How agreement is measured is fixed there ({how}; {dated}) and not here; fix it here too.")
    if here is not None:
        words = _("How agreement is measured is fixed otherwise there ({how}; {dated}): here it stays.")
    m.report.add("notes", words.format(how=there.measuring.words, dated=there.dated(local_day)))


def _rule(copy: Copy) -> AgreementRule | None:
    """Return how a copy measures agreement; None too where a later program says so in its own way."""
    with suppress(UserError):
        return next((rule_in(row["settings"]) for row in copy.rows[tables.STUDY].values()), None)
    return None
