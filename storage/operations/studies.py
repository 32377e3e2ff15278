"""Setting up a study."""

from sqlalchemy import insert, update

from coding.language import N_, _
from coding.text.names import needed_name
from storage.operations.frameworks import DEFAULT, add_framework
from storage.roles import new_roles
from storage.study import schema
from storage.study.operation import WriteContext, operation


@operation(N_("Start the study “{name}”"))
def set_up_study(w: WriteContext, name: str, coder: str, framework: str = DEFAULT) -> None:
    """Write the study's own row, its first coder, the usual roles and a shipped framework.

    Raises UserError: a name is empty, no framework with that identifier comes with the program.
    """
    name = _study_name(name)
    coder = needed_name(coder, _("Codings need the name of who makes them."))
    row = {"name": name, "created": w.time, "reads_from": schema.READS_FROM}
    w.connection.execute(insert(schema.study), row)
    w.add(schema.coder, name=coder)
    for role in new_roles():
        w.add(schema.role, number=role.number, name=role.name, role_group=role.group)
    framework_id = add_framework(w, framework)
    w.connection.execute(update(schema.study).values(framework_id=framework_id))


@operation(N_("Rename the study “{name}”"))
def rename_study(w: WriteContext, name: str) -> None:
    """Give the study another name.

    Raises UserError: the name is empty.
    """
    w.connection.execute(update(schema.study).values(name=_study_name(name)))


def _study_name(name: str) -> str:
    return needed_name(name, _("A study needs a name."))


@operation(N_("Add the framework “{identifier}”"))
def add_shipped_framework(w: WriteContext, identifier: str) -> int:
    """Put another shipped framework beside those of the study; return its id.

    Raises UserError: no framework with that identifier comes with the program.
    """
    return add_framework(w, identifier)


@operation(N_("Keep the sample study as my study"))
def keep_sample(w: WriteContext) -> None:
    """Make a copy of the sample study a study like any other.

    Raises no UserError.
    """
    w.connection.execute(update(schema.study).values(sample=False))
