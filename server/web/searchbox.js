/*
 * <blog-search>: the search box of a site.
 *
 *	<script src="/searchbox.js" defer></script>
 *	<blog-search><a href="/search">Search</a></blog-search>
 *
 * What stands inside is shown while there is no JavaScript. The styles come
 * from searchbox.css beside the script; base.css lists the CSS variables.
 * Nothing is made from strings of HTML or styled inline, so a page may say
 * "script-src 'self'; style-src 'self'".
 *
 * Attributes, all optional:
 *	src          where blogsearch answers; the origin of the script
 *	inline       a field with its results in the page, not a dialog; it
 *	             keeps its text in the page's address, as ?q=
 *	autofocus    of that field
 *	lang         of dates, numbers and plurals, and of the articles that
 *	             are preferred; the page's language
 *	limit        results to show, 8
 *	filter       conditions for every search: "lang=fr&tag=python"
 *	results      the page of all results, "/search" at src; "none": no page
 *	links        "here": results lead to their paths on the page's own host,
 *	             for a preview of the site
 *	recent       "off": keep no recent searches in this browser
 *	keys         "off": no shortcuts, "/" and Ctrl+K
 *	placeholder  in the empty field
 *	label-NAME   a string of strings.js, as in label-retry="Noch einmal".
 *	             One with {n} can have forms for plurals, by the names of
 *	             Unicode: label-count-one, label-count-few, ...
 *
 * Methods: open(), close(), search(text).
 */

const TYPING_PAUSE = 80;  /* ms before a request */
const SLOW = 150;         /* ms before it is shown that one is under way */
const SPEECH_PAUSE = 700; /* ms before the count is read out */
const PATIENCE = 10000;   /* ms before a request has failed */
const LONGEST = 256;      /* characters of a query; the server reads 1 KiB */
const MORE = 10;          /* results that the last option adds */

const HOME = (document.currentScript || {}).src || location.href;
const boxes = new Set();

class BlogSearch extends HTMLElement {
	constructor() {
		super();
		this.question = new Question();
		this.strings = new Strings(this);
		this.view = new View(this, this.strings, this.question, {
			toggle: (kind, value) => {
				this.question.toggle(kind, value);
				this.again();
			},
			clearFilters: () => {
				this.question.clearFilters();
				this.input.focus();
				this.again();
			},
			literally: () => {
				this.question.literal = true;
				this.input.focus();
				this.again();
			},
			retry: () => {
				this.input.focus();
				this.again();
			},
			forget: () => {
				recent.write([]);
				this.showIdle();
				this.input.focus();
			},
		});
		this.extra = 0;        /* results shown beyond the limit */
		this.state = 'asking'; /* 'answered', 'failed' */
		this.options = [];
		this.active = -1;
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

	get isInline() {
		return this.hasAttribute('inline');
	}

	get hasKeys() {
		return this.getAttribute('keys') !== 'off';
	}

	get isRemembering() {
		return this.getAttribute('recent') !== 'off';
	}

	/* The page of all results of what is asked, or null. */
	get page() {
		const page = this.getAttribute('results') || '/search';

		return this.isInline || page === 'none' ? null
			: this.address(page, this.parameters());
	}

	/* --- what it is made of --- */

	build() {
		const root = this.attachShadow({ mode: 'open' });
		const sheet = el('link', { rel: 'stylesheet',
			href: new URL('searchbox.css', HOME).href });
		const asked = new URLSearchParams(location.search).get('q');

		this.buildPanel();
		this.box = el('div', { class: 'bs-root', hidden: '' });
		if (this.isInline) {
			this.box.append(this.panel);
			this.box.classList.add('bs-inline');
		} else {
			this.buildDialog();
		}
		for (const event of ['load', 'error'])
			sheet.addEventListener(event, () => this.onStyled());
		root.append(sheet, this.box);
		if (this.isInline && asked)
			this.search(asked);
	}

	/* It is shown once it has its styles, or will have none. */
	onStyled() {
		this.box.hidden = false;
		if (this.isInline && this.hasAttribute('autofocus'))
			this.input.focus();
	}

	buildPanel() {
		this.buildField();
		this.status = el('div', { class: 'bs-hidden', role: 'status' });
		this.filters = el('div', { class: 'bs-chips', role: 'group',
			'aria-label': this.strings.text('filters'), hidden: '' });
		this.notes = el('div', { class: 'bs-notes' });
		this.list = el('div', { class: 'bs-list', role: 'listbox',
			id: 'bs-list', 'aria-label': this.strings.text('results'),
			click: (event) => this.onClick(event),
			pointermove: (event) => this.onPoint(event) });
		this.scroller = el('div', { class: 'bs-scroller', hidden: '' },
			this.notes, this.list);
		this.bar = el('div', { class: 'bs-bar' }, icon('search'),
			this.input, this.erase);
		this.panel = el('div', { class: 'bs-panel bs-bare', part: 'panel',
			role: 'search' }, this.bar,
		el('div', { class: 'bs-progress' }), this.filters, this.scroller,
		this.status);
	}

	buildField() {
		const placeholder = this.getAttribute('placeholder') ??
			this.strings.text('placeholder');

		this.input = el('input', { class: 'bs-input', part: 'input',
			type: 'text', role: 'combobox', 'aria-autocomplete': 'list',
			'aria-expanded': 'false', 'aria-controls': 'bs-list',
			'aria-label': placeholder, placeholder, maxlength: LONGEST,
			autocomplete: 'off', autocorrect: 'off',
			autocapitalize: 'off', spellcheck: 'false',
			enterkeyhint: 'search',
			input: (event) => event.isComposing || this.onInput(),
			compositionend: () => this.onInput(),
			keydown: (event) => event.isComposing || this.onKey(event) });
		this.erase = el('button', { class: 'bs-erase', type: 'button',
			'aria-label': this.strings.text('erase'), hidden: '',
			click: () => this.clear() }, icon('close'));
	}

	buildDialog() {
		const { strings } = this;
		const hint = (keys, name) => el('span', null,
			keys.map((key) => el('kbd', null, key)), strings.nodes(name));

		this.button = el('button', { class: 'bs-trigger', part: 'button',
			type: 'button', 'aria-haspopup': 'dialog',
			'aria-keyshortcuts': this.hasKeys && '/ Control+K Meta+K',
			click: () => this.open() },
		icon('search'), el('span', null, strings.nodes('button')),
		this.hasKeys ? el('kbd', { 'aria-hidden': 'true' }, '/') : null);
		this.bar.append(el('button', { class: 'bs-close', type: 'button',
			click: () => this.close() }, strings.nodes('close')));
		this.panel.append(el('div', { class: 'bs-foot',
			'aria-hidden': 'true' }, hint(['↑', '↓'], 'key-move'),
		hint(['↵'], 'key-open'), hint(['esc'], 'key-close')));
		this.dialog = el('dialog', { class: 'bs-dialog', part: 'dialog',
			'aria-label': strings.text('button'),
			close: () => this.onClosed(),
			mousedown: (event) => event.target === this.dialog &&
				this.close() }, this.panel);
		this.box.append(this.button, this.dialog);
	}

	paint() {
		const scheme = pageScheme(this);

		for (const name of ['dark', 'light'])
			this.box.classList.toggle(`bs-${name}`, scheme === name);
	}

	/* --- opening and closing --- */

	open() {
		this.paint();
		if (this.dialog && !this.dialog.open) {
			this.dialog.showModal();
			this.holdPage();
		}
		this.input.focus();
		this.input.select();
		if (this.state !== 'answered' || this.question.isEmpty)
			this.ask();
	}

	/*
	 * The page behind does not scroll, and the dialog ends where the
	 * keyboard of a phone begins.
	 */
	holdPage() {
		const { style } = document.documentElement;
		const overflow = style.overflow;
		const fit = () => this.dialog.style.setProperty('--bs-viewport',
			`${visualViewport.height}px`);

		style.overflow = 'hidden';
		visualViewport.addEventListener('resize', fit);
		fit();
		this.releasePage = () => {
			style.overflow = overflow;
			visualViewport.removeEventListener('resize', fit);
		};
	}

	/* A dialog gives the focus back by itself. */
	close() {
		if (this.dialog && this.dialog.open)
			this.dialog.close();
	}

	onClosed() {
		this.releasePage();
		this.stop();
	}

	search(text) {
		this.input.value = text;
		this.onInput();
	}

	clear() {
		this.question.clearFilters();
		this.search('');
		this.input.focus();
	}

	/* --- asking --- */

	onInput() {
		this.question.setText(this.input.value);
		this.again(TYPING_PAUSE);
	}

	/* Something about the question changed: ask once it stays so. */
	again(pause = 0) {
		this.extra = 0;
		this.askSoon(pause);
	}

	askSoon(pause) {
		this.stop();
		this.state = 'asking';
		this.erase.hidden = this.question.isEmpty;
		this.typing = setTimeout(() => this.ask(), pause);
	}

	/* Whatever is under way is not waited for any more. */
	stop() {
		for (const timer of [this.typing, this.slow, this.patience,
			this.speech])
			clearTimeout(timer);
		if (this.request)
			this.request.abort();
		this.request = null;
		this.setBusy(false);
	}

	setBusy(busy) {
		this.panel.classList.toggle('bs-busy', busy);
		this.list.setAttribute('aria-busy', busy);
		if (busy)
			this.say(this.strings.text('loading'));
	}

	parameters() {
		return this.question.parameters(this.getAttribute('filter') || '',
			this.closest('[lang]')?.lang);
	}

	address(path, params) {
		const home = new URL(this.getAttribute('src') || '/', HOME);
		const url = new URL(path, home);

		url.search = params;
		return url.href;
	}

	async ask() {
		const request = new AbortController();
		let show;

		this.stop();
		if (this.question.isEmpty) {
			this.showIdle();
			return;
		}
		this.request = request;
		this.slow = setTimeout(() => this.setBusy(true), SLOW);
		this.patience = setTimeout(() => request.abort(), PATIENCE);
		try {
			const answer = await this.fetch(request.signal);
			show = () => this.showAnswer(answer);
		} catch (failure) {
			show = () => this.showFailure(failure.status);
		}
		if (this.request !== request)
			return; /* another question was asked since */
		this.stop();
		show();
	}

	/* Throws what has the status of an answer, or what is none. */
	async fetch(signal) {
		const params = this.parameters();
		const limit = Number(this.getAttribute('limit')) || 8;

		params.set('limit', limit + this.extra);
		params.set('facets', '1');
		const response = await fetch(this.address('/api/search', params),
			{ signal });
		if (!response.ok)
			throw response;
		const answer = await response.json();
		if (!Array.isArray(answer.results))
			throw answer;
		return answer;
	}

	/* --- showing --- */

	/* Put `options` in the list, and `notes` above them. */
	show(notes, options) {
		this.notes.replaceChildren(...notes);
		this.list.replaceChildren(...options);
		this.options = [...this.list.querySelectorAll('[role=option]')];
		this.scroller.hidden = !notes.length && !options.length;
		this.list.hidden = !options.length;
		this.input.setAttribute('aria-expanded', options.length > 0);
		this.panel.classList.toggle('bs-bare', !options.length);
		if (this.isInline)
			this.keepAddress();
	}

	/* One who comes back to the page finds the question again. */
	keepAddress() {
		const url = new URL(location.href);
		const { text } = this.question;

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

	showIdle() {
		const texts = this.isRemembering ? recent.read() : [];

		this.state = 'answered';
		this.filters.hidden = true;
		this.show(texts.length ? [this.view.recentHead()] : [],
			texts.map((text) => this.view.recent(text)));
		this.activate(-1);
		this.say('', 0);
	}

	showFailure(status) {
		const name = status === 429 ? 'busy'
			: navigator.onLine === false ? 'offline' : 'error';

		this.state = 'failed';
		this.filters.hidden = true;
		this.show([this.view.failure(name)], []);
		this.activate(-1);
		this.say(this.strings.text(name), 0);
	}

	showAnswer(answer) {
		const { total, results, applied } = answer;
		const options = results.map((result) => this.view.result(result));
		const place = this.scroller.scrollTop;

		this.state = 'answered';
		this.question.corrections = applied && applied.corrected || [];
		if (results.length < total)
			options.push(this.view.rest(total, this.page));
		this.showFilters(answer.facets || {}, total);
		this.show(this.view.notes(answer), options);
		this.scroller.scrollTop = this.extra ? place : 0;
		this.activate(this.extra ? this.active : 0);
		this.say(total ? this.strings.text('count', { n: total })
			: this.strings.text('none', { query: this.question.text }));
	}

	/* A filter that was toggled by keyboard keeps the focus. */
	showFilters(facets, total) {
		const focused = this.shadowRoot.activeElement;
		const key = focused && focused.dataset.key;
		const chips = this.view.chips(facets, total);

		this.filters.replaceChildren(...chips);
		this.filters.hidden = !chips.length;
		if (key)
			(chips.find((chip) => chip.dataset.key === key) ||
				this.input).focus();
	}

	/* --- choosing --- */

	activate(index) {
		const option = this.options[index];

		this.active = option ? index : -1;
		this.options.forEach((other) =>
			other.setAttribute('aria-selected', other === option));
		if (option)
			this.input.setAttribute('aria-activedescendant', option.id);
		else
			this.input.removeAttribute('aria-activedescendant');
	}

	/* Round and round; the first option brings the notes above it. */
	move(step) {
		const count = this.options.length;

		if (!count)
			return;
		this.activate(this.active < 0 && step < 0 ? count - 1
			: (this.active + step + count) % count);
		if (this.active === 0 && !this.isInline)
			this.scroller.scrollTop = 0;
		else
			this.options[this.active].scrollIntoView({ block: 'nearest' });
	}

	onKey(event) {
		if (event.key === 'ArrowDown')
			this.move(1);
		else if (event.key === 'ArrowUp')
			this.move(-1);
		else if (event.key === 'Enter')
			this.choose(event.ctrlKey || event.metaKey);
		else if (event.key === 'Escape' && !this.question.isEmpty)
			this.clear();
		else if (event.key === 'Escape' && this.dialog)
			this.close();
		else
			return;
		event.preventDefault();
	}

	/*
	 * Follow the option that is marked. One who presses Enter before the
	 * answer is there has seen no option: they get the page of results.
	 */
	choose(inNewTab) {
		const option = this.options[this.active];

		if (this.state === 'failed') {
			this.again();
		} else if (this.state === 'answered' && option) {
			if (inNewTab && option.href) {
				this.remember();
				open(option.href, '_blank', 'noopener');
			} else {
				option.click();
			}
		} else if (this.page && !this.question.isEmpty) {
			this.remember();
			location.assign(this.page);
		}
	}

	remember() {
		if (this.question.text && this.isRemembering)
			recent.put(this.question.text);
	}

	onClick(event) {
		const option = event.target.closest('[role=option]');

		if (!option)
			return;
		if (option.classList.contains('bs-recent')) {
			this.search(option.textContent);
			this.input.focus();
		} else if (option.href) {
			this.remember();
			/* It may lead to the page we are on. */
			if (!event.ctrlKey && !event.metaKey && !event.shiftKey)
				setTimeout(() => this.close());
		} else {
			this.extra += MORE;
			this.askSoon(0);
		}
	}

	onPoint(event) {
		const index = this.options.indexOf(
			event.target.closest('[role=option]'));

		if (index >= 0 && index !== this.active)
			this.activate(index);
	}
}

function isTyping(event) {
	const target = event.composedPath()[0];

	return target.isContentEditable ||
		/^(input|textarea|select)$/i.test(target.tagName || '');
}

/* The first box of the page answers to the keys. */
function onShortcut(event) {
	const all = [...boxes].sort((a, b) =>
		a.compareDocumentPosition(b) & 2 ? 1 : -1);
	const open = all.find((box) => box.dialog && box.dialog.open);
	const box = open || all.find((each) => each.hasKeys);
	const command = event.ctrlKey || event.metaKey;
	/* Browsers that fill in forms send events without a key. */
	const isK = /^k$/i.test(event.key) && command &&
		!event.shiftKey && !event.altKey;
	const isSlash = event.key === '/' && !command && !event.altKey &&
		!isTyping(event);

	if (event.defaultPrevented || !box || (!isK && !isSlash))
		return;
	event.preventDefault();
	if (open && isK)
		open.close();
	else
		box.open();
}

function repaint() {
	for (const box of boxes)
		box.paint();
}

const painted = new MutationObserver(repaint);

for (const place of [document.documentElement, document.body])
	painted.observe(place, { attributes: true });
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', repaint);
document.addEventListener('keydown', onShortcut);
addEventListener('online', () => boxes.forEach((box) =>
	box.state === 'failed' && box.again()));
customElements.define('blog-search', BlogSearch);
