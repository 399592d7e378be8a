// Opens a page in a Chromium of the system and watches it: what it prints, what it asks for, what breaks.
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(path.join(process.env.GONGBAO_BROWSER_MODULES, 'package.json'));
const { chromium } = require('playwright-core');
export const axe = require('axe-core').source;

export function launch() {
	return chromium.launch({ executablePath: process.env.GONGBAO_CHROMIUM, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

// The page, in a window of its own, with lists of what went wrong.
export async function open(browser, file, { hash = 'lang=zh', width = 1440, height = 900, ...options } = {}) {
	const context = await browser.newContext({ viewport: { width, height }, locale: 'zh-CN', ...options });
	const page = await context.newPage();
	const trouble = [];
	page.on('console', m => ['error', 'warning'].includes(m.type()) && trouble.push('console: ' + m.text()));
	page.on('pageerror', e => trouble.push('error: ' + e.message));
	page.on('dialog', d => {
		trouble.push('dialog: ' + d.message());
		d.dismiss();
	});
	await context.route('**/*', route => {
		const url = route.request().url();
		if (url.startsWith('file://' + file) || url.startsWith('data:image/png;'))
			return route.continue();
		trouble.push('request: ' + url.slice(0, 200));
		return route.abort();
	});
	await page.goto('file://' + file + '#' + hash);
	return { page, trouble, close: () => context.close() };
}

export const firstRow = '#table tbody tr[aria-rowindex="2"]';

// Names in the rows that are in the page, in the order of their numbers.
export function names(page) {
	return page.$$eval('#table tbody tr[aria-rowindex]', rows => rows.map(r => r.querySelector('.open').textContent));
}

export function rowCount(page) {
	return page.$eval('#table', t => Number(t.getAttribute('aria-rowcount')) - 1);
}
