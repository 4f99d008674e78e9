"""The lock of a window, and clerks who take turns at one desk."""
