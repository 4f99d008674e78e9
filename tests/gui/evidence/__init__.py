"""照片与附件 at the window."""
