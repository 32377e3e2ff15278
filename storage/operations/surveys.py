"""What a survey asks and what was answered: stored, changed, removed."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final
from uuid import NAMESPACE_URL, uuid4, uuid5

from sqlalchemy import func, select, update

from coding.errors import UserError
from coding.language import N_, N_plural, _, plural
from coding.model.framework import Framework
from coding.model.survey import AskedNumbers, Bank, Instrument, SurveyItem
from coding.text.names import clean_name, name_key, needed_name
from storage.operations.open_answers import (
    OpenAnswer,
    remove_open_answers,
    remove_open_texts,
    write_open_answers,
)
from storage.operations.removing import remove
from storage.operations.standing import refuse_gone, value_of
from storage.queries.codebook import current_framework_id, frameworks
from storage.queries.survey_instruments import asked_as_kept, columns_as_kept, columns_from, survey_of
from storage.study import schema, survey_schema
from storage.study.operation import WriteContext, operation

if TYPE_CHECKING:
    from coding.survey.plan import SurveyPlan
    from coding.survey.table import AskedColumn, ReadRespondent, SurveyTable

_survey, _bank, _item = survey_schema.survey, survey_schema.bank, survey_schema.item
_round, _respondent = survey_schema.survey_round, survey_schema.respondent
_TOO_MANY_ALIKE: Final = 5  # forms that are all filled in as others of the round
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@operation(N_("Add the survey {name}"), leave_out=("instrument",))
def add_survey(w: WriteContext, instrument: Instrument) -> int:
    """Add a survey with its banks and what they ask; return its id.

    Raises UserError: it has no name.
    """
    w.note(name=clean_name(instrument.name))
    return write_survey(w, instrument)


def write_survey(w: WriteContext, instrument: Instrument) -> int:
    """Write a survey, its stages and banks tied to the framework that has them; return its id.

    Items of a survey with the same words get the same GUID in every study, so that studies can be merged.

    Raises UserError: it has no name.
    """
    name = needed_name(instrument.name, _("A survey needs a name."))
    framework = _framework_with(w, instrument)
    count = w.connection.scalar(select(func.count()).select_from(_survey)) or 0
    survey_id = w.add(
        _survey,
        name=name,
        framework_id=framework and framework.id,
        position=count,
        hides_stages=instrument.hides_stages,
        notes=instrument.notes,
    )
    stages = {stage.letter: stage.id for stage in framework.stages} if framework else {}
    taken = frozenset(w.connection.scalars(select(_item.c.guid)))
    for position, bank in enumerate(instrument.banks):
        code_id = bank.code_id or (framework and _code_called(framework, (bank.short, bank.name)))
        bank_id = w.add(
            _bank,
            survey_id=survey_id,
            name=clean_name(bank.name),
            short=clean_name(bank.short),
            code_id=code_id,
            position=position,
        )
        w.add_many(
            _item,
            [
                {"bank_id": bank_id, "guid": item_guid(name, bank, item, taken), **item_row(item, stages)}
                for item in bank.items
            ],
        )
    return survey_id


def item_guid(name: str, bank: Bank, item: SurveyItem, taken: Collection[str]) -> str:
    """Return what an item is known by in every copy: of the same survey and words the same."""
    guid = str(uuid5(NAMESPACE_URL, f"strandline:survey:{name}:{bank.name_of(item)}:{item.text}"))
    return str(uuid4()) if guid in taken else guid


def item_row(item: SurveyItem, stages: Mapping[str, int]) -> dict[str, object]:
    """Return an item as it is stored; a stage that no framework has stands among its options."""
    told: dict[str, object] = {"options": list(item.options)} if item.options else {}
    if item.stage and item.stage not in stages:
        told["stage"] = item.stage
    return {
        "kind": item.kind.value,
        "direction": item.direction.value,
        "stage_id": stages.get(item.stage),
        "number": item.number,
        "position": item.position,
        "text": item.text.strip(),
        "options": json.dumps(told, ensure_ascii=False) if told else "",
    }


def _framework_with(w: WriteContext, instrument: Instrument) -> Framework | None:
    """Return the framework that a survey's stages, or its banks' codes, are of; the current one first."""
    letters = {letter for letter, _name in instrument.stages}
    current = current_framework_id(w.connection)
    books = sorted(frameworks(w.connection), key=lambda book: book.id != current)
    if letters:
        return next((book for book in books if letters <= {stage.letter for stage in book.stages}), None)
    return next(
        (book for book in books if any(_code_called(book, (b.short, b.name)) for b in instrument.banks)), None
    )


def stages_of(w: WriteContext, survey: Instrument) -> dict[str, int]:
    """Return the stages of a survey's framework by their letters."""
    framework = _framework_with(w, survey)
    return {stage.letter: stage.id for stage in framework.stages} if framework else {}


def code_of_bank(w: WriteContext, survey: Instrument, bank: Bank) -> int | None:
    """Return the code that is called as a bank is."""
    framework = _framework_with(w, survey)
    return framework and _code_called(framework, (bank.short, bank.name))


def _code_called(framework: Framework, names: Iterable[str]) -> int | None:
    keys = {name_key(name) for name in names if name}
    return next(
        (code.id for code in framework.codes if keys & {name_key(code.abbreviation), name_key(code.name)}),
        None,
    )


@operation(N_("Remove the survey {name}"))
def remove_survey(w: WriteContext, survey_id: int) -> None:
    """Remove a survey with all answers to it.

    Raises UserError: it is no longer there.
    """
    w.note(name=value_of(w, _survey.c.name, survey_id))
    remove(w, _survey, [survey_id])


@operation(N_("Remove the answers of {round}"))
def remove_answers(w: WriteContext, survey_round_id: int) -> None:
    """Remove what a round answered; what the survey asks stays.

    Raises UserError: it is no longer there.
    """
    round_id = value_of(w, _round.c.round_id, survey_round_id)
    w.note(round=value_of(w, schema.round_.c.name, round_id))
    survey_id = value_of(w, _round.c.survey_id, survey_round_id)
    items = select(_item.c.id).join(_bank).where(_bank.c.survey_id == survey_id)
    remove_open_texts(w, w.connection.scalars(items).all(), round_id)
    remove(w, _round, [survey_round_id])


@operation(N_plural("Remove {n} respondent", "Remove {n} respondents"), leave_out=("respondent_ids",))
def remove_respondents(w: WriteContext, respondent_ids: Sequence[int]) -> None:
    """Remove respondents with what they answered.

    Raises UserError: one of them is no longer there.
    """
    for respondent_id in respondent_ids:
        refuse_gone(w, _respondent, respondent_id)
    w.note(n=len(respondent_ids))
    remove_open_answers(w, respondent_ids)
    remove(w, _respondent, respondent_ids)


@operation(N_("Say how many were asked in {round}"), leave_out=("asked",))
def set_asked(w: WriteContext, survey_round_id: int, asked: AskedNumbers) -> None:
    """Say how many were asked in a round: in all, by group, by school; nothing where it is not known.

    Raises UserError: the round is no longer there, or a number is below 0.
    """
    round_id = value_of(w, _round.c.round_id, survey_round_id)
    w.note(round=value_of(w, schema.round_.c.name, round_id))
    numbers = [asked.all or 0, *asked.groups.values(), *asked.schools.values()]
    if min(numbers) < 0:
        raise UserError(_("Nobody can be asked fewer than no times."), _("Nothing was changed."))
    w.connection.execute(
        update(_round).where(_round.c.id == survey_round_id).values(asked=asked_as_kept(asked))
    )


@operation(N_("Say how the forms of {round} came back"))
def set_returned(w: WriteContext, survey_round_id: int, returned: str) -> None:
    """Say how forms came back: by post, in meetings, online.

    Raises UserError: the round is no longer there.
    """
    round_id = value_of(w, _round.c.round_id, survey_round_id)
    w.note(round=value_of(w, schema.round_.c.name, round_id))
    w.connection.execute(update(_round).where(_round.c.id == survey_round_id).values(returned=returned))


# --- answers ----------------------------------------------------------------------------------


@operation(N_("Import answers to the survey: {what}"), leave_out=("plan",))
def store_answers(w: WriteContext, plan: "SurveyPlan") -> int:
    """Store the answers of a plan, with the survey if there is none yet; return how many answered.

    Raises UserError: there are no answers in it, or of some it is not known of which round they are.
    """
    if not plan.included:
        raise UserError(_("There are no answers to a survey in it."), _("Nothing was imported."))
    if plan.lacks_round:
        raise UserError(
            _("It is not known of which round the answers are."),
            _("Nothing was imported."),
            _("Say the round: on the command line with --round 2015."),
        )
    storing = AnswerStore(w, plan.instrument)
    count = sum(storing.store(table) for table in plan.included)
    for name, asked in (plan.asked or {}).items():
        storing.note_asked(name, asked)
    # Forms may be called by their respondents' names: those are kept nowhere.
    files = [*dict.fromkeys(table.sheet.file for table in plan.included if not table.sheet.forms)]
    w.note(what=plural("{n} respondent", "{n} respondents", count), files=files)
    return count


class AnswerStore:
    """What a study has of a survey, by the names a plan uses; what is missing is added once."""

    def __init__(self, w: WriteContext, instrument: Instrument) -> None:
        """Read what is there; a study without a survey gets this one."""
        self._w = w
        survey = survey_of(w.connection)
        if survey is None:
            write_survey(w, instrument)
            survey = survey_of(w.connection)
        assert survey is not None
        self._survey = survey
        rounds, schools, roles = schema.round_.c, schema.school.c, schema.role.c
        self._rounds = {
            name_key(name): id_ for id_, name in w.connection.execute(select(rounds.id, rounds.name))
        }
        self._schools: dict[str, int] = {}
        for id_, letter, name in w.connection.execute(select(schools.id, schools.letter, schools.name)):
            self._schools |= {name_key(each): id_ for each in (name, letter) if each}
        self._roles = {number: id_ for id_, number in w.connection.execute(select(roles.id, roles.number))}

    def store(self, table: "SurveyTable") -> int:
        """Store the respondents of a table, by round; return how many they are."""
        count = 0
        for name in table.rounds:
            some = [each for each in table.respondents if each.round == name]
            survey_round_id, order = self.asked(name, table.asked)
            count += len(some)
            ids = self._add(survey_round_id, order, some)
            self._write_open(self._rounds[name_key(name)], ids, some)
        return count

    def note_asked(self, name: str, asked: AskedNumbers) -> None:
        """Keep how many were asked in a round that has answers."""
        round_id = self._rounds.get(name_key(name))
        here = (_round.c.survey_id == self._survey.id) & (_round.c.round_id == round_id)
        self._w.connection.execute(update(_round).where(here).values(asked=asked_as_kept(asked)))

    def asked(self, name: str, asked: "Sequence[AskedColumn]") -> tuple[int, list[int]]:
        """Return the round of the survey, and where in its answers each column stands; both are added."""
        round_id = self._rounds.get(name_key(name))
        if round_id is None:
            round_id = self._w.add(schema.round_, name=clean_name(name), position=len(self._rounds))
            self._rounds[name_key(name)] = round_id
        here = (_round.c.survey_id == self._survey.id) & (_round.c.round_id == round_id)
        row = self._w.connection.execute(select(_round.c.id, _round.c.columns).where(here)).first()
        columns = columns_from(row.columns) if row is not None else []
        there = {guid for guid, _option in columns}
        wanted = [[self._guid(each.name, there), each.option] for each in asked]
        known = {(guid, option) for guid, option in columns}
        columns += [each for each in wanted if (each[0], each[1]) not in known]
        place = {(guid, option): at for at, (guid, option) in enumerate(columns)}
        order = [place[guid, option] for guid, option in wanted]
        kept = columns_as_kept(columns)
        if row is None:
            return self._w.add(_round, survey_id=self._survey.id, round_id=round_id, columns=kept), order
        if kept != row.columns:
            self._w.connection.execute(update(_round).where(_round.c.id == row.id).values(columns=kept))
        return row.id, order

    def _guid(self, name: str, there: Collection[str]) -> str:
        """Return what a round keeps a statement under: as it was worded when the round was asked."""
        item: SurveyItem | None = self._survey.by_name[name][1]
        own = item.guid
        while item is not None and item.guid not in there:
            before = self._survey.by_id.get(item.previous_id or 0)
            item = before[1] if before is not None else None
        return own if item is None else item.guid

    def _add(
        self, survey_round_id: int, order: Sequence[int], some: "Sequence[ReadRespondent]"
    ) -> "list[tuple[int, int]]":
        """Add respondents; return the id and number of each."""
        one = _respondent.c
        last = self._w.connection.scalar(
            select(func.max(one.number)).where(one.survey_round_id == survey_round_id)
        )
        width = max(order, default=-1) + 1
        kept = [answers_as_kept(each.answers, order, width) for each in some]
        self._refuse_second(survey_round_id, kept)
        rows: list[dict[str, object]] = []
        for number, (each, answers) in enumerate(zip(some, kept, strict=True), (last or 0) + 1):
            rows.append(
                {
                    "survey_round_id": survey_round_id,
                    "number": number,
                    **self.whose(each.school, each.role, each.group),
                    "answers": answers,
                }
            )
        self._w.add_many(_respondent, rows)
        added = (one.survey_round_id == survey_round_id) & (one.number > (last or 0))
        there = self._w.connection.execute(select(one.id, one.number).where(added).order_by(one.number))
        return [(row.id, row.number) for row in there]

    def _write_open(
        self, round_id: int, ids: Sequence[tuple[int, int]], some: "Sequence[ReadRespondent]"
    ) -> None:
        """Write what was answered in words: a text a question."""
        for name in dict.fromkeys(name for each in some for name in each.texts):
            bank, item = self._survey.by_name[name]
            written = [
                OpenAnswer(id_, number, each.texts[name])
                for (id_, number), each in zip(ids, some, strict=True)
                if each.texts.get(name)
            ]
            write_open_answers(self._w, bank, item, round_id, written)

    def _refuse_second(self, survey_round_id: int, kept: Sequence[str]) -> None:
        """Refuse a table whose answers are all there, as when a file is imported twice."""
        one = _respondent.c
        there = Counter(
            self._w.connection.scalars(select(one.answers).where(one.survey_round_id == survey_round_id))
        )
        if len(kept) >= _TOO_MANY_ALIKE and not Counter(kept) - there:
            raise UserError(
                _("These answers are in the study already."),
                _("Nothing was imported."),
                _("Remove the answers of the round first, if they are to be replaced."),
            )

    def whose(self, school: str, role: int | None, group: str) -> dict[str, object]:
        """Return school, role and group as they are stored."""
        role_id = self._roles.get(role) if role is not None else None
        return {"school_id": self._school(school), "role_id": role_id, "role_group": group}

    def write_open(self, name: str, round_name: str, answer: OpenAnswer) -> None:
        """Write what one respondent wrote at a question."""
        bank, item = self._survey.by_name[name]
        write_open_answers(self._w, bank, item, self._rounds[name_key(round_name)], [answer])

    def _school(self, called: str) -> int | None:
        if not called:
            return None
        if name_key(called) not in self._schools:
            is_letter = called.isalpha() and len(called) <= 3
            letter = called.upper() if is_letter else self._free_letter(called)
            name = "" if is_letter else clean_name(called)
            self._schools[name_key(called)] = self._w.add(schema.school, letter=letter, name=name)
            self._schools.setdefault(name_key(letter), self._schools[name_key(called)])
        return self._schools[name_key(called)]

    def _free_letter(self, name: str) -> str:
        """Return the first letter of a school's name, or the next that no school has."""
        first = name[:1].upper() if name[:1].isalpha() else "A"
        begin = max(_LETTERS.find(first), 0)
        order = _LETTERS[begin:] + _LETTERS[:begin]
        pairs = (one + other for one in _LETTERS for other in _LETTERS)
        return next(each for each in (*order, *pairs) if name_key(each) not in self._schools)


def answers_as_kept(answers: Sequence[float | None], order: Sequence[int], width: int) -> str:
    """Write answers as an array along the columns of their round, whole numbers as such."""
    values: list[str] = ["null"] * width
    for at, value in zip(order, answers, strict=True):
        if value is not None:
            values[at] = str(int(value)) if value.is_integer() else repr(value)
    return f'{{"values":[{",".join(values)}]}}'
