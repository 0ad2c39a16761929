package dev.runtree.query;

import dev.runtree.query.FilterParser.Value;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A score of that name, such as {@code correctness}, {@code correctness>0.5}, {@code correctness=0.2..0.8} or
 * {@code verdict=wrong*}.
 *
 * @param judged a {@link Range} of its number, or a {@link Glob} of its label; {@code null} takes any
 */
public record ScoreMatch(Glob name, @Nullable Match judged) implements Match {
    private static final Pattern NUMBER = Pattern.compile("-?\\d.*|\\.\\.-?\\d.*");

    static ScoreMatch parse(Value value, Function<String, BadFilter> bad) {
        var raw = value.raw();
        var sign = sign(raw);
        if (sign < 0) {
            return new ScoreMatch(value.glob(), null);
        }
        var name = raw.substring(0, sign);
        var judged = raw.substring(raw.charAt(sign) == '=' ? sign + 1 : sign);
        if (name.isEmpty() || judged.isEmpty()) {
            throw bad.apply("the name of a score, as in correctness, correctness>0.5 or verdict=wrong");
        }
        var isNumber = raw.charAt(sign) != '=' || NUMBER.matcher(judged).matches();
        return new ScoreMatch(glob(name), isNumber ? range(judged, bad) : glob(judged));
    }

    /** Where the name ends; -1 where there is nothing else. */
    private static int sign(String raw) {
        var quoted = false;
        for (var i = 0; i < raw.length(); i++) {
            var c = raw.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && "<>=".indexOf(c) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private static Glob glob(String raw) {
        return new FilterParser(raw).value().glob();
    }

    private static Match range(String raw, Function<String, BadFilter> bad) {
        try {
            // As any key of numbers.
            return new ValueParser(RunKey.COST, RunKey.COST.word(), new FilterParser(raw).value(), 0).parse();
        } catch (BadFilter notOne) {
            throw bad.apply("a number behind the name, such as correctness>0.5 or correctness=0.2..0.8");
        }
    }

    @Override
    public String print(Key key) {
        return switch (judged) {
            case null -> print(name);
            case Range range -> print(name) + (isSigned(range) ? "" : "=") + range.print(RunKey.COST);
            case Glob label -> print(name) + "=" + print(label);
            case ScoreMatch inner -> throw new IllegalStateException("a score of a score: " + inner);
        };
    }

    private static boolean isSigned(Range range) {
        return range.print(RunKey.COST).startsWith("<")
                || range.print(RunKey.COST).startsWith(">");
    }

    /** In quotes also where it would read as something else here: with a sign in it, or as a number. */
    private static String print(Glob glob) {
        return glob.pieces().stream()
                .map(piece -> piece.contains("=") || NUMBER.matcher(piece).matches()
                        ? Glob.quote(piece)
                        : Glob.quoted(piece, glob.isLiteral()))
                .collect(Collectors.joining("*"));
    }
}
