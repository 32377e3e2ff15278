"""The words and the colour roles of a chart: titles, legend, what is said of its scales."""

from collections.abc import Iterable, Iterator, Sequence

from coding.analysis.analysis_data import AnalysisData, ints
from coding.analysis.chart import (
    UNKNOWN,
    BarLook,
    Chart,
    Dimension,
    Layout,
    LegendEntry,
    Panel,
    Scale,
    Totals,
    series_colour,
)
from coding.analysis.columns import Counted
from coding.analysis.frequencies import Frequencies
from coding.analysis.groups import ALL, By, Group, Grouping, GroupMember, member_labels, name_of
from coding.analysis.measure import Measure, Unsure
from coding.analysis.speaker_attribution import NOT_KNOWN
from coding.language import N_, _, plural
from coding.model.code_labels import direction_in_words
from coding.model.role_codes import in_words

_AXIS_TITLES = {
    Measure.COUNT: N_("codings"),
    Measure.PER_INTERVIEW: N_("codings per interview"),
    Measure.PER_PERSON: N_("codings per person"),
    Measure.PER_1000_WORDS: N_("codings per 1,000 words"),
    Measure.INTERVIEWS: N_("% of interviews"),
    Measure.WORDS: N_("% of words"),
    Measure.SHARE: N_("% of what was coded"),
}
_SHORT = 3  # letters of a name that goes under a bar
# What stands over a chart where the words along its axis are short.
_TITLES = {
    Measure.INTERVIEWS: N_("interviews with at least one"),
    Measure.WORDS: N_("participants’ words coded"),
    Measure.SHARE: N_("share of what was coded"),
}
_SIZES_NAMED = 4  # numbers of interviews: of more the least and the most


def axis_title(found: Frequencies) -> str:
    """Say what the numbers are: ``codings per interview (once per answer)``."""
    what = _(_AXIS_TITLES[found.measure])
    if found.measure is Measure.PER_1000_WORDS and found.analysis_data.counts_characters:
        what = _("codings per 1,000 characters")
    if found.counted_in is Counted.ANSWERS:
        return _("{codings} (once per answer)").format(codings=what)
    if found.counted_in is Counted.TOGETHER:
        return _("{codings} (each passage once, whoever coded it)").format(codings=what)
    return what


def under_totals(found: Frequencies) -> list[tuple[Group, list[Group]]]:
    """Return each total with the groups under it; of a table by round alone each round is its own total."""
    if found.by in {(), (Grouping.ROUND,)}:
        return [(group, []) for group in found.groups]
    under: dict[tuple[GroupMember, ...], list[Group]] = {}
    for group in found.groups:
        under.setdefault(group.members[:-1], []).append(group)
    return [(total, under.get(total.members[:-1], [])) for total in found.totals]


def colours_of(found: Frequencies) -> dict[GroupMember, str]:
    """Return the colour role of each member: by its place in the study, whatever is left out beside it.

    An interview has its school's.
    """
    data = found.analysis_data
    members = list(dict.fromkeys(group.members[-1] for group in found.groups if group.members))
    if not members:
        return {}
    if found.by[-1] is Grouping.INTERVIEW:
        school_of = _school_of_interview(data)
        return {member: colour_of_member(data, Grouping.SCHOOL, school_of[member.id]) for member in members}
    return {member: colour_of_member(data, member.by, member.id) for member in members}


def colour_of_member(data: AnalysisData, by: By, member_id: int) -> str:
    """Return the colour role of one member."""
    known = [id_ for id_ in member_labels(data, by) if id_ not in {NOT_KNOWN, ALL}]
    return series_colour(known.index(member_id)) if member_id in known else UNKNOWN


def _school_of_interview(analysis_data: AnalysisData) -> dict[int, int]:
    ids, schools = (
        ints(analysis_data.interviews, "id").tolist(),
        ints(analysis_data.interviews, "school_id").tolist(),
    )
    return dict(zip(ids, schools, strict=True))


def dwarfs(found: Frequencies, look: BarLook) -> bool:
    """Tell a table whose totals would make all other bars too small to read: counts by interview."""
    by_interview = bool(found.by) and found.by[-1] is Grouping.INTERVIEW
    beside = look.layout is Layout.PANELS and look.totals is Totals.BESIDE
    return by_interview and not found.measure.is_rate and beside


Shown = Sequence[tuple[Group, list[Group]]]  # totals, each with the groups under it


def legend(
    found: Frequencies, colours: dict[GroupMember, str], look: BarLook, shown: Shown
) -> tuple[LegendEntry, ...]:
    """Return an entry for each colour, the total last; n are the interviews shown, done ones for rates."""
    totals = [total for total, _groups in shown]
    if found.by in {(), (Grouping.ROUND,)}:
        return (LegendEntry(_("all interviews"), sizes(found, totals), look.total),)
    if not totals:
        return ()
    whole = LegendEntry(totals[0].members[-1].label, sizes(found, totals), look.total)
    if found.by[-1] is Grouping.INTERVIEW:
        schools = _legend_of_schools(found, shown)
        return tuple(schools) if dwarfs(found, look) else (*schools, whole)
    groups = [group for _total, under in shown for group in under]
    entries = [
        LegendEntry(
            member.label,
            sizes(found, [g for g in groups if g.members[-1] == member]),
            colour,
            member=member,
            short=letter_of(found.analysis_data, member) or member.label,
        )
        for member, colour in colours.items()
        if any(group.members[-1] == member for group in groups)
    ]
    return (*entries, whole)


def with_hidden(
    entries: Sequence[LegendEntry], data: AnalysisData, hidden: Sequence[GroupMember]
) -> list[LegendEntry]:
    """Return a legend with what was taken out of the chart, each in its place."""
    left_out = [
        LegendEntry(
            member.label,
            "",
            colour_of_member(data, member.by, member.id),
            member=member,
            short=letter_of(data, member) or member.label,
            hidden=True,
        )
        for member in hidden
    ]
    members = [entry for entry in (*entries, *left_out) if entry.member is not None]
    places = list(member_labels(data, members[0].member.by)) if members and members[0].member else []
    members.sort(key=lambda entry: places.index(entry.member.id) if entry.member else 0)
    return [*members, *(entry for entry in entries if entry.member is None)]


def _legend_of_schools(found: Frequencies, shown: Shown) -> list[LegendEntry]:
    """Return an entry for each school whose interviews are the bars, in the order of the schools."""
    data, names = found.analysis_data, member_labels(found.analysis_data, Grouping.SCHOOL)
    school_of = _school_of_interview(data)
    rounds = {total.members[:-1]: at for at, (total, _groups) in enumerate(shown)}
    n: dict[int, list[int]] = {}
    for group in (group for _total, under in shown for group in under):
        school_id = school_of[group.members[-1].id]
        n.setdefault(school_id, [0] * len(rounds))[rounds[group.members[:-1]]] += _n(found, group)
    members = [GroupMember(Grouping.SCHOOL, id_, label) for id_, label in names.items() if id_ in n]
    return [
        LegendEntry(
            member.label,
            _in_words(n[member.id]),
            colour_of_member(data, Grouping.SCHOOL, member.id),
            member=member,
            short=letter_of(data, member) or member.label,
        )
        for member in members
    ]


def sizes(found: Frequencies, groups: Iterable[Group]) -> str:
    """Say how many interviews the groups have, a round each."""
    return _in_words([_n(found, group) for group in groups])


def _in_words(sizes: Sequence[int]) -> str:
    """Say how many interviews each round has: ``2 interviews a round``, ``4 and 5 interviews``."""
    if len(sizes) > 1 and len(set(sizes)) == 1:
        return plural("{n} interview a round", "{n} interviews a round", sizes[0])
    if len(sizes) == 1:
        return plural("{n} interview", "{n} interviews", sizes[0])
    if len(sizes) > _SIZES_NAMED:
        return _("{least} to {most} interviews each").format(least=min(sizes), most=max(sizes))
    return _("{sizes} interviews").format(sizes=_(" and ").join(map(str, sizes)))


def _n(found: Frequencies, group: Group) -> int:
    return group.done if found.measure.is_rate else group.interviews


def scale_note(scale: Scale, n_panels: int) -> str:
    """Say whether the heights of two panels can be compared; nothing for one panel."""
    if n_panels < 2:
        return ""
    if scale is Scale.FREE:
        return _("each round has its own scale: heights cannot be compared")
    return _("one scale for both rounds") if n_panels == 2 else _("one scale for all rounds")


def totals_called(found: Frequencies) -> str:
    """Say what the strip of totals is of: ``all schools``."""
    return found.totals[0].members[-1].label if found.totals else _("all interviews")


def each_called(found: Frequencies) -> str:
    """Say what the bars under a strip are: ``codings, each school``."""
    return _("{what}, each {member}").format(what=axis_title(found), member=name_of(found.by[-1]))


def letter_of(data: AnalysisData, member: GroupMember) -> str:
    """Return the letter that stands under the bars of a member: a school's, or a short name; else nothing."""
    if member.by is Grouping.SCHOOL:
        school = data.school_by_id.get(member.id)
        return school.letter if school else ""
    return member.label if len(member.label) <= _SHORT else ""


def strip_note(found: Frequencies, panels: Sequence[Panel]) -> Iterator[str]:
    """Yield that totals have an axis of their own, and how far both axes go."""
    if not panels or (strip := panels[0].strip) is None or strip.only_figures:
        return
    if any(panel.axis != panels[0].axis for panel in panels):
        yield _("Totals have an axis of their own.")
        return
    yield _("Totals have an axis of their own, 0 to {totals}; each {member} 0 to {bars}.").format(
        totals=strip.axis.text(strip.axis.ticks[-1]),
        member=name_of(found.by[-1]),
        bars=panels[0].axis.text(panels[0].axis.ticks[-1]),
    )


def dimensions_of(found: Frequencies) -> tuple[Dimension, ...]:
    """Return the dimensions that strands stand in, in their order; none of a framework without any."""
    framework, columns = found.analysis_data.framework, found.columns
    places: dict[int, list[int]] = {}
    for at, column in enumerate(columns.listed):
        places.setdefault(columns.dimension_of(column), []).append(at)
    return tuple(
        Dimension(framework.by_id[code_id].name, columns.listed[at[0]].hue, at[0], at[-1])
        for code_id, at in places.items()
        if framework.is_group(code_id)
    )


def paired_note(found: Frequencies) -> str:
    """Say which bars of a pair are which round."""
    *earlier, last = (total.members[0].label for total, _groups in under_totals(found))
    return _("pale: {earlier}, full: {last}").format(earlier=in_words(earlier), last=last)


_UNSURE = {
    Unsure.WITHOUT: N_("unsure codings left out"),
    Unsure.WITH: N_("unsure codings counted"),
    Unsure.RANGE: N_("from certain codings to all"),
}


def title(found: Frequencies) -> str:
    """Say what the chart shows: ``Codings by strand and school, 2014 and 2015 (unsure codings counted)``."""
    measure = _(_TITLES[found.measure]) if found.measure in _TITLES else axis_title(found)
    across = [
        found.analysis_data.framework.level_name(1),
        *(name_of(by) for by in found.by if by is not Grouping.ROUND),
    ]
    named = (total.members[0].label for total, _groups in under_totals(found) if total.members)
    rounds = in_words(dict.fromkeys(named))
    words = _("{measure} by {across}").format(
        measure=measure[:1].upper() + measure[1:], across=in_words(across)
    )
    said = [_(_UNSURE[found.unsure])]
    if found.analysis_data.direction is not None:
        said.insert(0, direction_in_words(found.analysis_data.direction))
    return _("{words} ({unsure})").format(
        words=f"{words}, {rounds}" if Grouping.ROUND in found.by else words, unsure="; ".join(said)
    )


def described(chart: Chart) -> str:
    """Say in words what the chart shows, for those who cannot see it: its numbered bars, panel by panel."""
    parts = [f"{chart.title}."]
    numbered = chart.legend[-1].name if chart.legend else _("all")  # tiles have no legend
    for panel in chart.panels:
        numbers = ", ".join(
            f"{chart.categories[bar.category].label} {bar.figure}" for bar in panel.parts[0] if bar.figure
        )
        name = ": ".join(filter(None, (panel.title, panel.subtitle.replace("\n", "; "))))
        parts.append(f"{name}. {numbered}: {numbers}." if numbers else f"{name}.")
    return " ".join(parts)
