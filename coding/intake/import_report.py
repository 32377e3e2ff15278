"""What an import would do, as plain values: the same whatever shows it, page or command line."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from coding.intake.coded_tables import segment_counts
from coding.intake.left_out import assumed_dates, left_out
from coding.intake.mark_corrections import with_rules
from coding.intake.mark_summary import codings_in, colours_of, marks_summary
from coding.intake.plan import SAID, GuessSource, ImportPlan, ImportRow, SpeakerLabel
from coding.intake.row_notes import remarks
from coding.model.framework import Framework
from coding.model.study import Span
from coding.notation.hand_marks import HandMark, MarkSource, MarkState, coder_of
from coding.notation.questions import ListedQuestion

_EXCERPT = 120


def import_report(plan: ImportPlan) -> dict[str, Any]:
    """Return a plan as ``summary``, ``files`` (a record each), ``colours``, ``tables`` and ``left_out``."""
    framework = plan.known.framework
    records = report(plan)
    for record, row in zip(records, plan.rows, strict=True):
        codings = codings_in(plan, row) if row.include else ()
        record["codings"] = _by_strand(Counter(coding.code_id for coding in codings), framework)
        record["marks"] = [_mark_record(plan, row, mark) for mark in row.marks]
    return {
        "summary": _summary(plan, framework),
        "files": records,
        "colours": [
            {
                "colour": use.colour,
                "times": use.times,
                "means": _short(use.code_id, framework) if use.said else "not said",
                "example": use.example,
            }
            for use in colours_of(plan)
        ],
        "tables": [
            {
                "table": taken.table.name,
                "rows": len(taken.table.rows),
                "matched": taken.match.matched,
                "notes": list(assumed_dates(taken)),
            }
            for taken in plan.tables
        ],
        "left_out": [{"file": line.name, "reason": line.reason} for line in left_out(plan)],
    }


def _summary(plan: ImportPlan, framework: Framework | None) -> dict[str, Any]:
    found, included, counts = marks_summary(plan), plan.included, segment_counts(plan)
    return {
        "files": len(plan.rows),
        "come_in": len(included),
        "refused": sum(bool(row.file.problem) for row in plan.rows),
        "turns": sum(row.turns for row in included),
        "words": sum(row.words for row in included),
        "participant_words": sum(row.participant_words for row in included),
        "speakers": sum(len(row.speaker_labels) for row in included),
        "people": len({participant.name for row in included for participant in row.participants}),
        "codings": found.codings,
        "passages": found.passages,
        "by_strand": _by_strand(found.by_code, framework),
        "by_coder": {coder or None: n for coder, n in found.by_coder.items()},
        "memos": found.remarks,
        "marks": {
            "understood": found.understood,
            "guessed": found.guessed,
            "not_understood": found.not_understood,
            "no_code": found.no_code,
        },
        "coded_segments": {"all": counts.all, "found": counts.found},
        "not_read": {str(mark_source): count for mark_source, count in unread_marks(plan).items()},
        "questions": sum(len(row.asked) for row in included),
    }


def unread_marks(plan: ImportPlan) -> Mapping[MarkSource, int]:
    """Return how many marks there are that the rules of the plan do not read, by the manner they are in."""
    rules = plan.rules
    read = {
        MarkSource.LETTERS: rules.read_letters,
        MarkSource.COLOUR: rules.read_colours,
        MarkSource.COMMENT: rules.read_comments,
        MarkSource.TABLE: True,
    }
    if all(read.values()) or plan.known.framework is None:
        return {}
    everything = replace(rules, read_letters=True, read_colours=True, read_comments=True)
    marks = (mark for row in with_rules(plan, everything).included for mark in row.marks)
    counts = Counter(mark.mark_source for mark in marks if not read[mark.mark_source])
    return {mark_source: counts[mark_source] for mark_source in MarkSource if counts[mark_source]}


def _by_strand(by_code: Mapping[int, int], framework: Framework | None) -> dict[str, int]:
    """Return counts by what codes are called, in the order of the codebook."""
    codes = framework.codes if framework else ()
    return {code.short: by_code[code.id] for code in codes if by_code.get(code.id)}


def _short(code_id: int | None, framework: Framework | None) -> str:
    return "" if code_id is None or framework is None else framework.by_id[code_id].short


def _mark_record(plan: ImportPlan, row: ImportRow, mark: HandMark) -> dict[str, Any]:
    assert row.segmented is not None
    framework = plan.known.framework
    return {
        "state": str(mark.state),
        "manner": str(mark.mark_source),
        "turn": mark.turn + 1,
        "written": mark.written,
        "colour": mark.colour,
        "codes": [
            {
                "code": _short(code.code_id, framework),
                "stage": _stage(code.stage_id, framework),
                "direction": str(code.direction),
                "unsure": code.unsure,
                "guessed": code.guessed,
            }
            for code in mark.codes
        ],
        "unread": [unread.written for unread in mark.unread],
        "memo": mark.memo,
        "reach": str(mark.reach or ""),
        "passage": excerpt(row.segmented.transcript.text, mark.span),
        "note": mark.note,
        "coder": coder_of(mark, plan.rules.coded_by, row.file.document.author),
    }


def _stage(stage_id: int | None, framework: Framework | None) -> str:
    return "" if stage_id is None or framework is None else framework.stage_by_id[stage_id].letter


def excerpt(text: str, span: Span) -> str:
    """Return a passage in one line; a long one keeps its beginning and its end."""
    words = " ".join(text[span.start : span.end].split())
    half = _EXCERPT // 2
    return words if len(words) <= _EXCERPT else f"{words[:half]} … {words[-half:]}"


def to_review(plan: ImportPlan, state: MarkState) -> Iterator[tuple[ImportRow, HandMark]]:
    """Yield the marks in this state with their files, of what would be stored."""
    for row in plan.included:
        for mark in row.marks:
            if mark.state is state:
                yield row, mark


def report(plan: ImportPlan) -> list[dict[str, Any]]:
    """Return the plan as records of plain values, one a file, for ``--dry-run --json``."""
    return [_record(row, plan.questions_of(row.round.value)) for row in plan.rows]


def _record(row: ImportRow, listed: Sequence[ListedQuestion]) -> dict[str, Any]:
    return {
        "file": row.file.path,
        "include": row.include,
        "problem": row.file.problem,
        "same_as": row.duplicate_of,
        "nearly": row.version_of,
        "kind": str(row.kind) if row.readable else "",
        "round": row.round.value,
        "school": row.school.value,
        "key": row.keys,
        "date": row.date.value,
        "open_date": row.open_date,
        "duration": _seconds(row.segmented.duration_ms) if row.segmented else None,
        "people": [_seat_record(row, at) for at in range(len(row.participants))],
        "author": row.author.value if not row.kind.is_talk else "",
        "case": row.case,
        "attributes": dict(row.attributes),
        "speakers": [_voice_record(row, label) for label in row.speaker_labels],
        "turns": row.turns,
        "questions": [
            {"turn": asked.turn, "question": listed[asked.question].text, "by_hand": asked.by_hand}
            for asked in row.asked
        ],
        "words": row.words,
        "participant_words": row.participant_words,
        "guessed": dict(_guessed(row)),
        "notes": list(row.file.notes),
        "remarks": [remark for remark in remarks(row) if remark not in row.file.notes],
        "times": sum(turn.ms is not None for turn in row.transcript.turns),
    }


def _seconds(ms: int | None) -> int | None:
    return None if ms is None else ms // 1000


def _seat_record(row: ImportRow, at: int) -> dict[str, Any]:
    participant = row.participants[at]
    record = {
        "name": participant.name,
        "role": participant.role,
        "title": participant.title,
        "since": participant.since,
        "school": participant.school or row.school.value,
    }
    return record | {"attributes": dict(row.attributes_of(at))}


def _voice_record(row: ImportRow, label: SpeakerLabel) -> dict[str, Any]:
    person = "" if label.participant is None else row.participants[label.participant].name
    return {
        "label": label.label,
        "kind": str(label.kind),
        "person": person,
        "words": label.words,
    }


def _guessed(row: ImportRow) -> Iterator[tuple[str, str]]:
    """Name what is guessed and where each guess comes from."""
    for name, guess in (
        ("round", row.round),
        ("school", row.school),
        ("date", row.date),
    ):
        if guess.is_guess:
            yield name, str(guess.source)
    if row.posts and row.posts_source not in SAID:
        yield "role", str(row.posts_source)
    if row.participants and not row.participants_by_hand:
        yield "people", str(row.participants_source)
    if row.speaker_labels_source not in {GuessSource.BY_HAND, GuessSource.NOWHERE}:
        yield "speakers", str(row.speaker_labels_source)
