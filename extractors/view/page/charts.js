/* ---- charts: bars made of text and boxes, so that they can be read aloud, searched, printed and wrapped ---- */

const TOP = 20;
const whole = new Set(); /* charts shown to their end */

/* One bar in parts: how many changes there are of each kind. */
function changeBar(groups, choice = kind => choose({ view: 'targets', change: kind }), chosen = '') {
	const total = groups.reduce((n, [, list]) => n + list.length, 0);
	const known = kind => kind in MARKS ? kind : 'other';
	return [el('div', { class: 'strip', 'aria-hidden': 'true' }, groups.map(([kind, list]) => setShare(el('span', { class: 'part-' + known(kind) }), list.length / total))),
		el('ul', { class: 'stack', 'aria-label': t('chartKinds') }, groups.map(([kind, list]) => el('li', {},
			el('button', { type: 'button', 'aria-pressed': chosen ? String(chosen === kind) : null, onclick: () => choice(kind) },
				el('span', { class: 'key part-' + known(kind), 'aria-hidden': 'true' }), named('change', kind), ' ', el('b', {}, String(list.length))))))];
}

function pairOf(name, from, to, row) {
	const a = Number(from.value), b = Number(to.value);
	return { name, from, to, row, a, b, ratio: b / a };
}

/* Old and new numbers of the diff; without one, baseline and target of a row. */
function pairs() {
	const fits = p => p.a > 0 && p.b > 0 && p.a !== p.b;
	const size = p => -Math.abs(Math.log(p.ratio));
	const shown = new Set(selection);
	const list = hasDiff() ? changes.filter(c => c.record === 'change' && c.from && c.to && c.ratio !== null && c.row && shown.has(c.row)).map(c => ({ ...pairOf(changeName(c), c.from, c.to, c.row), ratio: c.ratio }))
		: selection.filter(r => r.baseline && r.baseline.value && r.value && (r.baseline.unit || '') === (r.unit || '') && r.basis !== 'change')
			.map(r => pairOf(r.name, r.baseline, r, r));
	return list.filter(fits).sort((x, y) => size(x) - size(y) || collator.compare(x.name, y.name));
}

function pairBars(p) {
	const most = Math.max(p.a, p.a * p.ratio);
	const bar = (kind, share, x) => el('div', { class: 'pair-bar' }, setShare(el('span', { class: 'fill fill-' + kind }), share / most), el('span', { class: 'number' }, said(showValue(x))));
	return el('li', { class: 'pair' }, el('div', { class: 'label' }, el('button', { type: 'button', class: 'link', onclick: () => openEvidence(p.row, true) }, said(p.name, 'span')),
		el('span', { class: 'ratio ' + (p.ratio > 1 ? 'up' : 'down') }, percent(p.ratio))),
		el('div', { class: 'bars' }, bar('old', p.a, p.from), bar('new', p.a * p.ratio, p.to)));
}

function limited(key, list, make) {
	const all = whole.has(key) || table.printing;
	return [all ? list.map(make) : list.slice(0, TOP).map(make), !all && list.length > TOP && el('li', { class: 'more' },
		el('button', { type: 'button', class: 'link', onclick: () => { whole.add(key); renderCharts(); } }, t('showAll', list.length)))];
}

function shareBar(label, count, most, total, onclick, extra) {
	return el('li', { class: 'share' }, el('div', { class: 'label' }, onclick ? el('button', { type: 'button', class: 'link', onclick }, label) : el('span', {}, label)),
		el('div', { class: 'pair-bar' }, setShare(el('span', { class: 'fill fill-new' }), count / most), el('span', { class: 'number' }, String(count),
			el('span', { class: 'sub' }, ' ' + (count / total * 100).toFixed(count / total < 0.1 ? 1 : 0) + '%'), extra)));
}

function bodiesChart() {
	const list = standing();
	const total = list.length;
	if (!hasBodies())
		return null;
	const counts = tally(list, r => new Set(r.bodies.map(b => b.name)));
	const leads = new Map(tally(list, r => new Set(r.bodies.filter(b => b.role && /牵头|主责/.test(b.role)).map(b => b.name))));
	const nobody = list.filter(r => r.bodies.length === 0).length;
	const most = Math.max(1, nobody, ...counts.slice(0, 1).map(c => c[1]));
	const bar = ([name, count]) => shareBar(said(name, 'span'), count, most, total, () => choose({ view: 'targets', body: '=' + name }),
		leads.has(name) && el('span', { class: 'sub' }, ' · ' + t('lead') + ' ' + leads.get(name)));
	return el('section', { class: 'chart' }, el('h2', {}, t('chartBodies')), el('p', { class: 'sub' }, t('chartBodiesNote', total)),
		counts.length === 0 ? el('p', { class: 'empty' }, t('noChart')) : el('ol', { class: 'bars-list' }, limited('bodies', counts, bar),
			nobody > 0 && shareBar(t('nobody'), nobody, most, total, () => choose({ view: 'targets', body: 'none' }))));
}

function pairsChart() {
	const list = pairs();
	if (list.length === 0 && hasBodies())
		return null;
	const name = hasDiff() ? 'chartOldNew' : 'chartBase';
	return el('section', { class: 'chart' }, el('h2', {}, t(name)), el('p', { class: 'sub' }, t(name + 'Note')),
		list.length === 0 ? el('p', { class: 'empty' }, t('noChart')) : [
			el('p', { class: 'legend' }, el('span', { class: 'key key-old' }), t(hasDiff() ? 'old' : 'field.baseline'), el('span', { class: 'key key-new' }), t(hasDiff() ? 'new' : 'kind.target')),
			el('ol', { class: 'bars-list' }, limited('pairs', list, pairBars))]);
}

function unitsChart() {
	const list = standing().filter(r => r.record !== 'milestone');
	const counts = tally(list, r => [r.unit || '']);
	const bar = ([unit, count]) => shareBar(unit ? said(unit, 'span') : t('unitless'), count, counts[0][1], list.length, () => choose({ view: 'targets', unit: '=' + unit }));
	return counts.length > 1 && el('section', { class: 'chart narrow' }, el('h2', {}, t('chartUnits')), el('ol', { class: 'bars-list' }, limited('units', counts, bar)));
}

function renderCharts() {
	fill(byId('view-charts'), el('div', { class: 'charts' }, pairsChart(), el('div', {}, bodiesChart(), unitsChart())));
}
