// How charts are drawn: those in view first, the others one at a time while the browser is idle; and none twice for nothing.
(function () {
  "use strict";
  var META = document.querySelector("meta[name=cc-plotly]"), LONGEST_WAIT_MS = 200;
  var waiting = [], isDue = false;

  function isInView(graph) {
    var box = graph.getBoundingClientRect();
    return box.bottom > 0 && box.top < window.innerHeight;
  }

  // Dash asks for a new size twice after each first drawing, and each time plotly would work out the whole chart again.
  function hasItsSize(graph) {
    var layout = graph._fullLayout, style = getComputedStyle(graph);
    return layout && Math.abs(parseFloat(style.width) - layout.width) < 1 && Math.abs(parseFloat(style.height) - layout.height) < 1;
  }

  function draw() {
    isDue = false;
    if (waiting.length) { waiting.shift()(); }
    whenIdle();
  }

  function whenIdle() {
    if (isDue || !waiting.length) { return; }
    isDue = true;
    if (window.requestIdleCallback) { requestIdleCallback(draw, { timeout: LONGEST_WAIT_MS }); } else { setTimeout(draw, 0); }
  }

  function arrange(plotly) {
    var react = plotly.react, resize = plotly.Plots.resize;
    plotly.react = function (graph) {
      var call = arguments;
      if (graph._fullLayout || isInView(graph)) { return react.apply(plotly, call); }
      return new Promise(function (done) {
        waiting.push(function () { done(graph.isConnected ? react.apply(plotly, call) : graph); });
        whenIdle();
      });
    };
    plotly.Plots.resize = function (graph) { return hasItsSize(graph) ? Promise.resolve(graph) : resize.call(plotly.Plots, graph); };
  }

  // Before whoever asked for the code hears that it is there.
  document.addEventListener("load", function (event) {
    if (META && event.target.tagName === "SCRIPT" && event.target.getAttribute("src") === META.content) { arrange(window.Plotly); }
  }, true);
  window.addEventListener("beforeprint", function () { while (waiting.length) { waiting.shift()(); } });
})();
