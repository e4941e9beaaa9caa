// After each page switch: what lies around the page gets its theme, and the page one is on comes into the middle of the navigation strip
// where that is too narrow for all.
(function () {
  "use strict";
  var shown = null, isDue = false;

  // What lies around the page has its theme; :root:has() would be looked up again at every change of the document.
  function surround() {
    var frame = document.querySelector(".bingkai"), root = document.documentElement;
    if (frame && root.dataset.latar !== frame.dataset.tema) { root.dataset.latar = frame.dataset.tema; }
  }

  function centre() {
    isDue = false;
    surround();
    var link = document.querySelector(".navigasi-daftar [aria-current=page]");
    if (link === shown) { return; }
    shown = link;
    var strip = link && link.closest(".navigasi-daftar");
    if (!strip || strip.scrollWidth <= strip.clientWidth) { return; }
    strip.scrollLeft += link.getBoundingClientRect().left - strip.getBoundingClientRect().left - (strip.clientWidth - link.offsetWidth) / 2;
  }

  new MutationObserver(function () {
    if (!isDue) { isDue = true; requestAnimationFrame(centre); }
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
