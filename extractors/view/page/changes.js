/* ---- changes: the diff, beside the table as a digest and whole in a view of its own ---- */

const ORDER_OF_CHANGES = ['raised', 'lowered', 'deadline_moved', 'reworded', 'added', 'dropped', 'incomparable', 'same'];

function changeGroups(list) {
	const groups = new Map(ORDER_OF_CHANGES.map(kind => [kind, []]));
	for (const c of list) {
		if (!groups.has(c.change))
			groups.set(c.change, []);
		groups.get(c.change).push(c);
	}
	return [...groups].filter(([, group]) => group.length > 0);
}

const ofKind = record => changes.filter(c => c.record === record);

function changeName(c) {
	const x = c.to || c.from || {};
	return c.indicator || c.title || c.action || x.indicator || x.title || x.action || '';
}

function rowOfChange(c) {
	return c.row || c.oldRow;
}

function changeLine(c) {
	const row = rowOfChange(c);
	const name = said(changeName(c), 'span');
	const values = c.record !== 'change' ? c.from && c.to && c.from.deadline !== c.to.deadline ? [c.from.deadline || t('none'), ' → ', c.to.deadline || t('none')] : null
		: c.from && c.to ? [said(showValue(c.from)), ' → ', said(showValue(c.to))] : said(showValue(c.to || c.from || {}));
	return el('li', {}, row ? el('button', { type: 'button', class: 'link', onclick: () => openEvidence(row, true) }, name) : name,
		el('span', { class: 'values' }, values, c.ratio !== null && c.change !== 'same' ? el('span', { class: 'ratio' }, ' ' + percent(c.ratio)) : null));
}

/* Beside the table: how many of each kind, and the numbers that moved. */
function renderDigest() {
	const node = byId('digest');
	if (!hasDiff()) {
		fill(node, el('p', { class: 'hint' }, t('hint')), el('p', { class: 'hint sub' }, t('hintKeys')));
		return;
	}
	const groups = changeGroups(ofKind('change'));
	fill(node, el('h2', {}, t('digest')), changeBar(groups),
		groups.filter(([kind]) => kind !== 'same').map(([kind, list]) => el('section', { class: 'group' },
			el('h3', {}, changeMark(kind), ' ', el('span', { class: 'sub' }, String(list.length))),
			el('ul', { class: 'lines' }, list.slice(0, 8).map(changeLine)),
			list.length > 8 && el('button', { type: 'button', class: 'link', onclick: () => choose({ view: 'changes' }) }, t('allChanges')))),
		el('p', { class: 'hint sub' }, t('hint')));
}

const dayOf = x => (x.deadline || '').slice(4);

/* The deadline is shown where it has moved beyond the year of the edition. */
function cellOf(x, dated) {
	return x ? [said(showValue(x)), x.per ? el('span', { class: 'sub' }, named('per', x.per)) : null, dated ? el('span', { class: 'sub' }, x.deadline || t('none')) : null] : '—';
}

const SHOWN = 200; /* lines of a kind shown at first */

/* A table of the changes of one kind, to its end when that is asked for. */
function kindTable(kind, list, head, line) {
	const key = list[0].record + '/' + kind;
	const all = table.printing || whole.has(key) || list.length <= SHOWN;
	return [el('table', { class: 'plain' }, el('caption', {}, changeMark(kind), ' ', el('span', { class: 'sub' }, String(list.length))), head,
		el('tbody', {}, (all ? list : list.slice(0, SHOWN)).map(line))),
	!all && el('button', { type: 'button', class: 'link more', onclick: () => {
		whole.add(key);
		renderChanges();
		byId('tab-changes').focus();
	} }, t('showAll', list.length))];
}

function numbersTable(kind, list) {
	return kindTable(kind, list,
		el('thead', {}, el('tr', {}, ['col.indicator', 'old', 'new', 'delta'].map(k => el('th', { scope: 'col' }, t(k))))),
		c => el('tr', {},
			el('th', { scope: 'row' }, nameButton(c), notesOf(c)),
			...[c.from, c.to].map(x => el('td', { class: 'right' }, cellOf(x, kind === 'deadline_moved' || (c.from && c.to && dayOf(c.from) !== dayOf(c.to))))),
			el('td', { class: 'right' }, c.delta && c.delta !== '0' ? signed(c.delta) : '', c.ratio !== null && c.ratio !== 1 ? el('span', { class: 'sub' }, percent(c.ratio)) : null)));
}

/* The measure it stands in, what it was called, why the two do not compare, which other number it belongs to. */
function notesOf(c) {
	const x = c.to || c.from;
	const m = x && measureOf.get(x.document + '#' + x.measure);
	const was = c.from && c.to && c.from.indicator !== c.to.indicator && c.from.indicator;
	return [m && m.title && el('span', { class: 'sub where' }, said(m.title)), was && el('span', { class: 'sub' }, t('was') + ' ', said(was)),
		c.reason && el('span', { class: 'sub' }, t('reason') + ' ', said(c.reason)), kinOf(c)];
}

/* The number or measure of the other edition that this one was split from, or merged into. */
function kinOf(c) {
	const id = c.kin && c.kin.id;
	const row = id && rowOf.get(id);
	const m = id && measureOf.get(id);
	return id && el('span', { class: 'sub' }, named('kin', c.kin.kind || '') + ' ',
		row ? el('button', { type: 'button', class: 'link', onclick: () => openEvidence(row, true) }, said(row.name + ' ' + showValue(row), 'span')) : said(m && m.title || id));
}

function bodyNotes(c) {
	return [(c.aspects || []).map(a => tag(named('aspect', a), 'aspect')),
		c.came && el('span', { class: 'sub' }, t('came') + ' ', said(c.came.join('、'))),
		c.went && el('span', { class: 'sub' }, t('went') + ' ', said(c.went.join('、')))];
}

function nameButton(c) {
	const row = rowOfChange(c);
	const name = said(changeName(c), 'span');
	return row ? el('button', { type: 'button', class: 'link', onclick: () => openEvidence(row, true) }, name) : name;
}

function measuresTable(kind, list) {
	return kindTable(kind, list, null,
		c => el('tr', {}, el('th', { scope: 'row' }, said(changeName(c)), kinOf(c)),
			el('td', {}, bodyNotes(c)),
			el('td', { class: 'right sub' }, said([...new Set([c.from && c.from.measure, c.to && c.to.measure].filter(Boolean))].join(' → ')))));
}

let withSame = false;

function renderChanges() {
	const show = ([kind]) => withSame || kind !== 'same';
	const toggle = el('label', { class: 'check' }, el('input', { type: 'checkbox', checked: withSame, onchange: event => {
		withSame = event.target.checked;
		renderChanges();
		document.querySelector('#view-changes input').focus();
	} }), ' ', t('showSame'));
	const part = (title, record, make) => {
		const groups = changeGroups(ofKind(record));
		return groups.length > 0 && el('section', { class: 'part' }, el('h2', {}, t(title)), record === 'change' && changeBar(groups), groups.filter(show).map(([kind, list]) => make(kind, list)));
	};
	fill(byId('view-changes'), el('h2', { class: 'hidden' }, t('view.changes')), toggle, part('numbers', 'change', numbersTable),
		part('measures', 'measure_change', measuresTable), part('milestones', 'milestone_change', stonesTable));
}

function stonesTable(kind, list) {
	return kindTable(kind, list, null,
		c => el('tr', {}, el('th', { scope: 'row' }, nameButton(c), c.from && c.to && c.from.action !== c.to.action && el('span', { class: 'sub' }, t('was') + ' ', said(c.from.action || ''))),
			el('td', {}, bodyNotes(c)),
			el('td', { class: 'right' }, [...new Set([c.from && c.from.deadline, c.to && c.to.deadline].filter(Boolean))].join(' → '))));
}
