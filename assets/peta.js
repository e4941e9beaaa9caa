// Paints maps. Python says what each area shows (data-isi: every period, one letter for each area); shapes come once by their hash.
// An element .peta-lukisan is painted anew whenever Dash changes one of its data attributes; the change of period asks nobody.
(function () {
  "use strict";
  var SVG = "http://www.w3.org/2000/svg", UNITS_PER_DEGREE = 2000, CLICK_PX = 6, RETRY_MS = 5000;
  var FILL = { "0": "nol", "-": "belum-lapor", ">": "belum-waktu", "x": "samar" };
  var shapes = {}, formatters = {}, stages = {}, origin = null, serial = 0;
  var cc = window.ccPeta = {};

  cc.element = function (name, css, parent) {
    var made = document.createElement(name);
    if (css) { made.className = css; }
    if (parent) { parent.appendChild(made); }
    return made;
  };

  function drawn(name, css, parent) {
    var made = document.createElementNS(SVG, name);
    if (css) { made.setAttribute("class", css); }
    if (parent) { parent.appendChild(made); }
    return made;
  }

  // Mercator: at this latitude and extent it bends nothing.
  function projected(point) {
    var x = point[0] * UNITS_PER_DEGREE, y = -Math.log(Math.tan(Math.PI / 4 + point[1] * Math.PI / 360)) * 180 / Math.PI * UNITS_PER_DEGREE;
    origin = origin || [Math.floor(x), Math.floor(y)];
    return [x - origin[0], y - origin[1]];
  }

  function ringPath(ring) { return "M" + ring.map(function (p) { return p[0].toFixed(1) + " " + p[1].toFixed(1); }).join("L") + "Z"; }

  function span(ring) {
    var xs = ring.map(function (p) { return p[0]; }), ys = ring.map(function (p) { return p[1]; });
    return [Math.min.apply(null, xs), Math.min.apply(null, ys), Math.max.apply(null, xs), Math.max.apply(null, ys)];
  }

  cc.union = function (boxes) {
    return boxes.reduce(function (a, b) { return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]; });
  };

  function readShape(feature) {
    var parts = feature.geometry.type === "Polygon" ? [feature.geometry.coordinates] : feature.geometry.coordinates;
    var rings = parts.map(function (part) { return part.map(function (ring) { return ring.map(projected); }); });
    var outer = rings.map(function (part) { return part[0]; }).sort(function (a, b) { return area(span(b)) - area(span(a)); });
    var path = rings.map(function (part) { return part.map(ringPath).join(""); }).join("");
    return { kode: String(feature.id), path: path, ring: outer[0], box: cc.union(outer.map(span)) };
  }

  function area(box) { return (box[2] - box[0]) * (box[3] - box[1]); }

  // One fetch for each layer, however many maps show it; one that failed may be asked again.
  cc.layer = function (url) {
    if (!shapes[url]) {
      shapes[url] = fetch(url).then(function (answer) {
        if (!answer.ok) { throw new Error(String(answer.status)); }
        return answer.json();
      }).then(function (body) {
        var found = body.features.map(readShape);
        return { url: url, shapes: found, of: Object.fromEntries(found.map(function (s) { return [s.kode, s]; })) };
      });
      shapes[url].catch(function () { delete shapes[url]; });
    }
    return shapes[url];
  };

  cc.read = function (el) {
    if (el.ccText !== el.dataset.isi) { el.ccText = el.dataset.isi; el.ccFacts = JSON.parse(el.ccText); }
    return el.ccFacts;
  };

  // The chosen period: that of the address where the map is the page's own, else the newest; a picture keeps its own.
  cc.frame = function (el) {
    if (el.ccFrame !== undefined) { return el.ccFrame; }
    var facts = cc.read(el), asked = el.dataset.waktu ? new URLSearchParams(location.search).get("periode") : null;
    var at = facts.periodes.indexOf(asked);
    return at >= 0 ? at : facts.periodes.indexOf(facts.periode);
  };

  // Making a formatter costs more than using it a thousand times.
  function formatter(digits) {
    var facts = { minimumFractionDigits: digits, maximumFractionDigits: digits, roundingMode: "halfEven" };
    formatters[digits] = formatters[digits] || new Intl.NumberFormat("id-ID", facts);
    return formatters[digits];
  }

  cc.amount = function (facts, value, bare) {
    if (value === null || value === undefined) { return ""; }
    var text = formatter(facts.desimal).format(Math.abs(value));
    var sign = !/[1-9]/.test(text) ? "" : value < 0 ? "\u2212" : facts.rupa ? "+" : "";
    return sign + (bare ? text : (facts.depan || "") + text + facts.satuan);
  };

  cc.css = function (facts, frame, i) {
    var mark = frame < 0 ? "-" : facts.kelas[frame][i], note = frame < 0 ? "." : facts.catatan[frame][i];
    return (FILL[mark] || (facts.rupa && facts.rupa[mark]) || "k" + mark) + (note === "h" ? " ditahan" : note === "s" ? " lama" : "");
  };

  // What an area says: its look, its number, and the words that stand where there is none.
  cc.said = function (facts, frame, i) {
    var mark = frame < 0 ? "-" : facts.kelas[frame][i], note = frame < 0 ? "." : facts.catatan[frame][i];
    var value = frame < 0 ? null : facts.nilai[frame][i];
    return {
      kode: facts.kode[i], nama: facts.nama[i], mark: mark, note: note, value: value,
      css: cc.css(facts, frame, i),
      text: value === null ? facts.kata[mark] : cc.amount(facts, value),
      ket: facts.catatan_kata[note] || "",
      short: value === null ? facts.kata[mark] : cc.amount(facts, value, true),
      lapor: facts.lapor && frame >= 0 ? facts.lapor[frame][i] : null, harap: facts.harap ? facts.harap[i] : null
    };
  };

  cc.isWithin = function (kode, induk) { return kode === induk || kode.indexOf(induk + ".") === 0; };

  // Dash draws the element anew after every callback. The picture in it goes over to the new one, so that a step down moves and nothing is drawn twice.
  function stage(el) {
    if (el.ccStage && el.contains(el.ccStage.svg)) { return el.ccStage; }
    var slot = el.closest(".cc-slot"), place = slot && slot.id ? JSON.parse(slot.id).page + "/" + JSON.parse(slot.id).part : null;
    var made = stages[place] && !stages[place].el.isConnected ? stages[place] : staged();
    if (place) { stages[place] = made; }
    if (made.el) { made.watch.unobserve(made.el); }
    el.append(made.svg, made.tip);
    made.tip.hidden = true;
    made.watch.observe(el);
    made.el = el;
    el.ccStage = made;
    return made;
  }

  function staged() {
    var svg = drawn("svg", "peta-svg"), id = "peta-" + (serial += 1);
    svg.setAttribute("aria-hidden", "true");
    var defs = drawn("defs", "", svg);
    var made = { svg: svg, hatch: pattern(defs, id + "-arsir", 7, "arsir"), dots: pattern(defs, id + "-bintik", 7, "bintik"), cross: pattern(defs, id + "-silang", 7, "silang") };
    made.world = drawn("g", "peta-dunia", svg);
    made.areas = drawn("g", "peta-wilayah", made.world);
    made.below = drawn("g", "peta-bawah", made.world);
    made.frame = drawn("g", "peta-batas", made.world);
    made.chosen = drawn("g", "peta-terpilih", made.world);
    made.labels = drawn("g", "peta-nama", svg);
    made.tip = cc.element("div", "peta-petunjuk");
    svg.style.setProperty("--arsir", "url(#" + id + "-arsir)");
    svg.style.setProperty("--bintik", "url(#" + id + "-bintik)");
    svg.style.setProperty("--silang", "url(#" + id + "-silang)");
    made.watch = new ResizeObserver(function () { if (made.layers && made.size !== sizeOf(made.el)) { fit(made.el, made, false); } });
    listen(made);
    return made;
  }

  function pattern(defs, id, size, kind) {
    var made = drawn("pattern", "peta-" + kind, defs);
    made.id = id;
    made.setAttribute("patternUnits", "userSpaceOnUse");
    made.setAttribute("width", size);
    made.setAttribute("height", size);
    var ground = drawn("rect", "", made);
    ground.setAttribute("width", size);
    ground.setAttribute("height", size);
    if (kind === "arsir") { drawn("path", "", made).setAttribute("d", "M0 3.5H7"); }
    else if (kind === "silang") { drawn("path", "", made).setAttribute("d", "M0 0L7 7M7 0L0 7"); }
    else { var dot = drawn("circle", "", made); dot.setAttribute("r", 1.4); dot.setAttribute("cx", 3.5); dot.setAttribute("cy", 3.5); }
    return made;
  }

  function fill(group, layer, kodes, css) {
    if (group.ccUrl === layer.url + kodes.length + kodes[0]) { return; }
    group.ccUrl = layer.url + kodes.length + kodes[0];
    group.replaceChildren();
    group.ccPaths = kodes.map(function (kode) {
      var path = drawn("path", css, layer.of[kode] ? group : null);
      path.setAttribute("d", layer.of[kode] ? layer.of[kode].path : "");
      path.dataset.kode = kode;
      return path;
    });
  }

  // Colours alone: no shape is touched, so a year costs a few milliseconds.
  function colour(el, made) {
    var facts = cc.read(el), frame = cc.frame(el), focus = el.dataset.induk;
    made.areas.ccPaths.forEach(function (path, i) {
      var inside = cc.isWithin(facts.kode[i], focus) || cc.isWithin(focus, facts.kode[i]);
      var css = "wil " + cc.css(facts, frame, i) + (inside ? "" : " luar");
      if (path.ccCss !== css) { path.ccCss = css; path.setAttribute("class", css); }
    });
  }

  function outline(el, made) {
    made.chosen.replaceChildren();
    [el.dataset.induk, el.dataset.terpilih].forEach(function (kode) {
      var shape = kode && made.layers.map(function (layer) { return layer.of[kode]; }).find(Boolean);
      if (shape) { drawn("path", "", made.chosen).setAttribute("d", shape.path); }
    });
  }

  function sizeOf(el) { return el.clientWidth + "x" + el.clientHeight; }

  function fit(el, made, isMoving) {
    var width = el.clientWidth, height = el.clientHeight;
    if (!width || !height) { return; }
    var focus = el.dataset.induk, all = made.layers[0].shapes, inside = [];
    made.layers.some(function (layer) {
      inside = layer.shapes.filter(function (s) { return cc.isWithin(s.kode, focus); });
      return inside.length > 0;
    });
    var box = cc.union((inside.length ? inside : all).map(function (s) { return s.box; }));
    var pad = Math.min(width, height) * 0.02 + 2;
    var scale = Math.min((width - 2 * pad) / (box[2] - box[0]), (height - 2 * pad) / (box[3] - box[1]));
    var left = (width - scale * (box[0] + box[2])) / 2, top = (height - scale * (box[1] + box[3])) / 2;
    made.world.classList.toggle("bergerak", isMoving);
    made.world.style.transform = "translate(" + left + "px," + top + "px) scale(" + scale + ")";
    var unit = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 / scale;
    made.hatch.setAttribute("patternTransform", "rotate(-45) scale(" + unit + ")");
    [made.dots, made.cross].forEach(function (one) { one.setAttribute("patternTransform", "scale(" + unit + ")"); });
    made.view = { left: left, top: top, scale: scale };
    made.size = sizeOf(el);
    cc.label(el, made);
  }

  function listen(made) {
    var downAt = null;
    made.svg.addEventListener("pointermove", function (event) { if (event.pointerType === "mouse") { point(made.el, made, event); } });
    made.svg.addEventListener("pointerleave", function () { made.tip.hidden = true; });
    made.svg.addEventListener("pointerdown", function (event) { downAt = [event.clientX, event.clientY]; });
    made.svg.addEventListener("click", function (event) {
      var kode = event.target.dataset && event.target.dataset.kode;
      var isDrag = downAt && Math.hypot(event.clientX - downAt[0], event.clientY - downAt[1]) > CLICK_PX;
      if (kode && !isDrag && cc.touch) { made.tip.hidden = true; cc.touch(made.el, kode); }
    });
  }

  function point(el, made, event) {
    var kode = event.target.dataset && event.target.dataset.kode, facts = cc.read(el), i = facts.kode.indexOf(kode);
    made.tip.hidden = !kode;
    if (!kode) { return; }
    made.tip.replaceChildren();
    var names = cc.names(el);
    cc.element("strong", "", made.tip).textContent = i >= 0 ? facts.nama[i] : names[kode] || kode;
    if (i >= 0) {
      var said = cc.said(facts, cc.frame(el), i);
      cc.element("span", "", made.tip).textContent = said.text;
      if (said.ket) { cc.element("small", "", made.tip).textContent = said.ket; }
      if (said.harap) { cc.element("small", "", made.tip).textContent = (said.lapor || 0) + " dari " + said.harap + " bagian lapor"; }
    }
    var box = el.getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top;
    made.tip.style.left = Math.max(4, Math.min(x + 14, box.width - made.tip.offsetWidth - 4)) + "px";
    made.tip.style.top = (y > box.height / 2 ? y - made.tip.offsetHeight - 12 : y + 16) + "px";
  }

  cc.names = function (el) {
    if (el.ccNameText !== el.dataset.nama) { el.ccNameText = el.dataset.nama; el.ccNames = JSON.parse(el.dataset.nama || "{}"); }
    return el.ccNames;
  };

  function paint(el) {
    var urls = [el.dataset.geo, el.dataset.geoBawah, el.dataset.geoBatas].filter(Boolean), asked = el.dataset.isi + urls.join();
    Promise.all(urls.map(cc.layer)).then(function (layers) {
      if (!el.isConnected || asked !== el.dataset.isi + [el.dataset.geo, el.dataset.geoBawah, el.dataset.geoBatas].filter(Boolean).join()) { return; }
      var made = stage(el), facts = cc.read(el), at = 1;
      made.layers = layers;
      fill(made.areas, layers[0], facts.kode, "wil");
      var below = el.dataset.geoBawah ? layers[at++] : null, frame = el.dataset.geoBatas ? layers[at] : null;
      fill(made.below, below || layers[0], below ? below.shapes.map(function (s) { return s.kode; }).filter(function (k) { return cc.isWithin(k, el.dataset.induk); }) : [], "bawah");
      fill(made.frame, frame || layers[0], frame ? frame.shapes.map(function (s) { return s.kode; }) : [], "batas");
      colour(el, made);
      outline(el, made);
      fit(el, made, made.focus !== undefined && made.focus !== el.dataset.induk);
      made.focus = el.dataset.induk;
      delete el.dataset.gagal;
      el.dataset.siap = String(Number(el.dataset.siap || 0) + 1);
      performance.mark("peta-dilukis");
      if (cc.beside) { cc.beside(el); }
    }).catch(function () {
      el.dataset.gagal = "Batas wilayah tidak dapat diambil; dicoba lagi";
      el.ccAsked = null;
      setTimeout(look, RETRY_MS);
    });
  }

  // Another period: colours, labels and what stands beside the map.
  cc.recolour = function (el) {
    if (!el.ccStage || !el.ccStage.layers) { return; }
    colour(el, el.ccStage);
    performance.mark("peta-diwarnai");
    cancelAnimationFrame(el.ccDue);
    el.ccDue = requestAnimationFrame(function () { cc.label(el, el.ccStage); if (cc.beside) { cc.beside(el); } });
  };

  function look() {
    document.querySelectorAll(".peta-lukisan").forEach(function (el) {
      var asked = [el.dataset.isi, el.dataset.geo, el.dataset.geoBawah, el.dataset.geoBatas, el.dataset.induk, el.dataset.terpilih].join("|");
      if (el.ccAsked !== asked && el.dataset.isi) { el.ccAsked = asked; paint(el); }
    });
  }

  var isDue = false;
  new MutationObserver(function () {
    if (!isDue) { isDue = true; requestAnimationFrame(function () { isDue = false; look(); }); }
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-isi", "data-geo", "data-induk", "data-terpilih"] });
  window.addEventListener("popstate", function () { document.querySelectorAll(".peta-lukisan").forEach(cc.recolour); });
})();
