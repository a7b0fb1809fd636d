// Runs one scenario in a browser of its own and writes what was seen as JSON: node driver.mjs SCENARIO < INPUT
import { createRequire } from 'node:module';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

const input = JSON.parse(await text(process.stdin));
const { chromium } = createRequire(import.meta.url)(input.playwright);
const { default: scenario } = await import(pathToFileURL(process.argv[2]));
const browser = await chromium.launch({ executablePath: input.chromium, args: ['--disable-dev-shm-usage'] });
const [errors, outside] = [[], []];

async function open(options = {}) {
  const context = await browser.newContext({ baseURL: input.base, viewport: { width: 1200, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on('console', message => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', error => errors.push(String(error)));
  page.on('request', request => !request.url().startsWith(`${input.base}/`) && outside.push(request.url()));
  await page.addInitScript(() => addEventListener('securitypolicyviolation', event => console.error(`rule broken: ${event.violatedDirective} ${event.blockedURI}`)));
  return page;
}

/** Pictures for people, where somebody asked for them. */
async function shot(page, name) {
  if (!input.screenshots) return;
  await mkdir(input.screenshots, { recursive: true });
  await page.screenshot({ path: join(input.screenshots, `${name}.png`), fullPage: true });
}

try {
  const result = await scenario({ open, shot, input });
  process.stdout.write(JSON.stringify({ errors, outside, result: result ?? {} }));
} catch (error) {
  process.stderr.write(`${error.stack}\nconsole: ${errors.join('\n')}\n`);
  process.exitCode = 1;
} finally {
  await browser.close();
}
