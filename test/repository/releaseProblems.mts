interface Manifest {
	version: string;
	homepage: string;
	author: { email: string };
	repository: { url: string };
	bugs: { url: string };
}
const PLACEHOLDER = /[@/.]example\.(?:com|org|net)\b/;

/**
 * Finds what keeps a tag from being published.
 *
 * @param tag Name of the tag, e.g. `v1.2.3`.
 * @param manifest Fields of package.json.
 * @param texts Texts of the files in which people find the project, by name; CHANGELOG.md must be one of them.
 * @returns What has to change; empty if the tag may be published.
 */
export function releaseProblems(
	tag: string,
	{ version, repository, ...others }: Manifest,
	texts: Record<string, string>,
): string[] {
	const problems: string[] = [];
	if (!/^v\d+\.\d+\.\d+$/.test(tag)) problems.push(`The tag ${tag} is not of the form v1.2.3.`);
	if (tag !== `v${version}`) problems.push(`The tag is ${tag}, but package.json says ${version}.`);
	const heading = texts['CHANGELOG.md']
		.split('\n')
		.find((line) => line.startsWith(`## [${version}]`));
	if (heading === undefined) problems.push(`CHANGELOG.md has no section for ${version}.`);
	else if (!/ - \d{4}-\d\d-\d\d$/.test(heading))
		problems.push(`CHANGELOG.md gives ${version} no date.`);
	// npm compares the address with the repository that runs the release, and n8n's scanner fetches the code from it.
	if (!/^git\+https:\/\/github\.com\/[^/]+\/[^/]+\.git$/.test(repository.url))
		problems.push('"repository" in package.json names no GitHub repository.');
	for (const field of ['homepage', 'author', 'bugs'] as const)
		if (PLACEHOLDER.test(JSON.stringify(others[field])))
			problems.push(`"${field}" in package.json is still a placeholder.`);
	for (const [file, text] of Object.entries(texts))
		if (PLACEHOLDER.test(text)) problems.push(`${file} still holds a placeholder.`);
	return problems;
}
