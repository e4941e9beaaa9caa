// Brings the page one is on into the middle of the navigation strip, after each page switch, where the strip is too narrow for all.
(function () {
  "use strict";
  var shown = null, isDue = false;

  function centre() {
    isDue = false;
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
