// Builds the page. What comes from outside becomes text nodes and attributes' values, never markup.

/** Makes an element; attributes that are null or false are left out, those that begin with "on" are listeners. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** Sets text where it has changed, so that nothing flickers and nothing is read out twice. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Tells those who hear the page. */
export function announce(text) {
  say(document.getElementById('announcer'), text);
}

/** A message that has to be seen. */
export function alertBox(text) {
  return el('p', { class: 'alert', role: 'alert' }, text);
}

export const number = value => (value ?? 0).toLocaleString('en');

export function bytes(value) {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) { value /= 1024; unit++; }
  return `${unit ? value.toFixed(1) : number(value)} ${units[unit]}`;
}

/** A moment, in this machine's zone. */
export function moment(text) {
  const at = new Date(text);
  return el('time', { datetime: at.toISOString(), title: at.toISOString() }, at.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' }));
}

export function span(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor(seconds % 3600 / 60)} min`;
}

/** How long until a moment. */
export const until = text => span(new Date(text) - Date.now());

const words = { pending: 'not begun', running: 'running', completed: 'completed', partial: 'partly completed', failed: 'failed', cancelled: 'cancelled' };

/** The status of a job, as a word and a colour. */
export const badge = status => el('span', { class: `badge ${status}` }, words[status] ?? status);

export const ends = ['kept', 'rejected', 'refused', 'failed', 'cancelled'];

/** How URLs ended, as a bar; the legend says it in words. */
export function endsBar(job) {
  const parts = ends.map(name => [name, job.tally[name]]);
  parts.push(['open', Math.max(0, job.plannedUrls - job.tally.settled)]);
  const bar = el('div', { class: 'ends', 'aria-hidden': 'true' });
  for (const [name, count] of parts.filter(([, count]) => count > 0)) {
    const part = el('span', { class: name });
    part.style.flexGrow = count;
    bar.append(part);
  }
  return bar;
}

export function endsLegend(job) {
  const parts = ends.filter(name => job.tally[name] > 0 || name === 'kept').map(name => el('li', { class: name }, `${number(job.tally[name])} ${name}`));
  return el('ul', { class: 'legend' }, parts);
}

/** A table that can be scrolled by itself where it is too wide. */
export function table(caption, head, rows, whenEmpty) {
  if (rows.length === 0) return el('p', { class: 'quiet' }, whenEmpty);
  return el('div', { class: 'scroller', tabindex: '0', role: 'region', 'aria-label': caption },
    el('table', {}, el('caption', { class: 'unseen' }, caption),
      el('thead', {}, el('tr', {}, head.map(name => el('th', { scope: 'col' }, name)))),
      el('tbody', {}, rows.map(cells => el('tr', {}, cells.map((cell, index) => index === 0 ? el('th', { scope: 'row' }, cell) : el('td', {}, cell)))))));
}
