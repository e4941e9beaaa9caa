"""The map in Chromium: `bench_map.py`. Paint of the 295 desa cold, their recolour, the year, the drill, another KPI.

The published areas have one year. So that there is something to recolour, this site loads a made-up second one: the
same areas, each with the value of the next.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.chromium import SHORTLY_S, WatchedPage, chromium
from tests.bench.figures import show, show_line, show_load, tell
from tests.site import Site, open_site

COLD_ROUNDS = 5
ROUNDS = 20
RESTED_MS = 150
_DESA = "/peta?indikator=luas_wilayah&level=desa"
_KECAMATAN = "/peta?indikator=luas_wilayah&level=kecamatan"
_YEARS = "/peta?indikator=ikm_kecamatan"
_SLIDE = """async (at) => {
  const slider = document.querySelector(".peta-geser input"), began = performance.now();
  const label = document.querySelector(".peta-geser output"), before = label.textContent;
  slider.value = at;
  const shown = ccShown(() => label.textContent !== before);
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  return await shown - began;
}"""
_ARRIVED = """(kode) => {
  const one = (selector) => document.querySelector(selector), before = one(".peta-tabel");
  const isNew = () => one(".peta-tabel") && one(".peta-tabel") !== before && one(".peta-lukisan").dataset.siap;
  window.ccArrived = ccShown(() => isNew() && one(".peta-lukisan").dataset.induk === kode
    && one(".peta-profil").dataset.kode === kode && one(".peta-jejak li:last-child a").dataset.ubah.includes(kode));
}"""
_SPOT = """(kode) => {
  const path = document.querySelector(`.peta-wilayah path[data-kode="${kode}"]`);
  const box = path.getBBox(), matrix = path.getScreenCTM();
  for (let n = 0; n < 1600; n += 1) {
    const at = new DOMPoint(box.x + box.width * (n % 40) / 40, box.y + box.height * Math.floor(n / 40) / 40);
    const { x, y } = at.matrixTransform(matrix), around = [[0, 0], [12, 0], [-12, 0], [0, 12], [0, -12]];
    if (around.every(([right, down]) => document.elementFromPoint(x + right, y + down) === path)) { return [x, y]; }
  }
}"""
_ARRIVED_MS = "Promise.race([ccArrived.then((at) => at - ccTouchedAt), new Promise((_, no) => setTimeout(no, 10000))])"


def with_a_second_year(site: Site) -> None:
    """Doubles the rows of the areas: 2024 holds each area's neighbour's value."""
    path = site.published / "administrasi_wilayah.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    areas = [row for row in rows if row["varian"].startswith("kepmendagri") and row["kode"].count(".") >= 2]
    values = [row["luas_km2"] for row in areas]
    shifted = zip(areas, [*values[1:], values[0]], strict=True)
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writerows({**row, "tahun": "2024", "luas_km2": value} for row, value in shifted)


def show_paint(browser: Browser, url: str) -> None:
    """The desa with an empty browser cache, by address."""
    taken_ms, weighed = [], []
    for _ in range(COLD_ROUNDS):
        watched = WatchedPage(browser)
        watched.open(url + _DESA, settled_s=2.0)
        drawn_ms = watched.drawn_at_ms()
        taken_ms.append(drawn_ms)
        weighed.append(watched.bytes_until(drawn_ms) / 1e3)
        areas = watched.number("document.querySelectorAll('.peta-wilayah path').length")
        watched.close()
    tell("desa map: polygons", areas, "")
    show_line("desa map cold: all drawn", taken_ms, 2000, "ms")
    show_line("desa map cold: on the wire until drawn", weighed, 600, "kB")


def show_years(watched: WatchedPage, address: str, what: str, ms_aim: float, kb_aim: float) -> None:
    """The slider to and fro, until colours, labels, ranking and profile show the other period."""
    watched.open(address)
    last = int(watched.number("document.querySelector('.peta-geser input').max"))
    taken_ms = []
    mark = watched.begin()
    for number in range(ROUNDS):
        taken_ms.append(float(watched.page.evaluate(_SLIDE, 0 if number % 2 == 0 else last)))
        watched.page.wait_for_timeout(150)
    show_line(f"{what}, painted", taken_ms, ms_aim, "ms")
    show(f"{what}, on the wire in all", watched.bytes_since(mark) / 1e3, kb_aim, "kB")


def show_drill(watched: WatchedPage, url: str, *, is_touch: bool) -> None:
    """From the kabupaten into each kecamatan, until map, path, ranking and profile are those of the kecamatan.

    A mouse rests for a moment on what it will press; a finger comes from nowhere.
    """
    taken_ms, weighed = [], []
    watched.open(url + _KECAMATAN)
    kodes = watched.page.evaluate("[...document.querySelectorAll('.peta-wilayah path')].map(p => p.dataset.kode)")
    for kode in kodes:
        watched.open(url + _KECAMATAN)
        x, y = watched.page.evaluate(_SPOT, kode)
        watched.page.evaluate(_ARRIVED, kode)
        mark = watched.begin()
        if is_touch:
            watched.page.touchscreen.tap(x, y)
        else:
            watched.page.mouse.move(x, y)
            watched.page.wait_for_timeout(RESTED_MS)
            watched.page.mouse.click(x, y)
        taken_ms.append(watched.number(_ARRIVED_MS))
        watched.settle(SHORTLY_S)
        weighed.append(watched.bytes_since(mark) / 1e3)
    how = "by finger" if is_touch else "by mouse"
    show_line(f"drill {how}: painted", taken_ms, 300, "ms")
    show_line(f"drill {how}: on the wire", weighed, 15, "kB")


def main() -> int:
    """On a site of its own."""
    with open_site() as site, chromium() as browser:
        with_a_second_year(site)
        site.start()
        show_load()
        show_paint(browser, site.url)
        watched = WatchedPage(browser, has_touch=True)
        watched.open(site.url + _YEARS, settled_s=2.0)
        show_years(watched, site.url + _YEARS, "another year", 150, 15)
        show_years(watched, site.url + _DESA, "another year of the desa", 100, 5)
        show_drill(watched, site.url, is_touch=False)
        show_drill(watched, site.url, is_touch=True)
        show_load()
    return 0


if __name__ == "__main__":
    sys.exit(main())
