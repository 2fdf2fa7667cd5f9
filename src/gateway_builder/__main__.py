"""Entry point of the console script and of `python -P -m gateway_builder`."""

from __future__ import annotations

import gc
import sys

_MANY_OBJECTS = 100_000  # collecting more often costs a bare Python start and frees nothing in a run this short


def main() -> None:
    """Run the command line; `--version` answers without loading it."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from gateway_builder import __version__

        sys.stdout.write(f"gateway-builder {__version__}\n")
        return
    gc.set_threshold(_MANY_OBJECTS)
    from gateway_builder.cli.app import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
