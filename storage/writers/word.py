"""The report in Word: the study's facts, frequencies, charts, the codebook, and the passages by strand."""

from datetime import datetime
from pathlib import Path

import numpy as np
from sqlalchemy import Connection

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.columns import ColumnKind
from coding.analysis.frequencies import Frequencies, frequencies
from coding.analysis.groups import Grouping
from coding.analysis.passage_counts import passages_in_words
from coding.analysis.speaker_attribution import NOT_KNOWN
from coding.language import _, plural
from coding.model.codebook_words import entry_fields, entry_title
from coding.model.framework import Code, Framework
from coding.progress import Progress, silent
from storage.queries.overview import Holdings, Overview, overview
from storage.writers.agreement import write_agreement
from storage.writers.word_frequencies import write_frequencies
from storage.writers.word_parts import WIDTH, WordFile
from storage.writers.word_passages import write_passages
from storage.writers.word_stream import WordColumn, WordRow, figures


def write_word(
    connection: Connection,
    analysis_data: AnalysisData,
    target: Path,
    progress: Progress = silent,
) -> None:
    """Write the whole report on some coders' codings with one framework."""
    found = overview(connection, [coder.id for coder in analysis_data.coders])
    word = WordFile(found.name)
    progress(0, 1, _("Frequencies"))
    _write_title(word, found, analysis_data.framework)
    _write_facts(word, found, analysis_data)
    word.heading(_("Frequencies"), 1)
    if not found.total.interviews:
        word.paragraph(_("There are no interviews yet."))
    write_frequencies(word, analysis_data)
    write_agreement(word, connection, analysis_data.framework.id)
    progress(0, 1, _("Codebook"))
    _write_codebook(word, analysis_data.framework)
    write_passages(word, connection, analysis_data, progress)
    word.save(target)


def _write_title(word: WordFile, found: Overview, framework: Framework) -> None:
    word.paragraph(found.name, "Title")
    day = datetime.now().astimezone().date().isoformat()
    about = _("{framework} · coded by {coders} · {day}")
    word.paragraph(
        about.format(framework=framework.name, coders=", ".join(found.counted), day=day), "Subtitle"
    )


def _write_facts(word: WordFile, found: Overview, analysis_data: AnalysisData) -> None:
    word.heading(_("The study"), 1)
    if found.about:
        word.paragraph(found.about)
    total = found.total
    everything = _counts(frequencies(analysis_data, ()))
    codings, passages = everything.get("", (0, 0))
    word.paragraph(
        _(
            "{interviews}, {done} of them done, with {people} in {schools}. {words} words in all, "
            "{spoken} by participants. {codings} on {passages}."
        ).format(
            interviews=plural("{n} interview", "{n} interviews", total.interviews),
            done=total.done,
            people=plural("{n} person", "{n} people", total.people),
            schools=plural("{n} school", "{n} schools", len(found.schools)),
            words=f"{total.words:,}",
            spoken=f"{total.participant_words:,}",
            codings=plural("{n} coding", "{n} codings", codings),
            passages=plural("{n} passage", "{n} passages", passages),
        )
    )
    titles = (_("Interviews done"), _("People"), _("Words"), _("Words by participants"))
    columns = (
        WordColumn(_("Round"), WIDTH - 6 * 22),
        *(figures(title, 22) for title in (*titles, _("Codings"), _("Passages"))),
    )
    counts = _counts(frequencies(analysis_data, (Grouping.ROUND,)))
    rows = [
        _holdings(held.name or _("No round"), held, counts.get(held.name, (0, 0))) for held in found.rounds
    ]
    last = _holdings(_("All"), total, (codings, passages), strong=True)
    word.table(_("Interviews and words by round"), columns, [*rows, last])
    if len(analysis_data.coders) > 1:
        everywhere = np.ones(len(analysis_data.codings), dtype=np.bool_)
        word.paragraph(passages_in_words(analysis_data, everywhere) + ".", "Note")


def _counts(found: Frequencies) -> dict[str, tuple[int, int]]:
    """Return codings and distinct passages by the name of a round, empty where it has none."""
    everything = found.columns.get(ColumnKind.CODINGS)
    named: dict[str, tuple[int, int]] = {}
    for group in found.groups:
        known = group.members and group.members[0].id != NOT_KNOWN
        cell = found.cell(group, everything)
        named[group.members[0].label if known else ""] = (cell.count, cell.passages)
    return named


def _holdings(name: str, held: Holdings, counts: tuple[int, int], *, strong: bool = False) -> WordRow:
    done = _("{done} of {n}").format(done=held.done, n=held.interviews)
    figures_ = (held.people, held.words, held.participant_words, *counts)
    return WordRow((name, done, *(f"{figure:,}" for figure in figures_)), strong)


# --- the codebook ------------------------------------------------------------------------------


def _write_codebook(word: WordFile, framework: Framework) -> None:
    word.heading(_("Codebook"), 1)
    word.paragraph(framework.name + (f". {framework.source}" if framework.source else ""))
    if framework.stages:
        columns = (
            WordColumn(_("Stage"), 16),
            WordColumn(_("Name"), 30),
            WordColumn(_("What it means"), WIDTH - 46),
        )
        rows = [WordRow((stage.letter, stage.name, stage.definition)) for stage in framework.stages]
        word.table(_("Stages"), columns, rows)
    for code in framework.codes:
        word.heading(entry_title(code), min(framework.depth(code.id), 1) + 2)
        _write_entry(word, framework, code)


def _write_entry(word: WordFile, framework: Framework, code: Code) -> None:
    """Write a code's level and its six fields, those that say something."""
    for label, text in entry_fields(framework, code):
        word.labelled(label, text, "CodebookEntry")
