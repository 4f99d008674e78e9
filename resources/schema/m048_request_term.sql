INSERT INTO clock_rule (id, version, clock, level, category, body, amount, unit, warn, red, since, until, source)
SELECT coalesce((SELECT value FROM counter WHERE name = 'desk'), 1) * 1099511627776
    + coalesce((SELECT value FROM counter WHERE name = 'id:clock_rule'), 0) + 1,
  1, 'rights_request.answer', '', '', NULL, 30, '5', 7, NULL, '2020-10-01', NULL,
  'GB/T 35273—2020《信息安全技术 个人信息安全规范》8.7：三十日内答复；个人信息保护法第五十条：及时受理和处理'
WHERE NOT EXISTS (SELECT 1 FROM clock_rule WHERE clock = 'rights_request.answer');

UPDATE counter SET value = max(value, (SELECT max(id & 1099511627775) FROM clock_rule)) WHERE name = 'id:clock_rule'
