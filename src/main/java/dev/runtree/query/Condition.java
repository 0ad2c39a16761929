package dev.runtree.query;

import java.util.List;
import java.util.stream.Collectors;

/** What must hold of a run; inside a {@link Span}, of one step. */
public sealed interface Condition {

    /** All of these; of none, every run. */
    record All(List<Condition> parts) implements Condition {
        public All {
            parts = List.copyOf(parts);
        }
    }

    /** At least one of these. */
    record Any(List<Condition> parts) implements Condition {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    record Not(Condition part) implements Condition {}

    /** The words stand, in this order, in what was asked, in what was answered, or in the name. */
    record Words(Glob words) implements Condition {}

    record Term(RunKey key, Match match) implements Condition {}

    /**
     * A step is like this: of a run, any of its steps.
     *
     * @param attribute the key of the attribute that is asked for by {@link StepKey#ATTR}; else empty
     */
    record StepTerm(StepKey key, String attribute, Match match) implements Condition {}

    /** One and the same step of the run is like this; made of {@link StepTerm}s. */
    record Span(Condition step) implements Condition {}

    /** The filter text of it, which reads back to an equal one. */
    default String print() {
        return switch (this) {
            case All(var parts) -> parts.stream().map(part -> group(part, true)).collect(Collectors.joining(" "));
            case Any(var parts) ->
                parts.stream().map(part -> group(part, false)).collect(Collectors.joining(" OR "));
            case Not(var part) -> "-" + group(part, true);
            case Words(var words) -> words.print();
            case Term(var key, var match) -> key.word() + ":" + match.print(key);
            case StepTerm(var key, var attribute, var match) ->
                (key == StepKey.ATTR ? "attr." + AttributeName.print(attribute) : key.word()) + ":" + match.print(key);
            case Span(var step) -> "span:(" + step.print() + ")";
        };
    }

    private static String group(Condition part, boolean joinedByAnd) {
        var alone = switch (part) {
            case Any any -> false;
            case All all -> !joinedByAnd && !all.parts().isEmpty();
            case Not not -> true;
            case Words words -> true;
            case Term term -> true;
            case StepTerm term -> true;
            case Span span -> true;
        };
        return alone ? part.print() : "(" + part.print() + ")";
    }
}
