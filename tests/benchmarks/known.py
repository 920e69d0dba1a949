"""What an office would put together today: docxtpl fills a Word template, LibreOffice makes the PDF."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from docxtpl import DocxTemplate

word, folder = Path(sys.argv[1]), Path(sys.argv[2])
template = DocxTemplate(str(word))
template.render({"den": "3.521", "di": "1.039", "giao": "395"})
filled = folder / "known.docx"
template.save(str(filled))
profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(filled)]
subprocess.run(convert, check=True, stdout=subprocess.DEVNULL)
