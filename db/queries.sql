-- Every query of the program, by name. One statement each, ended by a
-- semicolon at the end of a line. Prepared against schema.sql by a test.

-- ==== transactions ============================================================

-- name: begin_read
BEGIN;

-- name: begin_write
BEGIN IMMEDIATE;

-- name: commit
COMMIT;

-- All savepoints have one name: the innermost is meant.
-- name: savepoint
SAVEPOINT s;

-- name: release
RELEASE s;

-- ==== journal =================================================================

-- name: entry_last
SELECT seq, hash, entered_at FROM entry WHERE station = ?1
ORDER BY seq DESC LIMIT 1;

-- name: entry_insert
INSERT INTO entry (station, seq, hash, line, entered_at)
VALUES (?1, ?2, ?3, ?4, ?5);

-- name: entry_get
SELECT line, hash FROM entry WHERE station = ?1 AND seq = ?2;

-- name: entry_all
SELECT seq, line, hash FROM entry WHERE station = ?1 ORDER BY seq;

-- name: entry_after
SELECT seq, line FROM entry WHERE station = ?1 AND entered_at > ?2
ORDER BY seq DESC;

-- name: entry_subject_insert
INSERT OR IGNORE INTO entry_subject (key, seq) VALUES (?1, ?2);

-- Whether anything later touched it and still stands: neither corrected nor
-- itself a correction.
-- name: entry_standing_after
SELECT 1 FROM entry_subject s JOIN entry e ON e.station = ?3 AND e.seq = s.seq
WHERE s.key = ?1 AND s.seq > ?2 AND json_array_length(e.line, '$.changes') > 0
	AND s.seq NOT IN (SELECT CAST(key AS INTEGER) FROM correction)
	AND s.seq NOT IN (SELECT by_seq FROM correction) LIMIT 1;

-- The same of a copy: only what moved, labelled or tagged it counts; that
-- somebody asked for it does not.
-- name: copy_touched_after
SELECT 1 FROM entry_subject s JOIN entry e ON e.station = ?3 AND e.seq = s.seq
WHERE s.key = ?1 AND s.seq > ?2
	AND s.seq NOT IN (SELECT CAST(key AS INTEGER) FROM correction)
	AND s.seq NOT IN (SELECT by_seq FROM correction)
	AND EXISTS (SELECT 1 FROM json_each(e.line, '$.changes') c
		WHERE json_extract(c.value, '$[0]') IN
			('copy', 'custody', 'label', 'tag')) LIMIT 1;

-- name: secret_insert
INSERT OR IGNORE INTO secret_value (ref, salt, value) VALUES (?1, ?2, ?3);

-- name: secret_has
SELECT 1 FROM secret_value WHERE ref = ?1;

-- name: secret_all
SELECT ref, salt, value FROM secret_value ORDER BY ref;

-- ==== operational =============================================================

-- name: request_get
SELECT fingerprint, answer FROM request WHERE id = ?1;

-- name: request_insert
INSERT INTO request (id, fingerprint, answer) VALUES (?1, ?2, ?3);

-- name: serial_draw
INSERT INTO serial_drawn (serial) VALUES (?1);

-- name: meta_get
SELECT value FROM meta WHERE name = ?1;

-- name: meta_set
INSERT INTO meta (name, value) VALUES (?1, ?2)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- ==== the house ===============================================================

-- name: station_get
SELECT s.key, s.test, s.zone, v.value FROM station s
LEFT JOIN secret_value v ON v.ref = s.unit LIMIT 1;

-- name: setting_all
SELECT key, value, since FROM setting ORDER BY key;

-- name: calendar_years
SELECT key FROM calendar_year;

-- name: calendar_days
SELECT key, worked FROM calendar_day;

-- name: counter_get
SELECT value FROM counter WHERE key = ?1;

-- name: place_get
SELECT key, kind, level FROM place WHERE key = ?1;

-- name: cabinet_get
SELECT key, place, level, secret FROM cabinet WHERE key = ?1;

-- name: cabinet_of_slot
SELECT key FROM cabinet
WHERE key = ?1 OR substr(?1, 1, length(key) + 1) = key || '-'
ORDER BY length(key) DESC LIMIT 1;

-- name: door_cabinet
SELECT cabinet, feedback FROM door WHERE key = ?1;

-- ==== people ==================================================================

-- name: person_get
SELECT key, status, office, clearance, pledge, vetted, trained, examined
FROM person WHERE key = ?1;

-- name: person_roles
SELECT role, state FROM person_role WHERE person = ?1;

-- name: person_hours
SELECT sum(hours) FROM training
WHERE person = ?1 AND day > ?2 AND day <= ?3 AND hours IS NOT NULL;

-- name: person_holdings
SELECT count(*), coalesce(sum(due IS NOT NULL AND due < ?2), 0)
FROM custody WHERE holder = ?1 AND (holder IS NOT NULL OR due IS NOT NULL);

-- name: persons_with_role
SELECT r.person FROM person_role r JOIN person p ON p.key = r.person
WHERE r.role = ?1 AND r.state = 'active' AND p.status = 'active'
ORDER BY r.person;

-- name: badge_get
SELECT person, state FROM badge WHERE key = ?1;

-- ==== documents and copies ====================================================

-- name: document_get
SELECT key, level, term_kind, term_n, term_date, issue_date, received_at,
	origin, must_return, no_widen, copying, scope_set, range_set, pages
FROM document WHERE key = ?1;

-- name: document_find
SELECT key FROM document WHERE key = ?1 OR doc_no = ?1 LIMIT 2;

-- name: document_by_doc_no
SELECT key FROM document WHERE doc_no = ?1 LIMIT 1;

-- name: document_moved
SELECT 1 FROM copy WHERE document = ?1 AND moved = 1 LIMIT 1;

-- name: copy_get
SELECT c.key, c.document, c.copy_no, c.pages, c.home_cabinet, c.home_slot,
	c.label, c.moved, k.state, k.holder, k.place, k.since, k.due, k.last_at,
	k.renewals, k.approval
FROM copy c JOIN custody k ON k.key = c.key WHERE c.key = ?1;

-- name: copy_exists
SELECT key FROM copy WHERE key = ?1;

-- name: copy_by_ending
SELECT key FROM copy WHERE key LIKE '%' || ?1 LIMIT 2;

-- name: copy_by_number
SELECT c.key FROM copy c WHERE c.document = ?1 AND c.copy_no = ?2 LIMIT 2;

-- name: copy_of_document
SELECT key FROM copy WHERE document = ?1 LIMIT 2;

-- name: copy_tag
SELECT key FROM tag WHERE copy = ?1 AND state = 'live' LIMIT 1;

-- name: tag_get
SELECT copy, state FROM tag WHERE key = ?1;

-- name: scope_has
SELECT 1 FROM scope WHERE key = ?1;

-- One leg of a document at a time (ruling 8): none is next while one is out.
-- name: route_next
SELECT person, key FROM route r WHERE document = ?1 AND state = 'due'
	AND NOT EXISTS (SELECT 1 FROM route o WHERE o.document = r.document
		AND o.state = 'out')
ORDER BY position LIMIT 1;

-- name: route_out
SELECT key FROM route WHERE document = ?1 AND state = 'out' LIMIT 1;

-- ==== approvals ===============================================================

-- name: approval_get
SELECT key, action, document, copy, applicant, place, valid_until, uses, state
FROM approval WHERE key = ?1;

-- Not in order of use: sorting, even of nothing, costs more than all of this.
-- name: approval_candidates
SELECT key, uses > 0, valid_until >= ?5,
	(SELECT count(*) FROM signature s WHERE s.approval = approval.key)
FROM approval
WHERE document = ?1 AND applicant = ?2 AND action = ?3 AND state = 'open'
	AND (copy IS NULL OR copy = ?4)
ORDER BY key;

-- name: approval_signatures
SELECT role, person FROM signature WHERE approval = ?1 ORDER BY key;

-- name: approval_item
SELECT 1 FROM approval a JOIN signature s ON s.approval = a.key
WHERE a.document = ?1 AND a.applicant = ?2 AND a.action = 'learn'
	AND a.state = 'open' AND a.valid_until >= ?3 AND a.uses > 0
	AND s.role = 'unit_head' AND s.person <> a.applicant LIMIT 1;

-- ==== labels ==================================================================

-- name: label_get
SELECT key, copy, state, reprint FROM label WHERE key = ?1;

-- name: label_last
SELECT key, copy, state, reprint FROM label WHERE copy = ?1
ORDER BY reprint DESC LIMIT 1;

-- name: label_jobs
SELECT l.key FROM label l
WHERE l.state IN ('reserved', 'committed', 'uncertain') ORDER BY l.key;

-- name: label_job
SELECT l.key, l.copy, l.printer, l.state, l.reprint, c.copy_no, c.document,
	d.level, d.term_kind, d.term_n, d.term_date, m.value, t.value, u.value
FROM label l JOIN copy c ON c.key = l.copy JOIN document d ON d.key = c.document
LEFT JOIN secret_value m ON m.ref = d.mark
LEFT JOIN secret_value t ON t.ref = d.title
LEFT JOIN secret_value u ON u.ref = (SELECT unit FROM station LIMIT 1)
WHERE l.key = ?1;

-- ==== what show says ==========================================================

-- name: show_custody
SELECT k.state, k.holder, k.place, k.since, k.due, k.approval, k.renewals,
	k.off_route, c.document, c.copy_no, c.kind, c.pages, c.home_cabinet,
	c.home_slot, c.label, c.label_owed
FROM custody k JOIN copy c ON c.key = k.key WHERE k.key = ?1;

-- name: show_document
SELECT d.doc_no, d.level, d.term_kind, d.term_n, d.term_date, d.issue_date,
	d.received_at, d.urgency, d.origin, d.pages, d.secrecy, d.scope_set,
	d.range_set, t.value, i.value, m.value, d.category
FROM document d LEFT JOIN secret_value t ON t.ref = d.title
LEFT JOIN secret_value i ON i.ref = d.issuer
LEFT JOIN secret_value m ON m.ref = d.mark WHERE d.key = ?1;

-- name: show_document_copies
SELECT c.key AS copy, c.copy_no AS "copy-no", k.state AS "copy-state",
	k.holder AS "copy-holder" FROM copy c
JOIN custody k ON k.key = c.key WHERE c.document = ?1 ORDER BY c.copy_no;

-- name: show_scope
SELECT person AS scope, widened AS "widened-by-entry" FROM scope
WHERE document = ?1 ORDER BY person;

-- name: show_route
SELECT person AS route, state AS "route-state" FROM route
WHERE document = ?1 ORDER BY position;

-- name: show_knowledge
SELECT person AS knows, how AS "knows-how", at AS "knows-at" FROM knowledge
WHERE document = ?1 ORDER BY at, key;

-- name: show_knowledge_of_copy
SELECT person AS knows, how AS "knows-how", at AS "knows-at" FROM knowledge
WHERE document = (SELECT document FROM copy WHERE key = ?1) AND copy = ?1
ORDER BY at, key;

-- name: show_person
SELECT p.unit, p.clearance, p.status, p.pledge, p.trained, p.examined,
	p.office, n.value, j.value, p.vetted
FROM person p LEFT JOIN secret_value n ON n.ref = p.name
LEFT JOIN secret_value j ON j.ref = p.post WHERE p.key = ?1;

-- name: show_holdings
SELECT key AS holds, state AS "holds-state", due AS "holds-due" FROM custody
WHERE holder = ?1 AND (holder IS NOT NULL OR due IS NOT NULL) ORDER BY key;

-- name: show_notices
SELECT code AS notice, coalesce(copy, document) AS "notice-of",
	at AS "notice-at" FROM notice WHERE person = ?1 ORDER BY at, key;

-- name: show_violations_of_person
SELECT code AS violation, copy AS "violation-of", at AS "violation-at"
FROM violation WHERE person = ?1 ORDER BY at, key;

-- name: show_violations_of_copy
SELECT code AS violation, person AS "violation-by", at AS "violation-at"
FROM violation WHERE copy = ?1 ORDER BY at, key;

-- name: show_incidents_of_copy
SELECT key AS incident, kind AS "incident-kind", state AS "incident-state"
FROM incident WHERE copy = ?1 ORDER BY key;

-- Roles that hold: those of somebody who is in his post.
-- name: roles_active
SELECT r.role FROM person_role r JOIN person p ON p.key = r.person
WHERE r.person = ?1 AND r.state = 'active' AND p.status = 'active';

-- name: show_label
SELECT key AS "label-no", state AS "label-state", printer AS "label-printer"
FROM label WHERE copy = ?1 ORDER BY reprint DESC LIMIT 1;

-- name: show_roles
SELECT role, state AS "role-state" FROM person_role WHERE person = ?1
ORDER BY key;

-- name: show_signatures
SELECT role AS "signed-as", person AS "signed-by", day AS "signed-on",
	form FROM signature WHERE approval = ?1 ORDER BY key;

-- name: show_correction
SELECT by_seq, first, second FROM correction WHERE key = ?1;

-- ==== reports =================================================================

-- name: report_station
SELECT v.value FROM station s LEFT JOIN secret_value v ON v.ref = s.unit;

-- name: report_person
SELECT p.key, n.value FROM person p LEFT JOIN secret_value n ON n.ref = p.name
WHERE p.key = ?1;

-- Whatever has a holder or a due time: by the index of what is away.
-- name: report_away
SELECT k.key, k.document, k.copy_no, t.value,
	k.level, k.term_kind, k.term_n, k.term_date, m.value, k.issue_date,
	k.state, k.since, k.due, k.off_route,
	k.holder, n.value, p.unit, p.clearance, p.status,
	k.place, l.value, h.kind, h.level,
	k.scope_set,
	EXISTS (SELECT 1 FROM scope s WHERE s.key = k.document || '/' || k.holder),
	EXISTS (SELECT 1 FROM approval a JOIN signature g ON g.approval = a.key
		WHERE a.document = k.document AND a.applicant = k.holder
			AND a.action = 'learn' AND a.state = 'open'
			AND g.role = 'unit_head' AND g.person <> a.applicant)
FROM (SELECT u.*, c.document, c.copy_no, d.title, d.level, d.term_kind,
		d.term_n, d.term_date, d.mark, d.issue_date, d.scope_set
	FROM (SELECT key FROM custody
		WHERE (holder IS NOT NULL OR due IS NOT NULL)
			AND (holder > '' OR due > 0)) o
	JOIN custody u ON u.key = o.key
	JOIN copy c ON c.key = u.key
	JOIN document d ON d.key = c.document) k
LEFT JOIN secret_value t ON t.ref = k.title
LEFT JOIN secret_value m ON m.ref = k.mark
LEFT JOIN person p ON p.key = k.holder
LEFT JOIN secret_value n ON n.ref = p.name
LEFT JOIN place h ON h.key = k.place
LEFT JOIN secret_value l ON l.ref = h.name
ORDER BY k.due IS NULL, k.due, k.document, k.copy_no, k.key;

-- Documents in force whose term may have run out before the day given; the true
-- last day is worked out in core. SQL's months overrun by up to three days, so
-- ask for four days later; ten years is the shortest cap (保密法 Art 20).
-- name: report_terms
SELECT d.key, d.doc_no, t.value,
	d.level, d.term_kind, d.term_n, d.term_date, m.value, d.issue_date,
	d.origin,
	(SELECT count(*) FROM copy c JOIN custody k ON k.key = c.key
		WHERE c.document = d.key AND k.state NOT IN
			('dispatched', 'cleared_back', 'archived', 'destroyed'))
FROM document d
LEFT JOIN secret_value t ON t.ref = d.title
LEFT JOIN secret_value m ON m.ref = d.mark
WHERE d.secrecy = 'classified' AND CASE d.term_kind
	WHEN 'years' THEN date(d.issue_date, '+' || d.term_n || ' years')
	WHEN 'months' THEN date(d.issue_date, '+' || d.term_n || ' months')
	WHEN 'none' THEN date(d.issue_date, '+10 years')
	WHEN 'date' THEN d.term_date END < ?1
ORDER BY d.key;

-- name: report_labels
SELECT c.key, c.document, c.copy_no, t.value,
	d.level, d.term_kind, d.term_n, d.term_date, m.value, d.issue_date,
	c.label, c.label_owed, l.key, l.state, l.printer
FROM (SELECT copy AS key FROM label
		WHERE state IN ('reserved', 'committed', 'uncertain')
	UNION
	SELECT key FROM copy WHERE label <> 'label_ok' OR label_owed = 1) o
JOIN copy c ON c.key = o.key
JOIN custody k ON k.key = c.key
JOIN document d ON d.key = c.document
LEFT JOIN label l ON l.copy = c.key
	AND l.state IN ('reserved', 'committed', 'uncertain')
LEFT JOIN secret_value t ON t.ref = d.title
LEFT JOIN secret_value m ON m.ref = d.mark
WHERE k.state NOT IN ('dispatched', 'cleared_back', 'archived', 'destroyed')
ORDER BY c.document, c.copy_no, c.key, l.key;

-- Newest first: who asks stops at the hour that is of no more interest. The
-- entry's form is docs/journal.md.
-- name: report_entries
SELECT e.seq, e.entered_at,
	json_extract(e.line, '$.outcome') = 'done'
		AND instr(json_extract(e.line, '$.reasons'), '"W_POLICY"') > 0,
	json_extract(e.line, '$.verb'), json_extract(e.line, '$.actor'),
	coalesce((SELECT c.document || '/' || c.copy_no FROM copy c
			WHERE c.key = json_extract(e.line, '$.args.copy')),
		json_extract(e.line, '$.args.document'),
		json_extract(e.line, '$.args.person')),
	(SELECT group_concat(r.value, ' ')
		FROM json_each(e.line, '$.reasons') r)
FROM entry e WHERE e.station = ?1 ORDER BY e.seq DESC;

-- name: report_wrongs
SELECT w.sort, w.key, w.state, w.code, w.at, w.copy, c.document, c.copy_no,
	t.value, d.level, d.term_kind, d.term_n, d.term_date, m.value,
	d.issue_date, w.person, n.value
FROM (SELECT 'violation' AS sort, key, state, code, at, copy, person
		FROM violation WHERE state = 'open'
	UNION ALL
	SELECT 'incident', key, state, kind, at, copy, NULL
		FROM incident WHERE state IN ('draft', 'open')) w
LEFT JOIN copy c ON c.key = w.copy
LEFT JOIN document d ON d.key = c.document
LEFT JOIN secret_value t ON t.ref = d.title
LEFT JOIN secret_value m ON m.ref = d.mark
LEFT JOIN person p ON p.key = w.person
LEFT JOIN secret_value n ON n.ref = p.name
ORDER BY w.at, w.sort, w.key;

-- name: tag_live
SELECT copy FROM tag WHERE key = ?1 AND state = 'live';
