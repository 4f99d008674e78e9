-- What a desk had entered with the first release: every table with at least one row, all of it invented.

INSERT INTO grid ("id", "version", "name", "code", "chief", "phone", "party_group", "note") VALUES
  (1099511627777, 1, '网格名称1', '网格编码1', '钱一', '13800000001', '党支部（党小组）1', '备注第一行
第1行');

INSERT INTO building ("id", "version", "estate", "number", "grid", "steward", "note") VALUES
  (1099511627777, 2, '小区1', '楼号1', 1099511627777, '钱一', '备注第一行
第1行');

INSERT INTO building ("id", "version", "estate", "number", "grid", "steward", "note") VALUES
  (1099511627778, 2, '小区2', '楼号2', 1099511627777, '孙二', '备注第一行
第2行');

INSERT INTO house ("id", "version", "building", "unit", "room", "use", "area", "owner", "owner_phone", "note") VALUES
  (1099511627777, 1, 1099511627778, '单元1', '房号1', '0', 88.5, '钱一', '13800000001', '备注第一行
第1行');

INSERT INTO resident ("id", "version", "name", "id_kind", "id_number", "sex", "birth", "ethnicity", "politics", "phone", "other_phone", "house", "registered_at", "population", "residence_match", "state", "state_day", "doubt", "note") VALUES
  (1099511627777, 2, '钱一', '111', '220500198001150030', '1', '1980-01-15', '01', '01', '13800000001', '13800000001', 1099511627777, '户籍地址1', '1', '01', '1', '2026-03-02', '待核实1', '备注第一行
第1行');

INSERT INTO resident ("id", "version", "name", "id_kind", "id_number", "sex", "birth", "ethnicity", "politics", "phone", "other_phone", "house", "registered_at", "population", "residence_match", "state", "state_day", "doubt", "note") VALUES
  (1099511627778, 2, '孙二', '111', '220500198001150057', '1', '1980-01-15', '01', '01', '13800000002', '13800000002', 1099511627777, '户籍地址2', '1', '01', '1', '2026-03-02', '待核实2', '备注第一行
第2行');

INSERT INTO care_tag ("id", "version", "owner", "position", "kind", "since", "until", "basis") VALUES
  (1099511627777, 1, 1099511627777, 0, '10', '2026-03-02', '2026-03-02', '依据2');

INSERT INTO care_tag ("id", "version", "owner", "position", "kind", "since", "until", "basis") VALUES
  (1099511627778, 1, 1099511627778, 0, '10', '2026-03-02', '2026-03-02', '依据4');

INSERT INTO household ("id", "version", "head", "house", "kind", "booklet", "note") VALUES
  (1099511627777, 2, 1099511627777, 1099511627777, '1', '户号1', '备注第一行
第1行');

INSERT INTO household_member ("id", "version", "owner", "position", "resident", "relation", "since", "until") VALUES
  (1099511627777, 1, 1099511627777, 0, 1099511627778, '02', '2026-03-02', '2026-03-02');

INSERT INTO mediation_case ("id", "version", "number", "title_text", "dispute", "source", "received", "due", "place", "facts", "mediator", "recorder", "stage", "closed", "result") VALUES
  (1099511627777, 2, '案件编号1', '事由1', '1', '1', '2026-03-02', '2026-03-02', '发生地点1', '纠纷简要情况第一行
第1行', '钱一', '钱一', '1', '2026-03-02', '处理结果第一行
第1行');

INSERT INTO case_party ("id", "version", "owner", "position", "resident", "side", "name", "sex", "ethnicity", "age", "job", "phone", "address", "consent") VALUES
  (1099511627777, 2, 1099511627777, 0, 1099511627777, '1', '孙二', '1', '01', 42, '职业或职务2', '13800000002', '单位或住址2', '0');

INSERT INTO case_party ("id", "version", "owner", "position", "resident", "side", "name", "sex", "ethnicity", "age", "job", "phone", "address", "consent") VALUES
  (1099511627778, 2, 1099511627777, 1, 1099511627777, '1', '李三', '1', '01', 43, '职业或职务3', '13800000003', '单位或住址3', '0');

INSERT INTO topic ("id", "version", "subject", "source", "proposer", "raised", "state", "case", "detail") VALUES
  (1099511627777, 2, '议题1', '1', '钱一', '2026-03-02', '1', 1099511627777, '情况说明第一行
第1行');

INSERT INTO meeting ("id", "version", "name", "kind", "starts", "hall", "chair", "recorder", "contact", "requirements", "state", "minutes_number", "minutes_day", "dissent") VALUES
  (1099511627777, 2, '会议名称1', '1', '2026-03-25T14:30', '地点1', '钱一', '钱一', '联系人及电话1', '有关要求第一行
第1行', '1', '纪要编号1', '2026-03-02', '未达成一致的意见第一行
第1行');

INSERT INTO meeting ("id", "version", "name", "kind", "starts", "hall", "chair", "recorder", "contact", "requirements", "state", "minutes_number", "minutes_day", "dissent") VALUES
  (1099511627778, 2, '会议名称2', '1', '2026-03-25T14:30', '地点2', '孙二', '孙二', '联系人及电话2', '有关要求第一行
第2行', '1', '纪要编号2', '2026-03-02', '未达成一致的意见第一行
第2行');

INSERT INTO agenda_item ("id", "version", "owner", "position", "topic", "subject", "speaker", "discussion", "decision") VALUES
  (1099511627777, 2, 1099511627777, 0, 1099511627777, '议题2', '孙二', '讨论情况第一行
第2行', '议定事项第一行
第2行');

INSERT INTO agenda_item ("id", "version", "owner", "position", "topic", "subject", "speaker", "discussion", "decision") VALUES
  (1099511627778, 2, 1099511627778, 0, 1099511627777, '议题4', '周四', '讨论情况第一行
第4行', '议定事项第一行
第4行');

INSERT INTO attendee ("id", "version", "owner", "position", "resident", "household", "name", "unit", "phone", "role", "came") VALUES
  (1099511627777, 2, 1099511627777, 0, 1099511627777, 1099511627777, '孙二', '单位或住址2', '13800000002', '1', '0');

INSERT INTO attendee ("id", "version", "owner", "position", "resident", "household", "name", "unit", "phone", "role", "came") VALUES
  (1099511627778, 2, 1099511627778, 0, 1099511627777, 1099511627777, '周四', '单位或住址4', '13800000004', '1', '0');

INSERT INTO resolution ("id", "version", "number", "matter", "owner", "due", "state", "done", "outcome", "meeting", "topic") VALUES
  (1099511627777, 2, '编号1', '议定事项1', '责任人（单位）1', '2026-03-02', '1', '2026-03-02', '办理结果第一行
第1行', 1099511627778, 1099511627777);

INSERT INTO visit ("id", "version", "day", "house", "resident", "visitor", "way", "result", "finding", "promise") VALUES
  (1099511627777, 2, '2026-03-02', 1099511627777, 1099511627777, '钱一', '1', '1', '走访情况第一行
第1行', '答应办的事第一行
第1行');

INSERT INTO centre ("id", "version", "name", "community", "issuer", "committee", "case_word", "hall", "address", "phone", "practice") VALUES
  (1099511627777, 1, '幸福里社区党群服务中心', '幸福里社区', '', '幸福里社区人民调解委员会', '民调', '幸福里社区二楼议事厅', '', '0435-6440001', 0);

INSERT INTO clerk ("id", "version", "name", "role", "phone") VALUES
  (1099511627777, 1, '卢清', '1', '');

INSERT INTO rule ("id", "version", "key", "label", "value", "since", "source") VALUES
  (1099511627777, 1, '规则代号1', '规则1', '取值1', '2026-03-02', '依据第一行
第1行');

INSERT INTO counter ("name", "value") VALUES
  ('desk', 1);

INSERT INTO counter ("name", "value") VALUES
  ('id:agenda_item', 2);

INSERT INTO counter ("name", "value") VALUES
  ('id:attendee', 2);

INSERT INTO counter ("name", "value") VALUES
  ('id:building', 2);

INSERT INTO counter ("name", "value") VALUES
  ('id:care_tag', 2);

INSERT INTO counter ("name", "value") VALUES
  ('id:case_party', 2);

INSERT INTO counter ("name", "value") VALUES
  ('id:centre', 1);

INSERT INTO counter ("name", "value") VALUES
  ('id:clerk', 1);

INSERT INTO counter ("name", "value") VALUES
  ('id:grid', 1);

INSERT INTO counter ("name", "value") VALUES
  ('id:house', 1);

INSERT INTO counter ("name", "value") VALUES
  ('id:household', 1);

INSERT INTO counter ("name", "value") VALUES
  ('id:household_member', 1);

INSERT INTO counter ("name", "value") VALUES
  ('id:mediation_case', 1);

INSERT INTO counter ("name", "value") VALUES
  ('id:meeting', 2);

INSERT INTO counter ("name", "value") VALUES
  ('id:resident', 2);

INSERT INTO counter ("name", "value") VALUES
  ('id:resolution', 1);

INSERT INTO counter ("name", "value") VALUES
  ('id:rule', 1);

INSERT INTO counter ("name", "value") VALUES
  ('id:topic', 1);

INSERT INTO counter ("name", "value") VALUES
  ('id:visit', 1);

INSERT INTO draft ("form", "key", "saved_at", "body") VALUES
  ('resident', 0, '2026-11-21T22:07:02', '{"name": "写了一半"}');

INSERT INTO audit ("seq", "at", "actor", "action", "tbl", "row_id", "reason", "change", "previous", "hash") VALUES
  (1, '2026-11-21T22:07:01', '卢清', 'create', 'centre', 1099511627777, '新建资料', '{"name":[null,"幸福里社区党群服务中心"],"community":[null,"幸福里社区"],"committee":[null,"幸福里社区人民调解委员会"],"case_word":[null,"民调"],"hall":[null,"幸福里社区二楼议事厅"],"phone":[null,"0435-6440001"]}', '', 'f6bc5eed248aa500ca5f33d9e4ffbaf3a2366a4f5c75d7e9bb845f8f076fbd4c');

INSERT INTO audit ("seq", "at", "actor", "action", "tbl", "row_id", "reason", "change", "previous", "hash") VALUES
  (2, '2026-11-21T22:07:01', '卢清', 'create', 'clerk', 1099511627777, '新建资料', '{"name":[null,"卢清"],"role":[null,"1"]}', 'f6bc5eed248aa500ca5f33d9e4ffbaf3a2366a4f5c75d7e9bb845f8f076fbd4c', '45bb0731f6a090a0a3d44394fab3782c85291e04670f51d2e817cfd4e62304ff');

INSERT INTO audit ("seq", "at", "actor", "action", "tbl", "row_id", "reason", "change", "previous", "hash") VALUES
  (3, '2026-11-21T22:07:02', '卢清', 'create', 'grid', 1099511627777, '', '{"name":[null,"网格名称1"],"code":[null,"网格编码1"],"chief":[null,"钱一"],"phone":[null,"13800000001"],"party_group":[null,"党支部（党小组）1"],"note":[null,"备注第一行\n第1行"]}', '45bb0731f6a090a0a3d44394fab3782c85291e04670f51d2e817cfd4e62304ff', '0d0a16a8542702425114ced5908fb0da10b7650cfd69b67addc3db424bf6e1a6');

INSERT INTO audit ("seq", "at", "actor", "action", "tbl", "row_id", "reason", "change", "previous", "hash") VALUES
  (4, '2026-11-21T22:07:02', '卢清', 'create', 'building', 1099511627777, '', '{"estate":[null,"小区1"],"number":[null,"楼号1"],"steward":[null,"钱一"],"note":[null,"备注第一行\n第1行"]}', '0d0a16a8542702425114ced5908fb0da10b7650cfd69b67addc3db424bf6e1a6', '819b853c2c656c36ddf0f9fc9fd6e1feb807ede11ab4ad97126d32e455ef31ef');

INSERT INTO audit ("seq", "at", "actor", "action", "tbl", "row_id", "reason", "change", "previous", "hash") VALUES
  (5, '2026-11-21T22:07:02', '卢清', 'create', 'building', 1099511627778, '', '{"estate":[null,"小区2"],"number":[null,"楼号2"],"steward":[null,"孙二"],"note":[null,"备注第一行\n第2行"]}', '819b853c2c656c36ddf0f9fc9fd6e1feb807ede11ab4ad97126d32e455ef31ef', '14f991d55d6d7582ccb22fb4d99f34d04aea73e1c73f13c9ce5173ca92bf2b45');

INSERT INTO audit ("seq", "at", "actor", "action", "tbl", "row_id", "reason", "change", "previous", "hash") VALUES
  (6, '2026-11-21T22:07:02', '卢清', 'create', 'house', 1099511627777, '', '{"building":[null,1099511627778],"unit":[null,"单元1"],"room":[null,"房号1"],"use":[null,"0"],"area":[null,88.5],"owner":[null,"钱一"],"owner_phone":[null,"13800000001"],"note":[null,"备注第一行\n第1行"]}', '14f991d55d6d7582ccb22fb4d99f34d04aea73e1c73f13c9ce5173ca92bf2b45', '0166ff4261868a2517b4ada303fbbf3d401ab2f5e6b8aa9efc67c0b571556706');

INSERT INTO audit ("seq", "at", "actor", "action", "tbl", "row_id", "reason", "change", "previous", "hash") VALUES
  (7, '2026-11-21T22:07:02', '卢清', 'create', 'resident', 1099511627777, '', '{"name":[null,"钱一"],"id_kind":[null,"111"],"id_number":[null,"220500198001150030"],"sex":[null,"1"],"birth":[null,"1980-01-15"],"ethnicity":[null,"01"],"politics":[null,"01"],"phone":[null,"13800000001"],"other_phone":[null,"13800000001"],"registered_at":[null,"户籍地址1"],"population":[null,"1"],"residence_match":[null,"01"],"state":[null,"1"],"state_day":[null,"2026-03-02"],"doubt":[null,"待核实1"],"note":[null,"备注第一行\n第1行"],"care":[null,[{"kind":"10","since":"2026-03-02","until":"2026-03-02","basis":"依据2"}]]}', '0166ff4261868a2517b4ada303fbbf3d401ab2f5e6b8aa9efc67c0b571556706', 'daafb655aa75888b641b1f5a878156b3c4ed430a232a1de03a3a5d51d86f2d6b');

INSERT INTO audit ("seq", "at", "actor", "action", "tbl", "row_id", "reason", "change", "previous", "hash") VALUES
  (8, '2026-11-21T22:07:02', '卢清', 'create', 'resident', 1099511627778, '', '{"name":[null,"孙二"],"id_kind":[null,"111"],"id_number":[null,"220500198001150057"],"sex":[null,"1"],"birth":[null,"1980-01-15"],"ethnicity":[null,"01"],"politics":[null,"01"],"phone":[null,"13800000002"],"other_phone":[null,"13800000002"],"registered_at":[null,"户籍地址2"],"population":[null,"1"],"residence_match":[null,"01"],"state":[null,"1"],"state_day":[null,"2026-03-02"],"doubt":[null,"待核实2"],"note":[null,"备注第一行\n第2行"],"care":[null,[{"kind":"10","since":"2026-03-02","until":"2026-03-02","basis":"依据4"}]]}', 'daafb655aa75888b641b1f5a878156b3c4ed430a232a1de03a3a5d51d86f2d6b', '74e0a726aae640cc6c2184719c52391903b37c45128f351455acdcb4d95e6639');

INSERT INTO audit ("seq", "at", "actor", "action", "tbl", "row_id", "reason", "change", "previous", "hash") VALUES
  (9, '2026-11-21T22:07:02', '卢清', 'create', 'household', 1099511627777, '', '{"kind":[null,"1"],"booklet":[null,"户号1"],"note":[null,"备注第一行\n第1行"],"members":[null,[{"resident":1099511627778,"relation":"02","since":"2026-03-02","until":"2026-03-02"}]]}', '74e0a726aae640cc6c2184719c52391903b37c45128f351455acdcb4d95e6639', '82aae58cb996cd00769b315d918ab12faa00ce46a380992ab9cfa9f3ec35ef1d');

INSERT INTO audit ("seq", "at", "actor", "action", "tbl", "row_id", "reason", "change", "previous", "hash") VALUES
  (10, '2026-11-21T22:07:02', '卢清', 'create', 'mediation_case', 1099511627777, '', '{"number":[null,"案件编号1"],"title_text":[null,"事由1"],"dispute":[null,"1"],"source":[null,"1"],"received":[null,"2026-03-02"],"due":[null,"2026-03-02"],"place":[null,"发生地点1"],"facts":[null,"纠纷简要情况第一行\n第1行"],"mediator":[null,"钱一"],"recorder":[null,"钱一"],"stage":[null,"1"],"closed":[null,"2026-03-02"],"result":[null,"处理结果第一行\n第1行"],"parties":[null,[{"resident":null,"side":"1","name":"孙二","sex":"1","ethnicity":"01","age":42,"job":"职业或职务2","phone":"13800000002","address":"单位或住址2","consent":"0"},{"resident":null,"side":"1","name":"李三","sex":"1","ethnicity":"01","age":43,"job":"职业或职务3","phone":"13800000003","address":"单位或住址3","consent":"0"}]]}', '82aae58cb996cd00769b315d918ab12faa00ce46a380992ab9cfa9f3ec35ef1d', 'fb34b1c06bdfba693c0c5a27a3a7a87574c69ba23d0c46626eaf8c298d01c09b');

INSERT INTO audit ("seq", "at", "actor", "action", "tbl", "row_id", "reason", "change", "previous", "hash") VALUES
  (11, '2026-11-21T22:07:02', '卢清', 'create', 'topic', 1099511627777, '', '{"subject":[null,"议题1"],"source":[null,"1"],"proposer":[null,"钱一"],"raised":[null,"2026-03-02"],"state":[null,"1"],"detail":[null,"情况说明第一行\n第1行"]}', 'fb34b1c06bdfba693c0c5a27a3a7a87574c69ba23d0c46626eaf8c298d01c09b', '2bb79f1cda707ac2f99169c76a23f27a28dd385485a85a866a701fb8e16afb7f');

INSERT INTO audit ("seq", "at", "actor", "action", "tbl", "row_id", "reason", "change", "previous", "hash") VALUES
  (12, '2026-11-21T22:07:02', '卢清', 'create', 'meeting', 1099511627777, '', '{"name":[null,"会议名称1"],"kind":[null,"1"],"starts":[null,"2026-03-25T14:30"],"hall":[null,"地点1"],"chair":[null,"钱一"],"recorder":[null,"钱一"],"contact":[null,"联系人及电话1"],"requirements":[null,"有关要求第一行\n第1行"],"state":[null,"1"],"minutes_number":[null,"纪要编号1"],"minutes_day":[null,"2026-03-02"],"dissent":[null,"未达成一致的意见第一行\n第1行"],"agenda":[null,[{"topic":null,"subject":"议题2","speaker":"孙二","discussion":"讨论情况第一行\n第2行","decision":"议定事项第一行\n第2行"}]],"attendees":[null,[{"resident":null,"household":null,"name":"孙二","unit":"单位或住址2","phone":"13800000002","role":"1","came":"0"}]]}', '2bb79f1cda707ac2f99169c76a23f27a28dd385485a85a866a701fb8e16afb7f', '63deecb26dd4a52d802ce3316bbbd9d1cc8f9694d1c8cb18a6d1dd5e9fb31032');

INSERT INTO audit ("seq", "at", "actor", "action", "tbl", "row_id", "reason", "change", "previous", "hash") VALUES
  (13, '2026-11-21T22:07:02', '卢清', 'create', 'meeting', 1099511627778, '', '{"name":[null,"会议名称2"],"kind":[null,"1"],"starts":[null,"2026-03-25T14:30"],"hall":[null,"地点2"],"chair":[null,"孙二"],"recorder":[null,"孙二"],"contact":[null,"联系人及电话2"],"requirements":[null,"有关要求第一行\n第2行"],"state":[null,"1"],"minutes_number":[null,"纪要编号2"],"minutes_day":[null,"2026-03-02"],"dissent":[null,"未达成一致的意见第一行\n第2行"],"agenda":[null,[{"topic":null,"subject":"议题4","speaker":"周四","discussion":"讨论情况第一行\n第4行","decision":"议定事项第一行\n第4行"}]],"attendees":[null,[{"resident":null,"household":null,"name":"周四","unit":"单位或住址4","phone":"13800000004","role":"1","came":"0"}]]}', '63deecb26dd4a52d802ce3316bbbd9d1cc8f9694d1c8cb18a6d1dd5e9fb31032', '2f5cbd172eb87ee57f86b67b75bbade9a41f27c60802e7d6fa854384c1bd3c99');

INSERT INTO audit ("seq", "at", "actor", "action", "tbl", "row_id", "reason", "change", "previous", "hash") VALUES
  (14, '2026-11-21T22:07:02', '卢清', 'create', 'resolution', 1099511627777, '', '{"number":[null,"编号1"],"matter":[null,"议定事项1"],"owner":[null,"责任人（单位）1"],"due":[null,"2026-03-02"],"state":[null,"1"],"done":[null,"2026-03-02"],"outcome":[null,"办理结果第一行\n第1行"],"meeting":[null,1099511627778]}', '2f5cbd172eb87ee57f86b67b75bbade9a41f27c60802e7d6fa854384c1bd3c99', '0de277b0419901a5e5fa003e5297b12574c315743130693b1a28e8adf587390a');

INSERT INTO audit ("seq", "at", "actor", "action", "tbl", "row_id", "reason", "change", "previous", "hash") VALUES
  (15, '2026-11-21T22:07:02', '卢清', 'create', 'visit', 1099511627777, '', '{"day":[null,"2026-03-02"],"visitor":[null,"钱一"],"way":[null,"1"],"result":[null,"1"],"finding":[null,"走访情况第一行\n第1行"],"promise":[null,"答应办的事第一行\n第1行"]}', '0de277b0419901a5e5fa003e5297b12574c315743130693b1a28e8adf587390a', 'ba6717ad956848f48a5cc1d6a4852b23af9309832182c86e47041f1b934794d1');

INSERT INTO audit ("seq", "at", "actor", "action", "tbl", "row_id", "reason", "change", "previous", "hash") VALUES
  (16, '2026-11-21T22:07:02', '卢清', 'create', 'rule', 1099511627777, '', '{"key":[null,"规则代号1"],"label":[null,"规则1"],"value":[null,"取值1"],"since":[null,"2026-03-02"],"source":[null,"依据第一行\n第1行"]}', 'ba6717ad956848f48a5cc1d6a4852b23af9309832182c86e47041f1b934794d1', '5e3c406cb7eeddad986f42493b7eb2236a1a753922f018f05b680a8dda633ce6');

INSERT INTO audit ("seq", "at", "actor", "action", "tbl", "row_id", "reason", "change", "previous", "hash") VALUES
  (17, '2026-11-21T22:07:02', '卢清', 'update', 'building', 1099511627777, '', '{"grid":[null,1099511627777]}', '5e3c406cb7eeddad986f42493b7eb2236a1a753922f018f05b680a8dda633ce6', '954f0b72aa156c2f667462320cca212f78c38f214374781959088bfa759c51c9');

INSERT INTO audit ("seq", "at", "actor", "action", "tbl", "row_id", "reason", "change", "previous", "hash") VALUES
  (18, '2026-11-21T22:07:02', '卢清', 'update', 'building', 1099511627778, '', '{"grid":[null,1099511627777]}', '954f0b72aa156c2f667462320cca212f78c38f214374781959088bfa759c51c9', 'de70a70b48acc4222265fc1aadb798625cf663f3744e38cb47669b94dced7e34');

INSERT INTO audit ("seq", "at", "actor", "action", "tbl", "row_id", "reason", "change", "previous", "hash") VALUES
  (19, '2026-11-21T22:07:02', '卢清', 'update', 'resident', 1099511627777, '', '{"house":[null,1099511627777]}', 'de70a70b48acc4222265fc1aadb798625cf663f3744e38cb47669b94dced7e34', '9bfee7f5b14d7adcd8e46563689a244e9766727e2dd8b40883705227be4a3d93');

INSERT INTO audit ("seq", "at", "actor", "action", "tbl", "row_id", "reason", "change", "previous", "hash") VALUES
  (20, '2026-11-21T22:07:02', '卢清', 'update', 'resident', 1099511627778, '', '{"house":[null,1099511627777]}', '9bfee7f5b14d7adcd8e46563689a244e9766727e2dd8b40883705227be4a3d93', 'a4d1728a131c54d2620da38aef43a9ef448acfdc9b6025c7fda3e95d8610ef0d');

INSERT INTO audit ("seq", "at", "actor", "action", "tbl", "row_id", "reason", "change", "previous", "hash") VALUES
  (21, '2026-11-21T22:07:02', '卢清', 'update', 'household', 1099511627777, '', '{"head":[null,1099511627777],"house":[null,1099511627777]}', 'a4d1728a131c54d2620da38aef43a9ef448acfdc9b6025c7fda3e95d8610ef0d', 'f175f6e3bfbb5237b96ac92bc4ef1604e213f3fc2041e49bc1b94c71da0b8dfe');

INSERT INTO audit ("seq", "at", "actor", "action", "tbl", "row_id", "reason", "change", "previous", "hash") VALUES
  (22, '2026-11-21T22:07:02', '卢清', 'update', 'mediation_case', 1099511627777, '', '{"parties":[[{"resident":null,"side":"1","name":"孙二","sex":"1","ethnicity":"01","age":42,"job":"职业或职务2","phone":"13800000002","address":"单位或住址2","consent":"0"},{"resident":null,"side":"1","name":"李三","sex":"1","ethnicity":"01","age":43,"job":"职业或职务3","phone":"13800000003","address":"单位或住址3","consent":"0"}],[{"resident":1099511627777,"side":"1","name":"孙二","sex":"1","ethnicity":"01","age":42,"job":"职业或职务2","phone":"13800000002","address":"单位或住址2","consent":"0"},{"resident":1099511627777,"side":"1","name":"李三","sex":"1","ethnicity":"01","age":43,"job":"职业或职务3","phone":"13800000003","address":"单位或住址3","consent":"0"}]]}', 'f175f6e3bfbb5237b96ac92bc4ef1604e213f3fc2041e49bc1b94c71da0b8dfe', '8b0511d5247106c735536c5f399d913b8ccd4afc162693387e97a10166051bbb');

INSERT INTO audit ("seq", "at", "actor", "action", "tbl", "row_id", "reason", "change", "previous", "hash") VALUES
  (23, '2026-11-21T22:07:02', '卢清', 'update', 'topic', 1099511627777, '', '{"case":[null,1099511627777]}', '8b0511d5247106c735536c5f399d913b8ccd4afc162693387e97a10166051bbb', '12b79e23a37965f731561b9bcd5f23a4eb2ff0abab1712f200b34675574eb5cf');

INSERT INTO audit ("seq", "at", "actor", "action", "tbl", "row_id", "reason", "change", "previous", "hash") VALUES
  (24, '2026-11-21T22:07:02', '卢清', 'update', 'meeting', 1099511627777, '', '{"agenda":[[{"topic":null,"subject":"议题2","speaker":"孙二","discussion":"讨论情况第一行\n第2行","decision":"议定事项第一行\n第2行"}],[{"topic":1099511627777,"subject":"议题2","speaker":"孙二","discussion":"讨论情况第一行\n第2行","decision":"议定事项第一行\n第2行"}]],"attendees":[[{"resident":null,"household":null,"name":"孙二","unit":"单位或住址2","phone":"13800000002","role":"1","came":"0"}],[{"resident":1099511627777,"household":1099511627777,"name":"孙二","unit":"单位或住址2","phone":"13800000002","role":"1","came":"0"}]]}', '12b79e23a37965f731561b9bcd5f23a4eb2ff0abab1712f200b34675574eb5cf', '645affa9c9b614a91ceb2d7069d7edf6ba6407930016d51121639b878a2c7371');

INSERT INTO audit ("seq", "at", "actor", "action", "tbl", "row_id", "reason", "change", "previous", "hash") VALUES
  (25, '2026-11-21T22:07:02', '卢清', 'update', 'meeting', 1099511627778, '', '{"agenda":[[{"topic":null,"subject":"议题4","speaker":"周四","discussion":"讨论情况第一行\n第4行","decision":"议定事项第一行\n第4行"}],[{"topic":1099511627777,"subject":"议题4","speaker":"周四","discussion":"讨论情况第一行\n第4行","decision":"议定事项第一行\n第4行"}]],"attendees":[[{"resident":null,"household":null,"name":"周四","unit":"单位或住址4","phone":"13800000004","role":"1","came":"0"}],[{"resident":1099511627777,"household":1099511627777,"name":"周四","unit":"单位或住址4","phone":"13800000004","role":"1","came":"0"}]]}', '645affa9c9b614a91ceb2d7069d7edf6ba6407930016d51121639b878a2c7371', 'b5db984405c949a9cc49ec91846a3dc1a1cf119ac2c2047bd7ba2d0a14d1615f');

INSERT INTO audit ("seq", "at", "actor", "action", "tbl", "row_id", "reason", "change", "previous", "hash") VALUES
  (26, '2026-11-21T22:07:02', '卢清', 'update', 'resolution', 1099511627777, '', '{"topic":[null,1099511627777]}', 'b5db984405c949a9cc49ec91846a3dc1a1cf119ac2c2047bd7ba2d0a14d1615f', '47e76b12ed415ddb331af29a06030a9f3db8dc2530e15bae54f71153445f6474');

INSERT INTO audit ("seq", "at", "actor", "action", "tbl", "row_id", "reason", "change", "previous", "hash") VALUES
  (27, '2026-11-21T22:07:02', '卢清', 'update', 'visit', 1099511627777, '', '{"house":[null,1099511627777],"resident":[null,1099511627777]}', '47e76b12ed415ddb331af29a06030a9f3db8dc2530e15bae54f71153445f6474', 'cb3c9375d817dd86f70fc5e78d78220523820ebcad9d8846cbac439e8e897a0a');
