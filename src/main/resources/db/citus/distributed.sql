-- On a worker no function may look into a distributed table. So the view fetches the contents of a span's own trace by a
-- subquery, which goes to where the trace lies, and a function without tables puts them in. Everything else of the view stays.
CREATE OR REPLACE FUNCTION runtree_joined(stored text, contents uuid[], found text[]) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (
        SELECT string_agg(
            CASE
                WHEN n % 2 = 1 THEN piece
                WHEN strpos(piece, ':') = 0 THEN coalesce((SELECT substr(f, 37) FROM unnest(found) AS f
                    WHERE left(f, 36) = contents[piece::integer]::text LIMIT 1), 'null')
                ELSE coalesce((SELECT substr(f, 36 + split_part(piece, ':', 2)::integer, split_part(piece, ':', 3)::integer)
                    FROM unnest(found) AS f
                    WHERE left(f, 36) = contents[split_part(piece, ':', 1)::integer]::text LIMIT 1), 'null')
            END, '' ORDER BY n)
        FROM string_to_table(stored, E'\x01') WITH ORDINALITY AS pieces (piece, n));

DO $$
BEGIN
    EXECUTE 'CREATE OR REPLACE VIEW agno_spans AS ' || regexp_replace(
        pg_get_viewdef('agno_spans'::regclass),
        'runtree_whole\((\w+\.)?(\w+), (\w+\.)?contents, (\w+\.)?trace_id, (\w+\.)?start_time\)',
        'runtree_joined(runtree_spans.\2, runtree_spans.contents, (SELECT array_agg(c.hash::text || c.content)'
            ' FROM runtree_contents c WHERE c.trace_id = runtree_spans.trace_id'
            ' AND c.day = (runtree_spans.start_time AT TIME ZONE ''UTC'')::date AND c.hash = ANY (runtree_spans.contents)))',
        'g');
END
$$;

-- Workers do not know the search path of who asks: a function that calls another one has to know which when it is made.
CREATE OR REPLACE FUNCTION runtree_run_end(status text, end_time timestamptz, last_sign timestamptz, lease_until timestamptz)
    RETURNS timestamptz
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE
        WHEN end_time IS NOT NULL THEN end_time
        WHEN runtree_run_status(status, last_sign, lease_until) IN ('running', 'paused') THEN NULL
        ELSE last_sign
    END;
