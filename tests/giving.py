"""What whole numbers are asked for where a test does not care."""

from db.services.duties.giving_out import Use

USE = Use(recipient="街道民政办", purpose="核对名册")
