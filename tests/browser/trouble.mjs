/* Slow, gone and hostile: servers and articles. */
import assert from 'node:assert/strict';
import { ask, browserTest, openBox, site, sleep, titles } from './support.mjs';

/* By the page's own clock, for the machine may be slow too. */
browserTest('slow__is_shown_after_a_while', {}, async (page) => {
	await openBox(page);
	site.delay = () => 1200;
	await page.locator('.bs-panel').evaluate((panel) => {
		const begin = performance.now();

		document.querySelector('blog-search').search('tokio');
		new MutationObserver(() => {
			if (panel.classList.contains('bs-busy'))
				window.busyAfter ??= performance.now() - begin;
		}).observe(panel, { attributes: true });
	});
	await page.locator('.bs-busy').waitFor();
	assert.ok(await page.evaluate('window.busyAfter') >= 220);
	await page.locator('.bs-title').first().waitFor();
	assert.equal(await page.locator('.bs-busy').count(), 0);
});

browserTest('slow__an_answer_that_is_late_is_dropped', {}, async (page) => {
	await openBox(page);
	site.delay = (url) => url.includes('q=django') ? 900 : 0;
	await page.keyboard.type('django');
	await sleep(200);
	await page.locator('.bs-input').fill('tokio');
	await page.locator('.bs-title').first().waitFor();
	const shown = await titles(page);
	await sleep(1000);
	assert.deepEqual(await titles(page), shown);
	assert.match(shown[0], /Tokio/);
});

/* The answer to "toki" comes while the "o" waits for its turn. */
browserTest('slow__an_answer_does_not_end_the_typing', {}, async (page) => {
	await openBox(page);
	site.delay = (url) => /q=toki&/.test(url) ? 60 : 0;
	await page.keyboard.type('toki');
	await sleep(100);
	await Promise.all([page.waitForResponse((response) =>
		response.url().includes('q=tokio&')), page.keyboard.type('o')]);
});

browserTest('gone__the_server_stops_and_comes_back', {}, async (page) => {
	await openBox(page);
	await ask(page, 'toki');
	await site.backend.stop();
	try {
		await page.keyboard.type('o');
		await page.getByText('The search does not answer.').first().waitFor();
		assert.equal(await page.locator('.bs-title').count(), 0);
	} finally {
		await site.backend.start();
	}
	await page.getByRole('button', { name: 'Try again' }).click();
	await page.locator('.bs-title').first().waitFor();
});

browserTest('gone__offline_says_so_and_goes_on_by_itself', {},
	async (page) => {
		await openBox(page);
		await page.context().setOffline(true);
		await page.keyboard.type('tokio');
		await page.getByText('You are offline.').first().waitFor();
		await page.context().setOffline(false);
		await page.locator('.bs-title').first().waitFor();
	});

browserTest('gone__too_many_requests_says_so', {}, async (page) => {
	await page.route('**/api/search*', (route) => route.fulfill(
		{ status: 429, json: { error: 'too many requests' } }));
	await openBox(page);
	await page.keyboard.type('tokio');
	await page.getByText('Too many searches.').first().waitFor();
});

for (const [what, body] of [['no_json', 'hello'], ['null', 'null'],
	['another_json', '[1]'], ['cut_off', '{"total":3,"results":[']])
	browserTest(`gone__an_answer_that_is_${what}_is_a_failure`, {},
		async (page) => {
			await page.route('**/api/search*', (route) => route.fulfill(
				{ contentType: 'application/json', body }));
			await openBox(page);
			await page.keyboard.type('tokio');
			await page.getByText('The search does not answer.').first()
				.waitFor();
		});

browserTest('hostile__an_article_stays_text', {}, async (page) => {
	await openBox(page);
	await ask(page, 'zebra');
	const result = page.locator('.bs-result').first();

	assert.match((await titles(page))[0], /<img src=x onerror=.*<\/script>/);
	assert.equal(await result.locator('img, script, svg, i').count(), 0);
	assert.match(await result.locator('.bs-meta').textContent(),
		/<b>Mallory<\/b>/);
	await sleep(200); /* for what would run by itself */
});

browserTest('hostile__links_never_run_scripts', {}, async (page) => {
	const urls = ['javascript:window.hacked=1', 'data:text/html,x',
		'//evil.example/x', 'http://[', '/posts/x/'];

	await page.route('**/api/search*', (route) => route.fulfill({ json: {
		total: 5, results: urls.map((url) => ({ title: 'a', url })) } }));
	await openBox(page);
	await ask(page, 'tokio');
	assert.deepEqual(await page.locator('.bs-option').evaluateAll(
		(options) => options.map((option) => option.href)),
	['', '', 'http://evil.example/x', '', `${site.origin}/posts/x/`]);
	await page.keyboard.press('Enter');
});

browserTest('hostile__only_mark_is_markup', {}, async (page) => {
	await page.route('**/api/search*', (route) => route.fulfill({ json: {
		total: 1, results: [{ url: '/x', title: 'x', title_marked:
			'<img src=x onerror=hacked=1><mark onclick=hacked=2>a</mark>' +
			'<mark>&lt;b&gt; &amp;lt; &quot;&#39;</mark></mark><mark>' }],
	} }));
	await openBox(page);
	await ask(page, 'tokio');
	assert.deepEqual(await titles(page), ['<img src=x onerror=hacked=1>' +
		'<mark onclick=hacked=2>a</mark><b> &lt; "\'</mark><mark>']);
	assert.equal(await page.locator('.bs-title *').count(), 1);
});
