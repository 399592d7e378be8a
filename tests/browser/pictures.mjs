// Takes the pictures of the README from the pages of `make demo`.  Arguments: the folder of the pages, the folder for the pictures.
import path from 'node:path';
import { firstRow, launch, open } from './browser.mjs';

const [from, to] = process.argv.slice(2).map(folder => path.resolve(folder));
const size = { width: 1280, height: 800 };

const browser = await launch();
{
	const { page, close } = await open(browser, path.join(from, 'page.html'), { hash: 'lang=en', ...size });
	const rows = page.locator('#table tbody tr[aria-rowindex] .open', { hasText: '新建健身步道' });
	await page.waitForSelector(firstRow);
	await rows.first().click();
	await page.waitForTimeout(300);
	await page.screenshot({ path: path.join(to, 'page.png') });
	await close();
}
{
	const { page, close } = await open(browser, path.join(from, 'diff.html'), { hash: 'lang=en', ...size });
	await page.waitForTimeout(300);
	await page.screenshot({ path: path.join(to, 'diff.png') });
	await close();
}
await browser.close();
