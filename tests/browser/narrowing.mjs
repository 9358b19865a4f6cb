/* Filters, corrected and dropped words. */
import assert from 'node:assert/strict';
import { ask, browserTest, openBox, site, titles } from './support.mjs';

const chip = (page, name) => page.locator('.bs-chip',
	{ has: page.getByText(name, { exact: true }) });
const asked = (page, part) => page.waitForResponse((response) =>
	response.url().includes(part));

browserTest('facet__a_tag_narrows_and_widens', {}, async (page) => {
	await openBox(page);
	await ask(page, 'async');
	const before = (await titles(page)).length;
	const tag = chip(page, 'asyncio');
	const count = Number(await tag.locator('.bs-number').textContent());

	await Promise.all([asked(page, 'tag=asyncio'), tag.click()]);
	await page.waitForFunction((n) => document.querySelector('blog-search')
		.shadowRoot.querySelectorAll('.bs-result').length === n, count);
	assert.equal(await tag.getAttribute('aria-pressed'), 'true');
	await tag.click();
	await page.waitForFunction((n) => document.querySelector('blog-search')
		.shadowRoot.querySelectorAll('.bs-title').length === n, before);
	assert.equal(await tag.getAttribute('aria-pressed'), 'false');
});

browserTest('facet__by_keyboard_keeps_the_focus', {}, async (page) => {
	await openBox(page);
	await ask(page, 'async');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Tab');
	const key = () => page.evaluate(() => document.activeElement.shadowRoot
		.activeElement.dataset.key);
	const name = await key();

	assert.match(name, /^tag:/);
	await Promise.all([asked(page, 'tag='), page.keyboard.press('Space')]);
	await page.locator('.bs-chip[aria-pressed=true]').waitFor();
	assert.equal(await key(), name);
});

browserTest('facet__a_year_is_from_january_to_january', {}, async (page) => {
	site.page('/year', '<blog-search></blog-search>');
	await page.route('**/api/search*', async (route) => {
		const answer = await (await route.fetch()).json();

		answer.total = 10;
		answer.facets.year = [{ value: '2026', count: 3 },
			{ value: '2025', count: 2 }];
		await route.fulfill({ json: answer });
	});
	await openBox(page, '/year');
	await ask(page, 'async');
	await Promise.all([asked(page, 'after=2025&before=2026'),
		chip(page, '2025').click()]);
	await Promise.all([asked(page, 'after=2026&before=2027'),
		chip(page, '2026').click()]);
});

browserTest('facet__without_text_shows_all_of_it', {}, async (page) => {
	await openBox(page);
	await ask(page, 'tokio');
	await Promise.all([asked(page, 'tag='),
		page.locator('.bs-chip').first().click()]);
	await Promise.all([asked(page, 'q=&tag='),
		page.locator('.bs-input').fill('')]);
	assert.ok((await titles(page)).length > 0);
	await page.locator('.bs-input').focus();
	await page.keyboard.press('Escape');
	await page.locator('.bs-chip').first().waitFor({ state: 'hidden' });
});

browserTest('facet__that_leaves_nothing_can_be_removed', {}, async (page) => {
	await openBox(page);
	await ask(page, 'tokio');
	await Promise.all([asked(page, 'tag='),
		page.locator('.bs-chip').first().click()]);
	await page.locator('.bs-input').fill('xqzwvk');
	await Promise.all([asked(page, 'q=xqzwvk&prefer'),
		page.getByRole('button', { name: 'Remove the filters' }).click()]);
});

browserTest('filter__of_the_page_is_in_every_request', {}, async (page) => {
	site.page('/filter', '<blog-search limit="1" filter="tag=rust&lang=en">' +
		'</blog-search>');
	await openBox(page, '/filter');
	await ask(page, 'async');
	assert.match(site.requests.at(-1), /\?tag=rust&lang=en&q=async&limit=1&/);
	assert.match(await page.locator('.bs-rest').getAttribute('href'),
		/\/search\?tag=rust&lang=en&q=async$/);
});

browserTest('language__of_the_page_is_preferred', {}, async (page) => {
	site.page('/fr', '<blog-search lang="fr"></blog-search>');
	await openBox(page, '/fr');
	await ask(page, 'async');
	assert.match(site.requests.at(-1), /\?q=async&prefer=fr&/);
	/* So does the page of all results, and what follows from it. */
	await page.goto(await page.locator('.bs-rest').getAttribute('href'));
	assert.match(page.url(), /\/search\?q=async&prefer=fr$/);
	assert.equal(await page.locator('input[name=prefer]')
		.getAttribute('value'), 'fr');
	/* Where others are left out, nothing is preferred. */
	site.page('/en', '<blog-search filter="lang=en"></blog-search>');
	await openBox(page, '/en');
	await ask(page, 'async');
	assert.match(site.requests.at(-1), /\?lang=en&q=async&/);
});

browserTest('correction__is_said_and_can_be_refused', {}, async (page) => {
	await openBox(page);
	await ask(page, 'asynico production');
	assert.equal(await page.locator('.bs-note').first().textContent(),
		'Showing results for asyncio production. ' +
		'Search instead for asynico production.');
	assert.ok((await titles(page)).length > 0);
	await Promise.all([
		asked(page, 'q=asynico+production&literal=1'),
		page.getByRole('button', { name: /^Search instead/ }).click(),
	]);
	assert.equal(await page.locator('.bs-input').inputValue(),
		'asynico production');
	/* Another letter is another question. */
	await page.keyboard.press('End');
	await Promise.all([asked(page, 'q=asynico+productions&prefer'),
		page.keyboard.type('s')]);
});

browserTest('dropped__words_are_named', {}, async (page) => {
	await page.route('**/api/search*', async (route) => {
		const answer = await (await route.fetch()).json();

		answer.applied.dropped = ['<b>one</b>', 'two'];
		answer.partial = true;
		await route.fulfill({ json: answer });
	});
	await openBox(page);
	await ask(page, 'tokio');
	assert.deepEqual(await page.locator('.bs-note').allTextContents(),
		['Some results lack: <b>one</b>, two',
			'The search was cut short. Some results may be missing.']);
});
