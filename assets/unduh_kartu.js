// The picture of a tile: its number, what it is judged by, its line and whom it is held against, as they stand on the card.
(function () {
  "use strict";
  var NUMBER = "650 170px Inter", UNIT = "400 56px Inter", BESIDE = "600 32px Inter", CHANGE = "400 34px Inter", TEXT = "400 28px Inter";
  var LINE = { width: 1000, height: 260 }, ROW = 40;

  function words(node) { return Array.from(node.childNodes).map(function (one) { return one.textContent.trim(); }).filter(Boolean).join(" "); }

  function write(pen, text, font, colour, x, y) { pen.font = font; pen.fillStyle = colour; pen.fillText(text, x, y); }

  // Number and unit in the order of the card: a rupiah sign stands before its number.
  function number(pen, card, y) {
    var x = 0, colour = getComputedStyle(card).getPropertyValue("--text");
    card.querySelectorAll(".kpi-nilai > p > span").forEach(function (part) {
      var font = part.classList.contains("kpi-angka") ? NUMBER : UNIT;
      write(pen, part.textContent, font, colour, x, y);
      x += pen.measureText(part.textContent).width + 18;
    });
  }

  function beside(pen, card, width) {
    pen.textAlign = "right";
    [card.querySelector(".kpi-kepala > .status")].concat(Array.from(card.querySelectorAll(".kpi-tanda > *"))).forEach(function (tag, i) {
      write(pen, words(tag), BESIDE, getComputedStyle(tag).color, width, 48 + i * 46);
    });
    pen.textAlign = "left";
  }

  // The line is a mask on the card; here its strokes wear the colour that shines through it there.
  function layers(card) {
    return Promise.all(Array.from(card.querySelectorAll(".percik > div")).map(function (layer) {
      var style = getComputedStyle(layer), svg = decodeURIComponent(style.maskImage.replace(/^url\("data:image\/svg\+xml,|"\)$/g, ""));
      var size = '<svg width="' + LINE.width + '" height="' + LINE.height + '" ';
      return window.ccUnduh.painted(svg.replace("<svg ", size).replace(/#000/g, style.backgroundColor));
    }));
  }

  function others(pen, card, width) {
    var told = Array.from(card.querySelectorAll(".kpi-banding dl > div")).map(words);
    var rest = Array.from(card.querySelectorAll(".kpi-banding > .belum-dimuat, .kpi-kaki > .target")).map(words);
    var age = Array.from(card.querySelector(".umur").childNodes).map(function (one) { return one.textContent; });
    var rows = [told.join(" · ")].concat(rest, age.join(" · ")).filter(Boolean);
    pen.font = TEXT;
    return rows.reduce(function (all, text) { return all.concat(window.ccUnduh.rows(pen, text, width)); }, []);
  }

  function draw(card, width) {
    return layers(card).then(function (lines) {
      var canvas = document.createElement("canvas"), pen = canvas.getContext("2d"), scale = window.ccUnduh.scale;
      var told = others(pen, card, width), top = 270, y = top + (lines.length ? LINE.height + 60 : 50);
      var change = card.querySelector(".kpi-ubah"), muted = getComputedStyle(card).getPropertyValue("--muted");
      canvas.width = width * scale;
      canvas.height = (y + told.length * ROW) * scale;
      pen.scale(scale, scale);
      number(pen, card, 160);
      beside(pen, card, width);
      write(pen, words(change), CHANGE, getComputedStyle(change).color, 0, 230);
      lines.forEach(function (image) { pen.drawImage(image, 0, top, LINE.width, LINE.height); });
      told.forEach(function (text, i) { write(pen, text, TEXT, muted, 0, y + i * ROW); });
      return { image: canvas, height: canvas.height / scale };
    });
  }

  window.ccUnduh.drawers.push(function (card, facts) {
    if (!card.classList.contains("kpi")) { return null; }
    return { facts: facts, draw: function (width) { return draw(card, width); } };
  });
})();
