// What a job's events say: in words, and what each of its actors does now.
import { until } from './dom.js';

const words = {
  'started': () => 'The job began',
  'chunk-planned': e => `Chunk ${e.chunk} planned with ${e.urls} URLs`,
  'source-exhausted': e => `List ${e.source + 1} is read to its end`,
  'worker-started': e => `${e.worker} began run ${e.run}`,
  'progressed': e => `${e.worker} made progress`,
  'worker-failed': e => `${e.worker} failed (${e.reason})${e.isPause ? '; it waits for room' : e.nextRunAt ? '; it is started again' : '; it is given up'}`,
  'worker-interrupted': e => `${e.worker} was interrupted in run ${e.run}`,
  'chunk-settled': e => `Chunk ${e.chunk} settled: ${e.tally.kept} kept, ${e.tally.settled - e.tally.kept} not`,
  'deduplicated': e => `Images that are there twice: ${e.duplicates.url} by URL, ${e.duplicates.exact} by bytes, ${e.duplicates.near} by looks`,
  'suspended': () => 'The process ended in good order; the job is at rest',
  'reopened': e => `Redoing ${e.chunks.length === 1 ? 'chunk' : 'chunks'} ${e.chunks.join(', ')}${e.reason ? ` for ${e.reason}` : ''}`,
  'cancel-requested': () => 'Cancelling was asked for',
  'export-started': e => `Export ${e.export} was asked for`,
  'export-run-started': e => `Export ${e.export} began run ${e.run}`,
  'export-run-failed': e => `Export ${e.export} failed (${e.reason})${e.nextRunAt ? '; it is started again' : '; it is given up'}`,
  'export-ended': e => `Export ${e.export} ended ${e.exportStatus}${e.reason ? ` (${e.reason})` : ''}`,
  'ended': e => `The job ended ${e.status}: ${e.tally.kept} of ${e.tally.settled} kept`,
};

const loud = { 'worker-failed': 'bad', 'worker-interrupted': 'bad', 'export-run-failed': 'bad', 'cancel-requested': 'bad', 'ended': 'good' };

export const tell = event => words[event.type]?.(event) ?? event.type;
export const tone = event => loud[event.type] ?? '';

/** What the actors of a job do, by their names, as its events say. */
export class Actors {
  #states = new Map();
  #isOver = false;

  take(event) {
    const states = this.#states;
    if (event.type === 'ended') this.#isOver = true;
    if (event.type === 'reopened' || event.type === 'worker-started') this.#isOver = false;
    if (event.type === 'worker-started') states.set(event.worker, { run: event.run, state: 'at work' });
    if (event.type === 'worker-failed') states.set(event.worker, { run: event.run, state: event.nextRunAt ? 'waits for its restart' : 'given up', due: event.nextRunAt, reason: event.reason });
    if (event.type === 'worker-interrupted') states.set(event.worker, { run: event.run, state: 'interrupted', reason: event.reason });
    if (event.type === 'chunk-settled') states.set(`chunk-${event.chunk}`, { ...states.get(`chunk-${event.chunk}`), state: 'done', due: null });
    if (event.type === 'source-exhausted' && states.has('discovery-0')) states.set('discovery-0', { ...states.get('discovery-0'), state: 'done' });
    if (event.type === 'suspended') for (const [name, state] of states) if (state.state === 'at work') states.set(name, { ...state, state: 'at rest' });
  }

  /** Those that are not done, and how many are. */
  rows(most) {
    const all = [...this.#states].map(([name, state]) => ({ name, ...state, state: this.#isOver && state.state === 'at work' ? 'done' : state.state }));
    const open = all.filter(actor => actor.state !== 'done');
    return {
      done: all.length - open.length,
      hidden: Math.max(0, open.length - most),
      rows: open.slice(0, most).map(actor => [actor.name, actor.due ? `${actor.state} in ${until(actor.due)}` : actor.state, String(actor.run ?? ''), actor.reason ?? '']),
    };
  }
}
