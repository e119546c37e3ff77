"""The official Python client: a connector from its creation to its end."""

import sys

from nylas import Client

nylas = Client(sys.argv[2], sys.argv[1])
created = nylas.connectors.create({"name": "a", "provider": "imap"})
found = nylas.connectors.find("imap")
listed = nylas.connectors.list()
nylas.connectors.destroy("imap")
print(created.data.provider, found.data.provider, len(listed.data))
