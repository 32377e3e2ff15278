"""The one place visible text is translated; the edge of the program chooses the language."""

import gettext

_current: gettext.NullTranslations = gettext.NullTranslations()


def use(translations: gettext.NullTranslations) -> None:
    """Speak the language of these translations from now on."""
    global _current  # noqa: PLW0603 - one language per process, chosen at start-up
    _current = translations


def language() -> str:
    """Return the code of the current language, as its translations name it: ``de``; English has none."""
    return _current.info().get("language", "en").partition("_")[0]


def _(message: str) -> str:
    """Return the message in the current language."""
    return _current.gettext(message)


def plural(one: str, many: str, n: int) -> str:
    """Return the form for n things, with ``{n}`` filled in."""
    return plural_form(one, many, n).format(n=n)


def plural_form(one: str, many: str, n: int) -> str:
    """Return the form for n things, to be filled in."""
    return _current.ngettext(one, many, n)


def N_plural(one: str, many: str) -> tuple[str, str]:  # noqa: N802 - as N_, for one thing and for many
    """Mark a message about ``{n}`` things for translation where it is declared, not shown."""
    return one, many


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "mark now, translate later"
    """Mark a message for translation where it is declared, not shown."""
    return message
