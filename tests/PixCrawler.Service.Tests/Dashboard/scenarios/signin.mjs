// Signs in with a key that may read only, and out.
export default async function ({ open, shot, input }) {
  const page = await open();
  await page.goto('/system');
  await page.getByLabel('API key').fill('pck_wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  const refused = await page.locator('#sign-in-error').filter({ hasText: 'unknown' }).textContent();
  await shot(page, 'sign-in');
  await page.getByLabel('API key').fill(input.key);
  await page.keyboard.press('Enter');
  await page.getByText('it needs the scope admin').first().waitFor();
  const cookies = await page.context().cookies();
  const result = {
    refused,
    user: await page.locator('#user').innerText(),
    scripts: await page.evaluate(() => document.cookie + JSON.stringify({ ...sessionStorage }) + JSON.stringify({ ...localStorage })),
    cookies: cookies.map(({ httpOnly, sameSite }) => ({ httpOnly, sameSite })),
  };
  await page.goto(`/jobs/${input.job}`);
  await page.locator('h1 + div .badge.completed').waitFor();
  await page.locator('.tile img').first().waitFor();
  result.canChange = await page.getByRole('button', { name: /Cancel job|Retry failed|Start/ }).count();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('API key').waitFor();
  result.left = (await page.context().cookies()).length;
  return result;
}
