"""Makes `kith/web/static/kith/red.wav`: two short notes, ours. `python3 assets/red-sound.py`."""

import math
import struct
import wave
from pathlib import Path

RATE = 16_000
NOTES = ((660, 0.18), (0, 0.06), (880, 0.26))


def samples() -> list[int]:
    """Each note swells and fades, so that nothing clicks."""
    found = []
    for pitch, seconds in NOTES:
        length = int(RATE * seconds)
        for n in range(length):
            swell = math.sin(math.pi * n / length)
            found.append(int(9_000 * swell * math.sin(2 * math.pi * pitch * n / RATE)))
    return found


made = Path(__file__).parent.parent / "kith/web/static/kith/red.wav"
with wave.open(str(made), "wb") as file:
    file.setnchannels(1)
    file.setsampwidth(2)
    file.setframerate(RATE)
    file.writeframes(b"".join(struct.pack("<h", each) for each in samples()))
