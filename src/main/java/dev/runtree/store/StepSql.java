package dev.runtree.store;

import dev.runtree.model.SpanStatus;
import dev.runtree.query.Condition;
import dev.runtree.query.Condition.All;
import dev.runtree.query.Condition.Any;
import dev.runtree.query.Condition.Not;
import dev.runtree.query.Condition.Span;
import dev.runtree.query.Condition.StepTerm;
import dev.runtree.query.Condition.Term;
import dev.runtree.query.Condition.Words;
import dev.runtree.query.Glob;
import dev.runtree.query.Match;
import dev.runtree.query.Range;
import dev.runtree.query.ScoreMatch;
import dev.runtree.query.StepKey;
import java.util.List;

/**
 * What a filter asks of the steps of a run: whether there is such a step among those at or beneath the run's own span. Spans are
 * found by their trace and its days; from each the way up to the run is gone by its parents.
 */
final class StepSql {
    private static final String OF_RUN = ".trace_id = runtree_runs.trace_id AND ";
    private static final String ANY_STEP = "EXISTS (WITH RECURSIVE up AS ("
            + "SELECT step.span_id, step.parent_span_id, trace.start_time AS first, trace.last_start_time AS last"
            + " FROM agno_traces trace JOIN agno_spans step ON step" + OF_RUN
            + "step.start_time >= trace.start_time AND step.start_time <= trace.last_start_time"
            + " WHERE trace.trace_id = runtree_runs.trace_id AND ";

    /** Steps that lie under no run, or whose parent has not come, belong to the run that stands for all of them. */
    private static final String BENEATH = " UNION SELECT above.span_id, above.parent_span_id, up.first, up.last"
            + " FROM up JOIN runtree_spans above ON above" + OF_RUN + "above.span_id = up.parent_span_id"
            + " AND above.start_time >= up.first AND above.start_time <= up.last)"
            + " SELECT 1 FROM up WHERE up.span_id = runtree_runs.span_id OR up.parent_span_id = runtree_runs.span_id"
            + " OR (runtree_runs.type = 'call' AND NOT EXISTS (SELECT 1 FROM runtree_runs other WHERE other" + OF_RUN
            + "other.span_id <> runtree_runs.span_id AND other.parent_run_id IS NULL)))";

    private static final String MILLIS = "(extract(epoch FROM step.end_time - step.start_time) * 1000)";

    /** Attributes in which producers tell what a tool was given, and what it gave. */
    private static final String GIVEN = "(arguments?|args|input|param)";

    private static final String GAVE = "(result|output|response|return)";

    /** What PostgreSQL takes as a number without fear of its size. */
    private static final String NUMBER = "^-?\\d{1,30}(\\.\\d{1,30})?([eE][+-]?\\d{1,2})?$";

    private StepSql() {}

    /** Whether a run has such a step. Into runs without failures nobody has to look for a step that failed. */
    static Sql any(Condition step) {
        var any = Sql.of(ANY_STEP).plus(of(step)).plus(BENEATH);
        return isFailure(step) ? Sql.of("(error_count > 0 AND ").plus(any).plus(")") : any;
    }

    private static boolean isFailure(Condition step) {
        return switch (step) {
            case All(var parts) -> parts.stream().anyMatch(StepSql::isFailure);
            case Any(var parts) -> parts.stream().allMatch(StepSql::isFailure);
            case StepTerm(var key, var attribute, var match) ->
                key == StepKey.ERROR || (key == StepKey.STEP_STATUS && match.equals(Glob.of(SpanStatus.ERROR.word())));
            case Not not -> false;
            case Words words -> false;
            case Term term -> false;
            case Span span -> false;
        };
    }

    private static Sql of(Condition step) {
        return switch (step) {
            case All(var parts) -> joined(parts, " AND ");
            case Any(var parts) -> joined(parts, " OR ");
            case Not(var part) -> Sql.of("(").plus(of(part)).plus(") IS NOT TRUE");
            case StepTerm(var key, var attribute, var match) -> term(key, attribute, match);
            case Words words -> throw new IllegalStateException("not of a step: " + words);
            case Term term -> throw new IllegalStateException("not of a step: " + term);
            case Span span -> throw new IllegalStateException("not of a step: " + span);
        };
    }

    private static Sql joined(List<Condition> parts, String word) {
        var sql = Sql.of("(");
        var between = "";
        for (var part : parts) {
            sql = sql.plus(between).plus(of(part));
            between = word;
        }
        return sql.plus(")");
    }

    private static Sql term(StepKey key, String attribute, Match match) {
        return switch (key) {
            case TOOL -> FilterSql.text("step.tool_name", match);
            case MODEL -> FilterSql.text("step.model", match);
            case KIND -> FilterSql.text("step.kind", match);
            case STEP_STATUS -> FilterSql.text("step.status", match);
            case STEP_DURATION -> FilterSql.range(MILLIS, "numeric", match, FilterSql::millis);
            case ERROR -> error(FilterSql.glob(match));
            case ARG -> said("input", GIVEN, FilterSql.glob(match));
            case RESULT -> said("output", GAVE, FilterSql.glob(match));
            case ATTR -> attribute(SpanCleaner.text(attribute), match);
        };
    }

    private static Sql error(Glob words) {
        return Sql.of(
                "(step.status = 'error' AND (coalesce(step.status_message, '') ILIKE ?"
                        + " OR step.events::text COLLATE \"C\" ~* ?))",
                anywhere(words),
                Phrase.of(words).regex());
    }

    /** Previews first: reading what was said whole takes longer. */
    private static Sql said(String preview, String attributes, Glob words) {
        return Sql.of(
                "(step.kind = 'tool' AND (step." + preview
                        + " ILIKE ? OR EXISTS (SELECT 1 FROM json_each_text(step.attributes) told"
                        + " WHERE told.key ~* ? AND told.value COLLATE \"C\" ~* ?)))",
                anywhere(words),
                attributes,
                Phrase.of(words).regex());
    }

    private static String anywhere(Glob words) {
        return "%" + FilterSql.like(words) + "%";
    }

    /** Of the step, else of its resource: a service's name is told once for all steps. */
    private static Sql attribute(String name, Match match) {
        var value = Sql.of("coalesce(step.attributes ->> ?, step.resource ->> ?)", name, name);
        return switch (match) {
            case Glob glob ->
                glob.isLiteral() && glob.text().isEmpty()
                        ? value.plus(" IS NULL")
                        : glob.isLiteral()
                                ? value.plus(" = ?", SpanCleaner.text(glob.text()))
                                : value.plus(" LIKE ?", FilterSql.like(glob));
            case Range range ->
                Sql.of(
                                "EXISTS (SELECT 1 FROM (SELECT CASE WHEN told ~ ? THEN told::numeric END AS figure FROM (SELECT ",
                                NUMBER)
                        .plus(value)
                        .plus(" AS told) value) figures WHERE ")
                        .plus(FilterSql.range("figure", "numeric", range, FilterSql::number))
                        .plus(" AND figure IS NOT NULL)");
            case ScoreMatch score -> throw new IllegalStateException("a step's attribute is no score: " + score);
        };
    }
}
