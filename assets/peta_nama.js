// Names and values on the areas of a map: set where the area is widest, left out where they do not fit.
(function () {
  "use strict";
  var SVG = "http://www.w3.org/2000/svg", LINES = 9, cc = window.ccPeta;
  var pen = document.createElement("canvas").getContext("2d");

  // Chords of a ring on a horizontal line, as [from, to] pairs.
  function chords(ring, y) {
    var cuts = [];
    for (var i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      var a = ring[i], b = ring[j];
      if ((a[1] > y) !== (b[1] > y)) { cuts.push(a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])); }
    }
    cuts.sort(function (p, q) { return p - q; });
    var found = [];
    for (var k = 0; k + 1 < cuts.length; k += 2) { found.push([cuts[k], cuts[k + 1]]); }
    return found;
  }

  function common(rows) {
    return rows.reduce(function (left, right) {
      var found = [];
      left.forEach(function (a) {
        right.forEach(function (b) {
          var from = Math.max(a[0], b[0]), to = Math.min(a[1], b[1]);
          if (to > from) { found.push([from, to]); }
        });
      });
      return found;
    });
  }

  // The widest place for a block of text of this height (in map units), near the middle first.
  function place(shape, height) {
    var best = null, top = shape.box[1], tall = shape.box[3] - top;
    for (var n = 1; n < LINES + 1; n += 1) {
      var y = top + tall * n / (LINES + 1);
      common([chords(shape.ring, y - height / 2), chords(shape.ring, y), chords(shape.ring, y + height / 2)]).forEach(function (chord) {
        var width = chord[1] - chord[0], score = width * (1 - Math.abs(n / (LINES + 1) - 0.5) * 0.5);
        if (!best || score > best.score) { best = { x: (chord[0] + chord[1]) / 2, y: y, width: width, score: score }; }
      });
    }
    return best;
  }

  function widest(lines, px, family) {
    pen.font = "600 " + px + "px " + family;
    return Math.max.apply(null, lines.map(function (line) { return pen.measureText(line).width; }));
  }

  function write(group, at, lines, px, css, view) {
    var text = document.createElementNS(SVG, "text");
    text.setAttribute("class", css);
    text.setAttribute("x", (at.x * view.scale + view.left).toFixed(1));
    lines.forEach(function (line, i) {
      var row = document.createElementNS(SVG, "tspan");
      row.setAttribute("x", text.getAttribute("x"));
      row.setAttribute("y", (at.y * view.scale + view.top + (i - (lines.length - 1) / 2) * px * 1.18 + px * 0.35).toFixed(1));
      if (i) { row.setAttribute("class", "angka"); }
      row.textContent = line;
      text.appendChild(row);
    });
    group.appendChild(text);
  }

  // Name and value; where both do not fit one of them (the words for a missing value are on the legend); else nothing.
  function put(group, shape, lines, css, view, px, family) {
    var choices = lines.length > 1 ? [lines, /[0-9]/.test(lines[1]) ? [lines[1]] : [lines[0]]] : [lines];
    choices.some(function (choice) {
      var at = place(shape, choice.length * px * 1.1 / view.scale);
      var fits = at && widest(choice, px, family) <= at.width * view.scale + px * 0.3;
      if (fits) { write(group, at, choice, px, css, view); }
      return fits;
    });
  }

  function inFocus(el) { return function (kode) { return cc.isWithin(kode, el.dataset.induk); }; }

  function onAreas(el, made, px, family) {
    var facts = cc.read(el), frame = cc.frame(el), layer = made.layers[0], isInside = inFocus(el);
    facts.kode.forEach(function (kode, i) {
      if (!layer.of[kode] || !isInside(kode) || (el.dataset.geoBawah && kode === el.dataset.induk)) { return; }
      var said = cc.said(facts, frame, i);
      put(made.labels, layer.of[kode], [said.nama, said.short], "label " + said.css, made.view, px, family);
    });
  }

  function onFrame(el, made, px, family) {
    var names = cc.names(el), layer = made.layers[made.layers.length - 1];
    layer.shapes.forEach(function (shape) {
      if (names[shape.kode]) { put(made.labels, shape, [names[shape.kode]], "label pinggir", made.view, px, family); }
    });
  }

  function onBelow(el, made, px, family) {
    var names = cc.names(el), layer = made.layers[1];
    layer.shapes.forEach(function (shape) {
      if (names[shape.kode] && cc.isWithin(shape.kode, el.dataset.induk)) {
        put(made.labels, shape, [names[shape.kode]], "label pinggir", made.view, px, family);
      }
    });
  }

  // Where areas are too many to be named one by one, no name depends on the period.
  cc.label = function (el, made) {
    var isCrowded = cc.read(el).kode.filter(inFocus(el)).length > 40;
    var style = getComputedStyle(made.labels), px = parseFloat(style.fontSize), family = style.fontFamily;
    var said = isCrowded && [made.size, px, el.dataset.nama, el.dataset.induk, el.dataset.geoBatas, el.dataset.geoBawah, el.dataset.polos].join("|");
    if (said && made.said === said) { return; }
    made.said = said;
    made.labels.replaceChildren();
    if (el.dataset.polos) { return; }
    if (!isCrowded) { onAreas(el, made, px, family); } else if (el.dataset.geoBatas) { onFrame(el, made, px, family); }
    if (el.dataset.geoBawah) { onBelow(el, made, px, family); }
  };

  if (document.fonts) {
    document.fonts.ready.then(function () {
      document.querySelectorAll(".peta-lukisan").forEach(function (el) { if (el.ccStage && el.ccStage.view) { el.ccStage.said = null; cc.label(el, el.ccStage); } });
    });
  }
})();
