/* What is asked: the text and the filters, and what was asked before. */

const RECENT_KEY = 'blog-search:recent';
const RECENT_COUNT = 5;

class Question {
	constructor() {
		this.text = '';
		this.tags = [];
		this.year = '';
		this.literal = false; /* words as typed, none corrected */
		this.corrections = []; /* of the last answer: { from, to } */
	}

	get isFiltered() {
		return this.tags.length > 0 || this.year !== '';
	}

	get isEmpty() {
		return !this.text && !this.isFiltered;
	}

	/* Another text is corrected anew. */
	setText(text) {
		this.text = text.trim();
		this.literal = false;
		this.corrections = [];
	}

	clearFilters() {
		this.tags = [];
		this.year = '';
	}

	has(kind, value) {
		return kind === 'tag' ? this.tags.includes(value)
			: this.year === value;
	}

	toggle(kind, value) {
		if (kind === 'year')
			this.year = this.year === value ? '' : value;
		else if (this.tags.includes(value))
			this.tags = this.tags.filter((tag) => tag !== value);
		else
			this.tags = [...this.tags, value];
	}

	/*
	 * Parameters for the API and for the page; `fixed` ones come first. Articles
	 * in the language `lang` come before others that match as well.
	 */
	parameters(fixed, lang) {
		const params = new URLSearchParams(fixed);

		params.set('q', this.text);
		if (this.literal)
			params.set('literal', '1');
		for (const tag of this.tags)
			params.append('tag', tag);
		if (this.year) {
			params.set('after', this.year);
			params.set('before', Number(this.year) + 1);
		}
		if (lang && !params.has('lang') && !params.has('prefer'))
			params.set('prefer', lang);
		return params;
	}

	/* The text with the corrected words in it. */
	corrected() {
		return this.corrections.reduce((text, { from, to }) => {
			const at = text.toLowerCase().indexOf(from.toLowerCase());

			return at < 0 ? text : text.slice(0, at) + to +
				text.slice(at + from.length);
		}, this.text);
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
