// What a map's download row takes along follows what is shown: the files name its period, and the picture is the map
// painted once more at the picture's size by the same painter, with its legend. Nothing is fetched for it.
(function () {
  "use strict";
  var cc = window.ccPeta, SVG = "http://www.w3.org/2000/svg", HEIGHT = 860, ROW = 40, GAP = 28, BOX = 26, BAR = 14, TEXT = "400 22px Inter", PLAIN = "-kotak";
  var COPIED = ["fill", "stroke", "stroke-linejoin", "opacity"];

  function mapOf(card) { return card && card.querySelector(".peta-lukisan"); }

  function spanOf(el) {
    var facts = cc.read(el), periode = facts.periodes[cc.frame(el)];
    return (facts.banding ? [facts.banding, periode].sort() : [periode]).join("_");
  }

  // The period is chosen in the browser, so only the browser can name it.
  cc.takeAlong = function (el) {
    var card = el.closest(".kartu"), periode = cc.read(el).periodes[cc.frame(el)];
    (card ? card.querySelectorAll(".unduh a") : []).forEach(function (link) {
      var url = new URL(link.href);
      url.searchParams.set("periode", periode);
      link.href = url.pathname + url.search;
    });
  };

  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest(".unduh a"), el = link && mapOf(link.closest(".kartu"));
    if (el && el.dataset.isi) { cc.takeAlong(el); }
  }, true);

  function factsOf(card, el, facts) {
    var frame = cc.frame(el), told = cc.read(el), when = card.querySelector(".peta-kapan").textContent;
    return {
      judul: facts.judul + ", " + when, anakJudul: facts.anakJudul, cap: facts.cap,
      sumber: [told.sumber[frame] ? "Sumber: " + told.sumber[frame] : "", facts.sumber].filter(Boolean).join(" · "),
      berkas: facts.berkas.replace("{periode}", spanOf(el))
    };
  }

  // A second canvas of the same map, unseen: it has room for every name that fits on the picture.
  function unseen(el, width, height) {
    var twin = document.createElement("div");
    twin.className = "peta-lukisan peta-gambar";
    twin.setAttribute("aria-hidden", "true");
    ["geo", "geoBawah", "geoBatas", "nama", "induk", "terpilih"].forEach(function (name) { if (el.dataset[name]) { twin.dataset[name] = el.dataset[name]; } });
    twin.dataset.tema = el.closest("[data-tema]").dataset.tema;
    twin.style.width = width + "px";
    twin.style.height = height + "px";
    twin.ccFrame = cc.frame(el);
    document.body.appendChild(twin);
    return new Promise(function (done) {
      new MutationObserver(function (_, watching) { watching.disconnect(); done(twin); }).observe(twin, { attributeFilter: ["data-siap"] });
      twin.dataset.isi = el.dataset.isi;
    });
  }

  // Widths in units of the map: a picture has no strokes that stay as they are while it grows.
  function styled(node, by) {
    var style = getComputedStyle(node), copy = document.createElementNS(SVG, node.tagName);
    ["d", "x", "y", "width", "height", "r", "cx", "cy"].forEach(function (name) { if (node.hasAttribute(name)) { copy.setAttribute(name, node.getAttribute(name)); } });
    COPIED.forEach(function (name) { copy.setAttribute(name, style.getPropertyValue(name)); });
    copy.setAttribute("stroke-width", parseFloat(style.strokeWidth) / by);
    if (style.strokeDasharray !== "none") { copy.setAttribute("stroke-dasharray", style.strokeDasharray.split(/[ ,]+/).map(function (n) { return parseFloat(n) / by; }).join(" ")); }
    return copy;
  }

  // Each pattern twice: as fine as the map is enlarged, and plain for the swatches of the legend.
  function patterns(made, svg) {
    var defs = svg.appendChild(document.createElementNS(SVG, "defs"));
    made.svg.querySelectorAll("pattern").forEach(function (one) {
      [one.id, one.id + PLAIN].forEach(function (id) {
        var copy = defs.appendChild(one.cloneNode(false));
        copy.id = id;
        if (id !== one.id) { copy.setAttribute("patternTransform", one.getAttribute("patternTransform").replace(/scale.*/, "")); }
        Array.from(one.children).forEach(function (node) { copy.appendChild(styled(node, 1)); });
      });
    });
  }

  function world(made, svg) {
    var view = made.view, frame = svg.appendChild(document.createElementNS(SVG, "svg")), group = frame.appendChild(document.createElementNS(SVG, "g"));
    frame.setAttribute("height", HEIGHT);
    group.setAttribute("transform", "translate(" + view.left + " " + view.top + ") scale(" + view.scale + ")");
    [made.areas, made.below, made.frame, made.chosen].forEach(function (layer) {
      layer.querySelectorAll("path").forEach(function (path) { group.appendChild(styled(path, view.scale)); });
    });
  }

  // The legend as it stands on the card: [{ css | shape, text, isBar }].
  function legendOf(card) {
    return Array.from(card.querySelectorAll(".peta-legenda li")).filter(function (li) { return li.checkVisibility(); }).map(function (li) {
      var box = li.querySelector(".peta-kotak"), shape = li.querySelector(".bentuk");
      return { css: box ? box.className.replace("peta-kotak", "").trim() : "", shape: shape ? shape.textContent : "", text: li.lastElementChild.textContent, isBar: Boolean(li.closest(".peta-kelas")) };
    });
  }

  // Places for the legend below the map: bars join each other, states stand with room between them.
  function placed(pen, items, width, top) {
    var x = 0, y = top + ROW, isBar = true;
    pen.font = TEXT;
    items.forEach(function (item) {
      var wide = pen.measureText(item.text).width, step = item.isBar ? Math.max(wide + 16, 110) : wide + BOX + 12 + GAP;
      if ((isBar && !item.isBar) || x + step > width) { x = 0; y += isBar ? ROW + BOX : ROW; }
      isBar = item.isBar;
      Object.assign(item, { x: x, y: y, width: step });
      x += step + (item.isBar ? 3 : 0);
    });
    return y + ROW;
  }

  function swatch(made, item, svg) {
    var path = made.areas.appendChild(document.createElementNS(SVG, "path"));
    path.setAttribute("class", "wil " + item.css);
    var look = styled(path, 1), rect = svg.appendChild(document.createElementNS(SVG, "rect"));
    path.remove();
    Array.from(look.attributes).forEach(function (one) { rect.setAttribute(one.name, one.value.replace(/(url\("#[^"]+)/, "$1" + PLAIN)); });
    rect.setAttribute("x", item.x + 1);
    rect.setAttribute("y", item.y - (item.isBar ? BOX + 10 : BOX - 6));
    rect.setAttribute("width", item.isBar ? item.width : BOX);
    rect.setAttribute("height", item.isBar ? BAR : BOX);
  }

  function write(pen, text, x, y, colour) {
    pen.font = TEXT;
    pen.textAlign = "left";
    pen.fillStyle = colour;
    pen.fillText(text, x, y);
  }

  function names(pen, made) {
    pen.textAlign = "center";
    pen.lineJoin = "round";
    made.labels.querySelectorAll("tspan").forEach(function (row) {
      var style = getComputedStyle(row), x = Number(row.getAttribute("x")), y = Number(row.getAttribute("y"));
      pen.font = style.fontWeight + " " + style.fontSize + " Inter";
      pen.strokeStyle = style.stroke;
      pen.lineWidth = parseFloat(style.strokeWidth);
      if (style.stroke !== "none") { pen.strokeText(row.textContent, x, y); }
      pen.fillStyle = style.fill;
      pen.fillText(row.textContent, x, y);
    });
  }

  function draw(card, el, width) {
    return unseen(el, width, HEIGHT).then(function (twin) {
      var made = twin.ccStage, canvas = document.createElement("canvas"), pen = canvas.getContext("2d"), scale = window.ccUnduh.scale;
      var items = legendOf(card), note = card.querySelector(".peta-arah"), style = getComputedStyle(card);
      var height = placed(pen, items, width, HEIGHT), svg = document.createElementNS(SVG, "svg");
      svg.setAttribute("viewBox", "0 0 " + width + " " + height);
      svg.setAttribute("width", width * scale);
      svg.setAttribute("height", height * scale);
      patterns(made, svg);
      world(made, svg);
      items.forEach(function (item) { if (item.css) { swatch(made, item, svg); } });
      return window.ccUnduh.painted(new XMLSerializer().serializeToString(svg)).then(function (image) {
        canvas.width = width * scale;
        canvas.height = height * scale;
        pen.scale(scale, scale);
        pen.drawImage(image, 0, 0, width, height);
        names(pen, made);
        items.forEach(function (item) {
          if (item.shape) { write(pen, item.shape, item.x + 4, item.y, style.getPropertyValue("--muted")); }
          write(pen, item.text, item.x + (item.isBar ? 0 : BOX + 12), item.y, style.getPropertyValue("--muted"));
        });
        write(pen, note ? note.textContent : "", 0, height - 6, style.getPropertyValue("--dim"));
        return { image: canvas, height: height };
      }).finally(function () { twin.remove(); });
    });
  }

  window.ccUnduh.drawers.push(function (card, facts) {
    var el = mapOf(card);
    if (!el || !el.dataset.siap) { return null; }
    return { facts: factsOf(card, el, facts), draw: function (width) { return draw(card, el, width); } };
  });
})();
