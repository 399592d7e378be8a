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
		shared: null, /* who carries it */
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
	for (const s of data.shares) {
		const row = s.whole && rowOf.get(s.whole.id);
		if (row)
			row.shared = s;
	}
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
const hasShares = () => data.shares.length > 0;
const hasBodies = () => rows.some(r => r.bodies.length > 0);
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

/* Where the words occur in the text, white space apart: [from, to) of every occurrence. */
function occurrences(text, words) {
	const places = []; /* of the characters that are no white space */
	for (let i = 0; i < text.length; i++)
		if (text[i].trim())
			places.push(i);
	const bare = places.map(i => text[i]).join('');
	const wanted = (words || '').replace(/\s+/g, '');
	const found = [];
	for (let at = wanted ? bare.indexOf(wanted) : -1; at >= 0; at = bare.indexOf(wanted, at + wanted.length))
		found.push([places[at], places[at + wanted.length - 1] + 1]);
	return found;
}

const twins = new Map(); /* rows that say the same words of the same sentence, in their order */
const twinKey = row => [row.source, row.measure, row.context, row.quote].join('\n');

function twinsOf(row) {
	if (twins.size === 0)
		for (const r of rows) {
			const key = twinKey(r);
			twins.set(key, [...twins.get(key) || [], r]);
		}
	return twins.get(twinKey(row));
}

/* The words of the row in its sentence. The same words may stand there twice: then each row has its own, or the words follow the row's name. */
function quotePlace(row) {
	const found = occurrences(row.context || '', row.quote);
	if (found.length < 2)
		return found[0];
	const same = twinsOf(row);
	if (same.length === found.length)
		return found[same.indexOf(row)];
	const name = [...row.name].map((_, i, all) => all.slice(i).join('')).find(tail => row.context.includes(tail));
	const after = name ? row.context.lastIndexOf(name) : -1;
	return found.find(([from]) => from >= after) || found[0];
}

const isDate = /^\d{4}-\d\d-\d\d$/;
const now = new Date();
const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());

/* Days from the reader's today to an ISO date; NaN when it is not a date. */
function daysTo(date) {
	if (!isDate.test(date || ''))
		return NaN;
	return Math.round((Date.parse(date) - today) / 86400000);
}

/* How often each value occurs, most frequent first. */
function tally(items, keyOf) {
	const counts = new Map();
	for (const item of items)
		for (const key of keyOf(item))
			counts.set(key, (counts.get(key) || 0) + 1);
	return [...counts].sort((a, b) => b[1] - a[1] || collator.compare(a[0], b[0]));
}

function placeOf(row) {
	return [row.measure, row.page ? t('page', row.page) : ''].filter(Boolean).join(' · ');
}
