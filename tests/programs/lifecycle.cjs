// The official Node client: a connector from its creation to its end.
const Nylas = require('nylas').default;

const [, , apiUri, apiKey] = process.argv;
const nylas = new Nylas({ apiKey, apiUri, timeout: 30 });

(async () => {
  const requestBody = { name: 'a', provider: 'imap' };
  const created = await nylas.connectors.create({ requestBody });
  const found = await nylas.connectors.find({ provider: 'imap' });
  const listed = await nylas.connectors.list({});
  await nylas.connectors.destroy({ provider: 'imap' });
  console.log(created.data.provider, found.data.provider, listed.data.length);
})();
