// Draws what never changes by itself (components/still.py): one React component for a whole part of a page, its HTML as text.
(function () {
  "use strict";

  function Still(props) {
    return window.React.createElement(props.tag, Object.assign({}, props.atribut, { dangerouslySetInnerHTML: { __html: props.isi } }));
  }

  window.cc = { Still: Still };
})();
