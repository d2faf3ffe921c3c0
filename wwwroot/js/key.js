/** A name that nothing else has; also where the page is not served over HTTPS, and crypto.randomUUID is missing. */
export const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
