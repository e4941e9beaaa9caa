"""All settings, built once and passed down; nothing else reads the environment."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from data.domain.entitas import Kode, Level, level_of, parse_kode
from data.errors import ConfigError, UnknownError, fault_of

ROOT = Path(__file__).resolve().parent.parent
# Built at install, beside .venv; the web serves it where it is there.
PLOTLY_DIR = ROOT / "build" / "plotly"


def default_data_dir() -> Path:
    """Where data live unless told otherwise: beside the code, for root under /var/lib (PostgreSQL refuses /root)."""
    if os.geteuid() != 0:
        return ROOT / ".cc-data"
    return Path("/var/lib/command-center") / hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]


class Settings(BaseSettings):
    """Read from the environment (prefix CC_) and from `.env` in the working folder; see .env.example."""

    model_config = SettingsConfigDict(
        env_prefix="CC_", env_file=".env", env_nested_delimiter="__", frozen=True, extra="ignore"
    )

    kabupaten: Kode = Kode("33.16")
    pembanding: Kode = Kode("32.11")
    data_dir: Path = Field(default_factory=default_data_dir)
    catalog_dir: Path = ROOT / "data" / "catalog"
    published_dir: Path = ROOT / "etl" / "published"
    database_url: SecretStr | None = None
    redis_url: SecretStr | None = None
    host: str = "127.0.0.1"
    port: int = Field(default=8050, ge=0, le=65535)
    sse_cap: int = Field(default=220, ge=1)
    galeri: bool = False
    dsn: Mapping[str, SecretStr] = {}
    api_key: Mapping[str, SecretStr] = {}
    drop_dir: Path | None = None
    ca_file: Path | None = None

    @field_validator("kabupaten", "pembanding")
    @classmethod
    def check_kabupaten(cls, kode: Kode) -> Kode:
        """A regency code; raises ValueError otherwise."""
        try:
            level = level_of(parse_kode(kode))
        except UnknownError as error:
            raise ValueError(str(error)) from error
        if level is not Level.KABUPATEN:
            raise ValueError(f"'{kode}' bukan kode kabupaten/kota; contoh: 33.16")
        return kode

    @field_validator("host")
    @classmethod
    def check_host(cls, host: str) -> str:
        """Loopback only until people can sign in; raises ValueError for any other address."""
        try:
            is_loopback = host == "localhost" or ip_address(host).is_loopback
        except ValueError:
            is_loopback = False
        if not is_loopback:
            raise ValueError("hanya alamat loopback (127.0.0.1) yang diizinkan sebelum ada akun pengguna")
        return host

    @property
    def drop_folder(self) -> Path:
        """Where offices drop their files, a folder for each source."""
        return self.drop_dir or self.data_dir / "masuk"

    @property
    def provinsi(self) -> Kode:
        """The province of the regency."""
        return Kode(self.kabupaten[:2])

    @property
    def threads(self) -> int:
        """Web threads: one for each live stream, and 30 to answer everything else."""
        return self.sse_cap + 30


def load_settings() -> Settings:
    """Build the settings. Raises ConfigError that names each faulty variable."""
    try:
        return Settings()
    except ValidationError as error:
        faults = [f"CC_{str(e['loc'][0]).upper()}: {fault_of(e)}" for e in error.errors()]
        raise ConfigError("; ".join(faults)) from error
    except SettingsError:
        # Not "from" it: its cause quotes the text it could not read, which may hold a password.
        raise ConfigError("CC_DSN dan CC_API_KEY berupa JSON, atau satu variabel untuk tiap nama") from None
