import * as z from 'zod/mini';
import { defineKind, last } from '#oplog/kind.ts';
import { coordinator, host } from './role.ts';

const line = z.string().check(z.maxLength(300));

/** What visitors must know to come: whom to call, where to go. One per visit; its id is the visit's. */
export const practical = defineKind('practical', {
  space: 'visit',
  write: [coordinator, host],
  fields: {
    contact: last(line, ''),
    phone: last(z.string().check(z.maxLength(60)), ''),
    address: last(line, ''),
    arrival: last(z.string().check(z.maxLength(2000)), ''),
  },
});

/** A phone number as it is dialled: digits, and a plus before them; '' when there is none in it. */
export function dialled(phone: string): string {
  const number = phone.replaceAll(/[^\d+]/g, '').replaceAll(/(?!^)\+/g, '');
  return /\d{3,}/.test(number) ? number : '';
}
