"""strace's account of a run, read back into the operations of `disk`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.faults.disk import (
    A_FOLDER,
    Acknowledged,
    Entries,
    Operation,
    Recording,
    Resize,
    Sync,
    SyncFolder,
    Write,
)

CALLS = (
    "openat,creat,open,close,dup,dup2,dup3,lseek,write,writev,pwrite64,pwritev,sendfile,copy_file_range,"
    "ftruncate,truncate,fallocate,mmap,fsync,fdatasync,sync_file_range,rename,renameat,renameat2,"
    "link,linkat,symlink,unlink,unlinkat,mkdir,mkdirat,rmdir,sendto"
)
"""All by which a program can change a file, and sendto, by which ours acknowledges."""
ACKNOWLEDGED = b'{"acknowledged": '
_LINE = re.compile(r"^(?P<thread>\d+) +(?P<call>\w+)\((?P<rest>.*)$", re.S)
_RESULT = re.compile(r"\) += (?P<result>-?\d+|0x[0-9a-f]+)[^=]*$")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
_RESUMED = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$", re.S)


class Unread(Exception):
    """The program did something to a file that the laboratory cannot play back."""


class Call:
    """One finished system call: texts are its strings, plain its other arguments in their places."""

    def __init__(self, line: str) -> None:
        found = _LINE.match(line)
        ending = _RESULT.search(line)
        if found is None or ending is None:
            raise Unread(line[:200])
        self.line = line
        self.name = found["call"]
        self.result = int(ending["result"], 0)
        inside = found["rest"][: found["rest"].rindex(") ")]
        if any(text[1] for text in _TEXT.findall(inside)):
            raise Unread("strace cut a text short: " + line[:200])
        self.texts = [bytes.fromhex(text.replace("\\x", "")) for text, _ in _TEXT.findall(inside)]
        self.plain = [part.strip() for part in _TEXT.sub("TEXT", inside).split(",")]

    def number(self, place: int) -> int:
        return int(self.plain[place].split("<")[0], 0)


def finished_lines(lines: Iterable[str]) -> Iterator[str]:
    """One line per call: halves of calls that another thread interrupted are joined."""
    begun: dict[str, str] = {}
    for line in lines:
        resumed = _RESUMED.match(line)
        if line.rstrip().endswith("<unfinished ...>"):
            begun[line.split()[0]] = line[: line.rindex("<unfinished ...>")]
        elif resumed:
            if resumed[1] in begun:
                yield begun.pop(resumed[1]) + resumed[2]
        elif _LINE.match(line):
            yield line


class _Open:
    """An open file description."""

    def __init__(self, file: int | None, folder: str | None, append: bool) -> None:
        self.file, self.folder, self.append, self.offset = file, folder, append, 0


class Reader:
    """Follows one process: which descriptor is which file, and what happens to files under `root`."""

    def __init__(self, root: Path, before: dict[str, bytes]) -> None:
        self._root = str(root)
        self.names = {path: number for number, path in enumerate(before)}
        self.before = dict(self.names)
        self.contents = {self.names[path]: content for path, content in before.items()}
        self.sizes = {self.names[path]: len(content) for path, content in before.items()}
        self.operations: list[Operation] = []
        self._open: dict[int, _Open] = {}
        self._acknowledged = 0

    def recording(self) -> Recording:
        return Recording(self.before, self.contents, tuple(self.operations))

    def take(self, call: Call) -> None:
        if call.name == "sendto":
            if call.texts and call.texts[0].startswith(ACKNOWLEDGED):
                self._acknowledged += call.texts[0].count(ACKNOWLEDGED)
                self.operations.append(Acknowledged(self._acknowledged))
        elif call.result < 0:
            return
        elif call.name in ("openat", "open", "creat"):
            self._opened(call)
        elif call.name == "close":
            self._open.pop(call.number(0), None)
        elif call.name in ("rename", "renameat", "renameat2"):
            self._renamed(self._path(call.texts[0]), self._path(call.texts[1]))
        elif call.name in ("unlink", "unlinkat"):
            self._entry(self._path(call.texts[0]), None)
        elif call.name in ("link", "linkat"):
            self._entry(self._path(call.texts[1]), self.names[self._path(call.texts[0]) or ""])
        elif call.name in ("mkdir", "mkdirat"):
            self._entry(self._path(call.texts[0]), A_FOLDER)
        elif call.name in ("rmdir", "symlink", "truncate"):
            if any(self._path(text) is not None for text in call.texts):
                raise Unread(call.line[:200])
        elif call.name == "mmap":
            if "MAP_SHARED" in call.line and "PROT_WRITE" in call.line:
                raise Unread(call.line[:200])
        else:
            self._by_descriptor(call)

    def _path(self, text: bytes) -> str | None:
        """The path within the laboratory's folder; None for one outside."""
        name = text.decode()
        return name[len(self._root) + 1 :] if name.startswith(self._root + "/") else None

    def _opened(self, call: Call) -> None:
        name = call.texts[0].decode()
        if name == self._root or (self._path(call.texts[0]) is not None and Path(name).is_dir()):
            self._open[call.result] = _Open(None, name[len(self._root) + 1 :], False)
            return
        path = self._path(call.texts[0])
        if path is None:
            self._open.pop(call.result, None)
            return
        if path not in self.names:
            number = len(self.sizes)
            self.sizes[number] = 0
            self._entry(path, number)
        if "O_TRUNC" in call.line:
            self._resize(self.names[path], 0)
        self._open[call.result] = _Open(self.names[path], None, "O_APPEND" in call.line)

    def _entry(self, path: str | None, file: int | None) -> None:
        if path is None:
            return
        folder, _, name = path.rpartition("/")
        self.operations.append(Entries(folder, ((name, file),)))
        if file is None:
            self.names.pop(path, None)
        else:
            self.names[path] = file

    def _renamed(self, old: str | None, new: str | None) -> None:
        if old is None and new is None:
            return
        if old is None or new is None or old.rpartition("/")[0] != new.rpartition("/")[0]:
            raise Unread(f"renamed across folders: {old} {new}")
        folder = old.rpartition("/")[0]
        file = self.names.pop(old)
        self.names[new] = file
        changes = ((old.rpartition("/")[2], None), (new.rpartition("/")[2], file))
        self.operations.append(Entries(folder, changes))

    def _resize(self, file: int, size: int) -> None:
        self.sizes[file] = size
        self.operations.append(Resize(file, size))

    def _write(self, file: int, offset: int, data: bytes) -> None:
        self.sizes[file] = max(self.sizes[file], offset + len(data))
        self.operations.append(Write(file, offset, data))

    def _by_descriptor(self, call: Call) -> None:
        if call.name in ("dup", "dup2", "dup3"):
            if call.number(0) in self._open:
                self._open[call.result] = self._open[call.number(0)]
            return
        held = self._open.get(call.number(0))
        if held is None:
            return
        if call.name in ("fsync", "fdatasync"):
            self.operations.append(SyncFolder(held.folder or "") if held.file is None else Sync(held.file))
        elif held.file is None:
            return
        elif call.name == "lseek":
            held.offset = call.result
        elif call.name == "write":
            start = self.sizes[held.file] if held.append else held.offset
            held.offset = start + call.result
            self._write(held.file, start, call.texts[0][: call.result])
        elif call.name == "pwrite64":
            self._write(held.file, call.number(3), call.texts[0][: call.result])
        elif call.name == "ftruncate":
            self._resize(held.file, call.number(1))
        else:
            raise Unread(call.line[:200])


def read_recording(lines: Iterable[str], root: Path, before: dict[str, bytes]) -> Recording:
    """The operations under `root`, which held the files `before` when the run began."""
    reader = Reader(root, before)
    for line in finished_lines(lines):
        reader.take(Call(line))
    return reader.recording()
