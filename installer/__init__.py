"""Makes what is handed out: bundle, Debian package, Windows setup, checksums, signature. Standard library only.

``python3 run.py package`` calls ``installer.make``. Nothing here is part of the running program.
"""
