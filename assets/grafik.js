// Charts by keyboard: left and right step through the points of a line, up and down change the line, Escape leaves.
// The point is shown as a pointer would show it and said in one live region; pages need nothing but the chart.
(function () {
  "use strict";
  var KEYS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0], Home: [0, -Infinity], End: [0, Infinity] };
  var voice = null;

  function say(text) {
    if (!voice) {
      voice = document.createElement("p");
      voice.className = "hanya-suara";
      voice.id = "grafik-suara";
      voice.setAttribute("aria-live", "polite");
      document.body.appendChild(voice);
    }
    voice.textContent = text;
  }

  // Traces with words, last drawn first: that is the regency.
  function linesOf(graph) {
    return graph.data.map(function (trace, curve) {
      var texts = trace.hovertext || [];
      return { curve: curve, points: [].map.call(texts, function (text, at) { return text ? at : -1; }).filter(function (at) { return at >= 0; }) };
    }).filter(function (line) { return line.points.length; }).reverse();
  }

  function words(graph, line, at) {
    var holder = document.createElement("textarea");
    holder.innerHTML = String(graph.data[line.curve].hovertext[line.points[at]]).replace(/<br>/g, ", ").replace(/<[^>]*>/g, "");
    return holder.value;
  }

  function clamp(at, count) { return Math.max(0, Math.min(count - 1, at)); }

  function step(box, graph, move) {
    var lines = linesOf(graph), place = box.ccTempat;
    if (!lines.length) { return; }
    if (!place || place.line >= lines.length) {
      place = { line: 0, at: lines[0].points.length - 1 };
    } else {
      var line = clamp(place.line + move[0], lines.length), count = lines[line].points.length;
      place = { line: line, at: clamp((line === place.line ? place.at : count - 1) + move[1], count) };
    }
    box.ccTempat = place;
    var shown = lines[place.line];
    say(words(graph, shown, place.at));
    window.Plotly.Fx.hover(graph, [{ curveNumber: shown.curve, pointNumber: shown.points[place.at] }]);
  }

  function leave(box, graph) {
    box.ccTempat = null;
    if (graph && graph._fullLayout && window.Plotly) { window.Plotly.Fx.unhover(graph); }
  }

  function graphIn(target) {
    var box = target.classList && target.classList.contains("grafik-kotak") ? target : null;
    return box && { box: box, graph: box.querySelector(".js-plotly-plot") };
  }

  document.addEventListener("keydown", function (event) {
    var found = graphIn(event.target), move = KEYS[event.key];
    if (!found || !found.graph || !window.Plotly) { return; }
    if (move) { event.preventDefault(); step(found.box, found.graph, move); }
    if (event.key === "Escape") { leave(found.box, found.graph); }
  });
  document.addEventListener("focusout", function (event) {
    var found = graphIn(event.target);
    if (found) { leave(found.box, found.graph); }
  });
})();
