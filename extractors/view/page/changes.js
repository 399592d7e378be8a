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

/* ---- the view: by measure, largest changes first ---- */

const SHOWN = 200; /* lines of a measure, and measures, shown at first */
const RANKS = { __proto__: null, raised: 3000, lowered: 3000, deadline_moved: 2500, incomparable: 2200, reworded: 2000, dropped: 1500, added: 1000, responsible: 900, moved: 100 };

/* How far up a change is shown; the size of a raise or cut counts within its kind. */
function rankOf(c) {
	const size = c.ratio > 0 ? Math.min(999, Math.abs(Math.log(c.ratio)) * 300) : 0;
	return (RANKS[c.change] || 0) + (RANKS[c.change] === 3000 ? size : 0);
}

/* The changes by the measure of the newer edition they belong to, or of the older one. */
function measureGroups() {
	const groups = [], at = new Map();
	const groupOf = (edition, x) => {
		const key = [edition, x.document, x.measure].join('\n');
		if (!at.has(key)) {
			const group = { measure: null, path: x.measure || '', list: [] };
			groups.push(group);
			at.set(key, group);
		}
		return at.get(key);
	};
	for (const m of ofKind('measure_change')) {
		const group = { measure: m, path: '', list: [] };
		groups.push(group);
		if (m.to)
			at.set(['n', m.to.document, m.to.measure].join('\n'), group);
		if (m.from)
			at.set(['o', m.from.document, m.from.measure].join('\n'), group);
	}
	for (const c of changes)
		if (c.record !== 'measure_change')
			groupOf(c.to ? 'n' : 'o', c.to || c.from || {}).list.push(c);
	for (const group of groups) {
		group.list = group.list.map((c, i) => [rankOf(c), i, c]).sort((x, y) => y[0] - x[0] || x[1] - y[1]).map(x => x[2]);
		group.rank = Math.max(0, group.measure ? rankOf(group.measure) : 0, group.list.length ? rankOf(group.list[0]) : 0);
	}
	return groups.sort((x, y) => y.rank - x.rank);
}

/* ---- a line ---- */

/* The sentence a side of a change stands on, where its row is in the page; else the words it has. */
function sideSentence(x, row) {
	if (row && row.context)
		return marked(row.context, quotePlace(row));
	return x.quote ? said(x.quote) : null;
}

const dayOf = x => (x.deadline || '').slice(4);

/* The deadline is shown where it has moved beyond the year of the edition. */
function sideCell(name, x, row, dated) {
	if (!x)
		return el('td', { class: 'c-side c-' + name }, el('span', { class: 'hidden' }, '—'));
	const value = showValue(x) || (x.deadline || t('none'));
	const notes = [x.basis && x.basis !== 'level' && named('basis', x.basis), x.per && named('per', x.per), dated && x.value && (x.deadline || t('none'))].filter(Boolean);
	return el('td', { class: 'c-side c-' + name }, el('span', { class: 'edition sub' }, t(name)), said(value, 'bdi', { class: 'number' }),
		notes.length > 0 && el('span', { class: 'sub' }, ' ' + notes.join(' · ')), el('span', { class: 'quote' }, sideSentence(x, row)));
}

function deltaOf(c) {
	if (c.record === 'change')
		return [c.delta && c.delta !== '0' ? signed(c.delta) : '', c.ratio !== null && c.ratio !== 1 ? el('span', { class: 'sub' }, percent(c.ratio)) : null];
	const days = c.from && c.to ? (Date.parse(c.to.deadline) - Date.parse(c.from.deadline)) / 86400000 : NaN;
	return days ? t(days > 0 ? 'daysLater' : 'daysEarlier', Math.abs(days)) : '';
}

function changeRow(c) {
	const dated = c.change === 'deadline_moved' || (c.from && c.to && dayOf(c.from) !== dayOf(c.to));
	return el('tr', { class: 'change-' + (c.change in MARKS ? c.change : 'other') }, el('td', { class: 'c-mark' }, changeMark(c.change)),
		el('th', { scope: 'row' }, nameButton(c), c.record === 'milestone_change' && tag(t('tag.milestone'), 'milestone'), notesOf(c)),
		sideCell('old', c.from, c.oldRow, dated), sideCell('new', c.to, c.row, dated), el('td', { class: 'c-delta' }, deltaOf(c)));
}

function nameButton(c) {
	const row = rowOfChange(c);
	const name = said(changeName(c), 'span');
	return row ? el('button', { type: 'button', class: 'link', onclick: () => openEvidence(row, true) }, name) : name;
}

/* "unit 个 → 户" as records have it: the first word is one of theirs, and so may those after it be. */
function reasonOf(reason) {
	const [what, ...rest] = reason.split(' ');
	return said([named('reason', what), rest.length > 0 && ' ' + rest.map(w => what === 'unit' || what === 'per' ? named('per', w) : named('basis', named('direction', w))).join(' ')]);
}

/* What it was called, whose it is, why the two do not compare, which other number it belongs to. */
function notesOf(c) {
	const x = c.to || c.from || {};
	const was = c.from && c.to && changeName({ to: c.from }) !== changeName({ to: c.to }) && changeName({ to: c.from });
	return [x.scope && el('span', { class: 'sub' }, said(x.scope)), was && el('span', { class: 'sub' }, t('was') + ' ', said(was)),
		c.reason && el('span', { class: 'sub' }, t('reason') + ' ', reasonOf(c.reason)), kinOf(c), bodyNotes(c)];
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
	return [c.came && el('span', { class: 'sub' }, t('came') + ' ', said(c.came.join('、'))), c.went && el('span', { class: 'sub' }, t('went') + ' ', said(c.went.join('、')))];
}

/* ---- a measure ---- */

const labelOf = x => [x.measure, x.title].filter(Boolean).join(' ');

function measureHead(group) {
	const m = group.measure;
	if (!m)
		return el('h3', {}, group.path ? said(group.path) : t('noMeasure'));
	const here = m.to || m.from || {};
	const old = m.from && m.to && labelOf(m.from) !== labelOf(m.to) && labelOf(m.from);
	return [el('h3', {}, said(labelOf(here)), ' ', m.change !== 'same' && changeMark(m.change), (m.aspects || []).filter(a => a !== m.change).map(a => tag(named('aspect', a), 'aspect'))),
		el('p', { class: 'was sub' }, old && [t('was') + ' ', said(old)], kinOf(m), bodyNotes(m))];
}

function measureSection(group, list) {
	const key = 'measure ' + (group.measure ? labelOf(group.measure.to || group.measure.from || {}) : group.path);
	const all = table.printing || whole.has(key) || list.length <= SHOWN;
	return el('section', { class: 'measure' }, measureHead(group), list.length > 0 && el('table', { class: 'plain changes' },
		el('thead', {}, el('tr', {}, [['change', 'mark'], ['col.indicator', 'name'], ['old', 'old'], ['new', 'new'], ['delta', 'delta']].map(([k, c]) => el('th', { scope: 'col', class: 'c-' + c }, t(k))))),
		el('tbody', {}, (all ? list : list.slice(0, SHOWN)).map(changeRow))), !all && moreButton(key, list.length));
}

function moreButton(key, n) {
	return el('button', { type: 'button', class: 'link more', onclick: () => {
		whole.add(key);
		renderChanges();
		byId('tab-changes').focus();
	} }, t('showAll', n));
}

/* ---- the whole ---- */

const withSame = () => state.same === '1';

/* How many of each kind there are; those of numbers choose what is shown. */
function summary() {
	const counts = record => changeGroups(ofKind(record));
	const plain = (title, record) => {
		const groups = counts(record);
		return groups.length > 0 && el('p', { class: 'counts' }, el('b', {}, t(title)), groups.map(([kind, list]) => [' ', changeMark(kind), ' ' + list.length]));
	};
	return el('div', { class: 'summary' }, el('b', {}, t('numbers')), changeBar(counts('change'), kind => choose({ change: state.change === kind ? '' : kind }), state.change),
		plain('measures', 'measure_change'), plain('milestones', 'milestone_change'));
}

function renderChanges() {
	const chosen = state.change;
	const passes = c => chosen && chosen !== 'any' ? c.change === chosen : withSame() || c.change !== 'same';
	const toggle = el('label', { class: 'check' }, el('input', { type: 'checkbox', checked: withSame(), onchange: event => {
		choose({ same: event.target.checked ? '1' : '' });
		document.querySelector('#view-changes input').focus();
	} }), ' ', t('showSame'));
	const groups = measureGroups().map(group => [group, group.list.filter(passes)])
		.filter(([group, list]) => list.length > 0 || (group.measure && passes(group.measure)));
	const all = table.printing || whole.has('measures') || groups.length <= SHOWN;
	fill(byId('view-changes'), el('h2', { class: 'hidden' }, t('view.changes')), summary(), toggle,
		groups.length === 0 && el('p', { class: 'empty' }, t('empty')),
		(all ? groups : groups.slice(0, SHOWN)).map(([group, list]) => measureSection(group, list)), !all && moreButton('measures', groups.length));
}
