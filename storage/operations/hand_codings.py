"""Storing what somebody coded by hand: codings, remarks, and what labels and colours mean from now on."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from coding.errors import UserError
from coding.intake.mark_summary import codings_in, remarks_in
from coding.intake.plan import ImportPlan, ImportRow
from coding.language import _
from coding.model.study import CoderKind, Origin
from coding.notation.hand_marks import HandCoding
from coding.text.names import clean_name, name_key
from storage.operations.reading import begin_reading
from storage.operations.removing import remove
from storage.study import schema
from storage.study.operation import WriteContext


class HandCodingWriting:
    """Writes the hand-written codes of a plan's files; coders are found by name or added once."""

    def __init__(self, w: WriteContext, plan: ImportPlan) -> None:
        """Read who codes in this study."""
        self._w = w
        self._plan = plan
        coder = schema.coder.c
        people = coder.kind == CoderKind.PERSON
        rows = w.connection.execute(select(coder.name, coder.id).where(people).order_by(coder.id.desc()))
        self._coders: dict[str, int | None] = {name_key(name): id_ for name, id_ in rows}
        self._coders[""] = w.coder_id
        self._codes = {None, *w.connection.scalars(select(schema.code.c.id))}  # none may be meant, too
        self._stages = {None, *w.connection.scalars(select(schema.stage.c.id))}

    def remember(self) -> None:
        """Keep what was said of labels and colours, for the next files.

        Raises UserError: a code that one means is no longer there.
        """
        for mark_source, said, known in (
            ("label", self._plan.rules.labels, self._plan.known.labels),
            ("colour", self._plan.rules.colours, self._plan.known.colours),
        ):
            news = {
                written: code_id for written, code_id in said.items() if known.get(written, -1) != code_id
            }
            self._remember(mark_source, news)

    def _remember(self, mark_source: str, news: Mapping[str, int | None]) -> None:
        table = schema.meaning
        for written, code_id in news.items():
            self._refuse_gone(code_id, None)
            same = (table.c.manner == mark_source) & (table.c.written == written)
            remove(self._w, table, self._w.connection.scalars(select(table.c.id).where(same)))
            self._w.add(table, manner=mark_source, written=written, code_id=code_id)

    def write(self, row: ImportRow, interview_id: int) -> None:
        """Write the codings and remarks of one file.

        With letters or colours whoever is at the keyboard has begun to read it; a comment is no reading, else
        two remarks by somebody else would leave the interview unfinished for good.

        Raises UserError: a code or stage that one shows is no longer there.
        """
        codings = codings_in(self._plan, row)
        self._codings(codings, interview_id)
        for remark in remarks_in(row):
            place = {"interview_id": interview_id, "start": remark.span.start, "end": remark.span.end}
            self._memo(remark.coder, remark.text, place)
        reading = {coding.coder for coding in codings if not coding.coder or coding.origin is Origin.TABLE}
        for coder in sorted(reading):
            begin_reading(self._w, interview_id, self._coder(coder))

    def _codings(self, codings: Iterable[HandCoding], interview_id: int) -> None:
        plain: list[dict[str, Any]] = []
        for coding in codings:
            row = self._row(coding, interview_id)
            if coding.memo:
                self._memo(coding.coder, coding.memo, {"coding_id": self._w.add(schema.coding, **row)})
            else:
                plain.append(row)
        self._w.add_many(schema.coding, plain)

    def _row(self, coding: HandCoding, interview_id: int) -> dict[str, Any]:
        self._refuse_gone(coding.code_id, coding.stage_id)
        framework = self._plan.known.framework
        return {
            "transcript_id": interview_id,
            "start": coding.span.start,
            "end": coding.span.end,
            "code_id": coding.code_id,
            "coder_id": self._coder(coding.coder),
            "stage_id": coding.stage_id,
            "unsure": coding.unsure,
            "direction": coding.direction,
            "created": self._w.time,
            "revision": framework.revision if framework else 1,
            "origin": coding.origin.value,
        }

    def _refuse_gone(self, code_id: int | None, stage_id: int | None) -> None:
        if code_id not in self._codes or stage_id not in self._stages:
            raise UserError(
                _("A code that is written in the files is no longer in the codebook."),
                _("Nothing was imported."),
                _("Leave the import and read the files again."),
            )

    def _memo(self, coder: str, text: str, on: Mapping[str, int]) -> None:
        time = self._w.time
        who = self._coder(coder)
        self._w.add(schema.memo, coder_id=who, text=text, created=time, modified=time, **on)

    def _coder(self, name: str) -> int | None:
        key = name_key(name)
        if key not in self._coders:
            self._coders[key] = self._w.add(schema.coder, name=clean_name(name))
        return self._coders[key]
