#!/bin/bash
# Runs once, over the socket, on a new database: gives the owner the password that the secrets hold. With it the database is
# prepared: see start-postgres.
set -euo pipefail
psql -X -q -v ON_ERROR_STOP=1 -U postgres -d postgres <<SQL
\set password \`cat /run/secrets/owner\`
set log_statement = 'none';
alter role postgres password :'password';
SQL
rm -f /var/lib/postgresql/preparing
