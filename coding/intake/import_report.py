"""What an import would do, as plain values: the same whatever shows it, page or command line."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from coding.intake.left_out import left_out
from coding.intake.mark_corrections import with_rules
from coding.intake.mark_summary import codings_in, colours_of, marks_summary
from coding.intake.plan import Arrival, ImportPlan, report
from coding.model.framework import Framework
from coding.model.study import Span
from coding.notation.hand_marks import HandMark, Manner, MarkState, coder_of

_EXCERPT = 120


def import_report(plan: ImportPlan) -> dict[str, Any]:
    """Return a plan as ``summary``, ``files`` (a record each), ``colours``, ``tables`` and ``left_out``."""
    framework = plan.known.framework
    records = report(plan)
    for record, arrival in zip(records, plan.arrivals, strict=True):
        codings = codings_in(plan, arrival) if arrival.include else ()
        record["codings"] = _by_strand(Counter(coding.code_id for coding in codings), framework)
        record["marks"] = [_mark_record(plan, arrival, mark) for mark in arrival.marks]
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
            {"table": taken.table.name, "rows": len(taken.table.rows), "matched": taken.match.matched}
            for taken in plan.tables
        ],
        "left_out": [{"file": line.name, "reason": line.reason} for line in left_out(plan)],
    }


def _summary(plan: ImportPlan, framework: Framework | None) -> dict[str, Any]:
    found, included = marks_summary(plan), plan.included
    return {
        "files": len(plan.arrivals),
        "come_in": len(included),
        "refused": sum(bool(arrival.file.problem) for arrival in plan.arrivals),
        "turns": sum(arrival.turns for arrival in included),
        "words": sum(arrival.words for arrival in included),
        "participant_words": sum(arrival.participant_words for arrival in included),
        "speakers": sum(len(arrival.voices) for arrival in included),
        "people": len({seat.name for arrival in included for seat in arrival.seats}),
        "codings": found.codings,
        "passages": found.passages,
        "by_strand": _by_strand(found.by_code, framework),
        "memos": found.remarks,
        "marks": {
            "understood": found.understood,
            "guessed": found.guessed,
            "not_understood": found.not_understood,
            "no_code": found.no_code,
        },
        "not_read": {str(manner): count for manner, count in unread_marks(plan).items()},
        "questions": sum(len(arrival.asked) for arrival in included),
    }


def unread_marks(plan: ImportPlan) -> Mapping[Manner, int]:
    """Return how many marks there are that the rules of the plan do not read, by the manner they are in."""
    rules = plan.rules
    read = {
        Manner.LETTERS: rules.read_letters,
        Manner.COLOUR: rules.read_colours,
        Manner.COMMENT: rules.read_comments,
    }
    if all(read.values()) or plan.known.framework is None:
        return {}
    everything = replace(rules, read_letters=True, read_colours=True, read_comments=True)
    marks = (mark for arrival in with_rules(plan, everything).included for mark in arrival.marks)
    counts = Counter(mark.manner for mark in marks if not read[mark.manner])
    return {manner: counts[manner] for manner in Manner if counts[manner]}


def _by_strand(by_code: Mapping[int, int], framework: Framework | None) -> dict[str, int]:
    """Return counts by what codes are called, in the order of the codebook."""
    codes = framework.codes if framework else ()
    return {code.short: by_code[code.id] for code in codes if by_code.get(code.id)}


def _short(code_id: int | None, framework: Framework | None) -> str:
    return "" if code_id is None or framework is None else framework.by_id[code_id].short


def _mark_record(plan: ImportPlan, arrival: Arrival, mark: HandMark) -> dict[str, Any]:
    assert arrival.segmented is not None
    framework = plan.known.framework
    return {
        "state": str(mark.state),
        "manner": str(mark.manner),
        "turn": mark.turn + 1,
        "written": mark.written,
        "colour": mark.colour,
        "codes": [
            {
                "code": _short(code.code_id, framework),
                "stage": _stage(code.stage_id, framework),
                "unsure": code.unsure,
                "guessed": code.guessed,
            }
            for code in mark.codes
        ],
        "unread": [unread.written for unread in mark.unread],
        "memo": mark.memo,
        "reach": str(mark.reach or ""),
        "passage": excerpt(arrival.segmented.transcript.text, mark.span),
        "note": mark.note,
        "coder": coder_of(mark, plan.rules.coded_by, arrival.file.document.author),
    }


def _stage(stage_id: int | None, framework: Framework | None) -> str:
    return "" if stage_id is None or framework is None else framework.stage_by_id[stage_id].letter


def excerpt(text: str, span: Span) -> str:
    """Return a passage in one line; a long one keeps its beginning and its end."""
    words = " ".join(text[span.start : span.end].split())
    half = _EXCERPT // 2
    return words if len(words) <= _EXCERPT else f"{words[:half]} … {words[-half:]}"


def to_look_at(plan: ImportPlan, state: MarkState) -> Iterator[tuple[Arrival, HandMark]]:
    """Yield the marks in this state with their files, of what would be stored."""
    for arrival in plan.included:
        for mark in arrival.marks:
            if mark.state is state:
                yield arrival, mark
