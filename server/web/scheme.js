/* Light or dark, as the page is. */

/*
 * Whether the page is dark, where it tells by other means than the CSS
 * property color-scheme, which is inherited: 'dark', 'light' or ''.
 */
function pageScheme(host) {
	const places = [document.documentElement, document.body];

	for (const { dataset, classList } of places) {
		const said = [dataset.theme, dataset.colorScheme,
			dataset.bsTheme, ...classList];

		for (const scheme of ['dark', 'light'])
			if (said.includes(scheme))
				return scheme;
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
