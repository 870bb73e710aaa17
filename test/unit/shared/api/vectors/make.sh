#!/bin/sh
# Makes signature.tsv with OpenSSL's MD5, another implementation than the one under test.
# Columns: access key, timestamp, nonce, access secret, signature.
cd "$(dirname "$0")" || exit 1
while IFS="$(printf '\t')" read -r key timestamp nonce secret; do
	signature=$(printf '%s%s%s%s' "$key" "$timestamp" "$nonce" "$secret" | openssl dgst -md5 -r | cut -c1-32 | tr a-f A-F)
	printf '%s\t%s\t%s\t%s\t%s\n' "$key" "$timestamp" "$nonce" "$secret" "$signature"
done < inputs.tsv > signature.tsv
