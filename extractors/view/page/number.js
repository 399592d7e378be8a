/* ---- number: exact decimals as text; nothing shown is computed in floating point ---- */

function grouped(digits) {
	return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

/* 187000000 -> 1.87亿, 27000 -> 2.7万, where at most four digits stand before the unit's point and nothing is lost. */
function shifted(digits, power) {
	const head = digits.slice(0, -power) || '0';
	const tail = digits.slice(-power).replace(/0+$/, '');
	return tail ? grouped(head) + '.' + tail : grouped(head);
}

function showNumber(text) {
	const m = /^(-?)(\d+)(\.\d+)?$/.exec(text);
	if (!m)
		return text;
	const [, sign, digits, rest = ''] = m;
	const zeros = /0*$/.exec(digits)[0].length;
	if (state.english || rest)
		return sign + grouped(digits) + rest;
	if (digits.length > 8 && zeros >= 4)
		return sign + shifted(digits, 8) + '亿';
	if (digits.length > 4 && zeros >= 2)
		return sign + shifted(digits, 4) + '万';
	return sign + grouped(digits);
}

const COMPARATORS = { __proto__: null, '>=': '≥', '>': '>', '<=': '≤', '<': '<', '~': '≈' };

function amount(value, valueMax) {
	return valueMax ? showNumber(value) + '–' + showNumber(valueMax) : showNumber(value);
}

/* A row's or a side's number as one line: ≥ 2.7万 人次. */
function showValue(x) {
	if (!x.value)
		return '';
	const sign = COMPARATORS[x.comparator] || '';
	const unit = x.unit ? (/^[%‰]/.test(x.unit) ? '' : ' ') + x.unit : '';
	const arrow = x.direction === 'up' ? '↑ ' : x.direction === 'down' ? '↓ ' : '';
	return arrow + (sign ? sign + ' ' : '') + amount(x.value, x.value_max) + unit;
}

function percent(ratio) {
	const p = (ratio - 1) * 100;
	return (p > 0 ? '+' : p < 0 ? '−' : '') + Math.abs(p).toFixed(Math.abs(p) < 10 ? 1 : 0) + '%';
}

function signed(delta) {
	return delta.startsWith('-') ? '−' + showNumber(delta.slice(1)) : '+' + showNumber(delta);
}
