"""Commands and conversions of a command line, imported only when they are needed."""

from __future__ import annotations

import os
from collections import UserDict
from collections.abc import Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import typer
import typer.core
import typer.main

# Characters of a value that an error repeats.
_LONGEST = 60
# Length up to which the first sentence of a command is listed.
_LONGEST_SUMMARY = 200


class LazyCommands(UserDict[str, Any]):
    """Commands by name; looking one up imports its module.

    Parameters
    ----------
    package : str
        Package of the modules. Each is named as its command and defines a function `command`, or
        `app` with commands of its own.
    summaries : Mapping of str to str
        First sentence of each command's help, in the order of the list.
    """

    def __init__(self, package: str, summaries: Mapping[str, str]) -> None:
        super().__init__()
        self.data = dict(summaries)
        self.package = package

    def __getitem__(self, name: str) -> Any:
        """Return a command, of which the module is imported."""
        if name not in self.data:
            raise KeyError(name)
        module = import_module(f"{self.package}.{name}")
        if hasattr(module, "app"):
            group = typer.main.get_command(module.app)
            # Typer names a group where it is added; the pages of the commands show the name.
            group.name = name
            return group
        return typer.main.get_command(single_command(name, module.command))


def single_command(name: str, function: Any) -> typer.Typer:
    """Return an application of one command."""
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command(name, cls=QuickCommand)(function)
    return alone


class QuickCommand(typer.core.TyperCommand):
    """A command that converts only the values that need it."""

    def get_params(self, ctx: Any) -> Any:
        """Return the parameters."""
        return named_alone(without_conversions(super().get_params(ctx)))


class QuickGroup(typer.core.TyperGroup):
    """A group that converts only the values that need it, and lists its commands in full."""

    def get_params(self, ctx: Any) -> Any:
        """Return the parameters."""
        return without_conversions(super().get_params(ctx))

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the names of the commands and the first sentences of their help."""
        found = [self.get_command(ctx, name) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(
                [(one.name, one.get_short_help_str(_LONGEST_SUMMARY)) for one in found if one]
            )


class LazyGroup(QuickGroup):
    """A group that lists its commands by their summaries, without importing them."""

    lazy: LazyCommands

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = self.lazy

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the names and summaries of the commands."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.lazy.data.items()))


def named_alone(parameters: Any) -> Any:
    """Show each argument by its name in a help text, without the type of its value in Python."""
    for parameter in parameters:
        if parameter.param_type_name == "argument":
            setattr(parameter, "display_type_rich", lambda ctx: "")  # noqa: B010
    return parameters


def without_conversions(parameters: Any) -> Any:
    """Let each parameter accept plain values at once, and convert any other.

    Typer converts values with pydantic, of which the import takes as long as that of typer. Text
    and defaults need no conversion, and plain numbers and paths no pydantic.
    """
    for parameter in parameters:
        if "process_value" not in vars(parameter) and hasattr(parameter, "type_descriptor"):
            convert = parameter.process_value
            setattr(parameter, "process_value", partial(_process, parameter, convert))  # noqa: B010
    return parameters


def _process(parameter: Any, convert: Any, context: Any, value: Any) -> Any:
    """Return the value that the command receives."""
    annotation, info = (
        parameter.type_descriptor.annotation,
        parameter.type_descriptor.parameter_info,
    )
    if isinstance(value, str) and info.parser is None:
        try:
            value = _plain(value, annotation, info)
        except ValueError as error:
            raise typer.BadParameter(str(error), ctx=context, param=parameter) from None
    if not _has_type(value, annotation, required=parameter.required):
        return convert(context, value)
    if value is None and (parameter.multiple or parameter.nargs == -1):
        value = ()
    return value if parameter.callback is None else parameter.callback(context, parameter, value)


def _plain(text: str, annotation: Any, info: Any) -> Any:
    """Return a number or a plain path; other text as it is.

    Raises
    ------
    ValueError
        The text is no number, or one out of the range of the parameter.
    """
    if annotation in (int, float) and not info.clamp:
        return _number(text, annotation, info)
    plain = not (info.exists or info.resolve_path or info.allow_dash or info.path_type)
    if annotation is Path and plain and info.file_okay and info.dir_okay and not info.writable:
        path = Path(text)
        return path if os.access(path, os.R_OK) or not os.path.lexists(path) else text
    return text


def _number(text: str, kind: type, info: Any) -> Any:
    """Return the number that a text writes with ASCII digits, within the range of the parameter."""
    shown = repr(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")
    try:
        number: float = float(text if text.isascii() else "")
        if kind is int:
            number = int(text) if text.isdigit() else _whole(number)
    except ValueError:
        noun = "a whole number" if kind is int else "a number"
        raise ValueError(f"{shown} is not {noun}{_range(info)}") from None
    if (info.min is not None and number < info.min) or (info.max is not None and number > info.max):
        raise ValueError(f"{shown} is out of range{_range(info)}")
    return number


def _whole(number: float) -> int:
    if not number.is_integer():
        raise ValueError
    return int(number)


def _range(info: Any) -> str:
    """Return the range of a parameter in words; empty without one."""
    if info.min is not None and info.max is not None:
        return f"; expected {info.min:,} to {info.max:,}"
    if info.min is not None:
        return f"; expected at least {info.min:,}"
    return "" if info.max is None else f"; expected at most {info.max:,}"


def _has_type(value: Any, annotation: Any, *, required: bool) -> bool:
    if value is None:
        return not required
    if annotation == list[str]:
        return (bool(value) or not required) and all(type(one) is str for one in value)
    return type(value) is annotation or (annotation is Path and isinstance(value, Path))
