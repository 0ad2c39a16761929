package dev.runtree.store;

/**
 * What a filter asks of the annotations of a run and of its steps. What people write is little: where a list may be made of it
 * alone, the traces come first, so that the server looks these up instead of going through all runs.
 */
final class AnnotationSql {
    private AnnotationSql() {}

    static Sql starred(boolean wanted) {
        return wanted
                ? lookedUp("runtree_stars", Sql.of("true"))
                : Sql.of("(trace_id, run_id) NOT IN (SELECT a.trace_id, a.run_id FROM runtree_stars a)");
    }

    /** @param like what the note must be like, whatever the case of its letters */
    static Sql noted(String like) {
        return lookedUp("runtree_notes", Sql.of("note ILIKE ?", like));
    }

    static Sql tagged(Sql condition) {
        return ofRun("runtree_tags", condition);
    }

    static Sql scored(Sql condition) {
        return ofRun("runtree_scores", condition);
    }

    private static Sql lookedUp(String table, Sql condition) {
        return Sql.of("(trace_id = ANY (ARRAY(SELECT trace_id FROM " + table + " WHERE ")
                .plus(condition)
                .plus(")) AND ")
                .plus(among(table, condition))
                .plus(")");
    }

    /**
     * Programs may write them by the hundred thousand: a list of all of them, which the server would go through for each run, is
     * far slower than a look by the run's trace.
     */
    private static Sql ofRun(String table, Sql condition) {
        return Sql.of("(EXISTS (SELECT 1 FROM " + table + " said WHERE said.trace_id = runtree_runs.trace_id"
                        + " AND said.run_id = runtree_runs.run_id AND ")
                .plus(condition)
                .plus(") IS TRUE)");
    }

    private static Sql among(String table, Sql condition) {
        return Sql.of("(trace_id, run_id) IN (SELECT trace_id, run_id FROM " + table + " WHERE ")
                .plus(condition)
                .plus(")");
    }
}
