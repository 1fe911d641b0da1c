"""Calls every public method of an official Python package of Chat, and of the identity package beside it, against an
emulator with --tls whose output is in the environment. A deleted message is in the thread while it is read.

Prints a line for each method: `ok`, or the error and the line of the package that raised it. See ../README.md.
"""

import base64
import json
import os
import traceback
from datetime import datetime, timedelta, timezone
from importlib.metadata import version

import azure.communication.chat as chat

RELEASE = version("azure-communication-chat")
ENDPOINT, CONNECTION = os.environ["ACS_ENDPOINT"], os.environ["ACS_CONNECTION_STRING"]
EARLY = RELEASE in ("1.0.0b1", "1.0.0b2", "1.0.0b3")
RAW = EARLY or RELEASE == "1.0.0b4"
START = datetime.now(timezone.utc) - timedelta(days=1)


def attempt(name, call):
    """Calls a method; what it raises is shown and not raised again."""
    try:
        result = call()
        print(f"  ok    {name}")
        return result
    except Exception as error:  # whatever the package raises is the outcome
        frames = [f for f in traceback.extract_tb(error.__traceback__) if "site-packages/azure/" in f.filename]
        where = frames[-1] if frames else traceback.extract_tb(error.__traceback__)[-1]
        place = where.filename.split("site-packages/")[-1]
        print(f"  FAIL  {name}: {type(error).__name__}: {str(error)[:160]}\n        {place}:{where.lineno}: {where.line}")
        return None


def users():
    """Makes two users and a token with the identity package that goes with the release."""
    try:
        import azure.communication.administration as identity

        print(f"azure-communication-administration {version('azure-communication-administration')}")
        client = identity.CommunicationIdentityClient.from_connection_string(CONNECTION)
        one, two = (attempt("identity.create_user", client.create_user) for _ in range(2))
        old = attempt("identity.issue_token", lambda: client.issue_token(one, ["chat"]))
        attempt("identity.revoke_tokens", lambda: client.revoke_tokens(one, datetime.now(timezone.utc)))
        gone = client.create_user()
        attempt("identity.delete_user", lambda: client.delete_user(gone))
        token = client.issue_token(one, ["chat"]).token
        assert old.token != token
        return one.identifier, two.identifier, token, old.token
    except ImportError:
        import azure.communication.identity as identity

        print(f"azure-communication-identity {version('azure-communication-identity')}")
        client = identity.CommunicationIdentityClient.from_connection_string(CONNECTION)
        one, two = (attempt("identity.create_user", client.create_user) for _ in range(2))
        old = attempt("identity.get_token", lambda: client.get_token(one, ["chat"]))
        attempt("identity.revoke_tokens", lambda: client.revoke_tokens(one))
        gone, _ = attempt("identity.create_user_and_token", lambda: client.create_user_and_token(["chat", "voip"]))
        attempt("identity.delete_user", lambda: client.delete_user(gone))
        entra = os.environ["ACS_ENTRA_TOKEN"]
        claims = json.loads(base64.urlsafe_b64decode(entra.split(".")[1] + "=="))
        attempt("identity.get_token_for_teams_user", lambda: client.get_token_for_teams_user(entra, claims["appid"], claims["oid"]))
        token = client.get_token(one, ["chat"], token_expires_in=timedelta(hours=2)).token
        return one.properties["id"], two.properties["id"], token, old.token


def credential(token):
    """Wraps a token as the release wants it."""
    if EARLY:
        return chat.CommunicationUserCredential(token)
    if RELEASE == "1.0.0b4":
        return chat.CommunicationTokenCredential(chat.CommunicationTokenRefreshOptions(token))
    return chat.CommunicationTokenCredential(token)


def person(user_id):
    """Names somebody as a participant."""
    if EARLY:
        return chat.ChatThreadMember(user=chat.CommunicationUser(user_id), display_name="Bob")
    if RELEASE == "1.0.0b4":
        user = chat.CommunicationUserIdentifier(user_id)
        return chat.ChatThreadParticipant(user=user, display_name="Bob", share_history_time=START)
    user = chat.CommunicationUserIdentifier(user_id)
    return chat.ChatParticipant(identifier=user, display_name="Bob", share_history_time=START)


def pages(pager):
    """Reads a list by page, to its end."""
    return [item for page in pager.by_page() for item in page]


def main():
    print(f"azure-communication-chat {RELEASE}")
    _, other, token, void = users()
    client = chat.ChatClient(ENDPOINT, credential(token))
    stranger = chat.ChatClient(ENDPOINT, credential(void))
    try:
        list(stranger.list_chat_threads())
        print("  FAIL  a revoked token is taken")
    except Exception as error:
        print(f"  ok    a revoked token: {type(error).__name__}")
    bob = person(other)
    if EARLY:
        thread = attempt("create_chat_thread", lambda: client.create_chat_thread("topic", [bob]))
    elif RAW:
        thread = attempt("create_chat_thread", lambda: client.create_chat_thread("topic", [bob], "one"))
    else:
        made = attempt("create_chat_thread", lambda: client.create_chat_thread("topic", thread_participants=[bob]))
        thread = client.get_chat_thread_client(made.chat_thread.id)
    thread = attempt("get_chat_thread_client", lambda: client.get_chat_thread_client(thread.thread_id))
    if RAW:
        attempt("get_chat_thread", lambda: client.get_chat_thread(thread.thread_id))
    else:
        attempt("get_properties", thread.get_properties)
    if EARLY:
        attempt("update_thread", lambda: thread.update_thread(topic="better"))
    else:
        attempt("update_topic", lambda: thread.update_topic("better"))
    key = (lambda sent: sent.id) if not RAW else (lambda sent: getattr(sent, "id", sent))
    first = key(attempt("send_message", lambda: thread.send_message("hello", sender_display_name="Ada")))
    second = key(thread.send_message("oops"))
    attempt("update_message", lambda: thread.update_message(first, "hello!"))
    attempt("delete_message", lambda: thread.delete_message(second))
    attempt("get_message", lambda: thread.get_message(first))
    attempt("get_message (deleted)", lambda: thread.get_message(second))
    attempt("list_messages", lambda: pages(thread.list_messages()))
    attempt("list_messages (pages of 1)", lambda: pages(thread.list_messages(results_per_page=1, start_time=START)))
    attempt("send_typing_notification", thread.send_typing_notification)
    attempt("send_read_receipt", lambda: thread.send_read_receipt(first))
    attempt("list_read_receipts", lambda: pages(thread.list_read_receipts()))
    if EARLY:
        user = chat.CommunicationUser(other)
        attempt("list_members", lambda: pages(thread.list_members()))
        attempt("remove_member", lambda: thread.remove_member(user))
        attempt("add_members", lambda: thread.add_members([bob]))
    else:
        user = getattr(bob, "user", None) or bob.identifier
        attempt("list_participants", lambda: pages(thread.list_participants(results_per_page=1, skip=0)))
        attempt("remove_participant", lambda: thread.remove_participant(user))
        attempt("add_participants", lambda: thread.add_participants([bob]))
        if hasattr(thread, "add_participant"):
            thread.remove_participant(user)
            attempt("add_participant", lambda: thread.add_participant(bob))
    attempt("list_chat_threads", lambda: pages(client.list_chat_threads(results_per_page=1, start_time=START)))
    attempt("delete_chat_thread", lambda: client.delete_chat_thread(thread.thread_id))
    attempt("close", lambda: (thread.close(), client.close()))


main()
