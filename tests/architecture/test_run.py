"""run.py: a machine that lacks something gets a line to type, and a failing gate is never passed over."""

import hashlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

import run

MISSING = {"libnot-on-any-machine.so.9": "libnot9"}


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose environment is complete but for its stamps."""
    monkeypatch.setattr(run, "VENV", tmp_path)
    monkeypatch.setattr(run, "PYTHON", Path(sys.executable))
    return tmp_path


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="system libraries are Linux's")
def test_a_missing_library_gives_the_line_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "LIBRARIES", MISSING)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(run.SetUpFailed, match="sudo apt-get install -y libnot9"):
        run.install_system_packages("program")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="system libraries are Linux's")
def test_the_libraries_qt_opens_are_here() -> None:
    assert run.missing_packages() == []


def test_the_program_needs_no_test_tools() -> None:
    program, tests = run.requirements("program"), run.requirements("test")
    assert set(program) < set(tests)
    assert not [line for line in program if "pytest" in line or "pyinstaller" in line]


def test_a_second_start_installs_nothing_and_a_changed_pin_does(fresh: Path) -> None:
    assert not run.is_installed("program")
    stamp = run.stamp_file("program")
    assert stamp.parent == fresh
    stamp.write_text(run.fingerprint(run.requirements("program")), encoding="utf-8")
    assert run.is_installed("program")
    assert not run.is_installed("test")
    stamp.write_text(run.fingerprint([*run.requirements("program"), "another==1"]), encoding="utf-8")
    assert not run.is_installed("program")


def test_an_environment_whose_python_is_gone_is_made_anew(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run.environment_works()
    monkeypatch.setattr(run, "PYTHON", fresh / "python-that-was-upgraded-away")
    assert not run.environment_works()


def test_tests_compile_each_file_once_whatever_the_machine_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    assert "PYTHONPYCACHEPREFIX" not in run.testing(), "beside the files, as always"
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    asked = "import sys; print(sys.dont_write_bytecode, sys.pycache_prefix)"
    told = subprocess.run([sys.executable, "-c", asked], env=run.testing(), capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", str(run.ROOT / "build" / "bytecode")]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
def test_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert not run.has_display()
    monkeypatch.setenv("DISPLAY", ":0")
    assert run.has_display()
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert not run.has_display()


@pytest.mark.usefixtures("fresh")
def test_every_gate_runs_and_one_failure_fails_all(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gates = (("first", ("-c", "print('what is wrong'); raise SystemExit(1)")), ("second", ("-c", "print('well')")))
    monkeypatch.setattr(run, "GATES", gates)
    monkeypatch.setattr(run, "PYTEST", ("-c", "print('..'); print('2 passed in 0.01s')"))
    monkeypatch.setattr(run, "run_bundle", lambda: (False, "no bundle"))
    assert run.run_gates() == 1
    lines = capsys.readouterr().out.splitlines()
    assert "what is wrong" in lines
    assert "well" not in lines
    told = [line.split()[:2] for line in lines[-5:-1]]
    assert told == [["未过", "first"], ["通过", "second"], ["未过", "bundle"], ["通过", "pytest"]]
    assert "no bundle" in lines
    assert lines[-1] == "2 passed in 0.01s"


@pytest.mark.usefixtures("fresh")
def test_failing_tests_fail_although_all_else_passes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "GATES", ())
    monkeypatch.setattr(run, "run_bundle", lambda: (True, ""))
    monkeypatch.setattr(run, "PYTEST", ("-c", "print('1 failed in 0.01s'); raise SystemExit(1)"))
    assert run.run_gates() == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 failed in 0.01s"
    monkeypatch.setattr(run, "PYTEST", ("-c", "print('1 passed in 0.01s')"))
    assert run.run_gates() == 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Windows needs no binutils")
def test_packing_asks_for_binutils_and_starting_does_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "binutils" not in run.missing_packages("program")
    assert "binutils" in run.missing_packages("package")
    assert "binutils" in run.missing_packages("test")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="system libraries are Linux's")
def test_packing_asks_for_the_shared_library_of_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "python_library", lambda: "libpython3.99.so.1.0")
    assert "libpython3.99" in run.missing_packages("package")
    assert "libpython3.99" not in run.missing_packages("program")


def test_wheels_that_were_not_pinned_are_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that somebody changed on the way would run with everything that the clerk may read."""
    wheels, hashes = tmp_path / "wheels", tmp_path / "wheels.sha256"
    wheels.mkdir()
    good = b"a wheel as the index has it"
    (wheels / "attrs-25.4.0-py3-none-any.whl").write_bytes(good)
    hashes.write_text(f"{hashlib.sha256(good).hexdigest()}  attrs==25.4.0\n", encoding="utf-8")
    for name, place in (("WHEELS", wheels), ("HASHES", hashes), ("PYTHON", Path(sys.executable))):
        monkeypatch.setattr(run, name, place)
    assert run.foreign_wheels() == []
    (wheels / "evil-1.0-py3-none-any.whl").write_bytes(good + b"!")
    with pytest.raises(run.SetUpFailed, match=r"没有安装任何组件：\n  evil-1\.0"):
        run.pip_install(["attrs==25.4.0"])


def test_every_pin_has_its_hashes() -> None:
    lines = run.HASHES.read_text(encoding="utf-8").split("\n")
    known = {re.sub(r"[-_.]+", "-", line.split()[1]).lower() for line in lines if line}
    pins = [*run.requirements("test"), *run.CONSTRAINTS.read_text(encoding="utf-8").splitlines()]
    wanted = [re.split(r"[;#]", re.sub(r"\[.*?\]", "", pin))[0].strip() for pin in pins]
    missing = [pin for pin in wanted if pin and re.sub(r"[-_.]+", "-", pin).lower() not in known]
    assert not missing


def test_help_names_both_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["--help"]) == 0
    assert "run.py test" in capsys.readouterr().out
