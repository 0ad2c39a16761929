package dev.runtree.cli;

import dev.runtree.export.target.Preset;
import dev.runtree.export.target.Target;
import dev.runtree.export.target.TargetSecrets;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the secrets of a target come from: never from an argument, which other programs and the shell's history see. */
final class TargetKeys {
    @Option(
            names = "--key-env",
            paramLabel = "[NAME=]VARIABLE",
            description = {
                "take a secret from this environment variable; without a name the first that the preset asks for;",
                "may be repeated. Else secrets are asked for"
            })
    private List<String> variables = List.of();

    @Option(
            names = "--key-stdin",
            description = "take the secrets from standard input, a line each, in the order in which they are asked for")
    private boolean standardInput;

    @Option(
            names = "--header",
            paramLabel = "NAME",
            description =
                    "another header of every request; its value is a secret like the others, named \"header NAME\"")
    private List<String> headers = List.of();

    List<String> headers() {
        return headers;
    }

    /** @throws WrongUsage when one that is needed cannot be had */
    TargetSecrets secrets(Preset preset, Map<String, String> environment) {
        return secrets(preset, environment, Set.of());
    }

    /**
     * Likewise for a target that is there.
     *
     * @param kept the names of those that it has, which nobody is asked for
     */
    TargetSecrets secrets(Preset preset, Map<String, String> environment, Set<String> kept) {
        var found = new HashMap<String, String>();
        var wanted = wanted(preset);
        for (var variable : variables) {
            var at = variable.indexOf('=');
            var name = at < 0 ? first(wanted, preset) : variable.substring(0, at);
            if (!wanted.contains(name)) {
                throw new WrongUsage(preset.title() + " asks for no secret \"" + name + "\". It asks for: "
                        + String.join(", ", wanted));
            }
            var value = environment.get(variable.substring(at + 1));
            if (value == null || value.isBlank()) {
                throw new WrongUsage("There is nothing in the environment variable " + variable.substring(at + 1));
            }
            found.put(name, value);
        }
        var missing = wanted.stream().filter(name -> !found.containsKey(name)).toList();
        if (standardInput) {
            read(missing, found);
        } else {
            // Of one that is there, what may be missing is missing on purpose.
            ask(
                    missing.stream()
                            .filter(name -> kept.isEmpty() || required(preset).contains(name))
                            .filter(name -> !kept.contains(name))
                            .toList(),
                    required(preset),
                    found);
        }
        return new TargetSecrets(found);
    }

    private List<String> wanted(Preset preset) {
        var wanted = new ArrayList<String>();
        preset.asks().forEach(asked -> {
            if (asked.secret()) {
                wanted.add(asked.name());
            }
        });
        headers.forEach(header -> wanted.add(Target.secretOf(header)));
        return wanted;
    }

    private List<String> required(Preset preset) {
        return wanted(preset).stream()
                .filter(name ->
                        preset.asks().stream().noneMatch(asked -> asked.name().equals(name) && !asked.required()))
                .toList();
    }

    private static String first(List<String> wanted, Preset preset) {
        if (wanted.isEmpty()) {
            throw new WrongUsage(preset.title() + " asks for no secret");
        }
        return wanted.getFirst();
    }

    private static void read(List<String> missing, Map<String, String> found) {
        try {
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (var name : missing) {
                var line = in.readLine();
                if (line != null && !line.isBlank()) {
                    found.put(name, line);
                }
            }
        } catch (IOException e) {
            throw new Failure("Standard input cannot be read: " + e.getMessage(), e);
        }
    }

    @SuppressWarnings("SystemConsoleNull") // the annotations of the JDK still say that it may be null
    private static void ask(List<String> missing, List<String> required, Map<String, String> found) {
        var console = System.console();
        for (var name : missing) {
            if (console != null && console.isTerminal()) {
                var answer = answer(console, name, required.contains(name));
                if (answer != null) {
                    found.put(name, answer);
                }
            } else if (required.contains(name)) {
                throw new WrongUsage(
                        "The secret \"" + name + "\" is missing, and there is no terminal to ask for it: name an"
                                + " environment variable with --key-env, or give it on standard input"
                                + " with --key-stdin");
            }
        }
    }

    private static @Nullable String answer(Console console, String name, boolean isRequired) {
        var typed = console.readPassword("%s%s: ", name, isRequired ? "" : " (none)");
        return typed == null || typed.length == 0 ? null : new String(typed);
    }
}
