"""The disks and folders of this computer: what a store is made of there, and where one may lie.

Nothing heavy is imported: the question at the door is painted before the store itself is loaded.
"""
