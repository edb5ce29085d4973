// An identity provider on loopback, small and whole: discovery, keys, a page to log in on, tokens (OpenID Connect Core, RS256).
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer } from 'node:http';

export const client = { id: 'masthead', secret: 's:e crét' };

const part = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const escaped = (text) => new URLSearchParams({ a: text }).toString().slice(2);
const authorization = `Basic ${Buffer.from(`${escaped(client.id)}:${escaped(client.secret)}`).toString('base64')}`;

export class Provider {
  #keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  #codes = new Map();
  #server;
  /** Who comes next: `{ sub, name, email, email_verified }`. */
  person;
  /** Paths that answer 500. */
  broken = new Set();

  /** Takes a port, and keeps it when it is started again. */
  async start() {
    this.#server = createServer((asked, answer) => this.#answer(asked, answer).catch((error) => answer.writeHead(500).end(error.message)));
    await new Promise((done) => this.#server.listen(this.port ?? 0, '127.0.0.1', done));
    this.port = this.#server.address().port;
  }

  /** Stopping it once more changes nothing. */
  async stop() {
    if (!this.#server?.listening) return;
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  get issuer() {
    return `http://127.0.0.1:${this.port}`;
  }

  async #answer(asked, answer) {
    const url = new URL(asked.url, this.issuer);
    if (this.broken.has(url.pathname)) return answer.writeHead(500).end('broken');
    const json = (value) => answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return json({
          issuer: this.issuer,
          authorization_endpoint: `${this.issuer}/authorize`,
          token_endpoint: `${this.issuer}/token`,
          jwks_uri: `${this.issuer}/keys`,
          token_endpoint_auth_methods_supported: ['client_secret_basic'],
        });
      case '/keys':
        return json({ keys: [{ ...this.#keys.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] });
      case '/authorize':
        return this.#ask(url, answer);
      case '/decision':
        return this.#decide(url, answer);
      case '/token':
        return json(await this.#token(asked));
      default:
        return answer.writeHead(404).end();
    }
  }

  // The page of the provider: yes or no.
  #ask(url, answer) {
    const hidden = [...url.searchParams].map(([name, value]) => `<input type="hidden" name="${name}" value="${value.replaceAll('"', '&quot;')}">`);
    const page = `<!doctype html><html lang="en"><title>ID</title><form action="/decision">${hidden.join('')}<button name="say" value="yes">Yes</button><button name="say" value="no">No</button></form></html>`;
    answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
  }

  #decide({ searchParams: sent }, answer) {
    const back = new URL(sent.get('redirect_uri'));
    back.searchParams.set('state', sent.get('state'));
    if (sent.get('say') === 'yes') {
      const code = randomUUID();
      this.#codes.set(code, { sent, person: this.person });
      back.searchParams.set('code', code);
    } else {
      back.searchParams.set('error', 'access_denied');
    }
    answer.writeHead(303, { location: back.href }).end();
  }

  // A code works once, for whom it was given, and with the verifier that its challenge was made of.
  async #token(asked) {
    let text = '';
    for await (const chunk of asked) text += chunk;
    const form = new URLSearchParams(text);
    const given = this.#codes.get(form.get('code'));
    this.#codes.delete(form.get('code'));
    if (asked.headers.authorization !== authorization) throw new Error('another client');
    if (given?.sent.get('redirect_uri') !== form.get('redirect_uri')) throw new Error('another way back');
    const challenge = createHash('sha256').update(form.get('code_verifier')).digest('base64url');
    if (given.sent.get('code_challenge') !== challenge) throw new Error('another browser');
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: this.issuer, aud: client.id, iat: now, exp: now + 300, nonce: given.sent.get('nonce'), ...given.person };
    const signed = `${part({ alg: 'RS256', kid: 'one', typ: 'JWT' })}.${part(claims)}`;
    const signature = sign('RSA-SHA256', Buffer.from(signed), this.#keys.privateKey).toString('base64url');
    return { access_token: 'x', token_type: 'Bearer', id_token: `${signed}.${signature}` };
  }
}
