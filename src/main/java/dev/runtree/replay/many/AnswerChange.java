package dev.runtree.replay.many;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.runtree.compare.JsonMeaning;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether an answer is another one.
 *
 * @param fields of two JSON answers the members that differ, as paths; empty for others
 */
public record AnswerChange(Kind kind, List<String> fields) {
    /** So many members are named. */
    private static final int MOST_FIELDS = 20;

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern END = Pattern.compile("[\\s.!…]+$");

    /** How far apart two answers are. */
    public enum Kind {
        /** Letter by letter. */
        SAME,
        /** But for case, spacing, the end of the sentence, or the layout of JSON. */
        ALIKE,
        /** Both are JSON, and some members differ. */
        FIELDS,
        OTHER,
        /** One of them is none. */
        NONE;

        /** In small letters, as it is shown and written. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public AnswerChange {
        fields = List.copyOf(fields);
    }

    /** @param before {@code null} or empty where nothing was answered, likewise {@code now} */
    public static AnswerChange of(@Nullable String before, @Nullable String now) {
        if (before == null || now == null || before.isBlank() || now.isBlank()) {
            return new AnswerChange(Kind.NONE, List.of());
        }
        if (before.equals(now)) {
            return new AnswerChange(Kind.SAME, List.of());
        }
        var one = JsonMeaning.tree(before);
        var other = JsonMeaning.tree(now);
        if (one != null && other != null) {
            var fields = new ArrayList<String>();
            compare("$", one, other, fields);
            return new AnswerChange(fields.isEmpty() ? Kind.ALIKE : Kind.FIELDS, fields);
        }
        return new AnswerChange(normal(before).equals(normal(now)) ? Kind.ALIKE : Kind.OTHER, List.of());
    }

    /** Whether it is the same answer, whatever its form. */
    public boolean isSame() {
        return kind == Kind.SAME || kind == Kind.ALIKE;
    }

    /** In a few words, for a reader. */
    public String told() {
        return switch (kind) {
            case SAME -> "same";
            case ALIKE -> "same but for its form";
            case FIELDS -> "other " + String.join(", ", fields);
            case OTHER -> "other";
            case NONE -> "none";
        };
    }

    private static String normal(String text) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return END.matcher(SPACE.matcher(plain).replaceAll(" ").strip()).replaceAll("");
    }

    private static void compare(String path, JsonNode before, JsonNode now, List<String> fields) {
        if (fields.size() >= MOST_FIELDS) {
            return;
        }
        if (before.isObject() && now.isObject()) {
            var names = new LinkedHashSet<String>();
            before.fieldNames().forEachRemaining(names::add);
            now.fieldNames().forEachRemaining(names::add);
            for (var name : names) {
                compare(path + "." + name, before.path(name), now.path(name), fields);
            }
        } else if (before.isArray() && now.isArray()) {
            for (var at = 0; at < Math.max(before.size(), now.size()); at++) {
                compare(path + "[" + at + "]", before.path(at), now.path(at), fields);
            }
        } else if (!isSame(before, now)) {
            fields.add(path);
        }
    }

    private static boolean isSame(JsonNode before, JsonNode now) {
        if (before.isNumber() && now.isNumber()) {
            return before.decimalValue().compareTo(now.decimalValue()) == 0;
        }
        return before instanceof MissingNode == now instanceof MissingNode && before.equals(now);
    }
}
