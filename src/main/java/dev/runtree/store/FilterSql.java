package dev.runtree.store;

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
import dev.runtree.query.Quantities;
import dev.runtree.query.Range;
import dev.runtree.query.RunKey;
import dev.runtree.query.ScoreMatch;
import dev.runtree.query.StepKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a filter asks of a row of {@code runtree_runs}. */
final class FilterSql {
    static final String STATUS = "runtree_run_status(status, last_sign, lease_until)";
    static final String MILLIS =
            "(extract(epoch FROM runtree_run_end(status, end_time, last_sign, lease_until) - start_time) * 1000)";
    private static final BigDecimal NANOS_PER_MILLI = BigDecimal.valueOf(1_000_000);

    /** Fewer characters than this are the beginning of too many ids. */
    private static final int SHORTEST_ID = 4;

    private static final int TRACE_ID = 32;

    private final Instant now;
    private final ZoneId zone;

    FilterSql(Instant now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    /**
     * A filter in two parts.
     *
     * @param whole the whole of it
     * @param indexed the part for which indexes find the rows, newest first or few
     * @param isIndexed whether that is all of it
     * @param isFew whether so few rows are found by it that they are best looked at all at once
     * @param steps what it asks of the steps of each run
     */
    record Split(Sql whole, Sql indexed, boolean isIndexed, boolean isFew, StepsAsked steps) {
        /** With something more that no index knows. */
        Split and(String more, Object... values) {
            return new Split(whole.and(more, values), indexed, false, isFew, steps);
        }

        /** Within a range of time, which indexes know. */
        Split within(Sql range) {
            return new Split(whole.plus(range), indexed.plus(range), isIndexed, isFew, steps);
        }

        /** The runs of these traces alone, of which there are few. */
        Split ofTraces(List<String> traceIds) {
            var ids = traceIds.toArray(String[]::new);
            var among = "trace_id = ANY (?)";
            return new Split(whole.and(among, (Object) ids), indexed.and(among, (Object) ids), isIndexed, true, steps);
        }
    }

    Split split(Condition condition) {
        var parts = condition instanceof All(var all) ? all : List.of(condition);
        var indexed = parts.stream().filter(FilterSql::isIndexed).toList();
        return new Split(
                of(condition),
                of(new All(indexed)),
                indexed.size() == parts.size(),
                parts.stream().anyMatch(FilterSql::isFew),
                StepsAsked.of(condition));
    }

    /** What readers write by hand: little, and looked up by its traces. */
    private static boolean isFew(Condition part) {
        return part instanceof Term(var key, var match)
                && (key == RunKey.NOTE || key == RunKey.STAR)
                && isIndexed(key, match);
    }

    private static boolean isIndexed(Condition part) {
        return switch (part) {
            case Term(var key, var match) -> isIndexed(key, match);
            case Any(var parts) ->
                parts.stream()
                        .allMatch(each -> each instanceof Term(var key, var match)
                                && key != RunKey.STATUS
                                && isIndexed(key, match));
            case All all -> false;
            case Not not -> false;
            case Words words -> false;
            case StepTerm term -> false;
            case Span span -> false;
        };
    }

    private static boolean isIndexed(RunKey key, Match match) {
        return switch (key) {
            case USER, SESSION, AGENT, TEAM, WORKFLOW ->
                glob(match).isLiteral() && !glob(match).text().isEmpty();
            case STATUS -> !glob(match).text().equals("ok");
            case ID -> glob(match).pieces().getFirst().length() >= SHORTEST_ID;
            case SINCE, UNTIL -> true;
            // People write few of them, and few are looked up.
            case NOTE -> true;
            case STAR -> glob(match).text().equals("yes");
            case SCORE -> false;
            case TYPE, MODEL, ERRORS, TOKENS, COST, DURATION, TAG, SOURCE, ENV, NAME -> false;
        };
    }

    Sql of(Condition condition) {
        return switch (condition) {
            case All(var parts) -> parts.isEmpty() ? Sql.of("true") : joined(parts, " AND ");
            case Any(var parts) -> joined(parts, " OR ");
            case Not(var part) -> Sql.of("(").plus(of(part)).plus(") IS NOT TRUE");
            case Words(var words) -> words(words);
            case Term(var key, var match) -> term(key, match);
            case StepTerm step -> StepSql.any(step);
            case Span(var step) -> StepSql.any(step);
        };
    }

    private Sql joined(List<Condition> parts, String word) {
        var sql = Sql.of("(");
        var between = "";
        for (var part : parts) {
            sql = sql.plus(between).plus(of(part));
            between = word;
        }
        return sql.plus(")");
    }

    private static Sql words(Glob words) {
        var like = "%" + like(words) + "%";
        return Sql.of("(input ILIKE ? OR output ILIKE ? OR name COLLATE \"default\" ILIKE ?)", like, like, like);
    }

    private Sql term(RunKey key, Match match) {
        return switch (key) {
            case USER -> text("user_id", match);
            case SESSION -> text("session_id", match);
            case AGENT -> text("agent_id", match);
            case TEAM -> text("team_id", match);
            case WORKFLOW -> text("workflow_id", match);
            case TYPE -> text("type", match);
            case MODEL -> model(match);
            case STATUS -> status(match);
            case ERRORS -> range("error_count", "numeric", match, FilterSql::number);
            case TOKENS -> range("tree_tokens", "numeric", match, FilterSql::number);
            case COST -> range("tree_cost", "numeric", match, FilterSql::number);
            case DURATION -> range(MILLIS, "numeric", match, FilterSql::millis);
            case SINCE, UNTIL -> range("start_time", "timestamptz", match, text -> time(text, key == RunKey.UNTIL));
            case TAG ->
                Sql.of("(EXISTS (SELECT 1 FROM unnest(tags) AS tag WHERE ")
                        .plus(text("tag", match))
                        .plus(") OR ")
                        .plus(AnnotationSql.tagged(text("tag", match)))
                        .plus(")");
            case STAR -> AnnotationSql.starred(glob(match).text().equals("yes"));
            case NOTE -> AnnotationSql.noted("%" + like(glob(match)) + "%");
            case SCORE -> score(match);
            case SOURCE -> text("source", match);
            case ENV -> text("environment", match);
            case NAME -> Sql.of("name COLLATE \"default\" ILIKE ?", like(glob(match)));
            case ID -> id(glob(match));
        };
    }

    /** The run's own model, or that of any of its steps; without one, if no step has any. */
    private static Sql model(Match match) {
        var own = text("model", match);
        return glob(match).isLiteral() && glob(match).text().isEmpty()
                ? own
                : Sql.of("(")
                        .plus(own)
                        .plus(" OR ")
                        .plus(StepSql.any(new StepTerm(StepKey.MODEL, "", match)))
                        .plus(")");
    }

    private static Sql score(Match match) {
        if (!(match instanceof ScoreMatch score)) {
            throw new IllegalStateException("not a score: " + match);
        }
        var sql = text("name", score.name());
        var judged = switch (score.judged()) {
            case null -> sql;
            case Range range -> sql.and("").plus(range("value", "numeric", range, FilterSql::number));
            case Glob label -> sql.and("").plus(text("label", label));
            case ScoreMatch inner -> throw new IllegalStateException("a score of a score: " + inner);
        };
        return AnnotationSql.scored(judged);
    }

    static Sql text(String column, Match match) {
        var glob = glob(match);
        if (!glob.isLiteral()) {
            return Sql.of(column + " LIKE ?", like(glob));
        }
        return glob.text().isEmpty()
                ? Sql.of(column + " IS NULL")
                : Sql.of(column + " = ?", SpanCleaner.text(glob.text()));
    }

    /** Runs that went well are nearly all, so only the others have indexes: one for all of these, one for the open ones. */
    private static Sql status(Match match) {
        var status = glob(match).text();
        return switch (status) {
            case "ok" -> Sql.of(STATUS + " = 'ok'");
            case "error" -> Sql.of("(status <> 'ok' AND " + STATUS + " = 'error')");
            default -> Sql.of("(status NOT IN ('ok', 'error') AND status = ? AND " + STATUS + " = ?)", status, status);
        };
    }

    /** A run id begins with its trace's id, which has an index. */
    private static Sql id(Glob id) {
        var begin = SpanCleaner.text(id.pieces().getFirst());
        var trace = begin.substring(0, Math.min(TRACE_ID, begin.length()));
        return Sql.of(
                "((trace_id >= ? AND trace_id <= ? AND run_id LIKE ?) OR producer_run_id LIKE ?)",
                trace,
                trace + "g",
                like(id) + "%",
                like(id));
    }

    static Sql range(String column, String type, Match match, Function<String, Object> value) {
        if (!(match instanceof Range(var from, var to))) {
            throw new IllegalStateException("not a range: " + match);
        }
        var bound = "?::" + type;
        var sql = Sql.of("(true");
        if (from != null) {
            sql = sql.and(column + (from.inclusive() ? " >= " : " > ") + bound, value.apply(from.text()));
        }
        if (to != null) {
            sql = sql.and(column + (to.inclusive() ? " <= " : " < ") + bound, value.apply(to.text()));
        }
        return sql.plus(")");
    }

    static Object number(String text) {
        return Quantities.number(text).orElseThrow();
    }

    static Object millis(String text) {
        return BigDecimal.valueOf(Quantities.duration(text).orElseThrow().toNanos())
                .divide(NANOS_PER_MILLI);
    }

    private Object time(String text, boolean end) {
        return Quantities.time(text, now, zone, end).orElseThrow().toString();
    }

    static Glob glob(Match match) {
        return switch (match) {
            case Glob glob -> glob;
            case Range range -> throw new IllegalStateException("not a text: " + range);
            case ScoreMatch score -> throw new IllegalStateException("not a text: " + score);
        };
    }

    static String like(Glob glob) {
        return glob.pieces().stream()
                .map(piece -> SpanCleaner.text(piece)
                        .replace("\\", "\\\\")
                        .replace("%", "\\%")
                        .replace("_", "\\_"))
                .collect(Collectors.joining("%"));
    }
}
