// Exchanges a key for a session; the key itself is kept nowhere.
import { send } from './api.js';
import { el, say } from './dom.js';

export function showSignIn(main, note = '') {
  document.title = 'Sign in · PixCrawler';
  const key = el('input', { id: 'key', type: 'password', autocomplete: 'off', required: true, spellcheck: 'false', 'aria-describedby': 'key-help sign-in-error' });
  const problem = el('p', { id: 'sign-in-error', class: 'alert', role: 'alert' }, note);
  problem.hidden = !note;
  const form = el('form', { class: 'card narrow', method: 'post' },
    el('h1', {}, 'Sign in'),
    el('label', { for: 'key' }, 'API key'), key,
    el('p', { id: 'key-help', class: 'quiet' }, 'It begins with pck_ and is made with “pixcrawl keys create”. The browser keeps a session instead of it.'),
    problem,
    el('button', { class: 'primary' }, 'Sign in'));
  form.addEventListener('submit', async event => {
    event.preventDefault();
    try {
      await send('POST', '/session', { key: key.value });
      location.reload();
    } catch (error) {
      problem.hidden = false;
      say(problem, error.message);
      key.setAttribute('aria-invalid', 'true');
      key.focus();
    }
  });
  main.replaceChildren(form);
  key.focus();
}
