package dev.runtree.agent;

import dev.runtree.agent.model.BadModel;
import dev.runtree.agent.model.Models;
import dev.runtree.agent.tool.BadTool;
import dev.runtree.yaml.YamlFile;
import dev.runtree.yaml.YamlValue;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An agent that is described in a YAML file, with the user and the session that its runs have unless told otherwise.
 *
 * <pre>{@code
 * name: Weather                 # the one key that must be there, with model
 * id: weather                   # default: made of the name
 * model: openai:gpt-4.1-mini    # or scripted:weather.script.yaml, a file beside this one
 * instructions: |
 *   Answer questions about the weather.
 * temperature: 0.2
 * top_p: 0.9
 * max_tokens: 500
 * max_steps: 8
 * history: 10
 * tools: [clock, calculator, com.example.WeatherTools]
 * user: ana
 * session: s-1
 * }</pre>
 */
public record AgentFile(
        Agent agent, @Nullable String user, @Nullable String session) {
    private static final Set<String> KEYS = Set.of(
            "name",
            "id",
            "model",
            "instructions",
            "temperature",
            "top_p",
            "max_tokens",
            "max_steps",
            "history",
            "tools",
            "user",
            "session");

    /**
     * Reads the file; its script files are looked for beside it.
     *
     * @param environment where keys are taken from, as of {@link System#getenv()}
     * @param model {@code provider:name} to be used in place of the file's, or {@code null}; a script is then looked for in
     *     the working directory
     * @throws dev.runtree.yaml.BadFile with the line and column of a mistake
     * @throws BadModel when {@code model} cannot be used
     */
    public static AgentFile read(Path file, Map<String, String> environment, @Nullable String model) {
        var root = YamlFile.read(file).onlyKeys(KEYS);
        var name = root.need("name").word();
        var folder = file.toAbsolutePath().resolveSibling("");
        var builder = Agent.builder(root.get("id").map(YamlValue::word).orElse(idOf(name)))
                .name(name)
                .instructions(root.get("instructions").map(YamlValue::text).orElse(null))
                .temperature(root.get("temperature").map(AgentFile::temperature).orElse(null))
                .topP(root.get("top_p").map(value -> between(value, 0, 1)).orElse(null))
                .maxTokens(root.get("max_tokens").map(value -> value.whole(1)).orElse(null));
        root.get("max_steps").ifPresent(value -> builder.maxSteps(value.whole(1)));
        root.get("history").ifPresent(value -> builder.history(value.whole(0)));
        root.get("tools").ifPresent(list -> list.items().forEach(tool -> addTool(builder, tool)));
        var named = root.need("model");
        if (model == null) {
            try {
                builder.model(new Models(folder, environment).open(named.word()));
            } catch (BadModel e) {
                throw named.bad(String.valueOf(e.getMessage()), e);
            }
        } else {
            builder.model(new Models(Path.of(""), environment).open(model));
        }
        return new AgentFile(
                builder.build(),
                root.get("user").map(YamlValue::word).orElse(null),
                root.get("session").map(YamlValue::word).orElse(null));
    }

    /** With the process's environment, and the file's own model unless {@code model} names another. */
    public static AgentFile read(Path file, @Nullable String model) {
        return read(file, System.getenv(), model);
    }

    private static void addTool(AgentBuilder builder, YamlValue tool) {
        try {
            builder.tools(NamedTools.open(tool.word()));
        } catch (BadTool e) {
            throw tool.bad(String.valueOf(e.getMessage()), e);
        }
    }

    private static double temperature(YamlValue value) {
        return between(value, 0, 2);
    }

    private static double between(YamlValue value, double least, double most) {
        var number = value.number();
        if (!(number >= least && number <= most)) {
            throw value.bad("a number from " + least + " to " + most + " was expected here, not " + number);
        }
        return number;
    }

    /** {@code Travel desk} becomes {@code travel-desk}. */
    private static String idOf(String name) {
        return name.strip().toLowerCase(java.util.Locale.ROOT).replaceAll("\\s+", "-");
    }

    /** A request with the file's user and session. */
    public RunRequest request(String message) {
        return new RunRequest(message, user, session);
    }
}
