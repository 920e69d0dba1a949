"""Lays out 100 pages with 400 notes once; prints seconds, megabytes above the start, and pages."""

from __future__ import annotations

import random
import time
import tracemalloc

from export.layout import lay_out
from models.report.document import Document, Note, NoteMark, Paragraph, Run

WORDS = ("văn bản", "chỉ đạo", "điều hành", "của", "Ủy ban", "nhân dân", "giao", "nhiệm vụ", "quá hạn")
NOTES = 400


def long_report(seed: int = 2022) -> Document:
    """400 paragraphs with a note each; notes of 1 to 1,500 words, most of them short."""
    dice = random.Random(seed)

    def text(words: int) -> str:
        return " ".join(dice.choice(WORDS) for _ in range(words))

    blocks, notes = [], []
    for number in range(1, NOTES + 1):
        length = 1500 if number % 80 == 0 else dice.randint(1, 120)
        notes.append(Note(number, (Paragraph("note", (Run(text(length)),)),)))
        inlines = (Run(text(60)), NoteMark(number), Run(" " + text(50)))
        blocks.append(Paragraph("body", inlines))
    return Document("Báo cáo dài", "Văn phòng", "Đo", tuple(blocks), tuple(notes))


if __name__ == "__main__":
    report = long_report()
    start = time.perf_counter()
    laid = lay_out(report)
    seconds = time.perf_counter() - start
    # Memory in a second layout: tracing it slows the first one down.
    tracemalloc.start()
    lay_out(long_report(2023))
    megabytes = tracemalloc.get_traced_memory()[1] / 2**20
    print(seconds, megabytes, len(laid.pages))
