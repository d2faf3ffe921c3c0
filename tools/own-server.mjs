// A server and a browser of their own for the tools beside: in a folder that is removed afterwards.
import { spawn, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const program = join(root, 'publish', 'Review');
const password = 'password-of-a-tool';

const freePort = async () => {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
};

/** Prepares a database with `review(...)`, serves it, and runs `use({ address, browser, review })`. */
export const withOwnServer = async (prepare, use) => {
  if (!existsSync(program)) throw new Error('Build first: ./review --help');
  const folder = mkdtempSync(join(tmpdir(), 'slick-review-tool-'));
  const address = `http://127.0.0.1:${await freePort()}`;
  const env = { ...process.env, REVIEW_DATA: folder, REVIEW_URLS: address, REVIEW_ADMIN_PASSWORD: password, ASPNETCORE_CONTENTROOT: join(root, 'publish') };
  delete env.ConnectionStrings__Review;
  const review = (...verb) => execFileSync(program, verb, { env, stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' });
  let app, browser;
  try {
    prepare(review);
    app = spawn(program, ['serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((done, failed) => {
      app.stdout.on('data', (text) => String(text).includes(' is at ') && done());
      app.on('exit', (code) => failed(new Error(`The application ended with ${code}.`)));
    });
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    });
    await use({ address, browser, review });
  } finally {
    await browser?.close();
    if (app?.exitCode === null) {
      app.kill('SIGTERM');
      await new Promise((done) => app.once('exit', done));
    }
    rmSync(folder, { recursive: true, force: true });
  }
};

export const signIn = async (page, address, user = 'admin', secret = password) => {
  await page.goto(`${address}/signin`);
  await page.fill('input[name=user]', user);
  await page.fill('input[name=password]', secret);
  await Promise.all([page.waitForURL((url) => !url.pathname.startsWith('/signin')), page.keyboard.press('Enter')]);
};

/** Waits until the page is at rest. */
export const settled = async (page) => {
  await page.waitForFunction(() => window.slickReview);
  await page.evaluate(async () => {
    await window.slickReview.ready;
    await window.slickReview.idle();
  });
};
