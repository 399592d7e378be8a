/* ---- evidence: what a row stands on ---- */

const WIDE = matchMedia('(min-width: 68rem)');
let returnTo = null; /* index of the row the keyboard came from */

function field(label, value) {
	return value ? [el('dt', {}, label), el('dd', {}, value)] : null;
}

function bodiesOf(row) {
	return row.bodies.map((b, i) => [i > 0 && '、', said(b.name), b.role && el('span', { class: 'role' }, said('（' + b.role + '）'))]);
}

function baselineOf(row) {
	const b = row.baseline;
	return b && b.value && said(showValue(b) + (b.year ? '（' + t('yearOf', b.year) + '）' : ''));
}

function picture(row) {
	const p = row.place !== undefined && data.pictures[row.place];
	const source = data.sources[row.source];
	if (!p)
		return source && row.page ? el('p', { class: 'sub' }, t('noCrop')) : null;
	const caption = [source.path || '', t('page', row.page)];
	const image = el('img', { src: 'data:image/png;base64,' + p[2], width: p[0], height: p[1], alt: t('cropAlt', ...caption) });
	const zoom = el('button', { type: 'button', class: 'link', 'aria-pressed': 'false', onclick: () => {
		const on = figure.classList.toggle('zoomed');
		zoom.setAttribute('aria-pressed', String(on));
	} }, t('zoom'));
	const figure = el('figure', { class: 'crop' }, el('div', { class: 'crop-frame', tabindex: '0', onclick: () => zoom.click(), role: 'group', 'aria-label': t('crop') }, image),
		el('figcaption', {}, said(caption[0]), ' · ', caption[1], ' · ', zoom));
	return figure;
}

function compared(c) {
	const side = (label, x, row) => x && el('div', { class: 'side-of' }, el('span', { class: 'sub' }, label),
		el('span', { class: 'number' }, said(showValue(x) || x.action || '')), el('span', { class: 'sub' }, x.deadline || ''),
		el('span', { class: 'quote' }, sideSentence(x, row)), el('span', { class: 'sub' }, said(x.document || '')),
		row && row !== state.open && el('button', { type: 'button', class: 'link', onclick: () => openEvidence(row, true) }, t(row === c.oldRow ? 'openOld' : 'openNew')));
	return el('section', { class: 'compare' }, el('h3', {}, t('compared')),
		el('p', {}, changeMark(c.change), c.ratio !== null && c.delta && c.delta !== '0' && el('span', { class: 'ratio' }, ' ' + signed(c.delta) + ' (' + percent(c.ratio) + ')')),
		el('div', { class: 'sides' }, side(t('old'), c.from, c.oldRow), side(t('new'), c.to, c.row)),
		c.from && c.to && c.from.indicator !== c.to.indicator && el('p', { class: 'sub' }, t('was') + ' ', said(c.from.indicator || '')),
		c.reason && el('p', { class: 'sub' }, t('reason') + ' ', reasonOf(c.reason)),
		kinOf(c));
}

function fields(row) {
	const basis = [row.basis && named('basis', row.basis), row.direction && named('direction', row.direction), row.per && named('per', row.per)];
	const due = row.deadline && row.deadline + (row.deadline_source ? ' (' + named('source', row.deadline_source) + ')' : '');
	return el('dl', { class: 'fields' },
		field(t('field.scope'), row.scope && said(row.scope)),
		field(t('field.words'), row.record !== 'milestone' && row.quote && said(row.quote)),
		field(t('field.basis'), basis.filter(Boolean).join(' · ')),
		field(t('field.baseline'), baselineOf(row)),
		field(t('field.attribute'), row.attribute && said(row.attribute)),
		field(t('field.modality'), row.modality && named('modality', row.modality)),
		field(t('field.deadline'), due),
		field(t('field.bodies'), row.bodies.length > 0 && bodiesOf(row)),
		field(t('field.document'), [said(titleOf(row.document)), row.document && row.document !== titleOf(row.document) && el('span', { class: 'sub' }, said(row.document))]),
		field(t('field.measure'), said(placeOf(row))),
		field(t('field.flags'), row.implied || row.flags ? [row.implied && t('implied'), said((row.flags || []).join(' '))] : null),
		field(t('field.rule'), row.rule && el('code', {}, row.rule)));
}

function wholeMeasure(row) {
	const m = measureOfRow(row);
	if (!m || !m.text)
		return null;
	return el('details', { class: 'whole' }, el('summary', {}, t('measureText'), m.title ? [' · ', said(m.title)] : null),
		said(m.text.split('\n').map(line => el('span', { class: 'line' }, marked(line, occurrences(line, row.context || row.quote)[0]))), 'div'));
}

function evidenceTools(row) {
	const at = selection.indexOf(row);
	const step = (label, mark, to) => el('button', { type: 'button', class: 'tool', 'aria-label': t(label), title: t(label), disabled: to < 0 || to >= selection.length || at < 0,
		onclick: () => openEvidence(selection[to], true) }, mark);
	return el('div', { class: 'evidence-tools' }, el('span', { class: 'eyebrow' }, t('evidence')),
		step('previous', '↑', at - 1), step('next', '↓', at + 1),
		el('button', { type: 'button', class: 'tool', 'aria-label': t('close'), title: t('close'), onclick: closeEvidence }, '×'));
}

function fillEvidence(row) {
	fill(byId('evidence'), evidenceTools(row),
		el('h2', { id: 'evidence-title', tabindex: '-1' }, said(row.name)),
		row.value ? el('p', { class: 'big' }, said(showValue(row)), row.deadline ? el('span', { class: 'sub' }, row.deadline) : null) : null,
		el('h3', {}, t('sentence')), el('blockquote', {}, marked(row.context || row.quote || '', row.context ? quotePlace(row) : null)),
		picture(row), row.change && compared(row.change), row.shared && sharedOut(row.shared), fields(row), wholeMeasure(row));
}

function openEvidence(row, byKeyboard) {
	const dialog = byId('evidence');
	if (!row)
		return;
	if (!dialog.open)
		returnTo = row;
	state.open = row;
	fillEvidence(row);
	if (!dialog.open) {
		const beside = WIDE.matches && state.view === 'targets';
		dialog.classList.toggle('modal', !beside);
		if (beside) /* in a view that is hidden it would be hidden with it */
			byId('side').prepend(dialog);
		else
			document.body.append(dialog);
		if (beside)
			dialog.show();
		else
			dialog.showModal();
	}
	dialog.scrollTop = 0;
	byId('digest').hidden = true;
	markOpen();
	if (byKeyboard || dialog.classList.contains('modal'))
		byId('evidence-title').focus({ preventScroll: true });
}

function closeEvidence() {
	if (byId('evidence').open)
		byId('evidence').close();
}

function startEvidence() {
	const dialog = byId('evidence');
	dialog.addEventListener('close', () => {
		const row = state.open;
		const had = document.activeElement === document.body || dialog.contains(document.activeElement);
		state.open = null;
		byId('digest').hidden = false;
		markOpen();
		if (had && state.view === 'targets' && row)
			focusRow(selection.indexOf(row) >= 0 ? selection.indexOf(row) : selection.indexOf(returnTo));
	});
	dialog.addEventListener('click', event => {
		if (event.target === dialog && dialog.classList.contains('modal'))
			dialog.close();
	});
	addEventListener('keydown', event => {
		if (event.key === 'Escape' && dialog.open && !dialog.classList.contains('modal'))
			dialog.close();
	});
	WIDE.addEventListener('change', () => {
		if (dialog.open)
			dialog.close();
	});
}
