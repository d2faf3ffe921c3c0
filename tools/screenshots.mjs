// Takes the pictures of the documentation with the page as it is now.
//   node tools/screenshots.mjs DETECTIONS.geojson [FOLDER]
// The list and the radar images are simulated; history, split and conflict are of the detections of the file.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, settled, signIn, withOwnServer } from './own-server.mjs';

const [detections, folder = join(root, 'docs', 'images')] = process.argv.slice(2);
if (!detections) throw new Error('Which detections? node tools/screenshots.mjs DETECTIONS.geojson');
mkdirSync(folder, { recursive: true });
const scene = 'S1A_IW_GRDH_1SDV_20200729T034859_20200729T034924_033664_03E6D3_93EF';
const secret = 'password-of-an-analyst';
let slicks;

const prepare = (review) => {
  for (const name of ['maria.anders', 'jonas.berg']) review('user', 'add', name, '--role', 'analyst', '--password', secret);
  slicks = JSON.parse(review('import', detections, '--scene', scene, '--map', '1=4', '2=3')).slicks;
  review('simulate', '--scenes', '1');
};

await withOwnServer(prepare, async ({ address, browser }) => {
  const open = async (user, path, colorScheme = 'light', width = 1440, height = 900) => {
    const page = await (await browser.newContext({ viewport: { width, height }, colorScheme })).newPage();
    await signIn(page, address, user, secret);
    await page.goto(`${address}${path}`);
    await settled(page);
    return page;
  };
  const shoot = async (page, name) => {
    await settled(page);
    await page.waitForTimeout(600);
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await page.context().close();
  };
  const decide = (page, body) => page.evaluate(async (decision) => {
    const answer = await fetch('/api/decisions', { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': document.querySelector('meta[name=xsrf]').content, 'Idempotency-Key': crypto.randomUUID() }, body: JSON.stringify(decision) });
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()).outputs;
  }, body);
  const zoomed = async (page, id, keys = '') => {
    await page.locator(`[data-testid=slick-row-${id}]`).click();
    await settled(page);
    await page.keyboard.press('z');
    await settled(page);
    for (const key of keys) await page.keyboard.press(key);
    await settled(page);
  };

  // Some of the simulated ones are decided, so that every state is in the picture.
  const first = await open('maria.anders', '/?scene=SIMULATED&order=area');
  const found = await first.evaluate(async () => (await (await fetch('/api/slicks?limit=60')).json()).features.filter(({ properties }) => properties.scene?.includes('SIM')).map(({ id, properties }) => ({ id, area: properties.area })).sort((a, b) => b.area - a.area).map(({ id }) => id));
  const [shown] = await decide(first, { kind: 'validate', slicks: found.slice(2, 5), class: 7, humanConfidence: 0.9 });
  await decide(first, { kind: 'reject', slicks: found.slice(7, 9), class: 13, reason: 'look-alike' });
  await decide(first, { kind: 'reclassify', slicks: found.slice(0, 2), class: 6 });
  await first.context().close();
  for (const [name, theme] of [['map', 'light'], ['map-dark', 'dark']]) {
    const page = await open('maria.anders', '/?scene=SIMULATED&order=area', theme);
    await zoomed(page, shown);
    await page.evaluate(() => window.slickReview.map.setZoom(window.slickReview.map.getZoom() - 1, { animate: false }));
    await shoot(page, name);
  }

  const maria = await open('maria.anders', '/');
  const cut = await maria.evaluate(async (id) => {
    const [w, s, e, n] = (await (await fetch(`/api/slicks/${id}`)).json()).bbox;
    return [[w - (e - w) / 8, (s + n) / 2], [e + (e - w) / 8, (s + n) / 2]];
  }, slicks[10]);

  const splitting = await open('maria.anders', '/');
  await zoomed(splitting, slicks[10], 's');
  for (const [lon, lat] of cut) {
    const at = await splitting.evaluate(([x, y]) => {
      const { map } = window.slickReview, box = map.getContainer().getBoundingClientRect(), point = map.latLngToContainerPoint([y, x]);
      return [box.x + point.x, box.y + point.y];
    }, [lon, lat]);
    await splitting.mouse.click(...at);
    await splitting.waitForTimeout(150);
  }
  await splitting.keyboard.press('Enter');
  await splitting.locator('[data-testid=split-confirm]').waitFor();
  await shoot(splitting, 'split');

  const pieces = await decide(maria, { kind: 'split', slicks: [slicks[10]], line: { type: 'LineString', coordinates: cut } });
  const [merged] = await decide(maria, { kind: 'merge', slicks: pieces });
  const [classed] = await decide(maria, { kind: 'reclassify', slicks: [merged], class: 7 });
  await maria.context().close();
  const jonas = await open('jonas.berg', '/');
  const [sure] = await decide(jonas, { kind: 'validate', slicks: [classed], class: 7, humanConfidence: 0.9, comment: 'AIS shows a tanker on this track' });
  await jonas.context().close();
  const reading = await open('maria.anders', '/');
  await zoomed(reading, sure, 'h');
  await shoot(reading, 'history');

  const behind = await open('maria.anders', '/');
  await behind.route('**/api/events', (route) => route.abort());
  await behind.reload();
  await settled(behind);
  await zoomed(behind, slicks[11]);
  const other = await open('jonas.berg', '/');
  await decide(other, { kind: 'reclassify', slicks: [slicks[11]], class: 3 });
  await other.context().close();
  await behind.locator('[data-testid=do-validate]').first().click();
  await behind.locator('[data-testid=conflict-dialog]').waitFor();
  await shoot(behind, 'conflict');
});
