package dev.runtree.provenance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call with where they come from and what is wrong with them.
 *
 * @param arguments in their order; one without a name when they are no JSON object
 * @param errorQuotes what the text of the call's error says of the values that it names, letter for letter
 */
public record CallOrigins(List<Argument> arguments, List<String> errorQuotes) {

    /** So many values of a call are looked up: a call may carry a table. */
    public static final int MOST_VALUES = 300;

    public CallOrigins {
        arguments = List.copyOf(arguments);
        errorQuotes = List.copyOf(errorQuotes);
    }

    /**
     * A member of the arguments.
     *
     * @param name empty when the arguments are no object
     * @param origins of its values
     * @param named those of its values that the error names
     * @param before what it was in the call that failed and that this one tries again; {@code null} when there was none, or
     *     when it is the same
     */
    public record Argument(
            String name,
            List<Origin> origins,
            List<Leaf> named,
            @Nullable String before) {
        public Argument {
            origins = List.copyOf(origins);
            named = List.copyOf(named);
        }

        /** How it is marked. */
        public Mark mark() {
            return !named.isEmpty()
                    ? Mark.NAMED_BY_ERROR
                    : origins.stream().anyMatch(Origin::suspicious) ? Mark.NOT_SAID : Mark.NONE;
        }

        private Argument inCommon(Argument twin) {
            var was = Objects.equals(before, twin.before) ? before : null;
            return mark() == twin.mark()
                    ? new Argument(name, origins, named, was)
                    : new Argument(name, origins.stream().map(Origin::quiet).toList(), List.of(), was);
        }

        /** The value that tells most: the one that is named, or suspicious, or the first. */
        public Origin telling() {
            return origins.stream()
                    .filter(origin -> named.contains(origin.value()))
                    .findFirst()
                    .or(() -> origins.stream().filter(Origin::suspicious).findFirst())
                    .orElseGet(origins::getFirst);
        }
    }

    /** How an argument is marked, the strongest first. */
    public enum Mark {
        NAMED_BY_ERROR,
        NOT_SAID,
        NONE
    }

    /**
     * @param error the text of the call's error; {@code null} when it did not fail
     * @param before the arguments of the call that failed before and that this one tries again
     */
    public static CallOrigins of(WhereFrom from, String arguments, @Nullable String error, @Nullable String before) {
        return of(from, null, arguments, error, before);
    }

    /**
     * As the other; a step may have run with other arguments than those that the model asked for.
     *
     * @param requested what the model asked for; {@code null} when that is not known
     */
    public static CallOrigins of(
            WhereFrom from,
            @Nullable WhereFrom requested,
            String arguments,
            @Nullable String error,
            @Nullable String before) {
        var values = Leaf.values(arguments);
        var some = values.subList(0, Math.min(MOST_VALUES, values.size()));
        var names = error == null ? null : new ErrorNames(error);
        List<Leaf> named = names == null ? List.of() : names.among(some);
        Map<String, List<Leaf>> old = before == null ? Map.of() : byName(Leaf.values(before));
        var all = new ArrayList<Argument>();
        byName(some)
                .forEach((name, leaves) -> all.add(new Argument(
                        name,
                        leaves.stream()
                                .map(leaf -> origin(leaf, from, requested))
                                .toList(),
                        leaves.stream().filter(named::contains).toList(),
                        changed(leaves, old.get(name)))));
        var quotes = names == null
                ? List.<String>of()
                : named.stream().flatMap(leaf -> names.quotes(leaf).stream()).toList();
        return new CallOrigins(all, quotes);
    }

    /**
     * What holds for two calls with the same arguments that cannot be told apart where they are shown: a mark that only one of
     * them has is none.
     */
    public CallOrigins inCommon(CallOrigins other) {
        var both = new ArrayList<Argument>();
        for (var argument : arguments) {
            var twin = other.argument(argument.name());
            both.add(twin == null ? argument : argument.inCommon(twin));
        }
        return new CallOrigins(both, errorQuotes.equals(other.errorQuotes) ? errorQuotes : List.of());
    }

    private static Origin origin(Leaf leaf, WhereFrom from, @Nullable WhereFrom requested) {
        var origin = from.of(leaf);
        return origin.suspicious() && requested != null && !requested.says(leaf)
                ? new Origin(leaf, new Answer.NotAsked(), false)
                : origin;
    }

    private static @Nullable String changed(List<Leaf> now, @Nullable List<Leaf> before) {
        if (before == null || now.equals(before)) {
            return null;
        }
        return String.join(", ", before.stream().map(Leaf::text).toList());
    }

    private static Map<String, List<Leaf>> byName(List<Leaf> values) {
        var members = new LinkedHashMap<String, List<Leaf>>();
        for (var value : values) {
            members.computeIfAbsent(top(value.path()), name -> new ArrayList<>())
                    .add(value);
        }
        return members;
    }

    private static String top(String path) {
        for (var i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '.' || path.charAt(i) == '[') {
                return path.substring(0, i);
            }
        }
        return path;
    }

    /** The values that nobody but the model had said, in the arguments' order. */
    public List<Origin> suspicious() {
        return arguments.stream()
                .flatMap(argument -> argument.origins().stream())
                .filter(Origin::suspicious)
                .toList();
    }

    /** The argument of a name. */
    public @Nullable Argument argument(String name) {
        return arguments.stream()
                .filter(argument -> argument.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
