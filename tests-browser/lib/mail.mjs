// A mail server that keeps what it is given.
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

/** A mail server on loopback: `letter(to)` is the next letter to this address that nobody has read. */
export async function mailbox() {
  const letters = [];
  const awaited = [];
  const deliver = () => {
    for (const wish of [...awaited]) {
      const at = letters.findIndex(({ to }) => to === wish.to);
      if (at < 0) continue;
      awaited.splice(awaited.indexOf(wish), 1);
      wish.done(letters.splice(at, 1)[0].text);
    }
  };
  const server = createServer((socket) => {
    const talk = { to: '', body: undefined };
    socket.on('error', () => {});
    socket.write('220 mailbox\r\n');
    createInterface({ input: socket, crlfDelay: Infinity }).on('line', (line) => {
      if (talk.body && line !== '.') return void talk.body.push(line.replace(/^\./, ''));
      if (talk.body) {
        letters.push({ to: talk.to, text: decoded(talk.body) });
        talk.body = undefined;
        deliver();
      }
      if (/^DATA/i.test(line)) talk.body = [];
      if (/^RCPT/i.test(line)) talk.to = line.match(/<([^>]*)>/)[1];
      socket.write(/^DATA/i.test(line) ? '354 go on\r\n' : /^QUIT/i.test(line) ? '221 bye\r\n' : '250 fine\r\n');
    });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: server.address().port,
    letter: (to) =>
      new Promise((done) => {
        awaited.push({ to, done });
        deliver();
      }),
    end: () => server.close(),
  };
}

/** The words of a letter. */
function decoded(lines) {
  const head = lines.slice(0, lines.indexOf('')).join('\n');
  const body = lines.slice(lines.indexOf('') + 1).join('\n');
  if (/^Content-Transfer-Encoding: base64/im.test(head)) return Buffer.from(body, 'base64').toString();
  if (!/^Content-Transfer-Encoding: quoted-printable/im.test(head)) return body;
  const bytes = body.replace(/=\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
