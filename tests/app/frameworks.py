"""Frameworks of other shapes than the maturity model's, to put beside it."""

from storage.study import schema
from storage.study.operation import WriteContext, operation


@operation("Add a flat list")
def add_flat_list(w: WriteContext, n: int = 40, name: str = "In their own words") -> int:
    """Add a framework of one level: codes in a participant's words, without abbreviations, keys or stages."""
    framework_id = w.add(schema.framework, name=name, short_name="", levels="code", position=1)
    for at in range(n):
        w.add(
            schema.code,
            framework_id=framework_id,
            position=at,
            name=f"we just tell each other things, number {at} of many",
            hue=("teal", "rose", "slate")[at % 3],
        )
    return framework_id


@operation("Add a deep tree")
def add_deep_tree(w: WriteContext) -> int:
    """Add a framework of five levels, one branch each, with long names and two stages."""
    levels = "theme\ncategory\nsub-category\ncode\nsub-code"
    framework_id = w.add(schema.framework, name="Power", short_name="Power", levels=levels, position=2)
    for letter in "XY":
        w.add(schema.stage, framework_id=framework_id, letter=letter, name=f"Phase {letter}")
    parent = None
    for at in range(5):
        name = f"Collective {['intellectual', 'practical', 'social', 'moral', 'material'][at]} impotence"
        parent = w.add(
            schema.code,
            framework_id=framework_id,
            parent_id=parent,
            name=name,
            abbreviation=f"CI{at}" * (at % 2),
        )
    return framework_id
