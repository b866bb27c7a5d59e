-- Search by the beginnings of words. What buyers type is only ever taken apart into words: none of its signs is an operator.

-- Signs part words in names and in what is looked for alike; else AC/DC were one word, and <b> none.
create function inventory.searched(text) returns tsvector
  language sql immutable parallel safe
  return to_tsvector('pg_catalog.simple',
    translate($1, '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~', '                                '));

-- Every word must begin a word. Null, which matches nothing, where there is no word.
create function inventory.looked_for(text) returns tsquery
  language sql immutable parallel safe
  return (
    select string_agg('''' || replace(replace(word, '\', '\\'), '''', '''''') || ''':*', ' & ')::tsquery
    from unnest(tsvector_to_array(inventory.searched($1))) as words (word));

-- Becomes a part of the query that calls it, so that an index on the document serves it.
create function inventory.matches(document tsvector, words text) returns boolean
  language sql immutable parallel safe
  return document @@ inventory.looked_for(words);
