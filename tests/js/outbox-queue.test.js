import { test } from 'node:test';
import assert from 'node:assert/strict';
import { makeQueue } from '../../wwwroot/js/outbox-queue.js';
import { Refusal, Unreachable } from '../../wwwroot/js/api.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A queue whose server, store and clock are in the hands of the test. */
const given = (left = [], { store = {} } = {}) => {
  const posts = [];
  const timers = [];
  const stored = new Map(left.map((item) => [item.key, item]));
  const orphans = [];
  const finds = [];
  let key = 0;
  const queue = makeQueue({
    post: (path, body, headers) => new Promise((answer, fail) => posts.push({ path, body, key: headers['Idempotency-Key'], answer, fail })),
    store: {
      keep: async (item) => !!stored.set(item.key, item),
      forget: async (one) => void stored.delete(one),
      adopt: async () => left.splice(0),
      ...store,
    },
    find: (one) => new Promise((answer, fail) => finds.push({ key: one, answer, fail })),
    newKey: () => `key-${++key}`,
    clock: { setTimeout: (run, after, ...given) => timers.push({ run, after, given }), clearTimeout: (id) => id && (timers[id - 1].cleared = true), now: () => ++key },
  });
  queue.onOrphan((item, outcome) => orphans.push({ item, outcome }));
  const fire = (least) => {
    for (const timer of timers.filter((one) => !one.cleared && one.after >= least)) {
      timer.cleared = true;
      timer.run(...timer.given);
    }
  };
  return { queue, posts, finds, stored, orphans, timers, fire };
};

const decision = (...slicks) => ['/api/decisions', { kind: 'validate', slicks }];

test('a decision is kept before it is sent, and forgotten when the server has said yes', async () => {
  const { queue, posts, stored } = given();
  const outcome = queue.send(...decision(7));
  await turn();
  assert.deepEqual([...stored.keys()], [posts[0].key]);

  posts[0].answer({ decision: 1 });

  assert.deepEqual(await outcome, { answer: { decision: 1 } });
  assert.equal(stored.size, 0);
  assert.equal(queue.count(), 0);
});

test('decisions are sent one after the other', async () => {
  const { queue, posts } = given();
  queue.send(...decision(1));
  queue.send(...decision(2));
  await turn();
  assert.equal(posts.length, 1);
  posts[0].answer({});
  await turn();
  assert.deepEqual(posts.map(({ body }) => body.slicks), [[1], [2]]);
});

test('when the server does not answer, everybody who waits is told, also behind the first', async () => {
  const { queue, posts } = given();
  const [first, second] = [queue.send(...decision(1)), queue.send(...decision(2))];
  await turn();
  posts[0].fail(new Unreachable('no answer'));
  assert.deepEqual([await first, await second], [{ waiting: true }, { waiting: true }]);
  assert.equal(queue.count(), 2);
});

test('what waited is sent again with its key, in order, and its outcome is that of an orphan', async () => {
  const { queue, posts, orphans, fire } = given();
  queue.send(...decision(1));
  queue.send(...decision(2));
  await turn();
  posts[0].fail(new Unreachable('no answer'));
  await turn();
  fire(1000);
  await turn();
  posts[1].answer({ decision: 5 });
  await turn();
  posts[2].answer({ decision: 6 });
  await turn();
  assert.equal(posts[1].key, posts[0].key);
  assert.deepEqual(orphans.map(({ item, outcome }) => [item.body.slicks, outcome.answer.decision]), [[[1], 5], [[2], 6]]);
});

test('an answer that nobody can read is no answer', async () => {
  const { queue, posts, fire } = given();
  const outcome = queue.send(...decision(1));
  await turn();
  posts[0].fail(new SyntaxError('Unexpected token <'));
  assert.deepEqual(await outcome, { waiting: true });
  fire(1000);
  await turn();
  assert.equal(posts.length, 2);
});

test('a network that hangs holds nobody up; the answer comes to an orphan', async () => {
  const { queue, posts, orphans, timers } = given();
  const outcome = queue.send(...decision(1));
  await turn();
  const patience = timers.find(({ after }) => after > 1000);
  patience.run(...patience.given);
  assert.deepEqual(await outcome, { waiting: true });
  posts[0].answer({ decision: 9 });
  await turn();
  assert.deepEqual(orphans.map(({ outcome: { answer } }) => answer.decision), [9]);
});

test('a refusal stays in the store until somebody has dealt with it', async () => {
  const { queue, posts, stored } = given();
  const outcome = queue.send(...decision(1));
  await turn();
  posts[0].fail(new Refusal(422, { detail: 'The line does not cross the slick.' }));
  const { refusal, forget } = await outcome;
  assert.equal(refusal.message, 'The line does not cross the slick.');
  assert.equal(stored.size, 1);
  await forget();
  assert.equal(stored.size, 0);
});

test('who is signed out keeps the decision', async () => {
  const { queue, posts } = given();
  const links = [];
  queue.on('link', (link) => links.push(link));
  const outcome = queue.send(...decision(1));
  await turn();
  posts[0].fail(new Refusal(401, { detail: 'You were signed out.' }));
  assert.deepEqual(await outcome, { waiting: true });
  assert.deepEqual(links, ['signed-out']);
  queue.tryNow();
  await turn();
  posts[1].answer({});
  await turn();
  assert.deepEqual([links.at(-1), queue.count()], ['ok', 0]);
});

test('a server that fails on a decision four times has refused it', async () => {
  const { queue, posts, orphans, fire } = given();
  queue.send(...decision(1));
  for (let attempt = 0; attempt < 4; attempt++) {
    await turn();
    posts[attempt].fail(new Unreachable('The server answered 500.', 500));
    await turn();
    fire(1000);
  }
  assert.match(orphans[0].outcome.refusal.message, /failed on this decision several times/);
  assert.equal(posts.length, 4);
});

test('what another page left is sent before what is decided now', async () => {
  const { queue, posts } = given([{ key: 'b', at: -1, ...item(2) }, { key: 'a', at: -2, ...item(1) }]);
  queue.resume();
  await turn();
  queue.send(...decision(3));
  for (let at = 0; at < 3; at++) {
    await turn();
    posts[at]?.answer({});
  }
  assert.deepEqual(posts.map(({ body }) => body.slicks[0]), [1, 2, 3]);
});

function item(slick) {
  const [path, body] = decision(slick);
  return { path, body, about: {} };
}

test('nobody can say that all is saved before the store was read', async () => {
  const { queue } = given();
  assert.equal(queue.isKnown(), false);
  await queue.resume();
  assert.equal(queue.isKnown(), true);
});

test('a slick is held from the press of the key until the outcome', async () => {
  const { queue, posts } = given();
  const outcome = queue.send(...decision(1, 2));
  assert.deepEqual([queue.holds([2]), queue.holds([3]), queue.holdsPath('/api/decisions')], [true, false, true]);
  await turn();
  posts[0].answer({});
  await outcome;
  assert.equal(queue.holds([2]), false);
});

test('slicks are marked as waiting only when nobody waits for the outcome any more', async () => {
  const { queue, posts } = given();
  const marked = [];
  queue.on('waiting', (slicks) => marked.push([...slicks]));
  queue.send(...decision(4));
  await turn();
  assert.ok(marked.every((slicks) => slicks.length === 0));
  posts[0].fail(new Unreachable('no answer'));
  await turn();
  assert.deepEqual(marked.at(-1), [4]);
});

test('a server without its database is named as that, and the decision waits', async () => {
  const { queue, posts, fire } = given();
  const outcome = queue.send(...decision(7));
  await turn();
  posts[0].fail(new Unreachable('The database is away.', 503));
  assert.deepEqual(await outcome, { waiting: true });
  assert.equal(queue.why(), 'The database is away.');
  assert.equal(queue.count(), 1);
  fire(1000);
  await turn();
  posts[1].answer({ decision: 1 });
  await turn();
  await turn();
  assert.equal(queue.why(), null);
  assert.equal(queue.count(), 0);
});

test('a decision waits for the database however often it is away', async () => {
  const { queue, posts, fire } = given();
  queue.send(...decision(7));
  for (let n = 0; n < 10; n++) {
    await turn();
    posts[n].fail(new Unreachable('The database is away.', 503));
    await turn();
    fire(1000);
  }
  assert.equal(queue.count(), 1);
});

const unanswered = async ({ queue, posts }, ...slicks) => {
  const outcomes = slicks.map((slick) => queue.send(...decision(slick)));
  await turn();
  posts[0].fail(new Unreachable('no answer'));
  return Promise.all(outcomes);
};

test('what was never sent is withdrawn without a trace', async () => {
  const held = given();
  const { queue, posts, stored } = held;
  await unanswered(held, 1, 2, 3);
  const newest = queue.list().at(-1);

  assert.equal(await queue.withdraw(newest.key), 'withdrawn');

  assert.deepEqual(queue.list().map(({ body }) => body.slicks[0]), [1, 2]);
  assert.deepEqual([...stored.values()].map(({ body }) => body.slicks[0]), [1, 2]);
  assert.deepEqual([posts.length, queue.holds([3]), queue.count(), queue.withdrawnCount()], [1, false, 2, 0]);
});

test('a decision that may have reached the server is asked for before anybody believes that it was withdrawn', async () => {
  const { queue, posts, finds, stored, orphans, fire } = given();
  const outcome = queue.send(...decision(1));
  await turn();
  posts[0].fail(new Unreachable('no answer'));
  await outcome;
  const { key } = queue.list()[0];

  assert.equal(await queue.withdraw(key), 'asked');
  await turn();
  assert.deepEqual([queue.count(), queue.withdrawnCount(), stored.get(key).withdrawn], [0, 1, true]);
  fire(1000);
  await turn();
  finds[0].answer({ decision: 8, inputs: [1], outputs: [2] });
  await turn();

  assert.equal(posts.length, 1);
  assert.deepEqual(orphans.map(({ item, outcome }) => [item.withdrawn, outcome.made.decision]), [[true, 8]]);
  assert.equal(stored.size, 0);
});

test('a withdrawn decision of which the server knows nothing is never sent', async () => {
  const { queue, posts, finds, orphans, fire } = given();
  const outcome = queue.send(...decision(1));
  await turn();
  posts[0].fail(new Unreachable('no answer'));
  await outcome;
  await queue.withdraw(queue.list()[0].key);
  await turn();
  fire(1000);
  await turn();
  finds[0].answer(null);
  await turn();

  assert.deepEqual([posts.length, queue.withdrawnCount(), orphans[0].outcome.made], [1, 0, null]);
});

test('what an earlier visit left and was withdrawn in stays withdrawn', async () => {
  const { queue, posts, finds } = given([{ key: 'a', at: -1, ...item(1), withdrawn: true }]);
  queue.resume();
  await turn();
  assert.deepEqual([posts.length, finds.map(({ key }) => key)], [0, ['a']]);
});

test('a decision that is under way is not withdrawn; whoever asks hears its outcome', async () => {
  const { queue, posts } = given();
  const outcome = queue.send(...decision(1));
  await turn();
  const { key } = queue.list()[0];
  assert.equal(await queue.withdraw(key), 'sending');
  const next = queue.next(key);
  posts[0].answer({ decision: 3 });
  assert.deepEqual([await next, await outcome], [{ answer: { decision: 3 } }, { answer: { decision: 3 } }]);
  assert.equal(await queue.withdraw(key), 'gone');
});

test('a decision that the browser cannot keep is sent all the same, and told until it is', async () => {
  const { queue, posts } = given([], { store: { keep: async () => false } });
  const outcome = queue.send(...decision(1));
  assert.equal(queue.looseCount(), 1);
  await turn();
  assert.deepEqual([queue.unkeptCount(), queue.looseCount()], [1, 1]);
  posts[0].answer({});
  await outcome;
  assert.deepEqual([queue.unkeptCount(), queue.looseCount()], [0, 0]);
});

test('a store that hangs holds no decision up', async () => {
  const { queue, posts, fire } = given([], { store: { keep: () => new Promise(() => {}) } });
  queue.send(...decision(1));
  await turn();
  assert.equal(posts.length, 0);
  fire(1000);
  await turn();
  assert.deepEqual([posts.length, queue.unkeptCount()], [1, 1]);
});

test('a refusal that the browser could not keep holds the page until somebody has dealt with it', async () => {
  const { queue, posts } = given([], { store: { keep: async () => false } });
  const outcome = queue.send(...decision(1));
  await turn();
  posts[0].fail(new Refusal(422, { detail: 'No.' }));
  const { forget } = await outcome;
  assert.equal(queue.looseCount(), 1);
  await forget();
  assert.equal(queue.looseCount(), 0);
});

test('a full store is tried again with every attempt to send', async () => {
  let room = false;
  const { queue, posts, fire } = given([], { store: { keep: async () => room } });
  const outcome = queue.send(...decision(1));
  await turn();
  posts[0].fail(new Unreachable('no answer'));
  await outcome;
  assert.equal(queue.unkeptCount(), 1);
  room = true;
  fire(1000);
  await turn();
  assert.equal(queue.unkeptCount(), 0);
});

test('a store that cannot be read is not an empty one, and is asked again', async () => {
  let fails = true;
  const { queue, posts } = given([], { store: { adopt: async () => { if (fails) throw new Error('unreadable'); return [{ key: 'a', at: 1, ...item(5) }]; } } });
  await queue.resume();
  assert.deepEqual([queue.isKnown(), queue.isReadable()], [false, false]);
  queue.send(...decision(1));
  await turn();
  assert.equal(posts.length, 1);
  fails = false;
  queue.tryNow();
  await turn();
  assert.deepEqual([queue.isKnown(), queue.isReadable(), queue.count()], [true, true, 2]);
});
