"""个人信息: what 个人信息保护法 asks of whoever keeps what is known of people."""
