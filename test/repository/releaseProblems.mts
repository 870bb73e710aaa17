interface Manifest {
	version: string;
	homepage: string;
	repository: { url: string };
}

/**
 * Finds what keeps a tag from being published.
 *
 * @param tag Name of the tag, e.g. `v1.2.3`.
 * @param manifest Fields of package.json.
 * @param changelog Text of CHANGELOG.md.
 * @returns What has to change; empty if the tag may be published.
 */
export function releaseProblems(
	tag: string,
	{ version, homepage, repository }: Manifest,
	changelog: string,
): string[] {
	const problems: string[] = [];
	if (!/^v\d+\.\d+\.\d+$/.test(tag)) problems.push(`The tag ${tag} is not of the form v1.2.3.`);
	if (tag !== `v${version}`) problems.push(`The tag is ${tag}, but package.json says ${version}.`);
	const heading = changelog.split('\n').find((line) => line.startsWith(`## [${version}]`));
	if (heading === undefined) problems.push(`CHANGELOG.md has no section for ${version}.`);
	else if (!/ - \d{4}-\d\d-\d\d$/.test(heading))
		problems.push(`CHANGELOG.md gives ${version} no date.`);
	// npm compares the address with the repository that runs the release, and n8n's scanner fetches the code from it.
	if (!/^git\+https:\/\/github\.com\/[^/]+\/[^/]+\.git$/.test(repository.url))
		problems.push('"repository" in package.json names no GitHub repository.');
	if (/(^|\.)example\.(com|org|net)$/.test(new URL(homepage).hostname))
		problems.push('"homepage" in package.json is still a placeholder.');
	return problems;
}
