/* ---- dom: elements with text in them; text is never parsed ---- */

function byId(id) {
	return document.getElementById(id);
}

/* el('td', {class: 'x', onclick: f}, 'text', node, null): attributes, handlers, children. */
function el(name, attributes, ...children) {
	const node = document.createElement(name);
	for (const [key, value] of Object.entries(attributes || {})) {
		if (value === null || value === undefined || value === false)
			continue;
		if (key.startsWith('on'))
			node.addEventListener(key.slice(2), value);
		else
			node.setAttribute(key, value === true ? '' : value);
	}
	add(node, children);
	return node;
}

function add(node, children) {
	for (const child of children) {
		if (Array.isArray(child))
			add(node, child);
		else if (child !== null && child !== undefined && child !== false)
			node.append(child);
	}
	return node;
}

/* Puts the children in place of what the node held. */
function fill(node, ...children) {
	node.replaceChildren();
	return add(node, children);
}

function svg(name, attributes, ...children) {
	const node = document.createElementNS('http://www.w3.org/2000/svg', name);
	for (const [key, value] of Object.entries(attributes || {}))
		node.setAttribute(key, value);
	return add(node, children);
}

/* Words of a document: in its language, and isolated, so that marks of writing direction end with it. */
function said(text, name = 'bdi', attributes = {}) {
	return el(name, { lang: 'zh-CN', ...attributes }, text);
}

/* A label of ours in which words of a document are quoted. */
function quoting(label) {
	return label.split(/(\p{Script=Han}+)/u).map((part, i) => i % 2 && state.english ? said(part) : part);
}

/* The text with the part [from, to) marked. */
function marked(text, place) {
	if (!place)
		return said(text);
	const [from, to] = place;
	return said([text.slice(0, from), el('mark', {}, text.slice(from, to)), text.slice(to)]);
}

function setShare(node, share) {
	node.style.setProperty('--share', Math.max(0, Math.min(1, share)).toFixed(4));
	return node;
}
