/* ---- explain: how sentences were read, rule by rule ---- */

const hasExplained = () => data.explained.length > 0;
const EXPLAINED_SHOWN = 60; /* sentences shown at first */
const LEGEND = ['target', 'number', 'date', 'set', 'mask', 'by'];
const inLanguage = pair => pair ? pair[state.english ? 1 : 0] : '';

/* The sentence with what was found in it, numbered as in the table below. */
function coloured(x) {
	const letters = [...x.text];
	const parts = [];
	let at = 0;
	x.items.forEach((e, i) => {
		if (e.from < at)
			return; /* it is inside what was passed by and is shown */
		parts.push(letters.slice(at, e.from).join(''), el('mark', { class: 'read-' + e.colour }, letters.slice(e.from, e.to).join(''), el('sub', {}, String(i + 1))));
		at = e.to;
	});
	return said([...parts, letters.slice(at).join('')], 'p', { class: 'sentence' });
}

function ruleName(number) {
	const r = data.rules[number];
	return el('code', {}, r.name + ' (' + r.file + ':' + r.line + ')');
}

function ruleText(number) {
	return el('details', {}, el('summary', {}, t('pattern')), said(data.rules[number].pattern, 'pre'));
}

/* The words of a rival of a masked clause are characters nobody can read. */
function rivalList(list, masked) {
	return list && el('ul', { class: 'rivals' }, list.map(r => el('li', {}, t('lost') + ' ', ruleName(r.rule), r.words && !masked && [' “', said(r.words), '”'], ': ', t(r.why))));
}

function frameOf(f) {
	return [el('p', {}, said(f.as)), f.rule !== undefined && [el('p', {}, ruleName(f.rule), ' ',
		el('span', { class: 'fields-read' }, f.fields.map(([name, value], i) => [i > 0 && ', ', name + ' = ', said(value)]))), rivalList(f.rivals, true), ruleText(f.rule)]];
}

/* The record that came of it, and a way to its evidence. */
function recordLine(number) {
	const row = rows[number];
	return el('div', { class: 'read-record' }, el('b', {}, named('record', row.record)), ' ',
		el('button', { type: 'button', class: 'link', onclick: () => openEvidence(row, true) }, said(row.name, 'span')), ' ',
		el('span', { class: 'number' }, said(showValue(row))), fields(row));
}

function readRowOf(x, e, i) {
	const letters = [...x.text];
	return el('tr', {}, el('td', { class: 'sub' }, String(i + 1)), el('th', { scope: 'row' }, said(letters.slice(e.from, e.to).join(''))),
		el('td', {}, el('p', {}, e.kind && e.kind !== 'mask' && named('mention', e.kind) + ': ', said(inLanguage(e.reading))), el('p', {}, ruleName(e.rule)), rivalList(e.rivals), ruleText(e.rule)),
		el('td', {}, e.frame && frameOf(e.frame), e.rows.map(recordLine), e.verdict && el('p', { class: 'read-none' }, quoting(t(e.verdict)))));
}

function explained(x) {
	return el('article', { class: 'explained' }, coloured(x), x.around && el('p', { class: 'sub' }, said(inLanguage(x.around))),
		x.items.length === 0 ? el('p', { class: 'sub' }, t('noNumber')) : el('table', { class: 'plain read' },
			el('thead', {}, el('tr', {}, [['', 'number'], ['col.words', ''], ['col.taken', ''], ['col.framed', '']].map(([key, hidden]) =>
				el('th', { scope: 'col' }, key ? t(key) : el('span', { class: 'hidden' }, t('col.' + hidden)))))),
			el('tbody', {}, x.items.map((e, i) => readRowOf(x, e, i)))),
		x.milestones.map(recordLine));
}

/* A heading where another measure, or another document, begins. */
function headOf(x, before) {
	if (before && before.document === x.document && before.measure === x.measure || !x.document && !x.measure)
		return null;
	const m = measureOf.get(x.document + '#' + x.measure);
	return el('h3', {}, said(x.measure ? [x.measure, m && m.title].filter(Boolean).join(' ') : titleOf(x.document)), x.measure && el('span', { class: 'sub' }, said(titleOf(x.document))));
}

function renderExplain() {
	const all = table.printing || whole.has('explained') || data.explained.length <= EXPLAINED_SHOWN;
	const list = all ? data.explained : data.explained.slice(0, EXPLAINED_SHOWN);
	fill(byId('view-explain'), el('h2', {}, t('view.explain')), el('p', { class: 'legend' }, LEGEND.map(k => el('mark', { class: 'read-' + k }, t('read.colour.' + k)))),
		el('p', { class: 'sub' }, t('explainNote')), list.map((x, i) => [headOf(x, list[i - 1]), explained(x)]),
		!all && el('button', { type: 'button', class: 'link more', onclick: () => {
			whole.add('explained');
			renderExplain();
		} }, t('showAll', data.explained.length)));
}
