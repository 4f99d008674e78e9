"""The windows: PySide6 pages, forms and dialogs over the services of ``db`` and the papers of ``printing``."""
