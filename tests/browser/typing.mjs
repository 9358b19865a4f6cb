/* Typing, and what is shown meanwhile. */
import assert from 'node:assert/strict';
import { ask, browserTest, openBox, site, sleep, titles } from './support.mjs';

browserTest('typing__every_letter_has_results', {}, async (page) => {
	const word = 'asyncio';

	await openBox(page);
	for (const [i, letter] of [...word].entries()) {
		await Promise.all([page.waitForResponse((response) =>
			response.url().includes(`q=${word.slice(0, i + 1)}&`)),
		page.keyboard.type(letter)]);
		await page.locator('.bs-title').first().waitFor();
	}
	assert.match((await titles(page)).join(), /Debugging asyncio/);
	assert.ok(await page.locator('.bs-title mark').count() > 0);
});

browserTest('typing__a_burst_of_letters_is_few_requests', {}, async (page) => {
	await openBox(page);
	await ask(page, 'postgresql');
	assert.ok(site.requests.length <= 3, site.requests.join('\n'));
});

browserTest('typing__a_result_is_as_on_the_site', {}, async (page) => {
	await openBox(page);
	await ask(page, 'debugging asyncio in production');
	const result = page.locator('.bs-result').first();

	assert.equal(await result.locator('.bs-title').textContent(),
		'Debugging asyncio in Production — The Patterns That Find Real Bugs');
	assert.match(await result.locator('.bs-meta > span').first()
		.textContent(), /^April 30, 2026 · 3 min · \d+ words · Manvendra Rajpoot$/);
	assert.deepEqual(await result.locator('.bs-tag').allTextContents(),
		['python', 'asyncio', 'debugging']);
	assert.ok(await result.locator('.bs-snippet mark').count() > 0);
});

for (const zone of ['Pacific/Honolulu', 'Pacific/Kiritimati'])
	browserTest(`typing__the_date_is_the_article_s_in_${zone}`,
		{ timezoneId: zone }, async (page) => {
			await openBox(page);
			await ask(page, 'debugging asyncio in production');
			assert.match(await page.locator('.bs-meta').first()
				.textContent(), /^April 30, 2026/);
		});

browserTest('typing__the_count_is_read_out_once_it_rests', {}, async (page) => {
	await openBox(page);
	await ask(page, 'tokio');
	await page.waitForFunction(() => /^\d+ results?$/.test(document
		.querySelector('blog-search').shadowRoot
		.querySelector('[role=status]').textContent));
});

browserTest('typing__nothing_found_says_so', {}, async (page) => {
	await openBox(page);
	await ask(page, 'xqzwvk');
	assert.equal(await page.locator('.bs-message p').first().textContent(),
		'No results for xqzwvk');
	assert.equal(await page.getByRole('combobox')
		.getAttribute('aria-expanded'), 'false');
});

browserTest('typing__an_input_method_is_waited_for', {}, async (page) => {
	await openBox(page);
	await page.locator('.bs-input').evaluate((input) => {
		input.dispatchEvent(new CompositionEvent('compositionstart'));
		input.value = 'rus';
		input.dispatchEvent(new InputEvent('input', { isComposing: true }));
	});
	await sleep(250);
	assert.equal(site.requests.length, 0);
	await page.locator('.bs-input').evaluate((input) => {
		input.value = 'rust';
		input.dispatchEvent(new CompositionEvent('compositionend'));
	});
	await page.locator('.bs-title').first().waitFor();
	assert.equal(site.requests.length, 1);
});

browserTest('typing__labels_and_numbers_are_the_page_s', {}, async (page) => {
	site.page('/de', `<blog-search lang="de" placeholder="Suchen"
		label-button="Suche" label-words="{n} Wörter"
		label-words-one="{n} Wort"></blog-search>`);
	await openBox(page, '/de');
	assert.equal(await page.locator('.bs-trigger span').textContent(), 'Suche');
	assert.equal(await page.locator('.bs-input').getAttribute('placeholder'),
		'Suchen');
	await ask(page, 'debugging asyncio in production');
	assert.match(await page.locator('.bs-meta').first().textContent(),
		/^30\. April 2026 · 3 min · \d+ Wörter/);
});

browserTest('inline__the_address_keeps_the_question', {}, async (page) => {
	site.page('/find', '<blog-search inline autofocus></blog-search>');
	await page.goto('/find?q=tokio');
	await page.locator('.bs-title').first().waitFor();
	assert.equal(await page.locator('.bs-input').inputValue(), 'tokio');
	await page.locator('.bs-input').fill('rust');
	await page.waitForURL('**/find?q=rust');
	await page.keyboard.press('Enter');
	await page.waitForURL('**/posts/**');
	await page.goBack();
	await page.locator('.bs-title').first().waitFor();
	assert.equal(await page.locator('.bs-input').inputValue(), 'rust');
});

browserTest('inline__the_last_option_shows_more', {}, async (page) => {
	site.page('/find', '<blog-search inline limit="2"></blog-search>');
	await page.goto('/find?q=async');
	await page.locator('.bs-rest').click();
	await page.waitForFunction(() => document.querySelector('blog-search')
		.shadowRoot.querySelectorAll('.bs-result').length > 2);
});
