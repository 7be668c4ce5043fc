import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import DateField from '#ui/kit/DateField.svelte';
import FileDrop from '#ui/kit/FileDrop.svelte';
import RadioGroup from '#ui/kit/RadioGroup.svelte';
import SelectField from '#ui/kit/SelectField.svelte';
import TextField from '#ui/kit/TextField.svelte';
import TimeField from '#ui/kit/TimeField.svelte';

afterEach(cleanup);

test('a field is found by its label, and its error is told with it', () => {
  render(TextField, { label: 'Koodi', error: 'Koodissa on kahdeksan merkkiä.' });
  const field = screen.getByLabelText('Koodi');
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent).toContain('kahdeksan merkkiä');
});

test('a time typed loosely is given as a time, and shown as it is written', async () => {
  const onchange = vi.fn<(value: string) => void>();
  render(TimeField, { label: 'Alkaa', value: '09:00', onchange });
  const field = screen.getByLabelText<HTMLInputElement>('Alkaa');
  expect(field.value).toBe('9.00');
  await fireEvent.input(field, { target: { value: '1345' } });
  await fireEvent.blur(field);
  expect(onchange).toHaveBeenCalledExactlyOnceWith('13:45');
  expect(field.value).toBe('13.45');
});

test('what is no time stays in the field with a sentence, and the value stays', async () => {
  const onchange = vi.fn<(value: string) => void>();
  render(TimeField, { label: 'Alkaa', value: '09:00', onchange });
  const field = screen.getByLabelText<HTMLInputElement>('Alkaa');
  await fireEvent.input(field, { target: { value: 'puolelta' } });
  // no complaint while typing
  expect(screen.queryByText(/ei ole kellonaika/)).toBeNull();
  await fireEvent.blur(field);
  expect(screen.getByText(/”puolelta” ei ole kellonaika/)).toBeTruthy();
  expect(field.value).toBe('puolelta');
  expect(onchange).not.toHaveBeenCalled();
});

test('a day that does not exist stays in the field with a sentence, and the value stays', async () => {
  const onchange = vi.fn<(value: string) => void>();
  render(DateField, { label: 'Vierailupäivä', value: '2026-10-14', onchange });
  const field = screen.getByLabelText<HTMLInputElement>('Vierailupäivä');
  // As browsers do with 31.2.: they give no value, and say only that something stands there.
  const type = async (value: string, badInput: boolean) => {
    Object.defineProperty(field, 'validity', { value: { badInput }, configurable: true });
    await fireEvent.input(field, { target: { value } });
  };
  await type('', true);
  expect(screen.queryByText(/ei ole kalenterissa/)).toBeNull();
  await fireEvent.blur(field);
  expect(screen.getByText(/Tätä päivää ei ole kalenterissa.* 14\.10\.2026 on yhä voimassa\./)).toBeTruthy();
  expect(onchange).not.toHaveBeenCalled();
  // A year half typed; and on the way to 31.2. the 3rd of February.
  await type('0202-11-05', false);
  expect(screen.queryByText(/ei ole kalenterissa/)).toBeNull();
  await fireEvent.blur(field);
  expect(screen.getByText(/ei ole kalenterissa/)).toBeTruthy();
  await type('2026-02-03', false);
  await type('', true);
  await fireEvent.blur(field);
  expect(screen.getByText(/14\.10\.2026 on yhä voimassa/)).toBeTruthy();
  expect(onchange).not.toHaveBeenCalled();
  await type('2026-11-05', false);
  await fireEvent.blur(field);
  expect(screen.queryByText(/ei ole kalenterissa/)).toBeNull();
  expect(onchange).toHaveBeenCalledExactlyOnceWith('2026-11-05');
});

test('a segmented choice is a group of radios', async () => {
  const onchoose = vi.fn<(value: string) => void>();
  const options = [
    { value: 'stars', label: 'Tähdet' },
    { value: 'all', label: 'Kaikki' },
  ];
  render(RadioGroup, { legend: 'Näytä', options, value: 'stars', onchoose });
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Tähdet' }).checked).toBe(true);
  await fireEvent.click(screen.getByRole('radio', { name: 'Kaikki' }));
  expect(onchoose).toHaveBeenCalledExactlyOnceWith('all');
});

test('a select gives the chosen value, not its placeholder', async () => {
  const onchoose = vi.fn<(value: string) => void>();
  const options = [
    { value: 'a', label: 'Haastattelija' },
    { value: 'b', label: 'Kirjaaja' },
  ];
  render(SelectField, { label: 'Rooli', placeholder: 'Valitse', options, onchoose });
  await fireEvent.change(screen.getByLabelText('Rooli'), { target: { value: 'b' } });
  expect(onchoose).toHaveBeenCalledExactlyOnceWith('b');
});

test('a dropped file of another kind is refused by name, and the others are taken', async () => {
  const onfiles = vi.fn<(files: File[]) => void>();
  render(FileDrop, { label: 'Tuo aikataulu', accept: '.csv', onfiles });
  const plan = new File(['a;b'], 'paiva.csv');
  const photo = new File([''], 'kuva.jpg');
  await fireEvent.drop(screen.getByRole('group', { name: 'Tuo aikataulu' }), { dataTransfer: { files: [photo, plan] } });
  expect(onfiles).toHaveBeenCalledExactlyOnceWith([plan]);
  expect(screen.getByRole('alert').textContent).toContain('kuva.jpg');
});
