// Follows a job by its events: everything that happened, once and in order, and its figures as they change.
import { part } from './api.js';

const TYPES = [
  'started', 'chunk-planned', 'source-exhausted', 'worker-started', 'progressed', 'worker-failed', 'worker-interrupted',
  'chunk-settled', 'deduplicated', 'suspended', 'reopened', 'cancel-requested', 'ended',
  'export-started', 'export-run-started', 'export-run-failed', 'export-ended', 'other',
];
const COME_BACK_MS = 3000;

/** Follows until the job's last event; a browser comes back by itself after a break, this does after a refusal. */
export function follow(id, { onEvent, onProgress, onState }) {
  let last = 0;
  let hasEnded = false;
  let source;

  function open() {
    source = new EventSource(`/api/v1/jobs/${part(id)}/events?after=${last}`);
    source.addEventListener('open', () => onState('live'));
    source.addEventListener('error', () => {
      if (hasEnded) {
        source.close();
        return onState('over');
      }
      if (source.readyState !== EventSource.CLOSED) return onState('reconnecting');
      onState('lost');
      setTimeout(open, COME_BACK_MS);
    });
    source.addEventListener('progress', event => onProgress(JSON.parse(event.data)));
    for (const type of TYPES) {
      source.addEventListener(type, event => {
        const data = JSON.parse(event.data);
        if (data.sequence <= last) return;
        last = data.sequence;
        // Exports go on beyond the job's end.
        if (type === 'ended' || type === 'reopened') hasEnded = type === 'ended';
        onEvent(data);
      });
    }
  }

  open();
  return {
    /** Something happens in an ended job: what comes next is wanted too. */
    again() {
      if (source.readyState === EventSource.CLOSED) open();
    },
  };
}
