// Makes a job with the form, watches it to its end, looks at its images.
export default async function ({ open, shot, input }) {
  const page = await open();
  await page.goto('/');
  await page.getByText('There is no job yet').waitFor();
  await page.getByRole('link', { name: 'New job' }).first().click();

  await page.getByRole('button', { name: 'Create job' }).click();
  const missing = await page.locator('#name-error').textContent();
  await page.getByLabel('Name of the dataset').fill('Cats <img src=x onerror=alert(1)>');
  await page.getByLabel('URLs, one on each line').fill(input.urls.join('\n'));
  await page.getByLabel('Validation').selectOption('fast');
  await page.getByLabel('Duplicates').selectOption('off');
  await page.getByText('Limits').click();
  await page.getByLabel('URLs in a chunk').fill('600');
  await page.getByRole('button', { name: 'Create job' }).click();
  await page.locator('#chunkSlots-error:not(:empty)').waitFor();
  const refused = await page.locator('#chunkSlots-error').textContent();
  await shot(page, 'form-refused');
  await page.getByLabel('URLs in a chunk').fill('4');
  await page.getByRole('button', { name: 'Create job' }).click();

  await page.waitForURL('**/jobs/*');
  await page.locator('h1 + div .badge.partial').waitFor();
  await page.locator('.tile').nth(input.urls.length - 1).waitFor();
  await page.getByText('The job ended partial').waitFor();
  const loaded = await page.locator('.tile.kept img').evaluateAll(async images => {
    await Promise.all(images.map(image => { image.loading = 'eager'; return image.decode(); }));
    return images.map(image => image.naturalWidth);
  });
  await shot(page, 'job-ended');
  const result = {
    missing, refused, loaded,
    title: await page.locator('h1').textContent(),
    announced: await page.locator('#announcer').textContent(),
    actors: await page.getByRole('region', { name: 'Actors' }).first().innerText(),
  };

  await page.getByLabel('Ended').selectOption('failed');
  await page.locator('.tile.kept').first().waitFor({ state: 'detached' });
  result.failed = await page.locator('.tile').allInnerTexts();
  await page.getByLabel('Ended').selectOption('');
  await page.getByLabel('Reason', { exact: true }).selectOption('http-404');
  await page.locator('.tile').nth(1).waitFor({ state: 'detached' });
  result.reason = await page.locator('.tile').allInnerTexts();
  await page.getByRole('link', { name: '← Jobs' }).click();
  result.listed = await page.getByRole('listitem').filter({ hasText: 'Cats' }).first().innerText();
  await shot(page, 'jobs');
  return result;
}
