package dev.runtree.store;

import dev.runtree.model.watch.Signal;
import dev.runtree.query.Condition;
import dev.runtree.query.Glob;
import dev.runtree.query.Match;
import dev.runtree.query.RunFilter;
import dev.runtree.query.RunKey;
import dev.runtree.query.StepKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A filter as the signals can be asked by it. The roll-ups know a user, an environment, a name, a model and a tool, one whole
 * value each; whatever else is asked for is looked for in the rows of runs.
 */
public final class SignalFilter {

    /** The filter asks for what is chosen apart. */
    public static final class NotCounted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotCounted(String term) {
            super("\"" + term + "\" cannot be asked for here: the range of time is chosen apart");
        }
    }

    private SignalFilter() {}

    /**
     * What a filter asks for, over a range.
     *
     * @throws NotCounted when it asks for a time, with the term
     */
    public static Scope scope(RunFilter filter, Instant since, Instant until) {
        var parts = parts(filter.condition());
        terms(filter.condition())
                .filter(term -> term.key() == RunKey.SINCE || term.key() == RunKey.UNTIL)
                .findFirst()
                .ifPresent(term -> {
                    throw new NotCounted(term.print());
                });
        Scope scope = Scope.of(since, until);
        for (var part : parts) {
            var with = with(scope, part);
            if (with == null) {
                return ofRows(Scope.of(since, until), filter.condition());
            }
            scope = with;
        }
        return scope;
    }

    /** Those of the run, however deep they stand. */
    private static Stream<Condition.Term> terms(Condition condition) {
        return switch (condition) {
            case Condition.All(var parts) -> parts.stream().flatMap(SignalFilter::terms);
            case Condition.Any(var parts) -> parts.stream().flatMap(SignalFilter::terms);
            case Condition.Not(var part) -> terms(part);
            case Condition.Term term -> Stream.of(term);
            case Condition.Words words -> Stream.empty();
            case Condition.StepTerm step -> Stream.empty();
            case Condition.Span span -> Stream.empty();
        };
    }

    /** Of calls the tool is asked for besides, as runs that called it called others too. */
    private static Scope ofRows(Scope range, Condition condition) {
        var tools =
                parts(condition).stream().flatMap(part -> tool(part).stream()).toList();
        return (tools.size() == 1 ? range.ofTool(tools.getFirst()) : range).of(condition);
    }

    private static List<Condition> parts(Condition condition) {
        return condition instanceof Condition.All(var all) ? all : List.of(condition);
    }

    private static Optional<String> tool(Condition part) {
        return part instanceof Condition.StepTerm step && step.key() == StepKey.TOOL
                ? Optional.ofNullable(whole(step.match()))
                : Optional.empty();
    }

    /** {@code null} when no roll-up knows it. */
    private static @Nullable Scope with(Scope scope, Condition part) {
        var tool = tool(part);
        if (tool.isPresent()) {
            return scope.tool() == null ? scope.ofTool(tool.get()) : null;
        }
        if (!(part instanceof Condition.Term(var key, var match))) {
            return null;
        }
        var value = whole(match);
        if (value == null) {
            return null;
        }
        return switch (key) {
            case USER -> scope.user() == null ? scope.ofUser(value) : null;
            case ENV -> scope.environment() == null ? scope.ofEnvironment(value) : null;
            case NAME -> scope.name() == null ? scope.ofName(value) : null;
            case MODEL -> scope.model() == null ? scope.ofModel(value) : null;
            default -> null;
        };
    }

    private static @Nullable String whole(Match match) {
        return match instanceof Glob glob && glob.isLiteral() ? glob.text() : null;
    }

    /** What a signal cannot be asked by, so that it is that of all: keys such as {@code env:}, or whole terms. */
    public static List<String> passedOver(Signal signal, Scope scope) {
        var matching = scope.matching();
        if (matching == null) {
            return scope.parts().stream()
                    .filter(part -> !Signals.asksBy(signal).contains(part))
                    .map(part -> part.word() + ":")
                    .toList();
        }
        return signal == Signal.APPROVALS
                ? parts(matching).stream()
                        .filter(part -> ofApprovals(part).isEmpty())
                        .map(Condition::print)
                        .toList()
                : List.of();
    }

    /** What a scope asks of the rows of approvals, as far as these know it. */
    static List<Sql> ofApprovals(Scope scope) {
        var matching = scope.matching();
        return matching == null
                ? Stream.of(equal("user_id", scope.user()), named(scope.name()), equal("tool_name", scope.tool()))
                        .flatMap(Optional::stream)
                        .toList()
                : parts(matching).stream()
                        .flatMap(part -> ofApprovals(part).stream())
                        .toList();
    }

    private static Optional<Sql> ofApprovals(Condition part) {
        if (part instanceof Condition.StepTerm step && step.key() == StepKey.TOOL) {
            return Optional.of(FilterSql.text("tool_name", step.match()));
        }
        return part instanceof Condition.Term(var key, var match)
                ? switch (key) {
                    case USER -> Optional.of(FilterSql.text("user_id", match));
                    case SESSION -> Optional.of(FilterSql.text("session_id", match));
                    case AGENT -> Optional.of(FilterSql.text("agent_id", match));
                    case TEAM -> Optional.of(FilterSql.text("team_id", match));
                    case WORKFLOW -> Optional.of(FilterSql.text("workflow_id", match));
                    case NAME -> Optional.of(like(FilterSql.glob(match)));
                    default -> Optional.empty();
                }
                : Optional.empty();
    }

    private static Optional<Sql> equal(String column, @Nullable String wanted) {
        return Optional.ofNullable(wanted).map(value -> Sql.of("coalesce(" + column + ", '') = ?", value));
    }

    private static Optional<Sql> named(@Nullable String wanted) {
        return Optional.ofNullable(wanted).map(value -> like(Glob.of(value)));
    }

    /** Names are the same in upper and lower case, as they are in lists of runs. */
    private static Sql like(Glob name) {
        return Sql.of("coalesce(source_name, '') COLLATE \"default\" ILIKE ?", FilterSql.like(name));
    }
}
