// Looks at every page, light and dark, wide and narrow, and goes through the form by keyboard.
const luminance = colour => {
  const [red, green, blue] = colour.match(/[\d.]+/g).map(Number).map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (one, other) => {
  const [low, high] = [luminance(one), luminance(other)].sort((left, right) => left - right);
  return (high + 0.05) / (low + 0.05);
};

const ready = { '/': '.card.job', '/new': 'form', '/system': 'table' };

export default async function ({ open, shot, input }) {
  const pages = [];
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1200, 400]) {
      const page = await open({ colorScheme, viewport: { width, height: 900 } });
      for (const path of ['/', '/new', '/system', `/jobs/${input.job}`]) {
        await page.goto(path);
        await page.locator(ready[path] ?? '.tile').first().waitFor();
        const look = await page.evaluate(() => {
          const style = element => getComputedStyle(element);
          return {
            overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
            page: style(document.body).backgroundColor, text: style(document.body).color,
            quiet: [...document.querySelectorAll('.card .quiet')].map(element => style(element).color)[0] ?? style(document.body).color,
            card: style(document.querySelector('.card')).backgroundColor,
            nameless: [...document.querySelectorAll('input, select, textarea')].filter(control => !control.labels?.length).length
              + [...document.querySelectorAll('button, a')].filter(control => !control.textContent.trim() && !control.getAttribute('aria-label')).length
              + document.querySelectorAll('img:not([alt])').length,
          };
        });
        pages.push({ path, colorScheme, width, overflow: look.overflow, nameless: look.nameless, background: luminance(look.page),
          contrast: Math.min(contrast(look.page, look.text), contrast(look.card, look.quiet)) });
        await shot(page, `looks-${path.split('/')[1] || 'list'}-${colorScheme}-${width}`);
      }
      await page.context().close();
    }
  }

  const page = await open();
  await page.goto('/new');
  await page.locator('form').waitFor();
  const stops = [];
  for (let press = 0; press < 16; press++) {
    await page.keyboard.press('Tab');
    stops.push(await page.evaluate(() => {
      const element = document.activeElement;
      const hasOutline = parseFloat(getComputedStyle(element).outlineWidth) >= 2 && getComputedStyle(element).outlineStyle !== 'none';
      return `${element.id || element.textContent.trim() || element.value}${hasOutline ? '' : ' (focus not seen)'}`;
    }));
  }
  return { pages, stops };
}
