"""A package that is a function too: `tellings.read("page.html")` reads, and `tellings.read.page` is still its module.

The steps of Tellings are packages named for what they do, and importing one puts it into `tellings` under its name,
where a function of that name would be lost. So the package itself takes the call (a module's class may be changed:
Python's data model, "Customizing module attribute access").
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any


def stand_for(package: str, name: str) -> None:
    """Let calls of a package go to the function `name` of `tellings.library`, which is imported with the first."""

    def function() -> Callable[..., Any]:
        return getattr(import_module("tellings.library"), name)  # type: ignore[no-any-return]

    class Standing(ModuleType):
        """A package that stands for a function."""

        def __call__(self, *args: Any, **kwargs: Any) -> Any:
            return function()(*args, **kwargs)

        @property
        def __signature__(self) -> inspect.Signature:
            return inspect.signature(function())

    sys.modules[package].__class__ = Standing
