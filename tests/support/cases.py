"""Tables of cases that one test runs from beginning to end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

SHOWN = 10  # failures that are shown in full


def each(
    names: str | tuple[str, ...], cases: Iterable[Any], ids: Callable[[Any], object] | None = None
) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Calls a test for each case of a table, and reports every case that fails.

    It is written as `pytest.mark.parametrize` is, for tests that use no fixture. A test for each case costs pytest some
    ten milliseconds, so thousands of them would take longer than all that they try.

    Args:
        names: The parameters of the test, with commas between them, in the order of a case's values.
        cases: The cases; a value alone where there is one parameter.
        ids: Names a case in a report; otherwise it is shown whole.
    """
    parameters = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    table = list(cases)

    def decorated(test: Callable[..., None]) -> Callable[[], None]:
        def run() -> None:
            failures = []
            for case in table:
                values = case if len(parameters) > 1 else (case,)
                try:
                    test(**dict(zip(parameters, values, strict=True)))
                except Exception as error:  # noqa: BLE001  every case is tried, and all that fail are reported
                    failures.append(f"{ids(case) if ids else case!r}: {type(error).__name__}: {error}")
            assert table, "the table is empty"
            assert not failures, f"{len(failures)} of {len(table)} cases fail:\n" + "\n".join(
                failures[:SHOWN]
            )

        run.__name__, run.__qualname__, run.__doc__ = test.__name__, test.__qualname__, test.__doc__
        run.__module__ = test.__module__
        return run

    return decorated
