// Remembers which version this browser saw last, so that Ringkasan can say what changed since. No cookie, no person: a number and a time.
// A visit ends when the page was away for half an hour. A wall that is open for more than a day is told what changed since yesterday.
(function () {
  "use strict";
  var KEY = "cc-kunjungan", AWAY_MS = 30 * 60 * 1000, DAY_MS = 24 * 3600 * 1000, EVERY_MS = 5000;
  var visit = null, kept = 0;

  function read(store) { try { return JSON.parse(store.getItem(KEY)); } catch (error) { return null; } }
  function write(store, facts) { try { store.setItem(KEY, JSON.stringify(facts)); } catch (error) { /* a locked browser remembers nothing */ } }

  function shown() {
    return [].reduce.call(document.querySelectorAll("data.cc-versi"), function (high, marker) { return Math.max(high, Number(marker.value)); }, 0);
  }

  function begin() {
    var last = read(localStorage), now = Date.now();
    visit = read(sessionStorage);
    if (!visit || (last && now - last.pada > AWAY_MS)) {
      visit = { sejak: last && last.versi ? String(last.versi) : "pertama", mulai: now };
      write(sessionStorage, visit);
    }
  }

  function keep() { kept = shown(); write(localStorage, { versi: kept, pada: Date.now() }); }

  function tick() { if (tell()) { keep(); } }

  // True on a page that says what changed, once it is told since when.
  function tell() {
    var marker = document.getElementById("cc-kunjungan-sejak"), version = shown();
    if (!marker || !version || document.hidden || !window.dash_clientside || !dash_clientside.set_props) { return false; }
    if (!visit) { begin(); }
    var since = Date.now() - visit.mulai > DAY_MS ? "kemarin" : visit.sejak;
    if (marker.value !== since) { dash_clientside.set_props("cc-kunjungan-sejak", { value: since }); }
    return true;
  }

  document.addEventListener("visibilitychange", function () { if (!document.hidden) { begin(); tick(); } });
  setInterval(tick, EVERY_MS);
  var isDue = false;
  new MutationObserver(function () {
    if (!isDue) { isDue = true; requestAnimationFrame(function () { isDue = false; if (tell() && shown() !== kept) { keep(); } }); }
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
