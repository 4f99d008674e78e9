"""人口变动: what happens to people, in one small dialog."""

from gui.dialogs.life.dialog import LifeDialog
from gui.dialogs.life.subject import Subject, of_home, of_newcomers, of_people

__all__ = ["LifeDialog", "Subject", "of_home", "of_newcomers", "of_people"]
