/* How the box looks: schemes, sizes, directions; and to those who listen. */
import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { test } from 'node:test';
import { ask, axe, browserTest, openBox, settled, site } from './support.mjs';

const PHONE = { viewport: { width: 360, height: 640 }, isMobile: true,
	hasTouch: true };

/* Whether the box shows light text on dark ground. */
const isDark = (page) => page.locator('.bs-panel').first().evaluate(
	(panel) => {
		const [r] = getComputedStyle(panel).color.match(/[\d.]+/g);

		return Number(r) > 128;
	});

function schemePage(path, css, options = {}) {
	site.page(path, `<body ${options.body || ''}><blog-search></blog-search>`,
		{ head: `<link rel="stylesheet" href="${path}.css">`,
			html: options.html });
	site.pages.set(`${path}.css`, css);
}

for (const [name, dark, css, options] of [
	['of_a_page_that_knows_no_dark', false, ''],
	['of_color_scheme', true, ':root { color-scheme: light dark }'],
	['of_color_scheme_light', false, ':root { color-scheme: only light }'],
	['of_a_media_query', true, '@media (prefers-color-scheme: dark) ' +
		'{ body { background: #111; color: #eee } }'],
	['of_a_class', true, '', { body: 'class="post dark"' }],
	['of_data_theme', true, '', { html: 'data-theme="dark"' }],
	['of_data_theme_light', false, ':root { color-scheme: light dark }',
		{ html: 'data-theme="light"' }],
])
	browserTest(`scheme__is_that_${name}`, { colorScheme: 'dark' },
		async (page) => {
			schemePage('/scheme', css, options);
			await openBox(page, '/scheme');
			assert.equal(await isDark(page), dark);
		});

browserTest('scheme__follows_a_switch_on_the_page', {}, async (page) => {
	schemePage('/scheme', '', {});
	await openBox(page, '/scheme');
	assert.equal(await isDark(page), false);
	await page.evaluate(() => document.body.classList.add('dark'));
	assert.equal(await isDark(page), true);
	await page.evaluate(() => document.body.classList.remove('dark'));
	assert.equal(await isDark(page), false);
});

browserTest('style__variables_of_the_page_reach_the_box', {}, async (page) => {
	schemePage('/vars', ':root { --bs-ground: rgb(1, 2, 3) }');
	await openBox(page, '/vars');
	assert.equal(await page.locator('.bs-dialog').evaluate((dialog) =>
		getComputedStyle(dialog).backgroundColor), 'rgb(1, 2, 3)');
});

browserTest('phone__the_dialog_is_the_screen', PHONE, async (page) => {
	await page.goto('/');
	await page.locator('.bs-trigger').tap();
	await ask(page, 'asyncio');
	assert.deepEqual(await page.locator('.bs-dialog').evaluate((dialog) => {
		const { x, y, width, height } = dialog.getBoundingClientRect();

		return [x, y, width, height];
	}), [0, 0, 360, 640]);
	assert.ok(await page.locator('.bs-input').evaluate((input) =>
		parseFloat(getComputedStyle(input).fontSize)) >= 16);
	assert.equal(await page.evaluate(() =>
		document.documentElement.scrollWidth), 360);
	assert.ok(await page.locator('.bs-scroller').evaluate((scroller) =>
		scroller.scrollWidth <= scroller.clientWidth));
	await page.getByRole('button', { name: 'Close' }).tap();
	assert.equal(await page.locator('.bs-dialog').isVisible(), false);
});

browserTest('phone__what_is_tapped_is_not_small', PHONE, async (page) => {
	await page.goto('/');
	await page.locator('.bs-trigger').tap();
	await ask(page, 'asyncio');
	const small = await page.locator(
		'.bs-dialog :is(button, [role=option]):visible').evaluateAll(
		(nodes) => nodes.filter((node) =>
			node.getBoundingClientRect().height < 28)
			.map((node) => node.textContent));
	assert.deepEqual(small, []);
});

browserTest('direction__right_to_left_is_mirrored', {}, async (page) => {
	site.page('/rtl', '<blog-search lang="ar"></blog-search>',
		{ html: 'dir="rtl"' });
	await openBox(page, '/rtl');
	await ask(page, 'tokio');
	const x = (selector) => page.locator(selector).first().evaluate(
		(node) => node.getBoundingClientRect().x);

	assert.ok(await x('.bs-bar .bs-icon') > await x('.bs-erase'));
});

browserTest('direction__facts_keep_their_order', {}, async (page) => {
	site.page('/rtl', '<blog-search lang="ar"></blog-search>',
		{ html: 'dir="rtl"' });
	await openBox(page, '/rtl');
	await ask(page, 'tokio');
	const places = await page.locator('.bs-meta').first().locator('bdi')
		.evaluateAll((facts) => facts.map((fact) => {
			const { left, right, height } = fact.getBoundingClientRect();

			return { left, right, height };
		}));

	assert.equal(places.length, 4);
	places.slice(1).forEach((place, i) =>
		assert.ok(place.right <= places[i].left && place.height < 30));
});

browserTest('motion__none_where_none_is_wanted', { reducedMotion: 'reduce' },
	async (page) => {
		await openBox(page);
		site.delay = () => 2000;
		await page.keyboard.type('tokio');
		await page.locator('.bs-busy').waitFor();
		assert.equal(await page.evaluate(() => document.querySelector(
			'blog-search').shadowRoot.getAnimations?.().length ??
			document.getAnimations().length), 0);
	});

browserTest('contrast__forced_colours_show_the_option',
	{ forcedColors: 'active' }, async (page) => {
		await openBox(page);
		await ask(page, 'asyncio');
		const ground = (selected) => page.locator(
			`.bs-option[aria-selected=${selected}]`).first().evaluate(
			(option) => getComputedStyle(option).backgroundColor);

		assert.notEqual(await ground(true), await ground(false));
	});

for (const colorScheme of ['light', 'dark'])
	browserTest(`axe__finds_nothing_in_${colorScheme}`, { colorScheme },
		async (page) => {
			schemePage('/axe', ':root { color-scheme: light dark }');
			site.page('/axe', '<main><h1>A site</h1>' +
				'<blog-search></blog-search></main>',
			{ head: '<link rel="stylesheet" href="/axe.css">' });
			await page.goto('/axe');
			await page.locator('.bs-trigger').waitFor();
			assert.deepEqual(await axe(page), [], 'closed');
			await openBox(page, '/axe');
			await settled(page);
			assert.deepEqual(await axe(page), [], 'open');
			await ask(page, 'asynico');
			await page.locator('.bs-chip').first().click();
			await page.locator('.bs-chip[aria-pressed=true]').waitFor();
			await page.mouse.move(0, 0);
			await settled(page);
			assert.deepEqual(await axe(page), [], 'results');
			await page.keyboard.press('Escape');
			await openBox(page, '/axe');
			await ask(page, 'xqzwvk');
			await settled(page);
			assert.deepEqual(await axe(page), [], 'nothing found');
		});

browserTest('axe__finds_nothing_in_errors_and_recent_searches', {},
	async (page) => {
		await page.addInitScript(() => localStorage.setItem(
			'blog-search:recent', '["tokio","rust"]'));
		await openBox(page);
		await settled(page);
		assert.deepEqual(await axe(page), [], 'recent');
		await page.context().setOffline(true);
		await page.keyboard.type('tokio');
		await page.getByText('You are offline.').first().waitFor();
		assert.deepEqual(await axe(page), [], 'offline');
	});

browserTest('axe__finds_nothing_in_a_field_in_the_page', {}, async (page) => {
	site.page('/find', '<main><h1>Search</h1>' +
		'<blog-search inline></blog-search></main>');
	await page.goto('/find?q=asyncio');
	await page.locator('.bs-title').first().waitFor();
	assert.deepEqual(await axe(page), []);
});

test('size__under_15_kilobytes_in_all', async () => {
	let size = 0;

	for (const file of ['searchbox.js', 'searchbox.css']) {
		const body = await (await fetch(`${site.origin}/${file}`)).text();
		size += gzipSync(body, { level: 9 }).length;
	}
	assert.ok(size < 12000, `${size} bytes`);
});
