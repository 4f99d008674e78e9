"""个人信息: notices, answers, what is held of somebody, appraisals, incidents."""
