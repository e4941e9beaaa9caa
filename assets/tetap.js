// Draws what never changes by itself (components/still.py): one React component for a whole part of a page, its HTML as text.
// A new text is laid over the old elements one by one, so that the focus and opened tables stay where they are.
(function () {
  "use strict";

  function isAlike(now, next) { return now.nodeType === next.nodeType && now.nodeName === next.nodeName; }

  function attributes(now, next) {
    [].slice.call(now.attributes).forEach(function (one) { if (!next.hasAttribute(one.name) && one.name !== "open") { now.removeAttribute(one.name); } });
    [].forEach.call(next.attributes, function (one) { if (now.getAttribute(one.name) !== one.value) { now.setAttribute(one.name, one.value); } });
  }

  function overlay(now, next) {
    if (now.isEqualNode(next)) { return; }
    if (now.nodeType !== Node.ELEMENT_NODE) { now.nodeValue = next.nodeValue; return; }
    attributes(now, next);
    within(now, next);
  }

  function within(now, next) {
    var was = [].slice.call(now.childNodes), will = [].slice.call(next.childNodes);
    will.forEach(function (one, at) {
      if (!was[at]) { now.appendChild(one); }
      else if (isAlike(was[at], one)) { overlay(was[at], one); }
      else { now.replaceChild(one, was[at]); }
    });
    was.slice(will.length).forEach(function (one) { one.remove(); });
  }

  function Still(props) {
    var React = window.React, element = React.useRef(null), first = React.useRef({ __html: props.isi }), shown = React.useRef(props.isi);
    React.useLayoutEffect(function () {
      if (shown.current === props.isi) { return; }
      var template = document.createElement("template");
      template.innerHTML = props.isi;
      within(element.current, template.content);
      shown.current = props.isi;
    });
    return React.createElement(props.tag, Object.assign({}, props.atribut, { ref: element, dangerouslySetInnerHTML: first.current }));
  }

  window.cc = { Still: Still };
})();
