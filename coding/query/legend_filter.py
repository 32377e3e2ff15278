"""The legend of a chart as a filter: what a query leaves out of what bars stand for."""

from collections.abc import Iterable, Sequence

from coding.analysis.groups import By, ByAttribute, Grouping, GroupMember, member_labels
from coding.analysis.known_names import KnownNames
from coding.model.query import Exactly, Query
from coding.query.editing import left_out, left_out_or_not, with_left_out

_KEYS = {Grouping.SCHOOL: "school", Grouping.ROLE: "role"}


def coloured_by(by: By) -> By:
    """Return what has the colours of a chart of bars by this: interviews have those of their schools."""
    return Grouping.SCHOOL if by is Grouping.INTERVIEW else by


def can_leave_out(member: GroupMember) -> bool:
    """Tell whether a query can leave this out."""
    return member.id > 0 and (isinstance(member.by, ByAttribute) or member.by in _KEYS)


def hidden_members(query: Query, names: KnownNames, by: By) -> list[GroupMember]:
    """Return what a query leaves out of what bars are coloured by, in the study's order."""
    by = coloured_by(by)
    values = left_out(query, _key(by)) if _key(by) else ()
    if not values:
        return []
    labels = member_labels(names.analysis_data, by)
    members = (GroupMember(by, id_, label) for id_, label in labels.items() if id_ > 0)
    return [member for member in members if _value(names, member) in values]


def shown_or_hidden(query: Query, names: KnownNames, member: GroupMember) -> Query:
    """Return a query that leaves a member out, or brings it back."""
    return left_out_or_not(query, _key(member.by), _value(names, member))


def alone_or_all(
    query: Query, names: KnownNames, member: GroupMember, all_of_it: Iterable[GroupMember]
) -> Query:
    """Return a query that leaves all but one out; where it did so, one that leaves nothing out."""
    others = [_value(names, each) for each in all_of_it if each != member and can_leave_out(each)]
    key = _key(member.by)
    before: Sequence[object] = left_out(query, key)
    return with_left_out(query, key, () if set(others) == set(before) else others)


def _key(by: By) -> str:
    if isinstance(by, ByAttribute):
        return f"@{by.name}"
    return _KEYS.get(by, "")


def _value(names: KnownNames, member: GroupMember) -> Exactly:
    """Return how a query names a member."""
    key = _key(member.by)
    written = None if isinstance(member.by, ByAttribute) else names.written(key, {member.id})
    return Exactly(written or member.label)
