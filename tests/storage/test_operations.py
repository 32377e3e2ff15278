"""What holds for every operation."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import FunctionType

import pytest

from storage import operations


def every_operation() -> Iterator[FunctionType]:
    for module in iter_modules(operations.__path__):
        for made in vars(import_module(f"{operations.__name__}.{module.name}")).values():
            if isinstance(made, FunctionType) and hasattr(made, "__wrapped__"):
                yield made


@pytest.mark.parametrize("operation", {made.__name__: made for made in every_operation()}.values())
def test_its_docstring_says_which_user_errors_it_raises(operation: FunctionType) -> None:
    said = operation.__doc__ or ""
    assert "Raises UserError: " in said or "Raises no UserError." in said
