// One job: how it stands, live; what it waits for; its actors, its story, its images.
import { get, part } from './api.js';
import { alertBox, announce, badge, el, endsBar, endsLegend, bytes, moment, number, say, table, until } from './dom.js';
import { JobActions } from './actions.js';
import { Exports } from './exports.js';
import { Gallery } from './gallery.js';
import { follow } from './live.js';
import { Actors, tell, tone } from './story.js';

const MOST_EVENTS = 300;
const MOST_ACTORS = 50;
const REDRAW_MS = 1000;

const states = { live: 'live', reconnecting: 'connection lost, coming back …', lost: 'connection lost, coming back …', over: '' };

/** Notes on URLs that came with the job's creation are shown once. */
function notes(id) {
  const text = sessionStorage.getItem(`notes ${id}`);
  sessionStorage.removeItem(`notes ${id}`);
  const list = JSON.parse(text ?? '[]');
  return list.length > 0 && el('section', { class: 'card note' }, el('h2', {}, 'Not all of these will be fetched'),
    el('ul', {}, list.map(note => el('li', {}, `Line ${note.line}: ${note.problem}`))));
}

class JobPage {
  #actors = new Actors();
  #events = [];
  #progress = null;
  #told = '';
  #changed = true;
  #parts = Object.fromEntries(['status', 'figures', 'bar', 'waits', 'actors', 'story', 'reasons'].map(name => [name, el('div')]));
  #link = el('span', { class: 'quiet' });
  #title = el('h1');
  #meter = el('progress', { class: 'unseen', max: '1', 'aria-label': 'URLs settled' });

  constructor(id, first, session) {
    this.gallery = new Gallery(id);
    this.exports = new Exports(id, session, () => this.feed.again());
    this.actions = new JobActions(id, session, () => this.feed.again());
    const parts = this.#parts;
    this.element = [
      el('p', {}, el('a', { href: '/' }, '← Jobs')),
      el('div', { class: 'row wrap title' }, this.#title, parts.status, this.#link),
      notes(id),
      el('section', { class: 'card', 'aria-labelledby': 'progress-title' },
        el('div', { class: 'row wrap' }, el('h2', { id: 'progress-title' }, 'Progress'), this.actions.element),
        this.#meter, parts.bar, parts.figures, parts.reasons),
      el('section', { class: 'card', 'aria-labelledby': 'waits-title' }, el('h2', { id: 'waits-title' }, 'What it waits for'), parts.waits),
      this.gallery.element,
      this.exports.element,
      el('section', { class: 'card', 'aria-labelledby': 'actors-title' }, el('h2', { id: 'actors-title' }, 'Actors'), parts.actors),
      el('section', { class: 'card', 'aria-labelledby': 'story-title' }, el('h2', { id: 'story-title' }, 'Log'), parts.story),
    ].filter(Boolean);
    this.take(first);
    this.feed = follow(id, {
      onEvent: event => this.#add(event),
      onProgress: progress => this.take(progress),
      onState: state => say(this.#link, states[state]),
    });
    setInterval(() => this.#draw(), REDRAW_MS);
  }

  take(progress) {
    this.#progress = progress;
    const job = progress.job;
    document.title = `${job.name} · PixCrawler`;
    say(this.#title, job.name);
    this.#parts.status.replaceChildren(badge(job.status));
    this.#meter.hidden = job.status !== 'running';
    if (job.progress === undefined) this.#meter.removeAttribute('value');
    else this.#meter.value = job.progress;
    this.#parts.bar.replaceChildren(endsBar(job), endsLegend(job));
    this.#parts.figures.replaceChildren(this.#figures(job));
    this.actions.update(job);
    this.gallery.update(job);
    this.exports.update(job);
    this.#announce(job);
    this.#changed = true;
    this.#draw();
  }

  #figures(job) {
    const facts = [
      ['URLs', `${number(job.tally.settled)} of ${number(job.plannedUrls)}${job.planComplete ? '' : ', and counting'}`],
      ['Chunks', `${number(job.chunksSettled)} of ${number(job.chunks)}${job.chunksFailed ? `, ${number(job.chunksFailed)} given up` : ''}`],
      ['Stored', bytes(job.tally.bytes)],
      ['Requests', number(job.tally.attempts)],
      ['Restarts', number(job.restarts)],
      ['Bad rows', number(job.badRows)],
      ['Created', moment(job.createdAt)],
      job.endedAt && ['Ended', moment(job.endedAt)],
    ].filter(Boolean);
    return el('div', {}, job.problem && alertBox(job.problem),
      el('dl', { class: 'facts' }, facts.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value)))));
  }

  // In steps of ten percent: more would never end.
  #announce(job) {
    const step = job.status === 'running' ? `${Math.floor((job.progress ?? 0) * 10) * 10} percent` : job.status;
    if (step === this.#told) return;
    this.#told = step;
    announce(job.status === 'running' ? `${step} of ${number(job.plannedUrls)} URLs settled` : `The job is ${job.status}: ${number(job.tally.kept)} kept`);
  }

  #add(event) {
    this.#actors.take(event);
    this.#events.unshift(event);
    this.#events.length = Math.min(this.#events.length, MOST_EVENTS);
    this.#changed = true;
    if (event.type.startsWith('export-')) this.exports.refresh();
    // The last figures may come later than the last event, or not at all.
    if (event.type === 'ended') get(`/jobs/${part(this.#progress.job.id)}/progress`).then(progress => this.take(progress)).catch(() => {});
  }

  // What counts down is drawn each second, the rest when it changes.
  #draw() {
    this.#drawWaits();
    this.#drawActors();
    if (!this.#changed) return;
    this.#changed = false;
    this.#drawReasons();
    this.#parts.story.replaceChildren(el('ol', { class: 'story', tabindex: '0', 'aria-label': 'Events, the newest first', reversed: true },
      this.#events.map(event => el('li', { class: tone(event), value: event.sequence }, moment(event.at), ' ', tell(event)))));
  }

  #drawReasons() {
    const reasons = Object.entries(this.#progress.job.tally.reasons).sort((one, other) => other[1] - one[1]);
    this.#parts.reasons.replaceChildren(...reasons.length === 0 ? [] : [
      el('h3', {}, 'Why URLs were not kept'),
      el('ul', { class: 'legend' }, reasons.map(([reason, count]) => el('li', {}, `${reason} ${number(count)}`))),
    ]);
  }

  #drawWaits() {
    const { paused, advice, retries, hostPauses, restarting, job } = this.#progress;
    const over = job.status !== 'running';
    if (this.#parts.waits.contains(document.activeElement)) return;
    this.#parts.waits.replaceChildren(...[
      paused && alertBox(paused),
      advice && alertBox(advice),
      over && el('p', { class: 'quiet' }, job.status === 'pending' ? 'The job waits to be started.' : 'The job is over.'),
      !over && el('h3', {}, 'Retries'),
      !over && table('Retries', ['URL', 'Attempt', 'After', 'In'],
        retries.map(retry => [el('span', { class: 'url' }, retry.url), `${retry.attempt} of ${retry.maxAttempts}`, retry.reason, until(retry.dueAt)]), 'No retry waits.'),
      !over && el('h3', {}, 'Hosts left alone'),
      !over && table('Hosts left alone', ['Host', 'Why', 'For'], hostPauses.map(pause => [pause.host, pause.reason, until(pause.until)]), 'No host is left alone.'),
      !over && el('h3', {}, 'Restarts'),
      !over && table('Restarts', ['Actor', 'Restart', 'Why', 'In'],
        restarting.map(one => [one.worker, one.isPause ? 'paused' : `${one.restart} of ${one.maxRestarts}`, one.cause, until(one.dueAt)]), 'No actor waits for a restart.'),
    ].filter(Boolean));
  }

  #drawActors() {
    const { done, hidden, rows } = this.#actors.rows(MOST_ACTORS);
    if (this.#parts.actors.contains(document.activeElement)) return;
    this.#parts.actors.replaceChildren(
      table('Actors', ['Actor', 'State', 'Run', 'Reason'], rows, 'Nobody is at work.'),
      el('p', { class: 'quiet' }, `${number(done)} done${hidden ? `, ${number(hidden)} more not shown` : ''}`));
  }
}

export async function showJob(main, session, id) {
  const first = await get(`/jobs/${part(id)}/progress`);
  main.replaceChildren(...new JobPage(id, first, session).element);
}
