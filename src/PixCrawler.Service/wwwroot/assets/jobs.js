// The list of jobs, the newest first; those on the page stay up to date.
import { get, part, query } from './api.js';
import { alertBox, badge, el, endsBar, endsLegend, moment, number } from './dom.js';

const PAGE = 20;
const REFRESH_MS = 3000;

function summary(job) {
  if (job.status === 'pending') return 'waits to be started';
  if (job.isSuspended) return 'at rest until its process is started again';
  if (job.plannedUrls === 0) return 'reads its list';
  return `${number(job.tally.settled)} of ${number(job.plannedUrls)}${job.planComplete ? '' : '+'} URLs settled`;
}

function card(job, session) {
  return el('li', { class: 'card job' },
    el('div', { class: 'row' },
      el('h2', {}, el('a', { href: `/jobs/${part(job.id)}` }, job.name)), badge(job.status)),
    endsBar(job), endsLegend(job),
    el('p', { class: 'quiet' }, summary(job), ' · ', moment(job.createdAt), session.scopes.includes('admin') && ` · of ${job.userId}`));
}

export function showJobs(main, session) {
  document.title = 'Jobs · PixCrawler';
  const list = el('ul', { class: 'cards', 'aria-label': 'Jobs' });
  const problem = el('div');
  const status = el('select', { id: 'status' },
    ['', 'pending', 'running', 'completed', 'partial', 'failed', 'cancelled'].map(value => el('option', { value }, value || 'all')));
  const more = el('button', { type: 'button', hidden: true }, 'Show more');
  let pages = 1;

  // All pages that are shown, again: a job that came since moves the others.
  async function load() {
    const [jobs, wanted] = [[], status.value];
    let next = null;
    for (let page = 0; page < pages; page++) {
      const answer = await get(`/jobs${query({ status: wanted, limit: PAGE, cursor: next })}`);
      jobs.push(...answer.data);
      next = answer.next;
      if (!next) break;
    }
    if (wanted !== status.value) return;
    more.hidden = !next;
    problem.replaceChildren();
    if (list.contains(document.activeElement)) return update(jobs);
    list.replaceChildren(...jobs.map(job => card(job, session)));
    if (jobs.length === 0) {
      list.replaceChildren(el('li', { class: 'card empty' },
        el('p', {}, wanted ? 'There is no such job.' : 'There is no job yet.'), !wanted && el('a', { class: 'button primary', href: '/new' }, 'Make the first one')));
    }
  }

  // Whoever has the focus in the list keeps it.
  function update(jobs) {
    const focus = document.activeElement.getAttribute('href');
    list.replaceChildren(...jobs.map(job => card(job, session)));
    [...list.querySelectorAll('a')].find(link => link.getAttribute('href') === focus)?.focus();
  }

  const refresh = () => load().catch(error => problem.replaceChildren(alertBox(error.message)));
  status.addEventListener('change', () => { pages = 1; refresh(); });
  more.addEventListener('click', () => { pages++; refresh(); });
  main.replaceChildren(
    el('div', { class: 'row wrap' }, el('h1', {}, 'Jobs'), el('div', { class: 'pair' }, el('label', { for: 'status' }, 'Status'), status),
      el('a', { class: 'button primary', href: '/new' }, 'New job')),
    problem, list, more);
  setInterval(() => { if (!document.hidden && pages === 1) refresh(); }, REFRESH_MS);
  return refresh();
}
