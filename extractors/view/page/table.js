/*
 * ---- table: only the rows in sight are in the page, so that 20,000 cost no more than 50 ----
 *
 * All rows have one height, set by the style sheet; two empty rows stand for
 * those above and below. On paper every row is there.
 */

const AHEAD = 12; /* rows kept ready above and below */
const table = { body: null, shown: [], live: new Map(), first: 0, last: 0, height: 0, printing: false };

const COLUMNS = [
	{ key: 'indicator', cell: indicatorCell },
	{ key: 'value', cell: valueCell },
	{ key: 'change', cell: changeCell, when: hasDiff },
	{ key: 'due', cell: dueCell },
	{ key: 'body', cell: bodyCell, when: hasBodies },
	{ key: 'place', cell: placeCell },
];

const columns = () => COLUMNS.filter(c => !c.when || c.when());

function tag(text, kind) {
	return el('span', { class: 'tag tag-' + kind }, text);
}

function indicatorCell(row) {
	const notes = [row.scope && said(row.scope), row.record === 'fact' && tag(t('tag.fact'), 'fact'),
		row.record === 'milestone' && tag(t('tag.milestone'), 'milestone'), row.modality === 'strive' && tag(t('modality.strive'), 'strive'),
		row.attribute && tag(said(row.attribute), 'attribute')].filter(Boolean);
	return [el('button', { type: 'button', class: notes.length ? 'open short' : 'open', 'aria-haspopup': 'dialog', title: row.name }, said(row.name, 'span')),
		notes.length > 0 && el('span', { class: 'sub' }, notes)];
}

function valueCell(row) {
	const notes = [row.basis && named('basis', row.basis), row.per && named('per', row.per)].filter(Boolean);
	return row.value ? [el('span', { class: 'number' }, said(showValue(row))), el('span', { class: 'sub' }, notes.join(' · '))] : null;
}

const MARKS = { __proto__: null, raised: '▲', lowered: '▼', added: '+', dropped: '×', same: '=', reworded: '≈', deadline_moved: '↷', incomparable: '?', responsible: '◎', moved: '↕' };

function changeMark(kind = '') {
	return el('span', { class: 'mark mark-' + (kind in MARKS ? kind : 'other') },
		el('span', { 'aria-hidden': 'true' }, MARKS[kind] || '·'), ' ', named('change', kind));
}

function changeCell(row) {
	const c = row.change;
	if (!c)
		return null;
	const moved = c.change === 'raised' || c.change === 'lowered';
	return [changeMark(c.change), moved && c.ratio !== null && el('span', { class: 'ratio' }, ' ' + percent(c.ratio)),
		c.from && c.to && c.change !== 'same' && el('span', { class: 'sub' }, t('was') + ' ', said(c.change === 'deadline_moved' ? c.from.deadline || t('none') : showValue(c.from)))];
}

function dueCell(row) {
	return row.deadline ? [el('span', { class: 'date' }, row.deadline), row.deadline_source && row.deadline_source !== 'explicit' &&
		el('span', { class: 'sub' }, named('source', row.deadline_source))] : el('span', { class: 'sub' }, t('none'));
}

function bodyCell(row) {
	return row.bodies.length ? said(row.bodies.map(b => b.name).join('、'), 'span', { class: 'clamp' }) : null;
}

function placeCell(row) {
	const m = measureOfRow(row);
	const title = m && m.title ? m.title : data.documents.length > 1 ? titleOf(row.document) : '';
	return [title && said(title, 'span', { class: 'clamp one' }),
		el('span', { class: 'sub' }, said([placeOf(row), data.documents.length > 1 && row.document].filter(Boolean).join(' · ')))];
}

function makeRow(index) {
	const row = table.shown[index];
	const classes = (isDropped(row) ? 'dropped ' : '') + row.record;
	const tr = el('tr', { role: 'row', class: classes, 'aria-rowindex': index + 2 }, columns().map(c =>
		el('td', { role: 'cell', class: 'c-' + c.key }, el('div', { class: 'cell' }, c.cell(row)))));
	if (row === state.open)
		tr.setAttribute('aria-current', 'true');
	return tr;
}

/* On paper each row is followed by its sentence. */
function sentenceRow(row) {
	return el('tr', { role: 'row', class: 'paper' }, el('td', { role: 'cell', colspan: columns().length }, marked(row.context || row.quote || '', row.context ? quotePlace(row) : null)));
}

function paintPaper() {
	table.live = new Map();
	table.body.replaceChildren(...table.shown.flatMap((row, i) => [makeRow(i), sentenceRow(row)]));
}

function gap(count) {
	const tr = el('tr', { class: 'gap', 'aria-hidden': 'true' });
	tr.style.height = count * table.height + 'px';
	return tr;
}

function inSight() {
	if (table.height === 0)
		return [0, Math.min(40, table.shown.length)];
	const above = -table.body.getBoundingClientRect().top;
	const first = Math.floor(above / table.height) - AHEAD;
	const last = Math.ceil((above + innerHeight) / table.height) + AHEAD;
	return [Math.max(0, Math.min(first, table.shown.length)), Math.max(0, Math.min(last, table.shown.length))];
}

/* Brings the rows in sight into the page; rows that stay keep their element, and with it the focus. */
function paintRows(all) {
	const [first, last] = inSight();
	if (!all && first === table.first && last === table.last)
		return;
	const kept = all ? new Map() : table.live;
	const focused = document.activeElement && document.activeElement.closest && document.activeElement.closest('#table tbody tr');
	const live = new Map();
	for (let i = first; i < last; i++)
		live.set(i, kept.get(i) || makeRow(i));
	Object.assign(table, { live, first, last });
	table.body.replaceChildren(gap(first), ...live.values(), gap(table.shown.length - last));
	if (focused && document.activeElement !== focused && focused.isConnected)
		focused.querySelector('.open').focus({ preventScroll: true });
	if (focused && !focused.isConnected)
		byId('view').focus({ preventScroll: true });
}

function measureRows() {
	const tr = table.body.querySelector('tr:not(.gap)');
	const height = tr ? tr.getBoundingClientRect().height : 0;
	if (height > 0 && Math.abs(height - table.height) > 0.01) {
		table.height = height;
		paintRows(true);
	}
}

function headCell(column) {
	const label = t('col.' + column.key);
	const sorts = column.key in ORDERS;
	const on = state.sort === column.key;
	const mark = on ? state.descending ? '▼' : '▲' : '';
	return el('th', { role: 'columnheader', scope: 'col', class: 'c-' + column.key + (sorts ? '' : ' bare'), 'aria-sort': on ? state.descending ? 'descending' : 'ascending' : sorts ? 'none' : null },
		sorts && !table.printing ? el('button', { type: 'button', class: 'sort', onclick: () => sortBy(column.key) }, label,
			el('span', { class: 'sort-mark', 'aria-hidden': 'true' }, mark || '↕')) : label);
}

/* First press: upwards; second: downwards; third: the order of the documents. */
function sortBy(key) {
	const next = state.sort !== key ? { sort: key, descending: '' } : state.descending ? { sort: '', descending: '' } : { sort: key, descending: '1' };
	choose(next);
	const button = document.querySelector('th.c-' + key + ' button');
	if (button)
		button.focus({ preventScroll: true });
}

function renderTable() {
	const node = byId('table');
	table.shown = selection;
	node.setAttribute('role', 'table');
	node.setAttribute('aria-rowcount', selection.length + 1);
	node.className = columns().length < 6 ? 'few' : '';
	table.body = el('tbody', { role: 'rowgroup' });
	node.replaceChildren(el('caption', { class: 'hidden' }, t('table')),
		el('thead', { role: 'rowgroup' }, el('tr', { role: 'row', 'aria-rowindex': 1 }, columns().map(headCell))), table.body);
	node.hidden = selection.length === 0;
	byId('empty').hidden = selection.length > 0;
	byId('empty').textContent = t('empty');
	if (table.printing) {
		paintPaper();
		return;
	}
	paintRows(true);
	measureRows();
}

/* Scrolls so far that the row can be seen, below the head of the table. */
function reveal(index) {
	const top = table.body.getBoundingClientRect().top + scrollY + index * table.height;
	const head = document.querySelector('#table thead').getBoundingClientRect();
	const above = Math.max(0, head.bottom) + 4;
	if (top < scrollY + above)
		scrollTo({ top: top - above });
	else if (top + table.height > scrollY + innerHeight)
		scrollTo({ top: top + table.height - innerHeight + 8 });
	paintRows(false);
}

function focusRow(index) {
	if (index < 0 || index >= table.shown.length)
		return;
	reveal(index);
	const tr = table.live.get(index);
	if (tr)
		tr.querySelector('.open').focus({ preventScroll: true });
}

function indexOfRow(tr) {
	return Number(tr.getAttribute('aria-rowindex')) - 2;
}

function markOpen() {
	for (const [i, tr] of table.live) {
		if (table.shown[i] === state.open)
			tr.setAttribute('aria-current', 'true');
		else
			tr.removeAttribute('aria-current');
	}
}

function startTable() {
	const node = byId('table');
	node.addEventListener('click', event => {
		const tr = event.target.closest('tbody tr:not(.gap)');
		if (tr && String(getSelection()) === '')
			openEvidence(table.shown[indexOfRow(tr)], event.detail === 0);
	});
	node.addEventListener('keydown', event => {
		const tr = event.target.closest('tbody tr:not(.gap)');
		const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
		if (!tr || !step)
			return;
		event.preventDefault();
		focusRow(Math.max(0, Math.min(table.shown.length - 1, indexOfRow(tr) + step)));
	});
	let asked = 0;
	const soon = () => {
		asked = asked || requestAnimationFrame(() => {
			asked = 0;
			if (state.view === 'targets' && !table.printing)
				paintRows(false);
		});
	};
	addEventListener('scroll', soon, { passive: true });
	addEventListener('resize', () => {
		measureRows();
		soon();
	});
}
