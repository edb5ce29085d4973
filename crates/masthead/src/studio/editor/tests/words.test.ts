/// <reference types="node" />
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const studio = 'crates/masthead/src/studio';
const keysIn = (text: string, form: RegExp) => [...new Set([...text.matchAll(form)].map(([, key]) => key))].sort();

test('the page hands over what the script says, no more and no less, in both languages', () => {
  const sources = readdirSync(`${studio}/editor`, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.startsWith('tests'));
  const script = sources.map((name) => readFileSync(`${studio}/editor/${name}`, 'utf8')).join('');
  const classes = keysIn(script, /class: '(editor-[a-z-]+)'/g).concat('editor-hint');
  const said = keysIn(script, /'(editor-[a-z0-9-]+)'/g).filter((key) => !classes.includes(key) || script.includes(`say('${key}')`));
  assert.deepEqual(said, keysIn(readFileSync(`${studio}/words.rs`, 'utf8'), /"(editor-[a-z0-9-]+)"/g));
  for (const locale of ['zh-CN', 'en']) assert.deepEqual(said, keysIn(readFileSync(`crates/masthead/locales/${locale}/editor.ftl`, 'utf8'), /^(editor-[a-z0-9-]+) =/gm));
});
