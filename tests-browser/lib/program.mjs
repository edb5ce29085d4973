// The program under test as a process of its own.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Starts it and waits for the address that it prints: `{ url, stop() }`. `stderr` is what spawn takes for it. */
export async function started(program, args, { limitMs, stderr = 'inherit' }) {
  const server = spawn(program, args, { stdio: ['ignore', 'pipe', stderr] });
  const ended = new Promise((done) => server.once('exit', done));
  // It does not outlive whoever started it, however that ends.
  const orphaned = () => server.kill();
  process.once('exit', orphaned);
  server.once('exit', () => process.off('exit', orphaned));
  const stop = async () => {
    if (server.exitCode === null && server.signalCode === null && server.kill()) await ended;
  };
  try {
    return { url: await announced(server, limitMs), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const announced = (server, limitMs) =>
  new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error(`the program printed no address in ${limitMs / 1000} s`)), limitMs);
    const over = (end, value) => (clearTimeout(late), end(value));
    createInterface({ input: server.stdout }).on('line', (line) => {
      const url = line.match(/http:\/\/127\.0\.0\.1:\d+/)?.[0];
      if (url) over(done, url);
    });
    server.once('error', (error) => over(fail, error));
    server.once('exit', (code, signal) => over(fail, new Error(`the program ended (${signal ?? code}) before it printed an address`)));
  });
