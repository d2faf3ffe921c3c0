// What became of a run, and which rows the table shows. Pure.
import { id } from '../figures.js';

const ENDED = new Set(['succeeded', 'failed', 'cancelled']);

export const isActive = (run) => !!run && !ENDED.has(run.status);

const many = (n, noun) => `${id(n)} ${noun}${n === 1 ? '' : 's'}`;

/** "42 s", "3 min 5 s" */
export const duration = (milliseconds) => {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
};

/** One sentence: what a run found, why it failed, or how far it is. */
export const outcome = (run, now = Date.now()) => {
  const took = run.startedAt && run.finishedAt ? ` in ${duration(Date.parse(run.finishedAt) - Date.parse(run.startedAt))}` : '';
  const { slicks = 0, replaced = 0, compared = 0 } = run.counts ?? {};
  switch (run.status) {
    case 'queued':
      return `Has waited for ${duration(now - Date.parse(run.queuedAt))}.`;
    case 'running':
      if (run.cancelAskedBy) return `${run.cancelAskedBy} asked it to stop.`;
      return run.stalled ? 'Nothing is heard of its process; another one takes it up, or cancel it.' : `${run.stage ?? 'Begins'}, ${Math.floor(100 * (run.share ?? 0))} %`;
    case 'succeeded': {
      if (run.kind === 'import') return slicks ? `${many(slicks, 'slick')} imported.` : 'Its slicks were made elsewhere, and brought in.';
      const parts = [slicks ? `${many(slicks, 'slick')} found` : 'Nothing found'];
      if (replaced) parts.push(`${many(replaced, 'unreviewed one')} replaced`);
      if (compared) parts.push(`${many(compared, 'detection')} beside reviewed slicks`);
      return `${parts.join(', ')}${took}.`;
    }
    case 'cancelled':
      return run.message ?? (run.cancelAskedBy ? `Cancelled by ${run.cancelAskedBy}. Nothing was changed.` : 'Cancelled. Nothing was changed.');
    default:
      return run.message ?? 'It failed; its log has more.';
  }
};

/** The newest run of each scene; runs come newest first. */
export const lastRuns = (runs) => {
  const last = new Map();
  for (const run of runs) if (!last.has(run.scene)) last.set(run.scene, run);
  return last;
};

/** What the buttons above the table leave. */
export const SHOWN = {
  all: () => true,
  image: (scene) => scene.imagery !== null,
  active: (scene, run) => isActive(run) || scene.imagery?.state === 'preparing' || scene.fetch?.state === 'fetching',
  failed: (scene, run) => run?.status === 'failed' || scene.imagery?.state === 'failed' || scene.fetch?.state === 'failed',
};

/** The link to the map: the slicks of this scene over its image. */
export const reviewLink = (scene, width = 700) => {
  const values = new URLSearchParams({ scene: scene.name });
  if (scene.imagery?.state === 'ready') {
    const [west, south, east, north] = scene.imagery.bounds;
    const degrees = Math.max(east - west, (north - south) / Math.cos((((south + north) / 2) * Math.PI) / 180));
    const zoom = Math.max(3, Math.min(13, Math.floor(Math.log2((width * 360) / (256 * degrees)))));
    const lon = (west + east) / 2;
    values.set('map', `${zoom}/${((south + north) / 2).toFixed(4)}/${(lon > 180 ? lon - 360 : lon).toFixed(4)}`);
    values.set('img', scene.id);
  }
  return `/?${values.toString().replaceAll('%2F', '/')}`;
};

/** Why a run cannot be started, or null. */
export const whyNotRun = (scene, canDecide) => {
  if (!canDecide) return 'Your role lets you look, not start runs. Ask an administrator to make you an analyst.';
  if (!scene.imagery && scene.fetch?.state === 'fetching') return 'The image is still being fetched.';
  if (!scene.imagery) return 'The scene has no image that a model could look at. Register one: ./review scene add FILE';
  if (scene.imagery.state === 'preparing') return 'The image is still being prepared.';
  if (scene.imagery.state === 'failed') return 'The image cannot be used.';
  return null;
};
