package dev.runtree.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runtree.agent.guardrail.ForbiddenTopics;
import dev.runtree.agent.guardrail.Guardrail;
import dev.runtree.agent.guardrail.MaximumLength;
import dev.runtree.agent.guardrail.PersonalData;
import dev.runtree.agent.hook.BadHook;
import dev.runtree.agent.model.BadModel;
import dev.runtree.agent.model.Model;
import dev.runtree.agent.model.Models;
import dev.runtree.agent.tool.AgentTool;
import dev.runtree.agent.tool.BadTool;
import dev.runtree.agent.tool.OutputFormat;
import dev.runtree.agent.tool.ToolMethod;
import dev.runtree.agent.tool.ToolPolicy;
import dev.runtree.yaml.YamlValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The parts of an agent's file beside its plain values, each with its mistakes at their places. */
final class AgentYaml {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final AgentBuilder builder;
    private final Path folder;
    private final Models models;
    private final Model model;
    private final AgentFiles files;

    /**
     * @param folder of the file
     * @param models those that the file may name
     * @param model the agent's own
     * @param files it and those that it names
     */
    AgentYaml(AgentBuilder builder, Path folder, Models models, Model model, AgentFiles files) {
        this.builder = builder;
        this.folder = folder;
        this.models = models;
        this.model = model;
        this.files = files;
    }

    void read(YamlValue root) {
        root.get("history").ifPresent(value -> builder.history(history(value)));
        limits(root);
        root.get("tools").ifPresent(list -> list.items().forEach(this::tool));
        new SourcesFile(folder, files.environment()).read(root, builder);
        var within = root.get("confirm_within").map(YamlValue::duration).orElse(null);
        root.get("confirm").ifPresent(list -> list.items().forEach(tool -> confirm(tool, within)));
        root.get("pre_hooks").ifPresent(list -> hooks(list, builder::preHooks));
        root.get("post_hooks").ifPresent(list -> hooks(list, builder::postHooks));
        root.get("tool_pre_hooks").ifPresent(list -> hooks(list, builder::toolPreHooks));
        root.get("tool_post_hooks").ifPresent(list -> hooks(list, builder::toolPostHooks));
        root.get("guardrails").ifPresent(this::guardrails);
        root.get("output").ifPresent(value -> builder.output(output(value)));
        root.get("state")
                .ifPresent(state -> state.keys()
                        .forEach(key -> builder.state(key, state.need(key).json())));
    }

    private static History history(YamlValue value) {
        if (!value.isMap()) {
            return new History(value.whole(0), null);
        }
        value.onlyKeys(Set.of("runs", "tokens"));
        return new History(
                value.get("runs").map(runs -> runs.whole(0)).orElse(History.DEFAULT.runs()),
                value.get("tokens").map(tokens -> tokens.whole(1)).orElse(null));
    }

    private void limits(YamlValue root) {
        root.get("max_steps").ifPresent(value -> builder.maxSteps(value.whole(1)));
        time(root, "run_timeout", time -> builder.limits(limits -> limits.withRun(time)));
        time(root, "model_timeout", time -> builder.limits(limits -> limits.withModel(time)));
        time(root, "tool_timeout", time -> builder.limits(limits -> limits.withTool(time)));
        time(root, "hook_timeout", time -> builder.limits(limits -> limits.withHook(time)));
        root.get("retries").ifPresent(value -> {
            var retries = value.whole(0);
            builder.limits(limits -> limits.withRetries(retries));
        });
        root.get("parallel_tools").ifPresent(value -> {
            var most = value.whole(1);
            builder.limits(limits -> limits.withParallelTools(most));
        });
    }

    static void time(YamlValue root, String key, Consumer<Duration> set) {
        root.get(key).ifPresent(value -> set.accept(positive(value)));
    }

    private static Duration positive(YamlValue value) {
        var time = value.duration();
        if (!time.isPositive()) {
            throw value.bad("a time limit has to be longer than nothing");
        }
        return time;
    }

    /** A tool's name, or {@code use: NAME} with conditions for all that it brings. */
    private void tool(YamlValue value) {
        var named = value.isMap()
                ? value.onlyKeys(Set.of("use", "timeout", "stop_after")).need("use")
                : value;
        try {
            var opened = NamedTools.open(named.word());
            var tools = opened instanceof AgentTool tool ? List.of(tool) : ToolMethod.of(opened);
            tools.forEach(tool -> builder.tools(value.isMap() ? tool.under(policy(value, tool.policy())) : tool));
        } catch (BadTool e) {
            throw named.bad(String.valueOf(e.getMessage()), e);
        }
    }

    private static ToolPolicy policy(YamlValue value, ToolPolicy own) {
        var timeout = value.get("timeout").map(AgentYaml::positive).orElse(own.timeout());
        var policy = own.withTimeout(timeout);
        return value.get("stop_after").map(YamlValue::truth).orElse(false) ? policy.withStopAfter() : policy;
    }

    private void confirm(YamlValue tool, @Nullable Duration within) {
        try {
            builder.policy(tool.word(), policy -> policy.withConfirmation(within));
        } catch (BadTool e) {
            throw tool.bad(String.valueOf(e.getMessage()), e);
        }
    }

    static void hooks(YamlValue list, Consumer<Object> add) {
        for (var item : list.items()) {
            var object = NamedObjects.open(item.word(), (what, why) -> bad(item, what, why));
            try {
                add.accept(object);
            } catch (BadHook e) {
                throw item.bad(String.valueOf(e.getMessage()), e);
            }
        }
    }

    private static RuntimeException bad(YamlValue place, String what, @Nullable Throwable why) {
        return why == null ? place.bad(what) : place.bad(what, why);
    }

    private void guardrails(YamlValue value) {
        value.onlyKeys(Set.of("pre", "post"));
        value.get("pre").ifPresent(list -> list.items().forEach(item -> builder.preGuardrails(guardrail(item))));
        value.get("post").ifPresent(list -> list.items().forEach(item -> builder.postGuardrails(guardrail(item))));
    }

    /** {@code personal_data}, {@code personal_data: mask}, {@code maximum_length: 2000}, {@code forbidden_topics: [...]}, or a class. */
    private Guardrail guardrail(YamlValue item) {
        if (item.isMap()) {
            item.onlyKeys(Set.of("personal_data", "maximum_length", "forbidden_topics", "model"));
            var topics = item.get("forbidden_topics");
            if (topics.isPresent()) {
                var judge = item.get("model").map(this::model).orElse(model);
                return new ForbiddenTopics(
                        judge,
                        topics.get().items().stream().map(YamlValue::word).toList());
            }
            var length = item.get("maximum_length");
            return length.isPresent()
                    ? new MaximumLength(length.get().whole(1))
                    : personalData(item.need("personal_data"));
        }
        if (item.word().equals("personal_data")) {
            return PersonalData.refused();
        }
        if (!item.word().contains(".")) {
            throw item.bad(
                    "there is no guardrail \"" + item.word() + "\"; built in are personal_data, maximum_length: N"
                            + " and forbidden_topics: [...], and any class that is a Guardrail can be named in full");
        }
        if (NamedObjects.open(item.word(), (what, why) -> bad(item, what, why)) instanceof Guardrail own) {
            return own;
        }
        throw item.bad("the class " + item.word() + " is no " + Guardrail.class.getName());
    }

    private static Guardrail personalData(YamlValue how) {
        return switch (how.word()) {
            case "mask" -> PersonalData.masked();
            case "refuse" -> PersonalData.refused();
            default -> throw how.bad("mask or refuse was expected here, not \"" + how.word() + "\"");
        };
    }

    private Model model(YamlValue named) {
        try {
            return models.open(named.word());
        } catch (BadModel e) {
            throw named.bad(String.valueOf(e.getMessage()), e);
        }
    }

    /** A JSON schema: a file beside this one, or written here. */
    private OutputFormat output(YamlValue value) {
        try {
            return OutputFormat.of("answer", value.isMap() ? value.json() : file(value));
        } catch (IllegalArgumentException e) {
            throw value.bad(String.valueOf(e.getMessage()), e);
        }
    }

    private JsonNode file(YamlValue named) {
        var file = named.path(folder);
        files.looked(file);
        try {
            return MAPPER.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw named.bad(file.getFileName() + " is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw named.bad("the file " + file + " cannot be read", e);
        }
    }
}
