// Measures the page with many slicks in real Chromium: with a server of its own.
//   node tools/bench-page.mjs [--slicks 50000]
// Prints: time to the first tiles, main-thread time of a pan, JavaScript heap, and the largest message on the circuit in a session that
// gives every command.
import { cpus } from 'node:os';
import { settled, signIn, withOwnServer } from './own-server.mjs';

const slicks = Number(process.argv[process.argv.indexOf('--slicks') + 1]) || 50_000;
const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const percentile = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];

async function firstTiles(context, address) {
  const page = await context.newPage();
  await page.goto(`${address}/`, { waitUntil: 'load' });
  await settled(page);
  const times = await page.evaluate(() => {
    const tiles = performance.getEntriesByType('resource').filter(entry => entry.name.includes('/tiles/slicks/'));
    const page = performance.getEntriesByType('navigation')[0];
    return { document: page.responseEnd, loaded: page.loadEventEnd, first: Math.min(...tiles.map(tile => tile.responseEnd)), all: Math.max(...tiles.map(tile => tile.responseEnd)), drawn: performance.now() };
  });
  await page.close();
  return times;
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

  await pick(0); await page.keyboard.press('v'); await done();
  await pick(1); await page.keyboard.press('x'); await page.locator('[data-testid=reject-reason]').first().waitFor(); await page.keyboard.press('1'); await page.keyboard.press('Enter'); await done();
  await pick(2); await page.keyboard.press('u'); await done();
  await pick(3); await page.keyboard.press('c'); await page.waitForTimeout(300); await page.keyboard.press('3'); await page.keyboard.press('Enter'); await done();
  await pick(4); await page.keyboard.press('s'); await draw([[-330, -250], [330, 250]]); await page.keyboard.press('Enter'); await page.waitForTimeout(700); await page.keyboard.press('Enter'); await done(); await page.keyboard.press('Escape');
  await pick(5); await page.keyboard.press('e'); await moveCorner(); await page.waitForTimeout(700); await page.keyboard.press('Enter'); await done(); await page.keyboard.press('Escape');
  await pick(6); await page.keyboard.press('k'); await draw([[-330, -250], [0, -250], [0, 250], [-330, 250]]); await page.keyboard.press('Enter'); await page.waitForTimeout(700); await page.keyboard.press('Enter'); await done(); await page.keyboard.press('Escape');
  await pick(7); await page.keyboard.press('a'); await page.waitForTimeout(300); await draw([[-40, -40], [40, -40], [40, 40]]); await page.keyboard.press('Enter'); await page.waitForTimeout(700); await page.keyboard.press('Enter'); await done(); await page.keyboard.press('Escape');
  await pick(8); await page.locator('[data-testid=notes]').fill('seen by the patrol aircraft'); await page.locator('[data-testid=do-annotate]').click(); await done();
  await row(9).click(); await row(10).click({ modifiers: ['Shift'] }); await page.keyboard.press('m'); await page.waitForTimeout(400); const across = page.locator('[data-testid=merge-across]'); if (await across.isVisible()) await across.check(); await page.locator('[data-testid=merge-confirm]').click(); await done();
  await pick(0); await page.keyboard.press('h'); await page.waitForTimeout(600);
  await page.keyboard.press('Control+z'); await done();
  await page.keyboard.press('Space'); await page.keyboard.press('?'); await page.waitForTimeout(200); await page.keyboard.press('Escape'); await done();
  await page.locator('[data-testid=slick-list]').hover(); for (let i = 0; i < 10; i++) { await page.mouse.wheel(0, 900); await page.waitForTimeout(120); }
  await done();
}

await withOwnServer((review) => review('simulate', '--slicks', String(slicks)), async ({ address, browser }) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const messages = [];
  page.on('websocket', socket => {
    socket.on('framesent', frame => messages.push(Buffer.byteLength(frame.payload)));
    socket.on('framereceived', frame => messages.push(Buffer.byteLength(frame.payload)));
  });
  await signIn(page, address);
  await settled(page);
  const opened = [];
  for (let i = 0; i < 5; i++) opened.push(await firstTiles(context, address));
  console.log(`${cpus().length} cores (${cpus()[0].model.trim()}), Chromium ${browser.version()}, 1440×900, ${slicks.toLocaleString('en')} slicks`);
  console.log(`first tiles: ${median(opened.map(o => o.first - o.document)).toFixed(0)} ms after the page, all ${median(opened.map(o => o.all - o.document)).toFixed(0)} ms (asked: first under 1,000)`);
  for (const [name, where] of [['world', ''], ['sea', '?map=8/43.6/34.2'], ['coast', '?map=10/43.6/34.2']]) {
    await page.goto(`${address}/${where}`);
    await settled(page);
    await pan(page);
    const frames = await pan(page);
    console.log(`pan (${name}): ${median(frames).toFixed(1)} ms of main thread a frame, 95 % under ${percentile(frames, 0.95).toFixed(1)} ms, worst ${Math.max(...frames).toFixed(1)} ms (asked: under 16)`);
  }
  await page.goto(`${address}/`);
  await settled(page);
  await everyCommand(page);
  console.log(`heap: ${(await heap(page)).toFixed(0)} MB after a session of every command (asked: under 150)`);
  console.log(`circuit: ${messages.length} messages, the largest ${Math.max(...messages).toLocaleString('en')} bytes (asked: none over 16,384)`);
});
