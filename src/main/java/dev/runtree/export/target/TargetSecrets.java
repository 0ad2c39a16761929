package dev.runtree.export.target;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The secrets of one target by their names, which nothing shows. */
public record TargetSecrets(Map<String, String> values) {
    public static final TargetSecrets NONE = new TargetSecrets(Map.of());

    public TargetSecrets {
        values = Map.copyOf(values);
    }

    @Nullable String get(String name) {
        return values.get(name);
    }

    @Override
    public String toString() {
        return "TargetSecrets" + values.keySet();
    }
}
