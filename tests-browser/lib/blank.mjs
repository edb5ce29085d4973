// A portal with nothing in it, as `masthead serve` first starts, and a mail server that keeps what it is given.
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const program = process.env.MASTHEAD_PROGRAM ?? 'target/debug/masthead';

/** `{ url, letter(to), user(…args), end() }`. */
export async function blank() {
  const data = await mkdtemp(join(tmpdir(), 'masthead-blank-'));
  const mail = await mailbox();
  const asks = ['serve', '--data', data, '--listen', '127.0.0.1:0', '--smtp', `smtp://127.0.0.1:${mail.port}`, '--mail-from', 'Desk <desk@wangchuan.example>'];
  const server = spawn(program, asks, { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = new Promise((done) => server.once('exit', done));
  const url = await new Promise((done, fail) => {
    createInterface({ input: server.stdout }).on('line', (line) => {
      const found = line.match(/http:\/\/127\.0\.0\.1:\d+/)?.[0];
      if (found) done(found);
    });
    server.once('error', fail);
    server.once('exit', (code) => fail(new Error(`the server ended with status ${code}`)));
  });
  return {
    url,
    letter: mail.letter,
    user: async (...args) => (await promisify(execFile)(program, ['user', ...args, '--data', data])).stdout,
    end: async () => {
      server.kill();
      await gone;
      mail.end();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** A mail server on loopback: `letter(to)` is the next letter to this address that nobody has read. */
async function mailbox() {
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
