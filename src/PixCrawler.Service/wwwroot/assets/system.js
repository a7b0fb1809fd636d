// The service itself: its processes, what they need, the hosts they ask, their figures.
import { figures, get } from './api.js';
import { alertBox, el, moment, number, table, until } from './dom.js';

const REFRESH_MS = 2000;

const shown = [
  ['pixcrawler_downloads_places_in_use', 'Downloads under way'],
  ['pixcrawler_slots_waiting', 'URLs that wait for a place'],
  ['pixcrawler_validation_queue', 'Images that wait for a validator'],
  ['pixcrawler_hosts_circuits_open', 'Hosts with an open circuit'],
];

const nodes = async () => table('Cluster members', ['Process', 'State', 'Version', 'Listens at', 'Since'], (await get('/nodes')).data.map(node =>
  [node.isSelf ? `${node.name} (this one)` : node.name, node.status, node.version ?? '', node.urls?.join(', ') ?? '', node.startedAt ? moment(node.startedAt) : '']), '');

async function health() {
  const { checks } = await get('/health');
  return table('Health', ['Needs', 'State', 'Answered in'], checks.map(check => [check.name, check.ok ? 'works' : check.problem ?? 'fails', `${check.milliseconds} ms`]), '');
}

const hosts = async () => table('Hosts', ['Host', 'Gate', 'Under way', 'Waiting', 'Gap', 'Slowed', 'Requests'], (await get('/hosts')).data.map(host => [
  host.host,
  host.circuitOpenUntil ? `circuit open for ${until(host.circuitOpenUntil)}` : host.until ? `closed for ${until(host.until)} (${host.reason})` : 'open',
  number(host.inFlight), number(host.waiting), `${number(Math.round(host.gapMilliseconds))} ms`, host.slowdown > 1 ? `${host.slowdown.toFixed(1)} ×` : 'no', number(host.requests),
]), 'No host is asked now.');

async function actors() {
  const values = await figures();
  return table('Actors', ['What', 'Now'], shown.map(([name, label]) => [label, number(values.get(name) ?? 0)]), '');
}

const parts = [
  ['nodes', 'Cluster members', nodes, 'admin'],
  ['health', 'What it needs', health, 'admin'],
  ['actors', 'Actors', actors, 'metrics:read'],
  ['hosts', 'Hosts and their gates', hosts, 'admin'],
];

export async function showSystem(main, session) {
  document.title = 'System · PixCrawler';
  const places = parts.map(([id, title, load, scope]) => {
    const place = el('div');
    const may = session.scopes.includes(scope) || session.scopes.includes('admin');
    if (!may) place.append(el('p', { class: 'quiet' }, `This key may not see that: it needs the scope ${scope}.`));
    return { place, load: may ? load : null, section: el('section', { class: 'card', 'aria-labelledby': id }, el('h2', { id }, title), place) };
  });
  main.replaceChildren(el('h1', {}, 'System'), ...places.map(({ section }) => section));
  async function refresh() {
    await Promise.all(places.filter(({ place, load }) => load && !place.contains(document.activeElement)).map(async ({ place, load }) => {
      try {
        place.replaceChildren(await load());
      } catch (error) {
        place.replaceChildren(alertBox(error.message));
      }
    }));
    setTimeout(refresh, REFRESH_MS);
  }
  await refresh();
}
