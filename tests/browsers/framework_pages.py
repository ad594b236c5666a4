"""Pages made by scripts in the ways of ten frameworks: each in miniature, of our own making."""

NUMBER = 7
"""Postings that each of them shows."""

_SHELL = "<!doctype html><html><head><title>Jobs</title></head><body>{}</body></html>"

_REACT = """<div id="root"></div><script>
// A tree of plain objects, state in a hook, and a commit that is put off.
const h = (type, props, ...children) => ({ type, props: props || {}, children: children.flat() });
let hooks = [], at = 0;
const useState = (first) => { const i = at++; if (!(i in hooks)) hooks[i] = first;
  return [hooks[i], (next) => { hooks[i] = next; schedule(); }]; };
const useEffect = (run) => { const i = at++; if (!(i in hooks)) { hooks[i] = 1; Promise.resolve().then(run); } };
const make = (node) => {
  if (typeof node !== 'object') return document.createTextNode(String(node));
  if (typeof node.type === 'function') return make(node.type(node.props));
  const element = document.createElement(node.type);
  for (const [name, value] of Object.entries(node.props)) element.setAttribute(name, value);
  node.children.forEach((child) => element.append(make(child)));
  return element;
};
const Job = ({ job }) => h('li', null, h('a', { href: '/jobs/' + job.id }, job.title));
function App() {
  const [jobs, setJobs] = useState([]);
  useEffect(() => { fetch('/api/jobs').then((r) => r.json()).then((d) => setJobs(d.jobs)); });
  return h('ul', null, jobs.map((job) => h(Job, { job })));
}
const commit = () => { at = 0; document.getElementById('root').replaceChildren(make(h(App))); };
const channel = new MessageChannel();
channel.port1.onmessage = commit;
const schedule = () => channel.port2.postMessage(0);
commit();
</script>"""

_VUE = """<div id="app"><ul><li v-for="job in jobs"><a :href="'/jobs/' + job.id">{{ job.title }}</a></li></ul></div>
<script>
// Reactive data behind a Proxy, and a template in the page itself, compiled there.
const data = new Proxy({ jobs: [] }, { set(all, name, value) { all[name] = value; Promise.resolve().then(render); return true; } });
const item = document.querySelector('[v-for]'), list = item.parentNode;
const [, each, , source] = item.getAttribute('v-for').match(/(\\w+) (in) (\\w+)/);
item.removeAttribute('v-for'); item.remove();
const value = (expression, scope) => new Function(...Object.keys(scope), `return ${expression}`)(...Object.values(scope));
function render() {
  list.replaceChildren(...data[each ? 'jobs' : source].map((entry) => {
    const copy = item.cloneNode(true), scope = { [each]: entry };
    for (const element of copy.querySelectorAll('*')) {
      for (const { name, value: said } of [...element.attributes]) {
        if (name[0] === ':') { element.setAttribute(name.slice(1), value(said, scope)); element.removeAttribute(name); }
      }
      if (!element.children.length) element.textContent = element.textContent.replace(/{{(.*?)}}/g, (_, said) => value(said, scope));
    }
    return copy;
  }));
}
render();
fetch('/api/jobs').then((r) => r.json()).then((d) => { data.jobs = d.jobs; });
</script>"""

_ANGULARJS = """<div ng-app="careers" ng-controller="List"><p ng-repeat="job in jobs"><a ng-href="/jobs/{{job.id}}">{{job.title}}</a></p></div>
<script>
// A scope that is compared until it is still, and a request in the old way.
const scope = { jobs: [] }; let last = '';
const root = document.querySelector('[ng-repeat]'), mark = document.createComment('ngRepeat');
root.replaceWith(mark);
function digest() {
  for (let turn = 0; turn < 10 && last !== JSON.stringify(scope.jobs); turn += 1) {
    last = JSON.stringify(scope.jobs);
    for (const job of [...scope.jobs].reverse()) {
      const copy = root.cloneNode(true), link = copy.querySelector('a');
      const fill = (text) => text.replace(/{{job\\.(\\w+)}}/g, (_, name) => job[name]);
      link.href = fill(link.getAttribute('ng-href')); link.textContent = fill(link.textContent);
      mark.after(copy);
    }
  }
}
document.addEventListener('DOMContentLoaded', () => {
  const request = new XMLHttpRequest();
  request.open('GET', '/api/jobs');
  request.onreadystatechange = () => { if (request.readyState === 4) { scope.jobs = JSON.parse(request.responseText).jobs; digest(); } };
  request.send();
});
</script>"""

_ALPINE = """<div x-data="{ jobs: [] }" x-init="jobs = (await (await fetch('/api/jobs')).json()).jobs">
<template x-for="job in jobs"><div><a :href="'/jobs/' + job.id" x-text="job.title"></a></div></template></div>
<script>
// Statements in attributes, and templates whose content is cloned.
const run = async (holder) => {
  const data = new Function(`return (${holder.getAttribute('x-data')})`)();
  const Async = Object.getPrototypeOf(async () => {}).constructor;
  await new Async('data', `with (data) { ${holder.getAttribute('x-init')} }`)(data);
  for (const template of holder.querySelectorAll('template')) {
    const [name, of] = template.getAttribute('x-for').split(' in ');
    for (const entry of data[of]) {
      const copy = document.importNode(template.content, true);
      for (const link of copy.querySelectorAll('a')) {
        const said = (expression) => new Function(name, `return ${expression}`)(entry);
        link.setAttribute('href', said(link.getAttribute(':href')));
        link.textContent = said(link.getAttribute('x-text'));
      }
      template.parentNode.append(copy);
    }
  }
};
queueMicrotask(() => document.querySelectorAll('[x-data]').forEach(run));
</script>"""

_COMPONENT = """<job-list src="/api/jobs"></job-list><script>
class JobCard extends HTMLElement {
  static get observedAttributes() { return ['name']; }
  attributeChangedCallback() {
    const shadow = this.shadowRoot || this.attachShadow({ mode: 'open' });
    shadow.innerHTML = `<a href="/jobs/${this.id}">${this.getAttribute('name')}</a>`;
  }
}
class JobList extends HTMLElement {
  async connectedCallback() {
    const shadow = this.attachShadow({ mode: 'open' });
    for (const job of (await (await fetch(this.getAttribute('src'))).json()).jobs) {
      const card = document.createElement('job-card');
      card.id = job.id; shadow.append(card); card.setAttribute('name', job.title);
    }
  }
}
customElements.define('job-card', JobCard);
customElements.define('job-list', JobList);
</script>"""

_FETCH = """<main id="m">Loading...</main><script type="module">
import { shown } from '/shown.js';
document.getElementById('m').innerHTML = shown((await (await fetch('/api/jobs')).json()).jobs);
</script>"""

_MODULE = "export const shown = (jobs) => jobs.map((job) => `<p><a href='/jobs/${job.id}'>${job.title}</a></p>`).join('');"

_LATE = """<main id="m"></main><script>
addEventListener('load', () => setTimeout(() => requestIdleCallback(async () => {
  const { jobs } = await (await fetch('/api/jobs')).json();
  const next = () => {
    const job = jobs.shift(); if (!job) return;
    const link = document.createElement('a'); link.href = '/jobs/' + job.id; link.textContent = job.title;
    document.getElementById('m').append(link, document.createElement('br')); setTimeout(next, 60);
  };
  next();
}), 900));
</script>"""

_SEEN = """<main id="m"><div id="end" style="height:10px">Loading</div></main><script>
new IntersectionObserver((entries, observer) => {
  if (!entries.some((entry) => entry.isIntersecting)) return;
  observer.disconnect();
  fetch('/api/jobs').then((r) => r.json()).then((d) => {
    document.getElementById('end').remove();
    for (const job of d.jobs) document.getElementById('m').insertAdjacentHTML('beforeend', `<p><a href="/jobs/${job.id}">${job.title}</a></p>`);
  });
}).observe(document.getElementById('end'));
</script>"""

_FRAME = '<h1>Jobs</h1><script>const f = document.createElement("iframe"); f.src = "/late"; document.body.append(f);</script>'

_ROUTED = """<div id="view"></div><script>
// One page for all addresses; the way in is left at once.
const views = { '/routed': () => go('/routed/open'), '/routed/open': async () => {
  const { jobs } = await (await fetch('/api/jobs', { method: 'GET', headers: { 'X-View': 'list' } })).json();
  document.getElementById('view').innerHTML = jobs.map((j) => `<a href="/jobs/${j.id}">${j.title}</a>`).join('<br>');
} };
const go = (path) => { history.pushState({}, '', path); views[location.pathname](); };
views[location.pathname]();
</script>"""

FRAMEWORKS = {
    "/react": _REACT,
    "/vue": _VUE,
    "/angularjs": _ANGULARJS,
    "/alpine": _ALPINE,
    "/component": _COMPONENT,
    "/fetch": _FETCH,
    "/late": _LATE,
    "/seen": _SEEN,
    "/frame": _FRAME,
    "/routed": _ROUTED,
}
PAGES = {
    **{path: _SHELL.format(body) for path, body in FRAMEWORKS.items()},
    "/shown.js": _MODULE,
}
