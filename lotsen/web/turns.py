"""How often one client may ask: a token bucket for each prefix of addresses, in memory only."""

from __future__ import annotations

import ipaddress
import math
from collections import OrderedDict
from datetime import datetime
from threading import Lock

_IPV4_BITS, _IPV6_BITS = 24, 48
_MOST_CLIENTS = 10_000


def prefix_of(address: str) -> str:
    """Return the network of an address: enough to be fair by, too little to tell a person by."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    bits = _IPV4_BITS if found.version == 4 else _IPV6_BITS
    return str(ipaddress.ip_network((found, bits), strict=False))


class Turns:
    """Gives each client as many turns a minute as are allowed; unused ones last for one minute."""

    def __init__(self, per_minute: int) -> None:
        self._full = float(per_minute)
        self._a_second = per_minute / 60
        self._left: OrderedDict[str, tuple[float, datetime]] = OrderedDict()
        self._lock = Lock()

    def take(self, client: str, now: datetime) -> int:
        """Take a turn; returns 0, or the seconds to wait where there is none left."""
        with self._lock:
            left, since = self._left.pop(client, (self._full, now))
            passed = max(0.0, (now - since).total_seconds())
            left = min(self._full, left + passed * self._a_second)
            granted = left >= 1
            self._left[client] = (left - granted, now)
            if len(self._left) > _MOST_CLIENTS:
                self._left.popitem(last=False)
        return 0 if granted else max(1, math.ceil((1 - left) / self._a_second))
