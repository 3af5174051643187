"""Pictures that show nothing, made here part by part: a JPEG as a camera writes it, with or without where it was."""

import struct

ABOUT_RAVENSHIRE = (55, 12, 30)


def exif(place: tuple[int, int, int] | None) -> bytes:
    """The notes of a camera: its maker, and the latitude where it was."""
    entries = 2 if place else 1
    rest = 8 + 2 + 12 * entries + 4
    maker = struct.pack("<HHI4s", 0x010F, 2, 4, b"Cam\x00")
    block = b"II*\x00" + struct.pack("<IH", 8, entries) + maker
    if place:
        block += struct.pack("<HHII", 0x8825, 4, 1, rest) + struct.pack("<I", 0)
        inside = rest + 2 + 12 * 2 + 4
        block += struct.pack("<H", 2) + struct.pack("<HHI4s", 1, 2, 2, b"N\x00\x00\x00")
        block += struct.pack("<HHII", 2, 5, 3, inside) + struct.pack("<I", 0)
        return block + b"".join(struct.pack("<II", each, 1) for each in place)
    return block + struct.pack("<I", 0)


def part(mark: int, said: bytes) -> bytes:
    return b"\xff" + bytes([mark]) + struct.pack(">H", len(said) + 2) + said


def jpeg(place: tuple[int, int, int] | None = None, *, notes: bool = True, after: bytes = b"") -> bytes:
    """One grey square. With `notes`, a camera's own, a comment and the colours of a program."""
    said = [b"\xff\xd8", part(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")]
    if notes:
        said += [
            part(0xE1, b"Exif\x00\x00" + exif(place)),
            part(0xFE, b"taken at home"),
            part(0xED, b"Photoshop 3.0"),
        ]
    said += [
        part(0xDB, b"\x00" + bytes([1] * 64)),
        part(0xC0, b"\x08\x00\x08\x00\x08\x01\x01\x11\x00"),
        part(0xC4, b"\x00" + bytes([0, 1] + [0] * 14) + b"\x00"),
        part(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x3f\xff\x00\xff\xd0\x12",
        b"\xff\xd9",
    ]
    return b"".join(said) + after
