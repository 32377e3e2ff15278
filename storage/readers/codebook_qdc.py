"""REFI-QDA codebooks (.qdc): those of other programs, and the program's own, which say more."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from coding.language import _, plural
from coding.model.code_versions import ENTRY
from coding.model.framework import DEEPEST
from coding.notation.code_description import its_parts
from coding.notation.code_names import key_of
from coding.notation.colours import nearest_hue
from coding.notation.filed_framework import (
    CodeLine,
    FiledFramework,
    FrameworkLines,
    StageLine,
    read_guid,
    refuse_too_long,
    refuse_too_many,
    refused,
)
from coding.text.names import clean_name
from storage.readers.kinds import damaged
from storage.readers.safe_xml import DAMAGED_XML, Element, parsed

ORIGIN: Final = "Strandline"
STAGES: Final = "stages"
_UNSAID: Final = frozenset(("key", "label", "hue", "abbreviation", "aliases", *ENTRY)) - {"definition"}


def guid_in(framework_guid: str, *place: str) -> str:
    """Return the GUID of what has none in a study, such as a stage: the same in every file."""
    return str(uuid5(NAMESPACE_URL, "/".join(("strandline:framework", framework_guid, *place))))


def read_qdc(data: bytes, name: str) -> FiledFramework:
    """Read a codebook; ``name`` is what the framework is called where it does not say.

    Raises UnreadableError.
    """
    try:
        root = parsed(data)
    except DAMAGED_XML as error:
        raise damaged() from error
    if _tag(root) != "CodeBook":
        raise refused(_("It is no REFI-QDA codebook."))
    is_ours = (root.get("origin") or "").startswith(ORIGIN)
    lacks = frozenset(("key", "label")) if is_ours else _UNSAID
    top = [code for codes in _below(root, "Codes") for code in _below(codes, "Code")]
    is_own = (root.get("origin") or "").startswith(ORIGIN) and len(top) == 1
    lines = FrameworkLines(name, lacks=lacks)
    reading = _Reading(lines, is_own=is_own)
    if is_own:
        top = _take_whole(lines, top[0])
    reading.take(top)
    sets = sum(1 for each in _below(root, "Sets") for _set in _below(each, "Set"))
    if sets:
        lines.notes.append(plural("{n} set of codes was left out.", "{n} sets of codes were left out.", sets))
    if not lines.codes and not is_own:
        raise refused(_("There is no code in it."))
    return lines.assembled()


def _take_whole(lines: FrameworkLines, whole: Element) -> list[Element]:
    """Take what stands on the framework itself in a file of our own; return its codes."""
    lines.name, lines.guid = whole.get("name", ""), whole.get("guid", "")
    _first, parts = its_parts(_description(whole))
    lines.short_name, lines.source = parts.get("short_name", ""), parts.get("source", "")
    lines.levels = parts.get("levels", "").splitlines()
    branch = guid_in(read_guid(lines.guid), STAGES)
    codes = list(_below(whole, "Code"))
    for stages in [code for code in codes if read_guid(code.get("guid", "")) == branch]:
        codes.remove(stages)
        lines.stages.extend(map(_stage, _below(stages, "Code")))
    return codes


def _stage(code: Element) -> StageLine:
    definition, parts = its_parts(_description(code))
    letter = parts.get("letter", "")
    return StageLine(_where(code), letter, code.get("name", "").removeprefix(f"{letter} "), definition)


@dataclass(slots=True)
class _Reading:
    """Takes the codes of a tree; what a codebook here cannot hold is put right and said."""

    lines: FrameworkLines
    is_own: bool

    def take(self, top: list[Element]) -> None:
        """Take codes with all below them."""
        waiting: list[tuple[Element, int | None, int]] = [(code, None, 0) for code in reversed(top)]
        lifted = 0
        names: Counter[tuple[int | None, str]] = Counter()
        while waiting:
            code, above, depth = waiting.pop()
            refuse_too_many(len(self.lines.codes) + 1)
            at = len(self.lines.codes)
            self.lines.codes.append(self._line(code, above, names))
            is_deepest = depth + 1 >= max(DEEPEST, len(self.lines.levels))
            lifted += is_deepest and any(True for _code in _below(code, "Code"))
            over, level = (above, depth) if is_deepest else (at, depth + 1)
            waiting += [(child, over, level) for child in reversed(list(_below(code, "Code")))]
        if lifted:
            said = _("Codes deeper than {n} levels were put on the {n}th.")
            self.lines.notes.append(said.format(n=DEEPEST))

    def _line(self, code: Element, above: int | None, names: Counter[tuple[int | None, str]]) -> CodeLine:
        codable = code.get("isCodable", "true").strip() in {"true", "1"}
        over = None if above is None else self.lines.codes[above]
        refuse_too_long(_where(code), code.get("name", ""))
        line = CodeLine(_where(code), clean_name(code.get("name", "")), above, guid=code.get("guid", ""))
        line.is_group = not codable and (over is None or over.is_group)
        if over is None:
            line.hue = nearest_hue(code.get("color", ""))
        self._take_description(line, _description(code))
        names[above, key_of(line.name)] += 1
        again = names[above, key_of(line.name)]
        if again > 1:
            self.lines.notes.append(
                _("“{name}” stands twice at one place; the second is “{name} ({n})”.").format(
                    name=line.name, n=again
                )
            )
            line.name = f"{line.name} ({again})"
        return line

    def _take_description(self, line: CodeLine, text: str) -> None:
        if not self.is_own:
            line.prose = {"definition": text}
            return
        first, parts = its_parts(text)
        line.abbreviation = parts.get("abbreviation", "")
        line.aliases = parts.get("aliases", "").splitlines()
        line.prose = {"short_definition": first, **parts}


def _tag(element: Element) -> str:
    """Return the local name: the namespaces of programs differ."""
    return etree.QName(element).localname


def _below(element: Element, tag: str) -> Iterator[Element]:
    return (each for each in element if _tag(each) == tag)


def _description(element: Element) -> str:
    return "".join("".join(str(part) for part in each.itertext()) for each in _below(element, "Description"))


def _where(element: Element) -> str:
    return _("Line {n}").format(n=element.sourceline)
