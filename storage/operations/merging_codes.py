"""Two codes become one: all that points at a code follows to the one that stays."""

from collections.abc import Collection, Mapping

from sqlalchemy import select, update

from coding.language import N_
from coding.model.framework import Code
from coding.model.memos import MemoKind
from coding.model.settling import Basis
from coding.notation.code_merge import Facet, merged_entry, plan_merge
from storage.operations.codebook import free_name, known_code, new_meaning, write_code
from storage.operations.joining import join, join_memos
from storage.operations.removing import remove
from storage.queries.code_merges import codings_of, meeting_of_two
from storage.queries.codebook import framework as read_framework
from storage.queries.dependents import keys_to
from storage.study import schema
from storage.study.column_kinds import Gone
from storage.study.operation import WriteContext, operation


@operation(N_("Merge {code} into {into}"))
def merge_codes(w: WriteContext, code_id: int, into_id: int, taken: Collection[Facet] = ()) -> None:
    """Make two codes one: all of the first becomes the other's, which takes over what ``taken`` names.

    All coders' codings go along; those that meet become one. Sub-codes come under the code that stays; two of
    one name become one alike. The names that are not kept become aliases, memos stand one under the other.

    Raises UserError: one is no longer there, they cannot become one (see plan_merge), or a code beside
    the one that stays has the name that it takes.
    """
    framework, _code = known_code(w, code_id)
    merge = plan_merge(framework, code_id, into_id)
    code, into = merge.pairs[0]
    w.note(code=code.short, into=into.short)
    for child, parent_id in merge.moved:
        write_code(w, child.id, parent_id=parent_id, position=_end(w, parent_id), hue="")
    for goes, stays in merge.pairs:
        _repoint(w, goes.id, stays.id)
        entry = merged_entry(framework, goes, stays, taken if goes is code else ())
        write_code(w, stays.id, **entry, also=_guids(w, goes.id, stays.id))
    remove(w, schema.code, [goes.id for goes, _stays in merge.pairs])
    _refuse_name_beside(w, framework.id, into.id)
    for _goes, stays in merge.pairs:
        new_meaning(w, framework, stays)


def _guids(w: WriteContext, goes_id: int, stays_id: int) -> str:
    """Return the GUIDs that the code which stays took in, so that another copy's codings find it."""
    code = schema.code.c
    goes, stays = (
        w.connection.execute(select(code.guid, code.also).where(code.id == id_)).one()
        for id_ in (goes_id, stays_id)
    )
    return "\n".join((*stays.also.split(), goes.guid, *goes.also.split()))


def _end(w: WriteContext, parent_id: int) -> int:
    code = schema.code.c
    positions = w.connection.scalars(select(code.position).where(code.parent_id == parent_id))
    return 1 + max(positions, default=-1)


def _refuse_name_beside(w: WriteContext, framework_id: int, code_id: int) -> None:
    now = read_framework(w.connection, framework_id)
    code: Code = now.by_id[code_id]
    free_name(now, code.name, code.parent_id, but=code_id)


# --- what follows ------------------------------------------------------------------------------


def _repoint(w: WriteContext, goes_id: int, stays_id: int) -> None:
    """Let whatever points at a code point at the other; what the two have twice becomes one."""
    groups = meeting_of_two(codings_of(w.connection, (goes_id, stays_id)), goes_id)
    _join_code_memos(w, goes_id, stays_id)
    _drop_questions_of_both(w, goes_id, stays_id)
    for gone in Gone:
        for table, column in keys_to(schema.code, gone):
            if table is not schema.code:
                w.connection.execute(update(table).where(column == goes_id).values({column: stays_id}))
    _repoint_bases(w, goes_id, stays_id, join(w, groups))


def _join_code_memos(w: WriteContext, goes_id: int, stays_id: int) -> None:
    memo = schema.memo
    rows = w.connection.execute(
        select(memo).where(memo.c.code_id.in_((goes_id, stays_id)), memo.c.kind == MemoKind.MEMO)
    ).all()
    ordered = sorted(rows, key=lambda row: (row.code_id == goes_id, row.id))
    join_memos(w, "code_id", [(stays_id, row) for row in ordered])


def _drop_questions_of_both(w: WriteContext, goes_id: int, stays_id: int) -> None:
    """Let a question that asks about both ask about the one that stays once."""
    asked = schema.question_code.c
    of_other = select(asked.question_id).where(asked.code_id == stays_id)
    twice = select(asked.id).where(asked.code_id == goes_id, asked.question_id.in_(of_other))
    remove(w, schema.question_code, w.connection.scalars(twice).all())


def _repoint_bases(w: WriteContext, goes_id: int, stays_id: int, standing: Mapping[int, int]) -> None:
    """Let rulings stand on codings that only have another code now, and know those that they made."""
    ruling = schema.ruling
    for row in w.connection.execute(select(ruling.c.id, ruling.c.basis)).all():
        basis = Basis.from_json(row.basis)
        ruled_on = tuple(
            each._replace(code_id=stays_id) if each.code_id == goes_id else each for each in basis.ruled_on
        )
        agreed = tuple(dict.fromkeys(standing.get(id_, id_) for id_ in basis.agreed))
        if (ruled_on, agreed) != (basis.ruled_on, basis.agreed):
            text = Basis(ruled_on, agreed).to_json()
            w.connection.execute(update(ruling).where(ruling.c.id == row.id).values(basis=text))
