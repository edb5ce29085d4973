/// <reference types="node" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DOMParser } from 'linkedom';
import { clean } from '../paste/clean';
import type { Block, Inline } from '../document';

const read = (html: string): Block[] => clean(html, new DOMParser() as unknown as Pick<globalThis.DOMParser, 'parseFromString'>);
const run = (words: string, ...marks: ('strong' | 'emphasis' | 'strike' | 'code' | { link: { href: string } })[]): Inline => (marks.length > 0 ? { type: 'text', text: words, marks } : { type: 'text', text: words });
const paragraph = (...content: (Inline | string)[]): Block => ({ type: 'paragraph', content: content.map((each) => (typeof each === 'string' ? run(each) : each)) });

test('Word: headings, marks and its own kind of lists', () => {
  const item = (level: number, sign: string, words: string) =>
    `<p class=MsoListParagraph style='margin-left:${level * 21}.0pt;text-indent:-21.0pt;mso-list:l0 level${level} lfo1'><![if !supportLists]><span lang=EN-US style='font-family:Wingdings;mso-list:Ignore'>${sign}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]><span lang=ZH-CN>${words}</span></p>`;
  const html = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {mso-style-parent:""; color:red}</style></head><body lang=ZH-CN>
<!--StartFragment--><h1><span lang=ZH-CN>大桥</span><span lang=EN-US><o:p></o:p></span></h1>
<p class=MsoNormal><span lang=ZH-CN>第一班<b style='mso-bidi-font-weight:normal'>公交</b>，</span><i><span lang=EN-US>six
o'clock</span></i><span lang=EN-US><o:p></o:p></span></p>
${item(1, '1.', '换索')}${item(2, 'l', '南侧')}${item(1, '2.', '铺路')}
<p class=MsoNormal><span style='mso-hide:all;display:none'>藏</span>完<o:p>&nbsp;</o:p></p><!--EndFragment--></body></html>`;
  assert.deepEqual(read(html), [
    { type: 'heading', level: 2, content: [run('大桥')] },
    paragraph('第一班', run('公交', 'strong'), '，', run("six o'clock", 'emphasis')),
    { type: 'list', ordered: true, items: [[paragraph('换索'), { type: 'list', ordered: false, items: [[paragraph('南侧')]] }], [paragraph('铺路')]] },
    paragraph('完'),
  ]);
});

test('Word: a heading that it numbers stays a heading', () => {
  const html = `<h1 style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>第一章 </span>总则</h1><p style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1. </span>范围</p>`;
  assert.deepEqual(read(html), [
    { type: 'heading', level: 2, content: [run('第一章 总则')] },
    { type: 'list', ordered: true, items: [[paragraph('范围')]] },
  ]);
});

test('Word: a number that no list says again stays before its text', () => {
  const item = (sign: string, words: string) => `<p class=MsoNormal style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>${sign}<span>&nbsp;&nbsp; </span></span>${words}</p>`;
  assert.deepEqual(read(item('第一条', '为了规范') + item('1.1', '总则') + item('l', '渡船')), [
    { type: 'list', ordered: false, items: [[paragraph('第一条 为了规范')], [paragraph('1.1 总则')], [paragraph('渡船')]] },
  ]);
});

test('WeChat: section soup, headings that are only large and bold, pictures that load later', () => {
  const html = `<div class="rich_media_content" id="js_content" style="visibility: visible;"><section data-tools="135编辑器" style="margin:0"><section style="border:1px"><section><span style="font-size: 18px;"><strong>桥开了</strong></span></section></section></section>
<p style="text-indent:2em"><span leaf=""><span textstyle="" style="font-size: 15px;">早上六点，<span style="font-weight: bold;">第一班公交</span>开出。</span></span></p><p><br></p>
<section style="text-align:center"><img class="rich_pages wxw-img" data-src="https://mmbiz.qpic.cn/mmbiz_png/abc/640?wx_fmt=png" data-w="1080" src="data:image/gif;base64,R0lGODlhAQABAAAA" alt="图片"></section>
<section><svg viewBox="0 0 1 1"><text>花</text></svg><section>再见</section></section><mp-common-profile data-nickname="某号"></mp-common-profile></div>`;
  assert.deepEqual(read(html), [
    { type: 'heading', level: 2, content: [run('桥开了')] },
    paragraph('早上六点，', run('第一班公交', 'strong'), '开出。'),
    { type: 'picture', src: 'https://mmbiz.qpic.cn/mmbiz_png/abc/640?wx_fmt=png', alt: '图片' },
    paragraph('再见'),
  ]);
});

test('Google Docs: the light wrapper is no mark, styles are', () => {
  const html = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr"><span style="font-size:16pt;font-weight:700">Bridge</span></h2><p dir="ltr"><span style="font-weight:400">It is </span><span style="font-weight:700">open</span><span style="font-weight:400;font-style:italic"> now</span><a href="https://example.org/?a=b" style="text-decoration:none"><span style="text-decoration:underline">here</span></a></p><br><ul><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span style="font-weight:400">one</span></p></li><ul><li aria-level="2"><p><span>inner</span></p></li></ul></ul><div dir="ltr" align="left"><table><colgroup><col width="312"></colgroup><tbody><tr><td><p><span style="font-weight:700">a</span></p></td><td><p>b</p><p>c</p></td></tr></tbody></table></div></b>`;
  assert.deepEqual(read(html), [
    { type: 'heading', level: 2, content: [run('Bridge')] },
    paragraph('It is ', run('open', 'strong'), run(' now', 'emphasis'), run('here', { link: { href: 'https://example.org/?a=b' } })),
    { type: 'list', ordered: false, items: [[paragraph('one'), { type: 'list', ordered: false, items: [[paragraph('inner')]] }]] },
    { type: 'table', rows: [[{ content: [run('a', 'strong')] }, { content: [run('b'), { type: 'break' }, run('c')] }]] },
  ]);
});

test('what is bold stays so where a style inherits it or is important', () => {
  assert.deepEqual(read('<p><span style="font-weight:700 !important">a</span><b style="font-weight:inherit">b</b><em style="font-style:unset">c</em></p>'), [
    paragraph(run('ab', 'strong'), run('c', 'emphasis')),
  ]);
});

test('a page: figures, quotes, code, numbers; scripts, forms and hidden parts are dropped', () => {
  const html = `<article><nav>menu</nav><h5>small</h5><figure><img src="https://a.example/a.jpg" alt="a"><figcaption>cap</figcaption></figure>
<blockquote><p>said</p></blockquote><pre><code class="language-rust">fn a() {
}</code></pre><ol start="3"><li>x<ul><li>y</li></ul></li></ol><hr><table><thead><tr><th>h<th>i</thead><tr><td colspan="2">1</table>
<p>one<br>two <a href="javascript:x">bad</a> <a href="#top">up</a></p><div style="display:none">no</div><script>no</script><button>no</button><img src="https://a.example/pixel.gif" width="1" height="1"></article>`;
  assert.deepEqual(read(html), [
    { type: 'heading', level: 4, content: [run('small')] },
    { type: 'picture', src: 'https://a.example/a.jpg', alt: 'a', caption: 'cap' },
    { type: 'quote', blocks: [paragraph('said')], cite: '' },
    { type: 'code', language: 'rust', text: 'fn a() {\n}' },
    { type: 'list', ordered: true, start: 3, items: [[paragraph('x'), { type: 'list', ordered: false, items: [[paragraph('y')]] }]] },
    { type: 'divider' },
    { type: 'table', header: [{ content: [run('h')] }, { content: [run('i')] }], rows: [[{ content: [run('1')] }, { content: [] }]] },
    paragraph('one', { type: 'break' }, 'two bad up'),
  ]);
});

test('pictures of a page keep their order among the words, and data stays data', () => {
  assert.deepEqual(read('<p>a<img src="data:image/png;base64,AAAA">b</p>'), [paragraph('a'), { type: 'picture', src: 'data:image/png;base64,AAAA' }, paragraph('b')]);
  assert.deepEqual(read('<p><img src="file:///c:/a.png"><img src="cid:1"></p>'), []);
});

test('line ends between Chinese lines leave no blank, elsewhere one', () => {
  assert.deepEqual(read('<p>潮水\n  一天，\n<b>渡船</b>\n改了</p>'), [paragraph('潮水一天，', run('渡船', 'strong'), '改了')]);
  assert.deepEqual(read('<p>English\nwords 中文\n<code>a.toml</code>\n한국어\n문장</p>'), [paragraph('English words 中文 ', run('a.toml', 'code'), ' 한국어 문장')]);
  assert.deepEqual(read('<p>作者 的空格 \n<br>\n行</p>'), [paragraph('作者 的空格', { type: 'break' }, '行')]);
});

test('a reading stands in brackets behind its word', () => {
  assert.deepEqual(read('<p><ruby>饕餮<rp>(</rp><rt>tāo tiè</rt><rp>)</rp></ruby>是<ruby>一<rt></rt></ruby></p>'), [paragraph('饕餮（tāo tiè）是一')]);
});

test('nesting without end is cut, not followed', () => {
  assert.ok(read('<div>'.repeat(3000) + 'x').length <= 1);
});
