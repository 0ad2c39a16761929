package dev.runtree.ui.filter;

import dev.runtree.model.Figures;
import dev.runtree.query.Key;
import dev.runtree.query.RunFilter;
import dev.runtree.query.RunKey;
import dev.runtree.query.StepKey;
import dev.runtree.store.Query;
import dev.runtree.store.RunQueries;
import dev.runtree.store.ValueCount;
import dev.runtree.ui.Messages;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can be offered for what is being typed: at once what the grammar knows, from the database what its runs have. */
final class Suggestions {
    static final int MOST = 50;
    private static final int OF_EACH = 4;
    private static final int SHORTEST = 2;

    /** Where a bare word is looked for. */
    private static final List<Key> NAMED =
            List.of(RunKey.USER, RunKey.AGENT, RunKey.TEAM, StepKey.TOOL, RunKey.MODEL, RunKey.SESSION, RunKey.TAG);

    private Suggestions() {}

    /** What the grammar knows: keys that fit, or the values and forms that a key takes. */
    static List<Suggestion> known(Typed typed) {
        if (typed.isAttributeName()) {
            return List.of();
        }
        return typed.key().isEmpty() ? keys(typed) : values(typed.key().get(), typed.written());
    }

    private static List<Suggestion> keys(Typed typed) {
        String written = typed.written().toLowerCase(Locale.ROOT);
        var found = new ArrayList<Suggestion>();
        Typed.keys(typed.isOfStep())
                .filter(key -> key.word().contains(written))
                .sorted(Comparator.comparing((Key key) -> !key.word().startsWith(written)))
                .map(key -> Suggestion.key(key == StepKey.ATTR ? "attr." : key.word() + ":", help(key.word())))
                .forEach(found::add);
        if (!typed.isOfStep() && "span".startsWith(written)) {
            found.add(Suggestion.key("span:(", help("span")));
        }
        if (typed.isInside() && !written.isEmpty() && "or".startsWith(written)) {
            found.add(Suggestion.key("OR ", help("or")));
        }
        return found;
    }

    private static String help(String word) {
        String key = "filter.key." + word;
        return Messages.bundle().containsKey(key) ? Messages.text(key) : "";
    }

    private static List<Suggestion> values(Key key, String written) {
        Stream<Suggestion> all = switch (key.takes()) {
            case WORD -> key.words().stream().map(word -> Suggestion.value(word, "", ""));
            case NUMBER -> forms("filter.number", key == RunKey.COST ? "0.01" : key == RunKey.TOKENS ? "1k" : "0");
            case DURATION -> forms("filter.duration", "1s");
            case TIME ->
                Choices.TIMES.stream()
                        .filter(choice -> choice.value() != null)
                        .map(choice -> Suggestion.value(
                                String.valueOf(choice.value()),
                                key == RunKey.SINCE ? choice.label() : Messages.text("filter.ago", choice.value()),
                                ""));
            default -> Stream.empty();
        };
        String part = written.toLowerCase(Locale.ROOT);
        return all.filter(each -> each.insert().toLowerCase(Locale.ROOT).contains(part))
                .toList();
    }

    /** The operators, each with a value to change. */
    private static Stream<Suggestion> forms(String what, String example) {
        return Stream.of(
                Suggestion.value(">" + example, Messages.text("filter.more", Messages.text(what)), ""),
                Suggestion.value("<" + example, Messages.text("filter.less", Messages.text(what)), ""),
                Suggestion.value(example + "..", Messages.text("filter.least", Messages.text(what)), ""),
                Suggestion.value(".." + example, Messages.text("filter.most", Messages.text(what)), ""));
    }

    /** What the database has for it; empty when it is not asked. */
    static Optional<Query<List<Suggestion>>> asked(Typed typed, RunQueries queries, RunFilter others) {
        if (typed.key().isEmpty()) {
            return typed.written().length() < SHORTEST || typed.isOfStep()
                    ? Optional.empty()
                    : Optional.of(new Named(queries, others, typed.written()));
        }
        var key = typed.key().get();
        boolean has = key.takes() == RunKey.Values.TEXT
                || key.takes() == RunKey.Values.ANY
                || key.takes() == RunKey.Values.WORD
                || key.takes() == RunKey.Values.SCORE;
        return has
                ? Optional.of(queries.values(key, typed.attribute(), others, typed.written(), MOST)
                        .map(found -> found.stream()
                                .map(each -> typed.isAttributeName()
                                        ? Suggestion.key(attribute(each.value()) + ":", counted(each))
                                        : Suggestion.value(
                                                FilterText.quoted(each.value()), "", Figures.count(each.count())))
                                .toList()))
                : Optional.empty();
    }

    private static String attribute(String name) {
        return name.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_./-".indexOf(c) >= 0)
                ? name
                : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String counted(ValueCount each) {
        return Messages.text("filter.attribute", Figures.count(each.count()));
    }

    /** Both, what the grammar knows first, each once and those that begin with what is written first. */
    static List<Suggestion> together(Typed typed, List<Suggestion> known, List<Suggestion> found) {
        var all = new ArrayList<Suggestion>();
        for (var each : known) {
            String count = found.stream()
                    .filter(other -> other.insert().equals(each.insert()))
                    .map(Suggestion::count)
                    .findFirst()
                    .orElse(each.count());
            all.add(new Suggestion(each.insert(), each.detail(), count, each.isWhole(), each.isFilter()));
        }
        String written = typed.written().toLowerCase(Locale.ROOT);
        found.stream()
                .filter(each -> known.stream().noneMatch(other -> other.insert().equals(each.insert())))
                .sorted(Comparator.comparing((Suggestion each) -> !each.insert()
                        .replace("\"", "")
                        .toLowerCase(Locale.ROOT)
                        .startsWith(written)))
                .forEach(all::add);
        return all.size() > MOST ? List.copyOf(all.subList(0, MOST)) : List.copyOf(all);
    }

    /** The terms in whose values a bare word stands. */
    private static final class Named implements Query<List<Suggestion>> {
        private final RunQueries queries;
        private final RunFilter others;
        private final String written;
        private @Nullable Query<?> asked;
        private boolean isCancelled;

        Named(RunQueries queries, RunFilter others, String written) {
            this.queries = queries;
            this.others = others;
            this.written = written;
        }

        @Override
        public List<Suggestion> fetch() {
            var found = new ArrayList<Suggestion>();
            for (var key : NAMED) {
                for (var each : ask(queries.values(key, "", others, written, OF_EACH))) {
                    found.add(Suggestion.value(
                            key.word() + ":" + FilterText.quoted(each.value()), "", Figures.count(each.count())));
                }
            }
            return found;
        }

        private List<ValueCount> ask(Query<List<ValueCount>> query) {
            synchronized (this) {
                if (isCancelled) {
                    throw new CancellationException();
                }
                asked = query;
            }
            return query.fetch();
        }

        @Override
        public synchronized void cancel() {
            isCancelled = true;
            if (asked != null) {
                asked.cancel();
            }
        }
    }
}
