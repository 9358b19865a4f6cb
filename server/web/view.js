/*
 * An answer as nodes: filters, notes, and the options of the list. An
 * option is a link, so that it can be opened in a new tab or copied.
 */

const CHIPS = { tag: 5, year: 4 };
const TAGS_SHOWN = 3;

class View {
	/*
	 * `host` has the settings, `acts` are what buttons do: toggle(kind,
	 * value), clearFilters(), literally(), retry(), forget().
	 */
	constructor(host, strings, question, acts) {
		this.host = host;
		this.strings = strings;
		this.question = question;
		this.acts = acts;
		this.serial = 0;
	}

	label(name, values) {
		return this.strings.nodes(name, values);
	}

	id() {
		return `bs-r${++this.serial}`;
	}

	note(...content) {
		return el('p', { class: 'bs-note' }, ...content);
	}

	action(name, act, values) {
		return el('button', { class: 'bs-action', type: 'button',
			click: act }, this.label(name, values));
	}

	/* --- beside the list --- */

	chips(facets, total) {
		return ['tag', 'year'].flatMap((kind) =>
			this.chipsOf(kind, facets[kind] || [], total));
	}

	/* The values that are chosen, and the most frequent that narrow. */
	chipsOf(kind, values, total) {
		const { tags, year } = this.question;
		const chosen = (kind === 'tag' ? tags : [year]).filter(Boolean);
		const counts = new Map(values.map(({ value, count }) =>
			[value, count]));
		const rest = [...counts.keys()].filter((value) =>
			counts.get(value) < total && !chosen.includes(value));

		return [...chosen, ...rest].slice(0, CHIPS[kind])
			.map((value) => this.chip(kind, value, counts.get(value)));
	}

	chip(kind, value, count) {
		return el('button', { class: 'bs-chip', type: 'button',
			'data-key': `${kind}:${value}`,
			'aria-pressed': String(this.question.has(kind, value)),
			click: ({ currentTarget: chip }) => {
				this.acts.toggle(kind, value);
				chip.setAttribute('aria-pressed',
					this.question.has(kind, value));
			} },
		el('span', { dir: 'auto' }, value),
		count === undefined ? null : el('span', { class: 'bs-number' },
			this.strings.number(count)));
	}

	/* How the answer differs from what was asked for. */
	notes({ applied, partial, total }) {
		const { corrected = [], dropped = [] } = applied || {};
		const notes = [];

		if (corrected.length)
			notes.push(this.note(this.label('corrected',
				{ query: this.strong(this.question.corrected()) }), ' ',
			this.action('literal', this.acts.literally,
				{ query: this.question.text })));
		if (dropped.length && total)
			notes.push(this.note(this.label('dropped',
				{ words: this.strong(dropped.join(', ')) })));
		if (partial)
			notes.push(this.note(this.label('partial')));
		if (!total)
			notes.push(this.nothing());
		return notes;
	}

	strong(text) {
		return el('b', { dir: 'auto' }, text);
	}

	nothing() {
		return el('div', { class: 'bs-message' },
			el('p', null, this.label('none',
				{ query: this.strong(this.question.text) })),
			this.question.isFiltered
				? this.action('filters-clear', this.acts.clearFilters)
				: el('p', { class: 'bs-hint' }, this.label('none-hint')));
	}

	failure(name) {
		return el('div', { class: 'bs-message' },
			el('p', null, this.label(name)),
			this.action('retry', this.acts.retry));
	}

	recentHead() {
		return el('div', { class: 'bs-head' },
			el('span', null, this.label('recent')),
			this.action('recent-clear', this.acts.forget));
	}

	/* --- in the list --- */

	recent(text) {
		return el('div', { class: 'bs-option bs-recent', role: 'option',
			id: this.id() },
			icon('recent'), el('span', { dir: 'auto' }, text));
	}

	option(url, ...content) {
		return el('a', { class: 'bs-option', role: 'option',
			id: this.id(), href: url, tabindex: '-1' }, ...content);
	}

	/* Where a result leads. */
	target(url) {
		return safeUrl(url, this.host.getAttribute('links') === 'here');
	}

	/* An article, and under it the sections that match. */
	result(result) {
		const lang = result.lang || null;
		const title = result.title_marked || result.title || result.url;

		return el('div', { class: 'bs-result', role: 'presentation' },
			this.option(this.target(result.url),
				el('span', { class: 'bs-title', dir: 'auto', lang },
					marked(title)),
				this.snippet(result.snippet, lang), this.meta(result)),
			(result.sections || []).map((section) =>
				this.section(section, lang)));
	}

	section({ heading, url, snippet }, lang) {
		const option = this.option(this.target(url),
			el('span', { class: 'bs-heading', dir: 'auto', lang },
				heading || url),
			' ', this.snippet(snippet, lang));

		option.classList.add('bs-section');
		return option;
	}

	snippet(html, lang) {
		return html ? el('span', { class: 'bs-snippet', dir: 'auto', lang },
			marked(html)) : null;
	}

	/* April 30, 2026 · 3 min · 549 words · Author */
	meta({ date, minutes, words, authors, tags }) {
		const { strings } = this;
		const facts = [
			date && strings.date(date),
			minutes && strings.text('minutes', { n: minutes }),
			words && strings.text('words', { n: words }),
			(authors || []).join(', '),
		].filter(Boolean);

		/* Each is isolated, or "7 min" could join the date before it. */
		return el('span', { class: 'bs-meta' },
			el('span', null, facts.flatMap((fact, i) =>
				[i ? ' · ' : null, el('bdi', null, fact)])),
			(tags || []).slice(0, TAGS_SHOWN).map((tag) =>
				el('span', { class: 'bs-tag', dir: 'auto' }, tag)));
	}

	/* The last option: `page` has the rest; without one, more is shown. */
	rest(total, page) {
		const option = page
			? this.option(page, el('span', null,
				this.label('all', { n: total })), icon('arrow'))
			: el('div', { class: 'bs-option', role: 'option',
				id: this.id() }, this.label('more'));

		option.classList.add('bs-rest');
		return option;
	}
}
