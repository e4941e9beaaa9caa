// What stands beside a map and follows its period: counts of the legend, the ranking, the profile of the area touched.
(function () {
  "use strict";
  var cc = window.ccPeta, SVG = "http://www.w3.org/2000/svg";

  function all(facts, frame) { return facts.kode.map(function (_, i) { return cc.said(facts, frame, i); }); }

  function better(facts) {
    return function (a, b) {
      if (a.value === null || b.value === null) { return (a.value === null) - (b.value === null) || (a.kode < b.kode ? -1 : 1); }
      return (facts.naik ? b.value - a.value : a.value - b.value) || (a.kode < b.kode ? -1 : 1);
    };
  }

  // Equal values share the better place; who has no value has no place.
  function ranked(facts, rows) {
    var sorted = rows.slice().sort(better(facts));
    sorted.forEach(function (row, i) {
      var before = sorted[i - 1];
      row.place = row.value === null ? null : before && before.value === row.value ? before.place : i + 1;
    });
    return sorted;
  }

  function count(card, facts, frame, rows) {
    card.querySelectorAll("[data-hitung]").forEach(function (node) {
      var what = node.dataset.hitung;
      var n = rows.filter(function (row) { return what === "lapor" ? row.value !== null : what === "h" || what === "s" ? row.note === what : what.indexOf(row.mark) >= 0; }).length;
      node.textContent = String(n);
      if (node.closest("[data-jumlah]")) { node.closest("[data-jumlah]").dataset.jumlah = n; }
    });
    card.querySelectorAll(".peta-kapan").forEach(function (node) { node.textContent = (facts.kapan || facts.label)[frame] || "–"; });
  }

  function inView(el, rows) {
    var focus = el.dataset.induk, inside = rows.filter(function (row) { return row.kode !== focus && cc.isWithin(row.kode, focus); });
    return inside.length ? inside : rows;
  }

  function table(box) {
    if (box.ccBody && box.contains(box.ccBody)) { return box.ccBody; }
    var made = cc.element("table", "tabel peta-tabel");
    made.innerHTML = '<thead class="hanya-suara"><tr><th scope="col">Urutan</th><th scope="col">Wilayah</th><th scope="col">Nilai</th></tr></thead>';
    box.ccBody = cc.element("tbody", "", made);
    box.ccRows = {};
    box.replaceChildren(made);
    box.addEventListener("click", function (event) {
      var button = event.target.closest(".peta-baris");
      if (button) { cc.touch(box.ccMap, button.closest("tr").dataset.kode); }
    });
    return box.ccBody;
  }

  function rowOf(box, kode) {
    if (box.ccRows[kode]) { return box.ccRows[kode]; }
    var tr = box.ccRows[kode] = document.createElement("tr");
    tr.innerHTML = '<td class="angka"></td><th scope="row"><button type="button" class="peta-baris"><span aria-hidden="true"></span><span></span></button></th><td></td>';
    tr.dataset.kode = tr.lastChild.dataset.kode = kode;
    return tr;
  }

  function write(tr, row, isChosen) {
    var said = [row.place, row.css, row.nama, row.text, row.sebab, row.short, row.antara, row.value, isChosen].join("|"), cell = tr.lastChild, button = tr.querySelector("button");
    if (tr.ccSaid === said) { return; }
    tr.ccSaid = said;
    tr.className = isChosen ? "utama" : "";
    tr.firstChild.textContent = row.place || "–";
    button.firstChild.className = "peta-kotak " + row.css;
    button.lastChild.textContent = row.nama;
    if (isChosen) { button.setAttribute("aria-pressed", "true"); } else { button.removeAttribute("aria-pressed"); }
    cell.className = row.value === null ? "angka kosong" : "angka";
    cell.replaceChildren();
    if (row.sebab) { cc.element("span", "hanya-suara", cell).textContent = row.text + ": "; }
    cell.append(row.sebab || row.short);
    if (row.antara) { cc.element("small", "peta-antara", cell).textContent = row.antara; }
    if (row.value !== null) { cell.dataset.nilai = String(row.value); } else { delete cell.dataset.nilai; }
  }

  // A row stays the same element from period to period: of 295 only those are touched that say something else or stand elsewhere.
  function list(box, el, rows, chosen) {
    var body = table(box), next = body.firstChild;
    box.ccMap = el;
    rows.forEach(function (row) {
      var tr = rowOf(box, row.kode);
      write(tr, row, row.kode === chosen);
      if (tr === next) { next = next.nextSibling; } else { body.insertBefore(tr, next); }
    });
    while (next) { var gone = next; next = next.nextSibling; gone.remove(); }
    var mine = body.querySelector("tr.utama");
    if (mine && box.scrollHeight > box.clientHeight) { box.scrollTop = mine.offsetTop - box.clientHeight / 3; }
  }

  function spark(box, facts, i, frame) {
    var values = facts.nilai.map(function (one) { return one[i]; }), known = values.filter(function (v) { return v !== null; });
    if (known.length < 2) { return; }
    var low = Math.min.apply(null, known), high = Math.max.apply(null, known), step = 200 / Math.max(1, values.length - 1);
    var points = values.map(function (v, n) { return v === null ? null : [10 + n * step, 52 - (high === low ? 22 : (v - low) / (high - low) * 44)]; });
    var svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 220 60");
    svg.setAttribute("class", "peta-percik");
    svg.setAttribute("aria-hidden", "true");
    var path = document.createElementNS(SVG, "path"), isOn = false;
    path.setAttribute("d", points.map(function (p) { var d = p ? (isOn ? "L" : "M") + p.join(" ") : ""; isOn = Boolean(p); return d; }).join(""));
    svg.appendChild(path);
    points.forEach(function (p, n) {
      if (!p) { return; }
      var dot = document.createElementNS(SVG, "circle");
      dot.setAttribute("cx", p[0]);
      dot.setAttribute("cy", p[1]);
      dot.setAttribute("r", n === frame ? 4.5 : 2);
      svg.appendChild(dot);
    });
    box.appendChild(svg);
  }

  function course(box, facts, i, frame) {
    var table = cc.element("table", "tabel", box), body = cc.element("tbody", "", table);
    facts.periodes.slice().reverse().forEach(function (_, n) {
      var at = facts.periodes.length - 1 - n, said = cc.said(facts, at, i), tr = cc.element("tr", at === frame ? "utama" : "", body);
      cc.element("th", "", tr).textContent = (facts.kapan || facts.label)[at];
      tr.firstChild.scope = "row";
      cc.element("td", said.value === null ? "angka kosong" : "angka", tr).textContent = said.text;
    });
  }

  function profile(box, el, facts, frame, rows) {
    var kode = box.dataset.kode, i = facts.kode.indexOf(kode);
    box.replaceChildren();
    if (i < 0) {
      var below = rows.filter(function (row) { return cc.isWithin(row.kode, kode); });
      var told = below.length ? below.filter(function (row) { return row.value !== null; }).length + " dari " + below.length + " wilayah di dalamnya " + (facts.rupa ? "dapat dibandingkan." : "mempunyai nilai.") : "Indikator ini tidak tersedia pada tingkat wilayah ini.";
      cc.element("p", "catatan", box).textContent = told;
      if (below.length === rows.length) { minis(box, el, facts, frame); }
      return;
    }
    var row = rows.find(function (one) { return one.kode === kode; });
    cc.element("p", "peta-angka", box).textContent = row.text;
    var place = row.place ? "urutan " + row.place + " dari " + rows.filter(function (one) { return one.value !== null; }).length + (facts.rupa ? " yang dapat dibandingkan" : " yang lapor") : "";
    cc.element("p", "catatan", box).textContent = [row.ket, (facts.kapan || facts.label)[frame], facts.dinilai ? place : place.replace("urutan", "tertinggi ke-")].filter(Boolean).join(" · ");
    if (row.harap) { cc.element("p", "catatan", box).textContent = (row.lapor || 0) + " dari " + row.harap + " bagian lapor"; }
    if (!facts.rupa) { spark(box, facts, i, frame); }
    if (facts.periodes.length > 1) { course(box, facts, i, frame); }
  }

  // The whole region has no number of its own here, so its profile shows how the map went: one small map a period.
  function minis(box, el, facts, frame) {
    var shapes = el.ccStage.layers[0].of, known = facts.kode.filter(function (kode) { return shapes[kode]; });
    if (facts.periodes.length < 2 || !known.length || known.length > 40) { return; }
    var all = cc.union(known.map(function (kode) { return shapes[kode].box; }));
    var row = cc.element("div", "peta-minis", box);
    facts.periodes.forEach(function (_, at) {
      var button = cc.element("button", "peta-mini", row), svg = document.createElementNS(SVG, "svg");
      button.type = "button";
      if (at === frame) { button.setAttribute("aria-pressed", "true"); }
      svg.setAttribute("viewBox", [all[0], all[1], all[2] - all[0], all[3] - all[1]].join(" "));
      svg.setAttribute("aria-hidden", "true");
      ["--arsir", "--bintik", "--silang"].forEach(function (name) { svg.style.setProperty(name, el.ccStage.svg.style.getPropertyValue(name)); });
      facts.kode.forEach(function (kode, i) {
        if (!shapes[kode]) { return; }
        var path = document.createElementNS(SVG, "path");
        path.setAttribute("d", shapes[kode].path);
        path.setAttribute("class", "wil " + cc.css(facts, at, i));
        svg.appendChild(path);
      });
      button.appendChild(svg);
      cc.element("span", "", button).textContent = facts.label[at];
      button.addEventListener("click", function () { cc.choose(at); });
    });
  }

  // What a screen reader hears follows the period too.
  function tell(el, card, sentence) {
    if (!sentence) { return; }
    el.setAttribute("aria-label", sentence);
    card.querySelector(".peta-kalimat").textContent = sentence;
  }

  cc.beside = function (el) {
    var facts = cc.read(el), frame = cc.frame(el), rows = all(facts, frame), card = el.closest(".kartu");
    if (card) { count(card, facts, frame, rows); tell(el, card, facts.kalimat[frame]); cc.takeAlong(el); }
    if (!el.dataset.waktu) { return; }
    var box = document.querySelector(".peta-daftar"), profiles = document.querySelector(".peta-profil"), shown = inView(el, rows);
    var title = document.querySelector(".peta-daftar-judul");
    if (title) { title.textContent = (facts.rupa ? "Perubahan" : facts.dinilai ? "Peringkat" : "Urutan") + " " + shown.length + " " + (facts.tingkat === "desa" ? "desa/kelurahan" : "kecamatan"); }
    var places = ranked(facts, shown);
    if (box) { list(box, el, places, el.dataset.terpilih || el.dataset.induk); }
    if (profiles) { profile(profiles, el, facts, frame, places); }
    cc.slide(el);
  };
})();
