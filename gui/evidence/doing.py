"""What is done with photos and scans at the window: added, captioned, turned, arranged, taken away, saved elsewhere; each tells its way back."""

from collections.abc import Callable, Sequence
from pathlib import Path

from attrs import frozen
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.errors import AppError, Cancelled, FileUnreadable
from db.records.base import Record
from db.records.exhibit import Exhibit
from db.services.duties.giving_out import Use
from db.services.evidence.add_evidence import Added, add_evidence
from db.services.evidence.caption_evidence import caption_evidence
from db.services.evidence.export_evidence import export_all
from db.services.evidence.look_of_evidence import arrange_evidence, turn_evidence
from db.services.evidence.remove_evidence import bring_back_evidence, remove_evidence, take_back
from db.store import NotByMove, Store
from gui.dialogs.photos_out import PhotosOut
from gui.dialogs.reason import Reason
from gui.evidence.dropped import PASTED, Given
from gui.file_choice import which_files, which_folder
from gui.messages import Question
from gui.session import Session
from gui.tasks import Task, Tick, on_own_store
from gui.widgets.progress import Progress
from gui.words import tr

_LOWER = (".jpg", ".jpeg", ".png", ".heic", ".heif", ".pdf")
SUFFIXES = (*_LOWER, *(suffix.upper() for suffix in _LOWER))
MOST = 200
"""Files that are added at once: all of them are read before any is kept."""
_NAMED = 6


@frozen
class Result:
    """What came of adding.

    Attributes:
        added: what was added, and what the record had already.
        refused: why the others were not.
    """

    added: Added
    refused: tuple[FileUnreadable, ...] = ()


@frozen
class Doing:
    """Does it for one page.

    Attributes:
        session: with the store and the one door to the clerk.
        page: over which dialogs stand.
        done: called after each change, with what is to be chosen then.
    """

    session: Session
    page: QWidget
    done: Callable[[Sequence[Exhibit]], None]

    @property
    def store(self) -> Store:
        """The open store."""
        return self.session.store

    # Adding.

    def ask_for_files(self, record: Record) -> None:
        """Asks which files, several at once, and adds them."""
        title = tr("添加照片和扫描件（可以一次选几个）")
        if chosen := which_files(self.page, title, tr("照片和 PDF"), SUFFIXES, tr("所有文件")):
            self.add(record, Given(chosen))

    def add(self, record: Record, given: Given) -> Task[Result] | None:
        """Reads and adds what is given, in the background; all that can be read, or nothing when it is cancelled."""
        if len(given.paths) > MOST:
            told = tr("一次最多添加 {0} 个，选了 {1} 个").format(MOST, len(given.paths))
            self.session.messages.show_error(AppError(told, tr("请分几次添加")))
            return None
        store = self.store

        def work(tick: Tick) -> Result:
            from db.services.pictures.process import read_evidence, read_pasted  # only when something is added

            found = read_pasted(given.pasted, PASTED, tick) if given.pasted else read_evidence(given.paths, tick)
            if not found.ready:
                return Result(Added(()), found.refused)
            add = on_own_store(store, lambda own, _tick: add_evidence(own, record, found.ready))
            return Result(add(tick), found.refused)

        progress = Progress(tr("正在添加照片和扫描件"), self.page.window(), self.session.messages)
        return progress.run(work, self._on_added)

    def _on_added(self, result: Result) -> None:
        added = result.added
        if added.exhibits:
            self.done(added.exhibits)
            told = tr("已添加 {0} 个").format(len(added.exhibits))
            if added.twice:
                told += tr("；另有 {0} 个这里已经有了").format(len(added.twice))
            self.session.messages.inform(told, lambda: self._undo(take_back, added.exhibits, tr("已撤销添加"), ()))
        elif added.twice:
            self.session.messages.inform(tr("这里已经有了，没有再添加：{0}").format(_named(added.twice)))
        if result.refused:
            self.session.messages.show_error(told_refusals(result))

    # What is there.

    def write(self, exhibit: Exhibit, caption: str) -> Exhibit | None:
        """Saves what a photo shows; the photo as saved, None where that is refused."""
        try:
            saved = caption_evidence(self.store, exhibit, caption)
        except AppError as error:
            self.session.messages.show_error(error)
            return None
        if saved != exhibit:
            self.done((saved,))
            self.session.messages.inform(tr("说明已保存"), lambda: self._write_back(saved, exhibit.caption))
        return saved

    def _write_back(self, exhibit: Exhibit, caption: str) -> None:
        try:
            self.done((caption_evidence(self.store, exhibit, caption),))
        except AppError as error:
            self.session.messages.show_error(error)

    def turn(self, exhibit: Exhibit, turned: int) -> Exhibit | None:
        """Keeps how a photo is turned; the photo as saved, None where that is refused."""
        try:
            saved = turn_evidence(self.store, exhibit, turned)
        except AppError as error:
            self.session.messages.show_error(error)
            return None
        if saved.version != exhibit.version:
            self.done((saved,))
            self.session.messages.inform(tr("转过的方向已记住"), lambda: self._turn_back(saved, exhibit.turned or 0))
        return saved

    def _turn_back(self, exhibit: Exhibit, turned: int) -> None:
        try:
            self.done((turn_evidence(self.store, exhibit, turned),))
        except AppError as error:
            self.session.messages.show_error(error)

    def arrange(self, record: Record, ids: Sequence[int]) -> None:
        """Puts the photos of a record in another order."""
        try:
            before = arrange_evidence(self.store, record, ids)
        except AppError as error:
            self.session.messages.show_error(error)
            return
        self.done(())
        self.session.messages.inform(tr("先后已换"), lambda: self._arrange_back(record, before))

    def _arrange_back(self, record: Record, ids: Sequence[int]) -> None:
        try:
            arrange_evidence(self.store, record, ids)
        except AppError as error:
            self.session.messages.show_error(error)
            return
        self.done(())

    def remove(self, exhibits: Sequence[Exhibit]) -> None:
        """Takes photos away, with a way back; of a record that is over the reason is asked."""
        try:
            gone = remove_evidence(self.store, exhibits)
        except NotByMove:
            self._ask_reason(exhibits)
        except AppError as error:
            self.session.messages.show_error(error)
        else:
            self._on_removed(gone)

    def _ask_reason(self, exhibits: Sequence[Exhibit]) -> None:
        question = Question(
            tr("这件事已经结束，还要拿掉 {0} 个照片或扫描件吗？").format(len(exhibits)),
            tr("写明理由，记在经过里；拿掉后可以马上撤销。"),
            tr("拿掉"),
        )

        def do(reason: str) -> AppError | None:
            try:
                gone = remove_evidence(self.store, exhibits, reason)
            except AppError as error:
                return error
            self._on_removed(gone)
            return None

        Reason(question, do, self.page).open()

    def _on_removed(self, exhibits: Sequence[Exhibit]) -> None:
        self.done(())
        told = tr("已拿掉 {0} 个").format(len(exhibits))
        self.session.messages.inform(told, lambda: self._undo(bring_back_evidence, exhibits, tr("已放回"), exhibits))

    def _undo(
        self,
        do: Callable[[Store, Sequence[Exhibit]], None],
        exhibits: Sequence[Exhibit],
        told: str,
        then: Sequence[Exhibit],
    ) -> None:
        try:
            do(self.store, exhibits)
        except AppError as error:
            self.session.messages.show_error(error)
            return
        self.done(then)
        self.session.messages.inform(told)

    # Elsewhere.

    def ask_where_to(self, exhibits: Sequence[Exhibit]) -> None:
        """Saves photos outside of the program, where nothing protects them, once it is said to whom they go and what for."""

        def go_on(use: Use) -> None:
            if (folder := which_folder(self.page, tr("另存到哪个文件夹"))) is not None:
                self.save_to(exhibits, folder, use)

        dialog = PhotosOut(len(exhibits), self.session.lookup, go_on, self.page.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def save_to(self, exhibits: Sequence[Exhibit], folder: Path, use: Use) -> Task[list[Path]]:
        """Writes photos into a folder, beside whatever is there; 外送登记 has them before the first one."""
        store = self.store
        written: list[Path] = []

        def work(own: Store, tick: Tick) -> list[Path]:
            for path in export_all(own, exhibits, folder, use):
                written.append(path)
                if not tick(len(written), len(exhibits)) and len(written) < len(exhibits):
                    raise Cancelled
            return written

        def done(paths: list[Path]) -> None:
            self.done(exhibits)
            self.session.messages.inform(tr("已另存到 {0}：{1}").format(folder.name, _named([p.name for p in paths])))

        def stopped() -> None:
            self.done(exhibits)
            self.session.messages.inform(tr("已停下；已经另存的 {0} 个留在文件夹里").format(len(written)))

        progress = Progress(tr("正在另存"), self.page.window(), self.session.messages)
        return progress.run(on_own_store(store, work), done, stopped)


def told_refusals(result: Result) -> AppError:
    """Which files were not added, each with its reason and what to do."""
    refused = result.refused
    rest = tr("其余 {0} 个已经添加").format(len(result.added.exhibits)) if result.added.exhibits else ""
    if len(refused) == 1:
        return AppError(refused[0].message, "；".join(filter(None, (refused[0].remedy, rest))))
    lines = [f"{one.message}：{one.remedy}" for one in refused[:_NAMED]]
    if len(refused) > _NAMED:
        lines.append(tr("另外还有 {0} 个").format(len(refused) - _NAMED))
    told = tr("有 {0} 个文件没有添加").format(len(refused))
    return AppError("\n".join([told, *lines]), rest or tr("都没有添加，请照上面的办法处理后再添加"))


def _named(names: Sequence[str]) -> str:
    told = "、".join(names[:3])
    return tr("{0}等 {1} 个").format(told, len(names)) if len(names) > 3 else told
