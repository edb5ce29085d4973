// Passkeys: the browser asks the device, a form of the page sends what it answers.

/** Shows what only a browser with passkeys can do, under the address that they belong to. */
export function revealPasskeys(block: HTMLElement): void {
  if (!able(block)) return;
  block.hidden = false;
  block.parentElement?.querySelector<HTMLElement>('[data-passkey-unable]')?.remove();
}

/** The log-in page: a button, and passkeys among what the browser offers for the e-mail field. */
export function enhanceLogin(form: HTMLFormElement): void {
  if (!able(form)) return;
  form.hidden = false;
  let waiting = new AbortController();
  const show = async (mediation: CredentialMediationRequirement) => {
    waiting.abort();
    waiting = new AbortController();
    const { signal } = waiting;
    const challenge = await ask();
    const publicKey = { challenge, rpId: form.dataset.site, userVerification: 'required' as const };
    if (signal.aborted) return;
    const shown = await navigator.credentials.get({ mediation, signal, publicKey });
    if (shown instanceof PublicKeyCredential) send(form, shown);
  };
  const offer = () => {
    // What was asked is old after a while: then it is asked anew.
    const stale = setTimeout(offer, 1000 * Number(form.dataset.refresh));
    form.addEventListener('submit', () => clearTimeout(stale), { once: true });
    show('conditional').catch(() => undefined);
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    show('optional').catch(() => say(form, 'stopped'));
  });
  // Who has just been refused begins by hand.
  if (!form.dataset.refresh) return;
  PublicKeyCredential.isConditionalMediationAvailable?.().then((has) => has && offer());
}

/** The page on which a passkey is made. */
export function enhanceNew(form: HTMLFormElement): void {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    create(form.dataset).then(
      (made) => made instanceof PublicKeyCredential && send(form, made),
      (error: DOMException) => say(form, error.name === 'InvalidStateError' ? 'known' : 'stopped'),
    );
  });
}

const able = (block: HTMLElement) => typeof PublicKeyCredential === 'function' && location.origin === block.dataset.origin;

async function ask(): Promise<BufferSource> {
  const answer = await fetch('/login/passkey/challenge', { method: 'POST' });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return bytes(await answer.text());
}

const create = (said: DOMStringMap) =>
  navigator.credentials.create({
    publicKey: {
      challenge: bytes(said.challenge ?? ''),
      rp: { id: said.site, name: said.siteName ?? '' },
      user: { id: fromHex(said.user ?? ''), name: said.email ?? '', displayName: said.person ?? '' },
      pubKeyCredParams: words(said.algorithms).map((alg) => ({ type: 'public-key', alg: Number(alg) })),
      excludeCredentials: words(said.known).map((id) => ({ type: 'public-key', id: bytes(id) })),
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      attestation: 'none',
    },
  });

/** Sends the form with what the device answered, as Web Authentication writes it in JSON. */
function send(form: HTMLFormElement, { id, type, response }: PublicKeyCredential): void {
  const answer: Record<string, string> = { clientDataJSON: text(response.clientDataJSON) };
  if (response instanceof AuthenticatorAttestationResponse) {
    answer.attestationObject = text(response.attestationObject);
  } else if (response instanceof AuthenticatorAssertionResponse) {
    answer.authenticatorData = text(response.authenticatorData);
    answer.signature = text(response.signature);
    answer.userHandle = text(response.userHandle ?? new ArrayBuffer(0));
  }
  const field = form.elements.namedItem('credential');
  if (field instanceof HTMLInputElement) field.value = JSON.stringify({ id, rawId: id, type, response: answer });
  form.submit();
}

function say(form: HTMLFormElement, key: string): void {
  const status = form.querySelector<HTMLElement>('[role="status"]');
  if (status) status.textContent = status.dataset[key] ?? '';
}

const words = (list = '') => list.split(' ').filter(Boolean);
const fromHex = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (byte) => parseInt(byte, 16));

// base64url, which older browsers do not know by themselves.
function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64url.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}
