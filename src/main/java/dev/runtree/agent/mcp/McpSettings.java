package dev.runtree.agent.mcp;

import dev.runtree.agent.secret.Secrets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a server is reached, and what of it is used.
 *
 * @param command empty when it has a URL
 * @param environment secret
 * @param headers secret
 * @param include names of tools, {@code *} for any letters; empty for all
 * @param confirm tools whose calls somebody has to approve
 * @param refresh after which time the tools of a server over HTTP are asked for again
 * @param longestResult characters
 */
record McpSettings(
        String name,
        List<String> command,
        @Nullable String url,
        @Nullable Path folder,
        Map<String, String> environment,
        Map<String, String> headers,
        List<String> include,
        List<String> exclude,
        List<String> confirm,
        Duration startTimeout,
        Duration callTimeout,
        Duration refresh,
        int longestResult) {

    McpSettings {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        headers = Map.copyOf(headers);
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
        confirm = List.copyOf(confirm);
    }

    Secrets secrets() {
        var values = new HashMap<>(environment);
        values.putAll(headers);
        return Secrets.of(values).andOfUrl(url);
    }

    boolean takes(String tool) {
        return (include.isEmpty() || any(include, tool)) && !any(exclude, tool);
    }

    boolean asks(String tool) {
        return any(confirm, tool);
    }

    /** What is named and not there. */
    List<String> unknown(List<String> tools) {
        return Stream.of(include, exclude, confirm)
                .flatMap(List::stream)
                .distinct()
                .filter(pattern -> tools.stream().noneMatch(tool -> matches(pattern, tool)))
                .toList();
    }

    private static boolean any(List<String> patterns, String tool) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, tool));
    }

    private static boolean matches(String pattern, String tool) {
        var parts = pattern.split("\\*", -1);
        var regex = String.join(".*", Arrays.stream(parts).map(Pattern::quote).toList());
        return tool.matches(regex);
    }

    /** Without its secrets. */
    @Override
    public String toString() {
        return "McpSettings[" + name + "]";
    }
}
