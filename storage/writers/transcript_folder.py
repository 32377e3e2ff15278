"""Coded transcripts as files of a folder, one an interview."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection

from coding.errors import UserError
from coding.intake.coming_back import (
    COMMENTS,
    LETTERS,
    not_back_from_comments,
    not_back_from_letters,
    read_again,
)
from coding.language import _
from coding.model.code_labels import code_label
from coding.model.study import Coding
from coding.progress import Progress, silent
from storage.queries.codebook import current_framework_id
from storage.queries.coded_transcripts import CodedTranscript, CodedTranscripts
from storage.readers.docx import read_docx
from storage.study.atomic_write import replacing
from storage.study.keeping.snapshot import snapshot
from storage.writers.coded_transcript_html import transcript_in_html
from storage.writers.coded_transcript_word import transcript_in_word
from storage.writers.pdf import as_pdf
from storage.writers.transcript_looks import CodesAs, TranscriptForm, TranscriptLook, WhoseCodings


def export_transcripts(
    study: Path, folder: Path, whose: WhoseCodings, look: TranscriptLook, progress: Progress = silent
) -> int:
    """Write every interview to a file of its own; return how many there are.

    The folder is made if it is not there; each file is replaced only when it is complete. Raises UserError,
    and whatever ``progress`` raises to stop it.
    """
    if folder.exists() and not folder.is_dir():
        raise UserError(
            _("“{name}” is no folder.").format(name=folder.name),
            _("Nothing was written."),
            _("Name a folder: each interview gets a file of its own."),
        )
    folder.mkdir(parents=True, exist_ok=True)
    with snapshot(study) as connection:
        coded = _coded(connection, whose)
        for done, each in enumerate(coded):
            progress(done, len(coded), each.heading)
            with replacing(folder / f"{each.name}.{look.form}", like=study) as part:
                part.write_bytes(_written(each, look))
    return len(coded)


def _coded(connection: Connection, whose: WhoseCodings) -> CodedTranscripts:
    framework_id = whose.framework_id or current_framework_id(connection)
    if framework_id is None:
        raise UserError(_("This study has no framework, so nothing is coded."))
    return CodedTranscripts(connection, framework_id, whose.coder_ids, whose.blind_for)


def _written(coded: CodedTranscript, look: TranscriptLook) -> bytes:
    if look.form is TranscriptForm.WEB_PAGE:
        return transcript_in_html(coded).encode()
    if look.form is TranscriptForm.PDF:  # comments are not printed
        return as_pdf(transcript_in_word(coded, CodesAs.LETTERS, numbered=look.numbered))
    return transcript_in_word(coded, look.codes_as, numbered=look.numbered)


def what_stays_behind(
    study: Path, whose: WhoseCodings, look: TranscriptLook, progress: Progress = silent
) -> list[str]:
    """Return a line for each coding that importing the Word files would not give back; nothing else is read.

    Memos, coders and exact beginnings are no matter of letters.
    """
    if look.form is not TranscriptForm.WORD:
        return []
    with snapshot(study) as connection:
        coded = _coded(connection, whose)
        lines: list[str] = []
        for done, each in enumerate(coded):
            progress(done, len(coded), each.heading)
            lines += _lost(each, look)
    return lines


def _lost(coded: CodedTranscript, look: TranscriptLook) -> Iterator[str]:
    document = read_docx(transcript_in_word(coded, look.codes_as))
    if look.codes_as is CodesAs.COMMENTS:
        text, read = read_again(document, coded.framework, COMMENTS)
        lost = not_back_from_comments(coded.codings, read)
    else:
        text, read = read_again(document, coded.framework, LETTERS)
        lost = not_back_from_letters(coded.codings, read)
    if text != coded.transcript.text:
        yield _("{file}: its words are read otherwise, so passages may stand elsewhere.").format(
            file=coded.name
        )
    for coding in lost:
        yield f"{coded.name}: {_in_words(coded, coding)}"


def _in_words(coded: CodedTranscript, coding: Coding) -> str:
    framework = coded.framework
    stage = next((each.letter for each in framework.stages if each.id == coding.stage_id), "")
    label = code_label(framework.by_id[coding.code_id].short, coding.direction, stage, unsure=coding.unsure)
    words = " ".join(coded.transcript.text[coding.start : coding.end].split()[:8])
    return f"{label} “{words}”"
