"""Execute docs/tutorials/notebook.ipynb and keep its outputs.

python docs/scripts/make_notebook.py

Needs the packages of the extra `docs`.
"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

NOTEBOOK = Path(__file__).resolve().parents[1] / "tutorials" / "notebook.ipynb"


def executed(notebook: Any) -> Any:
    """Return a notebook with its outputs, run in an empty folder without a network."""
    from nbclient import NotebookClient

    os.environ["RUTCHECK_OFFLINE"] = "1"
    with TemporaryDirectory() as folder:
        where = {"metadata": {"path": folder}}
        NotebookClient(notebook, timeout=600, kernel_name="python3", resources=where).execute()
    for cell in notebook.cells:
        # Times of execution differ in every run.
        cell.metadata.clear()
    notebook.metadata = {"kernelspec": notebook.metadata["kernelspec"]}
    return notebook


def texts(notebook: Any) -> list[list[str]]:
    """Return the outputs of each cell as text: what was printed, or the table; no pictures."""
    return [
        [
            output.get("text") or output["data"].get("text/html") or output["data"]["text/plain"]
            for output in cell.outputs
            if "image/png" not in output.get("data", {})
        ]
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


def main() -> None:
    """Execute the notebook in place."""
    import nbformat

    nbformat.write(executed(nbformat.read(NOTEBOOK, 4)), NOTEBOOK)


if __name__ == "__main__":
    main()
