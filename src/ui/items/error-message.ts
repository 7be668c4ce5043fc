import { locale } from '#i18n/locale.ts';
import { number } from '#i18n/format.ts';
import { m } from '#i18n/messages.ts';
import type { StorageCause, WriteFailure } from '#notebook/failure.ts';
import type { OfficeError } from '../app-context.ts';

/** Why something was not written, in a sentence: what happened, what is safe and what to do. */
export function errorToMessage(failure: WriteFailure): string {
  switch (failure.type) {
    case 'storage':
      return storageMessage(failure.cause);
    case 'not-allowed':
      return refusalMessage(failure.refusal);
    case 'invalid':
      return failure.problems[0] ? problemMessage(failure.problems[0]) : missingMessage(failure.missing[0]);
  }
}

/** Why the server did not do what was asked of it. */
export function officeErrorToMessage(error: OfficeError): string {
  return (officeMessages[error.type] ?? m.errors_office_other)();
}

/** Why nothing can be stored now, and what becomes of what is on the screen. */
export function storageMessage(cause: StorageCause): string {
  switch (cause) {
    case 'full':
      return m.errors_storage_full();
    case 'failed':
      return m.errors_storage_failed();
    case 'outdated':
      return m.errors_storage_outdated();
    case 'evicted':
      return m.errors_storage_evicted();
    case 'closed':
      return m.errors_storage_closed();
  }
}

function refusalMessage(refusal: Extract<WriteFailure, { type: 'not-allowed' }>['refusal']): string {
  switch (refusal) {
    case 'not-yours':
      return m.errors_not_yours();
    case 'not-your-role':
      return m.errors_not_your_role();
    case 'no-access':
      return m.errors_no_access();
    case 'erased':
      return m.errors_erased();
    case 'borrowed':
      return m.errors_borrowed();
    case 'not-here':
    case 'unknown-kind':
      return m.errors_unknown_kind();
  }
}

function problemMessage({ problem, limit }: Extract<WriteFailure, { type: 'invalid' }>['problems'][number]): string {
  switch (problem) {
    case 'too-long':
      return m.errors_too_long({ limit: number(locale(), limit ?? 0) });
    case 'half-character':
      return m.errors_half_character();
    case 'invalid-value':
      return m.errors_invalid_value();
    case 'unknown-field':
      return m.errors_unknown_kind();
  }
}

function missingMessage(missing: string | undefined): string {
  if (missing === 'date-missing') return m.errors_date_missing();
  return m.errors_missing();
}

const officeMessages: Record<string, () => string> = {
  offline: m.errors_office_offline,
  unreachable: m.errors_office_unreachable,
  captive: m.errors_office_captive,
  'server-failed': m.errors_office_server_failed,
  'signed-out': m.errors_office_signed_out,
  revoked: m.errors_office_revoked,
  replaced: m.errors_office_replaced,
  'wrong-version': m.errors_office_wrong_version,
  'link-used': m.errors_office_link_used,
  'link-expired': m.errors_office_link_expired,
  'link-unknown': m.errors_office_link_unknown,
  'code-unknown': m.errors_office_code_unknown,
  'too-many-tries': m.errors_office_too_many_tries,
  'name-taken': m.errors_office_name_taken,
  'name-missing': m.errors_office_name_missing,
  'not-secure': m.errors_office_not_secure,
  'not-coordinator': m.errors_office_not_coordinator,
  'no-such-visit': m.errors_office_no_such_visit,
  'no-such-device': m.errors_office_no_such_device,
  'example-missing': m.errors_office_example_missing,
};
