package dev.runtree.replay.edit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.yaml.BadFile;
import dev.runtree.yaml.YamlFile;
import dev.runtree.yaml.YamlValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file in which the step is changed that a fork leaves at, as {@code docs/replay.md} describes it. What it leaves out stays as
 * it was recorded, and what it repeats is the recorded text again, character by character.
 */
public final class EditFile {
    private static final Set<String> ASKING_KEYS = Set.of("step", "model", "parameters", "system", "messages", "tools");
    private static final Set<String> CALLING_KEYS = Set.of("step", "tool", "arguments", "result", "error");
    private static final Set<String> TOOL_KEYS = Set.of("name", "description", "parameters", "remove");

    private final Path file;
    private final YamlValue root;

    private EditFile(Path file, YamlValue root) {
        this.file = file;
        this.root = root;
    }

    /**
     * A step as a file to start from.
     *
     * @param spanId of the step
     * @param about lines for whoever opens the file
     * @throws BadFile when it would be larger than what is read back
     */
    public static String template(Path file, String spanId, EditableStep step, List<String> about) {
        var text = EditTemplate.of(spanId, step, about);
        if (text.getBytes(StandardCharsets.UTF_8).length > YamlFile.LARGEST_RECORD) {
            throw new BadFile(file + ": the step holds more than " + (YamlFile.LARGEST_RECORD >> 20)
                    + " MiB, which is more than an edit file may have; write one by hand with what is to be changed");
        }
        return text;
    }

    /** @throws BadFile when it cannot be read or is not YAML */
    public static EditFile open(Path file) {
        return new EditFile(file, YamlFile.readRecord(file));
    }

    /** The same keys where they stand in another file. */
    public static EditFile in(Path file, YamlValue keys) {
        return new EditFile(file, keys);
    }

    /** The step that it was made for, the beginning of a span id; empty when it does not say. */
    public Optional<String> step() {
        return root.get("step").map(YamlValue::word);
    }

    /** The mistake that the file is for another step. */
    public BadFile otherStep(String what) {
        return root.get("step").orElse(root).bad(what);
    }

    /**
     * The step as this file has it.
     *
     * @throws BadFile with the line and column of a mistake
     */
    public EditableStep read(EditableStep recorded) {
        return switch (recorded) {
            case EditableStep.Asking asking -> asking(asking);
            case EditableStep.Calling calling -> calling(calling);
        };
    }

    private EditableStep.Calling calling(EditableStep.Calling recorded) {
        root.onlyKeys(CALLING_KEYS);
        root.get("tool").ifPresent(tool -> {
            if (!tool.text().equals(recorded.tool())) {
                throw tool.bad(
                        "the step calls the tool \"" + recorded.tool() + "\", and that is not to be changed here");
            }
        });
        var result = root.get("result");
        var error = root.get("error");
        if (result.isPresent() && error.isPresent()) {
            throw error.get().bad("a call has a result or an error, not both; take one of them out");
        }
        var told = recorded.result() == null ? "" : recorded.result();
        return new EditableStep.Calling(
                recorded.tool(),
                root.get("arguments")
                        .map(value -> text(value, recorded.arguments()))
                        .orElse(recorded.arguments()),
                result.or(() -> error).map(value -> text(value, told)).orElse(recorded.result()),
                error.isPresent() || (result.isEmpty() && recorded.failed()));
    }

    private EditableStep.Asking asking(EditableStep.Asking recorded) {
        root.onlyKeys(ASKING_KEYS);
        var messages = root.get("messages")
                .map(value -> new EditedMessages(recorded.messages()).read(value))
                .orElse(recorded.messages());
        var prompt = root.get("system").map(YamlValue::text);
        return new EditableStep.Asking(
                root.get("model").map(EditFile::model).orElse(recorded.model()),
                root.get("parameters")
                        .map(value -> parameters(value, recorded.parameters()))
                        .orElse(recorded.parameters()),
                prompt.isPresent() ? SystemPrompt.before(messages, prompt.get()) : messages,
                root.get("tools").map(value -> tools(value, recorded.tools())).orElse(recorded.tools()));
    }

    private static String model(YamlValue value) {
        var word = value.word();
        if (word.indexOf(':') <= 0 || word.endsWith(":")) {
            throw value.bad(
                    "a model was expected here, as PROVIDER:NAME, such as openai:gpt-4.1-mini, not \"" + word + "\"");
        }
        return word;
    }

    /** Those that are left out stay; {@code null} takes one away. */
    private static ObjectNode parameters(YamlValue value, ObjectNode recorded) {
        var changed = recorded.deepCopy();
        var written = value.json();
        for (var name : value.keys()) {
            var now = written.get(name);
            var before = recorded.get(name);
            if (now.isNull()) {
                changed.remove(name);
            } else if (before == null || !JsonLayout.isSame(before, now)) {
                changed.set(name, now);
            }
        }
        return changed;
    }

    /** Those that are left out stay, and new ones stand behind them. */
    private static List<OfferedTool> tools(YamlValue value, List<OfferedTool> recorded) {
        var tools = new LinkedHashMap<String, OfferedTool>();
        recorded.forEach(tool -> tools.put(tool.name(), tool));
        for (var item : value.items()) {
            item.onlyKeys(TOOL_KEYS);
            var name = item.need("name").word();
            var known = tools.get(name);
            if (item.get("remove").map(YamlValue::truth).orElse(false)) {
                if (known == null) {
                    throw item.need("name").bad(unknown(name, tools.keySet()));
                }
                tools.remove(name);
            } else {
                tools.put(name, tool(item, name, known));
            }
        }
        var changed = new ArrayList<>(tools.values());
        return changed;
    }

    private static OfferedTool tool(YamlValue item, String name, @Nullable OfferedTool known) {
        var parameters = item.get("parameters");
        if (known == null && parameters.isEmpty()) {
            throw item.bad("the tool \"" + name + "\" is new here, so it needs its parameters, a JSON schema");
        }
        var before = known == null ? "" : known.parameters();
        return new OfferedTool(
                name,
                item.get("description")
                        .map(YamlValue::text)
                        .map(text -> text.isEmpty() ? null : text)
                        .orElse(known == null || item.get("description").isPresent() ? null : known.description()),
                parameters.map(value -> schema(value, before)).orElse(before));
    }

    private static String unknown(String name, Set<String> known) {
        return "the step offers no tool \"" + name + "\"; it offers "
                + (known.isEmpty() ? "none" : String.join(", ", known));
    }

    private static String schema(YamlValue value, String recorded) {
        if (value.isMap()) {
            var written = value.json();
            var before = JsonLayout.tree(recorded);
            return before != null && JsonLayout.isSame(before, written) ? recorded : written.toString();
        }
        var text = JsonLayout.edited(recorded, value.text());
        if (!(json(value, text) instanceof ObjectNode)) {
            throw value.bad(
                    "a JSON schema was expected here, an object such as {\"type\":\"object\",\"properties\":{}}");
        }
        return text;
    }

    private static JsonNode json(YamlValue value, String text) {
        try {
            return JsonLayout.read(text);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw value.bad(
                    "this is not JSON: "
                            + e.getOriginalMessage().lines().findFirst().orElse("") + " (line " + at.getLineNr()
                            + ", column " + at.getColumnNr() + " of the text that begins here)",
                    e);
        }
    }

    /** A text, or keys and values or a list that stand for JSON. */
    static String text(YamlValue value, String recorded) {
        return JsonLayout.edited(
                recorded, value.isMap() || value.isList() ? value.json().toString() : value.text());
    }

    public Path file() {
        return file;
    }
}
