"""What the bundle goes without: modules that PyInstaller would take along because some library could use them, and why not.

A name stands for its submodules too. ``tests/packaged/test_left_out.py`` runs the program without all of them.
"""

_NETWORK = "the program never goes online"
_CONSOLE = "the program has no console, and its sources are not debugged on a clerk's computer"
_TOOLS = "tools of whoever builds the program"
_PROCESSES = "the program is one process and waits in Qt's loop"
_ARCHIVES = "zip files are deflated; nothing that a clerk has is packed with anything else"
_ENCODINGS = "rosters are in UTF-8, UTF-16 or GB 18030"
_CIPHERS = "Cryptodome is there for AES-GCM and one library of a curve; it loads them by ctypes, Argon2's asks for _cffi_backend only"
_PICTURES = "photos are JPEG, PNG or HEIC, and no paper holds a picture"

REASONS = {
    **dict.fromkeys(("pip", "setuptools", "pkg_resources", "wheel", "pytest", "hypothesis", "numpy", "pandas"), _TOOLS),
    **dict.fromkeys(("unittest", "doctest", "test", "py_compile"), _TOOLS),
    **dict.fromkeys(("IPython", "pydoc", "pdb", "bdb", "cmd", "code", "curses", "readline", "difflib", "tabulate"), _CONSOLE),
    **dict.fromkeys(("tkinter", "turtle"), "windows are Qt's"),
    **dict.fromkeys(("ssl", "_ssl", "_hashlib", "http", "smtplib", "ftplib", "xmlrpc", "cgi", "webbrowser"), _NETWORK),
    **dict.fromkeys(("urllib.request", "netrc", "nturl2path", "html.parser", "lxml.html"), _NETWORK),
    **dict.fromkeys(("asyncio", "concurrent", "multiprocessing", "_posixshmem", "runpy"), _PROCESSES),
    **dict.fromkeys(("bz2", "lzma", "tarfile"), _ARCHIVES),
    **dict.fromkeys(("_codecs_hk", "_codecs_iso2022", "_codecs_jp", "_codecs_kr", "_codecs_tw"), _ENCODINGS),
    "charset_normalizer": _ENCODINGS,
    **{
        f"PIL.{name}": _PICTURES
        for name in (
            *("_avif", "_webp", "_imagingcms", "_imagingft", "_imagingmath", "_imagingtk", "ImageQt", "ImageShow", "ImageTk"),
            *("ImageCms", "ImageFont", "ImageGrab", "ImageMath", "ImageWin", "FitsImagePlugin", "FpxImagePlugin"),
            *("AvifImagePlugin", "MicImagePlugin", "PdfImagePlugin", "PdfParser", "WebPImagePlugin"),
        )
    },
    **dict.fromkeys(("reportlab.graphics", "reportlab.platypus"), "pages are drawn on our own grid, without charts"),
    **dict.fromkeys(("reportlab.lib.corp", "reportlab.lib.randomtext"), "examples"),
    **dict.fromkeys(("reportlab.pdfbase.acroform", "reportlab.lib.pdfencrypt"), "papers are plain pages to print"),
    "reportlab.pdfbase._glyphlist": "names of glyphs in Type 1 fonts; ours are TrueType",
    **dict.fromkeys(("sqlite3", "_sqlite3"), "installer/stand_ins.py gives sqlcipher3 for it: one engine is enough"),
    **dict.fromkeys(("_pydecimal", "_pyio"), "for a Python without its own modules in C"),
    **dict.fromkeys(("statistics", "colorsys", "pprint"), "nothing is reckoned with them, or shown"),
    **dict.fromkeys(("tzdata", "dateutil.zoneinfo", "dateutil.rrule", "dateutil.easter"), "there is one time zone"),
    **dict.fromkeys(("lxml.isoschematron", "lxml.objectify", "lxml.sax", "lxml.cssselect"), "python-docx does not use them"),
    **dict.fromkeys(("lxml.doctestcompare", "lxml.ElementInclude", "xml.dom"), "python-docx does not use them"),
    "pypinyin.phrases_dict": "db.values.pinyin asks for the readings of characters only",
    **dict.fromkeys(("cffi", "pycparser"), _CIPHERS),
    **dict.fromkeys((f"Cryptodome.{name}" for name in ("IO", "Math", "Protocol", "PublicKey")), _CIPHERS),
    **{
        f"Cryptodome.Cipher._mode_{name}": _CIPHERS
        for name in ("cbc", "ccm", "cfb", "eax", "kw", "kwp", "ocb", "ofb", "openpgp", "siv")
    },
    **{
        f"Cryptodome.Hash.{name}": _CIPHERS
        for name in ("SHA1", "SHA224", "SHA256", "SHA384", "SHA512", "SHA3_224", "SHA3_256", "SHA3_384", "SHA3_512")
    },
    "gui.tour": "needs Qt's test keys and stays with the source",
    **{
        f"PySide6.Qt{name}": "not used"
        for name in (
            *("Concurrent", "DBus", "Designer", "Help", "Network", "OpenGL", "OpenGLWidgets", "Qml", "Quick", "Sql", "Test"),
            *("UiTools", "Xml"),
        )
    },
}  # fmt: skip
"""Every module left out, and the reason."""

DATA = {
    "pypinyin/phrases_dict.json": "as pypinyin.phrases_dict",
    "docx/templates/default-docx-template/": "what python-docx's default.docx was made of",
    "reportlab/fonts/": "we bring our own",
}
"""Files and folders of data that libraries bring and nobody reads, and the reason."""


def is_left_out(name: str) -> bool:
    """Whether a module, by its full name, is left out itself or with its package."""
    return any(name == left or name.startswith(f"{left}.") for left in REASONS)
