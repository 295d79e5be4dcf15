"""Texts as nobody means to write them: cut, mixed up, with words and signs where they do not belong."""

from collections.abc import Sequence
from random import Random


def mangled(text: str, random: Random, *, words: Sequence[str], pieces: Sequence[str]) -> str:
    """Return a text with one to four faults; the same seed makes the same ones."""
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(text) + 1)
        match random.randrange(6):
            case 0:
                text = text[:at] + text[at + random.randint(1, 6) :]
            case 1:
                text = text[:at] + random.choice(pieces) + text[at:]
            case 2:
                parts = text.split(" ")
                parts[random.randrange(len(parts))] = random.choice(words)
                text = " ".join(parts)
            case 3:
                lines = text.split("\n")
                random.shuffle(lines)
                text = "\n".join(lines)
            case 4:
                text = text[:at] + chr(random.randrange(1, 0x3000)) + text[at:]
            case 5:
                lines = text.split("\n")
                del lines[random.randrange(len(lines))]
                text = "\n".join(lines)
    return text
