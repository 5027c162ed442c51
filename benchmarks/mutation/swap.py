"""Changes of functions that are loaded already: their code is replaced where they are."""

from __future__ import annotations

import gc
from types import CodeType, FunctionType

from benchmarks.mutation.mutants import ROOT, Mutant

# Code of a function before and after.
Change = tuple[CodeType, CodeType]


def functions_changed(mutant: Mutant) -> list[Change] | None:
    """Return the code of the functions of a mutant that differ, before and after the change.

    None where the change is outside functions, such as in a constant or a default: the module must
    be imported anew.
    """
    file = str(ROOT / mutant.module)
    before = compile((ROOT / mutant.module).read_text(encoding="utf-8"), file, "exec")
    after = compile(mutant.source, file, "exec")
    return _differing(before, after)


def _differing(before: CodeType, after: CodeType) -> list[Change] | None:
    if _own(before) != _own(after):
        return None
    found: list[Change] = []
    for old, new in zip(_nested(before), _nested(after), strict=True):
        if old == new:
            continue
        # The body of a class is code too, but nothing calls it again.
        inside = _differing(old, new) if _is_body_of_class(old) else [(old, new)]
        if inside is None:
            return None
        found += inside
    return found


def _own(code: CodeType) -> tuple[object, ...]:
    """Return what a code does without the functions and classes in it."""
    plain = tuple((type(c), repr(c)) for c in code.co_consts if not isinstance(c, CodeType))
    return code.co_code, plain, code.co_names, len(_nested(code))


def _nested(code: CodeType) -> list[CodeType]:
    return [c for c in code.co_consts if isinstance(c, CodeType)]


def _is_body_of_class(code: CodeType) -> bool:
    return "__qualname__" in code.co_names and "__module__" in code.co_names


def swap(changed: list[Change]) -> bool:
    """Replace the code of loaded functions; return whether each was found."""
    functions = [each for each in gc.get_objects() if isinstance(each, FunctionType)]
    for old, new in changed:
        found = [each for each in functions if each.__code__ == old]
        for function in found:
            function.__code__ = new
        if not found:
            return False
    return True
