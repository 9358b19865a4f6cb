/*
 * Nodes of the page, made from what the server says. Never from HTML: text
 * becomes text nodes, and of markup only <mark> is known.
 */

const ICONS = {
	search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.3 15.3 20 20',
	close: 'M6 6l12 12M18 6 6 18',
	recent: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.5l3 1.7',
	arrow: 'M5 12h14M13 6l6 6-6 6',
};

const ENTITIES = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };

/*
 * An element. Attributes that are null or false are left out, functions
 * listen to the event of that name.
 */
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

/*
 * The nodes of escaped text in which only <mark> is markup. Anything else
 * that looks like markup stays the text it is.
 */
function marked(html) {
	return String(html).split(/<mark>([^]*?)<\/mark>/).map((part, i) => {
		const text = part.replace(/&(lt|gt|quot|#39|amp);/g,
			(whole, name) => ENTITIES[name]);
		return i % 2 ? el('mark', null, text) : text;
	});
}

/*
 * Where a result may lead: never to a script. With `isHere` to its path on
 * the host of this page.
 */
function safeUrl(url, isHere) {
	try {
		const there = new URL(url, location.origin);
		const path = there.pathname + there.search + there.hash;

		if (!/^https?:$/.test(there.protocol))
			return null;
		return isHere ? location.origin + path : there.href;
	} catch {
		return null;
	}
}
