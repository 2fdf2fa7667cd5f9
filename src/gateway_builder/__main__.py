"""Entry point of the console script and of `python -P -m gateway_builder`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; `--version` answers without loading it."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from gateway_builder import __version__

        sys.stdout.write(f"gateway-builder {__version__}\n")
        return
    from gateway_builder.cli.app import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
