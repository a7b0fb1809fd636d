// Watches a job that waits for its host, cancels it; has another redo what failed.
export default async function ({ open, shot, input }) {
  const page = await open();
  await page.goto(`/jobs/${input.slow}`);
  const retries = page.getByRole('region', { name: 'Retries' });
  await retries.getByText('2 of 3').waitFor();
  const actors = page.getByRole('region', { name: 'Actors' }).first();
  await actors.getByText('chunk-0').first().waitFor();
  const result = { retries: await retries.innerText(), actor: await actors.innerText() };
  await shot(page, 'job-running');
  await page.getByRole('button', { name: 'Cancel job' }).click();
  await shot(page, 'cancel');
  await page.getByRole('button', { name: 'Go on' }).click();
  result.stillRuns = await page.locator('h1 + div .badge').textContent();
  await page.getByRole('button', { name: 'Cancel job' }).click();
  await page.getByRole('button', { name: 'Cancel it' }).click();
  await page.locator('h1 + div .badge.cancelled').waitFor();
  result.canCancelAgain = await page.getByRole('button', { name: 'Cancel job' }).isVisible();

  await page.goto(`/jobs/${input.failed}`);
  await page.locator('h1 + div .badge.partial').waitFor();
  await page.getByLabel('Failed for').selectOption('http-404');
  await page.getByRole('button', { name: 'Retry failed' }).click();
  await page.locator('h1 + div .badge.completed').waitFor();
  await page.getByText('Redoing chunk').waitFor();
  await page.locator('.tile.kept').nth(1).waitFor();
  result.after = await page.locator('.tile').count();
  return result;
}
