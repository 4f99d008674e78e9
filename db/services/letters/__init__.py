"""公告通知, 文号簿 and the centre's own words."""
