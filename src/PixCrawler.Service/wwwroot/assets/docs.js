// A page to try the API: forms made of the OpenAPI document, answers shown as text. No library, nothing from elsewhere.
const key = document.getElementById('key');
const root = document.getElementById('operations');

function make(tag, text, attributes = {}) {
  const element = document.createElement(tag);
  element.textContent = text ?? '';
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function field(name, note) {
  const label = make('label', `${name} ${note} `);
  const input = make('input', '', { name });
  label.append(input);
  return { label, input };
}

async function send(path, method, inputs, body, type, output) {
  const query = new URLSearchParams();
  const headers = {};
  for (const { place, name, input } of inputs) {
    if (!input.value) continue;
    if (place === 'path') path = path.replace(`{${name}}`, encodeURIComponent(input.value));
    if (place === 'query') query.set(name, input.value);
    if (place === 'header') headers[name] = input.value;
  }
  if (key.value) headers.Authorization = `Bearer ${key.value}`;
  if (body?.value) headers['Content-Type'] = type.value;
  const answer = await fetch(query.size ? `${path}?${query}` : path, { method, headers, body: body?.value || undefined });
  const text = await answer.text();
  let shown = text;
  try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch { /* It is no JSON: shown as it is. */ }
  output.textContent = `${answer.status} ${answer.statusText}\n${shown.slice(0, 100000)}`;
}

function show(path, method, operation) {
  const details = make('details');
  const summary = make('summary');
  summary.append(make('code', `${method.toUpperCase()} ${path}`), ` ${operation.summary ?? ''}`);
  const form = make('form');
  const inputs = (operation.parameters ?? []).map(parameter => {
    const { label, input } = field(parameter.name, `(${parameter.in}${parameter.required ? ', needed' : ''})`);
    if (parameter.name === 'Idempotency-Key') input.value = crypto.randomUUID?.() ?? String(Date.now());
    form.append(label);
    return { place: parameter.in, name: parameter.name, input };
  });
  let body, type;
  if (operation.requestBody) {
    const types = Object.keys(operation.requestBody.content);
    type = field('Content-Type', '').input;
    type.value = types[0];
    body = make('textarea', '', { 'aria-label': 'Body', spellcheck: 'false' });
    body.value = path.endsWith('/jobs') ? '{ "name": "first", "urls": ["https://example.com/picture.jpg"] }' : '';
    form.append(type.parentElement, body);
  }
  const output = make('pre', '', { 'aria-live': 'polite', tabindex: '0' });
  form.append(make('button', 'Send'));
  form.addEventListener('submit', event => {
    event.preventDefault();
    output.textContent = '…';
    send(path, method.toUpperCase(), inputs, body, type, output).catch(error => { output.textContent = String(error); });
  });
  details.append(summary, form, output);
  return details;
}

const description = await (await fetch('/openapi/v1.json')).json();
root.replaceChildren(...Object.entries(description.paths).flatMap(([path, operations]) =>
  Object.entries(operations).map(([method, operation]) => show(path, method, operation))));
