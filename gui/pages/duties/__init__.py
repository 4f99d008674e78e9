"""个人信息: papers of notices, consents and requests."""
