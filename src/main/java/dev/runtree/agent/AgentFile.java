package dev.runtree.agent;

import dev.runtree.agent.model.BadModel;
import dev.runtree.agent.model.Model;
import dev.runtree.agent.model.Models;
import dev.runtree.store.PausedRuns;
import dev.runtree.yaml.YamlFile;
import dev.runtree.yaml.YamlValue;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An agent, a team or a workflow that is described in a YAML file, with the user and the session that its runs have unless
 * told otherwise. A file with {@code members} is a {@linkplain TeamFile team}, one with {@code steps} a {@linkplain
 * WorkflowFile workflow}; an agent's is this:
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
 * history: 10                   # or {runs: 10, tokens: 8000}
 * run_timeout: 2m               # default: none
 * model_timeout: 5m
 * tool_timeout: 5m
 * hook_timeout: 30s
 * retries: 2                    # of a model call that failed for a passing reason
 * parallel_tools: 8
 * tools:
 *   - clock                     # or calculator
 *   - com.example.WeatherTools  # a class with @Tool methods
 *   - {use: com.example.PayTools, timeout: 10s, stop_after: true}
 * mcp: [{url: "https://weather.example.com/mcp"}]   # see SourcesFile
 * knowledge: {folder: docs, k: 5, mode: agentic}
 * pre_hooks: [com.example.Polish]      # classes with @Hook methods; also post_hooks,
 * tool_pre_hooks: [com.example.Guard]  # and tool_post_hooks
 * guardrails:
 *   pre: [personal_data, {maximum_length: 2000}, {forbidden_topics: [medical advice]}]
 *   post: [{personal_data: mask}, com.example.Own]
 * output: trip.schema.json      # a JSON schema of the answer, or the schema itself
 * state: {city: Lisbon}         # what a new session remembers; {{city}} in the instructions
 * confirm: [pay]                # tools that somebody has to approve each call of
 * confirm_within: 2h            # how long that may take; default: for ever
 * user: ana
 * session: s-1
 * }</pre>
 */
public record AgentFile(
        Component component,
        @Nullable String user,
        @Nullable String session,
        Definition definition) {
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
            "mcp",
            "knowledge",
            "confirm",
            "confirm_within",
            "run_timeout",
            "model_timeout",
            "tool_timeout",
            "hook_timeout",
            "retries",
            "parallel_tools",
            "pre_hooks",
            "post_hooks",
            "tool_pre_hooks",
            "tool_post_hooks",
            "guardrails",
            "output",
            "state",
            "members",
            "mode",
            "user",
            "session");

    /**
     * Reads the file; its script files are looked for beside it.
     *
     * @param environment where keys are taken from, as of {@link System#getenv()}
     * @param model {@code provider:name} to be used in place of the file's, also in the files that it names, or {@code null};
     *     a script is then looked for in the working directory
     * @throws dev.runtree.yaml.BadFile with the line and column of a mistake
     * @throws BadModel when {@code model} cannot be used
     */
    public static AgentFile read(Path file, Map<String, String> environment, @Nullable String model) {
        return new AgentFiles(environment, model, looked -> {}).read(file);
    }

    static AgentFile readWith(AgentFiles files, Path file) {
        var written = YamlFile.read(file);
        if (written.get("steps").isPresent()) {
            return of(new WorkflowFile(file, files).read(written), written, files.definition(file));
        }
        var environment = files.environment();
        var model = files.model();
        var root = written.onlyKeys(KEYS);
        var name = root.need("name").word();
        var folder = file.toAbsolutePath().resolveSibling("");
        var builder = Agent.builder(files.id(file, root, name))
                .name(name)
                .instructions(root.get("instructions").map(YamlValue::text).orElse(null))
                .temperature(root.get("temperature").map(AgentFile::temperature).orElse(null))
                .topP(root.get("top_p").map(value -> between(value, 0, 1)).orElse(null))
                .maxTokens(root.get("max_tokens").map(value -> value.whole(1)).orElse(null));
        var models = new Models(folder, environment, files::looked);
        var used = model == null ? own(models, root.need("model")) : new Models(Path.of(""), environment).open(model);
        builder.model(used);
        new AgentYaml(builder, folder, models, used, files).read(root);
        var agent = builder.build();
        var component = new TeamFile(file, files).read(root, agent);
        return of(component, root, files.definition(file));
    }

    private static AgentFile of(Component component, YamlValue root, Definition definition) {
        return new AgentFile(
                component,
                root.get("user").map(YamlValue::word).orElse(null),
                root.get("session").map(YamlValue::word).orElse(null),
                definition);
    }

    /** With the process's environment, and the file's own model unless {@code model} names another. */
    public static AgentFile read(Path file, @Nullable String model) {
        return read(file, System.getenv(), model);
    }

    /**
     * As {@link #read(Path, String)}.
     *
     * @param looked told of each file that the description is made of, this one first, before it is looked at: also of those
     *     that are not there
     */
    public static AgentFile read(Path file, @Nullable String model, Consumer<Path> looked) {
        return new AgentFiles(System.getenv(), model, looked).read(file);
    }

    private static Model own(Models models, YamlValue named) {
        try {
            return models.open(named.word());
        } catch (BadModel e) {
            throw named.bad(String.valueOf(e.getMessage()), e);
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
    static String idOf(String name) {
        return name.strip().toLowerCase(java.util.Locale.ROOT).replaceAll("\\s+", "-");
    }

    /** Whether a run was one of what this file says, whichever model was named in place of its own. */
    public boolean isOf(PausedRuns.Runner runner) {
        var digest = runner.definitionDigest();
        return runner.id().equals(component.id())
                && digest != null
                && (digest.equals(definition.digest()) || digest.startsWith(definition.digest() + " "));
    }

    /** A request with the file's user and session. */
    public RunRequest request(String message) {
        return new RunRequest(message, user, session);
    }
}
