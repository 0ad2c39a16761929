-- Where a cost comes from: the SDK reported it ('sdk'), or it was reckoned from a price table ('prices', with the day since
-- when the price held). Until now every cost was the SDK's.
ALTER TABLE agno_spans ADD COLUMN cost_source text COLLATE "C";
ALTER TABLE agno_spans ADD COLUMN price_date date;
UPDATE agno_spans SET cost_source = 'sdk' WHERE cost IS NOT NULL;

-- A sum of costs in which some calls have no known cost is only the least that the run cost.
ALTER TABLE runtree_runs ADD COLUMN unpriced_calls integer NOT NULL DEFAULT 0;
ALTER TABLE runtree_runs ADD COLUMN tree_unpriced_calls integer NOT NULL DEFAULT 0;
