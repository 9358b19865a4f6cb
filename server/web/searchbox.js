/*
 * <blog-search>: the search box of a site.
 *
 *	<script src="/searchbox.js" defer></script>
 *	<blog-search><a href="/search">Search</a></blog-search>
 *
 * What stands inside is shown while there is no JavaScript. The styles come
 * from searchbox.css beside this file, which also lists the CSS variables.
 * Nothing here is made from strings of HTML or styled inline, so a page may
 * say "script-src 'self'; style-src 'self'".
 *
 * Attributes, all optional:
 *	src          where blogsearch answers; the origin of this file
 *	inline       a field with its results in the page, not a dialog
 *	lang         of dates, numbers and plurals; the page's language
 *	limit        results to show, 8
 *	filter       conditions for every search: "lang=fr&tag=python"
 *	results      the page of all results, "/search" at src; "none": no page
 *	links        "here": results lead to their paths on the page's own host,
 *	             for a preview of the site
 *	recent       "off": keep no recent searches in this browser
 *	keys         "off": no shortcuts, "/" and Ctrl+K
 *	placeholder  in the empty field
 *	label-NAME   a string below, as in label-retry="Noch einmal". One with
 *	             {n} can have forms for plurals: label-count-one, -few, ...
 *
 * Methods: open(), close(), search(text).
 */
(() => {
'use strict';

const LABELS = {
	button: 'Search',
	placeholder: 'Search articles',
	erase: 'Clear',
	close: 'Close',
	results: 'Results',
	count: '{n} results',
	'count-one': '{n} result',
	none: 'No results for {query}',
	'none-hint': 'Check the spelling, or try fewer words.',
	corrected: 'Showing results for {query}.',
	literal: 'Search instead for {query}.',
	dropped: 'Some results lack: {words}',
	partial: 'The search was cut short. Some results may be missing.',
	minutes: '{n} min',
	words: '{n} words',
	'words-one': '{n} word',
	all: 'All {n} results',
	more: 'More results',
	filters: 'Filters',
	'filters-clear': 'Remove the filters',
	recent: 'Recent searches',
	'recent-clear': 'Clear',
	loading: 'Searching …',
	offline: 'You are offline.',
	error: 'The search does not answer.',
	busy: 'Too many searches. Wait a moment.',
	retry: 'Try again',
	'key-move': 'to move',
	'key-open': 'to open',
	'key-close': 'to close',
};

const TYPING_PAUSE = 80; /* ms before a request */
const SLOW = 150;        /* ms before it is shown that one is under way */
const SPEECH_PAUSE = 700; /* ms before the count is read out */
const PATIENCE = 10000;  /* ms before a request has failed */
const LONGEST = 256;     /* characters of a query; the server reads 1 KiB */
const CHIPS = { tag: 5, year: 4 };
const RECENT_KEY = 'blog-search:recent';
const RECENT_COUNT = 5;

const HOME = (document.currentScript || {}).src || location.href;
const boxes = new Set();
let serial = 0;

const ICONS = {
	search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.3 15.3 20 20',
	close: 'M6 6l12 12M18 6 6 18',
	recent: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.5l3 1.7',
	arrow: 'M5 12h14M13 6l6 6-6 6',
};

/* An element; attributes that are null or false are left out. */
function el(tag, attributes, ...children) {
	const node = document.createElement(tag);

	for (const [name, value] of Object.entries(attributes || {}))
		if (typeof value === 'function')
			node.addEventListener(name, value);
		else if (value != null && value !== false)
			node.setAttribute(name, value);
	node.append(...children.flat().filter((child) => child != null));
	return node;
}

function icon(name) {
	const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
	const path = document.createElementNS(svg.namespaceURI, 'path');

	svg.setAttribute('viewBox', '0 0 24 24');
	svg.setAttribute('class', `bs-icon bs-icon-${name}`);
	svg.setAttribute('aria-hidden', 'true');
	path.setAttribute('d', ICONS[name]);
	svg.append(path);
	return svg;
}

const ENTITIES = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };

/*
 * The nodes of escaped text in which only <mark> is markup. Anything else
 * that looks like markup stays the text it is.
 */
function marked(html) {
	return String(html || '').split(/<mark>([^]*?)<\/mark>/).map((part, i) => {
		const text = part.replace(/&(lt|gt|quot|#39|amp);/g,
			(whole, name) => ENTITIES[name]);
		return i % 2 ? el('mark', null, text) : text;
	});
}

/* A template with its {names} replaced, by nodes or by strings. */
function fill(template, values) {
	return template.split(/\{(\w+)\}/)
		.map((part, i) => i % 2 ? values[part] ?? '' : part);
}

/* Where a result may lead: never to a script. */
function safeUrl(url, isHere) {
	try {
		const there = new URL(url, location.origin);
		if (isHere)
			there.href = location.origin + there.pathname + there.hash;
		return /^https?:$/.test(there.protocol) ? there.href : null;
	} catch {
		return null;
	}
}

/* Storage may be forbidden, full, or hold what another wrote. */
const recent = {
	read() {
		try {
			return JSON.parse(localStorage.getItem(RECENT_KEY))
				.filter((text) => typeof text === 'string' && text)
				.slice(0, RECENT_COUNT);
		} catch {
			return [];
		}
	},
	write(texts) {
		try {
			localStorage.setItem(RECENT_KEY, JSON.stringify(texts));
		} catch {
			/* then there are none next time */
		}
	},
	put(text) {
		this.write([text, ...this.read().filter((old) => old !== text)]
			.slice(0, RECENT_COUNT));
	},
};

function isTyping(event) {
	const target = event.composedPath()[0];

	return target.isContentEditable ||
		/^(input|textarea|select)$/i.test(target.tagName || '');
}

/*
 * Whether the page is dark, where it tells by other means than the CSS
 * property color-scheme, which is inherited: 'dark', 'light' or ''.
 */
function pageScheme(host) {
	const places = [document.documentElement, document.body];

	for (const place of places) {
		const said = [place.dataset.theme, place.dataset.colorScheme,
			place.dataset.bsTheme, ...place.classList];
		if (said.includes('dark'))
			return 'dark';
		if (said.includes('light'))
			return 'light';
	}
	if (getComputedStyle(host).colorScheme !== 'normal')
		return '';
	for (const place of places.reverse()) {
		const [r, g, b, a = 1] = (getComputedStyle(place).backgroundColor
			.match(/[\d.]+/g) || []).map(Number);
		if (a > 0)
			return r * 0.3 + g * 0.6 + b * 0.1 < 128 ? 'dark' : 'light';
	}
	return 'light';
}

class BlogSearch extends HTMLElement {
	constructor() {
		super();
		this.tags = [];
		this.year = '';
		this.literal = false;
		this.extra = 0;
		this.answered = false; /* what is shown is what was asked */
		this.active = -1;
		this.ids = `bs-${++serial}-`;
	}

	connectedCallback() {
		if (!this.shadowRoot)
			this.build();
		boxes.add(this);
		this.paint();
	}

	disconnectedCallback() {
		boxes.delete(this);
		this.close();
		this.stop();
	}

	label(name, values = {}) {
		const get = (key) => this.getAttribute(`label-${key}`) ?? LABELS[key];
		const own = this.getAttribute(`label-${name}`);
		let template = own ?? LABELS[name];

		if ('n' in values) {
			const form = this.locale(Intl.PluralRules).select(values.n);
			/* No English plural with a label that is not. */
			template = own === null ? get(`${name}-${form}`) ?? template
				: this.getAttribute(`label-${name}-${form}`) ?? own;
			values = { ...values, n: this.number(values.n) };
		}
		return fill(template, values);
	}

	string(name, values) {
		return this.label(name, values).join('');
	}

	/* An Intl object for our language, or for English where it is none. */
	locale(kind, options) {
		const place = this.closest('[lang]');

		try {
			return new kind(place && place.lang || navigator.language,
				options);
		} catch {
			return new kind('en', options);
		}
	}

	number(n) {
		return this.locale(Intl.NumberFormat, { useGrouping: n > 9999 })
			.format(n);
	}

	/* The day as the article has it, wherever the reader is. */
	date(iso) {
		const [, y, m, d] = /^(\d{4})-(\d\d)-(\d\d)/.exec(iso) || [];

		return y && this.locale(Intl.DateTimeFormat, { dateStyle: 'long',
			timeZone: 'UTC' }).format(Date.UTC(y, m - 1, d));
	}

	get isInline() {
		return this.hasAttribute('inline');
	}

	get limit() {
		return (Number(this.getAttribute('limit')) || 8) + this.extra;
	}

	/* --- what it is made of --- */

	build() {
		const root = this.attachShadow({ mode: 'open' });
		const sheet = el('link', { rel: 'stylesheet',
			href: new URL('searchbox.css', HOME).href });

		this.box = el('div', { class: 'bs-root', hidden: '' });
		/* Shown once it has its styles, or will have none. */
		sheet.addEventListener('load', () => this.box.hidden = false);
		sheet.addEventListener('error', () => this.box.hidden = false);
		this.buildPanel();
		if (this.isInline) {
			this.box.append(this.panel);
			this.box.classList.add('bs-inline');
		} else {
			this.buildDialog();
		}
		root.append(sheet, this.box);
		const asked = this.isInline &&
			new URLSearchParams(location.search).get('q');
		if (asked)
			this.search(asked);
	}

	buildPanel() {
		const placeholder = this.getAttribute('placeholder') ??
			this.string('placeholder');

		this.input = el('input', { class: 'bs-input', part: 'input',
			type: 'text', role: 'combobox', 'aria-autocomplete': 'list',
			'aria-expanded': 'false', 'aria-label': placeholder,
			'aria-controls': `${this.ids}list`, placeholder,
			maxlength: LONGEST, autocomplete: 'off', autocorrect: 'off',
			autocapitalize: 'off', spellcheck: 'false',
			enterkeyhint: 'search',
			input: (event) => this.onInput(event),
			compositionend: () => this.onInput({}),
			keydown: (event) => this.onKey(event) });
		this.erase = el('button', { class: 'bs-erase', type: 'button',
			'aria-label': this.string('erase'), hidden: '',
			click: () => this.clear() }, icon('close'));
		this.status = el('div', { class: 'bs-hidden', role: 'status' });
		this.filters = el('div', { class: 'bs-chips', role: 'group',
			'aria-label': this.string('filters'), hidden: '' });
		this.list = el('div', { class: 'bs-list', role: 'listbox',
			id: `${this.ids}list`,
			'aria-label': this.string('results'),
			click: (event) => this.onClick(event),
			pointermove: (event) => this.onPoint(event) });
		this.notes = el('div', { class: 'bs-notes' });
		this.scroller = el('div', { class: 'bs-scroller', hidden: '' },
			this.notes, this.list);
		this.panel = el('div', { class: 'bs-panel bs-empty bs-bare', part: 'panel',
			role: 'search' },
		el('div', { class: 'bs-bar' }, icon('search'), this.input,
			this.erase),
		el('div', { class: 'bs-progress' }), this.filters, this.scroller,
		this.status);
	}

	buildDialog() {
		const hint = (keys, name) => el('span', null,
			keys.map((key) => el('kbd', null, key)), this.label(name));

		this.button = el('button', { class: 'bs-trigger', part: 'button',
			type: 'button', 'aria-haspopup': 'dialog',
			'aria-keyshortcuts': this.hasKeys && '/ Control+K Meta+K',
			click: () => this.open() },
		icon('search'), el('span', null, this.label('button')),
		this.hasKeys ? el('kbd', { 'aria-hidden': 'true' }, '/') : null);
		this.panel.querySelector('.bs-bar').append(
			el('button', { class: 'bs-close', type: 'button',
				click: () => this.close() }, this.label('close')));
		this.panel.append(el('div', { class: 'bs-foot',
			'aria-hidden': 'true' }, hint(['↑', '↓'], 'key-move'),
		hint(['↵'], 'key-open'), hint(['esc'], 'key-close')));
		this.dialog = el('dialog', { class: 'bs-dialog', part: 'dialog',
			'aria-label': this.string('button'),
			close: () => this.onClosed(),
			mousedown: (event) => event.target === this.dialog &&
				this.close() }, this.panel);
		this.box.append(this.button, this.dialog);
	}

	get hasKeys() {
		return this.getAttribute('keys') !== 'off';
	}

	paint() {
		const scheme = pageScheme(this);

		this.box.classList.toggle('bs-dark', scheme === 'dark');
		this.box.classList.toggle('bs-light', scheme === 'light');
	}

	/* --- opening and closing --- */

	open() {
		this.paint();
		if (this.dialog && !this.dialog.open) {
			this.dialog.showModal();
			this.scrolling = document.documentElement.style.overflow;
			document.documentElement.style.overflow = 'hidden';
			this.fit = () => this.dialog.style.setProperty('--bs-viewport',
				`${visualViewport.height}px`);
			visualViewport.addEventListener('resize', this.fit);
			this.fit();
		}
		this.input.focus();
		this.input.select();
		if (!this.answered)
			this.ask();
	}

	/* A dialog gives the focus back by itself. */
	close() {
		if (this.dialog && this.dialog.open)
			this.dialog.close();
	}

	onClosed() {
		document.documentElement.style.overflow = this.scrolling;
		visualViewport.removeEventListener('resize', this.fit);
		this.stop();
	}

	search(text) {
		this.input.value = text;
		this.onInput({});
	}

	clear() {
		this.tags = [];
		this.year = '';
		this.search('');
		this.input.focus();
	}

	/* --- asking --- */

	/* The parameters of what is asked, for the API and for the page. */
	parameters() {
		const params = new URLSearchParams(this.getAttribute('filter') || '');
		const text = this.input.value.trim();

		params.set('q', this.literal ? this.quoted(text) : text);
		if (this.literal)
			params.set('prefix', '0');
		for (const tag of this.tags)
			params.append('tag', tag);
		if (this.year) {
			params.set('after', this.year);
			params.set('before', Number(this.year) + 1);
		}
		return params;
	}

	/* Quoted words are not corrected. */
	quoted(text) {
		let found = false;

		for (const { from } of this.corrections || []) {
			const at = text.toLowerCase().indexOf(from.toLowerCase());
			if (at < 0)
				continue;
			found = true;
			text = text.slice(0, at) + '"' +
				text.slice(at, at + from.length) + '"' +
				text.slice(at + from.length);
		}
		return found ? text : `"${text.replaceAll('"', ' ')}"`;
	}

	address(path, params) {
		const url = new URL(path, new URL(this.getAttribute('src') || '/',
			new URL(HOME).origin));

		url.search = params;
		return url.href;
	}

	isIdle() {
		return !this.input.value.trim() && !this.tags.length && !this.year;
	}

	onInput(event) {
		if (event.isComposing)
			return;
		this.literal = false;
		this.extra = 0;
		this.again(TYPING_PAUSE);
	}

	/* Something about the question changed: ask once it stays so. */
	again(pause = 0) {
		this.answered = false;
		this.erase.hidden = this.isIdle();
		clearTimeout(this.typing);
		this.typing = setTimeout(() => this.ask(), pause);
	}

	/* Whatever is under way is not waited for any more. */
	stop() {
		clearTimeout(this.typing);
		clearTimeout(this.slow);
		clearTimeout(this.patience);
		clearTimeout(this.speech);
		if (this.request)
			this.request.abort();
		this.request = null;
		this.setBusy(false);
	}

	setBusy(busy) {
		this.panel.classList.toggle('bs-busy', busy);
		this.list.setAttribute('aria-busy', busy);
		if (busy)
			this.say(this.string('loading'), SPEECH_PAUSE);
	}

	async ask() {
		const params = this.parameters();
		const request = new AbortController();
		let show;

		this.stop();
		if (this.isIdle()) {
			this.showIdle();
			return;
		}
		params.set('limit', this.limit);
		params.set('facets', '1');
		this.request = request;
		this.slow = setTimeout(() => this.setBusy(true), SLOW);
		this.patience = setTimeout(() => request.abort(), PATIENCE);
		try {
			const response = await fetch(
				this.address('/api/search', params),
				{ signal: request.signal });
			const answer = response.ok && await response.json();
			show = () => answer ? this.showAnswer(answer)
				: this.showFailure(response.status);
		} catch {
			show = () => this.showFailure(0);
		}
		if (this.request !== request)
			return; /* another question was asked since */
		this.stop();
		show();
	}

	/* --- showing --- */

	/* Put `options` in the list and `notes` above them. */
	show(notes, options, keepsPlace) {
		const place = this.scroller.scrollTop;

		this.answered = true;
		this.failed = false;
		this.notes.replaceChildren(...notes);
		this.list.replaceChildren(...options);
		this.scroller.hidden = !notes.length && !options.length;
		this.options = [...this.list.querySelectorAll('[role=option]')];
		this.options.forEach((option, i) =>
			option.id = `${this.ids}${i}`);
		this.input.setAttribute('aria-expanded', this.options.length > 0);
		this.list.hidden = !this.options.length;
		this.panel.classList.toggle('bs-empty', this.scroller.hidden);
		this.panel.classList.toggle('bs-bare', !this.options.length);
		this.scroller.scrollTop = keepsPlace ? place : 0;
		if (this.isInline)
			this.remember();
	}

	/* The page's address keeps the question for when one comes back. */
	remember() {
		const url = new URL(location.href);
		const text = this.input.value.trim();

		if ((url.searchParams.get('q') || '') === text)
			return;
		if (text)
			url.searchParams.set('q', text);
		else
			url.searchParams.delete('q');
		history.replaceState(history.state, '', url);
	}

	say(text, pause = SPEECH_PAUSE) {
		clearTimeout(this.speech);
		this.speech = setTimeout(() => this.status.textContent = text, pause);
	}

	note(...content) {
		return el('p', { class: 'bs-note' }, ...content);
	}

	action(name, act, values) {
		return el('button', { class: 'bs-action', type: 'button',
			click: act }, this.label(name, values));
	}

	showIdle() {
		const texts = this.getAttribute('recent') === 'off' ? []
			: recent.read();
		const head = el('div', { class: 'bs-head' },
			el('span', null, this.label('recent')),
			this.action('recent-clear', () => {
				recent.write([]);
				this.showIdle();
				this.input.focus();
			}));

		this.say('', 0);
		this.filters.hidden = true;
		this.show(texts.length ? [head] : [], texts.map((text) =>
			el('div', { class: 'bs-option bs-recent', role: 'option' },
				icon('recent'), el('span', { dir: 'auto' }, text))));
		this.activate(-1);
	}

	showFailure(status) {
		const name = status === 429 ? 'busy'
			: navigator.onLine === false ? 'offline' : 'error';

		this.show([el('div', { class: 'bs-message' },
			el('p', null, this.label(name)),
			this.action('retry', () => {
				this.input.focus();
				this.again();
			}))], []);
		this.activate(-1);
		this.answered = false; /* the next opening asks again */
		this.failed = true;
		this.say(this.string(name), 0);
	}

	showAnswer(answer) {
		const results = answer.results || [];
		const total = answer.total || 0;

		this.showFilters(answer.facets || {}, total);
		this.show(this.notesOf(answer), total > 0 ?
			[...results.map((result) => this.result(result)),
				this.rest(results.length, total)].filter(Boolean) : [],
		this.extra > 0);
		this.activate(this.extra ? this.active : 0);
		this.say(total ? this.string('count', { n: total })
			: this.string('none', { query: this.input.value.trim() }));
	}

	notesOf(answer) {
		const { corrected = [], dropped = [] } = answer.applied || {};
		const text = this.input.value.trim();
		const strong = (string) => el('b', { dir: 'auto' }, string);
		const notes = [];

		if (corrected.length) {
			this.corrections = corrected;
			notes.push(this.note(
				this.label('corrected', { query:
					strong(corrected.reduce((all, { from, to }) =>
						all.replace(from, () => to), text)) }),
				' ', this.action('literal', () => {
					this.literal = true;
					this.input.focus();
					this.again();
				}, { query: text })));
		}
		if (dropped.length && answer.total)
			notes.push(this.note(this.label('dropped',
				{ words: strong(dropped.join(', ')) })));
		if (answer.partial)
			notes.push(this.note(this.label('partial')));
		if (!answer.total)
			notes.push(this.nothing(strong(text)));
		else if (this.isInline)
			notes.unshift(this.note(this.label('count',
				{ n: answer.total })));
		return notes;
	}

	nothing(text) {
		return el('div', { class: 'bs-message' },
			el('p', null, this.label('none', { query: text })),
			this.tags.length || this.year
				? this.action('filters-clear', () => {
					this.tags = [];
					this.year = '';
					this.input.focus();
					this.again();
				})
				: el('p', { class: 'bs-hint' }, this.label('none-hint')));
	}

	option(url, name, details, ...content) {
		return el('a', { class: 'bs-option', role: 'option',
			href: safeUrl(url, this.getAttribute('links') === 'here'),
			tabindex: '-1',
			'aria-labelledby': name.id,
			'aria-describedby': details && details.id }, ...content);
	}

	result(result) {
		const id = `${this.ids}r${++serial}`;
		const lang = result.lang || null;
		const title = el('span', { class: 'bs-title', dir: 'auto', lang,
			id }, marked(result.title_marked || result.title ||
				result.url));
		const details = el('span', { class: 'bs-details', id: `${id}d` },
			result.snippet ? el('span', { class: 'bs-snippet', lang,
				dir: 'auto' }, marked(result.snippet)) : null,
			this.meta(result));

		return el('div', { class: 'bs-result', role: 'presentation' },
			this.option(result.url, title, details, title, details),
			(result.sections || []).map((section, i) =>
				this.section(section, `${id}s${i}`, lang)));
	}

	meta({ date, minutes, words, authors, tags }) {
		const facts = [
			date && this.date(date),
			minutes && this.string('minutes', { n: minutes }),
			words && this.string('words', { n: words }),
			(authors || []).join(', '),
		].filter(Boolean);

		return el('span', { class: 'bs-meta' },
			el('span', null, facts.join(' · ')),
			(tags || []).slice(0, 4).map((tag) =>
				el('span', { class: 'bs-tag', dir: 'auto' }, tag)));
	}

	section({ heading, url, snippet }, id, lang) {
		const title = el('span', { class: 'bs-heading', id, dir: 'auto',
			lang }, heading || url);
		const details = snippet ? el('span', { class: 'bs-snippet', lang,
			id: `${id}d`, dir: 'auto' }, marked(snippet)) : null;
		const option = this.option(url, title, details, title, details);

		option.classList.add('bs-section');
		return option;
	}

	/* The last option, where more was found than is shown. */
	rest(shown, total) {
		const page = this.getAttribute('results') || '/search';
		const more = this.isInline || page === 'none';
		const name = el('span', { id: `${this.ids}rest` }, more
			? this.label('more') : this.label('all', { n: total }));

		if (shown >= total)
			return null;
		const option = more
			? el('div', { role: 'option', class: 'bs-option' }, name)
			: this.option(this.page(page), name, null, name,
				icon('arrow'));
		option.classList.add('bs-rest');
		return option;
	}

	page(path) {
		return this.address(path, this.parameters());
	}

	showFilters(facets, total) {
		const focused = this.shadowRoot.activeElement;
		const key = focused && focused.dataset.key;
		const chips = [...this.chips('tag', facets.tag || [], total),
			...this.chips('year', facets.year || [], total)];

		this.filters.replaceChildren(...chips);
		this.filters.hidden = !chips.length;
		if (key)
			(chips.find((chip) => chip.dataset.key === key) || this.input)
				.focus();
	}

	/* The values that are chosen, and the most frequent that narrow. */
	chips(kind, values, total) {
		const chosen = kind === 'tag' ? this.tags : [this.year];
		const count = new Map(values.map(({ value, count }) =>
			[value, count]));
		const rest = values.filter(({ value, count }) => count < total &&
			!chosen.includes(value)).map(({ value }) => value);

		return [...chosen.filter(Boolean), ...rest].slice(0, CHIPS[kind])
			.map((value) => el('button', { class: 'bs-chip',
				type: 'button', 'data-key': `${kind}:${value}`,
				'aria-pressed': String(chosen.includes(value)),
				click: (event) => this.toggle(kind, value,
					event.currentTarget) },
			el('span', { dir: 'auto' }, value),
			count.has(value) ? el('span', { class: 'bs-number' },
				this.number(count.get(value))) : null));
	}

	toggle(kind, value, chip) {
		chip.setAttribute('aria-pressed',
			chip.getAttribute('aria-pressed') !== 'true');
		if (kind === 'year')
			this.year = this.year === value ? '' : value;
		else if (this.tags.includes(value))
			this.tags = this.tags.filter((tag) => tag !== value);
		else
			this.tags = [...this.tags, value];
		this.extra = 0;
		this.again();
	}

	/* --- choosing --- */

	activate(index, scrolls = true) {
		const option = this.options[index];

		this.active = option ? index : -1;
		this.options.forEach((other) =>
			other.setAttribute('aria-selected', other === option));
		if (!option) {
			this.input.removeAttribute('aria-activedescendant');
			return;
		}
		this.input.setAttribute('aria-activedescendant', option.id);
		if (!scrolls)
			return;
		if (index === 0 && !this.isInline)
			this.scroller.scrollTop = 0; /* the notes above it too */
		else if (this.shadowRoot.activeElement === this.input)
			option.scrollIntoView({ block: 'nearest' });
	}

	move(step) {
		const count = (this.options || []).length;

		if (count)
			this.activate(this.active < 0 ? (step > 0 ? 0 : count - 1)
				: (this.active + step + count) % count);
	}

	onKey(event) {
		if (event.isComposing)
			return;
		if (event.key === 'ArrowDown')
			this.move(1);
		else if (event.key === 'ArrowUp')
			this.move(-1);
		else if (event.key === 'Enter')
			this.choose(event.ctrlKey || event.metaKey);
		else if (event.key === 'Escape' && !this.isIdle())
			this.clear();
		else if (event.key === 'Escape')
			this.dialog ? this.close() : this.input.blur();
		else
			return;
		event.preventDefault();
	}

	/*
	 * Follow the option that is marked. One who presses Enter before the
	 * answer is there has seen no option: they get the page of results.
	 */
	choose(inNewTab) {
		const page = this.getAttribute('results') || '/search';
		const option = this.answered && this.options[this.active];

		if (option && inNewTab && option.href) {
			this.keep();
			window.open(option.href, '_blank', 'noopener');
		} else if (option) {
			option.click();
		} else if (this.failed || this.isInline || page === 'none') {
			this.again();
		} else if (!this.answered && !this.isIdle()) {
			this.keep();
			location.assign(this.page(page));
		}
	}

	keep() {
		const text = this.input.value.trim();

		if (text && this.getAttribute('recent') !== 'off')
			recent.put(text);
	}

	onClick(event) {
		const option = event.target.closest('[role=option]');

		if (!option)
			return;
		if (option.classList.contains('bs-recent')) {
			this.search(option.textContent);
			this.input.focus();
		} else if (!option.href) {
			this.extra += 10;
			this.again();
		} else {
			this.keep();
			/* The page may be the one we are on. */
			if (!event.ctrlKey && !event.metaKey && !event.shiftKey)
				setTimeout(() => this.close());
		}
	}

	onPoint(event) {
		const option = event.target.closest('[role=option]');

		if (option && this.options[this.active] !== option)
			this.activate(this.options.indexOf(option), false);
	}
}

/* The first box of the page answers to the keys. */
document.addEventListener('keydown', (event) => {
	const key = event.key.toLowerCase();
	const isSlash = key === '/' && !event.ctrlKey && !event.metaKey &&
		!event.altKey && !isTyping(event);
	const isK = key === 'k' && (event.ctrlKey || event.metaKey) &&
		!event.altKey && !event.shiftKey;
	const open = [...boxes].find((box) => box.dialog && box.dialog.open);
	const box = open || [...boxes].find((each) => each.hasKeys);

	if (event.defaultPrevented || !box || !isSlash && !isK)
		return;
	event.preventDefault();
	if (open && isK)
		open.close();
	else
		box.open();
});

const repaint = () => boxes.forEach((box) => box.paint());

new MutationObserver(repaint).observe(document.documentElement,
	{ attributes: true });
new MutationObserver(repaint).observe(document.body, { attributes: true });
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', repaint);
addEventListener('online', () => boxes.forEach((box) => {
	if (!box.answered && !box.isIdle())
		box.again();
}));
customElements.define('blog-search', BlogSearch);
})();
