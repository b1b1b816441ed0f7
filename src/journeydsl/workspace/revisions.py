"""The files of a project as they were in a git revision, without a checkout.

In: a revision and a path, as in `main:shop`. Out: `ProjectFiles`, whose paths begin with the revision. Git is asked by
its command; nothing in the repository or the working tree changes.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Collection, Iterable
from pathlib import Path, PurePosixPath

from journeydsl.diagnostics import FileProblem
from journeydsl.source import Source
from journeydsl.workspace.files import PROJECT_FILE, ProjectFiles, is_content


def read_revision(revision: str, path: str) -> ProjectFiles:
    """The project that `path`, relative to the current folder, belonged to in a revision, or that lay below it.

    Raises FileProblem where git is not installed, the path is in no repository, there is no such revision, the path was
    not there or not in exactly one project, or a file was not UTF-8 text.
    """
    git = _Git(_folder(path))
    top = git.top()
    git.commit(revision)
    wanted = PurePosixPath(Path(os.path.relpath(Path(path).resolve(), top.resolve())).as_posix())
    names = git.names("ls-tree", "-r", "-z", "--full-tree", "--name-only", revision)
    projects = {name.parent for name in names if name.name == PROJECT_FILE}
    root = _root(projects, wanted, f"{revision}:{path}")
    texts = _texts(git, revision, [name for name in names if _is_read(name) and _belongs(name, root, projects)])
    shown = {name: f"{revision}:{_from_here(top, name)}" for name in texts}
    return ProjectFiles(
        root=top / root,
        project_file=Source(shown[root / PROJECT_FILE], texts[root / PROJECT_FILE]),
        journey_files=tuple(Source(shown[name], texts[name]) for name in texts if name.suffix == ".journey"),
        templates={shown[name]: texts[name] for name in texts if is_content(name)},
    )


def lasting_name(revision: str, path: str) -> str:
    """`REVISION:PATH` as it will mean the same from any folder and when the branch has moved on. Raises FileProblem."""
    return f"{_Git(_folder(path)).commit(revision)}:{Path(path).resolve()}"


def _folder(path: str) -> Path:
    """The folder of a path, or the nearest above it: in a revision there may be more than there is now."""
    place = Path(path).resolve()
    return next(folder for folder in (place, *place.parents) if folder.is_dir())


def _root(projects: Collection[PurePosixPath], wanted: PurePosixPath, asked: str) -> PurePosixPath:
    """The folder of the project that a path belongs to, or that lies below it."""
    around = [root for root in projects if wanted.is_relative_to(root)]
    found = [max(around, key=lambda root: len(root.parts))] if around else []
    found = found or [root for root in projects if root.is_relative_to(wanted)]
    if not found:
        raise FileProblem(f"there was no `{PROJECT_FILE}` at `{asked}`, or in a folder above it")
    if len(found) > 1:
        raise FileProblem(f"there were several projects at `{asked}`", "name one of them")
    return found[0]


def _is_read(name: PurePosixPath) -> bool:
    return name.name == PROJECT_FILE or name.suffix == ".journey" or is_content(name)


def _belongs(name: PurePosixPath, root: PurePosixPath, projects: Collection[PurePosixPath]) -> bool:
    """Whether a file is one of the project's, and neither hidden nor of another project within it."""
    if not name.is_relative_to(root):
        return False
    between = name.parents[: len(name.parents) - len(root.parents) - 1]
    hidden = any(part.startswith((".", "node_modules")) for part in name.relative_to(root).parts)
    return not hidden and not any(folder in projects for folder in between)


def _texts(git: _Git, revision: str, names: list[PurePosixPath]) -> dict[PurePosixPath, str]:
    """The text of each file, by its name, in the order of names."""
    names = sorted(names)
    asked = "".join(f"{revision}:{name}\n" for name in names)
    answer = git.answer("cat-file", "--batch", given=asked.encode())
    texts: dict[PurePosixPath, str] = {}
    for name in names:
        head, _, rest = answer.partition(b"\n")
        size = int(head.split()[-1])
        try:
            texts[name] = rest[:size].decode("utf-8")
        except UnicodeDecodeError as error:
            raise FileProblem(f"`{revision}:{name}` is not UTF-8 text (at byte {error.start})") from error
        answer = rest[size + 1 :]
    return texts


def _from_here(top: Path, name: PurePosixPath) -> str:
    """A file of the repository as git names it from the current folder."""
    relative = Path(os.path.relpath(top / name)).as_posix()
    return relative if relative.startswith("../") else f"./{relative}"


class _Git:
    """The command `git`, asked in a folder. Raises FileProblem where it is not installed or does not answer."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def top(self) -> Path:
        """The folder of the whole repository."""
        return Path(self.answer("rev-parse", "--show-toplevel").decode().strip())

    def commit(self, revision: str) -> str:
        """The name of a revision that never changes; raises FileProblem where there is no such revision."""
        asked = ("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        done = None if revision.startswith("-") else self._run(asked, None)
        if done is None or done.returncode != 0:
            raise FileProblem(f"git knows no revision `{revision}`", "name a branch, a tag or a commit")
        return done.stdout.decode().strip()

    def names(self, *arguments: str) -> list[PurePosixPath]:
        """The names that an answer lists."""
        return [PurePosixPath(os.fsdecode(name)) for name in self.answer(*arguments).split(b"\0") if name]

    def answer(self, *arguments: str, given: bytes | None = None) -> bytes:
        """What git answers."""
        done = self._run(arguments, given)
        if done.returncode != 0:
            said = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
            raise FileProblem(f"git does not answer: {said}")
        return done.stdout

    def _run(self, arguments: Iterable[str], given: bytes | None) -> subprocess.CompletedProcess[bytes]:
        try:
            asked = ["git", *arguments]
            return subprocess.run(asked, cwd=self._folder, input=given, capture_output=True, check=False)
        except FileNotFoundError as error:
            raise FileProblem("git is not installed, and only git knows that version") from error
