// Bounds the wait for idle time. A busy machine has none for long, and a page that waits for it
// would be read empty.
(() => {
  const LONGEST = 500;
  const request = globalThis.requestIdleCallback;
  if (typeof request !== 'function') return;
  const bounded = (callback, options) => {
    const asked = options && options.timeout > 0 ? options.timeout : LONGEST;
    return request.call(globalThis, callback, { timeout: Math.min(asked, LONGEST) });
  };
  try {
    Object.defineProperty(globalThis, 'requestIdleCallback', { value: bounded, writable: true, configurable: true });
  } catch (error) { /* it may not be replaced */ }
})();
