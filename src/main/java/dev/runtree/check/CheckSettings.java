package dev.runtree.check;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is said of all cases at once.
 *
 * @param mode in place of what the cases say; {@code null} for that
 * @param model {@code provider:name} in place of the cases' own and the recorded ones; {@code null} for these
 * @param isStrict whether all cases are strict
 * @param environment where keys and addresses of models are taken from
 */
public record CheckSettings(
        @Nullable Mode mode,
        @Nullable String model,
        boolean isStrict,
        CheckLimits limits,
        Map<String, String> environment) {
    public CheckSettings {
        environment = Map.copyOf(environment);
    }
}
