// Speaks to the service this page came from, and to nothing else.

/** An answer that says what went wrong. */
export class Problem extends Error {
  constructor(status, problem) {
    super(problem.detail ?? `The service answered ${status}.`);
    this.status = status;
    this.code = problem.code;
    this.errors = problem.errors ?? [];
  }
}

async function problemOf(answer) {
  const problem = await answer.json().catch(() => ({}));
  return new Problem(answer.status, problem);
}

/** Makes a request; the answer is JSON or nothing. */
export async function call(method, path, { body, type, headers = {} } = {}) {
  let answer;
  try {
    answer = await fetch(`/api/v1${path}`, { method, body, headers: { ...headers, ...(type && { 'Content-Type': type }) } });
  } catch {
    throw new Problem(0, { detail: 'The service cannot be reached.' });
  }
  if (answer.status === 401 && path !== '/session') window.dispatchEvent(new Event('signed-out'));
  if (!answer.ok) throw await problemOf(answer);
  return answer.status === 204 ? null : answer.json();
}

export const get = path => call('GET', path);
export const send = (method, path, value) => call(method, path, value === undefined ? {} : { body: JSON.stringify(value), type: 'application/json' });

/** The figures of the process, by name and labels. */
export async function figures() {
  const answer = await fetch('/metrics');
  if (!answer.ok) throw await problemOf(answer);
  return new Map((await answer.text()).split('\n').filter(line => line && !line.startsWith('#')).map(line => {
    const end = line.lastIndexOf(' ');
    return [line.slice(0, end), Number(line.slice(end + 1))];
  }));
}

/** A path's part, whatever is in it. */
export const part = text => encodeURIComponent(text);

export const query = values => {
  const given = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== '' && value !== null && value !== undefined));
  return given.size ? `?${given}` : '';
};

/** 128 bits by chance; crypto.randomUUID is not there on pages without TLS. */
export const chance = () => [...crypto.getRandomValues(new Uint8Array(16))].map(value => value.toString(16).padStart(2, '0')).join('');
