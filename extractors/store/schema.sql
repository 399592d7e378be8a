-- The tables of a tracker: one text for both databases, put into the program when it is built.
--
-- {columns TABLE} are those that record/records.def gives to the kind of records in it; {decimal}, {day}, {quarter_first}, {quarter_last} and {year deadline} are filled in for the database at hand; lines after
-- "-- only: NAME" are for that database, up to "-- only: all".  What stands between "-- each: A B" and "-- each: end" is there
-- once for A and once for B, with the name for {each}.  A statement ends with a semicolon at the end of a line.
--
-- A document that comes in another reading or says something else becomes a new version; the old one stays, with `current` false.
-- The columns of documents .. changes hold what is believed now, corrections applied; what the program itself
-- read, where a reviewer has corrected it, is in corrections.read.  records holds every record as it is written by gongbao.

CREATE TABLE gongbao (
	schema TEXT NOT NULL
);
INSERT INTO gongbao (schema) VALUES ('gongbao-store/3');

CREATE TABLE loads (
	load BIGINT PRIMARY KEY,
	program TEXT NOT NULL,
	started TEXT NOT NULL,
	finished TEXT,
	added BIGINT,
	unchanged BIGINT,
	refused BIGINT
);

CREATE TABLE documents (
	doc BIGINT PRIMARY KEY,
	identity TEXT NOT NULL,
	version BIGINT NOT NULL,
	current BOOLEAN NOT NULL,
	cause TEXT NOT NULL CHECK (cause IN ('first', 'reissued', 'reread')),
	digest TEXT NOT NULL,
	content TEXT NOT NULL,
	overlay TEXT NOT NULL,
	load BIGINT NOT NULL REFERENCES loads (load),
	source_sha256 TEXT,
	media TEXT,
	{columns documents},
	UNIQUE (identity, version),
	UNIQUE (identity, digest)
);
CREATE INDEX documents_id ON documents (id);
CREATE INDEX documents_digest ON documents (digest);
CREATE INDEX documents_source ON documents (source_sha256);

-- Other files that say what a version says: its DOCX beside its PDF.
CREATE TABLE copies (
	doc BIGINT NOT NULL REFERENCES documents (doc) ON DELETE CASCADE,
	source_sha256 TEXT NOT NULL,
	media TEXT,
	source TEXT NOT NULL,
	load BIGINT NOT NULL REFERENCES loads (load),
	PRIMARY KEY (doc, source_sha256)
);

-- What is searched: a measure with all that its records say, or what stands outside of the measures.
CREATE TABLE passages (
	passage BIGINT PRIMARY KEY,
	doc BIGINT NOT NULL REFERENCES documents (doc) ON DELETE CASCADE,
	words TEXT NOT NULL
);
CREATE INDEX passages_doc ON passages (doc);

CREATE TABLE records (
	doc BIGINT NOT NULL REFERENCES documents (doc) ON DELETE CASCADE,
	seq BIGINT NOT NULL,
	kind TEXT NOT NULL,
	id TEXT,
	passage BIGINT,
	record TEXT NOT NULL,
	PRIMARY KEY (doc, seq)
);
CREATE INDEX records_passage ON records (passage);

CREATE TABLE sections (
	doc BIGINT NOT NULL REFERENCES documents (doc) ON DELETE CASCADE,
	seq BIGINT NOT NULL,
	{columns sections},
	PRIMARY KEY (doc, seq)
);

CREATE TABLE measures (
	doc BIGINT NOT NULL REFERENCES documents (doc) ON DELETE CASCADE,
	seq BIGINT NOT NULL,
	{columns measures},
	PRIMARY KEY (doc, seq)
);
CREATE INDEX measures_id ON measures (id);

-- each: targets facts
CREATE TABLE {each} (
	doc BIGINT NOT NULL REFERENCES documents (doc) ON DELETE CASCADE,
	seq BIGINT NOT NULL,
	{columns each},
	PRIMARY KEY (doc, seq)
);
CREATE INDEX {each}_id ON {each} (id);
CREATE INDEX {each}_indicator ON {each} (indicator);
-- each: end
CREATE INDEX targets_deadline ON targets (deadline);

CREATE TABLE milestones (
	doc BIGINT NOT NULL REFERENCES documents (doc) ON DELETE CASCADE,
	seq BIGINT NOT NULL,
	{columns milestones},
	PRIMARY KEY (doc, seq)
);
CREATE INDEX milestones_id ON milestones (id);
CREATE INDEX milestones_deadline ON milestones (deadline);

-- Who answers for which record: seq is that of the record, n counts from 0 within it.
CREATE TABLE bodies (
	doc BIGINT NOT NULL REFERENCES documents (doc) ON DELETE CASCADE,
	seq BIGINT NOT NULL,
	n BIGINT NOT NULL,
	name TEXT NOT NULL,
	role TEXT,
	PRIMARY KEY (doc, seq, n)
);
CREATE INDEX bodies_name ON bodies (name);

-- What reviewers have said about a version of a document; read: the record as the program had read it.
CREATE TABLE corrections (
	doc BIGINT NOT NULL REFERENCES documents (doc) ON DELETE CASCADE,
	n BIGINT NOT NULL,
	{columns corrections},
	record TEXT NOT NULL,
	PRIMARY KEY (doc, n)
);
CREATE INDEX corrections_id ON corrections (id);

-- From one document to the next; the documents are named by their ids, they need not be here.
-- A side is empty when the document was compared with none.
CREATE TABLE changes (
	from_document TEXT NOT NULL,
	to_document TEXT NOT NULL,
	seq BIGINT NOT NULL,
	{columns changes},
	record TEXT NOT NULL,
	PRIMARY KEY (from_document, to_document, seq)
);

CREATE TABLE measure_changes (
	from_document TEXT NOT NULL,
	to_document TEXT NOT NULL,
	seq BIGINT NOT NULL,
	{columns measure_changes},
	record TEXT NOT NULL,
	PRIMARY KEY (from_document, to_document, seq)
);

CREATE TABLE milestone_changes (
	from_document TEXT NOT NULL,
	to_document TEXT NOT NULL,
	seq BIGINT NOT NULL,
	{columns milestone_changes},
	record TEXT NOT NULL,
	PRIMARY KEY (from_document, to_document, seq)
);

-- What could not be read of a file when it was last loaded.
CREATE TABLE errors (
	n BIGINT NOT NULL,
	record TEXT NOT NULL,
	{columns errors},
	PRIMARY KEY (path, n)
);

-- each: targets facts milestones
CREATE VIEW current_{each} AS
	SELECT d.id AS document, d.title, x.* FROM {each} x JOIN documents d ON d.doc = x.doc WHERE d.current;
-- each: end

-- All that is to be done by a day: targets and milestones of the current versions.
CREATE VIEW due AS
	SELECT deadline, 'target' AS kind, document, title, id, measure, indicator AS what, scope, comparator, value, value_max, unit,
		responsible, deadline_source, doc, seq
	FROM current_targets WHERE deadline IS NOT NULL
	UNION ALL
	SELECT deadline, 'milestone', document, title, id, measure, action, NULL, NULL, NULL, NULL, NULL,
		responsible, deadline_source, doc, seq
	FROM current_milestones WHERE deadline IS NOT NULL;

CREATE VIEW due_this_quarter AS
	SELECT * FROM due WHERE deadline >= {quarter_first} AND deadline <= {quarter_last};

-- What a body answers for; a line for each body that is named.
CREATE VIEW by_body AS
	SELECT b.name AS body, b.role, u.*
	FROM bodies b JOIN (
		SELECT 'target' AS kind, document, title, id, measure, indicator AS what, scope, comparator, value, value_max, unit,
			deadline, doc, seq
		FROM current_targets
		UNION ALL
		SELECT 'milestone', document, title, id, measure, action, NULL, NULL, NULL, NULL, NULL, deadline, doc, seq
		FROM current_milestones
	) u ON u.doc = b.doc AND u.seq = b.seq;

-- An indicator through the years: what was reached and what is promised, from all current documents.
CREATE VIEW indicator_years AS
	SELECT indicator, scope, unit, {year deadline} AS year, 'target' AS kind, comparator, value, value_max, basis, document, id
	FROM current_targets WHERE deadline IS NOT NULL
	UNION ALL
	SELECT indicator, scope, unit, {year deadline}, 'fact', comparator, value, value_max, basis, document, id
	FROM current_facts WHERE deadline IS NOT NULL
	UNION ALL
	SELECT indicator, scope, baseline_unit, baseline_year, 'baseline', '=', baseline_value, NULL, basis, document, id
	FROM current_targets WHERE baseline_value IS NOT NULL AND baseline_year IS NOT NULL;

CREATE VIEW versions AS
	SELECT id AS document, title, version, current, cause, source, source_sha256, load, identity, doc FROM documents;

-- Corrections that do not hold any more: the text they were made for has changed, or a newer version came without them.
CREATE VIEW stale_corrections AS
	SELECT d.id AS document, c.id, c.action, c.field, c.value, c.reason, c.why
	FROM corrections c JOIN documents d ON d.doc = c.doc
	WHERE d.current AND c.state = 'stale'
	UNION ALL
	SELECT o.id, c.id, c.action, c.field, c.value, c.reason, 'a newer version was loaded without this correction'
	FROM corrections c JOIN documents o ON o.doc = c.doc JOIN documents d ON d.identity = o.identity AND d.current
	WHERE NOT o.current AND c.state = 'applied'
		AND o.version = (
			SELECT max(x.version) FROM documents x JOIN corrections y ON y.doc = x.doc WHERE x.identity = o.identity
		);

-- only: sqlite
-- each: targets facts
ALTER TABLE {each} ADD COLUMN value_sort REAL GENERATED ALWAYS AS (CAST(value AS REAL)) VIRTUAL;
-- each: end
CREATE VIRTUAL TABLE passage_words USING fts5 (words, content = 'passages', content_rowid = 'passage', tokenize = 'trigram', detail = none);
INSERT INTO passage_words (passage_words, rank) VALUES ('automerge', 16);
CREATE TRIGGER passages_insert AFTER INSERT ON passages
	BEGIN INSERT INTO passage_words (rowid, words) VALUES (new.passage, new.words); END;
CREATE TRIGGER passages_delete AFTER DELETE ON passages
	BEGIN INSERT INTO passage_words (passage_words, rowid, words) VALUES ('delete', old.passage, old.words); END;
-- only: all
