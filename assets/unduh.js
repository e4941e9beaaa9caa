// One tap makes a picture of a chart: 1600 px wide at twice the resolution, with title, region, source, version and time.
// The drawing is asked from plotly as SVG, gets the house font (an SVG image sees no font of its page) and is painted.
// Another kind of drawing adds itself to ccUnduh.drawers (unduh_peta.js): card -> null or { facts, draw(width, least) }.
(function () {
  "use strict";
  var WIDTH = 1600, LEAST_HEIGHT = 900, SCALE = 2, EDGE = 48, FONT_URL = "/assets/fonts/inter.woff2", ENLARGE = 1.35, FOOT_FONT = "400 20px Inter", FOOT_ROW = 30;
  var font = null, drawers = [drawnByPlotly];

  function fontRule() {
    font = font || fetch(FONT_URL).then(function (answer) { return answer.blob(); }).then(asDataUrl).then(function (url) {
      return "<style>@font-face{font-family:Inter;font-weight:100 900;src:url(" + url + ") format('woff2')}</style>";
    });
    return font;
  }

  function asDataUrl(blob) {
    return new Promise(function (done, fail) {
      var reader = new FileReader();
      reader.onload = function () { done(reader.result); };
      reader.onerror = fail;
      reader.readAsDataURL(blob);
    });
  }

  function painted(svg) {
    var image = new Image();
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg);
    return image.decode().then(function () { return image; });
  }

  function withFont(svg, rule) { return svg.replace(/(<svg[^>]*>)/, "$1" + rule.replace(/\$/g, "$$$$")); }

  function drawnByPlotly(card, facts) {
    var graph = card.querySelector(".js-plotly-plot");
    if (!graph || !window.Plotly) { return null; }
    return { facts: facts, draw: function (inner, least) {
      var width = Math.round(inner / ENLARGE), height = Math.max(Math.round(least / ENLARGE), graph._fullLayout.height);
      return window.Plotly.toImage(graph, { format: "svg", width: width, height: height, imageDataOnly: true }).then(function (svg) {
        return fontRule().then(function (rule) { return painted(withFont(svg, rule)); }).then(function (image) {
          return { image: image, height: height * ENLARGE };
        });
      });
    } };
  }

  function rowsOf(pen, text, width) {
    return text.split(" ").reduce(function (rows, word) {
      var longer = rows[rows.length - 1] ? rows[rows.length - 1] + " " + word : word;
      if (pen.measureText(longer).width > width && rows[rows.length - 1]) { rows.push(word); } else { rows[rows.length - 1] = longer; }
      return rows;
    }, [""]);
  }

  function layOut(pen, facts) {
    var at = EDGE, out = [];
    [[facts.judul, "600 38px Inter", 48, "--text"], [facts.anakJudul, "400 24px Inter", 34, "--muted"]].forEach(function (part) {
      if (!part[0]) { return; }
      pen.font = part[1];
      rowsOf(pen, part[0], WIDTH - 2 * EDGE).forEach(function (text) { at += part[2]; out.push({ text: text, font: part[1], y: at, colour: part[3] }); });
    });
    return { rows: out, height: at + 24 };
  }

  function notesOf(pen, facts, width) {
    pen.font = FOOT_FONT;
    return rowsOf(pen, facts.sumber, width).concat(rowsOf(pen, facts.cap, width));
  }

  function compose(button, picture) {
    var facts = picture.facts, style = getComputedStyle(button.closest("[data-tema]") || document.documentElement);
    var canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
    var head = layOut(pen, facts), inner = WIDTH - 2 * EDGE, notes = notesOf(pen, facts, inner), foot = 40 + notes.length * FOOT_ROW;
    return picture.draw(inner, LEAST_HEIGHT - head.height - foot).then(function (drawing) {
      var height = Math.max(LEAST_HEIGHT, Math.round(head.height + drawing.height + foot));
      canvas.width = WIDTH * SCALE; canvas.height = height * SCALE;
      pen.scale(SCALE, SCALE);
      pen.fillStyle = style.getPropertyValue("--surface"); pen.fillRect(0, 0, WIDTH, height);
      head.rows.forEach(function (row) { write(pen, row, style); });
      pen.drawImage(drawing.image, EDGE, head.height, inner, drawing.height);
      notes.forEach(function (text, i) {
        write(pen, { text: text, font: FOOT_FONT, y: height - 28 - (notes.length - 1 - i) * FOOT_ROW, colour: "--muted" }, style);
      });
      return new Promise(function (done) { canvas.toBlob(done, "image/png"); });
    });
  }

  function write(pen, row, style) {
    pen.font = row.font;
    pen.fillStyle = style.getPropertyValue(row.colour);
    pen.fillText(row.text, EDGE, row.y, WIDTH - 2 * EDGE);
  }

  function save(blob, name) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  }

  function onClick(event) {
    var button = event.target.closest && event.target.closest(".unduh-png");
    if (!button || button.disabled) { return; }
    var card = button.closest(".kartu"), facts = Object.assign({}, button.dataset);
    var picture = drawers.reduce(function (found, drawer) { return found || drawer(card, facts); }, null);
    if (!picture) { return; }
    button.disabled = true;
    document.fonts.ready.then(function () { return compose(button, picture); })
      .then(function (blob) { save(blob, picture.facts.berkas); button.textContent = "PNG"; })
      .catch(function () { button.textContent = "PNG gagal"; })
      .then(function () { button.disabled = false; });
  }

  document.addEventListener("click", onClick);
  window.ccUnduh = { drawers: drawers, painted: painted, rows: rowsOf, scale: SCALE };
})();
