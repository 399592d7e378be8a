/* ---- model: the records as rows ---- */

const data = JSON.parse(byId('data').textContent);
const rows = [];
const rowOf = new Map(); /* id -> row; the first of several with one id */
const measureOf = new Map();
const documentOf = new Map();
const changes = data.changes.map(readChange);
const editions = { newer: new Set(), older: new Set() };
const collator = new Intl.Collator('zh-Hans-CN', { numeric: true });

function readChange(c) {
	return { ...c, ratio: c.ratio ? Number(c.ratio) : null, row: null, oldRow: null };
}

function readRow(r, i) {
	return {
		...r, i,
		name: r.indicator || r.action || r.quote || '',
		bodies: (r.responsible || []).filter(b => b.name),
		number: r.value ? Number(r.value) : NaN,
		page: r.where && r.where.page || 0,
		change: null,
		hay: null,
	};
}

function readModel() {
	for (const m of data.measures)
		if (m.id && !measureOf.has(m.id))
			measureOf.set(m.id, m);
	for (const d of data.documents)
		if (d.id && !documentOf.has(d.id))
			documentOf.set(d.id, d);
	data.rows.forEach((r, i) => rows.push(readRow(r, i)));
	for (const r of rows)
		if (r.id && !rowOf.has(r.id))
			rowOf.set(r.id, r);
	changes.forEach(joinChange);
}

/* A change belongs to the row of the newer edition; what was dropped, to the older. */
function joinChange(c) {
	if (c.from && c.from.document)
		editions.older.add(c.from.document);
	if (c.to && c.to.document)
		editions.newer.add(c.to.document);
	c.row = c.to && c.to.id ? rowOf.get(c.to.id) || null : null;
	c.oldRow = c.from && c.from.id ? rowOf.get(c.from.id) || null : null;
	if (c.record === 'measure_change')
		return;
	const row = c.row || (c.to ? null : c.oldRow);
	if (row && !row.change)
		row.change = c;
}

const hasDiff = () => changes.length > 0;
const measureKey = row => row.measure ? row.document + '#' + row.measure : '';
const measureOfRow = row => measureOf.get(measureKey(row));
const titleOf = id => documentOf.has(id) ? documentOf.get(id).title || id : id || '';

/* What the search looks through, made when it is first asked for. */
function haystack(row) {
	if (row.hay === null) {
		const m = measureOfRow(row);
		row.hay = fold([row.name, row.scope, row.context, row.quote, row.value, row.unit, row.deadline, row.document,
			titleOf(row.document), row.measure, m && m.title, row.attribute, ...row.bodies.map(b => b.name)].join('\n'));
	}
	return row.hay;
}

function fold(text) {
	return text.normalize('NFKC').toLowerCase();
}

/* Days from the reader's today to an ISO date; NaN when it is none. */
function daysTo(date) {
	const now = new Date();
	const m = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date || '');
	if (!m)
		return NaN;
	return Math.round((Date.UTC(+m[1], +m[2] - 1, +m[3]) - Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())) / 86400000);
}

/* How often each value occurs, most frequent first. */
function tally(items, keyOf) {
	const counts = new Map();
	for (const item of items)
		for (const key of keyOf(item))
			counts.set(key, (counts.get(key) || 0) + 1);
	return [...counts].sort((a, b) => b[1] - a[1] || collator.compare(a[0], b[0]));
}

function baseName(path) {
	return (path || '').split('/').pop();
}

function placeOf(row) {
	return [row.measure, row.page ? t('page', row.page) : ''].filter(Boolean).join(' · ');
}
