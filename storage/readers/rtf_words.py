"""What the words of rich text mean to a reader of transcripts: signs, character sets, destinations."""

import codecs
from typing import Final

SIGNS: Final = {
    "bullet": "•",
    "emdash": "—",
    "emspace": " ",
    "endash": "–",
    "enspace": " ",
    "ldblquote": "“",
    "line": "\n",
    "lquote": "‘",
    "qmspace": " ",
    "rdblquote": "”",
    "rquote": "’",
    "softline": "\n",
    "tab": "\t",
    "~": " ",
    "_": "-",
    "{": "{",
    "}": "}",
    "\\": "\\",
}

# Groups whose text is kept and dealt with when they end.
COLLECTED: Final = frozenset(
    {
        "annotation",
        "atnauthor",
        "atnref",
        "atrfend",
        "atrfstart",
        "author",
        "colortbl",
        "fonttbl",
        "footer",
        "footerf",
        "footerl",
        "footerr",
        "footnote",
        "header",
        "headerf",
        "headerl",
        "headerr",
        "listtext",
        "pntext",
        "shptxt",
    }
)
# Groups that hold nothing that was said, but can hold one that does.
PASSED_OVER: Final = frozenset({"info", "upr"})
# Groups that hold nothing at all for us; most are announced by \* and need not be named.
SKIPPED: Final = frozenset(
    {
        "bkmkend",
        "bkmkstart",
        "colorschememapping",
        "comment",
        "datastore",
        "do",
        "filetbl",
        "fldinst",
        "latentstyles",
        "listoverridetable",
        "listtable",
        "nonesttables",
        "nonshppict",
        "objdata",
        "operator",
        "pict",
        "revtbl",
        "rsidtbl",
        "shprslt",
        "stylesheet",
        "tc",
        "themedata",
        "title",
        "xe",
    }
)
# Announced by \*, and yet read: they only hold together what is in them.
TRANSPARENT: Final = frozenset({"shppict", "ud", "txfieldtext"})

_CHARSETS: Final = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
_PAGES: Final = {936: "gbk", 1361: "johab", 10000: "mac_roman", 65001: "utf-8"}
USUAL: Final = "cp1252"


def encoding_of_charset(number: int) -> str:
    """Return the encoding of a font's characters; empty where it is the document's."""
    return _CHARSETS.get(number, "")


def encoding_of_page(number: int) -> str:
    """Return the encoding of a code page by its number; the Western one where there is none."""
    name = _PAGES.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return USUAL
