// Links to pages (a[data-halaman]), and links that change some of the address and keep the rest (a[data-ubah]): theme, version, what one looks at on /peta.
// A page may have changed its own address since the server drew the link, so only the browser can keep the rest.
(function () {
  "use strict";
  function search(changes) {
    var query = new URLSearchParams(location.search);
    Object.keys(changes).forEach(function (name) { if (changes[name]) { query.set(name, changes[name]); } else { query.delete(name); } });
    return "?" + query.toString();
  }

  // What Dash's own Link does: Back works, and the server is asked for the rest. Dash's location is not told by its
  // property: it would go back to the address it knows, when the page has replaced its own since (a slider that moved).
  function push(href) {
    history.pushState({}, "", href);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  }

  function go(changes) {
    performance.mark("alamat-diminta");
    push(search(changes));
  }

  // A link in what Dash does not draw (assets/tetap.js).
  function visit(href) {
    push(href);
    window.scrollTo(0, 0);
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[data-ubah], a[data-halaman]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) { return; }
    event.preventDefault();
    if (link.dataset.ubah) { go(JSON.parse(link.dataset.ubah)); } else { visit(link.href); }
  });

  window.ccAlamat = { search: search, go: go, visit: visit };
})();
