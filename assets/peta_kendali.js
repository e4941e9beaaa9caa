// What one touches on /peta: an area, a level, a step back, an indicator, a period. All of it goes into the address.
(function () {
  "use strict";
  var cc = window.ccPeta, search = window.ccAlamat.search, go = window.ccAlamat.go;

  cc.touch = function (el, kode) {
    var dots = kode.split(".").length - 1;
    if (el.dataset.tujuan) { visit(el.dataset.tujuan, kode); return; }
    if (!el.dataset.waktu) { return; }
    if (dots === 2) { go({ induk: kode, wilayah: "" }); return; }
    go({ induk: kode.slice(0, kode.lastIndexOf(".")), wilayah: kode });
  };

  function visit(target, kode) {
    var url = new URL(target, location.href);
    url.searchParams.set("induk", kode);
    window.ccAlamat.visit(url.href);
  }

  document.addEventListener("change", function (event) {
    if (!event.target.matches || !event.target.matches("select.peta-pilih")) { return; }
    var facts = event.target.dataset, changes = facts.tetap ? {} : { periode: "", level: "", banding: "" };
    changes[facts.parameter] = event.target.value;
    if (!facts.tujuan) { go(changes); return; }
    performance.mark("peta-diminta");
    history.replaceState(history.state, "", search(changes));
    window.dash_clientside.set_props(facts.tujuan, { value: event.target.value });
  });

  function own() { return document.querySelector(".peta-lukisan[data-waktu]"); }

  // The period is the map's own affair: the address changes in place, and nobody is asked for numbers that are here.
  function choose(at) {
    var el = own(), facts = el && cc.read(el);
    if (!facts || !facts.periodes[at]) { return; }
    history.replaceState(history.state, "", search({ periode: facts.periodes[at] }));
    performance.mark("peta-digeser");
    cc.recolour(el);
  }

  cc.choose = choose;

  function slider(box, facts, frame) {
    if (box.ccFor !== facts.periodes.join()) {
      box.ccFor = facts.periodes.join();
      box.replaceChildren();
      var label = cc.element("label", "", box);
      label.innerHTML = '<span class="peta-istilah">Periode</span>';
      var row = cc.element("span", "peta-geser", label), input = cc.element("input", "", row);
      input.type = "range";
      input.min = 0;
      input.max = facts.periodes.length - 1;
      input.setAttribute("aria-label", "Periode");
      input.addEventListener("input", function () { choose(Number(input.value)); });
      cc.element("output", "", row);
      input.disabled = facts.periodes.length < 2;
    }
    var range = box.querySelector("input");
    range.value = frame;
    range.setAttribute("aria-valuetext", facts.label[frame] || "");
    box.querySelector("output").textContent = facts.label[frame] || "–";
  }

  cc.slide = function (el) {
    var box = document.querySelector(".peta-waktu");
    if (box && el.dataset.waktu) { slider(box, cc.read(el), cc.frame(el)); }
  };

  // A select has no attribute for what is chosen; data-nilai says it, on every page with a chooser.
  new MutationObserver(function () {
    document.querySelectorAll("select.peta-pilih").forEach(function (chooser) {
      if (chooser.ccNilai !== chooser.dataset.nilai) { chooser.value = chooser.ccNilai = chooser.dataset.nilai; }
    });
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-nilai"] });
})();
