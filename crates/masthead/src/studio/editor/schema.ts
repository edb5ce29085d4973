// The nodes and marks of the text: exactly what our document can say.
import { InputRule, Mark, Node, markInputRule, nodeInputRule, textblockTypeInputRule, wrappingInputRule } from '@tiptap/core';
import { cleanHref } from './href';
import { citeView } from './views/cite';
import { codeView } from './views/code';

/** An attribute that survives copying within the editor, whatever its type. */
export const attribute = (name: string, initial: unknown) => ({
  [name]: {
    default: initial,
    parseHTML: (element: HTMLElement) => JSON.parse(element.getAttribute(`data-${name}`) ?? JSON.stringify(initial)),
    renderHTML: (attrs: Record<string, unknown>) => (attrs[name] === initial ? {} : { [`data-${name}`]: JSON.stringify(attrs[name]) }),
  },
});

const Doc = Node.create({ name: 'doc', topNode: true, content: 'block+' });
const Text = Node.create({ name: 'text', group: 'inline' });

const Paragraph = Node.create({
  name: 'paragraph',
  group: 'block',
  content: 'inline*',
  priority: 1000,
  parseHTML: () => [{ tag: 'p' }],
  renderHTML: () => ['p', 0],
  addKeyboardShortcuts() {
    return { 'Mod-Alt-0': () => this.editor.commands.setNode('paragraph') };
  },
});

const Heading = Node.create({
  name: 'heading',
  group: 'block',
  content: 'inline*',
  defining: true,
  addAttributes: () => ({ level: { default: 2, rendered: false } }),
  parseHTML: () => [2, 3, 4].map((level) => ({ tag: `h${level}`, attrs: { level } })),
  renderHTML: ({ node }) => [`h${node.attrs.level}`, 0],
  addInputRules() {
    return [2, 3, 4].map((level) => textblockTypeInputRule({ find: new RegExp(`^#{${level}}\\s$`), type: this.type, getAttributes: { level } }));
  },
  addKeyboardShortcuts() {
    return Object.fromEntries([2, 3, 4].map((level) => [`Mod-Alt-${level}`, () => this.editor.commands.toggleNode('heading', 'paragraph', { level })]));
  },
});

const Quote = Node.create({
  name: 'quote',
  group: 'block',
  content: 'block+',
  defining: true,
  addAttributes: () => attribute('cite', ''),
  parseHTML: () => [{ tag: 'blockquote' }],
  renderHTML: ({ HTMLAttributes }) => ['blockquote', HTMLAttributes, 0],
  addNodeView: () => citeView,
  addInputRules() {
    return [wrappingInputRule({ find: /^\s*[>》]\s$/, type: this.type })];
  },
  addKeyboardShortcuts() {
    return { 'Mod-Shift-9': () => this.editor.commands.toggleWrap('quote') };
  },
});

const Bullets = Node.create({
  name: 'bullets',
  group: 'block list',
  content: 'item+',
  parseHTML: () => [{ tag: 'ul' }],
  renderHTML: () => ['ul', 0],
  addInputRules() {
    return [wrappingInputRule({ find: /^\s*[-+*]\s$/, type: this.type })];
  },
  addKeyboardShortcuts() {
    return { 'Mod-Shift-8': () => this.editor.commands.toggleList('bullets', 'item') };
  },
});

const Numbers = Node.create({
  name: 'numbers',
  group: 'block list',
  content: 'item+',
  addAttributes: () => ({ start: { default: 1, parseHTML: (element) => Number(element.getAttribute('start') ?? 1) } }),
  parseHTML: () => [{ tag: 'ol' }],
  renderHTML: ({ node }) => ['ol', node.attrs.start === 1 ? {} : { start: node.attrs.start }, 0],
  addInputRules() {
    return [
      wrappingInputRule({
        find: /^(\d{1,9})[.、]\s$/,
        type: this.type,
        getAttributes: (match) => ({ start: Number(match[1]) }),
        joinPredicate: (match, node) => node.childCount + node.attrs.start === Number(match[1]),
      }),
    ];
  },
  addKeyboardShortcuts() {
    return { 'Mod-Shift-7': () => this.editor.commands.toggleList('numbers', 'item') };
  },
});

const Item = Node.create({
  name: 'item',
  content: 'block+',
  defining: true,
  parseHTML: () => [{ tag: 'li' }],
  renderHTML: () => ['li', 0],
  addKeyboardShortcuts() {
    return {
      Enter: () => this.editor.commands.splitListItem('item'),
      Tab: () => this.editor.commands.sinkListItem('item'),
      'Shift-Tab': () => this.editor.commands.liftListItem('item'),
    };
  },
});

const CodeBlock = Node.create({
  name: 'codeBlock',
  group: 'block',
  content: 'text*',
  marks: '',
  code: true,
  defining: true,
  addAttributes: () => attribute('language', ''),
  parseHTML: () => [{ tag: 'pre', preserveWhitespace: 'full' }],
  renderHTML: ({ HTMLAttributes }) => ['pre', HTMLAttributes, ['code', 0]],
  addNodeView: () => codeView,
  addInputRules() {
    return [textblockTypeInputRule({ find: /^(?:```|···)([a-zA-Z0-9+#.-]{0,32})\s$/, type: this.type, getAttributes: (match) => ({ language: match[1] }) })];
  },
  addKeyboardShortcuts() {
    return { 'Mod-Alt-c': () => this.editor.commands.toggleNode('codeBlock', 'paragraph') };
  },
});

const Divider = Node.create({
  name: 'divider',
  group: 'block',
  parseHTML: () => [{ tag: 'hr' }],
  renderHTML: () => ['hr'],
  addInputRules() {
    return [nodeInputRule({ find: /^(?:---|\*\*\*|———?)\s$/, type: this.type })];
  },
});

const Break = Node.create({
  name: 'break',
  group: 'inline',
  inline: true,
  selectable: false,
  linebreakReplacement: true,
  parseHTML: () => [{ tag: 'br' }],
  renderHTML: () => ['br'],
  renderText: () => '\n',
  addKeyboardShortcuts() {
    return { 'Shift-Enter': () => this.editor.commands.first(({ commands }) => [() => commands.exitCode(), () => commands.insertContent({ type: 'break' })]) };
  },
});

/** A mark with its element, its key and the signs that a typist may put around the words. */
const mark = (name: string, tags: string[], key: string, signs: RegExp[]) =>
  Mark.create({
    name,
    parseHTML: () => tags.map((tag) => ({ tag })),
    renderHTML: () => [tags[0], 0],
    addInputRules() {
      return signs.map((find) => markInputRule({ find, type: this.type }));
    },
    addKeyboardShortcuts() {
      return { [key]: () => this.editor.commands.toggleMark(name) };
    },
  });

const Strong = mark('strong', ['strong', 'b'], 'Mod-b', [/(?:^|\s|[^\x00-\x7f])(\*\*(?!\s)([^*]+)\*\*)$/]);
const Emphasis = mark('emphasis', ['em', 'i'], 'Mod-i', [/(?:^|\s|[^\x00-\x7f])(\*(?![\s*])([^*]+)\*)$/]);
const Strike = mark('strike', ['s', 'del'], 'Mod-Shift-x', [/(?:^|\s|[^\x00-\x7f])(~~(?!\s)([^~]+)~~)$/]);
const Code = mark('code', ['code'], 'Mod-e', [/(?:^|\s|[^\x00-\x7f])(`([^`]+)`)$/]);

const Link = Mark.create({
  name: 'link',
  inclusive: false,
  addAttributes: () => ({ href: { default: '', rendered: false } }),
  parseHTML: () => [
    {
      tag: 'a[href]',
      getAttrs: (element) => {
        const href = cleanHref(element.getAttribute('href') ?? '');
        return href ? { href } : false;
      },
    },
  ],
  renderHTML: ({ mark: link }) => ['a', { href: link.attrs.href, rel: 'noopener' }, 0],
  addInputRules() {
    return [
      new InputRule({
        find: /\[([^[\]]+)\]\(([^()\s]+)\)$/,
        handler: ({ state, range, match }) => {
          const href = cleanHref(match[2]);
          if (!href) return null;
          state.tr.replaceWith(range.from, range.to, state.schema.text(match[1], [this.type.create({ href })])).removeStoredMark(this.type);
        },
      }),
    ];
  },
});

export const TEXT = [Doc, Text, Paragraph, Heading, Quote, Bullets, Numbers, Item, CodeBlock, Divider, Break, Link, Strong, Emphasis, Strike, Code];
