// A creator of the demo's, set up and made to publish by plain requests: for tests of what others see of it.
import assert from 'node:assert/strict';
import { base, profile } from './browser.mjs';

const headers = { origin: base };
const between = (text, before, after) => text.split(before)[1]?.split(after)[0] ?? assert.fail(`no ${before}`);

/** Somebody who asks without a browser. */
async function person(browser, fields) {
  const context = await profile(browser);
  const { request } = context;
  const ask = async (path) => (await request.get(base + path)).text();
  const send = async (path, sent, kind = 'form') => {
    const answer = await request.post(base + path, { [kind]: sent, headers, maxRedirects: 0 });
    const wrong = answer.status() < 400 ? [] : [...(await answer.text()).matchAll(/class="trouble[^>]*>([^<]*)/g)].map(([, words]) => words);
    assert.ok(answer.status() < 400, `${path}: ${answer.status()} ${wrong}`);
    return answer.headers().location ?? '';
  };
  const bytes = async (path) => (await request.get(base + path)).body();
  await send('/login', { ...fields, next: '/' });
  return { ask, bytes, send };
}

const demo = (who) => ({ email: `${who}@wangchuan.example`, password: 'lotus ferry eleven' });

/** `{ handle, publishes(title) }`: the demo's `who` joins, and the desk takes what comes. */
export async function creator(browser, who, handle) {
  const writer = await person(browser, demo(who));
  const desk = await person(browser, demo('reviewer'));
  const picture = (await writer.ask('/')).match(/src="(\/media\/[^"]+)"/)[1];
  const avatar = { name: 'me', mimeType: 'image/*', buffer: await writer.bytes(picture) };
  const form = { kind: 'individual', name: `号${handle}`, handle, bio: '江边的灯', field: 'culture', contact_name: '林月', contact_email: 'lin@wangchuan.example', terms: '1', act: 'send' };
  await writer.send('/join/apply', { ...form, avatar }, 'multipart');
  // Others may wait too.
  const waiting = (await desk.ask('/desk/applications')).split('<h2><a href="').find((line) => line.includes(handle));
  const application = waiting.split('"')[0];
  await desk.send(`${application}/claim`, { act: 'take' });
  await desk.send(`${application}/decision`, { act: 'accept' });

  const publishes = async (title) => {
    const creator = between(await writer.ask(`/studio?creator=${handle}`), 'name="creator" value="', '"');
    const piece = await writer.send('/studio/articles', { creator });
    const page = await writer.ask(piece);
    const channel = between(page.split('id="channel"')[1].replace('<option value="">', ''), '<option value="', '"');
    await writer.send(`${piece}/draft`, { version: between(page, 'name="version" value="', '"'), channel, title, body: '正文在这里。', act: 'submit' });
    const line = (await desk.ask('/desk/review')).split('<h2><a href="').find((line) => line.includes(title));
    const submission = line.split('"')[0];
    await desk.send(`${submission}/claim`, {});
    await desk.send(`${submission}/decision`, { act: 'accept' });
    return piece.replace('/studio', '');
  };
  return { handle, publishes, writer };
}
