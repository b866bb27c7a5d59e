#!/bin/bash
# Runs once, over the socket, on a new database: gives the owner the password that the secrets hold.
set -euo pipefail
psql -X -q -v ON_ERROR_STOP=1 -U postgres -d postgres <<SQL
\set password \`cat /run/secrets/owner\`
set log_statement = 'none';
alter role postgres password :'password';
SQL
