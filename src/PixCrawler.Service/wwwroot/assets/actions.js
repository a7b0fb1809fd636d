// What can be done with a job: start it, cancel it, redo what failed.
import { part, send } from './api.js';
import { el, number, say } from './dom.js';

export class JobActions {
  #id;
  #onReopened;
  #may;
  #problem = el('p', { class: 'alert', role: 'alert', hidden: true });
  #start = el('button', { type: 'button', class: 'primary' }, 'Start');
  #cancel = el('button', { type: 'button', class: 'danger' }, 'Cancel job');
  #retry = el('button', { type: 'button' }, 'Retry failed');
  #reason = el('select', { id: 'retry-reason' });
  #retryBox = el('div', { class: 'row wrap' }, el('div', { class: 'pair' }, el('label', { for: 'retry-reason' }, 'Failed for'), this.#reason), this.#retry);
  #sure = el('dialog', { 'aria-labelledby': 'sure-title' });
  #reasons = null;

  constructor(id, session, onReopened) {
    [this.#id, this.#onReopened] = [id, onReopened];
    this.#may = session.scopes.some(scope => scope === 'jobs:write' || scope === 'admin');
    this.#start.addEventListener('click', () => this.#act('start'));
    this.#cancel.addEventListener('click', () => this.#sure.showModal());
    this.#retry.addEventListener('click', async () => {
      if (await this.#act('retry-failed', this.#reason.value ? { reason: this.#reason.value } : {})) this.#onReopened();
    });
    this.#sure.append(
      el('h2', { id: 'sure-title' }, 'Cancel this job?'),
      el('p', {}, 'What was kept stays. What is not settled yet is counted as cancelled.'),
      el('div', { class: 'row' },
        el('button', { type: 'button', onclick: () => this.#sure.close() }, 'Go on'),
        el('button', { type: 'button', class: 'danger', onclick: () => { this.#sure.close(); this.#act('cancel'); } }, 'Cancel it')));
    this.element = el('div', { class: 'row wrap' }, this.#start, this.#cancel, this.#retryBox, this.#problem, this.#sure);
  }

  update(job) {
    this.#start.hidden = !this.#may || job.status !== 'pending';
    this.#cancel.hidden = !this.#may || !['pending', 'running'].includes(job.status);
    this.#retryBox.hidden = !this.#may || ['pending', 'running'].includes(job.status) || job.tally.failed === 0;
    if (this.#cancel.hidden && this.#sure.open) this.#sure.close();
    const reasons = Object.entries(job.tally.reasons);
    if (JSON.stringify(reasons) === this.#reasons) return;
    this.#reasons = JSON.stringify(reasons);
    const chosen = this.#reason.value;
    this.#reason.replaceChildren(el('option', { value: '' }, 'all reasons'), ...reasons.map(([reason, count]) => el('option', { value: reason }, `${reason} (${number(count)})`)));
    this.#reason.value = reasons.some(([reason]) => reason === chosen) ? chosen : '';
  }

  async #act(word, value) {
    this.#problem.hidden = true;
    const buttons = [this.#start, this.#cancel, this.#retry];
    for (const button of buttons) button.disabled = true;
    try {
      await send('POST', `/jobs/${part(this.#id)}/${word}`, value);
      return true;
    } catch (error) {
      this.#problem.hidden = false;
      say(this.#problem, error.message);
      return false;
    } finally {
      for (const button of buttons) button.disabled = false;
    }
  }
}
