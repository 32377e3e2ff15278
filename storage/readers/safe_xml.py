"""Parts of documents as trees: no entities, no network, bounded depth and size."""

from typing import Final

from lxml import etree

from storage.readers.kinds import damaged, too_large

Element = etree._Element  # noqa: SLF001 - the public name of this type is only in the stubs  # pyright: ignore[reportPrivateUsage]

DAMAGED_XML: Final = etree.XMLSyntaxError
_MOST_TAGS: Final = 3_000_000  # a tree of them takes some 350 megabytes


def parsed(xml: bytes) -> Element:
    """Return the root of an XML part; raises UnreadableError or DAMAGED_XML for what no program writes."""
    if xml.count(b"<") > _MOST_TAGS:
        raise too_large()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(xml, parser)
    # No document of ours has a document type; it could define entities.
    if root.getroottree().docinfo.internalDTD is not None:
        raise damaged()
    return root


def text_within(element: Element) -> str:
    """Return all text in an element, as it stands in the file."""
    return "".join(str(text) for text in element.itertext())
