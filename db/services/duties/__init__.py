"""个人信息: what leaves the program whole, what was consented to, what people ask for, what is kept for how long."""
