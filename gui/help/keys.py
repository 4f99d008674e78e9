"""The keys of the program, as the help tells them."""

from attrs import frozen


@frozen
class Pairs:
    """Keys or other short words that belong together.

    Attributes:
        heading: what they are, or where they work.
        pairs: each of them, and what it does.
    """

    heading: str
    pairs: tuple[tuple[str, str], ...]


EVERYWHERE = Pairs(
    "到处可用",
    (
        ("Ctrl+K", "找人、找房、找事"),
        ("Ctrl+1 … 9、I、0", "左边的各行；I 导入，0 设置"),
        ("Ctrl+Tab", "下一个标签"),
        ("F7", "现在备份到第二处（U盘等）"),
        ("F8", "撤销刚才办的（下面写着“撤销”的时候）"),
        ("F12", "有人看着时遮住所有窗口，再按恢复"),
        ("F11", "锁定：离开座位时按，回来输口令接着办"),
        ("F10", "换人：锁定，再按姓名前的数字或拼音首字母，输口令"),
        ("F9", "这一条的证件号码、电话等看完整（记入操作记录）"),
        ("F1", "这一页是做什么的，和全部帮助"),
    ),
)
ROW_KEY = "Ctrl+J"
LISTS = Pairs(
    "列表",
    (
        ("↑ ↓", "选一行"),
        ("Enter", "打开这一行"),
        ("空格", "选中这一行，再按放开，↓ 到下一行；打印、导出就只管选中的"),
        ("Esc", "返回来的地方、关上下拉"),
        ("Ctrl+F", "按文字、拼音首字母找"),
        ("Ctrl+Shift+F", "按任意一栏筛选"),
        ("Alt+1 … 9", "上面列着的名单，照先后；再按去掉"),
        ("Ctrl+N", "新登记；开着一条也行，没保存的留作草稿"),
    ),
)
FORMS = Pairs(
    "填写",
    (
        ("Tab", "下一项；有下拉时选中标出的一条"),
        ("数字、拼音首字母", "选代码：性别 1、邻里纠纷 lljf"),
        ("3.2、下周三、3天后", "日期怎么说就怎么写，↑ ↓ 加减一天"),
        (ROW_KEY, "在表格里加一行"),
        ("Ctrl+S", "保存（没保存也有草稿）"),
        ("Ctrl+P", "打印；在列表上是打印列出的：名单、签到表、签领表等"),
    ),
)
PERSON = Pairs(
    "居民卡",
    (
        ("F4", "电话看完整；写一句，再按一次就记下这次来电、去电"),
        ("Ctrl+L", "邻居：楼上、楼下、同层，回车打开"),
        ("Ctrl+E", "变动（户也一样）：迁入、搬家、迁出、出生、死亡、结婚、分户、并户、回来"),
    ),
)
QUICK = Pairs(
    "列表上面一行",
    (("F3", "到列表上面一行：谁来问（谁来办），Tab 到写什么，回车取号办结"),),
)
RECEIVING = Pairs(
    "打开的一件办事",
    (("F6", "又来一次：跑的次数加一，连写好的一起保存"),),
)
AGAIN = Pairs(
    "打开的一条",
    (
        ("Ctrl+D", "再来一份：照它另登记一条，编号、日期、证件号码不带"),
        ("Ctrl+H", "修改记录：谁、什么时候、改了哪几栏；可以恢复成从前的样子"),
    ),
)
MOVES = Pairs(
    "一步一步办的事",
    (
        ("Ctrl+Enter", "办下一步（红色按钮）"),
        ("Ctrl+M", "更多：补记、更正、作废等，↑ ↓ 选"),
        ("Ctrl+B", "撤回上一步"),
        (
            "一个字母",
            "在诉求上：Z 转办、S 上报、B 退回下级、C 核查、R 回访，别的写在按钮的提示和“更多…”里；光标在填写的栏里时加 Alt",
        ),
    ),
)
PHOTOS = Pairs(
    "照片与附件",
    (
        ("Ctrl+O", "添加照片、扫描件"),
        ("Ctrl+V", "粘贴复制的照片、文件"),
        ("F2、Delete", "写说明；拿掉"),
        ("Alt+←、Alt+→", "往前、往后排（也可以拖）"),
        ("← → + − 0 1 R", "看的时候：换一张、大小、整张、原大、转"),
    ),
)
FORMS_WITHOUT_ROWS = Pairs(FORMS.heading, tuple(pair for pair in FORMS.pairs if pair[0] != ROW_KEY))
ALL_KEYS = (EVERYWHERE, LISTS, QUICK, FORMS, AGAIN, PERSON, RECEIVING, MOVES, PHOTOS)
