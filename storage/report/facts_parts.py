"""The parts that say what a study is: title and facts, how it was done, which data were collected."""

from collections.abc import Iterator
from datetime import datetime

import numpy as np
from sqlalchemy import Connection, func, select

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.columns import ColumnKind
from coding.analysis.frequencies import Frequencies, frequencies
from coding.analysis.groups import Grouping
from coding.analysis.passage_counts import passages_in_words
from coding.analysis.quotability import quotability
from coding.analysis.speaker_attribution import NOT_KNOWN
from coding.language import _, plural
from coding.model.quoting import Quotable
from coding.model.role_codes import in_words
from coding.model.study import CoderKind
from coding.report.blocks import (
    Block,
    BlockColumn,
    BlockRow,
    ContentsBlock,
    HeadingBlock,
    ListOf,
    WordsKind,
    figures,
    notes,
    table,
    words,
)
from coding.report.options import ContentsOptions, MethodOptions, MethodSentence, TitleOptions
from storage.queries.agreement import agreement_rule
from storage.queries.agreement_pairs import compared_pair, pairs_with_something
from storage.queries.overview import Holdings, Overview, overview
from storage.queries.study_data import analysis_data
from storage.report.agreement_part import same_in_words
from storage.study import schema


def contents_blocks(asked: ContentsOptions) -> Iterator[Block]:
    """Yield the lists that are wanted, each under its name."""
    wanted = {
        ListOf.HEADINGS: (asked.headings, _("Contents")),
        ListOf.TABLES: (asked.tables, _("Tables")),
        ListOf.FIGURES: (asked.figures, _("Figures")),
    }
    for of, (is_wanted, name) in wanted.items():
        if is_wanted:
            yield ContentsBlock(of, name)


def title_blocks(connection: Connection, data: AnalysisData, asked: TitleOptions) -> Iterator[Block]:
    """Yield the title, and what the study holds."""
    found = overview(connection, [coder.id for coder in data.coders])
    yield words(asked.title or found.name, WordsKind.TITLE)
    day = datetime.now().astimezone().date().isoformat()
    about = _("{framework} · coded by {coders} · {day}")
    coders = ", ".join(found.counted)
    yield words(about.format(framework=data.framework.name, coders=coders, day=day), WordsKind.SUBTITLE)
    if not (asked.facts or asked.by_round):
        return
    yield HeadingBlock(_("The study"))
    counts = _counts(frequencies(data, ()))
    if asked.facts:
        yield from _facts(found, *counts.get("", (0, 0)))
    if asked.by_round:
        yield _by_round(found, data)
    if len(data.coders) > 1:
        everywhere = np.ones(len(data.codings), dtype=np.bool_)
        yield from notes([passages_in_words(data, everywhere) + "."])


def _facts(found: Overview, codings: int, passages: int) -> Iterator[Block]:
    if found.about:
        yield words(found.about)
    total = found.total
    yield words(
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


def _by_round(found: Overview, data: AnalysisData) -> Block:
    titles = (_("Interviews done"), _("People"), _("Words"), _("Words by participants"))
    columns = (
        BlockColumn(_("Round")),
        *(figures(title, 21) for title in (*titles, _("Codings"), _("Passages"))),
    )
    counts = _counts(frequencies(data, (Grouping.ROUND,)))
    rows = [
        _holdings(held.name or _("No round"), held, counts.get(held.name, (0, 0))) for held in found.rounds
    ]
    everything = _counts(frequencies(data, ())).get("", (0, 0))
    last = _holdings(_("All"), found.total, everything, strong=True)
    return table(_("Interviews and words by round"), columns, [*rows, last])


def _counts(found: Frequencies) -> dict[str, tuple[int, int]]:
    """Return codings and distinct passages by the name of a round, empty where it has none."""
    everything = found.columns.get(ColumnKind.CODINGS)
    named: dict[str, tuple[int, int]] = {}
    for group in found.groups:
        known = group.members and group.members[0].id != NOT_KNOWN
        cell = found.cell(group, everything)
        named[group.members[0].label if known else ""] = (cell.count, cell.passages)
    return named


def _holdings(name: str, held: Holdings, counts: tuple[int, int], *, strong: bool = False) -> BlockRow:
    done = _("{done} of {n}").format(done=held.done, n=held.interviews)
    shown = (held.people, held.words, held.participant_words, *counts)
    return BlockRow((name, done, *(f"{figure:,}" for figure in shown)), strong)


# --- how it was done ------------------------------------------------------------------------------


def method_blocks(connection: Connection, data: AnalysisData, asked: MethodOptions) -> Iterator[Block]:
    """Yield the paragraph on method: each sentence that is wanted and has something to say."""
    yield HeadingBlock(_("Method"))
    sentences = _Sentences(connection, data)
    said = [sentence for each in asked.sentences if (sentence := sentences.of(each))]
    yield words(" ".join(said))


class _Sentences:
    """The sentences of a method paragraph, with their numbers filled in; empty where there is nothing."""

    def __init__(self, connection: Connection, data: AnalysisData) -> None:
        self._connection, self._data = connection, data
        self._found = overview(connection, [coder.id for coder in data.coders])
        self._everything = frequencies(data, ())

    def of(self, sentence: MethodSentence) -> str:
        """Return one sentence."""
        return {
            MethodSentence.ROUNDS: self._rounds,
            MethodSentence.PEOPLE: self._people,
            MethodSentence.WORDS: self._words,
            MethodSentence.CODERS: self._coders,
            MethodSentence.CODINGS: self._codings,
            MethodSentence.CODEBOOK: self._codebook,
            MethodSentence.UNSURE: self._unsure,
            MethodSentence.AGREEMENT: self._agreement,
            MethodSentence.QUOTING: self._quoting,
        }[sentence]()

    def _rounds(self) -> str:
        held = [each for each in self._found.rounds if each.interviews and each.name]
        if not held:
            return ""
        each = in_words(
            _("{n} in {round}").format(n=holdings.interviews, round=holdings.name) for holdings in held
        )
        total = self._found.total
        rounds = plural("{n} round", "{n} rounds", len(held))
        interviews = plural("{n} interview was held", "{n} interviews were held", total.interviews)
        said = _("{interviews} in {rounds} ({each}).").format(interviews=interviews, rounds=rounds, each=each)
        if total.done < total.interviews:
            said += " " + _("{done} of {n} are coded to the end; rates rest on these alone.").format(
                done=total.done, n=total.interviews
            )
        return said

    def _people(self) -> str:
        total = self._found.total
        if not total.people:
            return ""
        people = plural("{n} person", "{n} people", total.people)
        schools = plural("{n} school", "{n} schools", len(self._found.schools))
        return _("{people} from {schools} took part; who spoke in several rounds counts once.").format(
            people=people, schools=schools
        )

    def _words(self) -> str:
        total = self._found.total
        if not total.words:
            return ""
        return _("The transcripts have {words} words, {spoken} of them by participants.").format(
            words=f"{total.words:,}", spoken=f"{total.participant_words:,}"
        )

    def _coders(self) -> str:
        people = [coder for coder in self._data.coders if coder.kind is CoderKind.PERSON]
        names = in_words(coder.name for coder in people)
        if not people:
            return ""
        said = _("They were coded by {names}.").format(names=names)
        if self._data.left_out:
            others = in_words(coder.name for coder in self._data.left_out)
            said += " " + _("Codings by {others} are not counted here.").format(others=others)
        return said

    def _codings(self) -> str:
        group = self._everything.groups[0]
        cell = self._everything.cell(group, self._everything.columns.get(ColumnKind.CODINGS))
        alone = sum(
            self._everything.count(group, column)
            for column in self._everything.basic
            if column.kind is ColumnKind.ALONE
        )
        said = _(
            "A coding is one {strand} on one passage by one coder: a passage with two counts in both. "
            "There are {codings} on {passages}."
        ).format(
            strand=self._data.framework.level_name(1),
            codings=plural("{n} coding", "{n} codings", cell.count),
            passages=plural("{n} passage", "{n} passages", cell.passages),
        )
        if alone:
            said += " " + plural(
                "{n} of them names a dimension alone.", "{n} of them name a dimension alone.", alone
            )
        return said

    def _codebook(self) -> str:
        framework = self._data.framework
        source = f" ({framework.source.rstrip('.')})" if framework.source else ""
        return _("The codebook is {name}{source}, version {n}.").format(
            name=framework.name, source=source, n=framework.revision
        )

    def _unsure(self) -> str:
        cell = self._everything.cell(
            self._everything.groups[0], self._everything.columns.get(ColumnKind.CODINGS)
        )
        if not cell.unsure:
            return ""
        return _(
            "{k} of the {n} codings are marked unsure: the coder gave the code and noted a doubt. They are "
            "counted unless it is said otherwise."
        ).format(k=cell.unsure, n=cell.count)

    def _agreement(self) -> str:
        if agreement_rule(self._connection) is None:
            return ""
        connection, framework_id = self._connection, self._data.framework.id
        said: list[str] = []
        for pair in pairs_with_something(connection):
            shown = compared_pair(
                connection, lambda ids: analysis_data(connection, framework_id, ids), pair, pair.both
            )
            names = _("{first} and {second}").format(first=pair.first.name, second=pair.second.name)
            said.append(f"{names}: {same_in_words(shown)}")
        return " ".join(said)

    def _quoting(self) -> str:
        asked = len(self._data.quoting)
        if not asked:
            return ""
        state = quotability(self._data)
        cleared = int(state.is_in(Quotable.CLEARED).sum())
        not_cleared = int(state.is_in(*(each for each in Quotable if not each.is_free)).sum())
        people = plural(
            "{n} person asked to see their words before they are quoted, or not to be quoted",
            "{n} people asked to see their words before they are quoted, or not to be quoted",
            asked,
        )
        return _("{people}; {cleared} of their passages were cleared, {others} are not quoted.").format(
            people=people, cleared=cleared, others=not_cleared
        )


# --- what was collected ---------------------------------------------------------------------------


def collected_blocks(connection: Connection, data: AnalysisData, *, with_journal: bool) -> Iterator[Block]:
    """Yield the table of data collected: kind, when, how many, how it was read, where it is used."""
    yield HeadingBlock(_("Data collected"))
    columns = (
        BlockColumn(_("Kind"), 30),
        BlockColumn(_("When"), 28),
        BlockColumn(_("How much"), 38),
        BlockColumn(_("How it was read")),
        BlockColumn(_("Used in"), 34),
    )
    rows: list[BlockRow] = []
    read = _("coded with {framework}").format(framework=data.framework.name)
    dates = _dates(connection)
    for held in overview(connection, [coder.id for coder in data.coders]).rounds:
        if not held.interviews:
            continue
        many = plural("{n} interview", "{n} interviews", held.interviews)
        much = _("{interviews}, {words} words").format(interviews=many, words=f"{held.words:,}")
        when = dates.get(held.name) or held.name
        used = _("frequencies, quotations")
        rows.append(BlockRow((_("Interviews, {round}").format(round=held.name), when, much, read, used)))
    if with_journal:
        rows += _written(connection)
    yield table(_("Data collected"), columns, rows)


def _dates(connection: Connection) -> dict[str, str]:
    """Return from when to when interviews were held, by the name of the round."""
    interview, round_ = schema.interview.c, schema.round_.c
    query = (
        select(round_.name, func.min(interview.date), func.max(interview.date))
        .join_from(schema.interview, schema.round_)
        .where(interview.date != "")
        .group_by(round_.name)
    )
    return {
        name: first if first == last else _("{first} to {last}").format(first=first, last=last)
        for name, first, last in connection.execute(query)
    }


def _written(connection: Connection) -> Iterator[BlockRow]:
    memo = schema.memo.c
    query = select(memo.kind, func.count()).where(memo.text != "").group_by(memo.kind)
    counts = {str(kind): n for kind, n in connection.execute(query)}
    if n := counts.get("journal"):
        days = plural("{n} day", "{n} days", n)
        yield BlockRow((_("Research journal"), "", days, _("written along the way"), _("method, audit")))
    if n := counts.get("memo"):
        memos = plural("{n} memo", "{n} memos", n)
        yield BlockRow((_("Memos"), "", memos, _("written on passages and codes"), _("interpretation")))
