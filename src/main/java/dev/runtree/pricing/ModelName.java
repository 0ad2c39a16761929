package dev.runtree.pricing;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A model's name as prices are looked up by it.
 *
 * @param name in small letters, without the folder that some interfaces put before it ({@code models/...})
 * @param family the name without the date or number of a snapshot; the same as {@code name} where there is none
 */
record ModelName(String name, String family) {
    /** {@code -2024-07-18}, {@code -20241022}, {@code @20240620}, {@code -latest}, {@code -001}. */
    private static final Pattern SNAPSHOT =
            Pattern.compile("(.+?)(?:-20\\d\\d-\\d\\d-\\d\\d|[-@]20\\d{6}|[-@]latest|-\\d{3})");

    static ModelName of(String model) {
        var small = model.strip().toLowerCase(Locale.ROOT);
        var name = small.substring(small.lastIndexOf('/') + 1);
        var snapshot = SNAPSHOT.matcher(name);
        return new ModelName(name, snapshot.matches() ? snapshot.group(1) : name);
    }
}
