// Calls every public method of the official JavaScript package of Chat, and of the identity package beside it, against an
// emulator with --tls whose output is in the environment. A deleted message is in the thread while it is read.
//
// Prints a line for each method: `ok`, or the error and the line of the package that raised it. See ../README.md.

import { ChatClient } from "@azure/communication-chat";
import { AzureCommunicationTokenCredential } from "@azure/communication-common";
import { CommunicationIdentityClient } from "@azure/communication-identity";

const { ACS_ENDPOINT, ACS_CONNECTION_STRING } = process.env;

async function attempt(name, call) {
  try {
    const result = await call();
    console.log(`  ok    ${name}`);
    return result;
  } catch (error) {
    const place = String(error.stack).split("\n").find((line) => line.includes("node_modules/@azure"));
    console.log(`  FAIL  ${name}: ${error.name}: ${String(error.message).slice(0, 160)}\n      ${place}`);
    return undefined;
  }
}

async function all(pager) {
  const items = [];
  for await (const page of pager.byPage()) items.push(...(Array.isArray(page) ? page : (page.value ?? [])));
  return items;
}

const identity = new CommunicationIdentityClient(ACS_CONNECTION_STRING);
const one = await attempt("identity.createUser", () => identity.createUser());
const made = await attempt("identity.createUserAndToken", () => identity.createUserAndToken(["chat"]));
const two = made.user;
await attempt("identity.getToken", () => identity.getToken(two, ["chat"]));
await attempt("identity.revokeTokens", () => identity.revokeTokens(one));
await attempt("identity.deleteUser", async () => identity.deleteUser(await identity.createUser()));
const entra = process.env.ACS_ENTRA_TOKEN;
const claims = JSON.parse(Buffer.from(entra.split(".")[1], "base64url").toString());
await attempt("identity.getTokenForTeamsUser", () =>
  identity.getTokenForTeamsUser({ teamsUserAadToken: entra, clientId: claims.appid, userObjectId: claims.oid }),
);
const { token } = await identity.getToken(one, ["chat"], { tokenExpiresInMinutes: 60 });

const chat = new ChatClient(ACS_ENDPOINT, new AzureCommunicationTokenCredential(token));
const bob = { id: two, displayName: "Bob" };
const created = await attempt("createChatThread", () =>
  chat.createChatThread(
    { topic: "topic" },
    { participants: [bob], metadata: { k: "v" }, retentionPolicy: { kind: "threadCreationDate", deleteThreadAfterDays: 90 } },
  ),
);
const id = created.chatThread.id;
const thread = await attempt("getChatThreadClient", () => chat.getChatThreadClient(id));
await attempt("getProperties", () => thread.getProperties());
await attempt("updateTopic", () => thread.updateTopic("better"));
await attempt("updateProperties", () => thread.updateProperties({ topic: "best", metadata: { k: "w" } }));
const first = await attempt("sendMessage", () =>
  thread.sendMessage({ content: "hello" }, { senderDisplayName: "Ada", type: "text", metadata: { k: "v" } }),
);
const second = await thread.sendMessage({ content: "oops" });
await attempt("updateMessage", () => thread.updateMessage(first.id, { content: "hello!" }));
await attempt("deleteMessage", () => thread.deleteMessage(second.id));
await attempt("getMessage", () => thread.getMessage(first.id));
await attempt("getMessage (deleted)", () => thread.getMessage(second.id));
await attempt("listMessages", () => all(thread.listMessages()));
await attempt("listMessages (pages of 1)", () =>
  all(thread.listMessages({ maxPageSize: 1, startTime: new Date(Date.now() - 86400000) })),
);
await attempt("sendTypingNotification", () => thread.sendTypingNotification({ senderDisplayName: "Ada" }));
await attempt("sendReadReceipt", () => thread.sendReadReceipt({ chatMessageId: first.id }));
await attempt("listReadReceipts", () => all(thread.listReadReceipts({ maxPageSize: 1, skip: 0 })));
await attempt("listParticipants", () => all(thread.listParticipants({ maxPageSize: 1, skip: 0 })));
await attempt("removeParticipant", () => thread.removeParticipant(two));
await attempt("addParticipants", () => thread.addParticipants({ participants: [bob] }));
await attempt("listChatThreads", () => all(chat.listChatThreads({ maxPageSize: 1 })));
await attempt("deleteChatThread", () => chat.deleteChatThread(id));
// In Node these throw before anything is sent; in a browser they call a service that the emulator does not play.
await attempt("startRealtimeNotifications", () => chat.startRealtimeNotifications());
await attempt("on", () => chat.on("chatMessageReceived", () => {}));
await attempt("off", () => chat.off("chatMessageReceived", () => {}));
await attempt("stopRealtimeNotifications", () => chat.stopRealtimeNotifications());
