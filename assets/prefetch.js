// Charts come with the second page. While the first one is being read, their code is fetched and run, so that a page
// switch neither waits for it nor pays for it: running it alone takes half a second on two slow cores.
(function () {
  "use strict";
  var META = document.querySelector("meta[name=cc-plotly]"), PLOTLY = META && META.content, GRAPH = "/_dash-component-suites/dash/dcc/async-graph.js";
  var SETTLED_MS = 500, LONGEST_WAIT_MS = 3000;

  // Dash sets its own address, without the stamp that lets the browser keep the file for good.
  if (PLOTLY) { Object.defineProperty(window, "_dashPlotlyJSURL", { get: function () { return PLOTLY; }, set: function () {} }); }

  function fetchCode() {
    if (!PLOTLY || window.Plotly || (navigator.connection && navigator.connection.saveData)) { return; }
    fetch(GRAPH, { priority: "low" }).catch(function () { /* the page itself will ask again */ });
    var script = document.createElement("script");
    script.src = PLOTLY;
    script.async = true;
    script.fetchPriority = "low";
    document.head.appendChild(script);
  }

  function whenIdle() { if (window.requestIdleCallback) { requestIdleCallback(fetchCode, { timeout: LONGEST_WAIT_MS }); } else { fetchCode(); } }

  window.addEventListener("load", function () { setTimeout(whenIdle, SETTLED_MS); });
})();
