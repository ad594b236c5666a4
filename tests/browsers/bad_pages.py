"""Pages that would have the browser reach what is not theirs, or never come to an end."""

_SHELL = "<!doctype html><html><head><title>Jobs</title></head><body><h1>Jobs</h1>{}</body></html>"

HOSTILE = """<div id="told"></div><script>
// Tries every way to a server that only this machine may reach.
const port = new URLSearchParams(location.search).get('port');
const hosts = [`127.0.0.1:${port}`, `[::1]:${port}`, `localhost:${port}`, `0x7f.1:${port}`, '127.0.0.1', 'localhost'];
const attempt = (run) => { try { const r = run(); if (r && r.catch) r.catch(() => {}); } catch (error) { /* not there */ } };
for (const host of hosts) {
  const at = (way) => `http://${host}/${way}`;
  for (const [name, source] of [['img', 'src'], ['iframe', 'src'], ['script', 'src'], ['link', 'href'], ['embed', 'src'], ['object', 'data']]) {
    attempt(() => { const e = document.createElement(name); if (name === 'link') e.rel = 'prefetch'; e[source] = at(name); document.body.append(e); });
  }
  attempt(() => fetch(at('fetch'), { mode: 'no-cors' }));
  attempt(() => fetch(at('post'), { method: 'POST', mode: 'no-cors', body: 'x' }));
  attempt(() => navigator.sendBeacon(at('beacon'), 'x'));
  attempt(() => new WebSocket(`ws://${host}/socket`));
  attempt(() => new EventSource(at('events')));
  attempt(() => window.open(at('popup')));
  attempt(() => { const a = document.createElement('a'); a.href = at('click'); a.target = '_blank'; document.body.append(a); a.click(); });
  attempt(() => fetch(`/redirect?to=${encodeURIComponent(at('redirect'))}`));
  attempt(() => { const blob = new Blob([`fetch('${at('worker')}', {mode: 'no-cors'})`]); new Worker(URL.createObjectURL(blob)); });
  attempt(() => { const f = document.createElement('iframe'); f.srcdoc = `<img src="${at('srcdoc')}"><script>try { new RTCPeerConnection({iceServers: [{urls: 'stun:127.0.0.1:${port}'}]}).createDataChannel('x') } catch (e) {}<\\/script>`; document.body.append(f); });
}
const peer = (Maker) => {
  const made = new Maker({ iceServers: [{ urls: `stun:127.0.0.1:${port}` }, { urls: `stun:[::1]:${port}` }] });
  made.createDataChannel('x'); made.createOffer().then((offer) => made.setLocalDescription(offer));
};
attempt(() => peer(RTCPeerConnection));
attempt(() => peer(webkitRTCPeerConnection));
attempt(() => { const f = document.createElement('iframe'); document.body.append(f); peer(f.contentWindow.RTCPeerConnection); });
document.getElementById('told').textContent = 'every way was tried';
</script>"""

_BODIES = {
    "/hostile": HOSTILE,
    "/leaving": "<script>location.href = 'http://127.0.0.1:' + new URLSearchParams(location.search).get('port') + '/left'</script>",
    "/to-file": "<script>location.href = 'file:///etc/hostname'</script>",
    "/for-ever": "<script>for (;;) { }</script>",
    "/loading": "<script src='/drip'></script>",
    "/memory": "<script>const all = []; for (;;) all.push(new Array(100000).fill(all.length));</script>",
    "/windows": """<script>for (let i = 0; i < 200; i += 1) { window.open('/fetch'); }
      document.body.insertAdjacentHTML('beforeend', '<a href="/jobs/1">Welder 1</a>')</script>""",
    "/heavy": "<script>fetch('/large').then((r) => r.text()).then((t) => document.body.append(t.length))</script>",
    "/restless": "<script>setTimeout(() => location.reload(), 50)</script>",
    "/growing": """<script>let n = 0; setInterval(() => { n += 1;
      document.body.insertAdjacentHTML('beforeend', `<p><a href="/jobs/${n}">Welder ${n}</a></p>`) }, 100)</script>""",
    "/sockets": """<script>for (let i = 0; i < 1000; i += 1) fetch('/drip?' + i);
      document.body.insertAdjacentHTML('beforeend', '<a href="/jobs/1">Welder 1</a>')</script>""",
}
BAD_PAGES = {path: _SHELL.format(body) for path, body in _BODIES.items()}
