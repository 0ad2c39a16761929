package dev.runtree.replay.edit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.yaml.YamlWriter;
import java.util.List;

/** Writes a step as a file that {@link EditFile} reads back as the same step. */
final class EditTemplate {
    private final YamlWriter yaml = new YamlWriter();

    /**
     * @param spanId of the step
     * @param about lines for whoever opens the file
     */
    static String of(String spanId, EditableStep step, List<String> about) {
        var template = new EditTemplate();
        about.forEach(template.yaml::comment);
        template.yaml.text("step", spanId);
        switch (step) {
            case EditableStep.Asking asking -> template.write(asking);
            case EditableStep.Calling calling -> template.write(calling);
        }
        return template.yaml.toString();
    }

    private void write(EditableStep.Calling call) {
        yaml.text("tool", call.tool()).text("arguments", JsonLayout.forEditing(call.arguments()));
        if (call.result() != null) {
            yaml.text(call.failed() ? "error" : "result", JsonLayout.forEditing(call.result()));
        }
    }

    private void write(EditableStep.Asking asking) {
        if (asking.model() != null) {
            yaml.text("model", asking.model());
        }
        if (!asking.parameters().isEmpty()) {
            yaml.map(
                    "parameters",
                    () -> asking.parameters()
                            .properties()
                            .forEach(entry -> parameter(entry.getKey(), entry.getValue())));
        }
        var messages = asking.messages();
        var first = SystemPrompt.isFirstOf(messages) ? 1 : 0;
        if (first == 1) {
            yaml.text("system", messages.getFirst().text());
        }
        if (messages.size() > first) {
            yaml.map("messages", () -> {
                for (var at = first; at < messages.size(); at++) {
                    message(at + 1, messages.get(at));
                }
            });
        }
        if (!asking.tools().isEmpty()) {
            yaml.map("tools", () -> asking.tools().forEach(this::tool));
        }
    }

    /** As JSON, which is YAML: text in quotes, whatever it looks like. */
    private void parameter(String name, JsonNode value) {
        if (value.isTextual()) {
            yaml.text(name, value.textValue());
        } else {
            yaml.word(name, JsonLayout.ascii(value));
        }
    }

    private void message(int number, Message message) {
        yaml.item(() -> {
            yaml.word("number", String.valueOf(number)).text("role", message.role());
            if (message.name() != null) {
                yaml.text("name", message.name());
            }
            if (message.parts().size() == 1 && message.parts().getFirst() instanceof Part.Text text) {
                yaml.text("text", text.text());
            } else {
                yaml.map("parts", () -> message.parts().forEach(part -> yaml.item(() -> part(part))));
            }
        });
    }

    private void part(Part part) {
        switch (part) {
            case Part.Text text -> yaml.text("text", text.text());
            case Part.Reasoning thought -> yaml.text("reasoning", thought.text());
            case Part.ToolCall call -> {
                yaml.text("tool_call", call.name());
                if (call.id() != null) {
                    yaml.text("id", call.id());
                }
                yaml.text("arguments", JsonLayout.forEditing(call.arguments()));
            }
            case Part.ToolResult result -> {
                yaml.text("tool_result", JsonLayout.forEditing(result.result()));
                if (result.id() != null) {
                    yaml.text("id", result.id());
                }
                if (result.name() != null) {
                    yaml.text("name", result.name());
                }
            }
            case Part.Media media -> {
                yaml.text("media", media.uri());
                if (media.mimeType() != null) {
                    yaml.text("mime_type", media.mimeType());
                }
            }
            case Part.Unknown unknown -> yaml.text("other", JsonLayout.forEditing(unknown.json()));
        }
    }

    private void tool(OfferedTool tool) {
        yaml.item(() -> {
            yaml.text("name", tool.name());
            if (tool.description() != null) {
                yaml.text("description", tool.description());
            }
            yaml.text("parameters", JsonLayout.forEditing(tool.parameters()));
        });
    }
}
