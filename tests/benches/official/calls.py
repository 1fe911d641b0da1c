"""Does one task with the official Python package of Chat, against `client-cpu serve https`, and prints the CPU time of each
call in microseconds.

    python calls.py ENDPOINT get_message|send_message|list TIMES
"""

import sys
import time

from azure.communication.chat import ChatThreadClient, CommunicationTokenCredential
from azure.core.pipeline.transport import RequestsTransport

endpoint, task, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
TOKEN = "eyJhbGciOiJub25lIn0.eyJleHAiOjQxMDI0NDQ4MDAsInBhZCI6InRoaXMgbWFrZXMgaXQgYXMgbG9uZyBhcyBhIHJlYWwgb25lIn0.c2ln"


class Plain(RequestsTransport):
    """The package sends a token over https only; the server speaks HTTP, as it does with the other clients."""

    def send(self, request, **kwargs):
        request.url = request.url.replace("https://", "http://", 1)
        return super().send(request, **kwargs)


thread = ChatThreadClient(
    endpoint, CommunicationTokenCredential(TOKEN), "19:benchmark@thread.v2", transport=Plain(), logging_enable=False
)


def get_message():
    thread.get_message("1615239199123")


def send_message():
    thread.send_message(
        "hello world, this is a message of a usual length in a chat", sender_display_name="Ada Lovelace"
    )


def list_messages():
    assert sum(1 for _ in thread.list_messages(results_per_page=100)) == 1000


call = {"get_message": get_message, "send_message": send_message, "list": list_messages}[task]
for _ in range(times // 4 + 1):
    call()
before = time.process_time()
for _ in range(times):
    call()
print((time.process_time() - before) / times * 1e6)
