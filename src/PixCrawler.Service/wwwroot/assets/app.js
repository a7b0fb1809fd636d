// Finds out who is there, and shows the page the address asks for.
import { get, send } from './api.js';
import { alertBox, el } from './dom.js';
import { showJobs } from './jobs.js';
import { showJob } from './job.js';
import { showNewJob } from './new.js';
import { showSignIn } from './signin.js';
import { showSystem } from './system.js';

const main = document.getElementById('main');

const pages = [
  [/^\/$/, showJobs],
  [/^\/new$/, showNewJob],
  [/^\/system$/, showSystem],
  [/^\/jobs\/([^/]+)$/, showJob],
];

function showUser(session) {
  const parts = [el('span', { class: 'quiet' }, session.userId)];
  if (session.isSession) {
    parts.push(el('button', { type: 'button', class: 'small', onclick: async () => { await send('DELETE', '/session'); location.reload(); } }, 'Sign out'));
  }
  document.getElementById('user').replaceChildren(...parts);
}

async function show() {
  for (const link of document.querySelectorAll('#nav a')) {
    if (link.pathname === location.pathname) link.setAttribute('aria-current', 'page');
  }
  const session = await get('/session');
  if (session.userId === undefined) {
    showSignIn(main);
    return;
  }
  showUser(session);
  for (const [path, page] of pages) {
    const match = path.exec(location.pathname);
    if (match) await page(main, session, ...match.slice(1).map(decodeURIComponent));
  }
}

// Once is enough: what the page asks for in the meantime fails as well.
window.addEventListener('signed-out', () => showSignIn(main, 'You are signed out: the session or its key has ended.'), { once: true });
show().catch(error => main.replaceChildren(alertBox(error.message)));
