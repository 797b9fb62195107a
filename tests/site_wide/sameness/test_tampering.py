"""Any change to a site or a bundle on its way to a reader is found and named, and nothing else is."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from site_wide.sameness.tampering import NUMBERS, bytes_of_zip, in_folder, in_zip

from bindery.provenance import checksums

FILES = {
    f"{folder}{name}": f"{folder}{name}\n".encode() * size
    for size, folder in enumerate(("", "heat/", "heat/why/", "sources/گزارش/"), 1)
    for name in ("index.html", "a b.txt", "data.csv", "é.js", "empty-but-for-this")
}
SEALED = {**FILES, checksums.NAME: checksums.checksum_list(FILES)}
IN_ZIP = {f"bundle/{name}": data for name, data in SEALED.items()}


@pytest.mark.parametrize("kind", NUMBERS)
def test_every_deed_to_a_folder_is_found_and_named(tmp_path: Path, kind: str) -> None:
    for name, data in SEALED.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    assert [seed for seed in range(NUMBERS[kind]) if not in_folder(tmp_path, SEALED, kind, seed)] == []


@pytest.mark.parametrize("kind", NUMBERS)
def test_every_deed_to_a_zip_is_found_and_named(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "bundle.zip"
    assert [seed for seed in range(NUMBERS[kind]) if not in_zip(place, IN_ZIP, kind, seed)] == []


def test_a_byte_of_the_zip_itself_is_found_or_reaches_no_reader(tmp_path: Path) -> None:
    place = tmp_path / "bundle.zip"
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in IN_ZIP.items():
            archive.writestr(name, data)
    whole = place.read_bytes()
    told = [bytes_of_zip(whole, tmp_path / "flipped.zip", seed) for seed in range(200)]
    assert told.count("found") > 100
    assert "missed" not in told
