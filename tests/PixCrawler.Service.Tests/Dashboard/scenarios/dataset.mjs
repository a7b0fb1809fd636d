// Makes a job with rules for its images, looks at what was rejected, exports what was kept.
import { join } from 'node:path';

const width = tiles => tiles.first().locator('img').evaluate(async image => {
  image.loading = 'eager';
  await image.decode();
  return image.naturalWidth;
});

export default async function ({ open, shot, input }) {
  const page = await open();
  await page.goto('/new');
  await page.getByLabel('Name of the dataset').fill('Rules');
  await page.getByLabel('URLs, one on each line').fill(input.urls);
  await page.getByLabel('Validation').selectOption('medium');
  await page.getByText('Limits').click();
  await page.getByLabel('Shortest side, pixels').fill('400');
  await page.getByText('What images must be').click();
  await page.getByLabel('jpg').check();
  await page.getByLabel('png').check();
  await page.getByLabel('Reject animations').check();
  await page.getByText('What is made of them').click();
  await page.getByLabel('Encoded anew as').selectOption('webp');
  await page.getByLabel('Resized').selectOption('keep-ratio-largest');
  await shot(page, 'form-rules');
  await page.getByLabel('To so many pixels').fill('128');
  await page.getByRole('button', { name: 'Create job' }).click();

  await page.waitForURL('**/jobs/*');
  await page.locator('.tile').nth(2).waitFor();
  const result = {
    rejected: await width(page.locator('.tile.rejected', { hasText: 'city-blue' })),
    kept: await width(page.locator('.tile.kept')),
    keptName: await page.locator('.tile.kept a').getAttribute('download'),
    withoutPicture: await page.locator('.tile.rejected', { hasText: 'html' }).first().innerText(),
  };

  await page.getByLabel('Name', { exact: true }).fill('first');
  await page.getByLabel('Layout').selectOption('imagefolder');
  await page.getByRole('button', { name: 'Export' }).click();
  const link = page.locator('.export a');
  await link.waitFor();
  await page.getByText('Export first ended completed').waitFor();
  result.told = await page.locator('.story').innerText();
  await shot(page, 'job-exported');
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  // What the browser keeps goes with it.
  result.file = join(input.folder, download.suggestedFilename());
  await download.saveAs(result.file);
  return result;
}
