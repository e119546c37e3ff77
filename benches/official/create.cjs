// The official Node client as a contender: one create at the start, then as many as each line of the input asks for.
const { createInterface } = require('node:readline');
const Nylas = require('nylas').default;

const nylas = new Nylas({ apiKey: 'nyk_bench', apiUri: process.argv[2], timeout: 90 });
const requestBody = {
  name: "Acme's calendar",
  provider: 'google',
  settings: {
    clientId: '1234.apps.googleusercontent.com',
    clientSecret: 'GOCSPX-1234567890abcdefghijklmnop',
    topicName: 'projects/acme/topics/nylas-gmail-realtime',
  },
  scope: [
    'openid',
    'https://www.googleapis.com/auth/userinfo.email',
    'https://www.googleapis.com/auth/gmail.modify',
    'https://www.googleapis.com/auth/calendar',
    'https://www.googleapis.com/auth/contacts',
  ],
};

async function create() {
  const created = await nylas.connectors.create({ requestBody });
  if (created.data.provider !== 'google') throw new Error('no connector came back');
}

(async () => {
  await create();
  console.log('ready');
  for await (const line of createInterface({ input: process.stdin })) {
    const [wall, cpu] = [process.hrtime.bigint(), process.cpuUsage()];
    for (let left = Number(line); left > 0; left -= 1) await create();
    const spent = process.cpuUsage(cpu);
    console.log(`${process.hrtime.bigint() - wall} ${(spent.user + spent.system) * 1000}`);
  }
})();
