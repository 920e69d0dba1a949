"""Where a file lies: network shares are recognised."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.session import is_network_path
from models.storage.place import file_system, is_unc

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
//may-chu/chung /mnt/chung cifs rw 0 0
10.0.0.1:/data /mnt/T\\303\\203i\\040li\\341\\273\\207u nfs4 rw 0 0
/dev/sdb1 /mnt/chung/usb vfat rw 0 0
tmpfs /tmp tmpfs rw 0 0
mai@may:/ /tmp fuse.sshfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/mai/a.sdh", "ext4"),
        ("/mnt/chung/a.sdh", "cifs"),
        ("/mnt/chung", "cifs"),
        ("/mnt/chunghoa/a.sdh", "ext4"),
        ("/mnt/chung/usb/a.sdh", "vfat"),
        ("/tmp/a.sdh", "fuse.sshfs"),
    ],
)
def test_the_nearest_mount_holds_the_file(path: str, kind: str) -> None:
    assert file_system(path, MOUNTS) == kind


def test_a_space_in_a_mount_point_is_written_as_a_number() -> None:
    assert file_system("/mnt/a b/c", "x /mnt/a\\040b nfs rw 0 0") == "nfs"
    assert file_system("/mnt/a", "") == ""


@pytest.mark.parametrize(
    ("path", "share"),
    [
        (r"\\may-chu\chung\a.sdh", True),
        ("//may-chu/chung/a.sdh", True),
        (r"\\?\UNC\may-chu\chung\a.sdh", True),
        (r"\\?\C:\a.sdh", False),
        (r"\\.\COM1", False),
        (r"C:\a.sdh", False),
    ],
)
def test_windows_shares(path: str, share: bool) -> None:
    assert is_unc(path) is share


def test_a_file_of_this_machine_is_none(tmp_path: Path) -> None:
    assert not is_network_path(tmp_path / "a.sdh")
