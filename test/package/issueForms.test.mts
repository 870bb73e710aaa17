// GitHub shows a form with a mistake in it as plain text, or not at all.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import { ROOT } from './npm.mts';

interface Field {
	type: string;
	id?: string;
	attributes: { label?: string; value?: string; options?: unknown[] };
	validations?: { required: boolean };
}

const folder = join(ROOT, '.github/ISSUE_TEMPLATE');
const forms = readdirSync(folder).filter((name) => name !== 'config.yml');
const read = (name: string) => parse(readFileSync(join(folder, name), 'utf8')) as { name: string; description: string; body: Field[] };

test.each(forms)('%s is a form as GitHub wants it', (name) => {
	const form = read(name);
	expect([form.name, form.description].every((text) => text.length > 0 && text.length < 200)).toBe(true);
	const questions = form.body.filter(({ type }) => type !== 'markdown');
	expect(questions.length).toBeGreaterThan(0);
	for (const { type, id, attributes } of questions) {
		expect(['input', 'textarea', 'dropdown', 'checkboxes']).toContain(type);
		expect(id).toMatch(/^[\w-]+$/);
		expect(attributes.label).not.toBe('');
		if (['dropdown', 'checkboxes'].includes(type)) expect(new Set(attributes.options!.map((option) => JSON.stringify(option))).size).toBe(attributes.options!.length);
	}
	expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
	expect(new Set(questions.map(({ attributes }) => attributes.label)).size).toBe(questions.length);
});

test.each(['bug.yml', 'api-observation.yml'])('%s warns of pasting keys before it asks anything', (name) => {
	expect(read(name).body[0]).toMatchObject({ type: 'markdown', attributes: { value: expect.stringContaining('Never paste keys') } });
});

test('a bug report first asks whether money moved, and wants an answer', () => {
	const [, first] = read('bug.yml').body;
	expect(first).toMatchObject({ id: 'money', attributes: { label: 'Did money move?' }, validations: { required: true } });
});
