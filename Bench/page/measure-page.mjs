// Measures the page with many slicks in real Chromium, with a server of its own; `./review bench page` starts it, and knows what is asked.
//   node Bench/page/measure-page.mjs SLICKS
// Prints a line of JSON for each figure: {"figure":"heap","value":10.2}. Times are milliseconds, sizes bytes as they were sent, the heap MB.
import { settled, signIn, withOwnServer } from '../../tools/own-server.mjs';

const slicks = Number(process.argv[2]);
const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const percentile = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];

// Opens the page as somebody does who was never there: signed in, but nothing kept. Times are milliseconds after the answer of the document.
async function firstVisit(browser, address, state) {
  const context = await browser.newContext({ ...view, storageState: state });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const look = () => document.querySelector('[data-testid^=slick-row-]') ? (window.firstRows = performance.now()) : requestAnimationFrame(look);
    requestAnimationFrame(look);
  });
  await page.goto(`${address}/`, { waitUntil: 'load' });
  await settled(page);
  await page.waitForFunction(() => window.firstRows);
  const visit = await page.evaluate(() => {
    const entries = performance.getEntriesByType('resource');
    const document = performance.getEntriesByType('navigation')[0].responseEnd;
    const tiles = entries.filter(entry => entry.name.includes('/tiles/slicks/')).map(entry => entry.responseEnd - document);
    const bytes = ending => entries.filter(entry => new URL(entry.name).pathname.endsWith(ending)).reduce((sum, entry) => sum + entry.encodedBodySize, 0);
    return {
      painted: performance.getEntriesByName('first-contentful-paint')[0].startTime - document,
      rows: window.firstRows - document,
      firstTile: Math.min(...tiles),
      allTiles: Math.max(...tiles),
      script: bytes('.js'),
      style: bytes('.css'),
    };
  });
  await context.close();
  return visit;
}

// Main-thread time of each step of a drag, from the browser's own counter.
async function pan(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const busy = async () => (await session.send('Performance.getMetrics')).metrics.find(metric => metric.name === 'TaskDuration').value * 1000;
  const frames = [];
  const box = await page.locator('.leaflet-container').boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 90; step++) {
    const before = await busy();
    await page.mouse.move(x + 4 * step * (step % 60 < 30 ? 1 : -0.5), y + step);
    await page.evaluate(() => new Promise(requestAnimationFrame));
    frames.push(await busy() - before);
  }
  await page.mouse.up();
  return frames;
}

async function heap(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize / 1e6;
}

// Selects slicks from the list and gives every command by its key; what is drawn is drawn across the selected slick.
async function everyCommand(page) {
  const row = n => page.locator('[data-testid^=slick-row-]').nth(n);
  const pick = async n => { await row(n).click(); await settled(page); await page.keyboard.press('z'); await settled(page); await page.waitForTimeout(400); };
  const middle = async () => { const box = await page.locator('.leaflet-container').boundingBox(); return [box.x + box.width / 2, box.y + box.height / 2]; };
  const draw = async points => {
    const [x, y] = await middle();
    for (const [dx, dy] of points) { await page.mouse.click(x + dx, y + dy); await page.waitForTimeout(60); }
  };
  const moveCorner = async () => {
    await page.waitForTimeout(400);
    const box = await page.locator('.leaflet-marker-icon.marker-icon:not(.marker-icon-middle)').first().boundingBox();
    if (!box) return;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2); await page.mouse.down(); await page.mouse.move(box.x + 20, box.y + 15, { steps: 5 }); await page.mouse.up();
  };
  const done = async () => { await settled(page); await page.waitForTimeout(300); };
  const confirm = async tool => { await page.locator(`[data-testid=${tool}-confirm]`).waitFor(); await page.keyboard.press('Enter'); await done(); await page.keyboard.press('Escape'); };

  await pick(0); await page.keyboard.press('v'); await done();
  await pick(1); await page.keyboard.press('x'); await page.locator('[data-testid=reject-reason]').first().waitFor(); await page.keyboard.press('1'); await page.keyboard.press('Enter'); await done();
  await pick(2); await page.keyboard.press('u'); await done();
  await pick(3); await page.keyboard.press('c'); await page.waitForTimeout(300); await page.keyboard.press('3'); await page.keyboard.press('Enter'); await done();
  await pick(4); await page.keyboard.press('s'); await draw([[-345, 0], [345, 0]]); await page.keyboard.press('Enter'); await confirm('split');
  await pick(5); await page.keyboard.press('e'); await moveCorner(); await confirm('edit');
  await pick(6); await page.keyboard.press('k'); await draw([[-345, -40], [15, -40], [15, 40], [-345, 40]]); await page.keyboard.press('Enter'); await confirm('cut');
  await pick(7); await page.keyboard.press('a'); await page.waitForTimeout(300); await draw([[-40, -40], [40, -40], [40, 40]]); await page.keyboard.press('Enter'); await confirm('add');
  await pick(8); await page.locator('[data-testid=notes]').fill('seen by the patrol aircraft'); await page.locator('[data-testid=do-annotate]').click(); await done();
  await row(9).click(); await row(10).click({ modifiers: ['Shift'] }); await page.keyboard.press('m'); await page.waitForTimeout(400); const across = page.locator('[data-testid=merge-across]'); if (await across.isVisible()) await across.check(); await page.locator('[data-testid=merge-confirm]').click(); await done();
  await pick(0); await page.keyboard.press('h'); await page.waitForTimeout(600);
  await page.keyboard.press('Control+z'); await done();
  await page.keyboard.press('Space'); await page.keyboard.press('?'); await page.waitForTimeout(200); await page.keyboard.press('Escape'); await done();
  await page.locator('[data-testid=slick-list]').hover(); for (let i = 0; i < 10; i++) { await page.mouse.wheel(0, 900); await page.waitForTimeout(120); }
  await done();
}

const view = { viewport: { width: 1440, height: 900 } };
const say = (figure, value) => console.log(JSON.stringify({ figure, value }));

await withOwnServer((review) => review('simulate', '--slicks', String(slicks)), async ({ address, browser }) => {
  const context = await browser.newContext(view);
  const page = await context.newPage();
  const messages = [];
  page.on('websocket', socket => {
    socket.on('framesent', frame => messages.push(Buffer.byteLength(frame.payload)));
    socket.on('framereceived', frame => messages.push(Buffer.byteLength(frame.payload)));
  });
  await signIn(page, address);
  await settled(page);
  say('browser', browser.version());
  const state = await context.storageState();
  const visits = [];
  for (let i = 0; i < 5; i++) visits.push(await firstVisit(browser, address, state));
  for (const figure of Object.keys(visits[0])) say(figure, median(visits.map(visit => visit[figure])));
  for (const [name, where] of [['world', ''], ['sea', '?map=8/43.6/34.2'], ['coast', '?map=10/43.6/34.2']]) {
    await page.goto(`${address}/${where}`);
    await settled(page);
    await pan(page);
    const frames = await pan(page);
    say(`pan ${name} median`, median(frames));
    say(`pan ${name} p95`, percentile(frames, 0.95));
  }
  await page.goto(`${address}/`);
  await settled(page);
  await everyCommand(page);
  say('heap', await heap(page));
  say('largestMessage', Math.max(...messages));
});
