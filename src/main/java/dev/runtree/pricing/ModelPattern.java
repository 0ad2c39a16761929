package dev.runtree.pricing;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which models a price is for: one by its name, with the snapshots that bear its name and a date, or all that a pattern with
 * {@code *} describes. A name is never a prefix: {@code gpt-4o} is neither {@code gpt-4o-mini} nor {@code gpt-4o-audio}.
 */
final class ModelPattern {
    /** How near a model is to what a price is written for, the nearest first. */
    enum Match {
        NAME,
        SNAPSHOT,
        PATTERN,
        NONE
    }

    private final String name;
    private final @Nullable Pattern pattern;

    ModelPattern(String written) {
        this.name = written.toLowerCase(Locale.ROOT);
        this.pattern = name.contains("*") ? Pattern.compile(glob(name), Pattern.DOTALL) : null;
    }

    Match match(ModelName model) {
        if (pattern != null) {
            return pattern.matcher(model.name()).matches() ? Match.PATTERN : Match.NONE;
        }
        return name.equals(model.name()) ? Match.NAME : name.equals(model.family()) ? Match.SNAPSHOT : Match.NONE;
    }

    /** How much a pattern says: of two that match, the longer one counts. */
    int length() {
        return name.length();
    }

    private static String glob(String name) {
        var parts = name.split("\\*", -1);
        var regex = new StringBuilder();
        for (var i = 0; i < parts.length; i++) {
            regex.append(i == 0 ? "" : ".*").append(Pattern.quote(parts[i]));
        }
        return regex.toString();
    }
}
