// How URLs ended, page by page: pictures of what was kept, the reason of what was not.
import { get, part, query } from './api.js';
import { alertBox, bytes, el, ends, number } from './dom.js';

const PAGE = 24;
// A filter that little passes gives short pages; so many in a row are asked for at once.
const MOST_REQUESTS = 5;

const missing = image => image.status !== 'rejected' ? 'no image' : image.twin ? 'there twice' : 'not stored';

// The small picture; where there is none, the image itself, which the browser may know how to show.
function picture(job, image) {
  const frame = el('div', { class: 'frame' });
  const address = image.image && `/api/v1/jobs/${part(job)}/images/${part(image.image)}`;
  const sources = [image.thumbnail, address].filter(Boolean);
  if (sources.length === 0) {
    frame.append(el('span', { class: 'no-picture' }, missing(image)));
    return frame;
  }
  const words = image.caption || `${image.image ? 'Image' : 'Rejected image'} ${image.slot}`;
  const picture = el('img', { src: sources.shift(), alt: words, loading: 'lazy', decoding: 'async' });
  picture.addEventListener('error', () => {
    if (sources.length > 0) picture.src = sources.shift();
    else frame.replaceChildren(el('span', { class: 'no-picture' }, image.image ? `${image.image.split('.').pop()} is not shown here` : 'not to be shown'));
  });
  frame.append(picture);
  return address ? el('a', { href: address, download: image.image, 'aria-label': `Download ${words}` }, frame) : frame;
}

function tile(job, image) {
  return el('li', { class: `tile ${image.status}` },
    picture(job, image),
    el('p', { class: 'ending' }, el('strong', {}, image.status), image.reason && ` ${image.reason}`),
    image.width && el('p', { class: 'quiet' }, `${image.width} × ${image.height}, ${bytes(image.bytes)}`),
    image.twin && el('p', { class: 'quiet' }, `${image.twin} was kept instead`),
    image.detail && el('p', { class: 'detail' }, image.detail),
    el('p', { class: 'url' }, image.url),
    el('p', { class: 'quiet' }, `${image.slot}${image.attempts ? ` · ${image.attempts} ${image.attempts === 1 ? 'attempt' : 'attempts'}` : ''}`));
}

export class Gallery {
  #job;
  #cursors = [null];
  #next = null;
  #reasons = [];
  #shown = '';
  #problem = el('div');
  #list = el('ul', { class: 'tiles' });
  #place = el('p', { class: 'quiet', role: 'status' });
  #status = el('select', { id: 'image-status' }, ['', ...ends].map(value => el('option', { value }, value || 'all')));
  #reason = el('select', { id: 'image-reason' }, el('option', { value: '' }, 'all'));
  #back = el('button', { type: 'button' }, 'Earlier');
  #forth = el('button', { type: 'button' }, 'Later');

  constructor(job) {
    this.#job = job;
    for (const filter of [this.#status, this.#reason]) filter.addEventListener('change', () => this.#turn([null]));
    this.#back.addEventListener('click', () => this.#turn(this.#cursors.slice(0, -1)));
    this.#forth.addEventListener('click', () => this.#turn([...this.#cursors, this.#next]));
    this.element = el('section', { class: 'card', 'aria-labelledby': 'images-title' },
      el('div', { class: 'row wrap' }, el('h2', { id: 'images-title' }, 'Images'),
        el('div', { class: 'row wrap' },
          el('div', { class: 'pair' }, el('label', { for: 'image-status' }, 'Ended'), this.#status),
          el('div', { class: 'pair' }, el('label', { for: 'image-reason' }, 'Reason'), this.#reason))),
      this.#problem, this.#list,
      el('div', { class: 'row' }, this.#back, this.#place, this.#forth));
  }

  /** The job has new figures: chunks that are settled since appear on the page that is looked at, unless somebody looks closely. */
  update(job) {
    const reasons = Object.keys(job.tally.reasons).sort();
    if (reasons.join() !== this.#reasons.join()) {
      const chosen = this.#reason.value;
      this.#reasons = reasons;
      this.#reason.replaceChildren(...['', ...reasons].map(value => el('option', { value }, value ? `${value} (${number(job.tally.reasons[value])})` : 'all')));
      this.#reason.value = reasons.includes(chosen) ? chosen : '';
    }
    const state = `${job.chunksSettled} ${job.status} ${job.lastEvent}`;
    if (state === this.#shown || this.#list.contains(document.activeElement)) return;
    this.#shown = state;
    this.#turn(this.#cursors);
  }

  async #turn(cursors) {
    this.#cursors = cursors;
    try {
      const [images, next] = await this.#read(cursors.at(-1));
      if (cursors !== this.#cursors) return;
      this.#next = next;
      this.#problem.replaceChildren();
      this.#show(images);
    } catch (error) {
      this.#problem.replaceChildren(alertBox(error.status === 403 ? 'This key may not see images: it needs the scope datasets:read.' : error.message));
    }
  }

  async #read(from) {
    let [images, cursor] = [[], from];
    for (let request = 0; request < MOST_REQUESTS; request++) {
      const answer = await get(`/jobs/${part(this.#job)}/images${query({ status: this.#status.value, reason: this.#reason.value, limit: PAGE - images.length, cursor })}`);
      images = [...images, ...answer.data];
      cursor = answer.next ?? null;
      if (!cursor || images.length === PAGE) break;
    }
    return [images, cursor];
  }

  #show(images) {
    this.#list.replaceChildren(...images.map(image => tile(this.#job, image)));
    const page = this.#cursors.length;
    this.#back.disabled = page === 1;
    this.#forth.disabled = !this.#next;
    this.#place.textContent = images.length === 0 ? 'Nothing here; chunks appear as they are settled.' : `Page ${page}, ${images.length} URLs`;
  }
}
