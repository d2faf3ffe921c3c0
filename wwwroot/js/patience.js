// A server that has too much to do at the moment says so with 503 and when to come again.
const MOST_ATTEMPTS = 4;
// One that says "in five seconds" is not busy but without its database: whoever asked hears that now.
const LONGEST_PAUSE_S = 2;

const sleep = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/**
 * Asks again what a busy server turned away, a little later each time.
 * @param {() => Promise<Response>} ask something that may be asked twice
 */
export const patiently = async (ask, pause = sleep) => {
  for (let attempt = 1; ; attempt++) {
    const answer = await ask();
    const seconds = Number(answer.headers.get('Retry-After') ?? NaN);
    if (answer.status !== 503 || attempt === MOST_ATTEMPTS || !(seconds <= LONGEST_PAUSE_S)) return answer;
    await pause(seconds * attempt);
  }
};
