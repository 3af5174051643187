"""All that can be checked without running Kith. `python3 run check` is the way in."""

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent
LOCKS = {"product": "requirements.lock", "tools": "requirements-dev.lock"}
FORBIDDEN = re.compile(r"(^|/)(uv\.lock|pylock\.toml|\.env(\..+)?|nohup\.out|[^/]+\.(pem|dump|sqlite3?))$")
ONE_MACHINES_PATH = re.compile(r"""(?:^|[\s"'`=(:])(/(?:home|root|Users|work)/[\w.-]+)""", re.MULTILINE)


@dataclass
class Step:
    """One line of the answer: a command that must succeed, or a question that must find nothing."""

    name: str
    command: list[str] | None = None
    finds: Callable[[], list[str]] | None = None
    skip: str = ""
    put_right: str = ""


def steps() -> list[Step]:
    python, assets = sys.executable, ROOT / "assets/check"
    is_ci = "CI" in os.environ
    return [
        Step("lint", [tool("ruff"), "check", "--output-format", "concise", "."], put_right="python3 run fix"),
        Step(
            "format",
            [tool("ruff"), "format", "--check", "--output-format", "concise", "."],
            put_right="python3 run fix",
        ),
        Step("types", [tool("mypy"), "--scripts-are-modules", "kith", "project", "run"]),
        Step("import contracts", [tool("lint-imports")]),
        Step(
            "migrations in step",
            [python, "-W", "ignore", "-m", "django", "makemigrations", "--check", "--dry-run"],
            put_right="python3 run manage makemigrations",
        ),
        Step(
            "assets in step",
            [str(assets)],
            skip="" if is_ci or shutil.which("npm") else "npm is not here; CI does this one",
            put_right="npm ci && npm run build, in assets",
        ),
        Step("handbook in step", [python, "-m", "tests.handbook", "--check"], put_right="python3 run fix"),
        Step("lock files in step", finds=lock_files_out_of_step, put_right="python3 run lock"),
        Step("nothing that must not be here", finds=things_that_must_not_be_here),
    ]


def tool(name: str) -> str:
    return str(PROGRAMS / name)


def repository_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def things_that_must_not_be_here() -> list[str]:
    """Secrets and leftovers, registry hosts in a lock file, paths of one machine."""
    return [fault for path in repository_files() for fault in faults_of(path)]


def faults_of(path: Path) -> list[str]:
    name = path.relative_to(ROOT).as_posix()
    if FORBIDDEN.search(name):
        return [f"{name} must not be in the repository"]
    try:
        text = path.read_text()
    except UnicodeDecodeError:
        return []
    found = []
    if re.fullmatch(r"requirements.*|.*\.lock", path.name) and "://" in text:
        found.append(f"{name} names a host; write it again with `python3 run lock`")
    if path.name == "package-lock.json" and '"resolved"' in text:
        found.append(
            f"{name} names a registry's host; set omit-lockfile-registry-resolved and write it again"
        )
    return found + [
        f"{name}:{text.count(chr(10), 0, match.start(1)) + 1} has a path of one machine: {match[1]}"
        for match in ONE_MACHINES_PATH.finditer(text)
    ]


def lock_files_out_of_step() -> list[str]:
    """Every package that pyproject.toml asks for is pinned, and the tools' lock holds all of the product's."""
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())
    product, tools = pins(LOCKS["product"]), pins(LOCKS["tools"])
    found = [
        f"{LOCKS['tools']} has {package} {tools.get(package, 'not at all')}; {LOCKS['product']} has {version}"
        for package, version in product.items()
        if tools.get(package) != version
    ]
    for lock, pinned, wanted in (
        (LOCKS["product"], product, asked["project"]["dependencies"]),
        (LOCKS["tools"], tools, asked["dependency-groups"]["dev"]),
    ):
        names = [re.split(r"[^\w.-]", line)[0].lower().replace("_", "-") for line in wanted]
        found += [f"{lock} does not pin {name}" for name in names if name not in pinned]
    return found


def pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"(?m)^([\w.-]+)==([^\s;\\]+)", (ROOT / lock).read_text()))


def passes(step: Step) -> bool:
    """One line for the step; under it what was said, when it failed."""
    if step.skip:
        print(f"{step.name:31}       skipped: {step.skip}", flush=True)
        return True
    began = time.monotonic()
    said = "\n".join(step.finds()) if step.finds else ""
    failed = bool(said)
    if step.command:
        failed, said = outcome(step.command)
    advice = f"; try: {step.put_right}" if step.put_right else ""
    print(
        f"{step.name:31}{time.monotonic() - began:5.1f} s {'NOT OK' + advice if failed else 'ok'}", flush=True
    )
    if failed:
        print("\n".join(f"    {line}" for line in said.splitlines()), flush=True)
    return not failed


def outcome(command: list[str]) -> tuple[bool, str]:
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    except OSError as error:
        return True, f"{command[0]} could not be run: {error.strerror}"
    return done.returncode != 0, (done.stdout + done.stderr).strip()


def main() -> int:
    parser = argparse.ArgumentParser(prog="run check", description=__doc__)
    parser.add_argument(
        "--map", action="store_true", help="print who follows which news and who answers which question"
    )
    if parser.parse_args().map:
        return subprocess.run([sys.executable, "-m", "django", "print_map"], cwd=ROOT).returncode
    failed = [step.name for step in steps() if not passes(step)]
    print("All in order." if not failed else f"Not in order: {', '.join(failed)}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
