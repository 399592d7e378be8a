/* ---- series: one row per indicator, one column per year ---- */

const hasSeries = () => data.series.length > 0;
const SERIES_SHOWN = 300; /* rows shown at first */

/* The rows that have a number among what is selected; those whose numbers are not in the page pass. */
function chosenSeries() {
	const chosen = new Set(selection);
	return data.series.filter(s => {
		const own = (s.points || []).map(p => rowOf.get(p.id)).filter(Boolean);
		return own.length === 0 || own.some(r => chosen.has(r));
	});
}

/* In the unit of the row nothing but the number; in another one with it. */
function pointText(p, s) {
	const unit = (p.unit || '') === (s.unit || '') ? '' : p.unit;
	return showValue({ ...p, unit }) + ((p.per || '') === (s.per || '') ? '' : ' ' + named('per', p.per || ''));
}

function pointCell(p, s) {
	if (!p)
		return el('td', { class: 'right' });
	const row = rowOf.get(p.id);
	const text = said(pointText(p, s), 'span', { class: 'number' });
	return el('td', { class: 'right' }, row ? el('button', { type: 'button', class: 'link', onclick: () => openEvidence(row, true) }, text) : text);
}

/* A line through the numbers that have the unit of the row; the numbers beside it are the exact ones. */
function sparkline(s, years) {
	const points = (s.points || []).filter(p => p.year && (p.unit || '') === (s.unit || '') && (p.per || '') === (s.per || '') && Number.isFinite(Number(p.value)));
	if (points.length < 2 || years.length < 2)
		return null;
	const values = points.map(p => Number(p.value)), low = Math.min(...values), high = Math.max(...values);
	const x = p => 3 + years.indexOf(p.year) / (years.length - 1) * 74, y = v => high === low ? 10 : 17 - (v - low) / (high - low) * 14;
	const root = svg('svg', { viewBox: '0 0 80 20', width: 80, height: 20, class: 'spark', 'aria-hidden': 'true' });
	root.append(svg('polyline', { points: points.map(p => x(p).toFixed(1) + ',' + y(Number(p.value)).toFixed(1)).join(' ') }),
		svg('circle', { cx: x(points[points.length - 1]).toFixed(1), cy: y(values[values.length - 1]).toFixed(1), r: 2.5 }));
	return root;
}

function seriesRow(s, years) {
	const notes = [s.unit && said(s.unit), s.basis && s.basis !== 'level' && named('basis', s.basis), s.direction && named('direction', s.direction), s.per && named('per', s.per)].filter(Boolean);
	return el('tr', {}, el('th', { scope: 'row' }, said(s.indicator || ''), s.scope && el('span', { class: 'sub' }, said(s.scope)), s.fact && tag(t('tag.fact'), 'fact')),
		el('td', { class: 'sub unit' }, notes.map((n, i) => [i > 0 && ' · ', n])),
		years.map(year => pointCell((s.points || []).find(p => (p.year || 0) === year), s)),
		el('td', { class: 'c-spark' }, sparkline(s, years.filter(Boolean))));
}

function renderSeries() {
	const list = chosenSeries();
	const years = [...new Set(list.flatMap(s => (s.points || []).map(p => p.year || 0)))].sort((a, b) => a - b);
	const all = table.printing || whole.has('series') || list.length <= SERIES_SHOWN;
	const head = el('tr', {}, el('th', { scope: 'col' }, t('col.indicator')), el('th', { scope: 'col' }, t('unit')),
		years.map(y => el('th', { scope: 'col', class: 'right' }, y ? String(y) : t('noYear'))), el('th', { scope: 'col', class: 'c-spark' }, t('trend')));
	fill(byId('view-series'), el('h2', {}, t('view.series')), el('p', { class: 'sub' }, t('seriesNote')),
		list.length === 0 ? el('p', { class: 'empty' }, t('empty')) : [
			el('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': t('view.series') },
				el('table', { class: 'plain series' }, el('thead', {}, head), el('tbody', {}, (all ? list : list.slice(0, SERIES_SHOWN)).map(s => seriesRow(s, years))))),
			!all && el('button', { type: 'button', class: 'link more', onclick: () => {
				whole.add('series');
				renderSeries();
			} }, t('showAll', list.length))]);
}
