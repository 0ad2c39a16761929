package dev.runtree.agent.model;

import dev.runtree.yaml.YamlFile;
import dev.runtree.yaml.YamlValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a scripted model answers, and when: the first line whose condition holds.
 *
 * <pre>{@code
 * model: travel-1                       # what the model is called in traces; default: the file's name
 * answers:
 *   - when: {user: weather, step: 1}    # also: turn, tool, result; a text is looked for, /.../ is a regular expression
 *     call: [{tool: weather, arguments: {city: Lisbon}}]
 *     usage: {input: 412, output: 38, cached: 256, reasoning: 12}
 *     delay: 120ms                      # until the answer begins
 *   - when: {tool: weather}
 *     text: "It is ${result}."          # ${user}, ${result}, and ${1}, ${2} ... of a regular expression in "user"
 *     pace: 20ms                        # between two words when streamed
 *   - error: {status: 429, message: Too many requests}
 * }</pre>
 */
public record Script(String file, String model, List<Line> lines) {

    record Line(Condition when, Reply reply) {}

    public Script {
        lines = List.copyOf(lines);
    }

    /** @throws dev.runtree.yaml.BadFile with the line and column of a mistake */
    public static Script read(Path file) {
        return of(file.getFileName().toString(), YamlFile.read(file));
    }

    /** A script that the program brings along. */
    public static Script resource(String resource) {
        return of(resource.substring(resource.lastIndexOf('/') + 1), YamlFile.resource(resource));
    }

    public static Script parse(String name, String text) {
        return of(name, YamlFile.parse(name, text));
    }

    private static Script of(String name, YamlValue root) {
        root.onlyKeys(Set.of("model", "answers"));
        var stem = name.replaceFirst("(\\.script)?\\.(ya?ml|json)$", "");
        return new Script(
                name,
                root.get("model").map(YamlValue::word).orElse(stem),
                root.need("answers").items().stream()
                        .map(line -> new Line(
                                line.get("when").map(Condition::read).orElse(Condition.ALWAYS), Reply.read(line)))
                        .toList());
    }

    Optional<Line> answer(Situation now) {
        return lines.stream().filter(line -> line.when().holds(now)).findFirst();
    }
}
