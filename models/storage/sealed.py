"""A backup sealed with a passphrase: Scrypt makes the key, AES-256-GCM closes the content.

The file: 8 bytes of name, 16 of salt, 12 of nonce, then the ciphertext with its tag; the first 36 bytes are
authenticated with it. `cryptography` is imported on first use.
"""

from __future__ import annotations

import os
import unicodedata

from models.errors import UserError
from models.own_files import SEALED as MAGIC

SHORTEST = 8
"""Letters of a passphrase; a shorter one could be tried out."""
COST = 2**16
"""Scrypt's n: 64 MB and about a quarter of a second on an office PC."""
_SALT, _NONCE = 16, 12
_HEAD = len(MAGIC) + _SALT + _NONCE


def is_sealed(content: bytes) -> bool:
    return content.startswith(MAGIC)


def seal(content: bytes, passphrase: str) -> bytes:
    """The content closed. UserError "backup.passphrase_short" (shortest)."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(passphrase.strip()) < SHORTEST:
        raise UserError("backup.passphrase_short", shortest=SHORTEST)
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    head = MAGIC + salt + nonce
    return head + AESGCM(_key(passphrase, salt)).encrypt(nonce, content, head)


def unseal(content: bytes, passphrase: str) -> bytes | None:
    """The content opened; None when passphrase or content is wrong, which cannot be told apart."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(content) < _HEAD + 16:
        return None
    head, salt, nonce = content[:_HEAD], content[len(MAGIC) : _HEAD - _NONCE], content[_HEAD - _NONCE : _HEAD]
    try:
        return AESGCM(_key(passphrase, salt)).decrypt(nonce, content[_HEAD:], head)
    except InvalidTag:
        return None


def _key(passphrase: str, salt: bytes) -> bytes:
    """The same for a passphrase typed composed or decomposed, with or without spaces around it."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    written = unicodedata.normalize("NFC", passphrase.strip()).encode("utf-8")
    return Scrypt(salt=salt, length=32, n=COST, r=8, p=1).derive(written)
