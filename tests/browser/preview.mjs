// A running `oideyo serve` on a copy of a site.

import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The first port that is tried; the next ones follow. */
const PORT = '28800';

export class Site {
  /** Copies the courses of a site; `change(text)` may change its settings. */
  constructor(from, courses, change = (text) => text) {
    this.folder = mkdtempSync(path.join(os.tmpdir(), 'oideyo-workbench-'));
    for (const course of courses) cpSync(path.join(from, 'content', course), this.path(`content/${course}`), { recursive: true });
    this.write('content/site.yaml', change(readFileSync(path.join(from, 'content/site.yaml'), 'utf8')));
  }

  path(file) {
    return path.join(this.folder, file);
  }

  read(file) {
    return readFileSync(this.path(file), 'utf8');
  }

  write(file, text) {
    writeFileSync(this.path(file), text);
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Starts the program; gives the address once it answers, and a way to end it. */
export async function preview(program, site, { now, env = {} }) {
  const child = spawn(program, ['serve', '--no-open', '--port', PORT, '--now', now, '--site', site.folder], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (data) => {
      said += data;
      const found = said.match(/http:\/\/[^/]+\//);
      if (found) resolve(found[0]);
    });
    child.on('exit', (code) => reject(new Error(`oideyo serve ended with ${code}`)));
  });
  return { url, end: () => child.kill() };
}
