// Does one task with the official JavaScript package of Chat, against `client-cpu serve https`, and prints the CPU time of
// each call in microseconds, the compiler and the garbage collector of Node included.
//
//     node calls.mjs ENDPOINT get_message|send_message|list TIMES

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

// The packages are looked for where this is run, and not where it lies.
const here = createRequire(pathToFileURL(`${process.cwd()}/`));
const { ChatClient } = here("@azure/communication-chat");
const { AzureCommunicationTokenCredential } = here("@azure/communication-common");
const { createDefaultHttpClient } = here("@azure/core-rest-pipeline");

const [endpoint, task, times] = [process.argv[2], process.argv[3], Number(process.argv[4])];
const TOKEN =
  "eyJhbGciOiJub25lIn0.eyJleHAiOjQxMDI0NDQ4MDAsInBhZCI6InRoaXMgbWFrZXMgaXQgYXMgbG9uZyBhcyBhIHJlYWwgb25lIn0.c2ln";

// The package sends a token over https only; the server speaks HTTP, as it does with the other clients.
const inner = createDefaultHttpClient();
const httpClient = {
  sendRequest(request) {
    request.url = request.url.replace("https://", "http://");
    request.allowInsecureConnection = true;
    return inner.sendRequest(request);
  },
};
const credential = new AzureCommunicationTokenCredential(TOKEN);
const thread = new ChatClient(endpoint, credential, { httpClient }).getChatThreadClient("19:benchmark@thread.v2");

const calls = {
  get_message: () => thread.getMessage("1615239199123"),
  send_message: () =>
    thread.sendMessage(
      { content: "hello world, this is a message of a usual length in a chat" },
      { senderDisplayName: "Ada Lovelace" },
    ),
  async list() {
    let count = 0;
    for await (const _ of thread.listMessages({ maxPageSize: 100 })) count += 1;
    if (count !== 1000) throw new Error(`${count} messages`);
  },
};

const call = calls[task];
for (let done = 0; done <= times / 4; done += 1) await call();
const before = process.cpuUsage();
for (let done = 0; done < times; done += 1) await call();
const { user, system } = process.cpuUsage(before);
console.log((user + system) / times);
process.exit(0);
