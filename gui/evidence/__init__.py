"""照片与附件 of a record on the screen: the card on its page, and the viewer; see `db.services.evidence`."""
