/* ---- sources: what was read, and what could not be ---- */

function documentEntry(d) {
	const source = data.sources[d.source] || {};
	const own = rows.filter(r => r.document === d.id);
	const pages = d.pages && d.pages[0] ? d.pages[0] === d.pages[1] ? t('page', d.pages[0]) : t('pages', d.pages[0], d.pages[1]) : '';
	const period = d.period && (d.period.start || d.period.end) ? (d.period.start || '') + ' – ' + (d.period.end || '') : '';
	const counts = ['target', 'milestone', 'fact'].map(k => [k, own.filter(r => r.record === k).length]).filter(([, n]) => n > 0);
	return el('article', { class: 'document' }, el('h3', {}, said(d.title || d.id || '')),
		d.notice_title && d.notice_title !== d.title ? el('p', { class: 'sub' }, said(d.notice_title)) : null,
		el('dl', { class: 'fields' },
			field(t('doc.number'), d.number && said(d.number)), field(t('doc.issuer'), d.issuer && said(d.issuer.join('、'))), field(t('doc.genre'), d.genre && said(d.genre)),
			field(t('doc.signed'), d.signed), field(t('doc.period'), period),
			field(t('doc.rows'), counts.map(([k, n]) => n + ' ' + t('figure.' + k)).join(' · ')),
			field(t('doc.file'), source.path && [said(source.path), pages && ' · ' + pages]),
			field(t('fingerprint'), source.sha256 && el('code', { class: 'hash' }, source.sha256))));
}

function problemRow(e) {
	const known = e.code in PROBLEMS ? PROBLEMS[e.code][state.english ? 1 : 0] : '';
	return el('tr', {}, el('td', {}, said(e.path || '—'), e.page ? ' · ' + t('page', e.page) : ''),
		el('td', {}, known || e.code || '', e.message ? el('span', { class: 'sub' }, said(e.message)) : null));
}

function renderSources() {
	fill(byId('view-sources'), el('h2', {}, t('documents')), el('div', { class: 'documents' }, data.documents.map(documentEntry)),
		el('h2', {}, t('problems')), data.errors.length === 0 ? el('p', { class: 'sub' }, t('noProblems')) : el('table', { class: 'plain' },
			el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, t('problem.where')), el('th', { scope: 'col' }, t('problem.what')))),
			el('tbody', {}, data.errors.map(problemRow))));
}
