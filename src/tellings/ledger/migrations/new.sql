-- A new ledger, as the steps in `versions` make it. `make schema` writes this; a test compares both.
CREATE TABLE appearances (
	person TEXT NOT NULL, 
	article TEXT NOT NULL, 
	body TEXT, 
	PRIMARY KEY (person, article)
);

CREATE TABLE arrivals (
	article TEXT NOT NULL, 
	at TEXT, 
	PRIMARY KEY (article)
);

CREATE TABLE articles (
	id TEXT NOT NULL, 
	current BOOLEAN, 
	"key" TEXT, 
	path TEXT, 
	outlet TEXT, 
	published TEXT, 
	title TEXT, 
	body TEXT, number INTEGER, 
	PRIMARY KEY (id)
);

CREATE TABLE changes (
	number INTEGER
, passages BIGINT);

CREATE TABLE claims (
	id TEXT NOT NULL, 
	story TEXT, 
	label TEXT, 
	body TEXT, digest TEXT, place INTEGER, 
	PRIMARY KEY (id)
);

CREATE TABLE dates (
	id TEXT NOT NULL, 
	article TEXT, 
	start INTEGER, 
	value TEXT, 
	text TEXT, 
	body TEXT, place INTEGER, 
	PRIMARY KEY (id)
);

CREATE TABLE decisions (
	number INTEGER NOT NULL, 
	id TEXT, 
	kind TEXT, 
	who TEXT, 
	"when" TEXT, 
	body TEXT, 
	PRIMARY KEY (number), 
	UNIQUE (id)
);

CREATE TABLE entries (
	feed TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	stamp TEXT, 
	tries INTEGER, 
	PRIMARY KEY (feed, "key")
);

CREATE TABLE events (
	id TEXT NOT NULL, 
	article TEXT, 
	start INTEGER, 
	lemma TEXT, 
	text TEXT, 
	body TEXT, place INTEGER, 
	PRIMARY KEY (id)
);

CREATE TABLE feeds (
	url TEXT NOT NULL, 
	etag TEXT, 
	modified TEXT, 
	until TEXT, 
	failures INTEGER, 
	PRIMARY KEY (url)
);

CREATE TABLE figures (
	id TEXT NOT NULL, 
	article TEXT, 
	start INTEGER, 
	counted TEXT, 
	unit TEXT, 
	text TEXT, 
	body TEXT, place INTEGER, 
	PRIMARY KEY (id)
);

CREATE TABLE findings (
	id TEXT NOT NULL, 
	story TEXT, 
	kind TEXT, 
	rank INTEGER, 
	about TEXT, 
	body TEXT, digest TEXT, 
	PRIMARY KEY (id)
);

CREATE TABLE former (
	story TEXT NOT NULL, 
	article TEXT, 
	PRIMARY KEY (story)
);

CREATE TABLE inputs (
	sha256 TEXT NOT NULL, 
	raw BLOB, 
	PRIMARY KEY (sha256)
);

CREATE TABLE joinings (
	id TEXT NOT NULL, 
	person TEXT, 
	one TEXT, 
	other TEXT, 
	body TEXT, digest TEXT, place INTEGER, 
	PRIMARY KEY (id)
);

CREATE TABLE ledger_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT ledger_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE measures (
	id TEXT NOT NULL, 
	story TEXT, 
	label TEXT, 
	body TEXT, digest TEXT, place INTEGER, 
	PRIMARY KEY (id)
);

CREATE TABLE meta (
	"key" TEXT NOT NULL, 
	value TEXT, 
	PRIMARY KEY ("key")
);

CREATE TABLE names (
	id TEXT NOT NULL, 
	article TEXT, 
	start INTEGER, 
	kind TEXT, 
	"full" TEXT, 
	text TEXT, 
	body TEXT, place INTEGER, 
	PRIMARY KEY (id)
);

CREATE TABLE origins (
	id TEXT NOT NULL, 
	story TEXT, 
	kind TEXT, 
	who TEXT, 
	body TEXT, digest TEXT, place INTEGER, 
	PRIMARY KEY (id)
);

CREATE TABLE passages (
	id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	start INTEGER, 
	"end" INTEGER, 
	article TEXT, 
	speaker TEXT, 
	day TEXT, 
	text TEXT, 
	tags TEXT, 
	PRIMARY KEY (id)
);

CREATE TABLE people (
	id TEXT NOT NULL, 
	kind TEXT, 
	name TEXT, 
	body TEXT, digest TEXT, 
	PRIMARY KEY (id)
);

CREATE TABLE placed (
	article TEXT NOT NULL, 
	story TEXT, 
	PRIMARY KEY (article)
);

CREATE TABLE proposals (
	id TEXT NOT NULL, 
	sort TEXT, 
	article TEXT, 
	address TEXT, 
	model TEXT, 
	host TEXT, 
	prompt TEXT, 
	at TEXT, 
	body TEXT, 
	number INTEGER, 
	PRIMARY KEY (id)
);

CREATE TABLE questions (
	about TEXT NOT NULL, 
	reader TEXT NOT NULL, 
	at TEXT, 
	PRIMARY KEY (about, reader)
);

CREATE TABLE quotations (
	id TEXT NOT NULL, 
	article TEXT, 
	start INTEGER, 
	body TEXT, place INTEGER, 
	PRIMARY KEY (id)
);

CREATE TABLE readings (
	id TEXT NOT NULL, 
	outcome TEXT, 
	path TEXT, 
	place TEXT, 
	at TEXT, 
	version TEXT, 
	article TEXT, 
	words TEXT, 
	cause TEXT, 
	sha256 TEXT, 
	kind TEXT, 
	beside TEXT, 
	within TEXT, 
	size BIGINT, number INTEGER, 
	PRIMARY KEY (id)
);

CREATE TABLE roles (
	id TEXT NOT NULL, 
	article TEXT, 
	start INTEGER, 
	person TEXT, 
	title TEXT, 
	text TEXT, 
	body TEXT, place INTEGER, 
	PRIMARY KEY (id)
);

CREATE TABLE sentences (
	id TEXT NOT NULL, 
	article TEXT, 
	start INTEGER, 
	body TEXT, place INTEGER, 
	PRIMARY KEY (id)
);

CREATE TABLE statements (
	id TEXT NOT NULL, 
	article TEXT, 
	start INTEGER, 
	speaker TEXT, 
	stance TEXT, 
	text TEXT, 
	body TEXT, place INTEGER, 
	PRIMARY KEY (id)
);

CREATE TABLE stories (
	id TEXT NOT NULL, 
	title TEXT, 
	first TEXT, 
	last TEXT, 
	body TEXT, digest TEXT, size INTEGER, 
	PRIMARY KEY (id)
);

CREATE TABLE told (
	finding TEXT NOT NULL, 
	PRIMARY KEY (finding)
);

CREATE TABLE verdicts (
	proposal TEXT, 
	ruling TEXT, 
	who TEXT, 
	at TEXT, 
	why TEXT, 
	decision TEXT, 
	number INTEGER NOT NULL, 
	PRIMARY KEY (number)
);

CREATE TABLE weighed (
	story TEXT NOT NULL, 
	stamp TEXT, 
	PRIMARY KEY (story)
);

CREATE INDEX claims_story_place ON claims (story, place);

CREATE INDEX dates_article_place ON dates (article, place);

CREATE INDEX events_article_place ON events (article, place);

CREATE INDEX figures_article_place ON figures (article, place);

CREATE INDEX findings_story_rank ON findings (story, rank);

CREATE INDEX ix_appearances_article ON appearances (article);

CREATE INDEX ix_articles_current ON articles (current);

CREATE INDEX ix_articles_key ON articles ("key");

CREATE INDEX ix_articles_number ON articles (number);

CREATE INDEX ix_articles_outlet ON articles (outlet);

CREATE INDEX ix_articles_published ON articles (published);

CREATE INDEX ix_passages_article ON passages (article);

CREATE INDEX ix_placed_story ON placed (story);

CREATE INDEX ix_proposals_address ON proposals (address);

CREATE INDEX ix_proposals_article ON proposals (article);

CREATE INDEX ix_proposals_number ON proposals (number);

CREATE INDEX ix_readings_article ON readings (article);

CREATE INDEX ix_readings_number ON readings (number);

CREATE INDEX ix_readings_sha256 ON readings (sha256);

CREATE INDEX ix_verdicts_proposal ON verdicts (proposal);

CREATE INDEX joinings_person_place ON joinings (person, place);

CREATE INDEX measures_story_place ON measures (story, place);

CREATE INDEX names_article_place ON names (article, place);

CREATE INDEX origins_story_place ON origins (story, place);

CREATE INDEX passages_kind_id ON passages (kind, id);

CREATE INDEX quotations_article_place ON quotations (article, place);

CREATE INDEX roles_article_place ON roles (article, place);

CREATE INDEX sentences_article_place ON sentences (article, place);

CREATE INDEX statements_article_place ON statements (article, place);

CREATE INDEX stories_last_first_id ON stories (last, first, id);

CREATE VIRTUAL TABLE found_figure USING fts5(text, tags, content='passages', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2');

CREATE VIRTUAL TABLE found_name USING fts5(text, tags, content='passages', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2');

CREATE VIRTUAL TABLE found_statement USING fts5(text, tags, content='passages', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2');

CREATE VIRTUAL TABLE found_text USING fts5(text, tags, content='passages', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2');

CREATE TRIGGER passages_in_figure AFTER INSERT ON passages WHEN new.kind = 'figure' BEGIN INSERT INTO found_figure(rowid, text, tags) VALUES (new.id, new.text, new.tags); END;

CREATE TRIGGER passages_in_name AFTER INSERT ON passages WHEN new.kind = 'name' BEGIN INSERT INTO found_name(rowid, text, tags) VALUES (new.id, new.text, new.tags); END;

CREATE TRIGGER passages_in_statement AFTER INSERT ON passages WHEN new.kind = 'statement' BEGIN INSERT INTO found_statement(rowid, text, tags) VALUES (new.id, new.text, new.tags); END;

CREATE TRIGGER passages_in_text AFTER INSERT ON passages WHEN new.kind = 'text' BEGIN INSERT INTO found_text(rowid, text, tags) VALUES (new.id, new.text, new.tags); END;

CREATE TRIGGER passages_out_figure AFTER DELETE ON passages WHEN old.kind = 'figure' BEGIN INSERT INTO found_figure(found_figure, rowid, text, tags) VALUES ('delete', old.id, old.text, old.tags); END;

CREATE TRIGGER passages_out_name AFTER DELETE ON passages WHEN old.kind = 'name' BEGIN INSERT INTO found_name(found_name, rowid, text, tags) VALUES ('delete', old.id, old.text, old.tags); END;

CREATE TRIGGER passages_out_statement AFTER DELETE ON passages WHEN old.kind = 'statement' BEGIN INSERT INTO found_statement(found_statement, rowid, text, tags) VALUES ('delete', old.id, old.text, old.tags); END;

CREATE TRIGGER passages_out_text AFTER DELETE ON passages WHEN old.kind = 'text' BEGIN INSERT INTO found_text(found_text, rowid, text, tags) VALUES ('delete', old.id, old.text, old.tags); END;

INSERT INTO "changes" VALUES(0,0);

INSERT INTO "ledger_version" VALUES('0004');