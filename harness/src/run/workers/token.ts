import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const TOKEN_BYTES = 32;

/** Makes the secret of one run: 32 random bytes as hexadecimal digits. */
export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('hex');

/** Whether somebody has the run's token; it takes as long whatever was given. */
export function isToken(token: string, given: unknown): boolean {
  const digest = (text: string) => createHmac('sha256', token).update(text).digest();
  return timingSafeEqual(digest(token), digest(typeof given === 'string' ? given : ''));
}
