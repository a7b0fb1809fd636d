// The exports of a job: begin one, see how each stands, download what came of it, cancel it.
import { get, part, send } from './api.js';
import { alertBox, badge, bytes, el, number, say, until } from './dom.js';

const REFRESH_MS = 1000;

const layouts = [
  ['files', 'images with their accounts'], ['imagefolder', 'ImageFolder'], ['webdataset', 'WebDataset'], ['coco', 'COCO'], ['yolo', 'YOLO'], ['index', 'list of URLs'],
];
const packings = [['zip', 'zip'], ['tar-zst', 'tar.zst'], ['none', 'none']];
const splits = [['', 'all for training'], ['80', '80 % train, 10 % val, 10 % test'], ['90', '90 % train, 10 % val']];
const shares = { 80: { train: 0.8, val: 0.1, test: 0.1 }, 90: { train: 0.9, val: 0.1, test: 0 } };

const choice = (id, label, options) => el('div', { class: 'field' }, el('label', { for: id }, label),
  el('select', { id, name: id }, options.map(([value, text]) => el('option', { value }, text))));

function state(one) {
  if (one.restartDueAt) return `failed (${one.reason}), is started again in ${until(one.restartDueAt)}`;
  if (one.status !== 'running') return one.reason ? `reason: ${one.reason}` : '';
  const at = one.progress;
  return at ? `${at.stage}: ${number(at.files)} of ${number(at.totalFiles)} files, ${bytes(at.bytes)} of ${bytes(at.totalBytes)}` : 'begins';
}

export class Exports {
  #id;
  #may;
  #status = '';
  #timer = null;
  #running = 0;
  #onChange;
  #list = el('ul', { class: 'cards' });
  #problem = el('p', { class: 'alert', role: 'alert', hidden: true });
  #form;

  constructor(id, session, onChange) {
    const may = scope => session.scopes.includes(scope) || session.scopes.includes('admin');
    [this.#id, this.#onChange] = [id, onChange];
    this.#may = { write: may('jobs:write'), read: may('datasets:read') };
    this.#form = el('form', { hidden: true },
      el('div', { class: 'grid' },
        el('div', { class: 'field' }, el('label', { for: 'export-name' }, 'Name'),
          el('input', { id: 'export-name', required: true, pattern: '[a-z0-9][a-z0-9._\\-]{0,63}', maxlength: '64', value: 'dataset', autocomplete: 'off' })),
        choice('export-layout', 'Layout', layouts), choice('export-compression', 'Packed as', packings), choice('export-split', 'Divided', splits)),
      el('button', {}, 'Export'));
    this.#form.addEventListener('submit', event => { event.preventDefault(); this.#begin(); });
    this.element = el('section', { class: 'card', 'aria-labelledby': 'exports-title' },
      el('h2', { id: 'exports-title' }, 'Exports'), this.#problem, this.#list, this.#form);
    if (!this.#may.read) this.#list.replaceWith(el('p', { class: 'quiet' }, 'This key may not see exports: it needs the scope datasets:read.'));
  }

  /** The job has new figures: what is under way is asked for when the job's state changes. */
  update(job) {
    this.#form.hidden = !this.#may.write || job.status === 'pending';
    if (job.status === this.#status) return;
    this.#status = job.status;
    this.refresh();
  }

  async refresh() {
    if (!this.#may.read) return;
    clearTimeout(this.#timer);
    try {
      const { data } = await get(`/jobs/${part(this.#id)}/exports`);
      this.#show(data);
      const running = data.filter(one => one.status === 'running').length;
      // The log of a job that is over goes on with its exports.
      if (running !== this.#running) this.#onChange();
      this.#running = running;
      if (running > 0) this.#timer = setTimeout(() => this.refresh(), REFRESH_MS);
    } catch (error) {
      this.#say(error.message);
      this.#timer = setTimeout(() => this.refresh(), 5 * REFRESH_MS);
    }
  }

  #show(all) {
    if (this.#list.contains(document.activeElement)) return;
    this.#list.replaceChildren(...all.length === 0 ? [el('li', { class: 'quiet' }, 'Nothing was exported yet.')] : all.map(one => this.#item(one)));
  }

  #item(one) {
    const result = one.result;
    const files = result?.files ?? [];
    return el('li', { class: 'export' },
      el('div', { class: 'row wrap' }, el('h3', {}, one.name), badge(one.status),
        one.status === 'running' && this.#may.write && el('button', { type: 'button', class: 'small danger', onclick: () => this.#act('POST', `${one.name}/cancel`) }, `Cancel ${one.name}`)),
      state(one) && el('p', { class: 'quiet' }, state(one)),
      result && el('p', { class: 'quiet' }, `${number(result.samples)} ${result.samples === 1 ? 'image' : 'images'}, ${bytes(result.sampleBytes)}${files.length === 0 ? `, in ${result.location}` : ''}`),
      files.length > 0 && el('ul', {}, files.map(file => el('li', {},
        result.uploadedFiles > 0 ? `${file.name} in ${result.location}`
          : el('a', { href: `/api/v1/jobs/${part(this.#id)}/exports/${part(one.name)}/files/${file.name.split('/').map(part).join('/')}`, download: file.name.split('/').pop() }, file.name),
        ` ${bytes(file.bytes)}`))));
  }

  #begin() {
    const value = id => this.#form.querySelector(`#export-${id}`).value;
    const [layout, split] = [value('layout'), shares[value('split')]];
    // Shards are archives already.
    const compression = layout === 'webdataset' ? 'none' : value('compression');
    return this.#act('PUT', value('name'), { layout, compression, split: split && { ...split, seed: '0' }, refresh: true });
  }

  async #act(method, path, wanted) {
    this.#problem.hidden = true;
    try {
      await send(method, `/jobs/${part(this.#id)}/exports/${path.split('/').map(part).join('/')}`, wanted);
      document.activeElement?.blur();
      await this.refresh();
    } catch (error) {
      this.#say([error.message, ...error.errors.map(one => one.problem)].join(' '));
    }
  }

  #say(text) {
    this.#problem.hidden = false;
    say(this.#problem, text);
  }
}
