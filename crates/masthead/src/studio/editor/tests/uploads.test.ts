/// <reference types="node" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sendFilm } from '../tus';
import { sendTo } from '../uploads';

test('a file beyond the limit is not sent, and no button offers to send it again', async () => {
  const file = new File(['film'], 'a.mp4');
  const control = { id: 'a', signal: new AbortController().signal, waits: () => undefined, pausable: () => undefined };
  for (const send of [sendTo('/pictures', 3), sendFilm('/uploads', 3)]) {
    const sent = await send({ file }, () => undefined, control);
    assert.deepEqual(sent, { failed: 'editor-file-large', final: true });
  }
});
