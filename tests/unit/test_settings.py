"""Settings are checked once, at start, and every fault names its variable."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from data.errors import ConfigError
from data.settings import Settings, load_settings


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_loopback_is_served(host: str) -> None:
    assert Settings(host=host).host == host


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "10.0.0.1", "command-center.example"])
def test_anything_else_refuses_to_start(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setenv("CC_HOST", host)
    with pytest.raises(ConfigError, match="CC_HOST: hanya alamat loopback"):
        load_settings()


@pytest.mark.parametrize("kode", ["33", "33.16.01", "3316", "Blora", ""])
def test_only_a_regency_is_a_regency(monkeypatch: pytest.MonkeyPatch, kode: str) -> None:
    monkeypatch.setenv("CC_KABUPATEN", kode)
    with pytest.raises(ConfigError, match="CC_KABUPATEN"):
        load_settings()


def test_every_fault_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CC_PORT", "99999")
    monkeypatch.setenv("CC_KABUPATEN", "Blora")
    with pytest.raises(ConfigError, match=r"(?s)CC_KABUPATEN.*CC_PORT|CC_PORT.*CC_KABUPATEN"):
        load_settings()


def test_settings_do_not_change_and_hide_their_secrets() -> None:
    settings = Settings(database_url="postgresql://nama:rahasia@host/basis")  # type: ignore[arg-type]
    with pytest.raises(ValidationError):
        settings.port = 1
    assert "rahasia" not in repr(settings)
    assert settings.provinsi == "33"
