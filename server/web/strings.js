/* What the box says, in the language of its page. */

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

class Strings {
	/* Labels are the attributes label-NAME of `host`. */
	constructor(host) {
		this.host = host;
	}

	/*
	 * The nodes and strings of a label. {name} in it is replaced by
	 * values.name, and {n} chooses between the forms of a plural.
	 */
	nodes(name, values = {}) {
		return this.template(name, values.n).split(/\{(\w+)\}/)
			.map((part, i) => !(i % 2) ? part
				: part === 'n' ? this.number(values.n) : values[part]);
	}

	text(name, values) {
		return this.nodes(name, values).join('');
	}

	/* A label of the page goes before any of ours. */
	template(name, n) {
		const forms = [name];

		if (n !== undefined)
			forms.unshift(`${name}-${this.intl(Intl.PluralRules)
				.select(n)}`);
		for (const form of forms)
			if (this.host.hasAttribute(`label-${form}`))
				return this.host.getAttribute(`label-${form}`);
		return LABELS[forms[0]] ?? LABELS[name];
	}

	/* An Intl object of our language, or of English where it is none. */
	intl(kind, options) {
		const place = this.host.closest('[lang]');

		try {
			return new kind(place && place.lang || navigator.language,
				options);
		} catch {
			return new kind('en', options);
		}
	}

	number(n) {
		return this.intl(Intl.NumberFormat, { useGrouping: n > 9999 })
			.format(n);
	}

	/* The day as the article has it, wherever the reader is. */
	date(iso) {
		const [, y, m, d] = /^(\d{4})-(\d\d)-(\d\d)/.exec(iso) || [];

		return y && this.intl(Intl.DateTimeFormat,
			{ dateStyle: 'long', timeZone: 'UTC' })
			.format(Date.UTC(y, m - 1, d));
	}
}
