"""What a page without codings says: with which framework, and that others have some."""

from app.shell.open_study import OpenStudy
from coding.language import _, plural


def nothing_coded(study: OpenStudy) -> str:
    """Say that no passage is coded; with the framework in use, where there are several."""
    if len(study.frameworks) < 2:
        return _("No passage is coded yet")
    framework = study.framework
    return _("No passage is coded with {framework} yet").format(
        framework=framework.short_name or framework.name
    )


def coded_otherwise(study: OpenStudy) -> str:
    """Say how much is coded with other frameworks and how one gets there; nothing where nothing is."""
    found = [
        f"{other.short_name or other.name} ({plural('{n} coding', '{n} codings', n)})"
        for other in study.frameworks
        if other.id != study.framework.id
        and (n := len(study.data.analysis_data(other.id, study.coder_ids, study.coder_id).codings))
    ]
    said = _("Coded with others: {found}. Change the framework at the top, or with F8.")
    return said.format(found=", ".join(found)) if found else ""
