// A map of change: what an area says beside its number. The payload has what a map of values has, and `banding`.
(function () {
  "use strict";
  var cc = window.ccPeta, said = cc.said;

  function plain(facts, value) {
    return value === null || value === undefined ? "–" : cc.amount({ desimal: facts.desimal }, value, true);
  }

  // "83,36 → 84,60", in the order of time whichever of the two is chosen.
  function between(facts, frame, i) {
    var pair = [plain(facts, facts.lawan[i]), plain(facts, facts.asal[frame][i])];
    return (facts.banding < facts.periodes[frame] ? pair : pair.reverse()).join(" → ");
  }

  cc.said = function (facts, frame, i) {
    var row = said(facts, frame, i);
    if (!facts.rupa || frame < 0) { return row; }
    var why = facts.sebab_kata[facts.sebab[frame][i]];
    row.sebab = why || "";
    row.antara = why ? "" : between(facts, frame, i);
    row.ket = [facts.gerak[row.mark], why || row.antara, row.ket].filter(Boolean).join(" · ");
    return row;
  };
})();
