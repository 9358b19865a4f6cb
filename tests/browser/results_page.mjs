/* /search, which the server makes: complete with JavaScript off. */
import assert from 'node:assert/strict';
import { axe, browserTest, site } from './support.mjs';

function pageTest(name, options, act) {
	browserTest(`page__${name}`, { ...options }, async (page, t) => {
		if (await site.has('/search?q=tokio'))
			await act(page);
		else
			t.skip('the server has no /search');
	});
}

const OFF = { javaScriptEnabled: false };

pageTest('without_javascript_finds_and_links', OFF, async (page) => {
	await page.goto('/search');
	await page.getByRole('searchbox').fill('asyncio');
	await page.keyboard.press('Enter');
	await page.waitForURL('**/search?q=asyncio*');
	assert.ok(await page.locator('.bs-title mark').count() > 0);
	await page.locator('.bs-title a').first().click();
	await page.waitForURL('**/posts/**');
});

pageTest('without_javascript_the_box_is_a_link', OFF, async (page) => {
	await page.goto('/');
	await page.getByRole('link', { name: 'Search' }).click();
	await page.waitForURL('**/search');
});

pageTest('hostile_articles_stay_text', {}, async (page) => {
	await page.goto('/search?q=zebra');
	assert.match(await page.locator('.bs-title').first().textContent(),
		/<img src=x onerror=/);
	assert.equal(await page.locator('.bs-results :is(img, script)').count(), 0);
});

pageTest('hostile_questions_stay_text', {}, async (page) => {
	const text = '"><script>window.hacked=1</script><img src=x>';

	await page.goto(`/search?q=${encodeURIComponent(text)}`);
	assert.equal(await page.getByRole('searchbox').inputValue(), text);
	assert.equal(await page.locator('main :is(img, script)').count(), 0);
});

for (const colorScheme of ['light', 'dark'])
	pageTest(`axe_finds_nothing_in_${colorScheme}`, { colorScheme },
		async (page) => {
			for (const path of ['/search', '/search?q=async',
				'/search?q=xqzwvk', '/search?q=asynico']) {
				await page.goto(path);
				assert.deepEqual(await axe(page), [], path);
			}
		});

pageTest('fits_a_phone', { viewport: { width: 360, height: 640 },
	isMobile: true }, async (page) => {
	const top = (selector) => page.locator(selector).evaluate(
		(node) => node.getBoundingClientRect().top);

	await page.goto('/search?q=async');
	assert.equal(await page.evaluate(() =>
		document.documentElement.scrollWidth), 360);
	assert.equal(await top('.bs-field'), await top('.bs-button'));
});
