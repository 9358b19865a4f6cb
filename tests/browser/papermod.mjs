/* server/papermod in a Hugo site, with a theme that has PaperMod's hooks. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ask, axe, browserTest, settled, site, TOP } from './support.mjs';

/* Of PaperMod: its variables, and that it bundles css/extended. */
const THEME = {
	'layouts/_default/baseof.html': `<!DOCTYPE html><html lang="en"><head>
<meta charset="utf-8"><title>{{ .Title }}</title>
{{ with resources.Match "css/extended/*.css" | resources.Concat "all.css" }}
<link rel="stylesheet" href="{{ .RelPermalink }}">{{ end }}
<link rel="stylesheet" href="/theme.css"></head>
<body><main class="main">{{ block "main" . }}{{ end }}</main></body></html>`,
	'layouts/_default/single.html':
		'{{ define "main" }}<h1>{{ .Title }}</h1>{{ end }}',
	'static/theme.css': `:root { --theme: #fff; --entry: #fff;
--primary: rgb(30, 30, 30); --secondary: rgb(108, 108, 108);
--tertiary: rgb(214, 214, 214); --radius: 8px }
.dark { --theme: rgb(29, 30, 32); --entry: rgb(46, 46, 51);
--primary: rgb(218, 218, 219); --secondary: rgb(155, 156, 157);
--tertiary: rgb(65, 66, 68) }
body { background: var(--theme); color: var(--primary) }`,
};

function hasHugo() {
	try {
		execFileSync('hugo', ['version'], { stdio: 'pipe' });
		return true;
	} catch {
		return false;
	}
}

/* As server/papermod/README.md says, step 1. */
function build() {
	const folder = join(site.folder, 'papermod');

	cpSync(join(TOP, 'data/site'), folder, { recursive: true });
	for (const [path, text] of Object.entries(THEME)) {
		const file = join(folder, 'themes/mock', path);
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, text);
	}
	for (const part of ['layouts', 'assets', 'content'])
		cpSync(join(TOP, 'server/papermod', part), join(folder, part),
			{ recursive: true });
	execFileSync('hugo', ['--source', folder, '--theme', 'mock',
		'--baseURL', site.origin, '--destination', 'public'],
	{ stdio: 'pipe' });
	return join(folder, 'public');
}

browserTest('papermod__the_search_page_has_the_box', {}, async (page, t) => {
	if (!hasHugo()) {
		t.skip('hugo is not installed');
		return;
	}
	const made = build();
	const html = readFileSync(join(made, 'search/index.html'), 'utf8');

	site.pages.set('/search/', html);
	for (const [, path] of html.matchAll(/href="([^"]*\.css)"/g)) {
		const { pathname } = new URL(path, site.origin);
		site.pages.set(pathname, readFileSync(join(made, pathname), 'utf8'));
	}
	await page.goto('/search/');
	await page.locator('.bs-input').waitFor();
	await ask(page, 'tokio');
	const ground = () => page.locator('.bs-bar').evaluate((bar) =>
		getComputedStyle(bar).backgroundColor);
	assert.equal(await ground(), 'rgb(255, 255, 255)');
	assert.deepEqual(await axe(page), [], 'light');
	await page.evaluate(() => document.body.classList.add('dark'));
	assert.equal(await ground(), 'rgb(46, 46, 51)');
	await settled(page);
	assert.deepEqual(await axe(page), [], 'dark');
	await page.keyboard.press('Enter');
	await page.waitForURL('**/posts/**');
});
