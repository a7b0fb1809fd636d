// The form that makes a job.
import { call, chance, part, query } from './api.js';
import { el, say } from './dom.js';

const types = { txt: 'text/plain', csv: 'text/csv', tsv: 'text/tab-separated-values', jsonl: 'application/jsonl', ndjson: 'application/jsonl' };

const limits = [
  ['maxUrls', 'Most URLs', 1, 1000000000, 'all'],
  ['chunkSlots', 'URLs in a chunk', 1, 500, '500'],
  ['minSidePixels', 'Shortest side, pixels', 1, 16384, '1'],
  ['maxSidePixels', 'Longest side, pixels', 1, 65535, '16384'],
  ['maxPixels', 'Most pixels', 1, 1000000000, '50000000'],
];

const rules = [
  ['minBytes', 'Fewest bytes', 1, 1073741824, '1'],
  ['maxBytes', 'Most bytes', 1, 1073741824, '20971520'],
  ['maxAspectRatio', 'Longest side over shortest, at most', 1, 1000000, '20'],
];

const formats = ['jpg', 'png', 'gif', 'webp', 'tif', 'avif', 'heic'];

const columns = [['urlColumn', 'URL column', 'url'], ['captionColumn', 'Caption column', 'caption'], ['keyColumn', 'Key column', 'key']];

// A control with its label, and the place where it is said what is wrong with it.
function field(name, label, control, help) {
  control.id = name;
  control.name ||= name;
  control.setAttribute('aria-describedby', `${name}-error ${name}-help`);
  return el('div', { class: 'field' }, el('label', { for: name }, label), control,
    help && el('p', { class: 'quiet', id: `${name}-help` }, help), el('p', { class: 'error', id: `${name}-error` }));
}

const figure = ([name, label, min, max, usual]) =>
  field(name, label, el('input', { type: 'number', min, max, step: 'any', inputmode: 'decimal', placeholder: usual }));

const tick = (name, label, value) => el('label', { class: 'choice' }, el('input', { type: 'checkbox', name, value }), label);

const more = (title, ...content) => el('details', {}, el('summary', {}, title), ...content);

const select = (name, label, options, help) => field(name, label, el('select', {}, options.map(([value, text]) => el('option', { value }, text))), help);

function source() {
  const urls = field('urls', 'URLs, one on each line', el('textarea', { rows: '8', spellcheck: 'false', autocomplete: 'off', placeholder: 'https://example.com/picture.jpg' }));
  const file = el('div', { hidden: true },
    field('file', 'File', el('input', { type: 'file', accept: '.txt,.csv,.tsv,.jsonl,.ndjson' }), 'txt, csv, tsv or jsonl'),
    el('div', { class: 'grid' }, columns.map(([name, label, usual]) => field(name, label, el('input', { placeholder: usual, autocomplete: 'off' })))));
  const choice = (value, label, isChosen) => el('label', { class: 'choice' }, el('input', {
    type: 'radio', name: 'from', value, checked: isChosen, onchange: () => { urls.hidden = value !== 'paste'; file.hidden = value !== 'file'; },
  }), label);
  return el('fieldset', {}, el('legend', {}, 'Where from'), el('div', { class: 'row wrap' }, choice('paste', 'Paste URLs', true), choice('file', 'Choose a file')), urls, file);
}

function form() {
  return el('form', { class: 'card', novalidate: true },
    el('p', { id: 'form-error', class: 'alert', role: 'alert', tabindex: '-1', hidden: true }),
    field('name', 'Name of the dataset', el('input', { required: true, maxlength: '100', autocomplete: 'off' })),
    source(),
    el('div', { class: 'grid' },
      select('validation', 'Validation', [['', 'as usual'], ['fast', 'fast: headers'], ['medium', 'medium: decoded'], ['slow', 'slow: decoded and measured']]),
      select('duplicates', 'Duplicates', [['', 'as usual: removed'], ['report', 'listed, kept'], ['quarantine', 'moved aside'], ['off', 'not looked for']])),
    more('Limits', el('div', { class: 'grid' }, limits.map(figure))),
    more('What images must be',
      el('fieldset', {}, el('legend', {}, 'Formats that are taken (none ticked: all)'), el('div', { class: 'row wrap' }, formats.map(format => tick('formats', format, format)))),
      el('div', { class: 'grid' }, rules.map(figure)),
      tick('rejectAnimated', 'Reject animations', 'true'), tick('keepUniform', 'Keep images of one colour', 'true')),
    more('What is made of them',
      el('div', { class: 'grid' },
        select('format', 'Encoded anew as', [['', 'as they came; JPEG where resized'], ['jpeg', 'JPEG'], ['png', 'PNG'], ['webp', 'WebP']]),
        select('resize', 'Resized', [['', 'not'], ['keep-ratio-largest', 'longest side'], ['keep-ratio', 'shortest side'], ['center-crop', 'square of the middle'], ['border', 'square with a border']]),
        figure(['sizePixels', 'To so many pixels', 1, 16384, '256']), figure(['quality', 'Quality', 1, 100, '90']))),
    el('label', { class: 'choice' }, el('input', { type: 'checkbox', name: 'start', checked: true }), 'Start at once'),
    el('div', { class: 'row' }, el('button', { class: 'primary' }, 'Create job')));
}

// Settings as the API names them; what is left empty is as usual.
function settings(values) {
  const given = { name: values.get('name').trim(), start: values.has('start') ? undefined : false };
  given.validation = values.get('validation') || undefined;
  // Looks can be compared only where images are decoded.
  if (values.get('duplicates')) given.deduplication = { mode: values.get('duplicates'), exactOnly: given.validation === 'fast' };
  for (const [name] of limits) given[name] = figureOf(values, name);
  given.content = some({
    formats: values.has('formats') ? values.getAll('formats') : undefined,
    ...Object.fromEntries(rules.map(([name]) => [name, figureOf(values, name)])),
    rejectAnimated: values.has('rejectAnimated') || undefined,
    keepUniform: values.has('keepUniform') || undefined,
  });
  given.transform = some({
    format: values.get('format') || undefined,
    resize: values.get('resize') || undefined,
    sizePixels: figureOf(values, 'sizePixels'),
    quality: figureOf(values, 'quality'),
  });
  return given;
}

const figureOf = (values, name) => values.get(name) ? Number(values.get(name)) : undefined;

// What says nothing is left out, for its presence alone would say something.
const some = part => Object.values(part).some(value => value !== undefined) ? part : undefined;

function request(values) {
  const given = settings(values);
  if (values.get('from') === 'file') {
    const file = values.get('file');
    const type = types[file.name.split('.').pop().toLowerCase()];
    if (!file.name) return { error: ['file', 'Choose a file.'] };
    if (!type) return { error: ['file', 'This kind of file is not taken: choose txt, csv, tsv or jsonl.'] };
    const named = Object.fromEntries(columns.map(([name]) => [name, values.get(name).trim()]));
    return { path: `/jobs${query({ settings: JSON.stringify(given), ...named })}`, type, body: file };
  }
  const urls = values.get('urls').split('\n').map(line => line.trim()).filter(line => line && !line.startsWith('#'));
  if (urls.length === 0) return { error: ['urls', 'Give at least one URL.'] };
  return { path: '/jobs', type: 'application/json', body: JSON.stringify({ ...given, urls }) };
}

function showErrors(form, text, errors) {
  for (const place of form.querySelectorAll('.error')) say(place, '');
  for (const control of form.querySelectorAll('[aria-invalid]')) control.removeAttribute('aria-invalid');
  const box = form.querySelector('#form-error');
  const others = [];
  for (const { field: name, problem } of errors) {
    const control = form.querySelector(`#${CSS.escape(name)}`);
    // What cannot be seen, such as the URLs of a file, is told at the top.
    if (!control || control.closest('[hidden]')) {
      others.push(problem);
      continue;
    }
    control.setAttribute('aria-invalid', 'true');
    say(form.querySelector(`#${CSS.escape(name)}-error`), problem);
    control.closest('details')?.setAttribute('open', '');
  }
  box.hidden = !text;
  say(box, [text, ...others].join(' '));
  (form.querySelector('[aria-invalid]') ?? box).focus();
}

export function showNewJob(main) {
  document.title = 'New job · PixCrawler';
  const view = form();
  // The same key as long as it is the same request: sending it twice makes one job.
  let key = chance();
  view.addEventListener('input', () => { key = chance(); });
  view.addEventListener('submit', async event => {
    event.preventDefault();
    const values = new FormData(view);
    const wanted = values.get('name').trim() ? request(values) : { error: ['name', 'Give it a name.'] };
    if (wanted.error) return showErrors(view, 'The job was not created.', [{ field: wanted.error[0], problem: wanted.error[1] }]);
    const button = view.querySelector('button.primary');
    button.disabled = true;
    try {
      const { job, notes } = await call('POST', wanted.path, { body: wanted.body, type: wanted.type, headers: { 'Idempotency-Key': key } });
      if (notes.length > 0) sessionStorage.setItem(`notes ${job.id}`, JSON.stringify(notes));
      location.assign(`/jobs/${part(job.id)}`);
    } catch (error) {
      button.disabled = false;
      showErrors(view, error.message, error.errors);
    }
  });
  main.replaceChildren(el('h1', {}, 'New job'), view);
}
