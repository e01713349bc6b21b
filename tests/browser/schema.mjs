// The schemas that `oideyo schema` prints, read by ajv: every sample file is accepted, every mistake an editor can see is refused.
//
//   node schema.mjs OIDEYO FOLDER...      OIDEYO: the command; FOLDER: sites with content/ in them

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import { parse } from 'yaml';

const [oideyo, ...folders] = process.argv.slice(2);
let passed = 0;
let failed = 0;

const accepts = Object.fromEntries(
  ['site', 'course', 'session'].map((kind) => {
    const schema = JSON.parse(execFileSync(oideyo, ['schema', kind], { encoding: 'utf8' }));
    // An unknown keyword would be a misspelt one; a name may be required apart from where it is described.
    const ajv = new Ajv({ strict: true, strictRequired: false, strictTypes: false, allowUnionTypes: true, keywords: ['markdownDescription'] });
    return [kind, ajv.compile(schema)];
  }),
);

function check(what, good, detail = '') {
  if (good) {
    passed += 1;
  } else {
    failed += 1;
    console.log(`FAILED ${what} ${detail}`);
  }
}

// The fields of a file, as an editor's YAML reads them.
function fields(path) {
  const text = readFileSync(path, 'utf8');
  if (path.endsWith('.yaml')) return parse(text) ?? {};
  const [, front] = /^---[^\n]*\n([\s\S]*?)^---[^\n]*$/m.exec(text) ?? [];
  return front === undefined ? undefined : (parse(front) ?? {});
}

function kindOf(name) {
  if (name === 'site.yaml') return 'site';
  return name === '_course.md' ? 'course' : 'session';
}

for (const folder of folders) {
  const content = join(folder, 'content');
  const files = readdirSync(content, { recursive: true, withFileTypes: true });
  for (const file of files.filter((file) => /\.(md|yaml)$/.test(file.name) && file.name !== 'accessibility.md')) {
    const path = join(file.parentPath ?? file.path, file.name);
    const kind = kindOf(file.name);
    check(path, accepts[kind](fields(path)), JSON.stringify(accepts[kind].errors));
  }
}

// What staff may also write, and the mistakes that need no other file and no calendar to be seen.
const { right, wrong } = parse(readFileSync(fileURLToPath(new URL('schema.yaml', import.meta.url)), 'utf8'));
for (const [good, cases] of [[true, right], [false, wrong]]) {
  for (const [kind, texts] of Object.entries(cases)) {
    for (const text of texts) {
      const verdict = accepts[kind](parse(text));
      check(`${kind}: ${JSON.stringify(text)} should be ${good ? 'accepted' : 'refused'}`, verdict === good);
    }
  }
}

// The corpus of mistakes: what the reader refuses for its name, its place or its shape, an editor underlines too.
const SHAPE = ['unknown-key', 'wrong-place', 'bare-reception', 'bad-choice', 'bad-flag', 'wants-map', 'wants-list', 'wants-one', 'wants-words', 'wants-rules'];
const corpus = fileURLToPath(new URL('../mistakes/', import.meta.url));
const cases = JSON.parse(readFileSync(join(corpus, 'index.json'), 'utf8'));
const shapes = cases.filter(({ found }) => found?.some(({ rule }) => SHAPE.includes(rule)));
check('the corpus has mistakes of shape', shapes.length >= SHAPE.length, `${shapes.length}`);
for (const { file, place = 'session' } of shapes) {
  let read;
  try {
    read = fields(join(corpus, file));
  } catch {
    // What the editor's YAML cannot read is underlined without a schema.
    continue;
  }
  check(`tests/mistakes/${file} should be refused`, read === undefined || !accepts[place](read));
}

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
