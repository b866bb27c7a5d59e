-- P-256 key pairs for access tokens. The private key is PKCS #8 under AES-256-GCM: nonce (12 bytes), then ciphertext.
create table users.signing_key (
  id text primary key,
  x bytea not null check (length(x) = 32),
  y bytea not null check (length(y) = 32),
  private_key bytea not null,
  created_at timestamptz not null
);
