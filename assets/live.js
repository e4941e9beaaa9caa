// Keeps an open page on the newest version. The stream comes first; a watchdog notices silence; polling stands in; hidden tabs hold nothing.
// Only the markers (`data.cc-versi`) whose datasets changed are touched, so only their callbacks run.
(function () {
  "use strict";
  var HEARTBEAT_MS = 5000, SILENCE_MS = 3 * HEARTBEAT_MS, POLL_MS = 3000, LONGEST_WAIT_MS = 30000;
  var stream = null, heardAt = 0, tries = 0, build = null, day = null, retryTimer = null, pollTimer = null, state = "sambung";
  var seen = { versi: 0, dataset: {}, gudang: true };

  function isPinned() { return new URLSearchParams(location.search).has("versi"); }

  function show(next) {
    state = next || state;
    var pill = document.getElementById("cc-live");
    document.documentElement.dataset.live = isPinned() ? "arsip" : state;
    if (!pill || isPinned()) { return; }
    var text = {
      langsung: seen.gudang ? "Langsung · versi " + seen.versi : "Gudang data terputus · data versi " + seen.versi,
      berkala: "Berkala · versi " + seen.versi,
      sambung: "Menyambung…",
      putus: "Terputus · data versi " + seen.versi
    }[state];
    if (pill.textContent !== text) { pill.textContent = text; }
  }

  function newest(uses) {
    return uses.split("+").reduce(function (high, name) { return Math.max(high, seen.dataset[name] || 0); }, 0);
  }

  // A marker may arrive after the message (page switch), so markers are compared with what is known, not with what just came.
  function refresh() {
    if (isPinned() || !window.dash_clientside || !dash_clientside.set_props) { return; }
    document.querySelectorAll("data.cc-versi").forEach(function (marker) {
      var id = JSON.parse(marker.id), version = newest(id.uses);
      if (version > Number(marker.value)) { dash_clientside.set_props(id, { value: String(version) }); }
    });
  }

  function hear(message) {
    heardAt = Date.now();
    var facts = JSON.parse(message.data || message);
    // A deploy changes the code, midnight every age, and a warehouse that came back may fill what a calm card stands for.
    var isHealed = facts.gudang && !seen.gudang && document.querySelector(".kartu-tenang");
    if (build && (facts.build !== build || facts.hari !== day || isHealed)) { location.reload(); return; }
    build = facts.build;
    day = facts.hari;
    seen = facts;
    refresh();
  }

  function close() {
    if (stream) { stream.close(); stream = null; }
    clearTimeout(retryTimer);
  }

  // Full jitter: after an outage a hundred screens must not come back in the same second.
  function retry() {
    close();
    var ceiling = Math.min(LONGEST_WAIT_MS, 500 * Math.pow(2, tries++));
    retryTimer = setTimeout(open, Math.random() * ceiling);
  }

  function open() {
    close();
    if (document.hidden || isPinned()) { return; }
    heardAt = Date.now();
    stream = new EventSource("/live?sesudah=" + seen.versi);
    ["halo", "versi", "detak"].forEach(function (name) {
      stream.addEventListener(name, function (event) { tries = 0; stopPolling(); hear(event); show("langsung"); });
    });
    // A page that polls well is not cut off: it says so until polling fails too.
    stream.onerror = function () { if (state !== "berkala") { show("putus"); } poll(); retry(); };
  }

  function poll() {
    if (pollTimer || isPinned()) { return; }
    pollTimer = setInterval(function () {
      fetch("/live/terakhir", { cache: "no-store" })
        .then(function (answer) { if (!answer.ok) { throw new Error(String(answer.status)); } return answer.json(); })
        .then(function (facts) { hear({ data: JSON.stringify(facts) }); if (pollTimer) { show("berkala"); } })
        .catch(function () { show("putus"); });
    }, POLL_MS);
  }

  function stopPolling() { clearInterval(pollTimer); pollTimer = null; }

  function watch() {
    if (!document.hidden && !isPinned() && stream && Date.now() - heardAt > SILENCE_MS) { show("putus"); poll(); retry(); }
  }

  function tick() {
    var clock = document.getElementById("cc-jam");
    if (clock) {
      var text = new Intl.DateTimeFormat("id-ID", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Jakarta" }).format(new Date());
      if (clock.textContent !== text) { clock.textContent = text; }
    }
    show();
    refresh();
  }

  document.addEventListener("visibilitychange", function () {
    if (document.hidden) { close(); stopPolling(); } else { tries = 0; open(); }
  });
  setInterval(watch, 1000);
  setInterval(tick, 1000);
  // A page switch brings a new clock, pill and markers: they must not wait for the next second.
  var isDue = false;
  new MutationObserver(function () {
    if (!isDue) { isDue = true; requestAnimationFrame(function () { isDue = false; tick(); }); }
  }).observe(document.documentElement, { childList: true, subtree: true });
  window.addEventListener("pagehide", close);
  open();
})();
