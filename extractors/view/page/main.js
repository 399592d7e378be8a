/* ---- main: the frame, the filters, the language, paper ---- */

const VIEWS = {
	targets: renderTable,
	changes: renderChanges,
	shares: renderShares,
	series: renderSeries,
	explain: renderExplain,
	timeline: renderTimeline,
	charts: renderCharts,
	sources: renderSources,
};

const WHEN = { __proto__: null, targets: () => rows.length > 0 || !hasExplained(), changes: hasDiff, shares: hasShares, series: hasSeries, explain: hasExplained,
	timeline: () => rows.length > 0, charts: () => rows.length > 0, sources: () => data.documents.length + data.errors.length > 0 };
const viewNames = () => Object.keys(VIEWS).filter(v => !WHEN[v] || WHEN[v]());

function renderFrame() {
	document.documentElement.lang = state.english ? 'en' : 'zh-CN';
	for (const node of document.querySelectorAll('[data-t]'))
		node.textContent = t(node.dataset.t);
	for (const node of document.querySelectorAll('[data-label]'))
		node.setAttribute('aria-label', t(node.dataset.label));
	const language = byId('language');
	language.textContent = t('other');
	language.setAttribute('lang', state.english ? 'zh-CN' : 'en');
	renderHead();
	renderFigures();
}

function renderHead() {
	const titles = [...new Set(data.documents.map(d => d.title || d.id).filter(Boolean))];
	const main = data.documents.filter(d => editions.newer.has(d.id)).map(d => d.title || d.id);
	const kind = 'ledger.' + defaults.view in WORDS ? t('ledger.' + defaults.view) : t('ledger');
	const title = main[0] || (hasSeries() ? titles[titles.length - 1] : titles[0]) || kind; /* of many years the newest */
	const rest = titles.filter(x => x !== title);
	const many = rest.length > 1;
	fill(byId('title'), said(title), many && ' ' + t('andOthers', data.documents.length));
	fill(byId('subtitle'), !many && rest.length > 0 && said(rest[0]));
	byId('eyebrow').textContent = kind;
	document.title = title === kind ? kind : title + ' · ' + kind;
}

function renderFigures() {
	const count = kind => rows.filter(r => r.record === kind).length;
	const list = [['document', data.documents.length], ['target', count('target')], ['milestone', count('milestone')], ['fact', count('fact')],
		['change', ofKind('change').length], ['series', data.series.length], ['sentence', data.explained.length], ['error', data.errors.length]];
	byId('figures').replaceChildren(...list.filter(([k, n]) => n > 0 || (k === 'target' && !hasExplained())).map(([k, n]) =>
		el('div', { class: 'figure figure-' + k }, el('dt', {}, t('figure.' + k)), el('dd', {}, grouped(String(n))))));
}

/* ---- tabs, with arrow keys as readers of screens expect them ---- */

function renderTabs() {
	byId('tabs').replaceChildren(...viewNames().map(name => el('button', {
		type: 'button', role: 'tab', id: 'tab-' + name, 'aria-controls': 'view-' + name, 'aria-selected': String(state.view === name),
		tabindex: state.view === name ? '0' : '-1', onclick: () => choose({ view: name }),
	}, t('view.' + name), name === 'sources' && data.errors.length > 0 ? el('span', { class: 'badge' }, String(data.errors.length)) : null)));
}

function startTabs() {
	byId('tabs').addEventListener('keydown', event => {
		const names = viewNames();
		const at = names.indexOf(state.view);
		const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: names.length - 1 }[event.key];
		if (to === undefined)
			return;
		event.preventDefault();
		choose({ view: names[(to + names.length) % names.length] });
		byId('tab-' + state.view).focus();
	});
}

/* ---- filters ---- */

const option = (value, label) => el('option', { value, selected: String(state[option.of]) === value }, label);

function select(key, options) {
	option.of = key;
	const id = 'filter-' + key;
	return el('div', { class: 'filter filter-' + key + (state[key] !== defaults[key] ? ' on' : '') }, el('label', { for: id }, t(key)),
		el('select', { id, onchange: event => choose({ [key]: event.target.value }) }, options.map(o => o.group ? el('optgroup', { label: o.group }, o.items.map(i => option(...i))) : option(...o))));
}

const withCount = (label, n) => label + '  (' + n + ')';

function dueOptions() {
	const list = passing('due');
	const years = tally(list, r => r.deadline ? [r.deadline.slice(0, 4)] : []).sort((a, b) => a[0] < b[0] ? -1 : 1);
	const months = tally(list, r => r.deadline ? [r.deadline.slice(0, 7)] : []).sort((a, b) => a[0] < b[0] ? -1 : 1);
	const count = due => list.filter(r => passesDue(r, due)).length;
	return [['', t('any')], ['overdue', withCount(t('due.overdue'), count('overdue'))], ['month', withCount(t('due.month'), count('month'))], ['none', withCount(t('due.none'), count('none'))],
		...years.map(([year, n]) => ({ group: year, items: [[year, withCount(year + ' ' + t('due.year'), n)], ...months.filter(([m]) => m.startsWith(year)).map(([m, k]) => [m, withCount(m, k)])] }))];
}

function changeOptions() {
	const list = passing('change');
	const counts = tally(list, r => r.change ? [r.change.change] : []);
	return [['', t('any')], ['any', withCount(t('change.any'), list.filter(r => passesChange(r, 'any')).length)], ...counts.map(([k, n]) => [k, withCount(named('change', k), n)])];
}

function keyOptions(key, keysOf, empty) {
	const counts = tally(passing(key), keysOf);
	const chosen = state[key].slice(1);
	if (state[key].startsWith('=') && !counts.some(([k]) => k === chosen))
		counts.push([chosen, 0]);
	return [['', t('any')], ...empty ? [['none', t(empty)]] : [], ...counts.map(([k, n]) => ['=' + k, withCount(k || t('unitless'), n)])];
}

function editionOptions() {
	return [['', t('kind.all')], ...editions.older.size && editions.newer.size ? [['compare', t('edition.compare')]] : [], ...[...documentOf.values()].map(d => [d.id, d.title || d.id])];
}

function renderFilters() {
	const form = byId('filters');
	const kinds = ['promise', 'target', 'milestone', 'fact', 'all'];
	const changed = Object.keys(TESTS).some(k => state[k] !== defaults[k]) || state.q !== '';
	const focused = document.activeElement && form.contains(document.activeElement) ? document.activeElement.id : '';
	const search = byId('filter-q') || el('input', { id: 'filter-q', type: 'search', autocomplete: 'off', spellcheck: 'false', oninput: event => searchSoon(event.target.value) });
	search.setAttribute('placeholder', t('searchHint'));
	if (search.value !== state.q && focused !== 'filter-q')
		search.value = state.q;
	const label = el('label', { for: 'filter-q' }, t('search'));
	const parts = [select('kind', kinds.map(k => [k, t('kind.' + k)])), hasBodies() && select('body', keyOptions('body', r => new Set(r.bodies.map(b => b.name)), 'nobody')), select('due', dueOptions()),
		select('unit', keyOptions('unit', r => r.record === 'milestone' ? [] : [r.unit || ''])), hasDiff() && select('change', changeOptions()),
		documentOf.size > 1 && select('edition', editionOptions()),
		el('button', { type: 'button', id: 'reset', class: 'tool', disabled: !changed, onclick: reset }, t('reset'))].filter(Boolean);
	const chosen = Object.keys(TESTS).filter(k => state[k] !== defaults[k]).length;
	const fold = byId('fold') || el('button', { type: 'button', id: 'fold', class: 'tool', 'aria-controls': 'filters-more', 'aria-expanded': 'false', onclick: unfold });
	fold.textContent = t('moreFilters') + (chosen ? ' (' + chosen + ')' : '');
	if (!search.isConnected)
		fill(form, el('div', { class: 'filter filter-q' }, label, search), fold, el('div', { class: 'filters-more', id: 'filters-more' }));
	form.firstChild.replaceChild(label, form.firstChild.querySelector('label'));
	fill(byId('filters-more'), parts);
	if (focused && focused !== 'filter-q' && byId(focused))
		byId(focused).focus({ preventScroll: true });
}

/* On a narrow screen the choices are folded away below the search. */
function unfold() {
	const open = byId('filters').classList.toggle('unfolded');
	byId('fold').setAttribute('aria-expanded', String(open));
}

function reset() {
	const cleared = {};
	for (const key of FILTERS)
		cleared[key] = defaults[key];
	byId('filter-q').value = '';
	choose(cleared);
	byId('filter-q').focus();
}

let typing = 0;

function searchSoon(text) {
	clearTimeout(typing);
	typing = setTimeout(() => choose({ q: text }), rows.length > 2000 ? 150 : 40);
}

/* ---- everything ---- */

function renderView(name) {
	VIEWS[name]();
}

function render() {
	if (!viewNames().includes(state.view))
		state.view = viewNames()[0];
	renderTabs();
	renderFilters();
	byId('count').textContent = t('shown', grouped(String(selection.length)), grouped(String(rows.length)));
	byId('filters').hidden = ['sources', 'changes', 'shares', 'explain'].includes(state.view);
	for (const name of Object.keys(VIEWS))
		byId('view-' + name).hidden = name !== state.view;
	renderView(state.view);
	renderDigest();
	if (state.open && !selection.includes(state.open))
		closeEvidence();
}

function toPaper() {
	table.printing = true;
	for (const name of viewNames())
		renderView(name);
}

function fromPaper() {
	table.printing = false;
	render();
}

function start() {
	readModel();
	readAddress();
	startTabs();
	startTable();
	startEvidence();
	byId('filters').addEventListener('submit', event => event.preventDefault());
	byId('language').addEventListener('click', () => {
		state.english = !state.english;
		renderFrame();
		choose({});
		if (state.open)
			fillEvidence(state.open);
	});
	document.querySelector('.skip').addEventListener('click', event => {
		event.preventDefault();
		byId('view').focus();
	});
	byId('print').addEventListener('click', () => print());
	addEventListener('beforeprint', toPaper);
	addEventListener('afterprint', fromPaper);
	renderFrame();
	choose({});
}

start();
