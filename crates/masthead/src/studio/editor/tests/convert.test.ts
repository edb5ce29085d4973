/// <reference types="node" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromEditor, toEditor } from '../convert';
import { measure } from '../count';
import { cleanHref, typedHref } from '../href';
import type { Block, Document } from '../document';

const text = (words: string): Block => ({ type: 'paragraph', content: [{ type: 'text', text: words }] });
const document = (...blocks: Block[]): Document => ({ version: 1, blocks });

const EVERYTHING: Record<string, Block> = {
  'all marks and a break': {
    type: 'paragraph',
    content: [
      { type: 'text', text: 'a', marks: ['strong', 'emphasis', 'strike', 'code', { link: { href: '/a' } }] },
      { type: 'break' },
      { type: 'text', text: '桥', marks: ['code'] },
      { type: 'break' },
      { type: 'break' },
      { type: 'text', text: 'c' },
    ],
  },
  'a heading': { type: 'heading', level: 4, content: [{ type: 'text', text: 'a' }] },
  'a picture': { type: 'picture', src: 'a'.repeat(64), alt: 'b', caption: 'c', credit: 'd', width: 3, height: 4 },
  'a decorative picture': { type: 'picture', src: 'media/a.png', decorative: true },
  'a picture of which nothing is said': { type: 'picture', src: 'media/a.png' },
  'a video': { type: 'video', src: 'media/a', poster: 'media/b', title: 't', captions: [{ src: 'media/c', lang: 'zh', label: 'l' }], caption: 'd' },
  'a sound': { type: 'audio', src: 'media/a' },
  'an embed': { type: 'embed', url: 'https://a.example/', title: 't' },
  'a quote in a quote': { type: 'quote', blocks: [text('a'), { type: 'quote', blocks: [text('b')], cite: '' }], cite: 'c' },
  'lists in a list': { type: 'list', ordered: true, start: 0, items: [[text('a'), { type: 'list', ordered: false, items: [[text('b')]] }], [{ type: 'divider' }]] },
  'a list that starts with one': { type: 'list', ordered: true, items: [[text('a')]] },
  'a table with a head': { type: 'table', header: [{ content: [{ type: 'text', text: 'a' }] }, { content: [] }], rows: [[{ content: [{ type: 'text', text: 'b' }], header: true }, { content: [] }]], caption: 'c' },
  'a table whose first row heads itself': { type: 'table', rows: [[{ content: [{ type: 'text', text: 'a' }], header: true }]] },
  'a head without rows': { type: 'table', header: [{ content: [{ type: 'text', text: 'a' }] }], rows: [] },
  code: { type: 'code', language: 'rust', text: 'a\n\n\tb' },
  'code of no language': { type: 'code', text: ' a' },
  'a divider': { type: 'divider' },
};

for (const [name, block] of Object.entries(EVERYTHING)) {
  test(`${name} comes back as it went`, () => {
    assert.deepEqual(fromEditor(toEditor(document(block))), document(block));
  });
}

test('what is empty, and a picture that has not arrived, is not part of the document', () => {
  const empty = { type: 'paragraph' };
  const doc = {
    type: 'doc',
    content: [empty, { type: 'quote', attrs: { cite: 'a' }, content: [empty] }, { type: 'bullets', content: [{ type: 'item', content: [empty] }] }, { type: 'pending', attrs: { upload: 'a' } }, { type: 'codeBlock' }],
  };
  assert.deepEqual(fromEditor(doc), document());
  assert.deepEqual(toEditor(document()), { type: 'doc', content: [empty] });
});

test('marks come in the order of the document, and blanks at the ends of lines go', () => {
  const doc = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: ' a ', marks: [{ type: 'code' }, { type: 'strong' }] }] }] };
  assert.deepEqual(fromEditor(doc).blocks, [{ type: 'paragraph', content: [{ type: 'text', text: 'a', marks: ['strong', 'code'] }] }]);
});

test('characters and words are counted as the server counts them', () => {
  assert.deepEqual(measure(document(text("大桥 opens, don't wait"))), { words: 5, minutes: 1 });
  assert.deepEqual(measure(document()), { words: 0, minutes: 0 });
  assert.equal(measure(document(text('字'.repeat(801)))).minutes, 3);
});

test('links are taken or refused as the server does', () => {
  for (const href of ['http://example.org/a?b=c#d', 'mailto:desk@example.org', '/article/7', '#s-2', '?page=2', 'a/b:c', '新闻/一']) assert.equal(cleanHref(href), href);
  for (const href of ['javascript:alert(1)', ' JaVaScRiPt:x', 'java\tscript:x', '\u200bjavascript:x', 'data:text/html,x', '//example.org', '/\\example.org', 'http:example.org', 'https:///x', '']) assert.equal(cleanHref(href), undefined, href);
  assert.equal(cleanHref(' HTTPS://example.org/a b '), 'https://example.org/a%20b');
  assert.equal(typedHref('example.org/a'), 'https://example.org/a');
  assert.equal(typedHref('desk@example.org'), 'mailto:desk@example.org');
});
