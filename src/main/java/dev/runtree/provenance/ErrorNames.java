package dev.runtree.provenance;

import dev.runtree.provenance.text.Readings;
import dev.runtree.provenance.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which arguments of a call the text of its error names, by their names or by their values. */
public final class ErrorNames {
    private static final int LEAST_VALUE = 3;
    private static final Set<String> BEFORE =
            Set.of("argument", "arguments", "parameter", "parameters", "param", "field", "property", "key", "column");
    private static final Set<String> QUOTES = Set.of("'", "\"");

    private final Texts texts = new Texts();
    private final List<Texts.Piece> pieces;

    public ErrorNames(String error) {
        pieces = texts.pieces(texts.add(error));
    }

    /**
     * Of the values of the arguments those that are named: by name and value if any is, else by value, else by name, so that
     * the eye is led to one place.
     */
    public List<Leaf> among(List<Leaf> values) {
        var best = 0;
        var named = new ArrayList<Leaf>();
        for (var value : values) {
            var rank = (hasValue(value) ? 2 : 0) + (hasName(value.path()) ? 1 : 0);
            if (rank > best) {
                best = rank;
                named.clear();
            }
            if (rank == best && rank > 0) {
                named.add(value);
            }
        }
        return named;
    }

    /** The stretches of the error's text that say a value, each as it stands there. */
    public List<String> quotes(Leaf value) {
        return matches(value).stream()
                .map(match -> match.piece().leaf().text().substring(match.from(), match.to()))
                .distinct()
                .toList();
    }

    private boolean hasValue(Leaf value) {
        return value.kind() != Leaf.Kind.WORD
                && value.text().strip().length() >= LEAST_VALUE
                && !matches(value).isEmpty();
    }

    private List<Match> matches(Leaf value) {
        var words = Words.of(value.text());
        if (words.size() == 0) {
            return List.of();
        }
        var readings = value.kind() == Leaf.Kind.NUMBER ? Readings.ofJsonNumber(value.text()) : Readings.of(words);
        var matches = new ArrayList<Match>();
        for (var reading : readings) {
            var key = reading.key();
            if (key != null && reading.from() == words.from(0) && reading.to() == words.to(words.size() - 1)) {
                Match.ofReading(pieces, key).stream()
                        .filter(match -> match.isOf(key))
                        .forEach(matches::add);
            }
        }
        if (value.kind() != Leaf.Kind.NUMBER) {
            matches.addAll(Match.ofWords(pieces, words, 0, words.size()));
        }
        matches.removeIf(match -> !match.alone());
        return matches;
    }

    private boolean hasName(String path) {
        for (var step : path.split("\\.", -1)) {
            var name = step.replaceAll("\\[\\d+]", "");
            var words = Words.of(name);
            for (var match : Match.ofWords(pieces, words, 0, words.size())) {
                if (match.alone() && words.size() > 0 && (isTelling(name) || isMarked(match))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A name of several words is not in a text by chance; {@code name}, {@code query} or {@code type} often is. */
    private static boolean isTelling(String name) {
        return name.length() > LEAST_VALUE
                && (name.indexOf('_') > 0
                        || name.indexOf('-') > 0
                        || name.chars().skip(1).anyMatch(Character::isUpperCase));
    }

    private static boolean isMarked(Match match) {
        var words = match.piece().words();
        var before = match.first() > 0 ? words.key(match.first() - 1) : "";
        var after = match.last() + 1 < words.size() ? words.key(match.last() + 1) : "";
        return BEFORE.contains(before)
                || (before.equals(after) && QUOTES.contains(before))
                || (match.first() == 0 && after.equals(":"))
                || after.equals("=");
    }
}
