-- Filters that name a tool which was hardly ever called, or never, go to its few calls instead of through all runs (decision
-- 0121). Equal names share an entry: some eight bytes for each call of a tool.
CREATE INDEX runtree_spans_tool_name ON runtree_spans (tool_name) WHERE tool_name IS NOT NULL;
