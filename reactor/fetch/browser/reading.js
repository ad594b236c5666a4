// What a page shows as HTML: with what stands in shadow roots and in frames of the same site, and
// without what is for browsers that run no scripts.
((limit) => {
  const VOID = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta',
    'source', 'track', 'wbr']);
  const LEFT_OUT = new Set(['noscript', 'template', 'style', 'svg', 'canvas']);
  const parts = [];
  let size = 0;
  const put = (text) => {
    size += text.length;
    if (size > limit) throw new Error('too long');
    parts.push(text);
  };
  const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  const attributes = (element, framed) => {
    for (const { name, value } of element.attributes || []) {
      if (!/^[\w:.@-]+$/.test(name)) continue;
      const whole = framed && name === 'href' && typeof element.href === 'string';
      const said = whole ? element.href : value;
      put(` ${name}="${escaped(said).replace(/"/g, '&quot;')}"`);
    }
  };
  const children = (node, framed) => {
    for (let child = node.firstChild; child; child = child.nextSibling) show(child, framed);
  };
  const show = (node, framed) => {
    if (node.nodeType === 3) return put(escaped(node.data || ''));
    if (node.nodeType !== 1) return undefined;
    const name = node.localName;
    if (LEFT_OUT.has(name) || !/^[a-z][\w.-]*$/i.test(name)) return undefined;
    put(`<${name}`);
    attributes(node, framed);
    put('>');
    if (VOID.has(name)) return undefined;
    if (name === 'script') {
      const source = node.textContent || '';
      if (source.length < 500000) put(source.replace(/<\/(?=script)/gi, '<\\/'));
    } else if (name !== 'iframe') {
      if (node.shadowRoot) children(node.shadowRoot, framed);
      children(node, framed);
    }
    put(`</${name}>`);
    if (name === 'iframe') {
      let inner = null;
      try { inner = node.contentDocument; } catch (error) { inner = null; }
      if (inner && inner.body) {
        put('<div>');
        children(inner.body, true);
        put('</div>');
      }
    }
    return undefined;
  };
  let html = '';
  try {
    show(document.documentElement, false);
  } catch (error) {
    if (!parts.length) html = document.documentElement.outerHTML.slice(0, limit);
  }
  return { url: document.URL, html: `<!doctype html>${html || parts.join('')}` };
})
