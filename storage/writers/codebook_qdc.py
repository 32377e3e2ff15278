"""A framework as a REFI-QDA codebook (.qdc), which other programs for qualitative research read."""

from pathlib import Path
from typing import Final, cast

from lxml import etree

from coding.language import _, plural
from coding.model.framework import Code
from coding.notation.code_description import one_text
from coding.notation.colours import HUE_COLOURS
from coding.notation.filed_framework import FiledFramework
from storage.readers.codebook_qdc import ORIGIN, STAGES, guid_in
from storage.readers.safe_xml import Element
from storage.resources import version

NAMESPACE: Final = "urn:QDA-XML:codebook:1.0"
_NAMESPACES: Final = cast("dict[str, str]", {None: NAMESPACE})  # the stubs want prefixes
_IN_DESCRIPTION: Final = ("definition", "when_to_use", "when_not_to_use", "example", "notes", "abbreviation")


def write_qdc(filed: FiledFramework, target: Path) -> None:
    """Write a codebook: the framework above all, its codes below it, its stages in a branch of their own."""
    framework = filed.framework
    root = etree.Element("CodeBook", {"origin": f"{ORIGIN} {version()}"}, nsmap=_NAMESPACES)
    parts = {
        "short_name": framework.short_name,
        "levels": "\n".join(framework.levels),
        "source": framework.source,
    }
    codes = etree.SubElement(root, "Codes")
    whole = _code(codes, filed.guid, framework.name, one_text("", parts), codable=False)
    written: dict[int | None, Element] = {None: whole}
    for code in framework.codes:
        element = _code(
            written[code.parent_id],
            _guid(filed, code),
            code.name,
            _described(code),
            codable=not code.is_group,
        )
        if framework.top(code.id).hue:
            element.set("color", HUE_COLOURS[framework.hue(code.id)].upper())
        written[code.id] = element
    _add_stages(whole, filed)
    etree.ElementTree(root).write(str(target), encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _code(above: Element, guid: str, name: str, described: str, *, codable: bool) -> Element:
    codable_word = "true" if codable else "false"
    element = etree.SubElement(above, "Code", {"guid": guid, "name": name, "isCodable": codable_word})
    if described:
        etree.SubElement(element, "Description").text = described
    return element


def _guid(filed: FiledFramework, code: Code) -> str:
    return filed.guids[code.id]


def _described(code: Code) -> str:
    parts = {field: getattr(code, field) for field in _IN_DESCRIPTION}
    return one_text(code.short_definition, parts | {"aliases": "\n".join(code.aliases)})


def _add_stages(whole: Element, filed: FiledFramework) -> None:
    stages = filed.framework.stages
    if not stages:
        return
    branch = _code(whole, guid_in(filed.guid, STAGES), _("Stages"), "", codable=False)
    for stage in stages:
        guid = guid_in(filed.guid, STAGES, stage.letter)
        described = one_text(stage.definition, {"letter": stage.letter})
        _code(branch, guid, f"{stage.letter} {stage.name}", described, codable=True)


def lost_in_qdc(filed: FiledFramework) -> str:
    """Say what of a framework a codebook of REFI-QDA has no place for; nothing where all of it has one."""
    codes = filed.framework.codes
    keys, labels = sum(bool(code.key) for code in codes), sum(bool(code.label) for code in codes)
    parts = [plural("{n} key", "{n} keys", keys)] * bool(keys)
    parts += [plural("{n} shorter name", "{n} shorter names", labels)] * bool(labels)
    lost = _("REFI-QDA has no place for keys and shorter names: {what} were left out.")
    return lost.format(what=_(" and ").join(parts)) if parts else ""
