"""A code's entry in the codebook in words, as it is written to Word and printed."""

from coding.language import _
from coding.model.framework import Code, Framework


def entry_title(code: Code) -> str:
    """Return what stands over an entry: ``Joint practice development (JPD)``."""
    name = code.name[:1].upper() + code.name[1:]
    return f"{name} ({code.abbreviation})" if code.abbreviation else name


def entry_fields(framework: Framework, code: Code) -> list[tuple[str, str]]:
    """Return a code's level and its fields, those that say something, each with its label."""
    level = framework.level_of(code.id)
    if framework.depth(code.id):
        above = framework.path(code.id)[-2]
        level = _("{level} of {above}").format(level=level, above=above.name)
    fields = (
        (_("Level:"), level),
        (_("In short:"), code.short_definition),
        (_("Definition:"), code.definition),
        (_("When to use:"), code.when_to_use),
        (_("When not to use:"), code.when_not_to_use),
        (_("Example:"), code.example),
        (_("Notes:"), code.notes),
        (_("Other spellings:"), ", ".join(code.aliases)),
    )
    return [(label, text.strip()) for label, text in fields if text.strip()]
