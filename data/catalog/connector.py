"""How a source is read that is no file of ours: from a database, a drop folder, an HTTP service, or BPS WebAPI.

What is secret (an address with its password, an API key) is only named here; it is given by the settings.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from data.catalog.declared import Declared, Name
from data.domain.entitas import Kode

Zone = Literal["UTC", "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]
Seconds = Annotated[float, Field(gt=0)]


class CursorRule(Declared):
    """The column by which later reads ask for what is new or changed.

    `kind`: time (compared as the source keeps it, in `zone` where it names none), integer, or ulid (its own time).
    `overlap`: what is read once more each time, in seconds (time, ulid) or numbers (integer), so that a row committed
    late, or stamped by a clock that is behind, is not lost; reading a row twice doubles nothing.
    """

    column: str
    kind: Literal["time", "integer", "ulid"] = "time"
    overlap: float = Field(ge=0)
    zone: Zone = "Asia/Jakarta"


class DeletedRule(Declared):
    """Rows the source only marks as deleted: `column` holds one of `values`, or anything at all when none is listed."""

    column: str
    values: tuple[str, ...] = ()


class Connector(Declared):
    """What all of them have. `constants`: columns with the same text in every row, for what no row says of itself."""

    constants: Mapping[str, str] = {}


class SqlConnector(Connector):
    """A table, or a query, of MariaDB, MySQL or PostgreSQL; `dsn` names its address in CC_DSN.

    Only columns that are declared are read, and those of `key`, `cursor` and `deleted`. `key` orders the pages, so it
    is unique. A page is archived by itself. A query stands in brackets in the statement: no `;`, no ORDER BY needed.
    """

    kind: Literal["sql"]
    dsn: Name
    table: str = ""
    query: str = ""
    key: tuple[str, ...] = Field(min_length=1)
    cursor: CursorRule | None = None
    deleted: DeletedRule | None = None
    page_rows: int = Field(default=5000, ge=1, le=100_000)
    timeout_s: Seconds = 30

    @model_validator(mode="after")
    def _check(self) -> Self:
        if bool(self.table) == bool(self.query.strip()):
            raise ValueError("perlu salah satu: table atau query")
        if ";" in self.query:
            raise ValueError("query tanpa titik koma: satu SELECT saja")
        return self


class TableLayout(Declared):
    """How a table lies in a file of an office: CSV, XLSX, XLS or ODS, told apart by what is in it.

    The first row among `header_within` that names every required column is the header, or `header_row` (from 1) when
    that is declared; it may span `header_rows`, whose words are joined by a blank. `sheets`: the sheets that are read,
    ("*",) for all visible ones, none for the only one. `record_column`: a line without anything there is no record
    (a title, a note, a signature); it is left out and told. The limits hold before and while a file is opened.
    """

    delimiters: tuple[Literal[",", ";", "\t", "|"], ...] = (",", ";", "\t")
    encodings: tuple[Literal["utf-8", "cp1252"], ...] = ("utf-8", "cp1252")
    header_row: int | None = Field(default=None, ge=1)
    header_rows: int = Field(default=1, ge=1, le=4)
    header_within: int = Field(default=20, ge=1, le=200)
    sheets: tuple[str, ...] = ()
    record_column: str = ""
    max_bytes: int = Field(default=32 * 1024**2, ge=1)
    max_unpacked_bytes: int = Field(default=256 * 1024**2, ge=1)
    max_rows: int = Field(default=200_000, ge=1)
    max_columns: int = Field(default=256, ge=1)
    max_memory_mb: int = Field(default=768, ge=64)
    max_read_s: int = Field(default=60, ge=1)


class FolderConnector(Connector):
    """A drop folder: what lies in it is the source. Its files are read anew as soon as one came, went or changed.

    `pattern` chooses files by name; `settle_s` leaves alone what was written to a moment ago.
    """

    kind: Literal["folder"]
    folder: Name
    pattern: str = "*"
    settle_s: float = Field(default=5, ge=0)
    max_files: int = Field(default=500, ge=1)
    layout: TableLayout = TableLayout()


class ApiKey(Declared):
    """`name` of the key in CC_API_KEY, and where it goes: a header (with `prefix` before it) or a parameter."""

    name: Name
    header: str = ""
    prefix: str = ""
    param: str = ""

    @model_validator(mode="after")
    def _check(self) -> Self:
        if bool(self.header) == bool(self.param):
            raise ValueError("perlu salah satu: header atau param")
        return self


class Politeness(Declared):
    """What is asked of a service, and for how long. `interval_s`: least time between two requests to its host.

    A request that fails in passing is tried `attempts` times, with a random wait that grows from `first_wait_s` to
    `longest_wait_s` at most, as long as `deadline_s` allows; a Retry-After that is longer than that ends the read.
    """

    timeout_s: Seconds = 20
    interval_s: float = Field(default=0, ge=0)
    attempts: int = Field(default=4, ge=1, le=20)
    first_wait_s: Seconds = 0.5
    longest_wait_s: Seconds = 30
    deadline_s: Seconds = 120
    max_bytes: int = Field(default=32 * 1024**2, ge=1)


class Envelope(Declared):
    """What the answer itself says of its success: the text at `path` is one of `values`; `message`: where it explains.

    Paths are names and numbers joined by dots (`data.0.total`).
    """

    path: str
    values: tuple[str, ...] = Field(min_length=1)
    message: str = ""


class Paging(Declared):
    """How further pages are asked for. page: `param` counts from `first`. offset: `param` counts records.

    next: the address at `next`, which stays on the same host. It ends with an empty page, at the last of `pages`, or
    when `total` records are there; fewer than `total`, or the same page twice, is an error.
    """

    kind: Literal["page", "offset", "next"]
    param: str = "page"
    first: int = 1
    size_param: str = ""
    size: int = Field(default=0, ge=0)
    pages: str = ""
    total: str = ""
    next: str = ""
    max_pages: int = Field(default=1000, ge=1)

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.kind == "next") != bool(self.next):
            raise ValueError('next diisi bila, dan hanya bila, kind = "next"')
        return self


class HttpConnector(Connector):
    """A JSON service. `records`: path of the list of rows, '' when the answer is the list.

    Nested values get dotted names. `key`: what tells two records apart; the same one on two pages means that the list
    moved while it was read, and ends the read. `since_param`: the parameter that takes the cursor's lower bound (a time
    as ISO 8601). `plain_http`: a key may travel without TLS, inside a network where nobody listens.
    """

    kind: Literal["http"]
    url: str
    params: Mapping[str, str] = {}
    api_key: ApiKey | None = None
    records: str = ""
    key: tuple[str, ...] = ()
    ok: Envelope | None = None
    paging: Paging | None = None
    cursor: CursorRule | None = None
    since_param: str = ""
    deleted: DeletedRule | None = None
    polite: Politeness = Politeness()
    plain_http: bool = False

    @model_validator(mode="after")
    def _check(self) -> Self:
        check_address(self.url, has_key=self.api_key is not None and not self.plain_http)
        if bool(self.cursor) != bool(self.since_param):
            raise ValueError("cursor dan since_param diisi keduanya, atau tidak sama sekali")
        return self


class BpsRegion(Declared):
    """A region of a BPS table: its `vervar`, the label it must have there (numbers are reused), and our code."""

    vervar: str
    label: str
    kode: Kode


class BpsConnector(Connector):
    """One variable of a domain of BPS WebAPI, from `first_year` to `last_year` (else to this year), two a request.

    `turvar` and `turtahun` keep one member of that dimension each; without them all members become rows.
    """

    kind: Literal["bps"]
    api_key: Name = "bps"
    url: str = "https://webapi.bps.go.id/v1/api/"
    domain: str = Field(pattern=r"^\d{4}$")
    var: int = Field(ge=1)
    first_year: int = Field(ge=1945, le=2200)
    last_year: int | None = None
    turvar: str | None = None
    turtahun: str | None = None
    regions: tuple[BpsRegion, ...] = Field(min_length=1)
    polite: Politeness = Politeness(interval_s=1, timeout_s=30)

    @model_validator(mode="after")
    def _check(self) -> Self:
        check_address(self.url, has_key=True)
        if len({region.vervar for region in self.regions}) != len(self.regions):
            raise ValueError("vervar yang sama disebut dua kali")
        return self


AnyConnector = Annotated[SqlConnector | FolderConnector | HttpConnector | BpsConnector, Field(discriminator="kind")]


def check_address(url: str, *, has_key: bool) -> None:
    """Raises ValueError for what is no web address, holds a password, or would show a key to whoever listens."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("url harus alamat http:// atau https://")
    if parts.username or parts.password:
        raise ValueError("url tidak boleh memuat nama pengguna atau sandi")
    if has_key and parts.scheme == "http" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
        raise ValueError("kunci API tidak dikirim tanpa TLS; pakai https://, atau nyatakan plain_http = true")
