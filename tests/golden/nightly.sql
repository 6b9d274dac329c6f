-- A night's register, projections only: Thursday 2025-09-25, close of business
-- 17:30 (+08:00). Every section of the nightly report has something to say.
INSERT INTO secret_value (ref, salt, value) VALUES
	('n05', '00', '孙'), ('n07', '00', '吴'), ('n08', '00', '郑'),
	('n09', '00', '冯'), ('n10', '00', '褚'), ('n12', '00', '蒋'),
	('rr', '00', '阅文室'), ('off', '00', '办公室'),
	('m1', '00', '绝密★30年'), ('m2', '00', '机密★20年'),
	('m3', '00', '秘密★5年'), ('m4', '00', '内部'),
	('m5', '00', '机密★会议开始前'),
	('t1', '00', '关于进一步加强和改进全市机关单位涉密载体收发传递使用保存复制销毁全过程管理并开展2025年度专项检查和问题整改工作的通知'),
	('t2', '00', '=HYPERLINK("http://x","会议纪要")'),
	('t3', '00', '年度计划'), ('t4', '00', '食堂值班表'),
	('t5', '00', '会议材料');

INSERT INTO calendar_year (key) VALUES ('2025');
INSERT INTO calendar_day (key, worked) VALUES
	('2025-09-28', 1), ('2025-10-01', 0), ('2025-10-02', 0),
	('2025-10-03', 0), ('2025-10-04', 0), ('2025-10-05', 0),
	('2025-10-06', 0), ('2025-10-07', 0), ('2025-10-08', 0),
	('2025-10-11', 1);
INSERT INTO place (key, name, kind, level) VALUES
	('RR', 'rr', 'reading_room', 4), ('OFF', 'off', 'office', 3);
INSERT INTO person (key, name, unit, clearance, status) VALUES
	('P05', 'n05', '办公室', 2, 'active'), ('P07', 'n07', '一处', 2, 'active'),
	('P08', 'n08', '一处', 1, 'active'), ('P09', 'n09', '二处', 2, 'left'),
	('P10', 'n10', '二处', 2, 'active'),
	('P12', 'n12', '保密办', 3, 'active');

INSERT INTO document (key, doc_no, title, level, term_kind, term_n, mark,
	issue_date, origin, secrecy, scope_set) VALUES
	('2025-0001', '国发〔2025〕1号', 't1', 4, 'years', 30, 'm1',
		'2025-09-01', 'received', 'classified', 1),
	('2025-0002', '省发〔2025〕2号', 't2', 3, 'years', 20, 'm2',
		'2025-09-01', 'received', 'classified', 1),
	('2025-0003', '办〔2020〕3号', 't3', 2, 'years', 5, 'm3',
		'2020-09-20', 'own', 'classified', 1),
	('2025-0004', NULL, 't4', 1, 'none', 0, 'm4', '2025-09-01', 'own',
		NULL, 1),
	('2025-0005', '省发〔2025〕5号', 't5', 3, 'condition', 0, 'm5',
		'2025-09-01', 'received', 'classified', 1),
	-- its last protected day is the report's own: not yet due
	('2025-0006', '办〔2020〕6号', 't3', 2, 'years', 5, 'm3',
		'2020-09-25', 'own', 'classified', 1),
	-- a day later it is; the month has no 31st: 2025-02-28 is the last day
	('2025-0007', '办〔2024〕7号', 't3', 2, 'months', 6, NULL,
		'2024-08-31', 'own', 'classified', 1),
	-- no term on the paper: the cap of ten years
	('2025-0008', '办〔2015〕8号', 't3', 2, 'none', 0, NULL,
		'2015-09-24', 'own', 'classified', 1),
	-- the named day; and one whose copies have all gone
	('2025-0009', '办〔2024〕9号', 't3', 2, 'date', 0, NULL,
		'2024-09-24', 'own', 'classified', 1),
	('2025-0010', '办〔2015〕10号', 't3', 2, 'years', 1, NULL,
		'2015-09-24', 'own', 'classified', 1);
UPDATE document SET term_date = '2025-09-24' WHERE key = '2025-0009';
-- P07 (重要) may see the 绝密 by the unit head's item approval.
INSERT INTO approval (key, action, document, applicant, state) VALUES
	('A2025-0001', 'learn', '2025-0001', 'P07', 'open');
INSERT INTO signature (key, approval, role, person) VALUES
	('A2025-0001/unit_head', 'A2025-0001', 'unit_head', 'P03');
INSERT INTO scope (key, document, person) VALUES
	('2025-0001/P07', '2025-0001', 'P07'),
	('2025-0002/P05', '2025-0002', 'P05'),
	('2025-0002/P10', '2025-0002', 'P10'),
	('2025-0003/P08', '2025-0003', 'P08'),
	('2025-0004/P09', '2025-0004', 'P09');

INSERT INTO copy (key, document, copy_no, label, label_owed) VALUES
	('KK89K-AAAAAAA-AAAAA-2025-00001A', '2025-0001', '000007', 'label_ok', NULL),
	('KK89K-BBBBBBB-BBBBB-2025-00002B', '2025-0002', '000012', 'label_ok', NULL),
	('KK89K-CCCCCCC-CCCCC-2025-00003C', '2025-0002', '000013', 'label_ok', NULL),
	('KK89K-DDDDDDD-DDDDD-2025-00004D', '2025-0002', '000014', 'label_ok', NULL),
	('KK89K-EEEEEEE-EEEEE-2025-00005E', '2025-0003', '000003', 'label_ok', NULL),
	('KK89K-FFFFFFF-FFFFF-2025-00006F', '2025-0004', '000001', 'label_ok', 1),
	('KK89K-GGGGGGG-GGGGG-2025-00007G', '2025-0005', '000021', 'relabel_needed', NULL),
	('KK89K-HHHHHHH-HHHHH-2025-00008H', '2025-0005', '000022', 'label_ok', NULL),
	('KK89K-JJJJJJJ-JJJJJ-2025-00009J', '2025-0005', '000023', 'label_damaged', NULL),
	('KK89K-KKKKKKK-KKKKK-2025-00010K', '2025-0006', '000001', 'label_ok', NULL),
	('KK89K-LLLLLLL-LLLLL-2025-00011L', '2025-0007', '000001', 'label_ok', NULL),
	('KK89K-MMMMMMM-MMMMM-2025-00012M', '2025-0008', '000001', 'label_ok', NULL),
	('KK89K-NNNNNNN-NNNNN-2025-00013N', '2025-0009', '000001', 'label_ok', NULL),
	('KK89K-PPPPPPP-PPPPP-2025-00014P', '2025-0010', '000001', 'relabel_needed', NULL);
INSERT INTO label (key, copy, reprint, printer, state) VALUES
	('KK89K-GGGGGGG-GGGGG-2025-00007G/0',
		'KK89K-GGGGGGG-GGGGG-2025-00007G', 0, 'counter', 'uncertain');
INSERT INTO custody (key, state, holder, place, since, due, off_route)
SELECT column1, column2, column3, column4,
	unixepoch(column5 || '+08:00'), unixepoch(column6 || '+08:00'), column7
FROM (VALUES
	('KK89K-AAAAAAA-AAAAA-2025-00001A', 'out_loan', 'P07', 'RR', '2025-09-25T10:00', '2025-09-25T17:30', NULL),
	('KK89K-BBBBBBB-BBBBB-2025-00002B', 'out_loan', 'P10', 'OFF', '2025-09-19T10:00', '2025-09-24T17:30', NULL),
	('KK89K-CCCCCCC-CCCCC-2025-00003C', 'out_leg', 'P05', 'OFF', '2025-09-25T10:30', '2025-09-25T17:30', NULL),
	('KK89K-DDDDDDD-DDDDD-2025-00004D', 'retained', 'P12', NULL, '2025-09-25T15:00', '2025-09-25T15:00', 1),
	('KK89K-EEEEEEE-EEEEE-2025-00005E', 'out_loan', 'P08', 'OFF', '2025-09-12T10:00', '2025-09-19T17:30', NULL),
	('KK89K-FFFFFFF-FFFFF-2025-00006F', 'out_loan', 'P09', 'OFF', '2025-09-15T10:00', '2025-10-14T17:30', NULL),
	('KK89K-GGGGGGG-GGGGG-2025-00007G', 'unshelved', NULL, NULL, '2025-09-25T09:00', NULL, NULL),
	('KK89K-HHHHHHH-HHHHH-2025-00008H', 'quarantined', 'P10', 'OFF', '2025-09-24T09:00', NULL, NULL),
	('KK89K-JJJJJJJ-JJJJJ-2025-00009J', 'in_store', NULL, NULL, '2025-09-24T09:00', NULL, NULL),
	('KK89K-KKKKKKK-KKKKK-2025-00010K', 'in_store', NULL, NULL, '2025-09-24T09:00', NULL, NULL),
	('KK89K-LLLLLLL-LLLLL-2025-00011L', 'in_store', NULL, NULL, '2025-09-24T09:00', NULL, NULL),
	('KK89K-MMMMMMM-MMMMM-2025-00012M', 'in_store', NULL, NULL, '2025-09-24T09:00', NULL, NULL),
	('KK89K-NNNNNNN-NNNNN-2025-00013N', 'in_store', NULL, NULL, '2025-09-24T09:00', NULL, NULL),
	('KK89K-PPPPPPP-PPPPP-2025-00014P', 'destroyed', NULL, NULL, '2025-09-24T09:00', NULL, NULL));

INSERT INTO violation (key, copy, person, code, at, state) VALUES
	('9/0', 'KK89K-DDDDDDD-DDDDD-2025-00004D', 'P12', 'A_VIOLATION',
		unixepoch('2025-09-25T15:00+08:00'), 'open'),
	('8/0', 'KK89K-BBBBBBB-BBBBB-2025-00002B', 'P10', 'W_RETURN_OTHER',
		unixepoch('2025-09-20T15:00+08:00'), 'closed');
INSERT INTO incident (key, copy, kind, at, state) VALUES
	('I2025-0001', 'KK89K-DDDDDDD-DDDDD-2025-00004D', 'violation',
		unixepoch('2025-09-25T15:00+08:00'), 'draft');

-- Before the night before's close; since then; since then but refused.
INSERT INTO entry (station, seq, hash, line, entered_at) VALUES
	('KK89K', 1001, '', '{"verb":"lend","args":{"copy":"KK89K-BBBBBBB-BBBBB-2025-00002B"},"actor":"P01","outcome":"done","reasons":["W_POLICY"]}',
		unixepoch('2025-09-24T17:30+08:00')),
	('KK89K', 1002, '', '{"verb":"lend","args":{"copy":"KK89K-AAAAAAA-AAAAA-2025-00001A"},"actor":"P01","outcome":"done","reasons":["W_CALENDAR","W_POLICY"]}',
		unixepoch('2025-09-25T10:00+08:00')),
	('KK89K', 1003, '', '{"verb":"lend","args":{"copy":"KK89K-AAAAAAA-AAAAA-2025-00001A"},"actor":"P01","outcome":"refused","reasons":["E_STATE","W_POLICY"]}',
		unixepoch('2025-09-25T10:05+08:00')),
	('KK89K', 1004, '', '{"verb":"receive","args":{"document":"2025-0005"},"actor":"P02","outcome":"done","reasons":["W_POLICY"]}',
		unixepoch('2025-09-25T17:30+08:00'));
