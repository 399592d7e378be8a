/* ---- state: what is chosen, kept in the address so that a reload or a bookmark brings it back ---- */

const FILTERS = ['q', 'kind', 'body', 'due', 'unit', 'change', 'edition'];
const defaults = { view: 'targets', same: '', q: '', kind: 'promise', body: '', due: '', unit: '', change: '', edition: '', sort: '', descending: '' };
const state = { ...defaults, english: false, open: null };
let selection = []; /* the rows that pass the filters, sorted */

/* What the page opens with is told by the command that wrote it; the address of the reader comes after it. */
function readAddress() {
	for (const [key, value] of new URLSearchParams(document.documentElement.dataset.start))
		if (key in defaults)
			state[key] = defaults[key] = value;
	const hash = new URLSearchParams(location.hash.slice(1));
	for (const key of Object.keys(defaults))
		if (hash.has(key))
			state[key] = hash.get(key);
	const language = hash.get('lang') || document.documentElement.dataset.language || navigator.language || 'zh';
	state.english = !language.startsWith('zh');
	if (!hash.has('edition') && editions.older.size && editions.newer.size)
		state.edition = defaults.edition = 'compare';
}

function writeAddress() {
	const hash = new URLSearchParams();
	for (const key of Object.keys(defaults))
		if (state[key] !== defaults[key])
			hash.set(key, state[key]);
	hash.set('lang', state.english ? 'en' : 'zh');
	try {
		history.replaceState(null, '', '#' + hash);
	} catch { /* where an address cannot be changed, it stays */ }
}

/* ---- filters: each says whether a row passes ---- */

const KINDS = {
	__proto__: null,
	promise: r => r.record !== 'fact',
	target: r => r.record === 'target',
	milestone: r => r.record === 'milestone',
	fact: r => r.record === 'fact',
	all: () => true,
};

const CHANGED = new Set(['raised', 'lowered', 'reworded', 'deadline_moved', 'added', 'dropped', 'incomparable']);

function passesDue(row, due) {
	if (due === 'none')
		return !row.deadline;
	if (!row.deadline)
		return false;
	if (due === 'overdue')
		return daysTo(row.deadline) < 0;
	if (due === 'month')
		return daysTo(row.deadline) >= 0 && daysTo(row.deadline) <= 30;
	return row.deadline.startsWith(due);
}

function passesChange(row, change) {
	if (change === 'any')
		return row.change !== null && CHANGED.has(row.change.change);
	return row.change !== null && row.change.change === change;
}

function passesEdition(row, edition) {
	if (edition !== 'compare')
		return row.document === edition;
	return !editions.older.has(row.document) || editions.newer.has(row.document) || (row.change !== null && row.change.change === 'dropped');
}

const TESTS = {
	__proto__: null,
	kind: (row, kind) => (KINDS[kind] || KINDS.all)(row),
	body: (row, body) => body === 'none' ? row.bodies.length === 0 : row.bodies.some(b => b.name === body.slice(1)),
	due: passesDue,
	unit: (row, unit) => row.record !== 'milestone' && (row.unit || '') === unit.slice(1),
	change: passesChange,
	edition: passesEdition,
};

/* The rows that pass every filter but `except`, in the order of the documents. */
function passing(except) {
	const tests = Object.entries(TESTS).filter(([key]) => key !== except && state[key] !== '').map(([key, f]) => [f, state[key]]);
	const words = except === 'q' ? [] : fold(state.q).split(/\s+/).filter(Boolean);
	return rows.filter(row => tests.every(([f, value]) => f(row, value)) && words.every(w => haystack(row).includes(w)));
}

/* ---- order: rows without the thing sorted by come last, whichever way ---- */

const ORDERS = {
	__proto__: null,
	indicator: [row => row.name, collator.compare],
	value: [row => Number.isNaN(row.number) ? null : row.number, (a, b) => a - b],
	change: [row => row.change && row.change.ratio, (a, b) => a - b],
	due: [row => row.deadline || null, (a, b) => a < b ? -1 : a > b ? 1 : 0],
	body: [row => row.bodies.length ? row.bodies[0].name : null, collator.compare],
};

const isDropped = row => row.change !== null && !row.change.to;

/* The order of the documents, after it what was dropped. */
function sorted(list) {
	const order = ORDERS[state.sort];
	if (!order)
		return hasDiff() ? [...list.filter(r => !isDropped(r)), ...list.filter(isDropped)] : list;
	const [keyOf, compare] = order;
	const keyed = list.map(row => [keyOf(row), row]);
	const sign = state.descending ? -1 : 1;
	keyed.sort(([a, x], [b, y]) => {
		if (a === null || b === null)
			return (a === null) - (b === null) || x.i - y.i;
		return sign * compare(a, b) || x.i - y.i;
	});
	return keyed.map(([, row]) => row);
}

function choose(change) {
	Object.assign(state, change);
	selection = sorted(passing());
	writeAddress();
	render();
}
