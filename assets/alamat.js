// Links to pages (a[data-halaman]), and links that change some of the address and keep the rest (a[data-ubah]): theme, version, what one looks at on /peta.
// A page may have changed its own address since the server drew the link, so only the browser can keep the rest.
(function () {
  "use strict";
  var PAGES = "_pages_location";

  function search(changes) {
    var query = new URLSearchParams(location.search);
    Object.keys(changes).forEach(function (name) { if (changes[name]) { query.set(name, changes[name]); } else { query.delete(name); } });
    return "?" + query.toString();
  }

  // Dash's own location: it pushes the address, so that Back works, and asks the server for the rest.
  function go(changes) {
    performance.mark("alamat-diminta");
    window.dash_clientside.set_props(PAGES, { search: search(changes) });
  }

  // What Dash's own Link does, for the links in what it does not draw (assets/tetap.js).
  function visit(href) {
    history.pushState({}, "", href);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    window.scrollTo(0, 0);
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[data-ubah], a[data-halaman]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) { return; }
    event.preventDefault();
    if (link.dataset.ubah) { go(JSON.parse(link.dataset.ubah)); } else { visit(link.href); }
  });

  window.ccAlamat = { search: search, go: go };
})();
