"""The official Python client as a contender: one create at the start, then as many as each line of the input says."""

import sys
import time

from nylas import Client

nylas = Client("nyk_bench", sys.argv[1])
BODY = {
    "name": "Acme's calendar",
    "provider": "google",
    "settings": {
        "client_id": "1234.apps.googleusercontent.com",
        "client_secret": "GOCSPX-1234567890abcdefghijklmnop",
        "topic_name": "projects/acme/topics/nylas-gmail-realtime",
    },
    "scope": [
        "openid",
        "https://www.googleapis.com/auth/userinfo.email",
        "https://www.googleapis.com/auth/gmail.modify",
        "https://www.googleapis.com/auth/calendar",
        "https://www.googleapis.com/auth/contacts",
    ],
}


def create():
    created = nylas.connectors.create(BODY)
    if created.data.provider != "google":
        raise ValueError("no connector came back")


create()
print("ready", flush=True)
for line in sys.stdin:
    wall, cpu = time.perf_counter_ns(), time.process_time_ns()
    for _ in range(int(line)):
        create()
    print(time.perf_counter_ns() - wall, time.process_time_ns() - cpu, flush=True)
