import { fileSize, list } from '#i18n/format.ts';
import { locale } from '#i18n/locale.ts';
import { m } from '#i18n/messages.ts';
import type { Gift, GiveResult, HandedPerson, TakenPictures, TakeRefusal } from '#protocol/handover.ts';

type GiveRefusal = Extract<GiveResult, { ok: false }>['error'];

/** Why nothing was packed, and what to do. */
export function giveRefusal({ type }: GiveRefusal, isToOne: boolean): string {
  switch (type) {
    case 'nothing':
      return isToOne ? m.handover_nothing_for_them() : m.handover_nothing();
    case 'no-keys':
      return m.handover_no_keys();
    case 'unsealed':
      return m.handover_unsealed();
    case 'storage':
      return m.handover_storage();
    case 'not-loaded':
      return m.handover_not_loaded();
  }
}

/** Why nothing was taken in: what is wrong with it, and what to do. Nothing of it was stored. */
export function takeRefusal(refusal: TakeRefusal, nameOf: (device: string) => string): string {
  switch (refusal.type) {
    case 'empty':
      return m.handover_empty();
    case 'not-a-bundle':
      return m.handover_not_a_bundle();
    case 'cut-or-changed':
      return m.handover_cut_or_changed();
    case 'newer-version':
      return m.handover_newer_version();
    case 'older-version':
      return m.handover_older_version();
    case 'other-programme':
      return m.handover_other_programme();
    case 'own':
      return m.handover_own();
    case 'not-for-this-device':
      return m.handover_not_for_this_device();
    case 'no-keys':
      return m.handover_no_keys();
    case 'from-revoked-device':
      return m.handover_from_revoked({ name: nameOf(refusal.device) || m.handover_somebody() });
    case 'forged':
      return m.handover_forged();
    case 'gap':
      return m.handover_gap();
    case 'storage':
      return m.handover_take_storage();
    case 'not-loaded':
      return m.handover_not_loaded();
  }
}

/** `Tiedostossa on mukana 4 kuvaa, yhteensä 1,6 Mt. …`; '' when there are none. */
export function givenPictures({ pictures, picturesLeft, file }: Gift): string {
  return [
    pictures > 0 && m.handover_pictures_in_file({ count: pictures, size: fileSize(locale(), file.length) }),
    picturesLeft > 0 && m.handover_pictures_left({ count: picturesLeft }),
  ]
    .filter(Boolean)
    .join(' ');
}

/** `4 kuvaa tuli mukana. 2 kuvaa tulee, kun verkko löytyy.` */
export function takenPictures({ came, lacking }: TakenPictures): string {
  return [came > 0 && m.handover_pictures_came({ count: came }), lacking > 0 && m.handover_pictures_lacking({ count: lacking })]
    .filter(Boolean)
    .join(' ');
}

/** By the beginnings of their names, which is all that is known of them. */
export function refusedPictures(names: readonly string[]): string {
  const said = names.map(name => name.slice(0, 8));
  return m.handover_pictures_refused({ count: names.length, names: list(locale(), said) });
}

/** `Timo 23 muistiinpanoa, Liisa 12 muistiinpanoa`. */
export function peopleWords(people: readonly HandedPerson[], nameOf: (person: string) => string): string {
  return people
    .filter(one => one.notes > 0)
    .map(one => m.handover_person_notes({ name: nameOf(one.person) || m.handover_somebody(), count: one.notes }))
    .join(', ');
}
