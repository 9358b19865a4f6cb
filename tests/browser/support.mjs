/*
 * What the browser tests stand on: a site with the search box on its pages,
 * the real server behind it as behind nginx, and a browser.
 */
import { spawn, execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync }
	from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import assert from 'node:assert/strict';

export const HERE = dirname(fileURLToPath(import.meta.url));
export const TOP = resolve(HERE, '../..');
const PROGRAM = resolve(process.env.BLOGSEARCH);
const require = createRequire(resolve(process.env.BROWSER_MODULES, 'x.js'));
const { chromium } = require('playwright-core');
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/* As strict as a page with the box can be. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; " +
	"connect-src 'self'; base-uri 'none'; form-action 'self'";

/* An article that would take over a careless page. */
const HOSTILE = `---
title: '<img src=x onerror="window.hacked=1"> "><script>window.hacked=2</script> zebra'
date: 2026-05-01
author: '<b>Mallory</b>'
tags: ['<i>zebra</i>', 'a"b&amp;c']
summary: 'zebra </mark><script>window.hacked=3</script><mark>'
---

A zebra wrote <script>window.hacked=4</script> and \`<svg onload=hacked=5>\`.

## Zebra <img src=x onerror=hacked=6> heading \`<mark>\`

More about the zebra: &lt;script&gt;window.hacked=7&lt;/script&gt;, &amp;lt;b&amp;gt;.
`;

function freePort() {
	return new Promise((done) => {
		const server = net.createServer().listen(0, '127.0.0.1', () => {
			const { port } = server.address();
			server.close(() => done(port));
		});
	});
}

/* `blogsearch serve` over an index of `folder`. */
class Backend {
	constructor(folder) {
		this.folder = folder;
		this.db = join(folder, 'index.db');
	}

	index() {
		execFileSync(PROGRAM, ['index', this.folder, '--db', this.db],
			{ stdio: 'pipe' });
	}

	async start() {
		this.port ??= await freePort();
		this.child = spawn(PROGRAM, ['serve', '--db', this.db, '--rate', '0',
			'--listen', `127.0.0.1:${this.port}`], { stdio: 'ignore' });
		for (let tries = 0; tries < 200; tries++) {
			const ok = await fetch(`http://127.0.0.1:${this.port}/healthz`)
				.then((response) => response.ok, () => false);
			if (ok)
				return;
			await sleep(50);
		}
		throw new Error('the server does not start');
	}

	async stop() {
		const ended = new Promise((done) => this.child.on('exit', done));

		this.child.kill();
		await ended;
	}
}

export function sleep(ms) {
	return new Promise((done) => setTimeout(done, ms));
}

/* Pages with the box, and its backend under the same origin. */
class Site {
	constructor() {
		this.pages = new Map();
		this.requests = [];
		this.delay = () => 0;
	}

	async start() {
		this.folder = mkdtempSync(join(tmpdir(), 'blogsearch-browser-'));
		this.server = http.createServer((request, response) =>
			this.answer(request, response));
		await new Promise((done) =>
			this.server.listen(0, '127.0.0.1', done));
		this.origin = `http://127.0.0.1:${this.server.address().port}`;
		cpSync(join(TOP, 'data/site'), this.folder, { recursive: true });
		const config = join(this.folder, 'hugo.toml');
		writeFileSync(config, readFileSync(config, 'utf8')
			.replace('https://example.org', this.origin));
		writeFileSync(join(this.folder, 'content/posts/hostile.md'), HOSTILE);
		this.backend = new Backend(this.folder);
		this.backend.index();
		await this.backend.start();
	}

	async stop() {
		await this.backend.stop();
		this.server.closeAllConnections();
		this.server.close();
		rmSync(this.folder, { recursive: true, force: true });
	}

	/* What one page has, till it is set anew. */
	page(path, body, { html = '', head = '' } = {}) {
		this.pages.set(path, `<!DOCTYPE html><html lang="en" ${html}><head>
			<meta charset="utf-8"><title>A site</title>
			<meta name="viewport" content="width=device-width, initial-scale=1">
			<link rel="stylesheet" href="/site.css">${head}
			<script src="/searchbox.js" defer></script></head>
			${body.startsWith('<body') ? body : `<body>${body}`}</html>`);
	}

	async answer(request, response) {
		const { pathname } = new URL(request.url, this.origin);

		if (/^\/(api\/|search$|searchbox\.|opensearch)/.test(pathname)) {
			if (pathname === '/api/search')
				this.requests.push(request.url);
			await sleep(this.delay(request.url));
			this.forward(request, response);
			return;
		}
		const isStyle = pathname.endsWith('.css');
		response.setHeader('Content-Security-Policy', POLICY);
		response.setHeader('Content-Type',
			`text/${isStyle ? 'css' : 'html'}; charset=utf-8`);
		response.end(this.pages.get(pathname) ?? (isStyle ? ''
			: '<!DOCTYPE html><html lang="en"><title>An article</title>' +
				'<h1>An article</h1>'));
	}

	forward(request, response) {
		const { port } = this.backend;

		http.get({ port, path: request.url, headers: request.headers },
			(answer) => {
				response.writeHead(answer.statusCode, answer.headers);
				answer.pipe(response);
			})
			.on('error', () => {
				response.writeHead(502);
				response.end();
			});
	}

	/* Whether the server has this page. */
	async has(path) {
		return (await fetch(this.origin + path)).ok;
	}
}

export const site = new Site();
let browser;

before(async () => {
	await site.start();
	browser = await chromium.launch({ executablePath: '/usr/bin/chromium',
		args: process.getuid() === 0 ? ['--no-sandbox'] : [] });
});

after(async () => {
	await browser.close();
	await site.stop();
});

/*
 * A test with a page of its own, of these options of Playwright's context.
 * It fails, whatever else, when a script fails, something is against the
 * content security policy, or a hostile article has its way.
 */
export function browserTest(name, options, act) {
	test(name, { timeout: 60000 }, async (t) => {
		const context = await browser.newContext(
			{ locale: 'en-US', baseURL: site.origin, ...options });
		const page = await context.newPage();
		const trouble = [];

		site.delay = () => 0;
		site.requests = [];
		site.page('/', '<main><h1>A site</h1><p>Text.</p><blog-search>' +
			'<a href="/search">Search</a></blog-search></main>');
		page.setDefaultTimeout(8000);
		context.on('page', (other) => watch(other, trouble));
		watch(page, trouble);
		try {
			await act(page, t);
			assert.equal(await page.evaluate('window.hacked'), undefined);
			assert.deepEqual(trouble, []);
		} finally {
			await context.close();
		}
	});
}

/* Pages that axe looks at: it styles elements inline to measure them. */
const measured = new WeakSet();

function watch(page, trouble) {
	page.on('pageerror', (error) => trouble.push(String(error)));
	page.on('dialog', (dialog) => trouble.push(dialog.message()));
	page.on('console', (message) =>
		/security policy/i.test(message.text()) && !measured.has(page) &&
			trouble.push(message.text()));
}

/* --- what tests do --- */

/* Go to a page and open its box with the keyboard. */
export async function openBox(page, path = '/') {
	await page.goto(path);
	await page.locator('.bs-trigger').first().waitFor();
	await page.keyboard.press('/');
	await page.locator('.bs-dialog[open]').waitFor();
}

/* Type, and wait for the answer. */
export async function ask(page, text) {
	const answered = page.waitForResponse((response) =>
		new URL(response.url()).searchParams.get('q') === text.trim());

	await page.keyboard.type(text);
	await answered;
	await page.waitForFunction(() => [...document.querySelectorAll(
		'blog-search')].some((box) => box.state === 'answered'));
}

/* In the results shown: titles, texts, addresses. */
export const titles = (page) => page.locator('.bs-title').allTextContents();

export function active(page) {
	return page.locator('[role=option][aria-selected=true]');
}

/* Colours are measured once nothing moves. */
export function settled(page) {
	return page.waitForFunction(() => document.getAnimations().length === 0);
}

/* What axe finds wrong, as lines. */
export async function axe(page) {
	measured.add(page);
	await page.evaluate(AXE);
	const { violations, passes } = await page.evaluate(() => window.axe.run());

	measured.delete(page);
	assert.ok(passes.length > 10, 'axe has looked at the page');
	return violations.flatMap(({ id, help, nodes }) => nodes.map((node) =>
		`${id}: ${help}: ${node.target.flat().join(' ')}: ${node.html}`));
}
