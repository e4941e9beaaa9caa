"""What is wrong with the way a page lies: text that is cut, leaves its card or lies on other text; cards on cards."""

from __future__ import annotations

from playwright.sync_api import Page

_FIND = """(limit) => {
  const faults = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) { faults.push('lebih lebar dari layar: ' + root.scrollWidth); }

  const told = (text) => text.trim().replace(/\\s+/g, ' ').slice(0, 60);
  const place = (node) => {
    const cell = node.closest('[data-pajangan]'), card = node.closest('.kartu');
    const index = cell ? [...cell.parentNode.children].indexOf(cell) + ':' : '';
    return index + (card ? (card.id || card.className) : node.className.baseVal || node.className || node.tagName);
  };
  const hidden = (node) => {
    for (let one = node; one; one = one.parentElement) {
      if (one.matches('.hanya-suara, [hidden], .lompat')) { return true; }
    }
    return !node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  };
  const titled = (node) => !!node.closest('[title]:not([title=""])');
  const scrolls = (node) => {
    for (let one = node.parentElement; one && one !== document.body; one = one.parentElement) {
      const style = getComputedStyle(one);
      if (/auto|scroll/.test(style.overflowX + style.overflowY)) { return one; }
    }
    return null;
  };
  const visible = (rect, from) => {
    const seen = { left: rect.left, right: rect.right, top: rect.top, bottom: rect.bottom };
    for (let one = from; one && one !== document.body; one = one.parentElement) {
      const style = getComputedStyle(one), edge = one.getBoundingClientRect();
      if (one instanceof SVGElement && one.tagName !== 'svg') { continue; }
      if (style.overflowX !== 'visible') { seen.left = Math.max(seen.left, edge.left); }
      if (style.overflowX !== 'visible') { seen.right = Math.min(seen.right, edge.right); }
      if (style.overflowY !== 'visible') { seen.top = Math.max(seen.top, edge.top); }
      if (style.overflowY !== 'visible') { seen.bottom = Math.min(seen.bottom, edge.bottom); }
    }
    seen.width = seen.right - seen.left;
    seen.height = seen.bottom - seen.top;
    return seen;
  };
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.textContent.trim() || !parent || parent.closest('script, style, title') || hidden(parent)) { continue; }
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const whole of range.getClientRects()) {
      const rect = visible(whole, parent);
      const text = told(node.textContent);
      if (parent.closest('svg') && whole.width - Math.max(rect.width, 0) > 2) {
        faults.push('terpotong grafik: ' + place(parent) + ' "' + text + '"');
      }
      if (rect.width > 1 && rect.height > 1) { boxes.push({ rect, parent, text }); }
    }
  }

  const seen = new Set();
  for (const { parent, text } of boxes) {
    for (let one = parent; one && one !== document.body; one = one.parentElement) {
      if (seen.has(one)) { continue; }
      seen.add(one);
      const style = getComputedStyle(one);
      if (one instanceof SVGElement || one.classList.contains('bingkai')) { continue; }
      const wide = /hidden|clip/.test(style.overflowX) && one.scrollWidth > one.clientWidth + 1;
      const high = /hidden|clip/.test(style.overflowY) && one.scrollHeight > one.clientHeight + 2;
      if ((wide || high) && style.display !== 'inline' && !titled(one)) {
        faults.push('terpotong: ' + place(one) + ' <' + one.className + '> "' + told(one.textContent) + '"');
      }
    }
  }

  const cards = new Map();
  for (const box of boxes) {
    const card = box.parent.closest('.kartu') || box.parent.closest('.cc-slot, header, nav, footer');
    if (!card || scrolls(box.parent)) { continue; }
    if (!cards.has(card)) { cards.set(card, []); }
    cards.get(card).push(box);
  }
  for (const [card, inside] of cards) {
    const edge = card.getBoundingClientRect();
    for (const { rect, parent, text } of inside) {
      if (rect.left < edge.left - 1 || rect.right > edge.right + 1 || rect.bottom > edge.bottom + 1) {
        faults.push('keluar kartu: ' + place(parent) + ' "' + text + '"');
      }
    }
    const trimmed = inside.map(({ rect, parent, text }) => {
      const dy = rect.height * 0.18, dx = Math.min(1, rect.width * 0.1);
      return { l: rect.left + dx, r: rect.right - dx, t: rect.top + dy, b: rect.bottom - dy, parent, text };
    });
    trimmed.sort((a, b) => a.t - b.t);
    for (let i = 0; i < trimmed.length; i++) {
      for (let j = i + 1; j < trimmed.length && trimmed[j].t < trimmed[i].b; j++) {
        const a = trimmed[i], b = trimmed[j];
        if (a.parent === b.parent || a.l >= b.r || b.l >= a.r) { continue; }
        faults.push('bertumpuk: ' + place(a.parent) + ' "' + a.text + '" dan "' + b.text + '"');
      }
    }
  }
  const blocks = [...document.querySelectorAll('.kartu, header, nav, footer')].filter(
    one => !hidden(one) && !scrolls(one));
  blocks.forEach((one, i) => blocks.slice(i + 1).forEach(other => {
    if (one.contains(other) || other.contains(one)) { return; }
    const a = one.getBoundingClientRect(), b = other.getBoundingClientRect();
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (across > 1 && down > 1) { faults.push('kartu bertumpuk: ' + place(one) + ' dan ' + place(other)); }
  }));
  return faults.slice(0, limit);
}"""


def faults_of(page: Page, limit: int = 40) -> list[str]:
    """Every fault of the page as it stands, each with its card and its text; at most `limit`."""
    return [str(fault) for fault in page.evaluate(_FIND, limit)]


def wait_until_still(page: Page) -> None:
    """Until every chart fits its box again and the page has kept its height for five frames."""
    page.wait_for_function(
        """() => [...document.querySelectorAll('.js-plotly-plot')].every(plot => {
             const svg = plot.querySelector('.main-svg');
             return svg && Math.abs(svg.getAttribute('width') - plot.clientWidth) <= 2; })""",
        timeout=15_000,
    )
    page.evaluate(
        """() => new Promise(done => {
             let height = 0, calm = 0;
             (function look() {
               const now = document.documentElement.scrollHeight;
               calm = now === height ? calm + 1 : 0;
               height = now;
               if (calm >= 5) { done(); } else { requestAnimationFrame(look); }
             })(); })"""
    )
