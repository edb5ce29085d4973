/// <reference types="node" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Autosave, type State } from '../autosave';
import { compare, keyOf, shared, sideOf } from '../compare';
import type { Block } from '../document';
import type { Answer, Snapshot } from '../server';

const said = (words: string): Block => ({ type: 'paragraph', content: [{ type: 'text', text: words }] });

/** A desk without clock and network: time moves when the test says so. */
function desk(...answers: (Answer | Promise<Answer>)[]) {
  const at = { now: 0, due: undefined as { when: number; act: () => void } | undefined, words: '', sent: [] as number[], states: [] as string[], taken: '' };
  const snapshot = (): Snapshot => ({ document: { version: 1, blocks: [said(at.words)] }, fields: {} });
  const autosave = new Autosave(
    {
      snapshot,
      send: async (version) => {
        at.sent.push(at.now);
        return answers.shift() ?? { kind: 'saved', version: version + 1, savedAt: at.now };
      },
      say: (state: State) => at.states.push(state.kind),
      taken: (holder: string) => void (at.taken = holder),
      now: () => at.now,
      after(ms, act) {
        const due = { when: at.now + ms, act };
        at.due = due;
        return () => void (at.due === due && (at.due = undefined));
      },
    },
    1,
  );
  const pass = async (ms: number) => {
    const end = at.now + ms;
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    while (at.due && at.due.when <= end) {
      const { when, act } = at.due;
      [at.now, at.due] = [when, undefined];
      act();
      for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    }
    at.now = end;
  };
  const type = (words: string) => {
    at.words += words;
    autosave.changed();
  };
  return { at, autosave, pass, type };
}

test('a second of rest saves, and nothing more is sent', async () => {
  const { at, autosave, pass, type } = desk();
  type('a');
  await pass(999);
  assert.deepEqual(at.sent, []);
  await pass(20_000);
  assert.deepEqual([at.sent, autosave.version, autosave.dirty], [[1000], 2, false]);
  autosave.changed();
  await pass(20_000);
  assert.equal(at.sent.length, 1, 'nothing had changed');
});

test('a save that somebody else has taken over is told at once, and nothing more is sent until it is ours again', async () => {
  const { at, autosave, pass, type } = desk({ kind: 'taken', holder: '林月' });
  type('a');
  await pass(1_000);
  assert.deepEqual([at.taken, autosave.state.kind, autosave.dirty], ['林月', 'paused', true]);
  type('b');
  await pass(60_000);
  assert.equal(at.sent.length, 1);
  autosave.resume();
  await pass(1_000);
  assert.deepEqual([at.sent.length, autosave.dirty], [2, false]);
});

test('who never rests is saved every five seconds', async () => {
  const { at, pass, type } = desk();
  for (let tenths = 0; tenths < 120; tenths += 1) {
    type('a');
    await pass(100);
  }
  assert.deepEqual(at.sent, [5000, 10000]);
});

test('without network it is tried with growing pauses, at once when it is back, and told once', async () => {
  const cut: Answer = { kind: 'cut' };
  const { at, autosave, pass, type } = desk(cut, cut, cut, cut);
  type('a');
  await pass(1000 + 2000 + 4000);
  assert.deepEqual(at.sent, [1000, 3000, 7000]);
  autosave.nudge();
  await pass(0);
  await pass(2000);
  assert.deepEqual(at.sent, [1000, 3000, 7000, 7000, 9000]);
  assert.deepEqual([autosave.dirty, at.states[at.states.length - 1]], [false, 'saved']);
});

test('a server that did not answer left the words at “saving” for as long as it took', async () => {
  let answer: (answer: Answer) => void = () => undefined;
  const { at, autosave, pass, type } = desk(new Promise<Answer>((done) => (answer = done)));
  type('a');
  await pass(1_000 + 4_999);
  assert.deepEqual(at.states, ['changed', 'saving']);
  await pass(1);
  assert.deepEqual([at.states.slice(2), autosave.dirty], [['later'], true]);
  type('b');
  answer({ kind: 'saved', version: 2, savedAt: 0 });
  await pass(1_000);
  assert.deepEqual([at.sent.length, autosave.version, autosave.dirty], [2, 3, false]);
  assert.equal(at.states[at.states.length - 1], 'saved');
});

test('the server says when to come back, and is obeyed', async () => {
  const { at, pass, type } = desk({ kind: 'later', afterMs: 12_000 });
  type('a');
  await pass(12_999);
  assert.equal(at.sent.length, 1);
  await pass(1);
  assert.equal(at.sent.length, 2);
});

test('a server that cannot save now is tried again with growing pauses, never sooner than it says, and nothing is lost', async () => {
  const busy: Answer = { kind: 'later', afterMs: 5_000, text: 'busy' };
  const { at, autosave, pass, type } = desk(busy, busy, busy, busy, busy);
  type('a');
  await pass(1000 + 5000 + 5000 + 8000 + 16_000);
  assert.deepEqual(at.sent, [1000, 6000, 11_000, 19_000, 35_000]);
  assert.deepEqual([autosave.state.kind, autosave.dirty], ['later', true]);
  type('b');
  autosave.nudge();
  await pass(0);
  assert.deepEqual([autosave.state.kind, autosave.dirty], ['saved', false]);
});

test('what is put right while a refusal is on its way is saved by itself', async () => {
  const { at, autosave, pass, type } = desk({ kind: 'refused', text: 'no', troubles: [] });
  type('a');
  at.due?.act();
  type('b');
  await pass(1_000);
  assert.deepEqual([at.sent.length, autosave.state.kind, autosave.dirty], [2, 'saved', false]);
});

test('an ended session is asked again by itself', async () => {
  const { at, autosave, pass, type } = desk({ kind: 'login', url: '/login' });
  type('a');
  await pass(16_000);
  assert.deepEqual([at.sent.length, autosave.state.kind], [2, 'saved']);
});

test('a conflict stops everything until it is settled', async () => {
  const theirs = { version: 9, by: 'b', saved_at: 0, document: { version: 1 as const, blocks: [] }, fields: {} };
  const { at, autosave, pass, type } = desk({ kind: 'conflict', theirs });
  type('a');
  await pass(1000);
  type('b');
  await pass(60_000);
  assert.deepEqual([at.sent.length, autosave.state.kind], [1, 'conflict']);
  autosave.settle(9, false);
  await autosave.flush();
  assert.deepEqual([at.sent.length, autosave.version, autosave.dirty], [2, 10, false]);
});

test('what the server takes no more is sent again only when it is asked for, or the window is come back to', async () => {
  const closed: Answer = { kind: 'closed', text: 'rejected' };
  const { at, autosave, pass, type } = desk(closed, closed);
  type('a');
  await pass(1000);
  type('b');
  await pass(60_000);
  assert.deepEqual([at.sent.length, autosave.state.kind, autosave.dirty], [1, 'closed', true]);
  assert.equal((await autosave.flush()).kind, 'closed');
  autosave.nudge();
  await pass(0);
  assert.deepEqual([at.sent.length, autosave.state.kind, autosave.dirty], [3, 'saved', false]);
});

test('whoever loses the hold sends nothing, and goes on with it again', async () => {
  const { at, autosave, pass, type } = desk();
  autosave.pause();
  type('a');
  await pass(60_000);
  assert.equal(at.sent.length, 0);
  autosave.resume();
  await pass(1000);
  assert.equal(at.sent.length, 1);
});

test('versions are compared block by block, and parts go from one into the other', () => {
  const lines = compare([said('a'), said('b'), said('c')], [said('a'), said('x'), said('c'), said('d')]);
  assert.deepEqual(lines.map((line) => line.side), ['both', 'mine', 'theirs', 'both', 'theirs']);
  assert.deepEqual(sideOf(lines, 'mine'), [said('a'), said('b'), said('c')]);
  assert.deepEqual(sideOf(shared(lines, 2), 'mine'), [said('a'), said('b'), said('x'), said('c')]);
  assert.equal(keyOf({ a: 1, b: [2] }), keyOf({ b: [2], a: 1, c: undefined }));
});
