-- The register. Two kinds of tables:
--   projections   rebuilt by replaying the journal; key is TEXT; secret columns
--                 hold the reference of a row of secret_value, never a value
--   journal and operational tables, which replay leaves alone
-- Times are seconds since 1970 (UTC), days are text YYYY-MM-DD.
-- core/entity.c lists the projections' columns; a test holds it against this.

-- ---- journal ---------------------------------------------------------------
-- A file holds the chain of one station: seq alone is the key, so that an entry
-- is written at the end of the table and moves no other. Where chains of many
-- stations meet, the key is (station, seq).
CREATE TABLE entry (
	seq	    INTEGER PRIMARY KEY,
	station	    TEXT NOT NULL,
	hash	    TEXT NOT NULL,	-- BLAKE2b-256 of line, hex
	line	    TEXT NOT NULL,	-- the canonical bytes, docs/journal.md
	entered_at  INTEGER NOT NULL
);
-- REPLACE deletes without a word where recursive_triggers is off, as it is for
-- whoever opens the file with another program: it is stopped before.
CREATE TRIGGER entry_no_replace BEFORE INSERT ON entry
WHEN EXISTS (SELECT 1 FROM entry WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'E_NO_DELETE: entries are never replaced'); END;
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'E_NO_DELETE: entries are never changed'); END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'E_NO_DELETE: entries are never deleted'); END;

-- What an entry touched: the history of a copy, a document, a person.
CREATE TABLE entry_subject (
	key	TEXT NOT NULL,
	seq	INTEGER NOT NULL,
	PRIMARY KEY (key, seq)
) WITHOUT ROWID;

-- Titles, names, free text: value and salt by reference. The journal holds
-- only the reference, BLAKE2b-256(salt || value).
CREATE TABLE secret_value (
	ref	TEXT PRIMARY KEY,
	salt	TEXT NOT NULL,		-- 16 bytes, hex
	value	TEXT NOT NULL
) WITHOUT ROWID;
-- The same value may come again: INSERT OR IGNORE leaves what is there.
CREATE TRIGGER secret_value_no_replace BEFORE INSERT ON secret_value
WHEN EXISTS (SELECT 1 FROM secret_value WHERE ref = NEW.ref
	AND (salt IS NOT NEW.salt OR value IS NOT NEW.value))
BEGIN SELECT RAISE(ABORT, 'E_NO_DELETE: values are never replaced'); END;
CREATE TRIGGER secret_value_no_update BEFORE UPDATE ON secret_value
BEGIN SELECT RAISE(ABORT, 'E_NO_DELETE: values are never changed'); END;
CREATE TRIGGER secret_value_no_delete BEFORE DELETE ON secret_value
BEGIN SELECT RAISE(ABORT, 'E_NO_DELETE: values are never deleted'); END;

-- ---- operational -----------------------------------------------------------
-- Every request id seen, with its first answer.
CREATE TABLE request (
	id	    TEXT PRIMARY KEY,
	fingerprint TEXT NOT NULL,	-- hash of the command's words
	answer	    TEXT NOT NULL	-- JSON as it was given
) WITHOUT ROWID;
-- Serials ever drawn. One that was drawn by a command which was rolled back is
-- not kept: it was never shown to anybody.
CREATE TABLE serial_drawn (
	serial	TEXT PRIMARY KEY
) WITHOUT ROWID;
CREATE TABLE meta (
	name	TEXT PRIMARY KEY,	-- test_clock_offset
	value	TEXT NOT NULL
) WITHOUT ROWID;

-- ---- projections: the house ------------------------------------------------
CREATE TABLE station (		-- one row, key = station id
	key	TEXT PRIMARY KEY,
	unit	TEXT,			-- secret: the unit's name
	test	INTEGER,		-- 1: may set the clock
	zone	INTEGER			-- minutes east of UTC
) WITHOUT ROWID;
CREATE TABLE setting (		-- policy settings that differ from the default
	key	TEXT PRIMARY KEY,
	value	TEXT,
	since	INTEGER			-- seq of the entry
) WITHOUT ROWID;
CREATE TABLE counter (		-- last number given out
	key	TEXT PRIMARY KEY,	-- receive/2025, serial/2025, approval/2025
	value	INTEGER
) WITHOUT ROWID;
CREATE TABLE calendar_year (
	key	TEXT PRIMARY KEY,	-- 2025
	entered	INTEGER,		-- seq of the entry
	source	TEXT			-- secret: the notice
) WITHOUT ROWID;
CREATE TABLE calendar_day (
	key	TEXT PRIMARY KEY,	-- 2025-10-01
	worked	INTEGER
) WITHOUT ROWID;
CREATE TABLE place (
	key	TEXT PRIMARY KEY,
	name	TEXT,			-- secret
	kind	TEXT,			-- registry, reading_room, office, copy_room, outside
	level	INTEGER			-- highest level that may be read there
) WITHOUT ROWID;
CREATE TABLE cabinet (
	key	TEXT PRIMARY KEY,
	name	TEXT,			-- secret
	place	TEXT,
	kind	TEXT,			-- iron, combination, dual_lock, plain
	level	INTEGER,		-- highest level allowed
	secret	INTEGER,		-- 1: secrets only, 0: none
	keeper	TEXT			-- person
) WITHOUT ROWID;
CREATE TABLE door (			-- a reader at a cabinet
	key	TEXT PRIMARY KEY,	-- reader's name
	cabinet	TEXT,
	feedback TEXT
) WITHOUT ROWID;

-- ---- projections: people ---------------------------------------------------
CREATE TABLE person (
	key	  TEXT PRIMARY KEY,
	name	  TEXT,			-- secret
	unit	  TEXT,
	post	  TEXT,			-- secret: job title
	clearance INTEGER,		-- 0 none, 1 general, 2 important, 3 core
	status	  TEXT,			-- active, off_post, left
	pledge	  TEXT,			-- day signed
	vetted	  TEXT,			-- day of the last vetting
	trained	  TEXT,			-- day of the last training
	examined  INTEGER,		-- 1: ever passed the examination
	office	  TEXT			-- place where he reads
) WITHOUT ROWID;
CREATE TABLE person_role (
	key	TEXT PRIMARY KEY,	-- P01/registry_clerk
	person	TEXT,
	role	TEXT,
	state	TEXT,			-- pending, active, withdrawing
	granted_by TEXT
) WITHOUT ROWID;
CREATE INDEX person_role_person ON person_role (person);
CREATE INDEX person_role_role ON person_role (role);
CREATE TABLE training (
	key	TEXT PRIMARY KEY,	-- P09/seq
	person	TEXT,
	day	TEXT,
	hours	INTEGER,
	examined INTEGER,
	content	TEXT			-- secret
) WITHOUT ROWID;
CREATE INDEX training_person ON training (person, day);
CREATE TABLE badge (
	key	TEXT PRIMARY KEY,	-- UID, upper-case hex
	person	TEXT,
	state	TEXT			-- live, revoked
) WITHOUT ROWID;

-- ---- projections: files ----------------------------------------------------
CREATE TABLE document (
	key	  TEXT PRIMARY KEY,	-- receive number, 2025-0001
	doc_no	  TEXT,			-- 发文字号
	issuer	  TEXT,			-- secret
	title	  TEXT,			-- secret
	level	  INTEGER,
	term_kind TEXT,
	term_n	  INTEGER,
	term_date TEXT,
	mark	  TEXT,			-- secret: the mark as printed
	issue_date TEXT,
	category  TEXT,			-- state, work, trade, internal, privacy
	urgency	  TEXT,
	origin	  TEXT,			-- received, own
	pages	  INTEGER,		-- as stated, per copy
	must_return INTEGER,		-- 须清退
	no_widen  INTEGER,		-- 不得扩大
	copying	  INTEGER,		-- issuer permits copying
	received_at INTEGER,
	secrecy	  TEXT,			-- level_pending, classified, declassified
	scope_set INTEGER,
	range_set INTEGER
) WITHOUT ROWID;
CREATE INDEX document_doc_no ON document (doc_no);
CREATE TABLE copy (
	key	  TEXT PRIMARY KEY,	-- serial
	document  TEXT,
	copy_no	  TEXT,			-- six digits, or a house number
	kind	  TEXT,			-- original, photocopy, extract, ...
	parent	  TEXT,
	pages	  INTEGER,		-- as counted
	home_cabinet TEXT,
	home_slot TEXT,
	label	  TEXT,			-- label_ok, relabel_needed, label_damaged
	label_owed INTEGER,		-- 1: confirmed by hand, a printed one is owed
	moved	  INTEGER		-- 1 after the first movement
) WITHOUT ROWID;
CREATE INDEX copy_document ON copy (document, copy_no);
CREATE INDEX copy_label ON copy (key) WHERE label <> 'label_ok' OR label_owed = 1;
CREATE TABLE custody (		-- where each copy is now
	key	  TEXT PRIMARY KEY,	-- serial
	state	  TEXT,
	holder	  TEXT,			-- person; NULL: the registry
	place	  TEXT,
	since	  INTEGER,
	due	  INTEGER,
	approval  TEXT,
	renewals  INTEGER,
	last_at	  INTEGER,		-- occurred_at of the last event
	off_route INTEGER		-- 1: found with somebody it was not given to
) WITHOUT ROWID;
-- What is away, in one index: each check-out writes it, and who asks what is
-- due reads all that is away anyway. A query names this condition in full.
CREATE INDEX custody_away ON custody (holder, due)
	WHERE holder IS NOT NULL OR due IS NOT NULL;
CREATE TABLE scope (
	key	  TEXT PRIMARY KEY,	-- document/person
	document  TEXT,
	person	  TEXT,
	unit	  TEXT,
	basis	  TEXT,			-- secret
	widened	  INTEGER		-- seq of the widening; NULL: from the start
) WITHOUT ROWID;
CREATE INDEX scope_document ON scope (document);
CREATE TABLE route (			-- circulation legs in order
	key	  TEXT PRIMARY KEY,	-- document/nn
	document  TEXT,
	person	  TEXT,
	position  INTEGER,
	state	  TEXT			-- due, out, done, skipped
) WITHOUT ROWID;
CREATE INDEX route_document ON route (document, position);
CREATE TABLE approval (
	key	  TEXT PRIMARY KEY,	-- A2025-0001
	action	  TEXT,			-- lend, renew, learn, widen
	document  TEXT,
	copy	  TEXT,			-- NULL: any copy
	applicant TEXT,
	purpose	  TEXT,			-- secret
	place	  TEXT,
	requested_at INTEGER,
	valid_until TEXT,		-- last good day
	uses	  INTEGER,		-- left
	state	  TEXT			-- open, refused
) WITHOUT ROWID;
CREATE INDEX approval_document ON approval (document, applicant);
CREATE TABLE signature (
	key	  TEXT PRIMARY KEY,	-- approval/role
	approval  TEXT,
	role	  TEXT,
	person	  TEXT,
	day	  TEXT,
	form	  TEXT,			-- paper form's number; NULL: on screen
	kept	  TEXT,			-- secret: where the sheet is kept
	letter	  TEXT			-- issuer's consent letter
) WITHOUT ROWID;
CREATE INDEX signature_approval ON signature (approval);
CREATE TABLE knowledge (		-- who learned what (条例 Art 20)
	key	  TEXT PRIMARY KEY,	-- serial/person/seq
	document  TEXT,
	copy	  TEXT,
	person	  TEXT,
	at	  INTEGER,
	how	  TEXT,
	approval  TEXT
) WITHOUT ROWID;
CREATE INDEX knowledge_document ON knowledge (document);
CREATE TABLE tag (
	key	  TEXT PRIMARY KEY,	-- UID, upper-case hex
	copy	  TEXT,
	ident	  TEXT,			-- the 128-bit identifier written on it, hex
	state	  TEXT			-- live, retired
) WITHOUT ROWID;
CREATE INDEX tag_copy ON tag (copy);
CREATE TABLE label (
	key	  TEXT PRIMARY KEY,	-- serial/reprint number
	copy	  TEXT,
	reprint	  INTEGER,
	printer	  TEXT,
	state	  TEXT,			-- reserved, committed, printed, uncertain, confirmed, void
	hash	  TEXT,			-- of the bitmap that was committed
	method	  TEXT			-- printer, hand, sheet, roll
) WITHOUT ROWID;
CREATE INDEX label_copy ON label (copy);
CREATE INDEX label_open ON label (state)
	WHERE state IN ('reserved', 'committed', 'uncertain');

-- ---- projections: what went wrong ------------------------------------------
CREATE TABLE violation (
	key	TEXT PRIMARY KEY,	-- seq/n
	copy	TEXT,
	person	TEXT,
	code	TEXT,
	at	INTEGER,
	state	TEXT			-- open, closed
) WITHOUT ROWID;
CREATE TABLE incident (
	key	TEXT PRIMARY KEY,	-- I2025-0001
	copy	TEXT,
	kind	TEXT,
	at	INTEGER,
	state	TEXT			-- draft, open, closed
) WITHOUT ROWID;
CREATE TABLE notice (		-- who is to be told what
	key	TEXT PRIMARY KEY,	-- seq/n
	person	TEXT,
	copy	TEXT,
	document TEXT,
	code	TEXT,
	at	INTEGER
) WITHOUT ROWID;
CREATE INDEX notice_person ON notice (person, at);
CREATE TABLE correction (		-- 冲正: both signatures; the wrong entry stays
	key	TEXT PRIMARY KEY,	-- seq of the wrong entry
	by_seq	INTEGER,
	first	TEXT,
	second	TEXT,
	reason	TEXT			-- secret
) WITHOUT ROWID;

PRAGMA user_version = 1;
