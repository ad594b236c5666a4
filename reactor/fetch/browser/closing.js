// Takes from a page what could go past the proxy, or open further windows.
(() => {
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'RTCDataChannel', 'WebTransport', 'WebSocket']) {
    try {
      Object.defineProperty(globalThis, name, { value: undefined, writable: false, configurable: false });
    } catch (error) { /* it is not there */ }
  }
  try {
    Object.defineProperty(globalThis, 'open', { value: () => null, writable: false, configurable: false });
  } catch (error) { /* it is not there */ }
})();
