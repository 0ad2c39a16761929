package dev.runtree.store;

import dev.runtree.query.Condition;
import dev.runtree.query.Glob;
import dev.runtree.query.Match;
import dev.runtree.query.RunFilter;
import dev.runtree.query.StepKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A filter as the roll-ups can be asked by it: a user, an environment, a name, a model and a tool, one of each. */
public final class SignalFilter {

    /** The filter asks for what is not counted. */
    public static final class NotCounted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotCounted(String term, String hint) {
            super("What is watched is counted by user:, env:, name:, model: and tool:, one whole value each; \"" + term
                    + "\" cannot be asked for here" + hint);
        }
    }

    private SignalFilter() {}

    /**
     * What a filter asks for, over a range.
     *
     * @throws NotCounted when the roll-ups do not tell it, with the term
     */
    public static Scope scope(RunFilter filter, Instant since, Instant until) {
        var scope = Scope.of(since, until);
        var parts = filter.condition() instanceof Condition.All(var all) ? all : List.of(filter.condition());
        for (var part : parts) {
            scope = with(scope, part);
        }
        return scope;
    }

    private static Scope with(Scope scope, Condition part) {
        if (part instanceof Condition.StepTerm step && step.key() == StepKey.TOOL) {
            return scope.ofTool(value(scope.tool(), step.match(), part));
        }
        if (!(part instanceof Condition.Term(var key, var match))) {
            throw new NotCounted(part.print(), "");
        }
        return switch (key) {
            case USER -> scope.ofUser(value(scope.user(), match, part));
            case ENV -> scope.ofEnvironment(value(scope.environment(), match, part));
            case NAME -> scope.ofName(value(scope.name(), match, part));
            case MODEL -> scope.ofModel(value(scope.model(), match, part));
            case AGENT, TEAM, WORKFLOW ->
                throw new NotCounted(part.print(), ": ask for the name of the " + key.word() + " by name:");
            case SINCE, UNTIL -> throw new NotCounted(part.print(), ": the range of time is chosen apart");
            default -> throw new NotCounted(part.print(), "");
        };
    }

    private static String value(@Nullable String before, Match match, Condition part) {
        if (before != null) {
            throw new NotCounted(part.print(), ": there is one already");
        }
        if (match instanceof Glob glob && glob.isLiteral()) {
            return glob.text();
        }
        throw new NotCounted(part.print(), "");
    }
}
