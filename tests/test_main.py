"""The entry point of the console script."""

from __future__ import annotations

import pytest

from gateway_builder import __version__
from gateway_builder.__main__ import main


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_is_told(option: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["gateway-builder", option])
    main()
    assert capsys.readouterr().out == f"gateway-builder {__version__}\n"


def test_the_exit_code_is_the_commands(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["gateway-builder", "new", "wrong", "--tech", "SMTP"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "IWrong" in capsys.readouterr().err
