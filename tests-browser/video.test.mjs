// A film on its way into an article: cut, gone on with, paused, given up with the page; captions, poster, and how readers get it.
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { address, base, expects, launch } from './lib/browser.mjs';
import { accepts, applies, enters, registers } from './lib/people.mjs';
import { measured, presses, shot, stored } from './lib/steps.mjs';

const browser = await launch();
after(() => browser.close());

const PIECE_BYTES = 4 * 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), 'video-'));
const film = join(folder, 'ferry.webm');
const captions = join(folder, 'zh.srt');
writeFileSync(captions, '1\n00:00:00,100 --> 00:00:00,900\n第一班船六点开\n');

/** Films a moving square in the browser, and fills the file up to ten million bytes as the format allows. */
async function filmed(page) {
  const coded = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
    const pen = canvas.getContext('2d');
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm;codecs=vp8' });
    const parts = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const stopped = new Promise((done) => (recorder.onstop = done));
    recorder.start();
    for (let at = 0; at < 30; at += 1) {
      pen.fillStyle = '#2f5d6b';
      pen.fillRect(0, 0, 640, 360);
      pen.fillStyle = '#f2c14e';
      pen.fillRect(at * 18, 140, 90, 90);
      await new Promise((done) => setTimeout(done, 40));
    }
    recorder.stop();
    await stopped;
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  });
  const empty = Buffer.alloc(10_000_000);
  // An element that says it is nothing (EBML Void), as long as its body.
  empty.set([0xec, 0x01, 0, 0, 0, 0, 0, 0, 0]);
  empty.writeUIntBE(empty.length - 9, 3, 6);
  writeFileSync(film, Buffer.concat([Buffer.from(coded, 'base64'), empty]));
}

/** Somebody who may write, with an empty piece open; whatever they need is done as a person does it. */
async function writer(name, options) {
  const email = `${name}@wangchuan.example`;
  const invited = async (page) => {
    await page.goto(address('/outbox'));
    return page.locator('article.letter', { hasText: email }).first().locator('a').getAttribute('href');
  };
  const { context, page } = await registers(browser, options, { email, invited });
  await applies(page, { name: `Film ${name}`, handle: name });
  const desk = await enters(browser, {}, { who: 'admin' });
  await accepts(desk.page, { handle: name });
  await desk.context.close();
  await page.goto(address('/studio'));
  await presses(page, '写新稿');
  return { context, page };
}

const ready = (page) => page.waitForSelector('.ProseMirror[contenteditable=true]');

async function chooses(page, button, file) {
  const asks = page.waitForEvent('filechooser');
  await button.press('Enter');
  await (await asks).setFiles(file);
}

const inserts = (page) => chooses(page, page.getByRole('toolbar').getByRole('button', { name: '视频或音频', exact: true }), film);
/** As from a folder beside the browser: by drop, or by paste. */
async function gives(page, how) {
  await page.evaluate(() => document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'beside' })));
  await page.locator('#beside').setInputFiles(film);
  await page.evaluate((how) => {
    const beside = document.getElementById('beside');
    const data = new DataTransfer();
    data.items.add(beside.files[0]);
    beside.remove();
    const text = document.querySelector('.ProseMirror');
    const { x, y } = text.getBoundingClientRect();
    const around = { bubbles: true, cancelable: true };
    text.dispatchEvent(how === 'drop' ? new DragEvent('drop', { ...around, dataTransfer: data, clientX: x + 20, clientY: y + 20 }) : new ClipboardEvent('paste', { ...around, clipboardData: data }));
  }, how);
}

const playable = (page) => page.waitForFunction(() => document.querySelector('.frame-film video')?.readyState > 0);

/** Where each piece began that was sent. */
function pieces(page) {
  const at = [];
  page.on('request', (request) => request.method() === 'PATCH' && at.push(Number(request.headers()['upload-offset'])));
  return at;
}

for (const width of [390, 1440]) {
  describe(`a film at ${width} px`, () => {
    test('goes on where the network was cut, and readers get it with captions and poster', async () => {
      const { context, page } = await writer(`filmcut${width}`, { viewport: { width, height: 900 } });
      await ready(page);
      await filmed(page);
      const sent = pieces(page);
      await page.route('**/uploads/*', async (route) => {
        if (route.request().method() !== 'PATCH' || route.request().headers()['upload-offset'] === '0') return route.continue();
        await context.setOffline(true);
        await route.abort('connectionreset');
      });
      expects(page, /^failed: PATCH \S+ net::ERR_CONNECTION_RESET$/);
      await inserts(page);
      await page.getByText('网络已断开').waitFor();
      await shot(page, `film-cut-${width}`);
      assert.deepEqual(sent, [0, PIECE_BYTES]);
      await page.unroute('**/uploads/*');
      await context.setOffline(false);
      await playable(page);
      assert.deepEqual(sent.slice(0, 3), [0, PIECE_BYTES, PIECE_BYTES], 'nothing is sent twice');
      assert.equal(sent.includes(0, 1), false);

      await page.getByText('还没有字幕').waitFor();
      await chooses(page, page.getByRole('button', { name: '添加字幕文件…' }), captions);
      await page.getByLabel('字幕语言').waitFor();
      await page.getByRole('button', { name: '用当前画面作封面' }).press('Enter');
      await page.waitForFunction(() => document.querySelector('.frame-film video').poster.includes('/media/'));
      await page.getByLabel('名称（供看不到画面的读者）').fill('雾里的头班渡船');
      // What was saved before says so too: the server must have the last words.
      await stored(page, '雾里的头班渡船');
      await measured(page, 'the editor with a film');
      await shot(page, `film-editor-${width}`);

      const piece = new URL(page.url()).pathname;
      await page.goto(`${base}${piece}/preview`);
      await page.waitForFunction(() => document.querySelector('.body video')?.readyState > 0);
      const seen = await page.evaluate(async () => {
        const video = document.querySelector('.body video');
        const [track] = video.textTracks;
        const element = video.querySelector('track');
        track.mode = 'showing';
        if (element.readyState < 2) await new Promise((done, fail) => (element.addEventListener('load', done), element.addEventListener('error', () => fail(new Error('the captions do not load')))));
        video.muted = true;
        await video.play();
        const { videoWidth, videoHeight, poster } = video;
        return { videoWidth, videoHeight, poster: poster.includes('/media/'), name: video.getAttribute('aria-label'), cue: track.cues[0].text, lang: track.language };
      });
      assert.deepEqual(seen, { videoWidth: 640, videoHeight: 360, poster: true, name: '雾里的头班渡船', cue: '第一班船六点开', lang: 'zh-CN' });
      await measured(page, 'a film to look at');
      await shot(page, `film-read-${width}`);
      await context.close();
    });
  });
}

test('a film that was dropped is paused, and goes on after the page was left; another is pasted', async () => {
  const { context, page } = await writer('filmpause');
  await ready(page);
  await filmed(page);
  let hold;
  const held = new Promise((done) => (hold = done));
  await page.route('**/uploads/*', async (route) => {
    if (route.request().method() !== 'PATCH' || route.request().headers()['upload-offset'] === '0') return route.continue();
    hold();
  });
  await gives(page, 'drop');
  await held;
  await page.getByRole('button', { name: '暂停', exact: true }).press('Enter');
  await page.getByText('ferry.webm 已暂停').waitFor();
  assert.equal(await page.getByRole('button', { name: '继续', exact: true }).isVisible(), true);
  await page.unroute('**/uploads/*');
  const sent = pieces(page);
  page.on('dialog', (dialog) => dialog.accept());
  await page.reload();
  await ready(page);
  await playable(page);
  // What was on its way when the page went may have come in part, and counts.
  assert.ok(sent[0] >= PIECE_BYTES, String(sent));
  await gives(page, 'paste');
  await page.waitForFunction(() => document.querySelectorAll('.frame-film video').length === 2);
  await page.waitForSelector('#save-state[data-state=saved]');
  await context.close();
});

test('without script a form takes a film and says the line for the text', async () => {
  const { context, page } = await writer('filmplain', { javaScriptEnabled: false });
  // The preview shows the code for sharing what nobody can open yet.
  expects(page, /^404 GET \/article\/\d+\/qr\.svg$/);
  const sound = join(folder, 'bell.wav');
  const head = Buffer.from('RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data\x40\x1f\0\0', 'latin1');
  writeFileSync(sound, Buffer.concat([head, Buffer.alloc(8000, 128)]));
  await page.locator('#file').setInputFiles(sound);
  await Promise.all([page.waitForNavigation(), page.locator('#film-form button').press('Enter')]);
  const line = await page.locator('.done code').innerText();
  assert.match(line, /^<audio src="[0-9a-f]{64}" title=""><\/audio>$/);
  await page.locator('#body').fill(`钟声：\n\n${line}`);
  await presses(page, '保存');
  await page.goto(`${base}${new URL(page.url()).pathname.replace(/\/draft$/, '')}/preview`);
  assert.match(await page.locator('.body audio').getAttribute('src'), /\/film\.wav$/);
  await context.close();
});
