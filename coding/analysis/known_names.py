"""What a study calls things, as queries name them: what was typed, how it is written, which ids it means."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from coding.analysis.analysis_data import AnalysisData, group_of, ints, school_label, strings
from coding.analysis.groups import interview_labels
from coding.model.role_codes import InterviewKey
from coding.model.study import Person
from coding.text.names import name_key

_PATH: Final = "/"
_Names = Iterator[tuple[tuple[str, ...], int]]  # how a thing is written and may be called, with its id


@dataclass(frozen=True, slots=True)
class Known:
    """A name as the study writes it, and the ids of all that are called so."""

    text: str
    ids: frozenset[int]


class KnownNames:
    """The names of one study's rounds, schools, roles, people, interviews, questions, coders and codes.

    Names of people are known only where ``people`` are given; their keys (``B2``) always.
    """

    def __init__(self, analysis_data: AnalysisData, people: Iterable[Person] = ()) -> None:
        """Gather nothing yet: most queries need the names of few kinds."""
        self.analysis_data = analysis_data
        self._people = people
        self._known: dict[str, dict[str, Known]] = {}

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Everybody the study knows."""
        return tuple(self._people)

    def called(self, key: str, typed: str) -> Known | None:
        """Return what somebody means by a name after a key (``in``, ``school``); None for nothing."""
        return self._of(key).get(name_key(typed))

    def ids(self, key: str, text: str) -> frozenset[int]:
        """Return the ids of what is called so; none where nothing is."""
        known = self.called(key, text)
        return known.ids if known else frozenset()

    def offered(self, key: str) -> tuple[str, ...]:
        """Return the names that there are after a key, as the study writes them, each once."""
        return tuple(dict.fromkeys(known.text for known in self._of(key).values()))

    def written(self, key: str, ids: Collection[int]) -> str | None:
        """Return the name after a key that means just these, as the study writes it."""
        known = (found for found in self._of(key).values() if found.ids == frozenset(ids))
        return next((found.text for found in known), None)

    def _of(self, key: str) -> dict[str, Known]:
        if key not in self._known:
            makers = {
                "in": self._rounds,
                "school": self._schools,
                "role": self._roles,
                "person": self._persons,
                "interview": self._interviews,
                "case": self._cases,
                "question": self._questions,
                "coder": self._coders,
                "stage": self._stages,
                "answered": self._statements,
                "@": self._attributes,
            }
            self._known[key] = _gathered(makers[key]())
        return self._known[key]

    # --- each kind: how it is written first, then how it may be called as well ------------------------

    def _rounds(self) -> _Names:
        return (((round_.name,), round_.id) for round_ in self.analysis_data.rounds)

    def _schools(self) -> _Names:
        for school in self.analysis_data.schools:
            yield (school.letter or school.name, school.name, school_label(school)), school.id

    def _roles(self) -> _Names:
        data = self.analysis_data
        for place, group in enumerate(data.role_groups, 1):
            alone = [role.name for role in data.roles if group_of(role) == group]
            yield (group, *(alone if len(alone) == 1 else ())), place

    def _persons(self) -> _Names:
        data = self.analysis_data
        for post in data.posts:
            letter = data.school_by_id[post.school_id].letter
            number = data.role_by_id[post.role_id].number
            if letter and number:
                yield (str(InterviewKey(letter, number)),), post.person_id
        yield from (((person.name,), person.id) for person in self.people if person.name)

    def _interviews(self) -> _Names:
        data = self.analysis_data
        yield from (((label,), id_) for id_, label in interview_labels(data).items())
        ids = ints(data.interviews, "id").tolist()
        yield from (
            ((title,), id_) for title, id_ in zip(strings(data.interviews, "title"), ids, strict=True)
        )

    def _cases(self) -> _Names:
        return (((case.name,), case.id) for case in self.analysis_data.cases)

    def _questions(self) -> _Names:
        for question in self.analysis_data.questions:
            yield (str(question.position + 1),), question.id
        for question in self.analysis_data.questions:
            yield (question.issue,), question.id
        for question in self.analysis_data.questions:
            yield (question.text,), question.id

    def _coders(self) -> _Names:
        return (((coder.short, coder.name), coder.id) for coder in self.analysis_data.coders)

    def _stages(self) -> _Names:
        return (((stage.letter, stage.name), stage.id) for stage in self.analysis_data.framework.stages)

    def _statements(self) -> _Names:
        return (((each.name, each.running), each.id) for each in self.analysis_data.read_marked().statements)

    def _attributes(self) -> _Names:
        return (((attribute.name,), attribute.id) for attribute in self.analysis_data.attributes)

    # --- codes ---------------------------------------------------------------------------------------

    @cached_property
    def text_of_code(self) -> dict[int, str]:
        """How queries write each code: abbreviation, else name; with those above where two are called so."""
        framework = self.analysis_data.framework
        shorts = [name_key(code.short) for code in framework.codes]
        return {
            code.id: code.short
            if shorts.count(name_key(code.short)) == 1
            else _PATH.join(each.short for each in framework.path(code.id))
            for code in framework.codes
        }

    @cached_property
    def code_by_text(self) -> dict[str, int]:
        """The id of each code by how queries write it."""
        return {text: id_ for id_, text in self.text_of_code.items()}


def _gathered(names: _Names) -> dict[str, Known]:
    """Put together what is called alike: how it is written goes before how it may be called as well."""
    written: dict[str, Known] = {}
    besides: dict[str, list[tuple[str, str, int]]] = {}
    for called, id_ in names:
        text, *others = called
        before = written.get(name_key(text), Known(text, frozenset()))
        written[name_key(text)] = Known(before.text, before.ids | {id_})
        for other in filter(None, others):
            besides.setdefault(name_key(other), []).append((other, before.text, id_))
    found = {key: _meant(some) for key, some in besides.items()}
    return {**written, **{key: known for key, known in found.items() if key not in written}}


def _meant(called: Sequence[tuple[str, str, int]]) -> Known:
    """Return what things with one name besides are written as: by that name where they are several."""
    texts = {text for _other, text, _id in called}
    return Known(texts.pop() if len(texts) == 1 else called[0][0], frozenset(id_ for *_names, id_ in called))
