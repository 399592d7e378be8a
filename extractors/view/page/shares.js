/* ---- shares: a city's numbers, and what its districts carry of them ---- */

const ORDER_OF_SHARES = ['nobody', 'partly', 'each', 'covered'];

/* How much of the whole is carried, for a bar: the numbers beside it are the exact ones. */
function carried(s) {
	const all = Number(s.whole && s.whole.value), rest = Number(s.rest);
	return s.rest && all > 0 ? (all - rest) / all : NaN;
}

function partLine(p) {
	const side = p.side || {};
	const row = rowOf.get(side.id);
	const name = said(titleOf(side.document), 'span');
	return el('li', {}, el('span', {}, row ? el('button', { type: 'button', class: 'link', onclick: () => openEvidence(row, true) }, name) : name,
		el('span', { class: 'sub' }, ' ', said([side.measure, side.indicator].filter(Boolean).join(' ')))),
	el('span', { class: 'values' }, said(showValue(side), 'bdi', { class: 'number' }),
			p.share ? el('span', { class: 'ratio' }, ' ' + partPercent(p.share)) : null, p.reason ? el('span', { class: 'sub' }, reasonOf(p.reason)) : null));
}

function partPercent(share) {
	const p = Number(share) * 100;
	return p.toFixed(p < 10 ? 2 : 0) + '%';
}

/* Beside the evidence of a number: who carries it. */
function sharedOut(s) {
	return el('section', { class: 'compare' }, el('h3', {}, t('carriers')),
		s.parts ? el('ul', { class: 'lines' }, s.parts.map(partLine)) : el('p', {}, named('share', s.share || '')),
		s.rest && s.rest !== '0' && el('p', { class: 'sub' }, t('restOf') + ' ', said(showNumber(s.rest))));
}

function shareLine(s) {
	const whole = s.whole || {};
	const row = rowOf.get(whole.id);
	const name = said(whole.indicator || '', 'span');
	const m = measureOf.get(whole.document + '#' + whole.measure);
	const part = carried(s);
	return el('tr', {}, el('th', { scope: 'row' }, row ? el('button', { type: 'button', class: 'link', onclick: () => openEvidence(row, true) }, name) : name,
		whole.scope && el('span', { class: 'sub' }, said(whole.scope)), whole.measure && el('span', { class: 'sub' }, said([whole.measure, m && m.title].filter(Boolean).join(' '))), s.parts ? el('ul', { class: 'lines' }, s.parts.map(partLine)) : null),
	el('td', { class: 'right' }, said(showValue(whole), 'bdi', { class: 'number' })),
	el('td', { class: 'right' }, s.rest ? [said(showNumber(s.rest), 'bdi', { class: 'number' }),
		Number.isNaN(part) ? null : el('span', { class: 'pair-bar track', role: 'img', 'aria-label': partPercent(part) }, setShare(el('span', { class: 'fill fill-new' }), part))] : ''));
}

function renderShares() {
	const kinds = [...new Set([...ORDER_OF_SHARES, ...data.shares.map(s => s.share || '')])];
	const groups = kinds.map(kind => [kind, data.shares.filter(s => (s.share || '') === kind)]).filter(([, list]) => list.length > 0);
	fill(byId('view-shares'), el('div', { class: 'part' }, el('h2', {}, t('view.shares')), el('p', { class: 'sub' }, t('sharesNote')),
		groups.map(([kind, list]) => el('table', { class: 'plain' }, el('caption', {}, el('b', {}, named('share', kind)), ' ', el('span', { class: 'sub' }, String(list.length))),
			el('thead', {}, el('tr', {}, ['col.indicator', 'inAll', 'restOf'].map(k => el('th', { scope: 'col' }, t(k))))),
			el('tbody', {}, list.map(shareLine))))));
}
