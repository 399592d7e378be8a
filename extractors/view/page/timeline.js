/* ---- timeline: when things are due ---- */

const PART = 15; /* rows of a day shown at first */

function dueRows() {
	return standing().filter(r => isDate.test(r.deadline || '') && !Number.isNaN(Date.parse(r.deadline)));
}

/* What still holds: what was dropped is due no more, unless it is what is looked for. */
function standing() {
	return state.change === 'dropped' ? selection : selection.filter(r => !isDropped(r));
}

/* Bins without holes: months, or years where there would be too many. */
function binsOf(list) {
	const dates = list.map(r => r.deadline).sort();
	const from = dates[0], to = dates[dates.length - 1];
	const months = (+to.slice(0, 4) - +from.slice(0, 4)) * 12 + (+to.slice(5, 7) - +from.slice(5, 7)) + 1;
	const byYear = months > 48;
	const bins = [];
	const count = byYear ? +to.slice(0, 4) - +from.slice(0, 4) + 1 : months;
	for (let i = 0; i < Math.min(count, 400); i++) {
		const month = +from.slice(5, 7) - 1 + i;
		const key = byYear ? String(+from.slice(0, 4) + i) : (+from.slice(0, 4) + Math.floor(month / 12)) + '-' + String(month % 12 + 1).padStart(2, '0');
		bins.push({ key, target: 0, other: 0 });
	}
	const at = new Map(bins.map(b => [b.key, b]));
	for (const r of list) {
		const bin = at.get(r.deadline.slice(0, byYear ? 4 : 7));
		if (bin)
			bin[r.record === 'milestone' ? 'other' : 'target']++;
	}
	return { bins, byYear };
}

function todayKey(byYear) {
	return now.getFullYear() + (byYear ? '' : '-' + String(now.getMonth() + 1).padStart(2, '0'));
}

function histogram(list) {
	const { bins, byYear } = binsOf(list);
	const width = Math.max(table.printing ? 700 : byId('view-timeline').clientWidth - 2 || 960, bins.length * 22), height = 180, base = 140, left = 8;
	const most = Math.max(...bins.map(b => b.target + b.other));
	const step = (width - 2 * left) / bins.length;
	const size = Math.min(34, step * 0.66);
	const root = svg('svg', { viewBox: `0 0 ${width} ${height}`, width, height, class: 'histogram', role: 'img', 'aria-label': t(byYear ? 'chartTimeYear' : 'chartTime') + ': ' +
		bins.filter(b => b.target + b.other).map(b => b.key + ' ' + (b.target + b.other)).join(', ') });
	root.append(svg('line', { class: 'axis', x1: left, x2: width - left, y1: base, y2: base }));
	bins.forEach((bin, i) => {
		const x = left + step * (i + 0.5);
		const high = n => n / most * 108;
		const total = bin.target + bin.other;
		const start = i === 0 || bin.key.endsWith('-01');
		if (bin.key === todayKey(byYear))
			root.append(svg('line', { class: 'today', x1: x, x2: x, y1: 12, y2: base }), svg('text', { class: 'today', x, y: 10 }, t('today')));
		if (total > 0) {
			root.append(svg('rect', { class: 'bar-target', x: x - size / 2, width: size, y: base - high(bin.target), height: high(bin.target) }),
				svg('rect', { class: 'bar-other', x: x - size / 2, width: size, y: base - high(total), height: high(bin.other) }),
				svg('text', { class: 'count', x, y: base - high(total) - 4 }, String(total)));
		}
		root.append(svg('text', { class: 'tick', x, y: base + 14 }, byYear ? bin.key : String(+bin.key.slice(5))));
		if (!byYear && start)
			root.append(svg('text', { class: 'tick year', x, y: base + 31 }, bin.key.slice(0, 4)));
	});
	return el('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': t(byYear ? 'chartTimeYear' : 'chartTime') }, root);
}

function daysNote(date) {
	const days = daysTo(date);
	return days === 0 ? t('dueToday') : days > 0 ? t('daysLeft', days) : t('daysPast', -days);
}

function dueItem(row) {
	return el('li', { class: row.record }, el('button', { type: 'button', class: 'link', onclick: () => openEvidence(row, true) }, said(row.name, 'span')),
		row.value ? el('span', { class: 'values' }, said(showValue(row))) : tag(t('tag.milestone'), 'milestone'),
		row.bodies.length > 0 && el('span', { class: 'sub' }, said(row.bodies[0].name + (row.bodies.length > 1 ? ' …' : ''))));
}

function dueList(list) {
	let shown = table.printing ? list.length : Math.min(PART, list.length);
	const node = el('ul', { class: 'due-list' }, list.slice(0, shown).map(dueItem));
	if (shown === list.length)
		return node;
	const button = el('button', { type: 'button', class: 'link more', onclick: () => {
		const next = list.slice(shown, shown + 200).map(dueItem);
		node.append(...next);
		next[0].querySelector('button').focus();
		shown += next.length;
		label();
	} });
	const label = () => {
		button.hidden = shown >= list.length;
		button.textContent = t('more', Math.min(200, list.length - shown));
	};
	label();
	return [node, button];
}

function renderTimeline() {
	const list = dueRows();
	const node = byId('view-timeline');
	const days = new Map();
	for (const row of [...list].sort((a, b) => a.deadline < b.deadline ? -1 : a.deadline > b.deadline ? 1 : a.i - b.i)) {
		if (!days.has(row.deadline))
			days.set(row.deadline, []);
		days.get(row.deadline).push(row);
	}
	const legend = el('p', { class: 'legend' }, el('span', { class: 'key key-target' }), t('kind.target'), el('span', { class: 'key key-other' }), t('kind.milestone'));
	fill(node, el('h2', {}, t('view.timeline')), list.length === 0 ? el('p', { class: 'empty' }, t('nothingDue')) : [histogram(list), legend,
		el('ol', { class: 'days' }, [...days].map(([date, items]) => el('li', { class: 'day' + (daysTo(date) < 0 ? ' past' : '') },
			el('h3', {}, el('time', { datetime: date }, date), el('span', { class: 'sub' }, daysNote(date)), el('span', { class: 'sub' }, countOf(items.length))),
			el('div', {}, dueList(items)))))]);
}
