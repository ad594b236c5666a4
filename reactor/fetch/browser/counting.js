// How far a page has come: its state, its links, the length of its text, its elements.
(() => {
  let links = 0, text = 0, elements = 0;
  const see = (root) => {
    for (const element of root.querySelectorAll('*')) {
      elements += 1;
      if (element.localName === 'a') links += 1;
      if (element.shadowRoot) see(element.shadowRoot);
      if (element.localName === 'iframe') {
        try { if (element.contentDocument) see(element.contentDocument); } catch (error) { /* another site's */ }
      }
    }
    const body = root.body || root;
    text += body ? (body.textContent || '').length : 0;
  };
  see(document);
  return [document.readyState, links, text, elements];
})()
