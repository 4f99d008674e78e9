"""备份: the second place, one saved elsewhere, how many are kept, after how many days one is reminded, the restore to try."""

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.errors import AppError
from db.services.kept import kept_in
from db.services.kept_backups import kept_backups
from db.services.second_place.places import LABELS, is_there, places, places_set, set_place, weigh_place
from db.services.second_place.standing import DAYS, Need, remind_after, set_remind_after
from db.services.thinning import CHOICES, Keep, keep_of, set_keep, superfluous
from db.services.try_restore import last_trial, told_of
from gui.borrowed import restyle
from gui.file_choice import which_folder
from gui.messages import Question
from gui.pages.centre.saved_copy import SavedCopyCard
from gui.session import Session
from gui.theme import px
from gui.widgets.parts import Card, PageHeader, button, button_row, label, scrolled

NAMED = 6
"""So many of what would go are named."""


class BackupsPage(QWidget):
    """Cards, each with one thing to set."""

    def __init__(self, session: Session, lead: QWidget) -> None:
        super().__init__()
        self._session, self._keeper = session, session.backups.keeper
        self.places = [label(wrap=True) for _ in LABELS]
        self._dropping = [button(self.tr("不用了"), "quiet") for _ in LABELS]
        self.state, self.trial = label("", "quiet", wrap=True), label("", wrap=True)
        self.now, self.try_now = button(self.tr("现在备份"), "primary", "F7"), button(self.tr("现在试恢复"))
        self.keeps = [self._chip(one.title, partial(self._on_keep_clicked, one)) for one in CHOICES]
        self._keep = label("", "quiet", wrap=True)
        self.days = [self._chip(self.tr("{0} 天").format(n), partial(self._on_days_clicked, n)) for n in DAYS]
        inside = QWidget()
        inside.setObjectName("plain")
        cards = QVBoxLayout(inside)
        cards.setContentsMargins(0, 0, px(6), 0)
        cards.setSpacing(px(14))
        self.copy = SavedCopyCard(session)
        for card in (self._make_places(), self.copy, self._make_trial(), self._make_keeps(), self._make_way_back()):
            cards.addWidget(card)
        cards.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(12), px(28), px(22))
        column.setSpacing(px(14))
        column.addWidget(PageHeader("", lead=lead))
        column.addWidget(scrolled(inside), 1)
        if self._keeper is not None:
            self._keeper.changed.connect(self._show_state)

    def refresh(self) -> None:
        """Reads again what is set, and what came of it last."""
        store = self._session.store
        for text, drop, place in zip(self.places, self._dropping, places_set(store), strict=True):
            text.setText(str(place) if place else self.tr("没有设"))
            drop.setVisible(place is not None)
        keep, after = keep_of(store), remind_after(store)
        for one, chip in zip(CHOICES, self.keeps, strict=True):
            chip.setChecked(one is keep)
        self._keep.setText(self.tr("{0}。").format(keep.label))
        for number, chip in zip(DAYS, self.days, strict=True):
            chip.setChecked(number == after)
        entry = last_trial(store)
        told, well = told_of(entry) if entry else (self.tr("还没有试过"), True)
        self.trial.setText(self.tr("{0:%Y-%m-%d %H:%M} {1}").format(entry.at, told) if entry else told)
        self.trial.setProperty("tone", "" if well else "accent")
        restyle(self.trial)
        self.copy.refresh()
        self._show_state()

    def use(self, number: int, chosen: Path) -> None:
        """Weighs a folder that was chosen, says what speaks against it, and sets it; the newest backup is copied there at once."""
        store, messages = self._session.store, self._session.messages
        try:
            weighed = weigh_place(store, chosen, os.environ)
            if weighed.warnings and not messages.ask(
                Question(self.tr("还是用这里？"), "\n".join(weighed.warnings), self.tr("用这里"))
            ):
                return
            set_place(store, number, weighed.folder)
        except AppError as error:
            messages.show_error(error)
            return
        messages.inform(self.tr("备份的第二处：{0}").format(weighed.folder))
        self.refresh()
        if self._keeper is not None:
            self._keeper.carry_now()

    def _show_state(self) -> None:
        keeper = self._keeper
        known = keeper.standing() if keeper is not None else None
        if keeper is None or known is None:
            self.state.setText(self.tr("练习小区不备份"))
        elif keeper.doing:
            share = self.tr("，{0}%").format(keeper.done * 100 // keeper.total) if keeper.total else "…"
            self.state.setText(keeper.doing + share)
        elif known.need is not Need.NOTHING:
            self.state.setText(self.tr("{0}。").format(known.sentence()))
        elif known.day is not None:
            self.state.setText(self.tr("最近一次存过去并打开核验：{0:%Y-%m-%d}").format(known.day))
        else:
            self.state.setText(self.tr("还没有存过"))
        idle = keeper is not None and not keeper.doing
        self.now.setEnabled(idle and bool(known and known.places))
        self.try_now.setEnabled(idle)

    def _make_places(self) -> Card:
        card = Card(self.tr("第二处"), self.tr("U盘、移动硬盘、单位网上的文件夹；插着就自动存，两个U盘可以轮换"))
        for number, (name, text, drop) in enumerate(zip(LABELS, self.places, self._dropping, strict=True)):
            row = QHBoxLayout()
            row.setSpacing(px(10))
            heading = label(name, "quiet")
            heading.setFixedWidth(px(190))
            choose = button(self.tr("选文件夹…"))
            choose.clicked.connect(partial(self._on_choose_clicked, number))
            drop.clicked.connect(partial(self._on_drop_clicked, number))
            row.addWidget(heading)
            row.addWidget(text, 1)
            row.addWidget(drop)
            row.addWidget(choose)
            card.inside.addLayout(row)
        after = label(self.tr("几天没有更新就提醒"), "quiet")
        after.setFixedWidth(px(190))
        card.inside.addLayout(button_row(after, *self.days, None))
        self.now.clicked.connect(self._on_now_clicked)
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(self.state, 1)
        row.addWidget(self.now)
        card.inside.addLayout(row)
        return card

    def _make_trial(self) -> Card:
        card = Card(self.tr("试恢复"), self.tr("每月自己做一次：最新的备份恢复到旁边试一试，不动现有的资料"))
        self.try_now.clicked.connect(self._on_try_clicked)
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(self.trial, 1)
        row.addWidget(self.try_now)
        card.inside.addLayout(row)
        return card

    def _make_keeps(self) -> Card:
        card = Card(self.tr("备份留多少"), self.tr("两处都照这样；越早的留得越稀，最新的和您自己起名的不清"))
        card.inside.addLayout(button_row(*self.keeps, None))
        card.inside.addWidget(self._keep)
        return card

    def _make_way_back(self) -> Card:
        card = Card(self.tr("怎样恢复"))
        words = self.tr(
            "资料坏了、换了电脑：关掉程序再打开，在输口令的窗口（新电脑是第一次的窗口）点“用备份恢复…”，选备份文件，第二处的、另存的都行；"
            "先看清里面有什么，再输管理员当时的口令或恢复码。现在的资料收在一边，不会丢。"
        )
        card.inside.addWidget(label(words, "quiet", wrap=True))
        return card

    def _chip(self, text: str, slot: Callable[[], None]) -> QPushButton:
        chip = button(text, "chip")
        chip.setCheckable(True)
        chip.clicked.connect(lambda _on=False: slot())
        return chip

    def _on_choose_clicked(self, number: int) -> None:
        chosen = which_folder(self, self.tr("备份的第二处"), places_set(self._session.store)[number])
        if chosen is not None:
            self.use(number, chosen)

    def _on_drop_clicked(self, number: int) -> None:
        said = self.tr("以后不再往那里存；那里已经有的备份留着不动。")
        if self._session.messages.ask(Question(self.tr("不用这一处？"), said, self.tr("不用了"))):
            self._set(lambda: set_place(self._session.store, number, None))

    def _on_keep_clicked(self, keep: Keep) -> None:
        going = self._going(keep)
        said = self.tr("没有要清掉的。")
        if going:
            named = "、".join(going[:NAMED])
            more = self.tr(" 等 {0} 份").format(len(going)) if len(going) > NAMED else ""
            said = self.tr("下一次备份以后清掉：{0}。清掉的找不回来。").format(named + more)
        question = Question(
            self.tr("换成“{0}”？").format(keep.title),
            self.tr("{0}。").format(keep.label) + said,
            self.tr("换"),
            grave=bool(going),
        )
        if keep is keep_of(self._session.store) or not self._session.messages.ask(question):
            self.refresh()
            return
        self._set(lambda: set_keep(self._session.store, keep))

    def _going(self, keep: Keep) -> Sequence[str]:
        """What would go, in both places, by when it was made."""
        store = self._session.store
        gone = [one.when() for one in superfluous(kept_backups(store), keep)]
        for place in places(store):
            if is_there(place, store.folder):
                there = superfluous(kept_in(store, place), keep)
                gone += [self.tr("第二处的 {0}").format(one.when()) for one in there]
        return gone

    def _on_days_clicked(self, days: int) -> None:
        self._set(lambda: set_remind_after(self._session.store, days))

    def _set(self, change: Callable[[], None]) -> None:
        try:
            change()
        except AppError as error:
            self._session.messages.show_error(error)
        self.refresh()
        if self._keeper is not None:
            self._keeper.changed.emit()

    def _on_now_clicked(self) -> None:
        if self._keeper is not None:
            self._keeper.carry_now()

    def _on_try_clicked(self) -> None:
        if self._keeper is not None:
            self._keeper.try_now()
