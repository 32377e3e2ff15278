"""What comes of merging two codes, in words."""

from coding.language import _, plural
from storage.queries.code_merges import MergeEffect


def in_words(effect: MergeEffect) -> list[str]:
    """Return what comes of a merge, a line each."""
    _code, into = effect.merge.pairs[0]
    lines = [_codings_in_words(effect).format(into=into.short)]
    if effect.both:
        both = plural(
            "{n} passage is coded with both: it keeps one coding.",
            "{n} passages are coded with both: each keeps one coding.",
            effect.both,
        )
        lines.append(both)
    if effect.overlapping:
        overlapping = plural(
            "In {n} place passages of the two overlap: they become one passage.",
            "In {n} places passages of the two overlap: they become one passage.",
            effect.overlapping,
        )
        lines.append(overlapping)
    after = plural("{n} coding afterwards.", "{n} codings afterwards.", effect.remaining)
    lines.append(after)
    if effect.memos:
        lines.append(plural("{n} memo comes along.", "{n} memos come along.", effect.memos))
    return [*lines, *_sub_codes_in_words(effect)]


def _codings_in_words(effect: MergeEffect) -> str:
    if effect.coders > 1:
        words = plural(
            "{n} coding of {{coders}} coders goes to {{into}}.",
            "{n} codings of {{coders}} coders go to {{into}}.",
            effect.codings,
        )
        return words.replace("{coders}", str(effect.coders))
    return plural("{n} coding goes to {{into}}.", "{n} codings go to {{into}}.", effect.codings)


def _sub_codes_in_words(effect: MergeEffect) -> list[str]:
    lines: list[str] = []
    if effect.merge.moved:
        names = ", ".join(child.short for child, _parent in effect.merge.moved)
        moved = plural(
            "{n} sub-code moves along with its codings: {{names}}.",
            "{n} sub-codes move along with their codings: {{names}}.",
            len(effect.merge.moved),
        )
        lines.append(moved.format(names=names))
    if len(effect.merge.pairs) > 1:
        names = ", ".join(stays.short for _goes, stays in effect.merge.pairs[1:])
        lines.append(_("Sub-codes of one name become one: {names}.").format(names=names))
    return lines
