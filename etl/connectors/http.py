"""A JSON service -> its pages as they came, in the order in which it gives them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from data.catalog.connector import ApiKey, CursorRule, HttpConnector, Paging
from data.catalog.models import Source
from data.errors import ConfigError, FetchError
from data.settings import Settings
from etl.connectors import cursor
from etl.connectors.http_call import Answer, Service
from etl.connectors.json_page import Record, at_path, check_envelope, records_of, text_of
from etl.records import RawFile


def fetch(source: Source, connector: HttpConnector, settings: Settings, since: str | None) -> Iterator[RawFile]:
    """Every page from the cursor on, archived as it came. Raises FetchError, also for a list that moved meanwhile."""
    reading = _Reading(source, connector, settings, cursor.resumed(source, since))
    for number, answer in enumerate(reading.answers(), 1):
        name = f"{source.id}-{number:05d}.json"
        yield RawFile(name, answer.body, connector.url, datetime.now(UTC), cursor=reading.written())


def key_of(settings: Settings, name: str) -> str:
    """A key from the settings. Raises ConfigError that names the setting."""
    secret = settings.api_key.get(name)
    if secret is None or not secret.get_secret_value():
        raise ConfigError(f"Kunci '{name}' belum diberikan: isi CC_API_KEY")
    return secret.get_secret_value()


class _Reading:
    """One read of one source: what was asked, seen and reached so far."""

    def __init__(self, source: Source, connector: HttpConnector, settings: Settings, reached: str) -> None:
        self._source, self._connector, self._reached = source, connector, reached
        self._service = Service(source.id, connector.polite, settings.ca_file)
        self._secret = key_of(settings, connector.api_key.name) if connector.api_key else ""
        self._host = str(urlsplit(connector.url).hostname)
        self._started_at = datetime.now(UTC)
        self._keys: set[tuple[str, ...]] = set()
        self._count = 0

    def written(self) -> str:
        """How far it is read, as it is kept with the run."""
        return cursor.written(self._source, self._reached) if self._reached else ""

    def answers(self) -> Iterator[Answer]:
        """Pages that hold something."""
        url, params = self._connector.url, self._first_params()
        before = b""
        for number in range(1, self._most_pages() + 1):
            answer = self._ask(url, params)
            records = self._records(answer)
            if records and answer.body == before:
                raise self._error(f"halaman {number} sama dengan halaman sebelumnya; nomor halaman diabaikan")
            before = answer.body
            self._take(records)
            if records:
                yield answer
            following = self._following(answer, records, url, params, number)
            if following is None:
                self._check_total(answer)
                return
            url, params = following
        if self._connector.paging is not None:
            raise self._error(f"lebih dari {self._most_pages()} halaman")

    def _ask(self, url: str, params: Mapping[str, str]) -> Answer:
        given, headers = _with_key(self._connector.api_key, self._secret, params)
        answer = self._service.ask(url, given, headers)
        check_envelope(answer.content, self._connector.ok, self._host, self._secret)
        return answer

    def _records(self, answer: Answer) -> list[Record]:
        records = records_of(answer.content, self._connector.records)
        if records is None:
            raise self._error(f"tidak ada daftar baris di '{self._connector.records}'")
        return records

    def _take(self, records: list[Record]) -> None:
        """Count them, and see that none was there before. Raises FetchError."""
        self._count += len(records)
        for record in records if self._connector.key else []:
            key = tuple(record.get(name, "") for name in self._connector.key)
            if key in self._keys:
                raise self._error("baris yang sama muncul dua kali; daftarnya bergeser saat dibaca")
            self._keys.add(key)
        rule = self._connector.cursor
        if rule is not None:
            self._advance(rule, records)

    def _advance(self, rule: CursorRule, records: list[Record]) -> None:
        for record in records:
            if raw := record.get(rule.column):
                value = cursor.capped(rule, cursor.canonical(rule, raw), self._started_at)
                if not self._reached or cursor.is_before(rule, self._reached, value):
                    self._reached = value

    def _first_params(self) -> dict[str, str]:
        connector, paging = self._connector, self._connector.paging
        params = dict(connector.params)
        if paging is not None and paging.kind != "next":
            params[paging.param] = str(paging.first if paging.kind == "page" else 0)
        if paging is not None and paging.size_param:
            params[paging.size_param] = str(paging.size)
        if connector.cursor is not None and self._reached:
            params[connector.since_param] = _asked(connector.cursor, self._reached)
        return params

    def _most_pages(self) -> int:
        return self._connector.paging.max_pages if self._connector.paging else 1

    def _following(
        self, answer: Answer, records: list[Record], url: str, params: dict[str, str], number: int
    ) -> tuple[str, dict[str, str]] | None:
        paging = self._connector.paging
        if paging is None or not records:
            return None
        if paging.kind == "next":
            return self._next(answer, paging, url)
        if paging.pages and number >= _number(at_path(answer.content, paging.pages)):
            return None
        if paging.total and self._count >= _number(at_path(answer.content, paging.total)):
            return None
        place = paging.first + number if paging.kind == "page" else self._count
        return url, {**params, paging.param: str(place)}

    def _next(self, answer: Answer, paging: Paging, url: str) -> tuple[str, dict[str, str]] | None:
        """A key goes to the declared host only, over the declared scheme."""
        address = text_of(at_path(answer.content, paging.next))
        if not address:
            return None
        following = urljoin(url, address)
        if urlsplit(following)[:2] != urlsplit(self._connector.url)[:2]:
            raise self._error("halaman berikutnya menunjuk ke host lain")
        return following, {}

    def _check_total(self, answer: Answer) -> None:
        paging = self._connector.paging
        if paging is not None and paging.total:
            promised = _number(at_path(answer.content, paging.total))
            if self._count < promised:
                raise self._error(f"menjanjikan {promised} baris, memberi {self._count}")

    def _error(self, told: str) -> FetchError:
        return FetchError(f"{self._host}: {told}")


def _with_key(rule: ApiKey | None, secret: str, params: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    if rule is None:
        return dict(params), {}
    if rule.header:
        return dict(params), {rule.header: f"{rule.prefix}{secret}"}
    return {**params, rule.param: secret}, {}


def _asked(rule: CursorRule, reached: str) -> str:
    bound = cursor.as_bound(rule, cursor.lower_bound(rule, reached), is_aware=True)
    return bound.isoformat(timespec="seconds") if isinstance(bound, datetime) else str(bound)


def _number(value: object) -> int:
    text = text_of(value)
    return int(text) if text.isascii() and text.isdigit() else 0
