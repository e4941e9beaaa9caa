// Charts come with the second page. While the first one is being read, their code is fetched into the browser's cache,
// so that a page switch neither waits for it nor pays for it.
(function () {
  "use strict";
  var CODE = ["/_dash-component-suites/plotly/package_data/plotly.min.js", "/_dash-component-suites/dash/dcc/async-graph.js"];
  var SETTLED_MS = 500;

  function fetchCode() {
    if (window.Plotly || (navigator.connection && navigator.connection.saveData)) { return; }
    CODE.forEach(function (url) { fetch(url, { priority: "low" }).catch(function () { /* the page itself will ask again */ }); });
  }

  window.addEventListener("load", function () { setTimeout(fetchCode, SETTLED_MS); });
})();
