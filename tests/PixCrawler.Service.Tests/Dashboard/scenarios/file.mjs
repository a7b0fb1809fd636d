// Makes a job of a file, which waits, starts it by hand, and turns the pages of its images.
export default async function ({ open, input }) {
  const page = await open();
  await page.goto('/new');
  await page.getByLabel('Name of the dataset').fill('from a file');
  await page.getByLabel('Choose a file').check();
  await page.getByLabel('File', { exact: true }).setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(input.list) });
  await page.getByLabel('URL column').fill('address');
  await page.getByLabel('Validation').selectOption('fast');
  await page.getByLabel('Start at once').uncheck();
  await page.getByRole('button', { name: 'Create job' }).click();

  await page.getByRole('button', { name: 'Start' }).click();
  await page.locator('h1 + div .badge.completed').waitFor();
  await page.locator('.tile').nth(23).waitFor();
  const first = await page.locator('.tile').count();
  await page.getByRole('button', { name: 'Later' }).click();
  await page.getByText('Page 2').waitFor();
  return { first, second: await page.locator('.tile').count(), last: await page.getByRole('button', { name: 'Later' }).isDisabled() };
}
