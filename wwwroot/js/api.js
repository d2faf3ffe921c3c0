// HTTP with the server. A refusal is a Refusal with the sentence of the server; an answer that never came is Unreachable.
import { patiently } from './patience.js';

export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? `The server answered ${status}.`);
    this.status = status;
    this.type = problem.type ?? '';
    this.errors = problem.errors ?? {};
    this.conflicts = problem.conflicts ?? [];
    this.dependents = problem.dependents ?? [];
  }
}

export class Unreachable extends Error {
  constructor(sentence, status = 0) {
    super(sentence);
    this.status = status;
  }
}

const token = () => document.querySelector('meta[name=xsrf]').content;

const unreachable = (failure) => {
  if (failure.name === 'AbortError') throw failure;
  throw new Unreachable('The server does not answer.');
};

/** A server that is there without its database says so. */
const whyOf = async (answer) => {
  const { title } = answer.status === 503 ? await answer.json().catch(() => ({})) : {};
  return title ? `${title}.` : `The server answered ${answer.status}.`;
};

/** Resolves with what `read` makes of the answer. One that is cut off in its middle is none. */
const request = async (address, options, read) => {
  const ask = () => fetch(address, { credentials: 'same-origin', ...options });
  const answer = await (options.method ? ask() : patiently(ask)).catch(unreachable);
  if (answer.status >= 500 || answer.status === 429 || answer.status === 408) throw new Unreachable(await whyOf(answer), answer.status);
  if (answer.redirected && new URL(answer.url).pathname === '/signin') throw new Refusal(401, { detail: 'You were signed out.' });
  if (!answer.ok) throw new Refusal(answer.status, await answer.json().catch(() => ({})));
  return read(answer).catch(unreachable);
};

const json = (answer) => answer.json();

const running = new Set();

/** Resolves when no request of this module is under way. */
export const quiet = async () => {
  while (running.size) await Promise.allSettled([...running]);
};

const counted = (promise) => {
  running.add(promise);
  promise.then(() => running.delete(promise), () => running.delete(promise));
  return promise;
};

export const get = (address, signal) => counted(request(address, { signal, headers: { Accept: 'application/json' } }, json));

const facts = (page) => JSON.parse(page.getElementById('page-facts')?.textContent ?? '{}');

/**
 * After the session changed, the token of the old page is refused; the page itself carries a new one.
 * Refused when somebody else has signed in meanwhile: what one decided is not sent under the name of another.
 */
const renewToken = async () => {
  const fresh = new DOMParser().parseFromString(await request('/', { headers: { Accept: 'text/html' } }, (answer) => answer.text()), 'text/html');
  const [before, now] = [facts(document).user, facts(fresh).user];
  if (now !== before) throw new Refusal(401, { detail: now ? `${now} is signed in here now. Sign in as ${before} to send what ${before} decided.` : 'You were signed out.' });
  document.querySelector('meta[name=xsrf]').content = fresh.querySelector('meta[name=xsrf]').content;
};

const isOldToken = (failure) => failure instanceof Refusal && failure.status === 400 && !Object.keys(failure.errors).length && /antiforgery|token/i.test(failure.message);

/** Sends a body as JSON; with a token of the session that is in force now. */
export const post = (address, body, headers = {}, signal = undefined) => {
  const once = () => request(address, {
    method: 'POST',
    signal,
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-XSRF-TOKEN': token(), ...headers },
    body: JSON.stringify(body),
  }, json);
  return counted(once().catch(async (failure) => {
    if (!isOldToken(failure)) throw failure;
    await renewToken();
    return once();
  }));
};
