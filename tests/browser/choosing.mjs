/* Opening the box and choosing a result: keys, mouse, several boxes. */
import assert from 'node:assert/strict';
import { active, ask, browserTest, openBox, site, titles } from './support.mjs';

const isOpen = (page) => page.locator('.bs-dialog').first()
	.evaluate((dialog) => dialog.open);

browserTest('keys__slash_and_control_k_open', {}, async (page) => {
	await page.goto('/');
	await page.locator('.bs-trigger').waitFor();
	for (const key of ['/', 'Control+k', 'Meta+k']) {
		await page.keyboard.press(key);
		assert.ok(await isOpen(page), key);
		assert.equal(await page.locator('.bs-input').inputValue(), '');
		await page.keyboard.press('Escape');
		assert.ok(!await isOpen(page), key);
	}
});

browserTest('keys__slash_is_typed_in_a_field', {}, async (page) => {
	site.page('/form', '<input aria-label="a"><div contenteditable>x</div>' +
		'<blog-search></blog-search>');
	await page.goto('/form');
	await page.locator('.bs-trigger').waitFor();
	for (const field of ['input', 'div[contenteditable]']) {
		await page.locator(field).first().focus();
		await page.keyboard.press('/');
		assert.ok(!await isOpen(page), field);
	}
	assert.equal(await page.locator('input').first().inputValue(), '/');
});

browserTest('keys__an_event_without_one_is_passed_over', {}, async (page) => {
	await page.goto('/');
	await page.locator('.bs-trigger').waitFor();
	await page.evaluate(() => document.dispatchEvent(new Event('keydown')));
	assert.equal(await page.locator('.bs-dialog').isVisible(), false);
});

browserTest('keys__off_leaves_them_to_the_page', {}, async (page) => {
	site.page('/off', '<blog-search keys="off"></blog-search>');
	await page.goto('/off');
	await page.locator('.bs-trigger').waitFor();
	await page.keyboard.press('/');
	assert.ok(!await isOpen(page));
});

browserTest('keys__the_focus_returns', {}, async (page) => {
	site.page('/focus', '<a href="#" id="link">a</a>' +
		'<blog-search></blog-search>');
	await page.goto('/focus');
	await page.locator('.bs-trigger').waitFor();
	await page.focus('#link');
	await page.keyboard.press('/');
	await page.keyboard.press('Escape');
	assert.equal(await page.evaluate('document.activeElement.id'), 'link');
	await page.waitForFunction(
		'document.documentElement.style.overflow === ""');
});

browserTest('keys__escape_clears_then_closes', {}, async (page) => {
	await openBox(page);
	await ask(page, 'rust');
	await page.keyboard.press('Escape');
	assert.equal(await page.locator('.bs-input').inputValue(), '');
	assert.ok(await isOpen(page));
	await page.keyboard.press('Escape');
	assert.ok(!await isOpen(page));
});

browserTest('keys__arrows_go_round_and_enter_opens', {}, async (page) => {
	await openBox(page);
	await ask(page, 'async');
	const input = page.getByRole('combobox');
	const options = page.getByRole('option');
	const count = await options.count();

	assert.equal(await input.getAttribute('aria-expanded'), 'true');
	for (const [key, index] of [[null, 0], ['ArrowUp', count - 1],
		['ArrowDown', 0], ['ArrowDown', 1]]) {
		if (key)
			await page.keyboard.press(key);
		const id = await options.nth(index).getAttribute('id');
		assert.equal(await input.getAttribute('aria-activedescendant'), id);
		assert.equal(await active(page).getAttribute('id'), id);
		assert.equal(await active(page).count(), 1);
	}
	const url = await active(page).getAttribute('href');
	await page.keyboard.press('Enter');
	await page.waitForURL(url);
});

browserTest('keys__the_marked_option_is_in_sight', {}, async (page) => {
	await openBox(page);
	await ask(page, 'async');
	for (let i = 0; i < 12; i++)
		await page.keyboard.press('ArrowDown');
	const inside = await active(page).evaluate((option) => {
		const own = option.getBoundingClientRect();
		const all = option.closest('.bs-scroller').getBoundingClientRect();

		return own.top >= all.top - 1 && own.bottom <= all.bottom + 1;
	});
	assert.ok(inside);
});

browserTest('keys__home_and_end_move_in_the_text', {}, async (page) => {
	await openBox(page);
	await ask(page, 'rust');
	await page.keyboard.press('ArrowDown');
	const id = await active(page).getAttribute('id');
	await page.keyboard.press('Home');
	assert.equal(await page.locator('.bs-input').evaluate(
		(input) => input.selectionStart), 0);
	await page.keyboard.press('End');
	assert.equal(await page.locator('.bs-input').evaluate(
		(input) => input.selectionStart), 4);
	assert.equal(await active(page).getAttribute('id'), id);
});

browserTest('keys__control_enter_opens_a_new_tab', {}, async (page) => {
	await openBox(page);
	await ask(page, 'tokio');
	const url = await active(page).getAttribute('href');
	const [tab] = await Promise.all([page.context().waitForEvent('page'),
		page.keyboard.press('Control+Enter')]);
	await tab.waitForURL(url);
	assert.ok(await isOpen(page));
	assert.equal(await tab.evaluate('window.opener'), null);
});

browserTest('keys__enter_before_the_answer_opens_the_page', {},
	async (page) => {
		await openBox(page);
		site.delay = (url) => url.startsWith('/api/') ? 3000 : 0;
		await page.keyboard.type('tokio');
		await page.keyboard.press('Enter');
		await page.waitForURL('**/search?q=tokio&prefer=en');
	});

browserTest('mouse__click_opens_box_and_result', {}, async (page) => {
	await page.goto('/');
	await page.locator('.bs-trigger').click();
	await ask(page, 'async');
	await page.locator('.bs-result').nth(1).locator('.bs-title').hover();
	const url = await active(page).getAttribute('href');
	assert.equal(await active(page).locator('.bs-title').textContent(),
		(await titles(page))[1]);
	await active(page).click();
	await page.waitForURL(url);
});

browserTest('mouse__click_beside_closes', {}, async (page) => {
	await openBox(page);
	await page.mouse.click(5, 300);
	assert.ok(!await isOpen(page));
});

browserTest('section__arrows_reach_its_deep_link', {}, async (page) => {
	await openBox(page);
	await ask(page, 'asyncio taskgroup');
	const section = page.locator('.bs-section').first();

	assert.match(await section.getAttribute('href'), /\/posts\/.+#.+/);
	for (let i = 0; i < 20; i++) {
		if (await section.getAttribute('aria-selected') === 'true')
			break;
		await page.keyboard.press('ArrowDown');
	}
	const url = await active(page).getAttribute('href');
	await page.keyboard.press('Enter');
	await page.waitForURL(url);
	assert.ok(new URL(page.url()).hash.length > 1);
});

browserTest('all__the_last_option_is_the_results_page', {}, async (page) => {
	site.page('/few', '<blog-search limit="2"></blog-search>');
	await openBox(page, '/few');
	await ask(page, 'async');
	await page.keyboard.press('ArrowUp');
	assert.match(await active(page).textContent(), /^All \d+ results$/);
	await page.keyboard.press('Enter');
	await page.waitForURL('**/search?q=async&prefer=en');
});

browserTest('recent__searches_are_kept_and_cleared', {}, async (page) => {
	await openBox(page);
	await ask(page, 'tokio');
	await page.keyboard.press('Enter');
	await page.waitForURL('**/posts/**');
	await openBox(page);
	await page.keyboard.press('ArrowDown');
	assert.equal(await active(page).textContent(), 'tokio');
	await page.keyboard.press('Enter');
	await page.locator('.bs-title').first().waitFor();
	assert.equal(await page.locator('.bs-input').inputValue(), 'tokio');
	await page.keyboard.press('Escape');
	await page.getByRole('button', { name: 'Clear' }).last().click();
	assert.equal(await page.locator('.bs-recent').count(), 0);
	assert.equal(await page.evaluate(
		'localStorage.getItem("blog-search:recent")'), '[]');
});

for (const [what, script] of [
	['forbidden', () => Object.defineProperty(window, 'localStorage',
		{ get() {
			throw new Error('forbidden');
		} })],
	['of_another', () => localStorage.setItem('blog-search:recent',
		'{"a":[1,2,{}]}')],
])
	browserTest(`recent__storage_${what}_does_no_harm`, {}, async (page) => {
		await page.addInitScript(script);
		await openBox(page);
		await ask(page, 'tokio');
		await page.keyboard.press('Enter');
		await page.waitForURL('**/posts/**');
	});

browserTest('two_boxes__each_has_its_own_question', {}, async (page) => {
	site.page('/two', '<blog-search id="a"></blog-search>' +
		'<blog-search id="b" inline></blog-search>');
	await page.goto('/two');
	await page.locator('#b .bs-input').click();
	await ask(page, 'tokio');
	assert.equal(await page.locator('#a .bs-title').count(), 0);
	const first = await page.locator('#b .bs-title').first().textContent();
	await page.locator('h1, body').first().click({ position: { x: 1, y: 1 } });
	await page.locator('#b .bs-input').evaluate((input) => input.blur());
	await page.keyboard.press('/');
	await ask(page, 'django');
	assert.equal(await page.locator('#a').evaluate((box) =>
		box.shadowRoot.querySelector('dialog').open), true);
	assert.equal(await page.locator('#b .bs-title').first().textContent(),
		first);
	assert.notEqual(await page.locator('#a .bs-title').first()
		.textContent(), first);
});

browserTest('element__taken_away_and_put_back_works', {}, async (page) => {
	await openBox(page);
	await page.evaluate(() => {
		const box = document.querySelector('blog-search');
		const place = box.parentNode;

		box.remove();
		place.append(box);
	});
	await page.waitForFunction(
		'document.documentElement.style.overflow === ""');
	await page.keyboard.press('/');
	await ask(page, 'tokio');
	assert.ok((await titles(page)).length > 0);
});
