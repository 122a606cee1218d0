"""Holds the card in a reader as another program does: python3 hold-card.py READER exclusive|transaction. Says `held`, lets go at the end of its input."""
import contextlib
import sys
import time

from smartcard.scard import (
    SCARD_LEAVE_CARD,
    SCARD_PROTOCOL_ANY,
    SCARD_SCOPE_USER,
    SCARD_SHARE_EXCLUSIVE,
    SCARD_SHARE_SHARED,
    SCardBeginTransaction,
    SCardConnect,
    SCardDisconnect,
    SCardEndTransaction,
    SCardEstablishContext,
)

reader, how = sys.argv[1:]
_, context = SCardEstablishContext(SCARD_SCOPE_USER)
mode = SCARD_SHARE_EXCLUSIVE if how == "exclusive" else SCARD_SHARE_SHARED
# Whoever was ended a moment ago may still have it.
for _ in range(40):
    status, card, _ = SCardConnect(context, reader, mode, SCARD_PROTOCOL_ANY)
    if status == 0:
        break
    time.sleep(0.05)
if status == 0 and how == "transaction":
    status = SCardBeginTransaction(card)
print("held" if status == 0 else f"failed {status:x}", flush=True)
sys.stdin.read()
# The card may have been pulled meanwhile.
with contextlib.suppress(SystemError):
    if how == "transaction":
        SCardEndTransaction(card, SCARD_LEAVE_CARD)
    SCardDisconnect(card, SCARD_LEAVE_CARD)
